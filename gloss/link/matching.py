"""Whether two quoted strings print the same words: repeats, one-word variants and crops."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from gloss.link.words import content_words, words_of
from gloss.model import TextSpan

SHORT = 5
"""Strings of fewer words match exactly or not at all, and only within one briefing."""

_ELLIPSIS = re.compile(r"\.\s?\.\s?\.|…|\[[^\]]{0,20}\]")
_LEAST_CONTENT = 2
_LEAST_WORDS = 4


def segments(text: str, span: TextSpan) -> tuple[tuple[str, ...], ...]:
    """The words of a quoted string, parted where it marks an omission ("…") or an insertion ("[…]")."""
    words = text[span.start : span.end]
    parts = [words_of(part).norms for part in _ELLIPSIS.split(words)]
    return tuple(part for part in parts if part)


def allowed(length: int) -> int:
    """Words that may differ between two printings of this many words: none in short strings, one in ten."""
    return 0 if length <= SHORT else max(1, length // 10)


def same_words(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two strings are one, but for a word or so in longer ones."""
    limit = allowed(min(len(one), len(other)))
    return Levenshtein.distance(one, other, score_cutoff=limit) <= limit


def within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether all of `short` stands as one run in `long`, but for a word or so in longer strings."""
    if not 1 < len(short) <= len(long):
        return False
    limit = allowed(len(short))
    if not limit:
        return _run_at(short, long) is not None
    found = fuzz.partial_ratio_alignment(short, long)
    if found is None:
        return False
    start = max(0, found.dest_start)
    return any(
        Levenshtein.distance(short, long[first : first + width], score_cutoff=limit) <= limit
        for first in range(max(0, start - limit), start + limit + 1)
        for width in range(len(short) - limit, len(short) + limit + 1)
    )


def crop_of(parts: Sequence[Sequence[str]], long: Sequence[str]) -> bool:
    """Whether a string is cropped from `long`: every part of it stands there, in order."""
    if len(parts) == 1:
        return within(parts[0], long)
    at = 0
    for part in parts:
        found = _run_at(part, long[at:])
        if found is None:
            return False
        at += found + len(part)
    return sum(map(len, parts)) >= SHORT


def telling(words: Sequence[str]) -> bool:
    """Whether words this few are more than a phrase that two statements share by chance."""
    content = len(content_words(words))
    return content >= _LEAST_CONTENT or (content > 0 and len(words) >= _LEAST_WORDS)


def _run_at(part: Sequence[str], long: Sequence[str]) -> int | None:
    width, part = len(part), tuple(part)
    return next((n for n in range(len(long) - width + 1) if tuple(long[n : n + width]) == part), None)
