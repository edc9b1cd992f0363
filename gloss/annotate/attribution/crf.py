"""A linear-chain conditional random field at run time: sparse weights, best paths, marginals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

IMPOSSIBLE = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by feature key: `keys` sorted, `values` of shape (keys, labels); the chain's own beside.

    `step[a, b]` is the weight of label b after label a.
    """

    keys: NDArray[np.uint32]
    values: Floats
    first: Floats
    step: Floats
    last: Floats

    def scores(self, keys: NDArray[np.uint32]) -> Floats:
        """Summed weights of shape (rows, labels) for `keys` of shape (rows, templates)."""
        out = np.zeros((len(keys), self.values.shape[1]), dtype=np.float32)
        if not len(self.keys):
            return out
        for column in keys.T:
            place = np.searchsorted(self.keys, column)
            place[place == len(self.keys)] = 0
            known = np.flatnonzero(self.keys[place] == column)
            out[known] += self.values[place[known]]
        return out

    def to_arrays(self, prefix: str) -> dict[str, NDArray[np.generic]]:
        """Arrays to store: values as one byte each, with a scale a label; keys as steps (they pack well)."""
        scale = np.maximum(np.abs(self.values).max(axis=0, initial=0.0), 1e-6) / 127
        return {
            f"{prefix}_steps": np.diff(self.keys, prepend=np.uint32(0)),
            f"{prefix}_values": np.round(self.values / scale).astype(np.int8),
            f"{prefix}_scale": scale.astype(np.float32),
            f"{prefix}_first": self.first,
            f"{prefix}_step": self.step,
            f"{prefix}_last": self.last,
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]], prefix: str) -> Weights:
        """The weights that `to_arrays` stored under `prefix`; KeyError if they are not there."""
        values = np.asarray(arrays[f"{prefix}_values"], dtype=np.float32)
        return cls(
            keys=np.cumsum(np.asarray(arrays[f"{prefix}_steps"], dtype=np.uint64)).astype(np.uint32),
            values=values * np.asarray(arrays[f"{prefix}_scale"], dtype=np.float32),
            first=np.asarray(arrays[f"{prefix}_first"], dtype=np.float32),
            step=np.asarray(arrays[f"{prefix}_step"], dtype=np.float32),
            last=np.asarray(arrays[f"{prefix}_last"], dtype=np.float32),
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """Sequences of different lengths, padded: `place[b, t]` is a row of the scores, -1 past the end."""

    place: NDArray[np.int64]
    lengths: NDArray[np.int64]

    @classmethod
    def of(cls, starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> Batch:
        """Sequence b covers the rows from `starts[b]` on, `lengths[b]` (at least one) of them."""
        steps = np.arange(int(lengths.max(initial=0)))
        place = np.where(steps < lengths[:, None], starts[:, None] + steps, -1)
        return cls(place, lengths)

    def padded(self, scores: Floats) -> Floats:
        return np.where((self.place >= 0)[:, :, None], scores[self.place], np.float32(0))


def best_paths(weights: Weights, scores: Floats, batch: Batch) -> NDArray[np.int64]:
    """The most probable label of every row of `scores` that `batch` covers (0 elsewhere)."""
    emitted = batch.padded(scores)
    count, steps, labels = emitted.shape
    back = np.zeros((count, steps, labels), dtype=np.int64)
    score = emitted[:, 0] + weights.first
    final = score + weights.last
    ends = np.where(batch.lengths == 1, final.argmax(axis=1), 0)
    for t in range(1, steps):
        through = score[:, :, None] + weights.step
        back[:, t] = through.argmax(axis=1)
        score = through.max(axis=1) + emitted[:, t]
        ended = batch.lengths == t + 1
        ends[ended] = (score + weights.last)[ended].argmax(axis=1)
    out = np.zeros(len(scores), dtype=np.int64)
    label = ends
    for t in range(steps - 1, -1, -1):
        running = batch.lengths > t
        label = np.where(running, label, ends)
        out[batch.place[running, t]] = label[running]
        previous = np.take_along_axis(back[:, t], label[:, None], axis=1)[:, 0]
        label = np.where(running, previous, ends)
    return out


@dataclass(frozen=True, slots=True)
class Posterior:
    """Label probabilities by row, expected label steps over all sequences, log partition sums."""

    nodes: Floats
    steps: NDArray[np.float64]
    totals: NDArray[np.float64]


def posterior(weights: Weights, scores: Floats, batch: Batch) -> Posterior:
    """Probabilities of the labels of every row of `scores` that `batch` covers (0 elsewhere)."""
    emitted = batch.padded(scores)
    _, steps, labels = emitted.shape
    peak = emitted.max(axis=2)
    psi = np.exp(emitted - peak[:, :, None]).astype(np.float64)
    step, last = np.exp(weights.step.astype(np.float64)), np.exp(weights.last.astype(np.float64))
    running = batch.place >= 0
    totals = np.where(running, peak, 0).astype(np.float64).sum(axis=1)
    forward = np.empty_like(psi)
    alpha = psi[:, 0] * np.exp(weights.first.astype(np.float64))
    for t in range(steps):
        if t:
            alpha = np.where(running[:, t, None], (alpha @ step) * psi[:, t], alpha)
        norm = alpha.sum(axis=1, keepdims=True)
        totals += np.log(norm[:, 0])
        alpha = forward[:, t] = alpha / norm
    totals += np.log(alpha @ last)
    nodes = np.zeros((len(scores), labels), dtype=np.float32)
    taken = np.zeros((labels, labels))
    beta = np.broadcast_to(last, alpha.shape)
    for t in range(steps - 1, -1, -1):
        here = running[:, t]
        joint = forward[:, t] * beta
        nodes[batch.place[here, t]] = (joint / joint.sum(axis=1, keepdims=True))[here]
        if t:
            ahead = beta * psi[:, t]
            behind = ahead @ step.T
            mass = (forward[:, t - 1] * behind).sum(axis=1)
            taken += forward[here, t - 1].T @ (ahead / mass[:, None])[here]
            beta = np.where(here[:, None], behind / behind.sum(axis=1, keepdims=True), beta)
    return Posterior(nodes, taken * step, totals)
