"""A briefing: the editor's text, then what was said, who disputes it, numbers, people, dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from gloss.model import Actor, Briefing, BriefingSummary, Utterance
from gloss.pages import prose
from gloss.pages.counts import Count, count, within
from gloss.pages.desk import Desk
from gloss.pages.notes import Notes, Ref
from gloss.pages.page import Page
from gloss.pages.values import Place, Row, Words
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


class _Heard(NamedTuple):
    """How often an actor speaks and is named in a briefing."""

    actor: Actor
    quoted: int
    reported: int
    mentions: int

    @property
    def statements(self) -> int:
        return self.quoted + self.reported


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
    dated, undated = timeline.moments(desk, briefing)
    articles = desk.lookup.by_briefing.articles.get(briefing.slug, ())
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
            "said": _said(desk, briefing, notes),
            "said_all": _all_said(desk, summary),
            **_figures_and_claims(desk, briefing),
            **_people(desk, briefing),
            "copied": compared.copied(desk, briefing),
            "sources": tuple(compared.source(desk, briefing, a) for a in articles),
            **_timeline(desk, briefing, dated),
            "open": compared.left_open(desk, briefing, summary, len(undated)),
            "notes": notes.all(),
        },
    )


def _all_said(desk: Desk, summary: BriefingSummary) -> Count:
    slug = summary.briefing
    href = desk.at.briefing(slug, "quotes")
    return count(summary.utterances, "utterance", href, f"utterance {within(slug)}")


def _figures_and_claims(desk: Desk, briefing: Briefing) -> dict[str, object]:
    return {
        "disputes": figures.disputes(desk, briefing)[:MOST],
        "groups": _telling(figures.groups(desk, briefing)),
        "figures_href": desk.at.briefing(briefing.slug, "figures"),
    }


def _timeline(desk: Desk, briefing: Briefing, dated: tuple[timeline.Moment, ...]) -> dict[str, object]:
    def at(anchor: str) -> Markup:
        return desk.at.briefing(briefing.slug, "timeline", anchor)

    return {
        "dated": tuple(_dated(m, at) for m in _best_known(dated)),
        "timeline_all": count(len(dated), "date", at("dated"), "moment"),
    }


def _summary(desk: Desk, briefing: Briefing) -> BriefingSummary:
    found = desk.lookup.by_briefing.summaries.get(briefing.slug)
    return found or BriefingSummary(briefing.slug, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


def _said(desk: Desk, briefing: Briefing, notes: Notes) -> tuple[Quote, ...]:
    """The longest utterance of each of the speakers with most printings."""
    lookup = desk.lookup
    spoken = [u for u in lookup.by_briefing.utterances.get(briefing.slug, ()) if u.speaker]
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
    return ", ".join(desk.lookup.names.outlet[a] for a in sorted(others))


def _people(desk: Desk, briefing: Briefing) -> dict[str, object]:
    """Actors with most statements and mentions, and the names of all others."""
    lookup = desk.lookup
    articles = lookup.by_briefing.articles.get(briefing.slug, ())
    said = [s for a in articles for s in lookup.statements_of.get(a.id, ())]
    quoted = Counter(s.speaker for s in said if s.kind != "indirect")
    reported = Counter(s.speaker for s in said if s.kind == "indirect")
    named = Counter(m.actor for a in articles for m in lookup.mentions_of.get(a.id, ()))
    actors = lookup.by_briefing.actors.get(briefing.slug, ())
    rows = [_Heard(a, quoted[a.id], reported[a.id], named[a.id]) for a in actors]
    rows.sort(key=lambda r: (-r.statements, -r.mentions, r.actor.name))
    most = max((r.statements for r in rows), default=0) or 1
    others = sorted((r.actor for r in rows[MOST_PEOPLE:]), key=lambda a: (a.name, a.id))
    return {
        "people": tuple(_person(desk, briefing, r, most) for r in rows[:MOST_PEOPLE]),
        "names": tuple(Tab(a.name, desk.at.actor(a.id), False) for a in others),
        "actors_href": desk.at.to("actors/"),
    }


def _person(desk: Desk, briefing: Briefing, heard: _Heard, most: int) -> Person:
    """One row; its bar is their share of the `most` statements that anybody has."""
    actor, here = heard.actor, within(briefing.slug)

    def to(anchor: str) -> Markup:
        return desk.at.actor(actor.id, anchor)

    return Person(
        actor.name,
        desk.at.actor(actor.id),
        TYPES[actor.type] if actor.named else "Role",
        count(heard.quoted, "", to("said"), f"quoted {here}"),
        count(heard.reported, "", to("reported"), f"reported {here}"),
        count(heard.mentions, "", to("mentions"), f"mention {here}"),
        heard.statements * 100 // most,
    )


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
