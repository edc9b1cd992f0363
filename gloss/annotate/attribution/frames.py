"""The second tagger: which of the words around one cue are its source and its content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gloss.annotate.attribution.crf import Batch, best_paths, posterior

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gloss.annotate.attribution.crf import Floats, Weights
    from gloss.annotate.attribution.tokens import Ints
    from gloss.annotate.attribution.windows import Rows

LABELS = ("O", "B-source", "I-source", "cue", "B-content", "I-content")
OTHER, BEGIN_SOURCE, IN_SOURCE, CUE, BEGIN_CONTENT, IN_CONTENT = range(6)


CERTAIN = np.float32(30.0)
"""Added to the score of a label that must be taken."""

SOURCES = (BEGIN_SOURCE, IN_SOURCE)
CONTENTS = (BEGIN_CONTENT, IN_CONTENT)


@dataclass(frozen=True, slots=True)
class Read:
    """Label and label probabilities of every row; for each cue how likely it has content, and source."""

    labels: Ints
    nodes: Floats
    valid: Floats
    sourced: Floats


def read(
    rows: Rows,
    word_scores: Floats,
    row_keys: NDArray[np.uint32],
    weights: Weights,
    least_sourced: float,
) -> Read:
    """Labels of the rows. `word_scores` are those of the context features of all words.

    Every cue is read with its likeliest content, however unlikely, and with its likeliest source if
    there is one with a probability of `least_sourced` or more.
    """
    batch = Batch.of(rows.starts, rows.lengths)
    scores = word_scores[rows.first] + weights.scores(row_keys)
    found = posterior(weights, scores, batch)
    valid = 1 - _without(weights, scores, batch, CONTENTS, found.totals)
    sourced = 1 - _without(weights, scores, batch, SOURCES, found.totals)
    forced = _forced(rows, scores, found.nodes, CONTENTS, np.ones(len(valid), dtype=bool))
    forced = _forced(rows, forced, found.nodes, SOURCES, sourced >= least_sourced)
    return Read(best_paths(weights, forced, batch), found.nodes, valid, sourced)


def _without(
    weights: Weights, scores: Floats, batch: Batch, labels: tuple[int, ...], totals: NDArray[np.float64]
) -> Floats:
    """For each sequence the probability that none of its rows has one of `labels`."""
    empty = scores.copy()
    empty[:, labels] = -CERTAIN * 2
    without: Floats = np.exp(np.minimum(posterior(weights, empty, batch).totals - totals, 0)).astype(
        np.float32
    )
    return without


def _forced(
    rows: Rows, scores: Floats, nodes: Floats, labels: tuple[int, ...], wanted: NDArray[np.bool_]
) -> Floats:
    """`scores` with the likeliest row for `labels` made certain, in each sequence that is `wanted`."""
    out = scores.copy()
    likely = nodes[:, labels].sum(axis=1)
    for start, length in zip(rows.starts[wanted], rows.lengths[wanted], strict=True):
        row = start + int(np.argmax(likely[start : start + length]))
        out[row, labels] += CERTAIN
    return out
