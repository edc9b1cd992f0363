"""One actor over all articles: what they said, what is said about them, and how they are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from gloss.model import Actor, LinkedMention, Statement
from gloss.pages.desk import Desk, Place, Row, Words
from gloss.pages.lookup import grouped
from gloss.pages.notes import Notes, Ref
from gloss.pages.page import Page
from gloss.pages.wording import TYPES, number, plural

FEW = 12
"""Most others listed under "appears with"."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with the note that leads to its paragraph."""

    row: Row
    ref: Ref


@dataclass(frozen=True, slots=True)
class Sentence:
    words: Words
    place: Place
    ref: Ref


@dataclass(frozen=True, slots=True)
class Name:
    """A name or title as printed, with where and how often."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Other:
    name: str
    href: Markup
    note: str


def page(desk: Desk, actor: Actor) -> Page:
    """The page of one actor."""
    lookup, notes = desk.lookup, Notes(desk)
    most = lookup.project.settings.page_size
    own = sorted(lookup.said_by.get(actor.id, ()), key=_order)
    about = sorted(lookup.about.get(actor.id, ()), key=_order)
    quoted = _said(desk, notes, [s for s in own if s.kind != "indirect"][:most])
    reported = _said(desk, notes, [s for s in own if s.kind == "indirect"][:most])
    said_about = _said(desk, notes, about[:most])
    mentioned, further = _mentioned(desk, notes, actor, [*own, *about], most)
    counts = actor.counts
    parts = [
        plural(counts.direct + counts.mixed, "quoted statement"),
        plural(counts.indirect, "reported statement"),
        plural(counts.mentions, "mention"),
    ]
    return Page(
        f"actors/{actor.id}/",
        "actor.html",
        actor.name,
        f"{actor.name}: {', '.join(parts)} in {plural(len(actor.articles), 'article')}.",
        {
            "actor": actor.name,
            "kind": TYPES[actor.type] if actor.named else "Role, no name given",
            "counts": tuple(parts),
            "names": _names(desk, actor),
            "titles": _titles(desk, actor),
            "labels": _labels(desk, actor),
            "never": tuple(_other(desk, a, "") for a in actor.never if a in lookup.actors),
            "whole": _other(desk, actor.part_of, "")
            if actor.part_of in lookup.actors and actor.part_of
            else None,
            "bodies": tuple(_other(desk, b.id, _counted(b)) for b in lookup.bodies_of.get(actor.id, ())),
            "quoted": quoted,
            "reported": reported,
            "about": said_about,
            "mentioned": mentioned,
            "further": further,
            "company": _company(desk, actor),
            "notes": notes.all(),
            "outlets": tuple(sorted({desk.outlet(lookup.articles[a]) for a in actor.articles})),
            "data_href": desk.at.to("data/"),
        },
    )


def _order(statement: Statement) -> tuple[str, int]:
    return statement.article, statement.extent.start


def _said(desk: Desk, notes: Notes, statements: Iterable[Statement]) -> tuple[Said, ...]:
    return tuple(Said(row := desk.row(s), notes.cite(s.article, row.place.paragraph)) for s in statements)


def _mentioned(
    desk: Desk, notes: Notes, actor: Actor, statements: Iterable[Statement], most: int
) -> tuple[tuple[Sentence, ...], str]:
    """Sentences that name the actor outside statements by or about them, and how many are left out."""
    told = grouped(statements, lambda s: s.article)
    by_article: dict[str, list[LinkedMention]] = {}
    for mention in desk.lookup.mentions_by.get(actor.id, ()):
        if mention.form == "name":
            by_article.setdefault(mention.article, []).append(mention)
    found = []
    for article in sorted(by_article):
        spans = [s.extent for s in told.get(article, ())]
        free = [m for m in by_article[article] if not any(s.contains(m.span) for s in spans)]
        found += [(article, s) for s in dict.fromkeys(desk.lookup.sentence(article, m.span) for m in free)]
    shown = []
    for article, sentence in found[:most]:
        place = desk.place(article, sentence.start)
        shown.append(Sentence(desk.words(article, [sentence]), place, notes.cite(article, place.paragraph)))
    left = len(found) - len(shown)
    return tuple(shown), f"{plural(left, 'further sentence')} not listed here" if left else ""


def _names(desk: Desk, actor: Actor) -> tuple[Name, ...]:
    return tuple(
        Name(
            alias.text,
            ", ".join(
                f"{desk.lookup.outlet_names[a]} {number(n)}"
                for a, n in alias.counts
                if a in desk.lookup.articles
            )
            or "the editors’ register",
        )
        for alias in actor.aliases
    )


def _titles(desk: Desk, actor: Actor) -> tuple[Name, ...]:
    found: dict[str, list[str]] = {}
    for title in actor.titles:
        shown = desk.fact(title.article, title.span)
        found.setdefault(shown, []).append(desk.lookup.outlet_names[title.article])
    return tuple(Name(t, ", ".join(dict.fromkeys(where))) for t, where in found.items() if t != "…")


def _labels(desk: Desk, actor: Actor) -> tuple[tuple[str, str], ...]:
    """(word, "A 0, B 5") for the words each article uses for the actor."""
    words: dict[str, dict[str, int]] = {}
    articles = sorted({label.article for label in desk.lookup.labels_of.get(actor.id, ())})
    for label in desk.lookup.labels_of.get(actor.id, ()):
        words.setdefault(label.label, {})[label.article] = label.count
    return tuple(
        (word, ", ".join(f"{desk.lookup.outlet_names[a]} {counts.get(a, 0)}" for a in articles))
        for word, counts in sorted(words.items())
    )


def _other(desk: Desk, actor: str, note: str) -> Other:
    return Other(desk.lookup.actors[actor].name, desk.at.actor(actor), note)


def _counted(actor: Actor) -> str:
    counts = actor.counts
    return plural(counts.direct + counts.mixed + counts.indirect, "statement")


def _company(desk: Desk, actor: Actor) -> tuple[Other, ...]:
    """Actors named in the same sentences, most often first."""
    together = desk.lookup.together.get(actor.id, Counter())
    ordered = sorted(together.items(), key=lambda pair: (-pair[1], pair[0]))[:FEW]
    return tuple(_other(desk, a, plural(n, "sentence")) for a, n in ordered)
