"""Words that may attribute: candidates for cues, from the label probabilities of the first tagger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gloss.annotate.attribution.crf import Batch, posterior

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gloss.annotate.attribution.crf import Floats, Weights
    from gloss.annotate.attribution.tokens import Ints, Tokens

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
BEGIN_SOURCE, IN_SOURCE, BEGIN_CUE, IN_CUE, BEGIN_CONTENT, IN_CONTENT = range(1, 7)

LONGEST = 400
"""Words after which a paragraph is cut in two for the tagger, so that memory stays bounded."""

LEAST_LIKELY = 0.12
"""Probability under which a word is no candidate: low, since the second tagger rejects what is none."""


@dataclass(frozen=True, slots=True)
class Cues:
    """Candidate cues in text order: first and last word (inclusive), head word, probability."""

    first: Ints
    last: Ints
    head: Ints
    likely: Floats

    def __len__(self) -> int:
        return len(self.first)

    def part(self, start: int, end: int) -> Cues:
        """The candidates from number `start` up to `end`."""
        these = slice(start, end)
        return Cues(self.first[these], self.last[these], self.head[these], self.likely[these])


def paragraphs(tokens: Tokens) -> tuple[Ints, Ints]:
    """Starts and lengths of the first tagger's sequences: paragraphs, the longest cut in pieces."""
    here = np.arange(len(tokens))
    changed = np.ones(len(tokens), dtype=bool)
    changed[1:] = tokens.paragraph[1:] != tokens.paragraph[:-1]
    since = here - np.maximum.accumulate(np.where(changed, here, 0))
    starts = np.flatnonzero(since % LONGEST == 0)
    return starts, np.diff(np.append(starts, len(tokens)))


def tagged(tokens: Tokens, keys: NDArray[np.uint32], weights: Weights) -> Floats:
    """Probabilities of shape (words, LABELS); `keys` are the words' context features."""
    return posterior(weights, weights.scores(keys), Batch.of(*paragraphs(tokens))).nodes


def candidates(tokens: Tokens, nodes: Floats, least: float = LEAST_LIKELY) -> Cues:
    """Runs of words that are a cue with a probability of `least` or more, by `tagged`."""
    likely = nodes[:, BEGIN_CUE] + nodes[:, IN_CUE]
    on = likely >= least
    before = np.zeros(len(on), dtype=bool)
    before[1:] = on[:-1] & (tokens.paragraph[1:] == tokens.paragraph[:-1])
    begins = on & (~before | (nodes[:, BEGIN_CUE] > nodes[:, IN_CUE]))
    first = np.flatnonzero(begins)
    number = np.cumsum(begins) - 1
    members = np.flatnonzero(on)
    last = np.zeros(len(first), dtype=np.int64)
    np.maximum.at(last, number[members], members)
    best = np.zeros(len(first), dtype=np.float32)
    np.maximum.at(best, number[members], likely[members])
    heads = [cue_head(tokens, int(a), int(b)) for a, b in zip(first, last, strict=True)]
    return Cues(first, last, np.array(heads, dtype=np.int64), best)


def cue_head(tokens: Tokens, first: int, last: int) -> int:
    """The word of the span that hangs on a word outside it; of several, the one with the largest subtree."""
    span = range(first, last + 1)
    tops = [i for i in span if not first <= tokens.head[i] <= last or tokens.head[i] == i]
    return max(tops or span, key=lambda i: (tokens.right[i] - tokens.left[i], -i))
