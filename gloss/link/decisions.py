"""`decisions.yml`: what the editors decided. Their word beats the machine and outlives it."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from gloss.errors import EditorFileError, Problems
from gloss.link.ids import digest
from gloss.link.register import ActorId, Text
from gloss.link.strict import Entry, nearest, read_entries, validated
from gloss.model import BlockKind, TextQuoteSelector

_DAY = re.compile(
    r"(\d{4})(?:-W(\d{2})|-(\d{2})(?:-(\d{2})(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?)?)?"
)

Words = Annotated[str, Field(min_length=1, max_length=20_000)]
Context = Annotated[str, Field(max_length=20_000)]
ItemId = Annotated[str, Field(pattern=r"^[a-z][0-9a-f]{10}$")]


def iso_date(text: str) -> str:
    """The text, if it is an ISO date, a prefix of one, a week or an interval; raises ValueError if not."""
    ends = text.split("/")
    if len(ends) > 2 or all(end in ("", "..") for end in ends):
        raise ValueError("it is no ISO date such as 2017-05-15, 2017-05, 2017-W20, 2013/.. or 2013/2017")
    for end in ends:
        if end != "..":
            _check_day(end)
    return text


def _check_day(text: str) -> None:
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no ISO date such as 2017-05-15, 2017-05 or 2017-W20")
    year, week, month, day = (int(part) if part else 0 for part in found.groups())
    if week:
        datetime.date.fromisocalendar(year, week, 1)
    else:
        datetime.date(year, month or 1, day or 1)


def _as_text(value: Any) -> Any:
    """YAML reads 2017 as a number; it was meant as written."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class Decided(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    why: Text | None = None


class Anchored(Decided):
    article: Text
    exact: Words
    prefix: Context = ""
    suffix: Context = ""

    @property
    def selector(self) -> TextQuoteSelector:
        return TextQuoteSelector(self.exact, self.prefix, self.suffix)


class Merge(Decided):
    merge: Annotated[tuple[ActorId, ...], Field(min_length=1, strict=False)]
    into: ActorId


class Split(Decided):
    split: ActorId
    articles: Annotated[
        dict[ActorId, Annotated[tuple[Text, ...], Field(min_length=1, strict=False)]], Field(min_length=1)
    ]


class Rename(Decided):
    rename: ActorId
    name: Text


class Delete(Decided):
    delete: ActorId


class Speaker(Anchored):
    speaker: ActorId | None


class Missed(Anchored):
    statement: Literal["direct", "indirect"]
    speaker: ActorId | None


class Mark(Anchored):
    mark: Literal["claim", "denial", "caveat"]
    of: ItemId


class Same(Anchored):
    same: ItemId


class Different(Anchored):
    different: ItemId


class Group(Anchored):
    group: Text | None


class Dated(Anchored):
    date: Annotated[str, BeforeValidator(_as_text), AfterValidator(iso_date)]


class Rekind(Anchored):
    block: BlockKind


VERBS: dict[str, type[Decided]] = {
    "merge": Merge,
    "split": Split,
    "rename": Rename,
    "delete": Delete,
    "statement": Missed,
    "speaker": Speaker,
    "mark": Mark,
    "same": Same,
    "different": Different,
    "group": Group,
    "date": Dated,
    "block": Rekind,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry: its stable id, the line it starts on, its words as written, and what it says."""

    id: str
    line: int
    text: str
    what: Decided

    @property
    def actors(self) -> tuple[str, ...]:
        """Ids of the actors that must exist for the entry to mean anything."""
        match self.what:
            case Merge(merge=actors):
                return actors
            case Split(split=actor) | Rename(rename=actor) | Delete(delete=actor):
                return (actor,)
            case Speaker(speaker=str(actor)) | Missed(speaker=str(actor)):
                return (actor,)
        return ()


@dataclass(frozen=True, slots=True)
class Decisions:
    """All entries in file order."""

    entries: tuple[Decision, ...] = ()
    path: str = "decisions.yml"


def read_decisions(path: Path, shown: str | None = None) -> Decisions:
    """The decisions in `path`, none where there is no such file; errors name `shown` (else the path).

    Raises EditorFileError with every problem at once: an entry without a verb or with two, unknown
    keys, wrong types, dates that do not exist. Whether actors, articles and words exist is for
    `link` to say, which knows them.
    """
    name = shown or str(path)
    problems = Problems()
    found = read_entries(path, name, problems)
    lines = path.read_text("utf-8-sig").splitlines() if found else []
    seen: Counter[str] = Counter()
    entries = []
    for number, entry in enumerate(found):
        what = _decided(entry, name, problems)
        if what is None:
            continue
        end = found[number + 1].line if number + 1 < len(found) else len(lines) + 1
        said = what.model_dump_json(exclude={"why"})
        entries.append(
            Decision(_decision_id(said, seen), entry.line, _text(lines[entry.line - 1 : end - 1]), what)
        )
    problems.raise_as(EditorFileError)
    return Decisions(tuple(entries), name)


def _decided(entry: Entry, name: str, problems: Problems) -> Decided | None:
    verbs = [verb for verb in VERBS if verb in entry.values]
    if "statement" in verbs and "speaker" in verbs:
        verbs.remove("speaker")
    if len(verbs) == 1:
        return validated(VERBS[verbs[0]], entry, name, problems)
    if verbs:
        problems.add(
            name,
            entry.line,
            f"the entry has {len(verbs)} verbs ({', '.join(verbs)})",
            "write one entry for each",
        )
        return None
    given = next((key for key in entry.values if key not in Anchored.model_fields), "")
    remedy = nearest(given, VERBS) if given else "add one"
    remedy = remedy if remedy.startswith("did you") else f"use one of {', '.join(VERBS)}"
    problems.add(
        name, entry.line, "the entry has no verb" + (f" ({given!r} is none)" if given else ""), remedy
    )
    return None


def _decision_id(said: str, seen: Counter[str]) -> str:
    seen[said] += 1
    return "e" + digest([said] if seen[said] == 1 else [said, seen[said]])


def _text(lines: list[str]) -> str:
    """The entry's lines without the comments and blank lines that lead to the next one."""
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines = lines[:-1]
    return "\n".join(lines)
