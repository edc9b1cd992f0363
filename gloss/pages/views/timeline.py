"""Dates of a briefing in order, each with how exactly and on what ground it is known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gloss.model import Briefing, IndexDate
from gloss.pages import pictures
from gloss.pages.desk import Desk
from gloss.pages.page import Page
from gloss.pages.values import Place, Words
from gloss.pages.views.frame import briefing_frame
from gloss.pages.wording import dated, day, plural


@dataclass(frozen=True, slots=True)
class Entry:
    """One date as printed, with its sentence as far as rights allow."""

    id: str
    printed: str
    granularity: str
    basis: str
    words: Words
    place: Place


@dataclass(frozen=True, slots=True)
class Moment:
    """All that is dated alike; `value` is ISO 8601."""

    value: str
    shown: str
    granularity: str
    entries: tuple[Entry, ...]


def page(desk: Desk, briefing: Briefing) -> Page:
    """The timeline of one briefing: dated items in order, then those without a date."""
    dated, undated = moments(desk, briefing)
    count = plural(len(dated), "date")
    return Page(
        f"{briefing.slug}/timeline/",
        "timeline.html",
        f"Timeline: {briefing.title}",
        f"{count} named in the sources of “{briefing.title}”, with how exactly each is known and why.",
        {
            **briefing_frame(desk, briefing, "timeline"),
            "moments": dated,
            "undated": undated,
            "picture": pictures.timeline([_named(m) for m in dated]),
        },
    )


def _named(moment: Moment) -> pictures.Named:
    exact = moment.granularity in ("day", "time")
    return pictures.Named(
        moment.shown, _first(moment.value), exact, tuple(e.place.outlet for e in moment.entries)
    )


def _first(value: str) -> date | None:
    """The first day of a date; None where it is not one of the calendar."""
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", _order(value))
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1)) if found else None
    except ValueError:
        return None


def moments(desk: Desk, briefing: Briefing) -> tuple[tuple[Moment, ...], tuple[Entry, ...]]:
    """(dated, undated) of a briefing; a wider date stands before the narrower ones in it."""
    articles = desk.lookup.by_briefing.articles.get(briefing.slug, ())
    dates = [d for a in articles for d in desk.lookup.dates_of.get(a.id, ())]
    by_value: dict[str, list[IndexDate]] = {}
    for found in dates:
        if found.date.value:
            by_value.setdefault(found.date.value, []).append(found)
    dated = tuple(_moment(desk, v, by_value[v]) for v in sorted(by_value, key=_order))
    return dated, tuple(_entry(desk, d) for d in dates if not d.date.value)


def _order(value: str) -> str:
    """Intervals open at the start go by their end; weeks by their number in the year's days."""
    if value.startswith("../"):
        return value[3:]
    year, _, week = value.partition("-W")
    return f"{year}-{1 + int(week) * 7 // 31:02d}" if week.isdigit() else value


def _moment(desk: Desk, value: str, dates: Iterable[IndexDate]) -> Moment:
    entries = tuple(_entry(desk, d) for d in dates)
    return Moment(value, day(value), entries[0].granularity, entries)


def _entry(desk: Desk, found: IndexDate) -> Entry:
    span = found.date.span
    sentence = desk.lookup.sentence(found.article, span)
    return Entry(
        found.id,
        desk.fact(found.article, span),
        found.date.granularity or "not known",
        dated(found.date.basis),
        desk.words(found.article, [sentence]),
        desk.place(found.article, span.start),
    )
