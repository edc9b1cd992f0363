"""Whether two figures count the same, and what keeps those apart that do not."""

from __future__ import annotations

from functools import lru_cache

from gloss.link.rates import in_words
from gloss.link.units import happening, head, population
from gloss.link.words import content_words, words_of
from gloss.model import IndexFigure


def comparable(one: IndexFigure, other: IndexFigure) -> bool:
    """Whether two figures count the same: population, event, rate, period and place.

    Where one text leaves the event unsaid, equal values must make up for it.
    """
    a, b = one.figure, other.figure
    if population(a.unit or "") != population(b.unit or "") or (a.per or "") != (b.per or ""):
        return False
    if (a.period, a.since) != (b.period, b.since) or not _same_place(a.place, b.place):
        return False
    if a.event and b.event:
        return happening(a.event) == happening(b.event)
    return a.value == b.value and (
        bool(a.per) or bool(a.event or b.event) or head(a.unit or "") == head(b.unit or "")
    )


def _same_place(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return True
    a, b = _place_words(one), _place_words(other)
    return a <= b or b <= a or len(a & b) * 2 >= min(len(a), len(b)) + 1


@lru_cache(maxsize=4096)
def _place_words(place: str) -> frozenset[str]:
    return content_words(words_of(place).norms)


def differences(one: IndexFigure, other: IndexFigure) -> tuple[str, ...]:
    """In words, what keeps two figures from being compared; empty where nothing does."""
    a, b = one.figure, other.figure
    found = []
    if population(a.unit or "") != population(b.unit or ""):
        found.append(f"it counts {b.unit}, not {a.unit}")
    if a.event and b.event and happening(a.event) != happening(b.event):
        found.append(f"it counts another event ({b.event}, not {a.event})")
    if (a.per or "") != (b.per or ""):
        found.append(f"it is a number per {b.per}" if b.per else "it is no rate as printed")
    if a.period != b.period:
        found.append(
            f"its period is stated as {in_words(b.period)}" if b.period else "its text states no period"
        )
    if a.since != b.since:
        found.append(f"it counts since {b.since}" if b.since else "its text states no beginning")
    if not _same_place(a.place, b.place):
        found.append(f"it is of {b.place}, not {a.place}")
    return tuple(found)
