"""The editors' log of corrections: `corrections.yml`, read strictly.

A list of `{date, briefing, page, was, now, why}`: `page` is an address within the briefing, "" its
first page; `why` may be left out.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError

from gloss.errors import EditorFileError, Problems
from gloss.pages import wording

NAME = "corrections.yml"


class Correction(BaseModel):
    """One correction, as the editor wrote it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    date: datetime.date
    briefing: str = Field(min_length=1)
    page: str = Field(pattern=r"^[A-Za-z0-9._~/#-]*$")
    was: str
    now: str
    why: str = ""
    _line: int = PrivateAttr(0)

    @property
    def day(self) -> str:
        return wording.day(self.date.isoformat())

    @property
    def address(self) -> str:
        """Relative to the site's root."""
        return f"{self.briefing}/{self.page.lstrip('/')}"

    @property
    def folder(self) -> str:
        """The address of the page itself, with its closing slash."""
        return f"{self.address.partition('#')[0].removesuffix('/')}/"


def read(folder: Path, root: Path, briefings: frozenset[str]) -> tuple[Correction, ...]:
    """Corrections, newest first; none without the file. Raises EditorFileError with every problem."""
    path = folder / NAME
    if not path.is_file():
        return ()
    shown = _shown(path, root)
    problems = Problems()
    entries = _entries(path, shown, problems)
    found = [c for n, entry in enumerate(entries) if (c := _correction(entry, entries, n, shown, problems))]
    for correction in found:
        if correction.briefing not in briefings:
            known = ", ".join(sorted(briefings)) or "none yet"
            line = correction._line
            problems.add(shown, line, f"there is no briefing {correction.briefing!r}", f"use one of {known}")
    problems.raise_as(EditorFileError)
    return tuple(sorted(found, key=lambda c: c.date, reverse=True))


def refuse_lost(entries: tuple[Correction, ...], pages: Mapping[str, str], folder: Path, root: Path) -> None:
    """Raise EditorFileError for corrections of what the site does not hold; `pages` by their address."""
    problems, shown = Problems(), _shown(folder / NAME, root)
    for entry in entries:
        page, anchor = pages.get(entry.folder), entry.address.partition("#")[2]
        if page is None or (anchor and f'id="{anchor}"' not in page):
            fact = f"the site has nothing at {entry.address}"
            problems.add(shown, entry._line, fact, "correct page, or leave it out for the briefing itself")
    problems.raise_as(EditorFileError)


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _entries(path: Path, shown: str, problems: Problems) -> CommentedSeq:
    try:
        data = YAML(typ="rt").load(StringIO(path.read_text("utf-8")))
    except UnicodeDecodeError:
        problems.add(shown, None, "it is not UTF-8 text", "save it as UTF-8")
    except MarkedYAMLError as error:
        mark = error.problem_mark
        problems.add(shown, mark.line + 1 if mark else None, str(error.problem), "correct the YAML")
    else:
        if data is None or isinstance(data, CommentedSeq):
            return data or CommentedSeq()
        problems.add(shown, 1, "it is not a list", "write each correction as an entry of a list")
    problems.raise_as(EditorFileError)
    return CommentedSeq()


def _correction(
    entry: Any, entries: CommentedSeq, number: int, shown: str, problems: Problems
) -> Correction | None:
    line = entries.lc.item(number)[0] + 1
    try:
        found = Correction.model_validate(dict(entry) if isinstance(entry, CommentedMap) else entry)
        found._line = line
        return found
    except ValidationError as error:
        for fault in error.errors():
            name = str(fault["loc"][0]) if fault["loc"] else "entry"
            at = entry.lc.key(name)[0] + 1 if isinstance(entry, CommentedMap) and name in entry else line
            fields = ", ".join(Correction.model_fields)
            problems.add(shown, at, f"{name}: {fault['msg'].lower()}", f"an entry has {fields}")
        return None
