"""Set phrases of the page that no tagger needs to learn: who speaks by where the words stand.

Each rule adds a relation, or words to one, only for what no relation covers yet. What each brings is in
the table of training/attribution/README.md.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from gloss.model import Spans, TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from gloss.annotate.relation import QuoteRegion

_DASH = re.compile(r"\s*([―—–]|--)\s*(?=\S)")
_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w.’'-]*|de|van|von|al|bin|N|y)(?:[ \xa0]+(?:[^\W\d_a-z][\w.’'-]*|de|van|von|al|bin|y))*"
)
_LABEL = re.compile(r"[\s“”\"‘']*([^\W\d_a-z][^\W\d_a-z.’'-]+(?:[ \xa0][^\W\d_a-z.’'-]+){0,3})(:)\s+(?=\S)")
_LONGEST_NAME = 60
_SHORT_PARAGRAPH = 7
NEAR = 4
"""Relations before a quotation among which the one that it goes on with is looked for."""

DASH_SCORE, LABEL_SCORE, COLON_SCORE, SAME_SCORE = 0.9, 0.9, 0.85, 0.85


@dataclass(frozen=True, slots=True)
class Found:
    """One relation in the making: character spans, lemma of its cue, probability of its source."""

    source: Spans
    cue: Spans
    content: Spans
    cue_lemma: str
    score: float


@dataclass(frozen=True, slots=True)
class Page:
    """An article's Doc with its quotation regions and paragraphs, in text order."""

    doc: Doc
    text: str
    regions: tuple[QuoteRegion, ...]
    paragraphs: Spans

    def touching(self, span: TextSpan) -> tuple[QuoteRegion, ...]:
        """The regions that overlap `span`."""
        low = bisect_right(self.regions, span.start, key=lambda region: region.outer.end)
        high = bisect_left(self.regions, span.end, key=lambda region: region.outer.start)
        return self.regions[low:high]


class Taken:
    """Which characters of the text belong to a content already."""

    __slots__ = ("_taken",)

    def __init__(self, text: str, found: Iterable[Found]) -> None:
        self._taken = bytearray(len(text))
        for relation in found:
            for span in relation.content:
                self._taken[span.start : span.end] = b"\1" * (span.end - span.start)

    def any(self, span: TextSpan) -> bool:
        return self._taken.find(1, span.start, span.end) >= 0


def signed(page: Page, found: list[Found]) -> list[Found]:
    """Quotations signed with a dash and a name: “…” — Ilse Brandt."""
    text = page.text
    out: list[Found] = []
    taken = Taken(text, found)
    for region in page.regions:
        dash = _DASH.match(text, region.outer.end)
        name = _NAME.match(text, dash.end()) if dash else None
        if not dash or not name or not _ends_line(text, name.end()) or taken.any(region.outer):
            continue
        if name.end() - name.start() <= _LONGEST_NAME:
            source, cue = TextSpan(*name.span()), TextSpan(*dash.span(1))
            out.append(Found((source,), (cue,), (region.outer,), dash.group(1), DASH_SCORE))
    return out


def _ends_line(text: str, at: int) -> bool:
    rest = text[at : at + 3].lstrip(" \xa0.,")
    return not rest or rest[0] in '\n“”"‘'


def labelled(page: Page, found: list[Found]) -> list[Found]:
    """Transcripts: a paragraph that starts with a name in capitals and a colon, and what is said there.

    A paragraph without a label that stands in quotation marks goes on with the speaker before it.
    """
    text = page.text
    out: list[Found] = []
    taken = Taken(text, found)
    speaking = False
    for paragraph in page.paragraphs:
        label = _LABEL.match(text, paragraph.start, paragraph.end)
        if label:
            content = TextSpan(label.end(), paragraph.end)
            speaking = not taken.any(content)
            if speaking:
                source, cue = TextSpan(*label.span(1)), TextSpan(*label.span(2))
                out.append(Found((source,), (cue,), (content,), ":", LABEL_SCORE))
        else:
            speaking = speaking and text[paragraph.start] in '“"' and not taken.any(paragraph)
            if speaking and text[paragraph.start + 1 : paragraph.start + 2] != "(":
                out[-1] = replace(out[-1], content=(*out[-1].content, paragraph))
    return out


def announced(page: Page, found: list[Found]) -> list[Found]:
    """A paragraph that ends “… he said:”, and the quotation that is the next paragraph."""
    out: list[Found] = []
    taken = Taken(page.text, found)
    for before, paragraph in pairwise(page.paragraphs):
        region = next(iter(page.touching(paragraph)), None)
        if not page.text[before.start : before.end].rstrip().endswith(":") or region is None:
            continue
        if region.outer.start > paragraph.start + 1 or taken.any(region.outer):
            continue
        announcer = _announcer(page.doc, before)
        if announcer is not None:
            source, verb = announcer
            cue = TextSpan(verb.idx, verb.idx + len(verb))
            out.append(Found((source,), (cue,), (region.outer,), verb.lemma_, COLON_SCORE))
    return out


def _announcer(doc: Doc, paragraph: TextSpan) -> tuple[TextSpan, Token] | None:
    """Subject and verb that the colon at the paragraph's end follows, the verb at most six words before it.

    In a very short paragraph ("The Herald reports:") the parse may take the verb for a noun: there the
    last word is the verb, what stands before it the subject.
    """
    span = doc.char_span(paragraph.start, paragraph.end, alignment_mode="contract")
    words = [token for token in span if not token.is_space and token.text != ":"] if span else []
    for verb in reversed(words[-6:]):
        subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubj:pass"}), None)
        if verb.pos_ == "VERB" and subject is not None:
            whole = doc[subject.left_edge.i : subject.right_edge.i + 1]
            return TextSpan(whole.start_char, whole.end_char), verb
    named = len(words) > 1 and words[-2].pos_ in {"NOUN", "PROPN", "PRON"} and words[-1].text.islower()
    if named and len(words) <= _SHORT_PARAGRAPH:
        return TextSpan(words[0].idx, words[-2].idx + len(words[-2])), words[-1]
    return None


def going_on(page: Page, found: list[Found]) -> list[Found]:
    """`found` with quotations that are sentences of their own given to the speaker quoted before them.

    Only within a paragraph, and only where the sentence before it quotes: “…,” he said. “…”
    """
    out = list(found)
    taken = Taken(page.text, found)
    order = sorted((_extent(f).end, number) for number, f in enumerate(found) if f.source)
    for paragraph in page.paragraphs:
        for region in page.touching(paragraph):
            if taken.any(region.outer) or not _is_sentence(page.text, region, paragraph):
                continue
            place = bisect_right(order, (region.outer.start, len(out)))
            last = _quoted_last(page, out, [number for _, number in order[max(0, place - NEAR) : place]])
            if last is None or _extent(out[last]).start < paragraph.start:
                continue
            content = (*out[last].content, region.outer)
            out[last] = replace(out[last], content=content, score=min(out[last].score, SAME_SCORE))
    return out


def _quoted_last(page: Page, found: list[Found], numbers: list[int]) -> int | None:
    """The last of the relations, unless one that quotes has said more in the same sentence before it.

    “…,” said the mayor, who had argued that the bridge must go. “…” — the mayor was quoted, and goes on.
    """
    last = next((n for n in reversed(numbers) if quotes(page, found[n])), None)
    if last is None or numbers[-1] == last:
        return last
    cues = [span for number in numbers[numbers.index(last) :] for span in found[number].cue[:1]]
    between = all(_same_sentence(page.text, a, b) for a, b in pairwise(cues))
    return last if between and len(cues) > 1 else None


def standing_alone(page: Page, found: list[Found]) -> list[Found]:
    """`found` without quotations that stand alone, as sentences of their own, after a reported statement.

    He said the road was closed. “…” — nobody is named for the second sentence: it may be his, or not.
    """
    out = []
    for relation in found:
        alone = {region.outer for span in relation.content for region in page.touching(span)}
        alone = {span for span in alone if span in relation.content and _begins_sentence(page.text, span)}
        rest = tuple(span for span in relation.content if span not in alone)
        beside = any(_same_sentence(page.text, span, cue) for span in alone for cue in relation.cue)
        quoted = any(page.touching(span) for span in rest)
        keep = not alone or not rest or quoted or beside
        out.append(relation if keep else replace(relation, content=rest))
    return out


def opens_sentence(text: str, at: int) -> bool:
    """Whether nothing but an ended sentence or a paragraph's edge stands before character `at`."""
    line = text[max(0, at - 40) : at].rpartition("\n")[2].rstrip()
    return not line or line[-1] in ".!?…”\"’'"


def _begins_sentence(text: str, span: TextSpan) -> bool:
    before = text[max(0, span.start - 3) : span.start].rstrip()
    return before[-1:] in ".!?" and text[span.start + 1 : span.start + 2].isupper()


def _same_sentence(text: str, span: TextSpan, cue: TextSpan) -> bool:
    """Whether nothing that ends a sentence stands between a quotation and a cue."""
    between = text[span.end - 2 : cue.start] if cue.start >= span.end else text[cue.end : span.start]
    return not re.search(r"[.!?][”\"'’]*(?:\s|$)", between)


def _is_sentence(text: str, region: QuoteRegion, paragraph: TextSpan) -> bool:
    before = text[max(paragraph.start, region.outer.start - 9) : region.outer.start].rstrip()
    words = text[region.inner.start : region.inner.end]
    return before[-1:] in ".!?" and words[:1].isupper() and " " in words and words.rstrip()[-1:] in ".!?…"


def quotes(page: Page, relation: Found) -> bool:
    """Whether any of what is said stands in quotation marks."""
    return any(page.touching(span) for span in relation.content)


def _extent(relation: Found) -> TextSpan:
    spans = (*relation.content, *relation.source, *relation.cue)
    return TextSpan(min(s.start for s in spans), max(s.end for s in spans))
