"""From the component's records and the quotation regions to the relations of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gloss.annotate.attribution import answers, beside, plain, rules, tidy
from gloss.annotate.attribution.paragraphs import paragraphs
from gloss.annotate.attribution.rules import Found, Page, Taken
from gloss.annotate.quotes import is_so_called
from gloss.annotate.relation import QuoteRegion, Relation
from gloss.model import AttributionKind, Spans, TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc

RECORDS = "gloss_attribution"

SNAP_SHARE = 0.6
"""A content that holds this share of a quotation's words holds all of it."""

SENTENCE_WORDS = 4
"""Words from which on a quotation that is a sentence of its own is a statement."""

LONG_WORDS = 12
"""Words from which on a whole sentence quoted inside the reporter's is a statement, if it has a verb."""

ALONE_SCORE = 0.8
EMBEDDED_SCORE = 0.4
"""How sure we are that nobody is named for a quotation that stands alone, or inside a sentence."""

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_STOP = frozenset(".!?…")
_VERBS = frozenset(("VERB", "AUX"))


def relations(doc: Doc, regions: tuple[QuoteRegion, ...]) -> tuple[Relation, ...]:
    """Attribution relations of one article in the order of their contents, never nested.

    `doc` has been through the component `gloss_attribution`; spans are code-point offsets into its
    text. A quotation of a statement's length that no content covers is a relation without source and
    cue. Contents hold quotations whole, with their marks; a paragraph that opens again goes to whom
    the one before it belongs.
    """
    page = Page(doc, doc.text, regions, paragraphs(doc))
    found = [_found(record) for record in doc.user_data.get(RECORDS, ())]
    found = [plain.assured(page, tidy.whole(page.text, f)) for f in _snapped(page, found)]
    found = beside.sourced(page, rules.standing_alone(page, found))
    for rule in (rules.labelled, rules.signed, rules.announced, beside.framed):
        found += rule(page, found)
    found = answers.answered(page, found)
    found = [f for f in _continued(page, rules.going_on(page, found)) if not _is_term(page, f)]
    out = [
        Relation(
            kind=_kind(page, relation.content),
            content=relation.content,
            source=relation.source or None,
            cue=relation.cue or None,
            cue_lemma=relation.cue_lemma or None,
            score=relation.score,
        )
        for relation in found
    ]
    out += _floating(page, found)
    return tuple(sorted(out, key=lambda r: (r.content, r.cue or ())))


def _found(record: Any) -> Found:
    return Found(
        source=_spans(record["source"]),
        cue=_spans(record["cue"]),
        content=_spans(record["content"]),
        cue_lemma=record["cue_lemma"],
        score=record["score"],
    )


def _spans(ranges: Iterable[Iterable[int]]) -> Spans:
    return tuple(TextSpan(*pair) for pair in ranges)


def _words(text: str, span: TextSpan) -> int:
    return len(_WORD.findall(text, span.start, span.end))


def _shared(text: str, span: TextSpan, other: TextSpan) -> int:
    """Words that both spans hold."""
    return _words(text, TextSpan(max(span.start, other.start), min(span.end, other.end)))


def _snapped(page: Page, found: list[Found]) -> list[Found]:
    """`found` with every quotation a content nearly holds, whole, unless another content has part of it."""
    owners: dict[TextSpan, set[int]] = {}
    for number, relation in enumerate(found):
        for span in relation.content:
            for region in page.touching(span):
                owners.setdefault(region.outer, set()).add(number)
    out = []
    text = page.text
    for relation in found:
        spans = list(relation.content)
        for region in {r for span in spans for r in page.touching(span)}:
            if len(owners[region.outer]) > 1:
                continue
            held = sum(_shared(text, region.inner, span) for span in relation.content)
            if held >= SNAP_SHARE * _words(text, region.inner):
                spans.append(region.outer)
        out.append(replace(relation, content=_joined(text, spans)))
    return out


def _joined(text: str, spans: list[TextSpan]) -> Spans:
    """The union of `spans`; those parted by nothing but white space are one."""
    out: list[TextSpan] = []
    for span in sorted(spans):
        if out and (span.start <= out[-1].end or not text[out[-1].end : span.start].strip()):
            out[-1] = TextSpan(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def _continued(page: Page, found: list[Found]) -> list[Found]:
    """`found` with regions that continue the one before them given to the content that holds that one."""
    out = list(found)
    taken = Taken(page.text, found)
    owner = {r.outer: n for n, f in enumerate(found) for span in f.content for r in page.touching(span)}
    last: TextSpan | None = None
    for region in page.regions:
        if region.continues and last in owner and not taken.any(region.outer):
            number = owner[region.outer] = owner[last]
            out[number] = replace(out[number], content=(*out[number].content, region.outer))
        last = region.outer
    return [replace(relation, content=tuple(sorted(relation.content))) for relation in out]


def _is_term(page: Page, relation: Found) -> bool:
    """Whether all that somebody is credited with is a so-called term."""
    held = {r.outer for span in relation.content for r in page.touching(span) if is_so_called(page.text, r)}
    return bool(held) and all(any(outer.contains(span) for outer in held) for span in relation.content)


def _kind(page: Page, content: Spans) -> AttributionKind:
    text = page.text
    words = sum(_words(text, span) for span in content)
    quoted = sum(
        _shared(text, r.inner, span)
        for span in content
        for r in page.touching(span)
        if not is_so_called(text, r)
    )
    return "indirect" if not quoted else "direct" if quoted >= words else "mixed"


# --- quotations that nobody is credited with -----------------------------------------------------


def _floating(page: Page, found: list[Found]) -> list[Relation]:
    """Statements in quotation marks that no content covers; what continues one belongs to it."""
    groups: list[tuple[list[TextSpan], float]] = []
    taken = Taken(page.text, found)
    going_on = False
    for region in page.regions:
        if taken.any(region.outer):
            going_on = False
        elif region.continues and going_on:
            groups[-1][0].append(region.outer)
        else:
            score = _statement_score(page, region)
            going_on = score > 0
            if going_on:
                groups.append(([region.outer], score))
    return [Relation(_kind(page, tuple(group)), tuple(group), score=score) for group, score in groups]


def _statement_score(page: Page, region: QuoteRegion) -> float:
    """0 for a term; else how sure it is that the statement in `region` is nobody's by the text."""
    words = _words(page.text, region.inner)
    span = page.doc.char_span(region.inner.start, region.inner.end, alignment_mode="contract")
    if not span or words < SENTENCE_WORDS:
        return 0.0
    first, last = span[0], span[-1]
    opens = first.text[:1].isupper() or first.text in {"…", "..."}
    closing = last.text[-1:] + page.text[region.outer.end : region.outer.end + 1].strip()
    ends = not _STOP.isdisjoint(closing) or not region.closed
    if not opens or not ends:
        return 0.0
    if rules.opens_sentence(page.text, region.outer.start):
        return ALONE_SCORE
    has_verb = any(token.pos_ in _VERBS for token in span)
    return EMBEDDED_SCORE if words >= LONG_WORDS and has_verb else 0.0
