"""Gold relations as labels: of words for the first tagger, of rows around a cue for the second."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gloss.annotate.attribution import cues as first
from gloss.annotate.attribution import frames as second
from gloss.annotate.attribution.cues import Cues
from gloss.annotate.attribution.tokens import Tokens
from gloss.annotate.attribution.windows import Rows
from gloss.model import Spans
from training.attribution.corpus import GoldRelation

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class WordRelation:
    """A gold relation by the numbers of its words."""

    source: Ints
    cue: Ints
    content: Ints


def by_word(tokens: Tokens, relations: tuple[GoldRelation, ...]) -> tuple[WordRelation, ...]:
    """The relations over `tokens`; a span takes every word it touches."""
    return tuple(
        WordRelation(_words(tokens, r.source), _words(tokens, r.cue), _words(tokens, r.content))
        for r in relations
    )


def _words(tokens: Tokens, spans: Spans) -> Ints:
    chosen = np.zeros(len(tokens), dtype=bool)
    for span in spans:
        low = np.searchsorted(tokens.end, span.start, side="right")
        high = np.searchsorted(tokens.start, span.end, side="left")
        chosen[low:high] = True
    return np.flatnonzero(chosen)


def word_labels(tokens: Tokens, relations: tuple[WordRelation, ...]) -> Ints:
    """Labels of the first tagger, one a word; where roles clash, the cue has it, then the source."""
    labels = np.zeros(len(tokens), dtype=np.int64)
    for relation in relations:
        roles = (
            (relation.content, first.BEGIN_CONTENT),
            (relation.source, first.BEGIN_SOURCE),
            (relation.cue, first.BEGIN_CUE),
        )
        for words, begin in roles:
            if len(words):
                labels[words] = np.where(np.diff(words, prepend=-2) > 1, begin, begin + 1)
    return labels


def matched(cues: Cues, relations: tuple[WordRelation, ...]) -> list[WordRelation | None]:
    """For each candidate the relation whose cue it shares most words with."""
    out: list[WordRelation | None] = []
    for low, high in zip(cues.first, cues.last, strict=True):
        shared = [int(((r.cue >= low) & (r.cue <= high)).sum()) for r in relations]
        best = int(np.argmax(shared)) if shared else 0
        out.append(relations[best] if shared and shared[best] else None)
    return out


def row_labels(cues: Cues, rows: Rows, relations: list[WordRelation | None], words: int) -> Ints:
    """Labels of the second tagger, one a row; a quotation has the role of most of its words."""
    labels = np.zeros(len(rows), dtype=np.int64)
    labels[(rows.first >= cues.first[rows.cue]) & (rows.last <= cues.last[rows.cue])] = second.CUE
    for number, relation in enumerate(relations):
        if relation is None:
            continue
        part = slice(int(rows.starts[number]), int(rows.starts[number] + rows.lengths[number]))
        for role, begin in ((relation.source, second.BEGIN_SOURCE), (relation.content, second.BEGIN_CONTENT)):
            chosen = _mostly(rows, part, role, words)
            follows = np.concatenate(([False], chosen[:-1]))
            labels[part] = np.where(chosen, np.where(follows, begin + 1, begin), labels[part])
    return labels


def _mostly(rows: Rows, part: slice, role: Ints, words: int) -> NDArray[np.bool_]:
    flags = np.zeros(words + 1, dtype=np.int64)
    flags[role + 1] = 1
    sums = np.cumsum(flags)
    low, high = rows.first[part], rows.last[part] + 1
    chosen: NDArray[np.bool_] = (sums[high] - sums[low]) * 2 > high - low
    return chosen
