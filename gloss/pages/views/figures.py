"""Figures that count the same, rates computed from them, and claims with their denials."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from gloss.model import Briefing, Computed, Dispute, FigureGroup, IndexFigure
from gloss.pages.counts import NOTHING, Count, count
from gloss.pages.desk import Desk
from gloss.pages.escape import tokens
from gloss.pages.jsonld import claims
from gloss.pages.page import Page
from gloss.pages.rights import clipped
from gloss.pages.values import Place, Row, Words
from gloss.pages.views.frame import Tab, briefing_frame
from gloss.pages.wording import bound, number, value

NO_DENIAL = "no denial found in this text"
NO_CLAIM = NO_CAVEAT = "none found in this text"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure: what it says, how cautiously, who prints it, who it originates with."""

    id: str
    value: str
    bound: str
    hedge: str
    place: Place
    origin: str
    origin_href: Markup | None
    words: Words
    of: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate computed by this site."""

    text: str
    method: str
    href: Markup


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    label: str
    rows: tuple[FigureRow, ...]
    outlets: Count
    origins: tuple[Tab, ...]
    corroborating: Count
    computed: tuple[Rate, ...]
    refusals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What an article carries: a link to the passage, or why there is none."""

    text: str
    href: Markup | None


@dataclass(frozen=True, slots=True)
class Line:
    """One article in the matrix of a dispute."""

    outlet: str
    date: str
    href: Markup
    claim: Cell
    denial: Cell
    caveat: Cell


@dataclass(frozen=True, slots=True)
class Claim:
    """A dispute: who claims, who denies, and which article carries what."""

    id: str
    label: str
    claims: tuple[Row, ...]
    denials: tuple[tuple[Row, ...], ...]
    made: Count
    events: Count
    printings: Count
    lines: tuple[Line, ...]
    caveats: tuple[tuple[Place, Words], ...]


def page(desk: Desk, briefing: Briefing) -> Page:
    """Figures and claims of one briefing."""
    own, figures = groups(desk, briefing), _figures(desk, briefing)
    return Page(
        f"{briefing.slug}/figures/",
        "figures.html",
        f"Figures and claims: {briefing.title}",
        f"Figures in “{briefing.title}” by what they count and who they originate with; claims and denials.",
        {
            **briefing_frame(desk, briefing, "figures"),
            "groups": own,
            "single": tuple(row(desk, f) for f in figures if f.group is None),
            "any": bool(figures),
            "disputes": disputes(desk, briefing),
            "jsonld": claims(desk, desk.lookup.by_briefing.disputes.get(briefing.slug, ())),
        },
    )


def groups(desk: Desk, briefing: Briefing) -> tuple[Group, ...]:
    """Figure groups with a figure in this briefing; those in most outlets first."""
    found = desk.lookup.by_briefing.groups.get(briefing.slug, ())
    return tuple(_group(desk, g) for g in sorted(found, key=lambda g: (-g.outlets, g.label, g.id)))


def _figures(desk: Desk, briefing: Briefing) -> tuple[IndexFigure, ...]:
    articles = desk.lookup.by_briefing.articles.get(briefing.slug, ())
    return tuple(f for a in articles for f in desk.lookup.figures_of.get(a.id, ()))


def _group(desk: Desk, group: FigureGroup) -> Group:
    actors = desk.lookup.actors
    origins = tuple(Tab(actors[o].name, desk.at.actor(o), False) for o in group.origins if o in actors)
    rows = tuple(_rows(desk, group))
    home = next(f.article for f in map(desk.lookup.figures.__getitem__, group.figures))
    here = desk.at.briefing(desk.lookup.articles[home].briefing, "figures", group.id)
    return Group(
        group.id,
        clipped(group.label),
        rows,
        count(group.outlets, "outlet", here, "outlet"),
        origins,
        count(group.corroborating, "corroborating origin", here, "corroboration"),
        tuple(_rate(desk, c) for c in group.computed),
        group.refusals,
    )


def _rows(desk: Desk, group: FigureGroup) -> Iterator[FigureRow]:
    """The figures as rows; the first of each outlet and of each corroborating origin counts as it."""
    outlets: set[str] = set()
    origins = set(group.corroborated_by)
    for figure in map(desk.lookup.figures.__getitem__, group.figures):
        publisher = desk.lookup.articles[figure.article].publisher
        outlet = publisher.casefold() if publisher else f"\0{figure.article}"
        found = ["outlet"] if outlet not in outlets else []
        found += ["corroboration"] if figure.origin in origins else []
        outlets.add(outlet)
        origins.discard(figure.origin or "")
        yield replace(row(desk, figure), of=tokens(" ".join(found)))


def row(desk: Desk, figure: IndexFigure) -> FigureRow:
    """A figure as a table row."""
    actor = desk.lookup.actors.get(figure.origin or "")
    said = desk.credit(desk.lookup.statements[figure.attribution]) if figure.attribution else None
    span = figure.figure.span
    words = desk.words(figure.article, [span]) if desk.grants[figure.article].covers(span) else ()
    return FigureRow(
        figure.id,
        value(figure.figure),
        bound(figure.figure.bound),
        figure.figure.hedge or "",
        desk.place(figure.article, span.start),
        actor.name if actor else said.name if said else "the article itself",
        desk.at.actor(actor.id) if actor else None,
        words,
    )


def _rate(desk: Desk, computed: Computed) -> Rate:
    parts = [bound(computed.bound), number(computed.value), computed.unit, f"per {computed.per}"]
    shown = " ".join(p for p in parts if p and p != "exact")
    hedge = f" ({computed.hedge})" if computed.hedge else ""
    figure = desk.lookup.figures[computed.figure]
    place = desk.place(figure.article, figure.figure.span.start)
    return Rate(shown + hedge, computed.method, place.href)


def disputes(desk: Desk, briefing: Briefing) -> tuple[Claim, ...]:
    """Disputes with a claim or denial in this briefing; those with a denial first."""
    found = desk.lookup.by_briefing.disputes.get(briefing.slug, ())
    return tuple(_claim(desk, d) for d in sorted(found, key=lambda d: (not d.denials, d.label, d.id)))


def _claim(desk: Desk, dispute: Dispute) -> Claim:
    statements, caveats = desk.lookup.statements, desk.lookup.caveats
    shown = [caveats[c] for c in dispute.caveats if c in caveats]
    home = desk.lookup.articles[dispute.coverage[0].article].briefing
    here = desk.at.briefing(home, "figures", dispute.id)
    return Claim(
        dispute.id,
        clipped(dispute.label),
        tuple(desk.row(statements[s]) for s in dispute.claims),
        tuple(tuple(desk.row(statements[s]) for s in event) for event in dispute.events),
        count(len(dispute.claims), "statement", here, "claim"),
        count(dispute.denial_events, "denial", here, "event"),
        count(len(dispute.denials), "printing", here, "denial"),
        tuple(_lines(desk, dispute)),
        tuple((desk.place(c.article, c.span.start), desk.words(c.article, [c.span])) for c in shown),
    )


def _lines(desk: Desk, dispute: Dispute) -> Iterator[Line]:
    statements, caveats = desk.lookup.statements, desk.lookup.caveats
    claims = _first((statements[s].article, statements[s].content[0].start) for s in dispute.claims)
    denials = _first((statements[s].article, statements[s].content[0].start) for s in dispute.denials)
    limits = _first((caveats[c].article, caveats[c].span.start) for c in dispute.caveats if c in caveats)
    for coverage in dispute.coverage:
        article = coverage.article
        place = desk.place(article, 0)
        yield Line(
            place.outlet,
            place.date,
            place.article,
            _cell(desk, article, coverage.claim, claims.get(article), NO_CLAIM),
            _cell(desk, article, coverage.denial, denials.get(article), NO_DENIAL),
            _cell(desk, article, coverage.caveat, limits.get(article), NO_CAVEAT),
        )


def _first(places: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The first place in each article."""
    found: dict[str, int] = {}
    for article, offset in places:
        found[article] = min(offset, found.get(article, offset))
    return found


def _cell(desk: Desk, article: str, carries: bool, offset: int | None, otherwise: str) -> Cell:
    if not carries:
        return Cell(otherwise, None)
    if offset is None:
        return Cell("yes", desk.at.article(article))
    place = desk.place(article, offset)
    return Cell(f"paragraph {place.paragraph}", place.href)
