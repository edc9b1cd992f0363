"""Errors an editor can act on: a place, a fact and a remedy; all problems of one run together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. `line` is 1-based, or None where the file has no lines to speak of."""

    path: str
    line: int | None
    fact: str
    remedy: str

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.fact}; {self.remedy}"


class GlossError(Exception):
    """Problems that stop a run. `exit_code` follows the contract: 1 the editor's files."""

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(map(str, self.problems)))


class SourceError(GlossError):
    """An article, a briefing or a folder that cannot be read."""


class EditorFileError(GlossError):
    """actors.yml, decisions.yml, corrections.yml, briefing.md or mkdocs.yml is not as it must be."""


class TemplateError(GlossError):
    """A template that does not parse or asks for what is not there."""


class CheckError(GlossError):
    """The built site breaks a promise: a link, an id, a quotation, or rights."""


class MachineError(GlossError):
    """Disk, memory or a missing model: nothing the editor wrote is wrong."""

    exit_code = 3


class Problems:
    """Collects problems so that one run can report all of them at once."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)

    def add(self, path: str, line: int | None, fact: str, remedy: str) -> None:
        self._found.append(Problem(path, line, fact, remedy))

    def extend(self, problems: Iterable[Problem]) -> None:
        self._found.extend(problems)

    def raise_as(self, kind: type[GlossError]) -> None:
        """Raise `kind` with everything collected, in order of place; nothing collected, nothing raised."""
        if self._found:
            raise kind(*sorted(self._found, key=lambda p: (p.path, p.line or 0, p.fact)))


def reinstall() -> str:
    """What brings the program's own files and packages back: in a checkout, or installed by pip."""
    checkout = (Path(__file__).parents[1] / "Makefile").is_file()
    return "run make site" if checkout else "run pip install --force-reinstall gloss-briefings"
