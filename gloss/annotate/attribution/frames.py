"""The second tagger: which of the words around one cue are its source and its content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gloss.annotate.attribution.crf import Batch, best_paths, posterior

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gloss.annotate.attribution.crf import Floats, Weights
    from gloss.annotate.attribution.windows import Ints, Rows

LABELS = ("O", "B-source", "I-source", "cue", "B-content", "I-content")
OTHER, BEGIN_SOURCE, IN_SOURCE, CUE, BEGIN_CONTENT, IN_CONTENT = range(6)


@dataclass(frozen=True, slots=True)
class Read:
    """Label and label probabilities of every row; for each cue the probability that it has content."""

    labels: Ints
    nodes: Floats
    valid: Floats


def read(rows: Rows, word_keys: NDArray[np.uint32], row_keys: NDArray[np.uint32], weights: Weights) -> Read:
    """Labels of the rows. `word_keys` are the context features of all words, `row_keys` those of rows."""
    batch = Batch.of(rows.starts, rows.lengths)
    scores = weights.scores(word_keys)[rows.first] + weights.scores(row_keys)
    found = posterior(weights, scores, batch)
    empty = scores.copy()
    empty[:, (BEGIN_CONTENT, IN_CONTENT)] = -60.0
    without = posterior(weights, empty, batch)
    valid = 1 - np.exp(np.minimum(without.totals - found.totals, 0))
    return Read(best_paths(weights, scores, batch), found.nodes, valid.astype(np.float32))
