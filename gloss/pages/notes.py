"""Source notes of one page: a numbered note per article, a lettered locator per paragraph.

`1b` is the second paragraph of the first article that the page refers to. Every reference and
every way back has an id and a name of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from gloss.model import TextSpan
from gloss.pages.desk import Desk
from gloss.pages.escape import address
from gloss.pages.values import Words


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference mark in the text: prints `label`, leads to `href`, is found by `id`."""

    id: Markup
    href: Markup
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Back:
    href: Markup
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Locator:
    id: str
    letter: str
    paragraph: int
    href: Markup
    words: Words
    backs: tuple[Back, ...]


@dataclass(frozen=True, slots=True)
class Note:
    id: str
    number: int
    outlet: str
    headline: str
    date: str
    href: Markup
    url: Markup | None
    locators: tuple[Locator, ...]


@dataclass(slots=True)
class _Entry:
    number: int
    refs: int = 0
    paragraphs: dict[int, list[int]] = field(default_factory=dict)
    spans: dict[int, TextSpan] = field(default_factory=dict)


def letters(position: int) -> str:
    """a … z, aa, ab …"""
    text = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        text = chr(97 + rest) + text
    return text


class Notes:
    """Collects references while a page is made; `all` gives the notes in order of first reference."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._entries: dict[str, _Entry] = {}

    def cite(self, article: str, paragraph: int, words: TextSpan | None = None) -> Ref:
        """A new reference to a paragraph; `words` are shown with it in the note."""
        entry = self._entries.setdefault(article, _Entry(len(self._entries) + 1))
        entry.refs += 1
        entry.paragraphs.setdefault(paragraph, []).append(entry.refs)
        if words is not None:
            entry.spans.setdefault(paragraph, words)
        letter = letters(list(entry.paragraphs).index(paragraph))
        label = f"{entry.number}{letter}"
        outlet = self._desk.lookup.names.outlet[article]
        return Ref(
            address(f"r{entry.number}-{entry.refs}"),
            address(f"#n{label}"),
            label,
            f"Note {label}: {outlet}, paragraph {paragraph}, reference {entry.refs}",
        )

    def all(self) -> tuple[Note, ...]:
        return tuple(self._note(article, entry) for article, entry in self._entries.items())

    def _note(self, ident: str, entry: _Entry) -> Note:
        desk = self._desk
        article = desk.lookup.articles[ident]
        return Note(
            f"n{entry.number}",
            entry.number,
            desk.outlet(article),
            desk.headline(article),
            desk.date(article),
            desk.at.article(ident),
            desk.outside(article.url),
            tuple(
                self._locator(ident, entry, position, paragraph)
                for position, paragraph in enumerate(entry.paragraphs)
            ),
        )

    def _locator(self, ident: str, entry: _Entry, position: int, paragraph: int) -> Locator:
        letter, span = letters(position), entry.spans.get(paragraph)
        return Locator(
            f"n{entry.number}{letter}",
            letter,
            paragraph,
            self._desk.at.paragraph(ident, paragraph),
            self._desk.words(ident, [span]) if span else (),
            tuple(
                Back(
                    address(f"#r{entry.number}-{reference}"),
                    f"{entry.number}.{reference}",
                    f"Back to reference {reference} of note {entry.number}",
                )
                for reference in entry.paragraphs[paragraph]
            ),
        )
