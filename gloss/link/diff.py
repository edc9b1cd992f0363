"""Word diffs between two printings of one utterance."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Literal

from gloss.link.words import Words, words_of
from gloss.model import Article, DiffPart, QuotedString, TextSpan

Op = Literal["equal", "replaced", "missing", "added"]
_OPS: dict[str, Op] = {"equal": "equal", "replace": "replaced", "delete": "missing", "insert": "added"}


def word_diff(
    full_in: Article, full: QuotedString, other_in: Article, other: QuotedString
) -> tuple[DiffPart, ...]:
    """The steps from the fullest printing to another, in order; case and kind of apostrophe do not count.

    The parts run from the first to the last of their words, so every word of both printings lies in
    exactly one part, and only spaces and punctuation lie between parts. Long strings are aligned on
    their one longest common run first, which is what a crop is.
    """
    a, b = words_of(full_in.text, full.span), words_of(other_in.text, other.span)
    matcher = SequenceMatcher(None, a.norms, b.norms, autojunk=False)
    return tuple(
        DiffPart(_OPS[op], _range(a, i1, i2, full.span), _range(b, j1, j2, other.span))
        for op, i1, i2, j1, j2 in matcher.get_opcodes()
    )


def _range(words: Words, first: int, last: int, within: TextSpan) -> TextSpan:
    """The range of the words; without words the empty range where they would stand."""
    if first < last:
        return words.between(first, last)
    at = words.spans[first].start if first < len(words) else within.end
    return TextSpan(at, at)
