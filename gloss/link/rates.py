"""Rates that this site computes itself, where a figure states over which period it counts."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from gloss.model import Computed, IndexFigure

DAYS_A_YEAR = Decimal("365.25")
_PERIOD = re.compile(r"P(?:(?P<Y>\d+)Y)?(?:(?P<M>\d+)M)?(?:(?P<W>\d+)W)?(?:(?P<D>\d+)D)?\Z")
_LENGTHS = {"Y": DAYS_A_YEAR, "M": DAYS_A_YEAR / 12, "W": Decimal(7), "D": Decimal(1)}
_WRITTEN = {"Y": "365.25", "M": "(365.25 / 12)", "W": "7", "D": "1"}
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_PER = (("day", "D"), ("week", "W"), ("month", "M"), ("year", "Y"))


def rate_of(figure: IndexFigure) -> Computed | None:
    """The figure as a rate: per day, or per the shortest longer unit that gives one or more.

    None without a value or a stated period, for a figure that is a rate already, and for a period
    no longer than the unit itself. One decimal place; a year has 365.25 days; bound and hedge are
    the figure's own.
    """
    given = figure.figure
    parts = _parts(given.period)
    if given.value is None or given.per or not parts or given.bound == "vague":
        return None
    with localcontext() as context:
        context.prec = 28
        days = sum((count * _LENGTHS[unit] for unit, count in parts), Decimal(0))
        for per, unit in _PER:
            value = given.value * _LENGTHS[unit] / days
            rounded = value.quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN)
            if days > _LENGTHS[unit] and (rounded >= 1 or per == "year"):
                break
        else:
            return None
    over = " + ".join(f"{count} × {_WRITTEN[part]}" for part, count in parts)
    method = f"{given.value} / ({over})" + ("" if per == "day" else f" × {_WRITTEN[unit]}")
    return Computed(rounded, given.unit or "", per, figure.id, given.bound, method, given.hedge)


def in_words(period: str) -> str:
    """`4 years` for `P4Y`; other forms as given."""
    parts = [f"{count:,} {_UNITS[unit]}{'s' * (count != 1)}" for unit, count in _parts(period)]
    return " and ".join(parts) or period


def _parts(period: str | None) -> list[tuple[str, int]]:
    found = _PERIOD.match(period) if period else None
    return (
        [(unit, int(count)) for unit, count in found.groupdict().items() if count and int(count)]
        if found
        else []
    )
