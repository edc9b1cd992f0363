"""How sure a source is: a logistic curve over the reader's evidence, fitted on held-out documents."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from gloss.annotate.attribution.reader import Raw
from gloss.annotate.attribution.tokens import Tokens
from training.attribution.gold import WordRelation

STRENGTH = 1.0
"""Weight of the penalty on large factors."""


def verdict(tokens: Tokens, raw: Raw, relations: tuple[WordRelation, ...]) -> bool | None:
    """Whether the source of `raw` is that of the gold relation it meets; None where it meets none.

    A relation is met where the contents share at least half of their words. Sources agree when the
    last word of either one's first part lies in the other, or when both are absent.
    """
    mine = set(raw.content.tolist())
    for relation in relations:
        theirs = set(relation.content.tolist())
        if len(mine & theirs) * 2 >= len(mine | theirs):
            if not len(raw.source) or not len(relation.source):
                return len(raw.source) == len(relation.source)
            return _top(tokens, raw.source) in relation.source and _top(tokens, relation.source) in raw.source
    return None


def _top(tokens: Tokens, words: NDArray[np.int64]) -> int:
    """The syntactic head of some words: the one that hangs on a word outside them."""
    inside = set(words.tolist())
    tops = [w for w in words.tolist() if int(tokens.head[w]) not in inside or tokens.head[w] == w]
    return max(tops or words.tolist(), key=lambda w: (tokens.right[w] - tokens.left[w], -w))


def calibration(evidence: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[float, ...]:
    """Factors and constant of the logistic curve that best explains which sources were `right`."""
    inputs = np.hstack([evidence, np.ones((len(evidence), 1))])
    sign = np.where(right, 1.0, -1.0)

    def loss(factors: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = sign * (inputs @ factors)
        wrong = 1 / (1 + np.exp(np.clip(margin, -500, 500)))
        value = np.logaddexp(0, -margin).sum() + STRENGTH * (factors[:-1] ** 2).sum() / 2
        slope = -(inputs * (sign * wrong)[:, None]).sum(axis=0)
        slope[:-1] += STRENGTH * factors[:-1]
        return float(value), slope

    found = minimize(loss, np.zeros(inputs.shape[1]), jac=True, method="L-BFGS-B")
    return tuple(round(float(factor), 5) for factor in found.x)
