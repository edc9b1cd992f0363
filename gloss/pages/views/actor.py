"""One actor over all articles: what they said, what is said about them, and how they are named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from markupsafe import Markup

from gloss.model import Actor, LinkedMention, Statement, TextSpan
from gloss.pages.counts import Count, Mark, Tally, by_actor, count, homes, of_statement, tally
from gloss.pages.desk import Desk
from gloss.pages.escape import tokens
from gloss.pages.grouped import grouped
from gloss.pages.notes import Notes, Ref
from gloss.pages.page import Page
from gloss.pages.values import Place, Row, Words
from gloss.pages.views import naming
from gloss.pages.wording import TYPES, plural

FEW = 12
"""Most others listed under "appears with"."""

LINKS = 5
"""Pages full of links that those others may take."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with the note that leads to its paragraph, and what it counts as."""

    row: Row
    ref: Ref
    of: Markup


@dataclass(frozen=True, slots=True)
class Further:
    """How many statements one article has that a list leaves out, and what they count as."""

    mark: Mark
    of: Markup


@dataclass(frozen=True, slots=True)
class Sentence:
    words: Words
    place: Place
    ref: Ref


@dataclass(frozen=True, slots=True)
class Naming:
    """All mentions in one article, by paragraph."""

    outlet: str
    href: Markup
    of: Markup
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Other:
    name: str
    href: Markup
    count: Count | Tally | None = None


def page(desk: Desk, actor: Actor) -> Page:
    """The page of one actor."""
    lookup, notes = desk.lookup, Notes(desk)
    most = lookup.project.settings.page_size
    own = sorted(lookup.said_by.get(actor.id, ()), key=_order)
    about = sorted(lookup.about.get(actor.id, ()), key=_order)
    quoted, quoted_further = _listed(desk, [s for s in own if s.kind != "indirect"], "quoted")
    reported, reported_further = _listed(desk, [s for s in own if s.kind == "indirect"], "reported")
    said_about = _said(desk, notes, about[:most])
    mentioned, further = _mentioned(desk, notes, actor, [*own, *about], most)
    parts = _counts(desk, actor)
    return Page(
        f"actors/{actor.id}/",
        "actor.html",
        actor.name,
        f"{actor.name}: {', '.join(c.shown for c in parts)} in {plural(len(actor.articles), 'article')}.",
        {
            "actor": actor.name,
            "kind": TYPES[actor.type] if actor.named else "Role, no name given",
            "counts": parts,
            "names": naming.names(desk, actor),
            "titles": naming.titles(desk, actor),
            "labels": naming.labels(desk, actor),
            "never": tuple(_other(desk, a) for a in actor.never if a in lookup.actors),
            "whole": _whole(desk, actor),
            "bodies": tuple(_body(desk, b) for b in lookup.bodies_of.get(actor.id, ())),
            "quoted": _said(desk, notes, quoted),
            "quoted_further": quoted_further,
            "reported": _said(desk, notes, reported),
            "reported_further": reported_further,
            "about": said_about,
            "mentioned": mentioned,
            "further": further,
            "namings": _namings(desk, actor),
            "company": _company(desk, actor),
            "notes": notes.all(),
            "outlets": tuple(sorted({desk.outlet(lookup.articles[a]) for a in actor.articles})),
        },
    )


def _order(statement: Statement) -> tuple[str, int]:
    return statement.article, statement.extent.start


def _said(desk: Desk, notes: Notes, statements: Iterable[Statement]) -> tuple[Said, ...]:
    return tuple(
        Said(row := desk.row(s), notes.cite(s.article, row.place.paragraph), of_statement(desk, s))
        for s in statements
    )


def _listed(
    desk: Desk, statements: list[Statement], kind: str
) -> tuple[list[Statement], tuple[Further, ...]]:
    """The statements to list, of whole articles up to the page size, and the rest by article."""
    by_article = grouped(statements, lambda s: s.article)
    listed: list[Statement] = []
    rest: list[Further] = []
    for article, here in by_article.items():
        if not listed or (not rest and len(listed) + len(here) <= desk.lookup.project.settings.page_size):
            listed.extend(here)
            continue
        of = tokens(f"{kind} {by_actor(here[0].speaker or '')}")
        mark = Mark(desk.lookup.names.outlet[article], desk.at.article(article), len(here), of)
        rest.append(Further(mark, tokens(f"statement {kind} {homes(desk, article)}")))
    return listed, tuple(rest)


def _counts(desk: Desk, actor: Actor) -> tuple[Count, ...]:
    counts, to = actor.counts, desk.at.actor
    return (
        count(counts.direct + counts.mixed, "quoted statement", to(actor.id, "said"), "quoted"),
        count(counts.indirect, "reported statement", to(actor.id, "reported"), "reported"),
        count(counts.mentions, "mention", to(actor.id, "mentions"), "mention"),
    )


def _namings(desk: Desk, actor: Actor) -> tuple[Naming, ...]:
    here = grouped(desk.lookup.mentions_by.get(actor.id, ()), lambda m: m.article)
    return tuple(_naming(desk, article, here.get(article, ())) for article in actor.articles)


def _naming(desk: Desk, article: str, mentions: Iterable[LinkedMention]) -> Naming:
    places = tally(desk, "", ((article, m.span.start) for m in mentions))
    return Naming(
        desk.lookup.names.outlet[article],
        desk.at.article(article),
        tokens(homes(desk, article)),
        places.marks,
    )


def _mentioned(
    desk: Desk, notes: Notes, actor: Actor, statements: Iterable[Statement], most: int
) -> tuple[tuple[Sentence, ...], bool]:
    """Sentences that name the actor outside statements by or about them, and whether some are left out."""
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
    return tuple(shown), len(found) > len(shown)


def _other(desk: Desk, actor: str, count: Count | Tally | None = None) -> Other:
    return Other(desk.lookup.actors[actor].name, desk.at.actor(actor), count)


def _whole(desk: Desk, actor: Actor) -> Other | None:
    """What the actor is part of, if that has a page."""
    return _other(desk, actor.part_of) if actor.part_of and actor.part_of in desk.lookup.actors else None


def _body(desk: Desk, actor: Actor) -> Other:
    counts = actor.counts
    said = counts.direct + counts.mixed + counts.indirect
    return _other(desk, actor.id, count(said, "statement", desk.at.actor(actor.id), "statement"))


def _company(desk: Desk, actor: Actor) -> tuple[Other, ...]:
    """Actors named in the same sentences, most often first; fewer where that takes very many links."""
    company = desk.lookup.company(actor.id)
    ordered = sorted(company.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:FEW]
    room = LINKS * desk.lookup.project.settings.page_size
    sums = accumulate(len(places) for _, places in ordered)
    return tuple(
        _other(desk, other, _beside(desk, places))
        for n, ((other, places), links) in enumerate(zip(ordered, sums, strict=True))
        if not n or links <= room
    )


def _beside(desk: Desk, sentences: Sequence[tuple[str, TextSpan]]) -> Tally:
    """The sentences that name both."""
    places = [(article, sentence.start) for article, sentence in sentences]
    return tally(desk, plural(len(places), "sentence"), places, outlets=True)
