"""Who stands right beside the cue of a quotation, where the taggers found none.

“…,” noted a report by the board. The mayor went on by saying, “…” “…,” a voice in the film states.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from gloss.annotate.attribution.rules import Found, Page, Taken, opens_sentence
from gloss.model import TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SCORE = 0.75
LONGEST_FRAME = 8
"""Words that may stand between a quotation and the verb behind its subject."""

_STEMS = (
    "add|announce|answer|argue|ask|claim|conclude|continue|declare|explain|insist|joke|note|observe|"
    "recall|remark|reply|report|shout|state|tweet|warn"
)
_SAYS = re.compile(rf"(?:says?|said|tells?|told|writes?|wrote|(?:{_STEMS})(?:s|es|d|ed)?|replie[sd])", re.I)
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_OPENS = _NOUNS | {"DET", "ADJ", "NUM"}
_INSIDE = _OPENS | {"PART", "ADP"}
_OBJECTS = frozenset({"it", "him", "her", "them", "me", "us", "himself", "herself", "themselves"})


def sourced(page: Page, found: list[Found]) -> list[Found]:
    """`found`, where a quotation has a cue but no source, with the noun that stands against the cue.

    A source that is but a mark counts as none; the noun behind the cue then is no part of what is said.
    """
    out = []
    for relation in found:
        marked = bool(relation.source) and not any(_has_word(page.text, s) for s in relation.source)
        source = _against(page, relation, marked=marked) if marked or not relation.source else None
        if source is None:
            out.append(replace(relation, source=()) if marked else relation)
            continue
        said = tuple(s for s in relation.content if s.end <= source.start or s.start >= source.end)
        out.append(replace(relation, source=(source,), content=said or relation.content, score=SCORE))
    return out


def _has_word(text: str, span: TextSpan) -> bool:
    return any(map(str.isalnum, text[span.start : span.end]))


def framed(page: Page, found: list[Found]) -> list[Found]:
    """Relations for quotations that end in a comma and have a subject and a verb of saying behind them."""
    taken = Taken(page.text, found)
    out = []
    for region in page.regions:
        comma = page.text[region.inner.start : region.outer.end + 1].rstrip("”\"'’ ").endswith(",")
        if not comma or taken.any(region.outer) or not opens_sentence(page.text, region.outer.start):
            continue
        frame = _frame(page.doc, region.outer.end)
        if frame is not None and not any(map(taken.any, frame)):
            source, cue = frame
            verb = page.doc.char_span(cue.start, cue.end, alignment_mode="expand")
            lemma = verb.lemma_ if verb else ""
            out.append(Found((source,), (cue,), (region.outer,), lemma, SCORE))
    return out


def _against(page: Page, relation: Found, *, marked: bool) -> TextSpan | None:
    """The noun right behind a cue that follows what is said, or right before one that comes first.

    Only for quotations, and for what has a mark for a source.
    """
    cue = relation.cue[0] if relation.cue else None
    words = page.doc.char_span(cue.start, relation.cue[-1].end, alignment_mode="expand") if cue else None
    if cue is None or words is None or not any(_SAYS.fullmatch(word.text) for word in words):
        return None
    said = [s for s in relation.content if marked or page.touching(s)]
    if any(0 <= cue.start - s.end <= 2 for s in said):
        return _noun_after(page.doc, words.end)
    if said and relation.content[0].start > cue.end and said[0] == relation.content[0]:
        return _noun_before(page.doc, words.start)
    return None


def _noun_after(doc: Doc, at: int) -> TextSpan | None:
    """The noun that begins at word `at`: “…,” noted a report for the board."""
    end = at
    while end < len(doc) and doc[end].pos_ in (_OPENS if end == at else _OPENS | {"PART"}):
        end += 1
    return _noun(doc, at, end)


def _noun_before(doc: Doc, at: int) -> TextSpan | None:
    """The noun that stands between the beginning of a sentence and word `at`."""
    start = at
    while start > 0 and doc[start - 1].pos_ in _INSIDE and not doc[start - 1].is_space:
        start -= 1
    opens = start == 0 or doc[start - 1].is_space or doc[start - 1].text in {".", "?", "!", "”", '"'}
    return _noun(doc, start, at) if opens else None


def _noun(doc: Doc, start: int, end: int) -> TextSpan | None:
    span = doc[start:end]
    nouns = [w for w in span if w.pos_ in _NOUNS]
    if not nouns or span.text.lower() in _OBJECTS:
        return None
    return TextSpan(span.start_char, span.end_char)


def _frame(doc: Doc, at: int) -> tuple[TextSpan, TextSpan] | None:
    """Subject and verb in the first words from character `at` on, without a mark between them."""
    start = bisect_left(doc, at, key=lambda word: word.idx)
    words: list[Token] = []
    for word in doc[start : start + LONGEST_FRAME + 1]:
        if word.is_punct or word.is_space:
            break
        if words and _SAYS.fullmatch(word.text):
            subject = _noun(doc, words[0].i, word.i) if words[0].pos_ in _OPENS else None
            return (subject, TextSpan(word.idx, word.idx + len(word))) if subject else None
        words.append(word)
    return None
