"""Who speaks about whom, and who is part of whom, as a table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from markupsafe import Markup

from gloss.model import Act, Briefing, Statement
from gloss.pages import pictures
from gloss.pages.counts import Tally, tally
from gloss.pages.desk import Desk
from gloss.pages.page import Page
from gloss.pages.views.frame import briefing_frame
from gloss.pages.wording import plural

_VERB: dict[Act | None, str] = {
    "accusation": "accuses",
    "claim": "says about",
    "denial": "denies, about",
    "caveat": "limits, about",
    None: "speaks about",
}
_CSS = {"accuses": "accuses", "denies, about": "denies"}


@dataclass(frozen=True, slots=True)
class Relation:
    source: str
    source_href: Markup
    verb: str
    target: str
    target_href: Markup
    count: Tally
    share: int = 0
    """Its count in hundredths of the largest."""


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
        {
            **briefing_frame(desk, briefing, "relations"),
            "relations": rows,
            "parts": _parts(desk, briefing),
            "picture": pictures.relations(
                [pictures.Pair(r.source, r.target, r.count.n, _CSS.get(r.verb, "")) for r in rows]
            ),
        },
    )


def relations(desk: Desk, briefing: Briefing) -> tuple[Relation, ...]:
    """Pairs of speaker and actor spoken about; most statements first."""
    found: dict[tuple[str, Act | None, str], list[Statement]] = defaultdict(list)
    for article in desk.lookup.by_briefing.articles.get(briefing.slug, ()):
        for statement in desk.lookup.statements_of.get(article.id, ()):
            for actor in desk.lookup.targets_of[statement.id] if statement.speaker else ():
                found[statement.speaker or "", statement.act, actor].append(statement)
    ordered = sorted(found, key=lambda k: (-len(found[k]), k[0], k[1] or "", k[2]))
    most = len(found[ordered[0]]) if ordered else 1
    made = (_relation(desk, *key, found[key]) for key in ordered)
    return tuple(replace(r, share=r.count.n * 100 // most) for r in made)


def _relation(desk: Desk, source: str, act: Act | None, target: str, statements: list[Statement]) -> Relation:
    actors = desk.lookup.actors
    ordered = sorted(statements, key=lambda s: (s.article, s.extent))
    places = ((s.article, s.content[0].start) for s in ordered)
    return Relation(
        actors[source].name,
        desk.at.actor(source),
        _VERB[act],
        actors[target].name,
        desk.at.actor(target),
        tally(desk, plural(len(statements), "statement"), places, outlets=True),
    )


def _parts(desk: Desk, briefing: Briefing) -> tuple[PartOf, ...]:
    actors = desk.lookup.actors
    return tuple(
        PartOf(a.name, desk.at.actor(a.id), actors[a.part_of].name, desk.at.actor(a.part_of))
        for a in desk.lookup.by_briefing.actors.get(briefing.slug, ())
        if a.part_of in actors
    )
