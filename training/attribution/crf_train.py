"""Fits a linear-chain conditional random field over hashed features, with numpy and scipy alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from gloss.annotate.attribution.crf import Batch, Weights, posterior

Keys = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Example:
    """One document: features by word, features by row, and sequences of labelled rows.

    A row is a word seen from a cue; `word` is the word of each row, `gold` its label. A model without
    cues has one row a word and no `row_keys`.
    """

    word_keys: Keys
    row_keys: Keys | None
    word: NDArray[np.int64]
    gold: NDArray[np.int64]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Settings:
    labels: int
    epochs: int = 8
    rate: float = 0.15
    decay: float = 0.0005
    dropout: float = 0.1
    rarest: int = 3
    documents: int = 3
    seed: int = 1
    keep: int | None = None
    polish: int = 2


@dataclass(slots=True)
class _Chunk:
    """A few examples, their features numbered within the chunk; `features` are rows of all weights."""

    features: NDArray[np.int64]
    words: tuple[NDArray[np.int32], NDArray[np.int64]]
    rows: tuple[NDArray[np.int32], NDArray[np.int64]] | None
    word: NDArray[np.int64]
    gold: NDArray[np.int64]
    batch: Batch


def vocabulary(examples: Sequence[Example], rarest: int) -> Keys:
    """The keys that occur at least `rarest` times, sorted."""
    every = [e.word_keys.ravel() for e in examples]
    every += [e.row_keys.ravel() for e in examples if e.row_keys is not None]
    joined = np.concatenate(every)
    joined.sort()
    bounds = np.flatnonzero(np.concatenate(([True], joined[1:] != joined[:-1])))
    counts = np.diff(np.append(bounds, len(joined)))
    kept: Keys = joined[bounds[counts >= rarest]]
    return kept


def fit(
    examples: Sequence[Example],
    settings: Settings,
    keys: Keys | None = None,
    report: Callable[[str], None] | None = None,
) -> Weights:
    """Weights fitted to `examples` by AdaGrad with feature dropout, averaged over the later epochs.

    `keys` are the features to learn, by default those that are frequent enough. With `keep`, only so
    many of the heaviest are kept and trained a little longer by themselves. The same input gives the
    same weights.
    """
    if keys is None:
        keys = vocabulary(examples, settings.rarest)
    state = _State.new(len(keys), settings)
    rates = [settings.rate * (1 - epoch / (settings.epochs + 1)) for epoch in range(settings.epochs)]
    _epochs(state, _chunks(examples, keys, settings), rates, report)
    if settings.keep is not None and settings.keep < len(keys):
        heavy = state.heaviest(settings.keep)
        keys, state = keys[heavy], state.only(heavy)
        _epochs(state, _chunks(examples, keys, settings), rates[-1:] * settings.polish, report)
    return state.averaged(keys)


def _epochs(
    state: _State, chunks: list[_Chunk], rates: list[float], report: Callable[[str], None] | None
) -> None:
    random = np.random.default_rng(state.settings.seed)
    for epoch, rate in enumerate(rates):
        loss = sum(state.learn(chunks[n], rate, random) for n in random.permutation(len(chunks)))
        if epoch >= len(rates) // 2:
            state.remember()
        if report:
            report(f"epoch {epoch + 1}: {len(state.values)} features, loss {loss / len(chunks):.1f} a step")


def _chunks(examples: Sequence[Example], keys: Keys, settings: Settings) -> list[_Chunk]:
    order = np.random.default_rng(settings.seed).permutation(len(examples))
    size = settings.documents
    groups = [[examples[i] for i in order[at : at + size]] for at in range(0, len(order), size)]
    return [_chunk(group, keys) for group in groups if sum(len(e.starts) for e in group)]


def _chunk(group: list[Example], keys: Keys) -> _Chunk:
    words = _known(np.concatenate([e.word_keys for e in group]), keys)
    rows = None
    row_parts = [e.row_keys for e in group if e.row_keys is not None]
    if row_parts:
        rows = _known(np.concatenate(row_parts), keys)
    every = words[0] if rows is None else np.concatenate([words[0], rows[0]])
    features, local = np.unique(every, return_inverse=True)
    numbers = local.astype(np.int32)
    split = len(words[0])
    word_at = np.cumsum([0] + [len(e.word_keys) for e in group])
    row_at = np.cumsum([0] + [len(e.gold) for e in group])
    return _Chunk(
        features=features.astype(np.int64),
        words=(numbers[:split], words[1]),
        rows=None if rows is None else (numbers[split:], rows[1]),
        word=np.concatenate([e.word + at for e, at in zip(group, word_at, strict=False)]),
        gold=np.concatenate([e.gold for e in group]),
        batch=Batch.of(
            np.concatenate([e.starts + at for e, at in zip(group, row_at, strict=False)]),
            np.concatenate([e.lengths for e in group]),
        ),
    )


def _known(found: Keys, keys: Keys) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Numbers of the known keys of each row, row after row, and where each row begins."""
    place = np.searchsorted(keys, found)
    place[place == len(keys)] = 0
    known = keys[place] == found
    return place[known], np.concatenate(([0], np.cumsum(known.sum(axis=1))))


@dataclass(slots=True)
class _State:
    settings: Settings
    values: NDArray[np.float32]
    squares: NDArray[np.float32]
    chain: NDArray[np.float64]
    chain_squares: NDArray[np.float64]
    summed: NDArray[np.float32]
    summed_chain: NDArray[np.float64]
    remembered: int = 0

    @classmethod
    def new(cls, features: int, settings: Settings) -> _State:
        shape, chain = (features, settings.labels), (settings.labels + 2, settings.labels)
        return cls(
            settings,
            np.zeros(shape, np.float32),
            np.full(shape, 0.1, np.float32),
            np.zeros(chain),
            np.full(chain, 1.0),
            np.zeros(shape, np.float32),
            np.zeros(chain),
        )

    def learn(self, chunk: _Chunk, rate: float, random: np.random.Generator) -> float:
        """One step on one chunk; returns its loss before the step."""
        values = self.values[chunk.features]
        words = self._matrix(chunk.words, len(chunk.features), random)
        scores = (words @ values)[chunk.word]
        rows = None
        if chunk.rows is not None:
            rows = self._matrix(chunk.rows, len(chunk.features), random)
            scores = scores + rows @ values
        weights = self._weights(np.zeros(0, np.uint32), values[:0], self.chain)
        found = posterior(weights, scores.astype(np.float32), chunk.batch)
        place = chunk.batch.place[chunk.batch.place >= 0]
        error = np.zeros(scores.shape, np.float32)
        error[place] = -found.nodes[place]
        error[place, chunk.gold[place]] += 1
        pull = words.T @ _summed_by_word(error, chunk.word, words.shape[0])
        if rows is not None:
            pull = pull + rows.T @ error
        pull = pull - self.settings.decay * values
        squares = self.squares[chunk.features] + pull * pull
        self.squares[chunk.features] = squares
        self.values[chunk.features] = values + rate * pull / np.sqrt(squares)
        return self._learn_chain(chunk, found.nodes, found.steps, rate) + float(
            found.totals.sum() - scores[place, chunk.gold[place]].sum()
        )

    def _matrix(
        self, part: tuple[NDArray[np.int32], NDArray[np.int64]], width: int, random: np.random.Generator
    ) -> Any:
        """The features of some rows, a share of them dropped and the others scaled up for it."""
        keep = random.random(len(part[0]), dtype=np.float32) >= self.settings.dropout
        kept = part[0][keep]
        starts = np.concatenate(([0], np.cumsum(keep)))[part[1]]
        data = np.full(len(kept), 1 / (1 - self.settings.dropout), np.float32)
        return csr_matrix((data, kept, starts), shape=(len(part[1]) - 1, width))

    def _learn_chain(
        self, chunk: _Chunk, nodes: NDArray[np.float32], steps: NDArray[np.float64], rate: float
    ) -> float:
        labels = self.settings.labels
        first = chunk.batch.place[:, 0]
        last = np.take_along_axis(chunk.batch.place, chunk.batch.lengths[:, None] - 1, axis=1)[:, 0]
        inner = chunk.batch.place[:, 1:]
        before = chunk.batch.place[:, :-1][inner >= 0]
        taken = np.zeros((labels, labels))
        np.add.at(taken, (chunk.gold[before], chunk.gold[inner[inner >= 0]]), 1)
        pull = np.zeros_like(self.chain)
        pull[:labels] = taken - steps
        pull[labels] = np.bincount(chunk.gold[first], minlength=labels) - nodes[first].sum(axis=0)
        pull[labels + 1] = np.bincount(chunk.gold[last], minlength=labels) - nodes[last].sum(axis=0)
        gained = float(
            (taken * self.chain[:labels]).sum()
            + self.chain[labels, chunk.gold[first]].sum()
            + self.chain[labels + 1, chunk.gold[last]].sum()
        )
        self.chain_squares += pull * pull
        self.chain += rate * pull / np.sqrt(self.chain_squares)
        return -gained

    def remember(self) -> None:
        self.summed += self.values
        self.summed_chain += self.chain
        self.remembered += 1

    def heaviest(self, count: int) -> NDArray[np.int64]:
        """The rows of the `count` features of greatest weight, in order."""
        weight = np.abs(self.summed).max(axis=1, initial=0)
        heavy: NDArray[np.int64] = np.sort(np.argsort(-weight, kind="stable")[:count])
        return heavy

    def only(self, features: NDArray[np.int64]) -> _State:
        """The same state for some features alone, with nothing remembered yet."""
        fresh = _State.new(len(features), self.settings)
        fresh.values, fresh.squares = self.values[features], self.squares[features]
        fresh.chain, fresh.chain_squares = self.chain, self.chain_squares
        return fresh

    def averaged(self, keys: Keys) -> Weights:
        """The mean over the remembered epochs, without features of no weight."""
        values = self.summed / max(self.remembered, 1)
        heavy = np.abs(values).max(axis=1, initial=0) > 0
        return self._weights(keys[heavy], values[heavy], self.summed_chain / max(self.remembered, 1))

    def _weights(self, keys: Keys, values: NDArray[np.float32], chain: NDArray[np.float64]) -> Weights:
        labels = self.settings.labels
        parts = chain.astype(np.float32)
        return Weights(keys, values, parts[labels], parts[:labels], parts[labels + 1])


def _summed_by_word(error: NDArray[np.float32], word: NDArray[np.int64], words: int) -> NDArray[np.float32]:
    rows = np.arange(len(word))
    ones = np.ones(len(word), np.float32)
    summed: NDArray[np.float32] = csr_matrix((ones, (word, rows)), shape=(words, len(word))) @ error
    return summed
