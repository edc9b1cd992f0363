"""Both taggers, one after the other: from the words of an article to raw attribution relations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from gloss.annotate.attribution import context, cues, frames, relative, windows
from gloss.annotate.attribution.crf import Weights
from gloss.annotate.attribution.frames import BEGIN_SOURCE, IN_SOURCE
from gloss.annotate.attribution.lexicon import Classes
from gloss.annotate.attribution.tokens import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from gloss.annotate.attribution.crf import Floats
    from gloss.annotate.attribution.tokens import Ints, Tokens
    from gloss.annotate.relation import QuoteRegion

    Words = NDArray[np.bool_]

QUOTED_SHARE = 0.5

CUES_AT_ONCE = 1500
"""Cues read in one go, so that memory stays bounded."""

LONGEST_NOUN = 6
"""Words from a noun within which its parts are looked for."""

HIGHEST_PART = 2
"""Steps from a part of a noun to the noun itself."""

EVIDENCE = 8
"""How many figures of evidence a relation has."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One relation as read: numbers of its words, and what speaks for it.

    `valid` is the probability that the cue attributes anything, `evidence` what the calibration of the
    source's probability is made from.
    """

    source: Ints
    cue: Ints
    content: Ints
    head: int
    valid: float
    evidence: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Trained weights: `words` of the first tagger, `rows` of the second; the rest is calibration.

    A relation counts when its probability reaches `least` (`least_quoted` where most of its content
    stands in quotation marks), a source is looked for when that of there
    being one reaches `least_sourced`. `calibration` holds one factor for each
    figure of evidence and a constant, for the logistic probability that the source is right.
    """

    words: Weights
    rows: Weights
    classes: Classes
    least: float = 0.8
    least_quoted: float = 0.6
    least_sourced: float = 0.2
    calibration: tuple[float, ...] = field(default=(0.0,) * EVIDENCE + (2.0,))

    def read(self, tokens: Tokens, regions: tuple[QuoteRegion, ...]) -> tuple[Raw, ...]:
        """Relations whose contents do not overlap, in the order of their contents."""
        if not len(tokens):
            return ()
        classes = self.classes.of(tokens.lemma)
        keys = context.features(tokens, regions, classes)
        nodes = cues.tagged(tokens, keys, self.words)
        found = cues.candidates(tokens, nodes)
        word_scores = self.rows.scores(keys)
        proposed: list[Raw] = []
        for start in range(0, len(found), CUES_AT_ONCE):
            some = found.part(start, start + CUES_AT_ONCE)
            rows = windows.windows(tokens, some)
            row_keys = relative.features(tokens, some, rows, nodes, classes)
            read = frames.read(rows, word_scores, row_keys, self.rows, self.least_sourced)
            proposed += self.proposed(tokens, some, rows, read)
        return settled(tokens, proposed)

    def proposed(self, tokens: Tokens, found: cues.Cues, rows: windows.Rows, read: frames.Read) -> list[Raw]:
        """What each cue says, if it is likely enough to attribute anything."""
        likely = np.flatnonzero(read.valid >= min(self.least, self.least_quoted))
        raws = [_raw(tokens, found, rows, read, int(cue)) for cue in likely]
        return [raw for raw in raws if raw is not None and raw.valid >= self._least(tokens, raw)]

    def _least(self, tokens: Tokens, raw: Raw) -> float:
        quoted = (tokens.region[raw.content] != OUTSIDE).mean() > QUOTED_SHARE
        return self.least_quoted if quoted else self.least

    def sureness(self, raw: Raw) -> float:
        """Calibrated probability that the source of `raw`, or its absence, is right."""
        total = sum(f * x for f, x in zip(self.calibration, (*raw.evidence, 1.0), strict=True))
        return float(1 / (1 + np.exp(-total)))

    def to_arrays(self) -> dict[str, NDArray[np.generic]]:
        """Everything as arrays, for one npz file."""
        return {
            **self.words.to_arrays("words"),
            **self.rows.to_arrays("rows"),
            **self.classes.to_arrays(),
            "least": np.array([self.least, self.least_quoted, self.least_sourced], dtype=np.float32),
            "calibration": np.array(self.calibration, dtype=np.float32),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Reader:
        """The reader that `to_arrays` stored; KeyError where an array is missing."""
        least, quoted, sourced = (float(x) for x in np.asarray(arrays["least"], dtype=np.float32))
        return cls(
            words=Weights.from_arrays(arrays, "words"),
            rows=Weights.from_arrays(arrays, "rows"),
            classes=Classes.from_arrays(arrays),
            least=least,
            least_quoted=quoted,
            least_sourced=sourced,
            calibration=tuple(float(x) for x in np.asarray(arrays["calibration"], dtype=np.float32)),
        )


def settled(tokens: Tokens, proposed: list[Raw]) -> tuple[Raw, ...]:
    """The relations in text order, the likeliest first served: one whose content is taken gives way."""
    taken = np.zeros(len(tokens), dtype=bool)
    kept: list[Raw] = []
    for raw in sorted(proposed, key=lambda raw: -raw.valid):
        if not taken[raw.content].any() and not taken[raw.cue].any():
            taken[raw.content] = True
            kept.append(raw)
    return tuple(sorted(kept, key=lambda raw: (int(raw.content[0]), int(raw.cue[0]))))


def _raw(tokens: Tokens, found: cues.Cues, rows: windows.Rows, read: frames.Read, cue: int) -> Raw | None:
    part = slice(int(rows.starts[cue]), int(rows.starts[cue] + rows.lengths[cue]))
    labels = read.labels[part]
    content = _words(rows, part, labels >= frames.BEGIN_CONTENT)
    if not len(content):
        return None
    source_rows = (labels == BEGIN_SOURCE) | (labels == IN_SOURCE)
    likely = read.nodes[part, BEGIN_SOURCE] + read.nodes[part, IN_SOURCE]
    taken = np.concatenate((content, np.arange(found.first[cue], found.last[cue] + 1)))
    return Raw(
        source=_whole_noun(tokens, _words(rows, part, source_rows), set(taken.tolist())),
        cue=np.arange(found.first[cue], found.last[cue] + 1),
        content=content,
        head=int(found.head[cue]),
        valid=float(read.valid[cue]),
        evidence=(
            *_source_evidence(likely, source_rows),
            _odds(float(read.valid[cue])),
            float((tokens.region[content] != OUTSIDE).mean()),
            _odds(float(found.likely[cue])),
        ),
    )


def _words(rows: windows.Rows, part: slice, chosen: Words) -> Ints:
    spans = zip(rows.first[part][chosen], rows.last[part][chosen], strict=True)
    return np.array([word for a, b in spans for word in range(a, b + 1)], dtype=np.int64)


def _whole_noun(tokens: Tokens, source: Ints, taken: set[int]) -> Ints:
    """`source` with the rest of the noun or name that it holds a part of, as far as it is not `taken`."""
    if not len(source):
        return source
    inside = set(source.tolist())
    top = max(inside, key=lambda w: (tokens.right[w] - tokens.left[w], -w))
    for _ in range(HIGHEST_PART):
        if not tokens.noun_part[top] or abs(int(tokens.head[top]) - top) > LONGEST_NOUN:
            break
        top = int(tokens.head[top])
    near = range(max(0, top - LONGEST_NOUN), min(len(tokens), top + LONGEST_NOUN + 1))
    parts = [w for w in near if tokens.noun_part[w] and tokens.head[w] == top]
    low, high = min([top, *parts, *inside]), max([top, *parts])
    added = {*range(low, high + 1)}
    if added & taken or (tokens.region[low : high + 1] != tokens.region[top]).any():
        return source
    return np.array(sorted(inside | added), dtype=np.int64)


def _source_evidence(likely: Floats, chosen: Words) -> tuple[float, ...]:
    """What tells a right source from a wrong one: how likely its rows are, and how likely the others."""
    if not chosen.any():
        best = _odds(1 - float(likely.max(initial=0)))
        return (best, best, 0.0, 1.0, best)
    others = _odds(float(likely[~chosen].max(initial=0)))
    return (_odds(float(likely[chosen].max())), _odds(float(likely[chosen].min())), others, 0.0, 0.0)


def _odds(probability: float) -> float:
    bounded = min(max(probability, 0.001), 0.999)
    return float(np.log(bounded / (1 - bounded)))
