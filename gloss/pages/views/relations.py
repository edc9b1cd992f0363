"""Who speaks about whom, and who is part of whom, as a table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from markupsafe import Markup

from gloss.model import Act, Briefing, Statement
from gloss.pages.desk import Desk, Place
from gloss.pages.page import Page
from gloss.pages.views.frame import briefing_frame

_VERB: dict[Act | None, str] = {
    "accusation": "accuses",
    "claim": "says about",
    "denial": "denies, about",
    "caveat": "limits, about",
    None: "speaks about",
}
SHOWN = 6
"""Most links to single statements in one row; the count is always whole."""


@dataclass(frozen=True, slots=True)
class Relation:
    source: str
    source_href: Markup
    verb: str
    target: str
    target_href: Markup
    count: int
    places: tuple[tuple[Place, Markup], ...]


@dataclass(frozen=True, slots=True)
class PartOf:
    name: str
    href: Markup
    whole: str
    whole_href: Markup


def page(desk: Desk, briefing: Briefing) -> Page:
    """Relations of one briefing."""
    rows = relations(desk, briefing)
    return Page(
        f"{briefing.slug}/relations/",
        "relations.html",
        f"Relations: {briefing.title}",
        f"Who speaks about whom in “{briefing.title}”, with every statement that says so.",
        {**briefing_frame(desk, briefing, "relations"), "relations": rows, "parts": _parts(desk, briefing)},
    )


def relations(desk: Desk, briefing: Briefing) -> tuple[Relation, ...]:
    """Pairs of speaker and actor spoken about; most statements first."""
    found: dict[tuple[str, Act | None, str], list[Statement]] = defaultdict(list)
    for article in desk.lookup.articles_in.get(briefing.slug, ()):
        for statement in desk.lookup.statements_of.get(article.id, ()):
            for actor in desk.lookup.targets_of[statement.id] if statement.speaker else ():
                found[statement.speaker or "", statement.act, actor].append(statement)
    ordered = sorted(found, key=lambda k: (-len(found[k]), k[0], k[1] or "", k[2]))
    return tuple(_relation(desk, *key, found[key]) for key in ordered)


def _relation(desk: Desk, source: str, act: Act | None, target: str, statements: list[Statement]) -> Relation:
    actors = desk.lookup.actors
    ordered = sorted(statements, key=lambda s: (s.article, s.extent))[:SHOWN]
    places = tuple((desk.place(s.article, s.content[0].start), desk.at.statement(s)) for s in ordered)
    return Relation(
        actors[source].name,
        desk.at.actor(source),
        _VERB[act],
        actors[target].name,
        desk.at.actor(target),
        len(statements),
        places,
    )


def _parts(desk: Desk, briefing: Briefing) -> tuple[PartOf, ...]:
    actors = desk.lookup.actors
    return tuple(
        PartOf(a.name, desk.at.actor(a.id), actors[a.part_of].name, desk.at.actor(a.part_of))
        for a in desk.lookup.actors_in.get(briefing.slug, ())
        if a.part_of in actors
    )
