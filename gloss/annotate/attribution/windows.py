"""The words around one cue, as the second tagger reads them: a sequence of rows for each candidate.

A row is a word, or a whole quotation as one row: what is in quotation marks is credited whole, and the
cue sees past it to the other side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gloss.annotate.attribution.tokens import OUTSIDE

if TYPE_CHECKING:
    from gloss.annotate.attribution.cues import Cues
    from gloss.annotate.attribution.tokens import Ints, Tokens

SHORTEST_WHOLE = 6
"""A quotation of so many words and marks is one row; a shorter one is read word by word."""

REACH = 12
"""Rows read beyond the cue's sentence, on either side."""

FARTHEST = 70
"""Rows read at most on either side of the cue."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of all cues, one sequence after the other: `starts`, `lengths` say where each lies.

    `first` and `last` are the row's words (inclusive), `word` the one that stands for it, `cue` the
    number of its cue.
    """

    cue: Ints
    first: Ints
    last: Ints
    word: Ints
    starts: Ints
    lengths: Ints

    def __len__(self) -> int:
        return len(self.cue)


@dataclass(frozen=True, slots=True)
class _Units:
    """The Doc as rows, and the sentences and paragraphs as first and last words around each word."""

    first: Ints
    last: Ints
    of_word: Ints
    sentence: tuple[Ints, Ints]
    paragraph: tuple[Ints, Ints]


def windows(tokens: Tokens, cues: Cues) -> Rows:
    """The rows around every cue: its sentence, a little beyond, never past its paragraph."""
    units = _units(tokens)
    firsts: list[Ints] = []
    lasts: list[Ints] = []
    for low, high in zip(cues.first, cues.last, strict=True):
        first, last = _window(units, int(low), int(high))
        firsts.append(first)
        lasts.append(last)
    lengths = np.array([len(first) for first in firsts], dtype=np.int64)
    first = np.concatenate([*firsts, np.zeros(0, np.int64)])
    last = np.concatenate([*lasts, np.zeros(0, np.int64)])
    return Rows(
        cue=np.repeat(np.arange(len(cues)), lengths),
        first=first,
        last=last,
        word=_standing_for(tokens, first, last),
        starts=np.cumsum(lengths) - lengths,
        lengths=lengths,
    )


def _units(tokens: Tokens) -> _Units:
    """The Doc as rows: every long quotation whole, every other word by itself."""
    region = tokens.region
    count = len(region)
    sizes = np.bincount(region[region != OUTSIDE], minlength=1)
    whole = (region != OUTSIDE) & (sizes[np.maximum(region, 0)] >= SHORTEST_WHOLE)
    begins = np.ones(count, dtype=bool)
    begins[1:] = ~(whole[1:] & (region[1:] == region[:-1]))
    first = np.flatnonzero(begins)
    return _Units(
        first=first,
        last=np.append(first[1:], count)[: len(first)] - 1,
        of_word=np.cumsum(begins) - 1,
        sentence=_bounds(tokens.sentence),
        paragraph=_bounds(tokens.paragraph),
    )


def _bounds(numbers: Ints) -> tuple[Ints, Ints]:
    """For each word, first and last word of the stretch of equal `numbers` around it."""
    here = np.arange(len(numbers))
    changed = np.ones(len(numbers), dtype=bool)
    changed[1:] = numbers[1:] != numbers[:-1]
    starts = np.flatnonzero(changed)
    ends = np.append(starts[1:], len(numbers))[: len(starts)] - 1
    which = np.cumsum(changed[here]) - 1
    return starts[which], ends[which]


def _window(units: _Units, first: int, last: int) -> tuple[Ints, Ints]:
    low, high = units.of_word[first], units.of_word[last]
    top, bottom = units.of_word[units.paragraph[0][first]], units.of_word[units.paragraph[1][last]]
    start = max(top, low - FARTHEST, units.of_word[units.sentence[0][first]] - REACH)
    end = min(bottom, high + FARTHEST, units.of_word[units.sentence[1][last]] + REACH)
    firsts, lasts = units.first[start : end + 1], units.last[start : end + 1]
    if np.array_equal(units.first[low : high + 1], units.last[low : high + 1]):
        return firsts, lasts
    # The cue stands inside a quotation: that one is read word by word.
    opened = _near(np.arange(units.first[low], units.last[high] + 1), first)
    before, after = firsts < units.first[low], firsts > units.last[high]
    return (
        np.concatenate([firsts[before], opened, firsts[after]]),
        np.concatenate([lasts[before], opened, lasts[after]]),
    )


def _near(words: Ints, cue: int) -> Ints:
    return words[np.abs(words - cue) <= FARTHEST]


def _standing_for(tokens: Tokens, first: Ints, last: Ints) -> Ints:
    """For each row, its syntactic top: of several words, the one with the largest subtree."""
    word = first.copy()
    known: dict[tuple[int, int], int] = {}
    for row in np.flatnonzero(last > first):
        span = (int(first[row]), int(last[row]))
        if span not in known:
            inside = slice(span[0], span[1] + 1)
            known[span] = span[0] + int(np.argmax(tokens.right[inside] - tokens.left[inside]))
        word[row] = known[span]
    return word
