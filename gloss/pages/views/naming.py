"""How articles name one actor: names, titles and other words for them, each with where it is printed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from gloss.model import Actor, LabelCount
from gloss.pages.counts import Tally, tally
from gloss.pages.desk import Desk
from gloss.pages.wording import number


@dataclass(frozen=True, slots=True)
class Name:
    """A name or word as printed, with where and how often."""

    text: str
    where: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A title as printed, with the outlets that print it."""

    text: str
    where: str


def names(desk: Desk, actor: Actor) -> tuple[Name, ...]:
    printed: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for mention in desk.lookup.mentions_by.get(actor.id, ()):
        if mention.form == "name":
            text = " ".join(desk.lookup.articles[mention.article].words_at(mention.span).split())
            printed.setdefault((text, mention.article), []).append((mention.article, mention.span.start))
    return tuple(
        Name(alias.text, tuple(_where(desk, a, printed.get((alias.text, a), ())) for a, _ in alias.counts))
        for alias in actor.aliases
    )


def _where(desk: Desk, article: str, places: Collection[tuple[str, int]]) -> Tally:
    """How often an article prints a name or word, and where."""
    return tally(desk, f"{desk.lookup.names.outlet[article]} {number(len(places))}", places)


def titles(desk: Desk, actor: Actor) -> tuple[Printed, ...]:
    found: dict[str, list[str]] = {}
    for title in actor.titles:
        shown = desk.fact(title.article, title.span)
        found.setdefault(shown, []).append(desk.lookup.names.outlet[title.article])
    return tuple(Printed(t, ", ".join(dict.fromkeys(where))) for t, where in found.items() if t != "…")


def labels(desk: Desk, actor: Actor) -> tuple[Name, ...]:
    """The words that articles use for the actor, each with how often every one of them does: 0 as well."""
    words: dict[str, dict[str, LabelCount]] = {}
    articles = sorted({label.article for label in desk.lookup.labels_of.get(actor.id, ())})
    for label in desk.lookup.labels_of.get(actor.id, ()):
        words.setdefault(label.label, {})[label.article] = label
    return tuple(
        Name(word, tuple(_where(desk, a, _places(used.get(a))) for a in articles))
        for word, used in sorted(words.items())
    )


def _places(label: LabelCount | None) -> list[tuple[str, int]]:
    return [(label.article, span.start) for span in label.spans] if label else []
