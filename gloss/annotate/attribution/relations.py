"""From the component's records and the quotation regions to the relations of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from gloss.annotate.relation import QuoteRegion, Relation
from gloss.model import AttributionKind, Spans, TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc

RECORDS = "gloss_attribution"

SNAP_SHARE = 0.6
"""A content that holds this share of a quotation's words holds all of it."""

SENTENCE_WORDS = 4
"""Words from which on a quotation that is a sentence of its own is a statement."""

LONG_WORDS = 9
"""Words from which on a quotation inside the reporter's sentence is a statement, if it has a verb."""

ALONE_SCORE = 0.8
EMBEDDED_SCORE = 0.4
"""How sure we are that nobody is named for a quotation that stands alone, or inside a sentence."""

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_VERBS = frozenset(("VERB", "AUX"))


def relations(doc: Doc, regions: tuple[QuoteRegion, ...]) -> tuple[Relation, ...]:
    """Attribution relations of one article in the order of their contents, never nested.

    `doc` has been through the component `gloss_attribution`; spans are code-point offsets into its
    text. A quotation of a statement's length that no content covers is a relation without source and
    cue. Contents hold quotations whole, with their marks; a paragraph that opens again goes to whom
    the one before it belongs.
    """
    records: list[Any] = doc.user_data.get(RECORDS, [])
    text = doc.text
    contents = [_spans(record["content"]) for record in records]
    for number in range(len(contents)):
        others = [s for n, c in enumerate(contents) if n != number for s in c]
        contents[number] = _snapped(text, contents[number], regions, others)
    _continue(text, contents, regions)
    found = [
        Relation(
            kind=_kind(text, content, regions),
            content=content,
            source=_spans(record["source"]) or None,
            cue=_spans(record["cue"]) or None,
            cue_lemma=record["cue_lemma"] or None,
            score=record["score"],
        )
        for record, content in zip(records, contents, strict=True)
    ]
    found += _floating(doc, regions, [span for content in contents for span in content])
    return tuple(sorted(found, key=lambda r: (r.content, r.cue or ())))


def _spans(ranges: Iterable[Iterable[int]]) -> Spans:
    return tuple(TextSpan(*pair) for pair in ranges)


def _words(text: str, span: TextSpan) -> int:
    return len(_WORD.findall(text, span.start, span.end))


def _overlap(span: TextSpan, other: TextSpan) -> TextSpan:
    start = max(span.start, other.start)
    return TextSpan(start, max(start, min(span.end, other.end)))


def _touching(regions: Iterable[QuoteRegion], spans: Spans) -> list[QuoteRegion]:
    return [r for r in regions if any(r.outer.overlaps(span) for span in spans)]


def _snapped(text: str, content: Spans, regions: tuple[QuoteRegion, ...], others: list[TextSpan]) -> Spans:
    """`content` with every quotation it nearly holds, whole, unless another content has a part of it."""
    spans = list(content)
    for region in _touching(regions, content):
        held = sum(_words(text, _overlap(region.inner, span)) for span in content)
        if held < SNAP_SHARE * _words(text, region.inner):
            continue
        if not any(region.outer.overlaps(other) for other in others):
            spans.append(region.outer)
    return _joined(text, spans)


def _joined(text: str, spans: list[TextSpan]) -> Spans:
    """The union of `spans`; those parted by nothing but white space are one."""
    out: list[TextSpan] = []
    for span in sorted(spans):
        if out and (span.start <= out[-1].end or not text[out[-1].end : span.start].strip()):
            out[-1] = TextSpan(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def _continue(text: str, contents: list[Spans], regions: tuple[QuoteRegion, ...]) -> None:
    """Give a region that continues the one before it to the content that holds that one."""
    for before, region in zip(regions, regions[1:], strict=False):
        if not region.continues or any(region.outer.overlaps(s) for c in contents for s in c):
            continue
        for number, content in enumerate(contents):
            if any(before.outer.overlaps(span) for span in content):
                contents[number] = tuple(sorted((*content, region.outer)))
                break


def _kind(text: str, content: Spans, regions: tuple[QuoteRegion, ...]) -> AttributionKind:
    words = sum(_words(text, span) for span in content)
    touching = _touching(regions, content)
    quoted = sum(_words(text, _overlap(r.inner, span)) for r in touching for span in content)
    return "indirect" if not quoted else "direct" if quoted >= words else "mixed"


# --- quotations that nobody is credited with -----------------------------------------------------


def _floating(doc: Doc, regions: tuple[QuoteRegion, ...], covered: list[TextSpan]) -> list[Relation]:
    """Statements in quotation marks that no content covers; what continues one belongs to it."""
    groups: list[tuple[list[TextSpan], float]] = []
    last: QuoteRegion | None = None
    for region in regions:
        if any(region.outer.overlaps(span) for span in covered):
            last = None
            continue
        if region.continues and last is not None and groups:
            groups[-1][0].append(region.outer)
            last = region
            continue
        score = _statement_score(doc, region)
        last = region if score else None
        if score:
            groups.append(([region.outer], score))
    return [Relation(_kind(doc.text, tuple(g), regions), tuple(g), score=score) for g, score in groups]


def _statement_score(doc: Doc, region: QuoteRegion) -> float:
    """0 for a term; else how sure it is that the statement in `region` is nobody's by the text."""
    words = _words(doc.text, region.inner)
    span = doc.char_span(region.inner.start, region.inner.end, alignment_mode="contract")
    if span is None or words < SENTENCE_WORDS:
        return 0.0
    first, last = doc[span.start], doc[span.end - 1]
    opens = first.text[:1].isupper() or first.text in {"…", "..."}
    if opens and last.text[-1:] in ".!?…" and _starts_sentence(doc, region):
        return ALONE_SCORE
    has_verb = any(token.pos_ in _VERBS for token in span)
    return EMBEDDED_SCORE if words >= LONG_WORDS and has_verb else 0.0


def _starts_sentence(doc: Doc, region: QuoteRegion) -> bool:
    """Whether nothing but an ended sentence or a paragraph's edge stands before the region."""
    before = doc.text[max(0, region.outer.start - 40) : region.outer.start]
    line = before.rpartition("\n")[2].rstrip()
    return not line or line[-1] in '.!?…”"’'
