"""A briefing's sources side by side: what each carries, what they share, what they leave open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from gloss.model import Act, Article, Briefing, BriefingSummary, SharedText, Statement
from gloss.pages.counts import Count, count, within
from gloss.pages.desk import Desk
from gloss.pages.escape import tokens
from gloss.pages.values import Place
from gloss.pages.views.figures import NO_DENIAL
from gloss.pages.wording import NO_DATE, RIGHTS, day, number, percent, plural


@dataclass(frozen=True, slots=True)
class Source:
    """One article in the comparison of sources."""

    outlet: str
    headline: str
    date: str
    href: Markup
    accusation: Count | str
    denial: Count | str
    caveat: Count | str
    origins: str
    rights: str
    unread: str
    of: Markup


@dataclass(frozen=True, slots=True)
class Copied:
    """A passage that two sources share; `earlier` says which printed it first, where dates prove it."""

    a: Place
    b: Place
    likeness: str
    earlier: str


def source(desk: Desk, briefing: Briefing, article: Article) -> Source:
    lookup = desk.lookup
    statements = lookup.statements_of.get(article.id, ())
    record = lookup.records.get(article.id)
    unread = (record.annotations.unread or "") if record else "it was not read"
    caveats = lookup.caveats_of.get(article.id, ())
    origins = {f.origin for f in lookup.figures_of.get(article.id, ()) if f.origin and f.group}
    grant = desk.grants[article.id]
    return Source(
        lookup.names.outlet[article.id],
        desk.headline(article),
        day(article.published) if article.published else NO_DATE,
        desk.at.article(article.id),
        _carried(desk, article, statements, "accusation") or "none found",
        _carried(desk, article, statements, "denial") or NO_DENIAL,
        count(len(caveats), "caveat", desk.at.article(article.id), "caveat") if caveats else "none found",
        ", ".join(lookup.actors[o].name for o in sorted(origins)) or "none named",
        f"{RIGHTS[article.rights]}, {number(grant.published)} of {plural(grant.words, 'word')}",
        unread,
        tokens(" ".join(word for word, lacking in _lacking(article, unread) if lacking)),
    )


def _lacking(article: Article, unread: str) -> tuple[tuple[str, bool], ...]:
    """What a source counts as among those that lack something."""
    return (
        ("no-publisher", article.publisher is None),
        ("no-date", article.published is None),
        ("unread", bool(unread)),
    )


def _carried(desk: Desk, article: Article, statements: Iterable[Statement], act: Act) -> Count | None:
    n = sum(s.act == act for s in statements)
    return count(n, act, desk.at.article(article.id), act) if n else None


def copied(desk: Desk, briefing: Briefing) -> tuple[Copied, ...]:
    """Passages that a source of the briefing shares with another article, in order of place."""
    lookup = desk.lookup
    here = {a.id for a in lookup.by_briefing.articles.get(briefing.slug, ())}
    shared = {s.id: s for a in sorted(here) for s in lookup.shared_of.get(a, ())}
    return tuple(_passage(desk, s) for s in shared.values())


def _passage(desk: Desk, shared: SharedText) -> Copied:
    a, b = (desk.place(p.article, p.span.start) for p in (shared.a, shared.b))
    first = desk.lookup.names.outlet[shared.earlier] if shared.earlier else ""
    earlier = f"printed first by {first}" if first else "which came first is not known"
    return Copied(a, b, percent(shared.likeness), earlier)


def left_open(desk: Desk, briefing: Briefing, summary: BriefingSummary, undated: int) -> tuple[Count, ...]:
    """What the sources leave open, each number with the way to the places."""
    articles = desk.lookup.by_briefing.articles.get(briefing.slug, ())
    unpublished = sum(a.publisher is None for a in articles)
    undated_sources = sum(a.published is None for a in articles)
    refused = sum(len(g.refusals) for g in desk.lookup.by_briefing.groups.get(briefing.slug, ()))
    to, here = desk.at.briefing, f"string {within(briefing.slug)}"
    quotes, sources = to(briefing.slug, "quotes"), to(briefing.slug, "", "sources")
    undated_at, figures = to(briefing.slug, "timeline", "undated"), to(briefing.slug, "figures")
    found = (
        (summary.no_speaker, "quoted string", "with no speaker given in the text", quotes, f"none {here}"),
        (summary.unsure, "quoted string", "whose speaker is not established", quotes, f"unsure {here}"),
        (undated, "date", "that cannot be placed in the calendar", undated_at, "undated"),
        (unpublished, "source", "without a publisher given", sources, "no-publisher"),
        (undated_sources, "source", "without a date given", sources, "no-date"),
        (summary.unread, "source", "not annotated", sources, "unread"),
        (refused, "comparison", "of figures refused, each with the reason", figures, "refusal"),
    )
    return tuple(_counted(n, noun, which, at, of) for n, noun, which, at, of in found if n)


def _counted(n: int, noun: str, which: str, at: Markup, of: str) -> Count:
    found = count(n, noun, at, of)
    return replace(found, shown=f"{found.shown} {which}")
