"""A passage of an article cut into marks that nest: statements, quoted words, names and figures.

Annotations of different kinds may overlap in any way; HTML may not. The text is cut at every
boundary, and a mark that reaches over one of an outer kind is closed and opened again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gloss.model import TextSpan


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to show at `span`. `level` 0 is outermost; marks of one level never overlap."""

    span: TextSpan
    level: int
    key: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A step through the text: words, or a mark that opens or closes (`last`: for good)."""

    text: str = ""
    opens: Mark | None = None
    closes: Mark | None = None
    last: bool = False


def flat(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Marks in text order without those that overlap an earlier one; the longer goes first."""
    found: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.span.start, -m.span.end, m.key)):
        if mark.span.start < mark.span.end and (not found or found[-1].span.end <= mark.span.start):
            found.append(mark)
    return tuple(found)


def cuts(text: str, span: TextSpan, levels: Sequence[Sequence[Mark]]) -> Iterator[Cut]:
    """The text at `span` step by step; `levels` are flat marks, outermost level first."""
    inside = [_within(level, span) for level in levels]
    edges = {span.start, span.end}
    for level in inside:
        for mark in level:
            edges |= {max(mark.span.start, span.start), min(mark.span.end, span.end)}
    ordered = sorted(edges)
    stack: list[Mark] = []
    at = [0] * len(inside)
    for start, end in pairwise(ordered):
        active = [m for n, level in enumerate(inside) if (m := _at(level, at, n, start))]
        keep = 0
        while keep < min(len(stack), len(active)) and stack[keep] is active[keep]:
            keep += 1
        yield from _closing(stack, keep, start, span)
        for mark in active[keep:]:
            stack.append(mark)
            yield Cut(opens=mark)
        yield Cut(text=text[start:end])
    yield from _closing(stack, 0, span.end, span)


def _within(level: Sequence[Mark], span: TextSpan) -> Sequence[Mark]:
    first = bisect_right(level, span.start, key=lambda m: m.span.end)
    return level[first : bisect_left(level, span.end, key=lambda m: m.span.start)]


def _at(level: Sequence[Mark], at: list[int], number: int, offset: int) -> Mark | None:
    while at[number] < len(level) and level[at[number]].span.end <= offset:
        at[number] += 1
    found = level[at[number]] if at[number] < len(level) else None
    return found if found and found.span.start <= offset else None


def _closing(stack: list[Mark], keep: int, offset: int, span: TextSpan) -> Iterator[Cut]:
    while len(stack) > keep:
        mark = stack.pop()
        yield Cut(closes=mark, last=mark.span.end <= offset or offset == span.end)
