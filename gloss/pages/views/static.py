"""Pages about the site itself: method, corrections, data, search, and addresses that moved."""

from __future__ import annotations

from collections import Counter, defaultdict

from gloss.model import Actor, Basis
from gloss.pages.corrections import Correction
from gloss.pages.counts import Mark, Tally, count
from gloss.pages.desk import Desk
from gloss.pages.engine import Engine, engine
from gloss.pages.escape import tokens
from gloss.pages.exports import EXPORTS
from gloss.pages.page import Page
from gloss.pages.rights import clipped
from gloss.pages.wording import HOW, number, percent, plural


def method(desk: Desk) -> Page:
    """How the site was made, by which engine, and where it is known to go wrong."""
    index, settings = desk.lookup.index, desk.lookup.project.settings
    states = Counter(d.state for d in index.decisions)
    return Page(
        "method/",
        "method.html",
        "Method",
        "How this site finds statements, speakers and figures, how often it errs, and what editors decided.",
        {
            "engines": tuple((e, _read(desk, e)) for e in engine(desk.lookup)),
            "bases": _bases(desk),
            "statements": count(len(index.statements), "statement", desk.at.to("method/", "bases"), "basis"),
            "share": percent(settings.excerpt_share),
            "decisions": tuple((d.id, clipped(d.text), d.state, d.message) for d in index.decisions),
            "applied": count(states["applied"], "decision", desk.at.to("method/", "decisions"), "applied"),
        },
    )


def _read(desk: Desk, engine: Engine) -> Tally:
    """How many articles an engine read, and which."""
    lookup = desk.lookup
    most = lookup.project.settings.page_size
    marks = tuple(Mark(lookup.names.outlet[a], desk.at.article(a)) for a in engine.articles[:most])
    read = len(engine.articles)
    return Tally(plural(read, "article"), read, marks, desk.at.to("data/") if read > most else None)


def _bases(desk: Desk) -> tuple[tuple[str, str, Tally], ...]:
    """(basis, what it means, statements with it by article) for every basis that occurs."""
    lookup = desk.lookup
    found: dict[Basis, Counter[str]] = defaultdict(Counter)
    for statement in lookup.index.statements:
        found[statement.basis][statement.article] += 1
    most = lookup.project.settings.page_size
    rows = []
    for basis, (how, meaning) in HOW.items():
        articles = sorted(found[basis])[:most] if basis in found else ()
        marks = tuple(
            Mark(
                lookup.names.outlet[a],
                desk.at.article(a),
                found[basis][a],
                tokens(f"statement basis-{basis}"),
            )
            for a in articles
        )
        if marks:
            more = desk.at.to("data/") if len(found[basis]) > most else None
            made = found[basis].total()
            rows.append((how, meaning, Tally(number(made), made, marks, more)))
    return tuple(rows)


def corrections(desk: Desk, entries: tuple[Correction, ...]) -> Page:
    """The log of corrections, newest first."""
    return Page(
        "corrections/",
        "corrections.html",
        "Corrections",
        f"What was corrected on this site, when and why: {plural(len(entries), 'entry', 'entries')}.",
        {
            "entries": tuple((c, desk.at.to(c.address)) for c in entries),
            "feed": desk.at.to("corrections/feed.xml"),
            "json_feed": desk.at.to("corrections/feed.json"),
            "report": desk.report(),
        },
    )


def data(desk: Desk) -> Page:
    """What can be downloaded."""
    return Page(
        "data/",
        "data.html",
        "Data",
        "The statements, actors, quotes, figures and sources of this site, for other programs to read.",
        {"files": tuple((e.path, desk.at.to(e.path), e.what) for e in EXPORTS)},
    )


def search(desk: Desk) -> Page:
    """A search page that works where the dialog does not."""
    return Page(
        "search/",
        "search.html",
        "Search",
        "Search the quotes, articles and actors of this site.",
        {"quotes_href": desk.at.to("quotes/"), "actors_href": desk.at.to("actors/")},
    )


def moved(desk: Desk, former: str, actor: Actor) -> Page:
    """The page at an actor's former address."""
    target = desk.at.actor(actor.id)
    return Page(
        f"actors/{former}/",
        "moved.html",
        f"Moved: {actor.name}",
        f"This page moved to {actor.name}.",
        {"name": actor.name, "target": target},
        {"redirect": str(target)},
    )
