"""A briefing: the editor's text, then what was said, who disputes it, numbers, people, sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from gloss.model import Act, Article, Briefing, BriefingSummary, Statement, Utterance
from gloss.pages import prose
from gloss.pages.desk import NO_DATE, Desk, Row, Words
from gloss.pages.notes import Notes, Ref
from gloss.pages.page import Page
from gloss.pages.views import figures, timeline
from gloss.pages.views.frame import briefing_frame
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
    quoted: int
    reported: int
    mentions: int
    share: int


@dataclass(frozen=True, slots=True)
class Source:
    """One article in the comparison of sources."""

    outlet: str
    headline: str
    date: str
    href: Markup
    quotes: str
    accusation: str
    denial: str
    caveat: str
    origins: str
    rights: str
    unread: str


@dataclass(frozen=True, slots=True)
class Open:
    """Something that could not be established."""

    text: str
    href: Markup | None


def page(desk: Desk, briefing: Briefing, document: prose.Prose | None) -> Page:
    """The page of a briefing. References are numbered in the order in which they stand on it."""
    notes = Notes(desk)
    text = prose.render(document, desk, notes) if document else ()
    summary = _summary(desk, briefing)
    said = _said(desk, briefing, notes)
    dated, undated = timeline.moments(desk, briefing)
    groups, claims = figures.groups(desk, briefing), figures.disputes(desk, briefing)
    articles = desk.lookup.articles_in.get(briefing.slug, ())
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
            "facts": _facts(summary),
            "prose": text,
            "said": said,
            "said_all": plural(summary.utterances, "utterance"),
            "quotes_href": desk.at.briefing(briefing.slug, "quotes"),
            "disputes": claims,
            "figures_href": desk.at.briefing(briefing.slug, "figures"),
            "groups": groups[:MOST_GROUPS],
            "people": _people(desk, briefing),
            "people_all": plural(summary.actors, "name"),
            "actors_href": desk.at.to("actors/"),
            "sources": tuple(_source(desk, briefing, a) for a in articles),
            "moments": _best_known(dated),
            "timeline_href": desk.at.briefing(briefing.slug, "timeline"),
            "timeline_all": plural(len(dated), "date"),
            "open": _open(desk, briefing, summary, len(undated)),
            "notes": notes.all(),
        },
    )


def _summary(desk: Desk, briefing: Briefing) -> BriefingSummary:
    found = desk.lookup.summaries.get(briefing.slug)
    return found or BriefingSummary(briefing.slug, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


def _facts(summary: BriefingSummary) -> tuple[tuple[str, str], ...]:
    counts = (
        ("sources", summary.articles),
        ("people and bodies", summary.actors),
        ("quoted strings", summary.quoted),
        ("utterances", summary.utterances),
        ("disputed", summary.disputed),
        ("copied passages", summary.copied),
    )
    return tuple((name, number(count)) for name, count in counts)


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
    return tuple(
        Person(
            a.name, desk.at.actor(a.id), TYPES[a.type] if a.named else "Role", q, i, m, (q + i) * 100 // most
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
        plural(len(lookup.quoted_of.get(article.id, ())), "quoted string"),
        _carried(statements, "accusation") or "none found",
        _carried(statements, "denial") or figures.NO_DENIAL,
        plural(len(caveats), "caveat") if caveats else "none found",
        ", ".join(lookup.actors[o].name for o in sorted(origins)) or "none named",
        f"{RIGHTS[article.rights]}, {number(grant.published)} of {plural(grant.words, 'word')}",
        unread,
    )


def _carried(statements: tuple[Statement, ...], act: Act) -> str:
    count = sum(s.act == act for s in statements)
    return plural(count, act) if count else ""


def _best_known(dated: tuple[timeline.Moment, ...]) -> tuple[timeline.Moment, ...]:
    """The dates that most sources name, in order of time."""
    most = sorted(dated, key=lambda m: -len(m.entries))[:MOST]
    return tuple(m for m in dated if m in most)


def _open(desk: Desk, briefing: Briefing, summary: BriefingSummary, undated: int) -> tuple[Open, ...]:
    """What the sources leave open, each with the way to the place."""
    at, articles = desk.at, desk.lookup.articles_in.get(briefing.slug, ())
    quotes_page = at.briefing(briefing.slug, "quotes")
    said_about = (
        (summary.no_speaker, "quoted string", "with no speaker given in the text", quotes_page),
        (summary.unsure, "quoted string", "whose speaker is not established", quotes_page),
        (undated, "date", "that cannot be placed in the calendar", at.briefing(briefing.slug, "timeline")),
        (sum(a.publisher is None for a in articles), "source", "without a publisher given", None),
        (sum(a.published is None for a in articles), "source", "without a date given", None),
        (summary.unread, "source", "not annotated", None),
    )
    found = [Open(f"{plural(n, what)} {which}", href) for n, what, which, href in said_about if n]
    refusals = [r for g in desk.lookup.groups_in.get(briefing.slug, ()) for r in g.refusals]
    return (*found, *(Open(r, at.briefing(briefing.slug, "figures")) for r in refusals))
