"""`actors.yml`: the editors' register of actors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from gloss.errors import EditorFileError, Problems
from gloss.link.names import plain_words
from gloss.link.strict import nearest, read_entries, validated
from gloss.model import ActorType

ActorId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=90)]
Text = Annotated[str, Field(min_length=1, max_length=500)]


class RegisterEntry(BaseModel):
    """One actor of the register; `not_` names actors it must never be merged with."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)

    id: ActorId
    name: Text
    type: ActorType
    aliases: tuple[Text, ...] = Field(default=(), strict=False)
    part_of: ActorId | None = None
    not_: tuple[ActorId, ...] = Field(default=(), alias="not", strict=False)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Register:
    """All entries in order, with the file and the line each stands on."""

    entries: tuple[RegisterEntry, ...] = ()
    path: str = "actors.yml"
    lines: tuple[int, ...] = ()

    def get(self, actor: str) -> RegisterEntry | None:
        return next((e for e in self.entries if e.id == actor), None)

    def line_of(self, actor: str) -> int | None:
        return next((n for e, n in zip(self.entries, self.lines, strict=False) if e.id == actor), None)

    def references(self) -> Iterator[tuple[int | None, str]]:
        """Every actor another entry points at, with its line."""
        for entry in self.entries:
            for actor in (*([entry.part_of] if entry.part_of else ()), *entry.not_):
                yield self.line_of(entry.id), actor


def read_register(path: Path, shown: str | None = None) -> Register:
    """The register in `path`, empty where there is no such file.

    Errors name `shown` (else the path). Raises EditorFileError with every problem of the file:
    unknown keys, wrong types, an id or an alias that stands twice.
    """
    name = shown or str(path)
    problems = Problems()
    entries: list[RegisterEntry] = []
    lines: list[int] = []
    for entry in read_entries(path, name, problems):
        made = validated(RegisterEntry, entry, name, problems)
        if made is not None:
            entries.append(made)
            lines.append(entry.line)
    _refuse_doubles(entries, lines, name, problems)
    problems.raise_as(EditorFileError)
    return Register(tuple(entries), name, tuple(lines))


def _refuse_doubles(
    entries: Sequence[RegisterEntry], lines: Sequence[int], name: str, problems: Problems
) -> None:
    ids: dict[str, int] = {}
    names: dict[tuple[str, tuple[str, ...]], RegisterEntry] = {}
    for entry, line in zip(entries, lines, strict=True):
        if entry.id in ids:
            problems.add(
                name, line, f"the id {entry.id!r} stands in line {ids[entry.id]} too", "keep one of them"
            )
        ids.setdefault(entry.id, line)
        for text in dict.fromkeys(entry.names):
            first = names.setdefault((entry.type, plain_words(text)), entry)
            if first.id != entry.id:
                problems.add(
                    name, line, f"{text!r} is a name of {first.id!r} too", "keep it under one of them"
                )


def check_references(register: Register, known: Sequence[str], problems: Problems) -> None:
    """Collects every `part_of` and `not` that names no actor of the register or of the articles."""
    for line, actor in register.references():
        if actor not in known:
            problems.add(register.path, line, f"there is no actor {actor!r}", nearest(actor, known))
