"""How each form of a date is reckoned, from the day of publication where it is relative."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from gloss.annotate import calendar, date_forms
from gloss.annotate.calendar import MONTHS, WEEKDAYS, Which
from gloss.annotate.numbers import in_words
from gloss.model import Granularity

PRINTED = "as printed"
PUBLISHED = "reckoned from the publication date"
NEAREST = "the year is the one nearest to the publication date"
UNDATED = "no publication date given"
ANOTHER = "relative to another date"
AMBIGUOUS = "the order of day and month is not clear"
INEXACT = "no exact number given"
UNTOLD = "what it dates is not told before"
SEASON = "a season has no exact dates"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one form says. `shift` counts days from another date of the text, if that is what it does.

    `relative` marks what is reckoned from the publication date.
    """

    value: str | None
    granularity: Granularity | None
    basis: str
    relative: bool = False
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at: the day of publication, and whether the sentence looks ahead."""

    published: date | None
    future: bool


Rule = Callable[[re.Match[str], Context], Reading | None]
Reckoning = Callable[[re.Match[str], date, bool], Reading]

_LEADS: dict[str, Which] = {"last": "last", "past": "last", "this": "this", "next": "next", "coming": "next"}
_OFFSETS = {"last": -1, "this": 0, "next": 1}
_MOST_UNITS = 500


def _relative(reckon: Reckoning) -> Rule:
    """The rule that reckons from the publication date, and says so where there is none."""

    def rule(match: re.Match[str], context: Context) -> Reading:
        if context.published is None:
            return Reading(None, None, UNDATED)
        return reckon(match, context.published, context.future)

    return rule


def _day(match: re.Match[str], context: Context) -> Reading | None:
    """ "May 15", "15 May 2017", "Monday, May 15-17"."""
    number, day, last = MONTHS[match["month"][:3].lower()], int(match["day"]), match["last"]
    if match["year"]:
        first, basis = calendar.day_or_none(int(match["year"]), number, day), PRINTED
    elif context.published is None:
        return Reading(None, None, UNDATED)
    else:
        first = calendar.nearest_day(context.published, number, day, future=context.future)
        basis = NEAREST
    if first is None:
        return None
    end = calendar.day_or_none(first.year, number, int(last)) if last else None
    value = first.isoformat() if end is None or end <= first else f"{first.isoformat()}/{end.isoformat()}"
    return Reading(value, "day", basis)


def _numeric(match: re.Match[str], context: Context) -> Reading | None:
    """ "2017-05-15", or "15/05/2017" where only one order of day and month is possible."""
    if match["iso"]:
        year, number, day = map(int, match["iso"].split("-"))
        days = {calendar.day_or_none(year, number, day)}
    else:
        a, b, year = (int(n) for n in re.split(r"[/.]", match["slashed"]))
        days = {calendar.day_or_none(year, a, b), calendar.day_or_none(year, b, a)}
    found = [d for d in days if d is not None]
    if len(found) > 1:
        return Reading(None, None, AMBIGUOUS)
    return Reading(found[0].isoformat(), "day", PRINTED) if found else None


def _month_year(match: re.Match[str], context: Context) -> Reading | None:
    value = f"{match['year']}-{MONTHS[match['month'][:3].lower()]:02d}"
    return Reading(value, "month", _printed(match["part"]))


def _years(match: re.Match[str], context: Context) -> Reading | None:
    """ "2011-2015", "from 2011 to 2015", "2016-17"."""
    first, last = match["first"], match["year"]
    last = last if len(last) == 4 else first[:2] + last
    return Reading(f"{first}/{last}", "year", PRINTED) if first < last else None


def _decade(match: re.Match[str], context: Context) -> Reading | None:
    first = int(match["decade"])
    return Reading(f"{first}/{first + 9}", "year", _printed(match["part"]))


def _year(match: re.Match[str], context: Context) -> Reading | None:
    return Reading(match["year"], "year", _printed(match["part"]))


def _month(match: re.Match[str], base: date, future: bool) -> Reading:
    number = MONTHS[match["month"][:3].lower()]
    return Reading(calendar.month(base, number, _which(match["lead"], future)), "month", PUBLISHED, True)


def _weekday(match: re.Match[str], base: date, future: bool) -> Reading:
    number = WEEKDAYS[match["weekday"][:3].lower()]
    day = calendar.weekday(base, number, _which(match["lead"], future))
    return Reading(day.isoformat(), "day", PUBLISHED, True)


def _near_day(match: re.Match[str], base: date, future: bool) -> Reading:
    """Today, yesterday, tomorrow and their like."""
    words = " ".join(match.group().lower().split())
    days = 0
    if "yesterday" in words or words.startswith("last"):
        days = -2 if words.startswith("the day before") else -1
    elif "tomorrow" in words:
        days = 2 if words.startswith("the day after") else 1
    return Reading((base + timedelta(days)).isoformat(), "day", PUBLISHED, True)


def _near(match: re.Match[str], base: date, future: bool) -> Reading:
    """ "last week", "later this month", "next year"."""
    unit, offset = match["unit"].lower(), _OFFSETS[match["which"].lower()]
    values: dict[str, tuple[str, Granularity]] = {
        "week": (calendar.week(base, offset), "week"),
        "weekend": (calendar.weekend(base, offset), "day"),
        "month": (calendar.months_away(base, offset), "month"),
        "quarter": (calendar.quarter(base, offset), "month"),
        "year": (f"{base.year + offset:04d}", "year"),
    }
    if unit not in values:
        return Reading(None, None, SEASON)
    value, granularity = values[unit]
    return Reading(value, granularity, PUBLISHED, True)


def _ago(match: re.Match[str], base: date, future: bool) -> Reading:
    """ "two days ago", "more than two years ago" (then any time before), "years ago" (then none)."""
    given = (match["count"] or "").lower()
    count = Decimal(1) if given in {"a", "an"} else in_words(given)
    if count is None or count != int(count) or count > _MOST_UNITS:
        return Reading(None, None, INEXACT)
    value, granularity = _back(base, int(count), match["unit"].lower())
    about = " ".join((match["about"] or "").lower().split())
    if about in {"more than", "over", "at least"}:
        return Reading(f"../{value}", granularity, PUBLISHED, True)
    if about in {"less than", "under"}:
        return Reading(f"{value}/..", granularity, PUBLISHED, True)
    return Reading(value, granularity, f"{PUBLISHED}, approximate" if about else PUBLISHED, True)


def _back(base: date, count: int, unit: str) -> tuple[str, Granularity]:
    if unit == "day":
        return (base - timedelta(count)).isoformat(), "day"
    if unit == "week":
        return calendar.week(base, -count), "week"
    if unit == "month":
        return calendar.months_away(base, -count), "month"
    return f"{base.year - count * (10 if unit == 'decade' else 1):04d}", "year"


def _other(match: re.Match[str], context: Context) -> Reading | None:
    """ "a day before", "the next day": days from another date; weeks and more are left open.

    "A day before the vote", told of Monday, makes the vote Tuesday's.
    """
    words = " ".join(match.group().lower().split())
    if not re.search(r"\bday\b", words):
        return Reading(None, None, ANOTHER)
    if re.search(r"\b(?:before|next|following|later)\b", words):
        return Reading(None, "day", ANOTHER, shift=1)
    return Reading(None, "day", ANOTHER, shift=-1 if re.search(r"after|previous|earlier", words) else 0)


def _which(lead: str | None, future: bool) -> Which:
    return _LEADS.get((lead or "").lower(), "future" if future else "past")


def _printed(part: str | None) -> str:
    return f"{PRINTED} ({part.lower()})" if part else PRINTED


RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (date_forms.NUMERIC, _numeric),
    (date_forms.MONTH_DAY, _day),
    (date_forms.DAY_MONTH, _day),
    (date_forms.MONTH_YEAR, _month_year),
    (date_forms.YEARS, _years),
    (date_forms.DECADE, _decade),
    (date_forms.YEAR, _year),
    (date_forms.NEAR_DAY, _relative(_near_day)),
    (date_forms.WEEKDAY, _relative(_weekday)),
    (date_forms.NEAR, _relative(_near)),
    (date_forms.AGO, _relative(_ago)),
    (date_forms.MONTH, _relative(_month)),
    (date_forms.OTHER, _other),
)
"""(form, how to reckon it): an earlier rule takes the words before a later one sees them."""
