"""Ready values that templates print, the same on every kind of page."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Credit:
    """Who is shown as speaker, and how that was found; `score` is a percentage or ""."""

    name: str
    href: Markup | None
    how: str
    score: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Words with one mark: none, miss (not printed elsewhere), chg (printed differently), ctx (beside)."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A verbatim passage in runs, or a gap of `gap` words that rights do not grant."""

    article: Markup
    start: int
    end: int
    runs: tuple[Run, ...] = ()
    gap: int = 0


Words = tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: outlet, date, paragraph, and the address of the paragraph."""

    outlet: str
    date: str
    paragraph: int
    href: Markup
    article: Markup


@dataclass(frozen=True, slots=True)
class Row:
    """One statement in a list."""

    id: str
    kind: str
    label: str
    act: str
    credit: Credit
    words: Words
    place: Place
    href: Markup
    quoted: bool
