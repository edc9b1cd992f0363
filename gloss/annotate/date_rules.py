"""Forms a date can take in English prose, most specific first, and how each is reckoned."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from gloss.annotate import calendar
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

_M = (
    r"(?P<month>(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_W = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:]|[.,]\d)"
_DAY2 = r"(?:(?:\s?[-–]\s?|\sto\s)(?P<last>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:]|[.,]\d))?"
_Y = r"(?P<year>(?:1[89]|20)\d\d)(?![\d%]|[.,]\d|-(?!\d))"
_PART = (
    r"(?:(?P<part>[Ee]arly|[Ll]ate|[Mm]id|[Tt]he\s(?:start|beginning|middle|end)\sof"
    r"|[Ll]ater\sin|[Ee]arlier\sin)[-\s])?"
)
_COUNT = (
    r"(?P<count>\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty)"
)
_ABOUT = (
    r"(?:(?P<about>about|around|roughly|some|nearly|almost|more\sthan|over|at\sleast|less\sthan|under)\s)?"
)
_PART_OF_DAY = r"(?:\s(?:morning|afternoon|evening|night|noon))?"
_NOT_NAMES = r"(?<!Black )(?<!Good )(?<!Ash )(?<!Super )(?<!Easter )(?<!Palm )(?<!Bloody )(?<!Holy )"
_NO_TITLE = r"(?!\s(?:Times|Telegraph|Mirror|Express|Mail|Herald|Post|Night\sLive|School)\b|s\b)"


def _day(match: re.Match[str], context: Context) -> Reading | None:
    """ "May 15", "15 May 2017", "Monday, May 15-17"."""
    number, day, last = MONTHS[match["month"][:3].lower()], int(match["day"]), match["last"]
    if match["year"]:
        first = calendar.day_or_none(int(match["year"]), number, day)
        basis = PRINTED
    elif context.published is None:
        return Reading(None, None, UNDATED)
    else:
        first = calendar.nearest_day(context.published, number, day, future=context.future)
        basis = NEAREST
    if first is None:
        return None
    value = first.isoformat()
    if last and int(last) > day:
        end = calendar.day_or_none(first.year, number, int(last))
        value = f"{value}/{end.isoformat()}" if end else value
    return Reading(value, "day", basis)


def _numeric(match: re.Match[str], context: Context) -> Reading | None:
    """ "2017-05-15", or "15/05/2017" where only one order of day and month is possible."""
    if match["iso"]:
        year, number, day = map(int, match["iso"].split("-"))
        found = calendar.day_or_none(year, number, day)
        return Reading(found.isoformat(), "day", PRINTED) if found else None
    a, b, year = (int(n) for n in re.split(r"[/.]", match["slashed"]))
    days = {d for d in (calendar.day_or_none(year, a, b), calendar.day_or_none(year, b, a)) if d}
    if not days:
        return None
    return (
        Reading(days.pop().isoformat(), "day", PRINTED) if len(days) == 1 else Reading(None, None, AMBIGUOUS)
    )


def _month_year(match: re.Match[str], context: Context) -> Reading | None:
    value = f"{match['year']}-{MONTHS[match['month'][:3].lower()]:02d}"
    return Reading(value, "month", _printed(match["part"]))


def _month(match: re.Match[str], context: Context) -> Reading | None:
    """A month without its year; "may" and "march" only where the words before it call for a date."""
    lead = (match["lead"] or match["part"] or "").lower()
    name = match["month"]
    if not lead and name.lower().rstrip(".") in {
        "may",
        "march",
        "mar",
        "august",
        "jan",
        "jun",
        "dec",
        "sept",
        "sep",
    }:
        return None
    if context.published is None:
        return Reading(None, None, UNDATED)
    which: Which = "future" if context.future else "past"
    for word in ("last", "next", "this"):
        if lead == word:
            which = word
    return Reading(
        calendar.month(context.published, MONTHS[name[:3].lower()], which), "month", PUBLISHED, True
    )


def _years(match: re.Match[str], context: Context) -> Reading | None:
    """ "2011-2015", "from 2011 to 2015"."""
    first, last = match["first"], match["year"]
    last = last if len(last) == 4 else first[:2] + last
    return Reading(f"{first}/{last}", "year", PRINTED) if first < last else None


def _decade(match: re.Match[str], context: Context) -> Reading | None:
    first = int(match["decade"])
    return Reading(f"{first}/{first + 9}", "year", _printed(match["part"]))


def _year(match: re.Match[str], context: Context) -> Reading | None:
    return Reading(match["year"], "year", _printed(match["part"]))


def _weekday(match: re.Match[str], context: Context) -> Reading | None:
    if context.published is None:
        return Reading(None, None, UNDATED)
    which: Which = "future" if context.future else "past"
    lead = (match["lead"] or "").lower()
    if lead in {"last", "this", "next"}:
        which = lead  # type: ignore[assignment]
    elif lead in {"past", "coming"}:
        which = "last" if lead == "past" else "next"
    number = WEEKDAYS[match["weekday"][:3].lower()]
    return Reading(calendar.weekday(context.published, number, which).isoformat(), "day", PUBLISHED, True)


def _near_day(match: re.Match[str], context: Context) -> Reading | None:
    """Today, yesterday, tomorrow and their like."""
    if context.published is None:
        return Reading(None, None, UNDATED)
    words = " ".join(match.group().lower().split())
    days = 0
    if "yesterday" in words or words.startswith("last"):
        days = -2 if words.startswith("the day before") else -1
    elif "tomorrow" in words:
        days = 2 if words.startswith("the day after") else 1
    return Reading((context.published + timedelta(days)).isoformat(), "day", PUBLISHED, True)


def _near(match: re.Match[str], context: Context) -> Reading | None:
    """ "last week", "later this month", "next year"."""
    unit, which = match["unit"].lower(), match["which"].lower()
    if unit in {"spring", "summer", "autumn", "fall", "winter"}:
        return Reading(None, None, SEASON if context.published else UNDATED)
    if context.published is None:
        return Reading(None, None, UNDATED)
    base, offset = context.published, {"last": -1, "this": 0, "next": 1}[which]
    if unit == "week":
        return Reading(calendar.week(base, offset), "week", PUBLISHED, True)
    if unit == "weekend":
        return Reading(calendar.weekend(base, offset), "day", PUBLISHED, True)
    if unit == "month":
        return Reading(calendar.months_away(base, offset), "month", PUBLISHED, True)
    if unit == "quarter":
        return Reading(calendar.quarter(base, offset), "month", PUBLISHED, True)
    return Reading(f"{base.year + offset:04d}", "year", PUBLISHED, True)


def _ago(match: re.Match[str], context: Context) -> Reading | None:
    """ "two days ago", "more than two years ago" (then any time before), "years ago" (then none)."""
    if context.published is None:
        return Reading(None, None, UNDATED)
    count = in_words(match["count"]) if match["count"] else None
    if match["count"] in {"a", "an"}:
        count = in_words("one")
    if count is None or count != int(count) or count > 500:
        return Reading(None, None, INEXACT)
    return _back(context.published, int(count), match["unit"].lower(), (match["about"] or "").lower())


def _back(base: date, count: int, unit: str, about: str) -> Reading:
    granularity: Granularity
    if unit == "day":
        value, granularity = (base - timedelta(count)).isoformat(), "day"
    elif unit == "week":
        value, granularity = calendar.week(base, -count), "week"
    elif unit == "month":
        value, granularity = calendar.months_away(base, -count), "month"
    else:
        value, granularity = f"{base.year - count * (10 if unit == 'decade' else 1):04d}", "year"
    words = " ".join(about.split())
    if words in {"more than", "over", "at least"}:
        return Reading(f"../{value}", granularity, PUBLISHED, True)
    if words in {"less than", "under"}:
        return Reading(f"{value}/..", granularity, PUBLISHED, True)
    return Reading(value, granularity, f"{PUBLISHED}, approximate" if words else PUBLISHED, True)


def _other(match: re.Match[str], context: Context) -> Reading | None:
    """ "a day before", "the next day": days from another date; weeks and more are left open."""
    words = " ".join(match.group().lower().split())
    if not re.search(r"\bday\b", words):
        return Reading(None, None, ANOTHER)
    if re.search(r"\b(?:before|next|following|later)\b", words):
        return Reading(None, "day", ANOTHER, shift=1)
    return Reading(None, "day", ANOTHER, shift=-1 if re.search(r"after|previous|earlier", words) else 0)


def _printed(part: str | None) -> str:
    return f"{PRINTED} ({part.lower()})" if part else PRINTED


_LEAD = r"(?:(?P<lead>[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|[Ff]rom|[Bb]efore|[Aa]fter|[Ll]ast|[Nn]ext|[Tt]his|of|between|through|throughout|to|beginning|starting)\s)?"
_YEAR_LEAD = (
    r"(?:(?<=\b[Ii]n )|(?<=\b[Ss]ince )|(?<=\b[Bb]y )|(?<=\b[Uu]ntil )|(?<=\b[Oo]f )|(?<=\b[Ff]rom )|(?<=\b[Tt]o )"
    r"|(?<=\b[Aa]fter )|(?<=\b[Bb]efore )|(?<=\b[Dd]uring )|(?<=\bthe )|(?<=\bThe )|(?<=\bbetween )|(?<=\band )"
    r"|(?<=\bits )|(?<=\bhis )|(?<=\bher )|(?<=\btheir )|(?<=\()|(?<=\bthrough )|(?<=’s )|(?<='s ))"
)

RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (re.compile(r"(?<![\d/.-])(?:(?P<iso>\d{4}-\d\d-\d\d)|(?P<slashed>\d\d?/\d\d?/\d{4}|\d\d?\.\d\d?\.\d{4}))(?![\d/])"), _numeric),
    (re.compile(rf"(?:{_W},?\s)?\b{_M}\s{_DAY}{_DAY2}(?:(?:,\s?|\s){_Y})?"), _day),
    (re.compile(rf"(?:{_W},?\s)?(?:the\s)?(?<![\d.,:])\b{_DAY}{_DAY2}\s(?:of\s)?{_M}(?:,?\s{_Y})?"), _day),
    (re.compile(rf"{_PART}\b{_M},?\s(?:of\s)?{_Y}"), _month_year),
    (re.compile(r"\b(?P<first>(?:1[89]|20)\d\d)(?:\s?[-–/]\s?|\sto\s|\suntil\s)(?P<year>(?:1[89]|20)\d\d|\d\d)\b(?![-\d])"), _years),
    (re.compile(rf"\b(?:[Tt]he\s)?{_PART}(?P<decade>(?:1[89]|20)\d0)['’]?s\b"), _decade),
    (re.compile(rf"\b{_PART}{_YEAR_LEAD}{_Y}\b"), _year),
    (re.compile(r"\b(?P<part>[Ee]arly|[Ll]ate|[Mm]id)[-\s]" + _Y + r"\b"), _year),
    (re.compile(r"\b(?:the\sday\s(?:before\syesterday|after\stomorrow)|(?:(?:earlier|later|late|early)\s)?(?:yesterday|today|tomorrow)(?:\s(?:morning|afternoon|evening|night))?|tonight|this\s(?:morning|afternoon|evening)|last\snight)\b", re.IGNORECASE), _near_day),
    (re.compile(rf"\b(?:(?P<lead>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Cc]oming)\s)?{_NOT_NAMES}\b{_W}\b{_PART_OF_DAY}{_NO_TITLE}"), _weekday),
    (re.compile(r"\b(?:(?:earlier|later|early|late|(?:at\s)?the\s(?:start|beginning|end)\sof)\s)?(?P<which>this|last|next)\s(?P<unit>week|weekend|month|year|quarter|spring|summer|autumn|fall|winter)\b(?!-)", re.IGNORECASE), _near),
    (re.compile(rf"\b{_ABOUT}(?:{_COUNT}\s)?(?P<unit>day|week|month|year|decade)s?\sago\b", re.IGNORECASE), _ago),
    (re.compile(rf"{_LEAD}{_PART}\b{_M}(?!\s\d)"), _month),
    (re.compile(r"\b(?:(?:the|an?|one)\sday\s(?:before|after|earlier|later)|the\s(?:next|following|previous|same)\s(?:day|week|month|year)|(?:two|three|four|five|six|\d+)\s(?:days|weeks|months|years)\s(?:earlier|later))\b", re.IGNORECASE), _other),
)  # fmt: skip
"""(form, how to reckon it): an earlier rule takes the words before a later one sees them."""
