"""A briefing: the editor's text, then what was said, who disputes it, numbers, people, dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from gloss.model import Actor, Briefing, BriefingSummary, Utterance
from gloss.pages import prose
from gloss.pages.counts import Count, count, within
from gloss.pages.desk import Desk, Place, Row, Words
from gloss.pages.notes import Notes, Ref
from gloss.pages.page import Page
from gloss.pages.views import compared, figures, timeline
from gloss.pages.views.frame import Tab, briefing_frame, facts
from gloss.pages.wording import TYPES, plural

MOST = 6
"""Entries shown in a section before it leads to its own page."""
MOST_GROUPS = 3
MOST_PEOPLE = 8
LONGEST_DATED = 45
"""Words up to which a sentence may stand for its date while there is a shorter one."""


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
class Dated:
    """A date in brief: one of the sentences that name it, and the way to the others."""

    shown: str
    granularity: str
    words: Words
    place: Place
    href: Markup
    more: int


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
    people, others = _people(desk, briefing)

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
            "disputes": claims[:MOST],
            "figures_href": desk.at.briefing(briefing.slug, "figures"),
            "groups": _telling(groups),
            "people": people,
            "names": tuple(Tab(a.name, desk.at.actor(a.id), False) for a in others),
            "actors_href": desk.at.to("actors/"),
            "copied": compared.copied(desk, briefing),
            "sources": tuple(compared.source(desk, briefing, a) for a in articles),
            "dated": tuple(_dated(m, timeline_at) for m in _best_known(dated)),
            "timeline_all": count(len(dated), "date", timeline_at("dated"), "moment"),
            "open": compared.left_open(desk, briefing, summary, len(undated)),
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


def _people(desk: Desk, briefing: Briefing) -> tuple[tuple[Person, ...], tuple[Actor, ...]]:
    """(actors with most statements and mentions, all others by name)."""
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
    shown = tuple(
        Person(
            a.name,
            to(a.id),
            TYPES[a.type] if a.named else "Role",
            count(q, "", to(a.id, "said"), f"quoted {here}"),
            count(i, "", to(a.id, "reported"), f"reported {here}"),
            count(m, "", to(a.id, "mentions"), f"mention {here}"),
            (q + i) * 100 // most,
        )
        for q, i, m, a in rows[:MOST_PEOPLE]
    )
    return shown, tuple(sorted((r[3] for r in rows[MOST_PEOPLE:]), key=lambda a: (a.name, a.id)))


def _telling(groups: tuple[figures.Group, ...]) -> tuple[figures.Group, ...]:
    """Groups that compare or compute something; where there is none, any."""
    telling = tuple(g for g in groups if len(g.rows) > 1 or g.computed)
    return (telling or groups)[:MOST_GROUPS]


def _best_known(dated: tuple[timeline.Moment, ...]) -> tuple[timeline.Moment, ...]:
    """The dates that most sources name, in order of time."""
    most = sorted(dated, key=lambda m: -len(m.entries))[:MOST]
    return tuple(m for m in dated if m in most)


def _dated(moment: timeline.Moment, at: Callable[[str], Markup]) -> Dated:
    """A date with the sentence of which most may be shown, short ones before long ones."""
    best = max(moment.entries, key=lambda e: (_shown(e) <= LONGEST_DATED, _shown(e)))
    href, more = at(best.id), len(moment.entries) - 1
    return Dated(moment.shown, moment.granularity, best.words, best.place, href, more)


def _shown(entry: timeline.Entry) -> int:
    return sum(len(run.text.split()) for passage in entry.words for run in passage.runs)
