"""A briefing: the editor's text, then what was said, who disputes it, numbers, people, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from gloss.model import Act, Article, Briefing, BriefingSummary, SharedText, Statement, Utterance
from gloss.pages import prose
from gloss.pages.counts import Count, count, within
from gloss.pages.desk import NO_DATE, Desk, Place, Row, Words
from gloss.pages.notes import Notes, Ref
from gloss.pages.page import Page
from gloss.pages.views import figures, timeline
from gloss.pages.views.frame import Tab, briefing_frame, facts
from gloss.pages.wording import RIGHTS, TYPES, day, number, plural

MOST = 6
"""Entries shown in a section before it leads to its own page."""
MOST_GROUPS = 4


@dataclass(frozen=True, slots=True)
class Quote:
    """One utterance in brief, with the note of its paragraph."""

    words: Words
    row: Row
    href: Markup
    others: str
    ref: Ref


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    href: Markup
    kind: str
    quoted: Count
    reported: Count
    mentions: Count
    share: int


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
    of: str


@dataclass(frozen=True, slots=True)
class Open:
    """Something that could not be established: a count of it, or in words with the way to the place."""

    count: Count | None
    text: str = ""
    href: Markup | None = None


@dataclass(frozen=True, slots=True)
class Copied:
    """A passage that two sources share; `earlier` says which printed it first, where dates prove it."""

    a: Place
    b: Place
    likeness: str
    earlier: str


def page(desk: Desk, briefing: Briefing, document: prose.Prose | None) -> Page:
    """The page of a briefing. References are numbered in the order in which they stand on it."""
    notes = Notes(desk)
    text = prose.render(document, desk, notes) if document else ()
    summary = _summary(desk, briefing)
    said = _said(desk, briefing, notes)
    dated, undated = timeline.moments(desk, briefing)
    groups, claims = figures.groups(desk, briefing), figures.disputes(desk, briefing)
    lookup = desk.lookup
    articles = lookup.articles_in.get(briefing.slug, ())

    def timeline_at(anchor: str) -> Markup:
        return desk.at.briefing(briefing.slug, "timeline", anchor)

    return Page(
        f"{briefing.slug}/",
        "briefing.html",
        briefing.title,
        f"{plural(summary.articles, 'source')}, {plural(summary.actors, 'actor')}, "
        f"{plural(summary.utterances, 'utterance')}, {plural(summary.disputed, 'dispute')}: "
        "who said what, in which words, and where it stands.",
        {
            **briefing_frame(desk, briefing, ""),
            "summary": briefing.summary or "",
            "facts": facts(desk, summary),
            "prose": text,
            "said": said,
            "said_all": count(
                summary.utterances,
                "utterance",
                desk.at.briefing(briefing.slug, "quotes"),
                f"utterance {within(briefing.slug)}",
            ),
            "disputes": claims,
            "figures_href": desk.at.briefing(briefing.slug, "figures"),
            "groups": groups[:MOST_GROUPS],
            "people": _people(desk, briefing),
            "people_all": plural(summary.actors, "name"),
            "names": tuple(
                Tab(a.name, desk.at.actor(a.id), False) for a in lookup.actors_in.get(briefing.slug, ())
            ),
            "actors_href": desk.at.to("actors/"),
            "copied": _copied(desk, briefing),
            "sources": tuple(_source(desk, briefing, a) for a in articles),
            "moments": _best_known(dated),
            "timeline_all": count(len(dated), "date", timeline_at("dated"), "moment"),
            "open": _open(desk, briefing, summary, len(undated)),
            "notes": notes.all(),
        },
    )


def _summary(desk: Desk, briefing: Briefing) -> BriefingSummary:
    found = desk.lookup.summaries.get(briefing.slug)
    return found or BriefingSummary(briefing.slug, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


def _said(desk: Desk, briefing: Briefing, notes: Notes) -> tuple[Quote, ...]:
    """The longest utterance of each of the speakers with most printings."""
    lookup = desk.lookup
    spoken = [u for u in lookup.utterances_in(briefing.slug) if u.speaker]
    best: dict[str, Utterance] = {}
    for utterance in sorted(spoken, key=lambda u: (-len(u.quoted), -_length(desk, u), u.id)):
        best.setdefault(utterance.speaker or "", utterance)
    found = []
    for utterance in list(best.values())[:MOST]:
        fullest = lookup.quoted[utterance.fullest]
        statement = lookup.statements.get(fullest.attribution or "")
        if statement is None:
            continue
        row = desk.row(statement)
        words = desk.words(fullest.article, [fullest.span])
        ref = notes.cite(fullest.article, desk.lookup.paragraph(fullest.article, fullest.span.start))
        found.append(Quote(words, row, desk.at.utterance(utterance), _others(desk, utterance), ref))
    return tuple(found)


def _length(desk: Desk, utterance: Utterance) -> int:
    span = desk.lookup.quoted[utterance.fullest].span
    return span.end - span.start


def _others(desk: Desk, utterance: Utterance) -> str:
    fullest = desk.lookup.quoted[utterance.fullest].article
    others = {desk.lookup.quoted[q].article for q in utterance.quoted} - {fullest}
    return ", ".join(desk.lookup.outlet_names[a] for a in sorted(others))


def _people(desk: Desk, briefing: Briefing) -> tuple[Person, ...]:
    """Actors of the briefing who speak or are spoken about; those with most statements first."""
    lookup = desk.lookup
    articles = lookup.articles_in.get(briefing.slug, ())
    said = [s for a in articles for s in lookup.statements_of.get(a.id, ())]
    quoted = Counter(s.speaker for s in said if s.kind != "indirect")
    reported = Counter(s.speaker for s in said if s.kind == "indirect")
    named = Counter(m.actor for a in articles for m in lookup.mentions_of.get(a.id, ()))
    rows = [(quoted[a.id], reported[a.id], named[a.id], a) for a in lookup.actors_in.get(briefing.slug, ())]
    rows.sort(key=lambda r: (-r[0] - r[1], -r[2], r[3].name))
    most = max((r[0] + r[1] for r in rows), default=0) or 1
    here, to = within(briefing.slug), desk.at.actor
    return tuple(
        Person(
            a.name,
            to(a.id),
            TYPES[a.type] if a.named else "Role",
            count(q, "", to(a.id, "said"), f"quoted {here}"),
            count(i, "", to(a.id, "reported"), f"reported {here}"),
            count(m, "", to(a.id, "mentions"), f"mention {here}"),
            (q + i) * 100 // most,
        )
        for q, i, m, a in rows[: 2 * MOST]
    )


def _source(desk: Desk, briefing: Briefing, article: Article) -> Source:
    lookup = desk.lookup
    statements = lookup.statements_of.get(article.id, ())
    record = lookup.records.get(article.id)
    unread = (record.annotations.unread or "") if record else "it was not read"
    caveats = lookup.caveats_of.get(article.id, ())
    origins = {f.origin for f in lookup.figures_of.get(article.id, ()) if f.origin and f.group}
    grant = desk.grants[article.id]
    return Source(
        lookup.outlet_names[article.id],
        desk.headline(article),
        day(article.published) if article.published else NO_DATE,
        desk.at.article(article.id),
        _carried(desk, article, statements, "accusation") or "none found",
        _carried(desk, article, statements, "denial") or figures.NO_DENIAL,
        count(len(caveats), "caveat", desk.at.article(article.id), "caveat") if caveats else "none found",
        ", ".join(lookup.actors[o].name for o in sorted(origins)) or "none named",
        f"{RIGHTS[article.rights]}, {number(grant.published)} of {plural(grant.words, 'word')}",
        unread,
        " ".join(word for word, lacking in _lacking(article, unread) if lacking),
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


def _copied(desk: Desk, briefing: Briefing) -> tuple[Copied, ...]:
    """Passages that a source of the briefing shares with another article, in order of place."""
    lookup = desk.lookup
    here = {a.id for a in lookup.articles_in.get(briefing.slug, ())}
    shared = {s.id: s for a in sorted(here) for s in lookup.shared_of.get(a, ())}
    return tuple(_passage(desk, s) for s in list(shared.values())[: lookup.project.settings.page_size])


def _passage(desk: Desk, shared: SharedText) -> Copied:
    a, b = (desk.place(p.article, p.span.start) for p in (shared.a, shared.b))
    first = desk.lookup.outlet_names[shared.earlier] if shared.earlier else ""
    earlier = f"printed first by {first}" if first else "which came first is not known"
    return Copied(a, b, f"{shared.likeness * 100:.0f} %", earlier)


def _best_known(dated: tuple[timeline.Moment, ...]) -> tuple[timeline.Moment, ...]:
    """The dates that most sources name, in order of time."""
    most = sorted(dated, key=lambda m: -len(m.entries))[:MOST]
    return tuple(m for m in dated if m in most)


def _open(desk: Desk, briefing: Briefing, summary: BriefingSummary, undated: int) -> tuple[Open, ...]:
    """What the sources leave open, each with the way to the place."""
    articles = desk.lookup.articles_in.get(briefing.slug, ())
    unpublished = sum(a.publisher is None for a in articles)
    undated_sources = sum(a.published is None for a in articles)

    def counted(n: int, noun: str, which: str, at: Markup, of: str) -> Open:
        found = count(n, noun, at, of)
        return Open(replace(found, shown=f"{found.shown} {which}"))

    to, here = desk.at.briefing, f"string {within(briefing.slug)}"
    quotes_page, sources = to(briefing.slug, "quotes"), to(briefing.slug, "", "sources")
    undated_at = to(briefing.slug, "timeline", "undated")
    found = (
        counted(
            summary.no_speaker,
            "quoted string",
            "with no speaker given in the text",
            quotes_page,
            f"none {here}",
        ),
        counted(
            summary.unsure,
            "quoted string",
            "whose speaker is not established",
            quotes_page,
            f"unsure {here}",
        ),
        counted(undated, "date", "that cannot be placed in the calendar", undated_at, "undated"),
        counted(unpublished, "source", "without a publisher given", sources, "no-publisher"),
        counted(undated_sources, "source", "without a date given", sources, "no-date"),
        counted(summary.unread, "source", "not annotated", sources, "unread"),
    )
    refusals = [r for g in desk.lookup.groups_in.get(briefing.slug, ()) for r in g.refusals]
    figures_at = to(briefing.slug, "figures")
    return (
        *(o for o in found if o.count and o.count.n),
        *(Open(None, r, figures_at) for r in refusals),
    )
