"""What the finders of one article hand to each other before speakers are resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gloss.model import AttributionKind, Spans, TextSpan


@dataclass(frozen=True, slots=True)
class QuoteRegion:
    """One stretch inside quotation marks, within one paragraph.

    `outer` includes the marks, `inner` does not; they share an end where the closing mark is
    missing. `continues` is True where the region goes on with the speech of the region before it
    (a paragraph that opens again after one that never closed). Nested single marks inside double
    ones are no regions of their own.
    """

    outer: TextSpan
    inner: TextSpan
    marks: Literal["double", "single"] = "double"
    closed: bool = True
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution before anybody knows which actor its source is.

    `score` is the calibrated probability that `source` (or its absence) is right. A quotation that
    stands alone has neither source nor cue. `cue_lemma` is the lemma of the cue's head.
    """

    kind: AttributionKind
    content: Spans
    source: Spans | None = None
    cue: Spans | None = None
    cue_lemma: str | None = None
    score: float = 0.5
