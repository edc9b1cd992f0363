"""What front matter may say, checked field by field."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from gloss.errors import Problems
from gloss.model import Rights
from gloss.sources.frontmatter import Header

_DATE = re.compile(
    r"([0-9]{4})-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_EARLIEST, _LATEST = 1600, 2999
_DAY = len("2017-05-15")
_LADDER: tuple[Rights, ...] = ("link", "excerpt", "full")


def iso_date(given: str | None) -> str | None:
    """`given` as an ISO date or date and time; raises ValueError with fact and remedy."""
    if given is None:
        return None
    found = _DATE.fullmatch(given)
    if not found:
        raise ValueError(f"{given[:40]!r} is no date; write it like 2017-05-15 or 2017-05-15T18:30Z")
    try:
        date.fromisoformat(given) if len(given) == _DAY else datetime.fromisoformat(given)
    except ValueError as error:
        raise ValueError(f"{given!r} is no date ({error}); correct it") from None
    if not _EARLIEST <= int(found[1]) <= _LATEST:
        raise ValueError(f"{given!r} lies outside the years {_EARLIEST} to {_LATEST}; correct it")
    return given.replace(" ", "T")


class ArticleFields(BaseModel):
    """What an article may say about itself. It may narrow its rights, never widen them."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    archive_url: str | None = None
    retrieved: str | None = None
    language: str | None = None
    rights: Rights | None = None

    _dates = field_validator("published", "retrieved")(iso_date)

    @field_validator("language")
    @classmethod
    def _language(cls, given: str | None) -> str | None:
        if given is not None and not _LANGUAGE.fullmatch(given):
            raise ValueError(f"{given[:40]!r} is no language code; write it like en or pt-BR")
        return given


class BriefingFields(BaseModel):
    """What `briefing.md` says about its briefing."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    title: str | None = None
    date: str | None = None
    summary: str | None = None
    rights: Rights | None = None

    _dates = field_validator("date")(iso_date)


Fields = TypeVar("Fields", bound=BaseModel)


def checked(kind: type[Fields], header: Header, shown: str, problems: Problems) -> Fields:
    """The fields of `header`; each fault is added to `problems` with its line, and left out."""
    values = {name: value for name, (value, _) in header.values.items()}
    while True:
        try:
            return kind.model_validate(values)
        except ValidationError as error:
            for fault in error.errors():
                name = str(fault["loc"][0])
                fact, remedy = _told(kind, name, values[name], fault["type"], fault["msg"])
                problems.add(shown, header.values[name][1], fact, remedy)
            values = {n: v for n, v in values.items() if n not in {str(f["loc"][0]) for f in error.errors()}}


def _told(kind: type[BaseModel], name: str, value: str, fault: str, message: str) -> tuple[str, str]:
    if fault == "extra_forbidden":
        return f"front matter knows no key {name[:60]!r}", f"use one of {', '.join(kind.model_fields)}"
    if fault == "literal_error":
        return f"{name}: {value[:40]!r} is none of link, excerpt, full", "write one of these"
    fact, _, remedy = message.removeprefix("Value error, ").rpartition("; ")
    return f"{name}: {fact}", remedy


def web_address(given: str | None) -> str | None:
    """`given` if it is an http or https address with a host, else None: nothing else is ever linked."""
    if given is None or re.search(r"[\s\\<>\"'`{}|^]|[^\x21-\x7e\u00a1-\uffef]", given):
        return None
    try:
        parts = urlsplit(given)
        valid = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return given if valid else None


def narrowed(granted: Rights, own: Rights | None) -> Rights:
    """The narrower of what the editor grants and what the article allows."""
    return granted if own is None else min(granted, own, key=_LADDER.index)
