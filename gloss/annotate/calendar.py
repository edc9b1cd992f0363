"""Days, weeks, months and years reckoned from one given day; no clock is read here."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

Which = Literal["last", "this", "next", "future", "past"]

_NAMES = "january february march april may june july august september october november december"
MONTHS = {name[:3]: n for n, name in enumerate(re.findall(r"\w+", _NAMES), 1)}
"""Number of a month by the first three letters of its name."""

WEEKDAYS = {
    name[:3]: n
    for n, name in enumerate(re.findall(r"\w+", "monday tuesday wednesday thursday friday saturday sunday"))
}
"""Number of a weekday (Monday is 0) by the first three letters of its name."""


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def weekday(base: date, number: int, which: Which) -> date:
    """The weekday meant from `base`: without a word, the latest one that is not after it."""
    back = timedelta((base.weekday() - number) % 7)
    ahead = timedelta((number - base.weekday()) % 7)
    if which == "last":
        return base - (back or timedelta(7))
    if which == "next":
        return base + (ahead or timedelta(7))
    if which == "this":
        return base + timedelta(number - base.weekday())
    return base + ahead if which == "future" else base - back


def month(base: date, number: int, which: Which) -> str:
    """ISO month of that number: without a word, the latest one that has begun by `base`."""
    year = base.year
    if which == "last":
        year -= number >= base.month
    elif which in {"next", "future"}:
        year += number <= base.month if which == "next" else number < base.month
    elif which == "past":
        year -= number > base.month
    return f"{year:04d}-{number:02d}"


def nearest_day(base: date, number: int, day: int, *, future: bool) -> date | None:
    """The day of that month nearest to `base`, of years around it; with `future` none before it."""
    near = [day_or_none(year, number, day) for year in range(base.year - 4, base.year + 5)]
    days = [d for d in near if d is not None and (d >= base or not future)]
    return min(days, key=lambda d: (abs(d - base), d), default=None)


def week(base: date, offset: int) -> str:
    """ISO week `offset` weeks from that of `base`."""
    year, number, _ = (base + timedelta(7 * offset)).isocalendar()
    return f"{year:04d}-W{number:02d}"


def weekend(base: date, offset: int) -> str:
    """Saturday and Sunday of the ISO week `offset` weeks away, as an interval."""
    saturday = base + timedelta(5 - base.weekday() + 7 * offset)
    return f"{saturday.isoformat()}/{(saturday + timedelta(1)).isoformat()}"


def months_away(base: date, offset: int) -> str:
    """ISO month `offset` months from that of `base`."""
    years, number = divmod(base.year * 12 + base.month - 1 + offset, 12)
    return f"{years:04d}-{number + 1:02d}"


def quarter(base: date, offset: int) -> str:
    """First and last month of the quarter `offset` quarters away, as an interval."""
    first = offset * 3 - (base.month - 1) % 3
    return f"{months_away(base, first)}/{months_away(base, first + 2)}"
