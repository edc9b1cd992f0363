"""Denials and charges whose words nobody else has: "The army denied firing on the ship."

The taggers learn these verbs from few examples. Where one of them has a subject and an object of its
own, the object is what is denied or charged, whether or not anything is quoted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gloss.annotate.attribution.rules import Found, Held, Page
from gloss.model import TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Token

VERBS = frozenset({"deny", "reject", "dispute", "condemn", "denounce", "accuse"})
OBJECTS = frozenset({"obj", "ccomp", "xcomp"})
SUBJECTS = frozenset({"nsubj"})
PARTS = frozenset({"punct", "cc", "mark"})
SCORE = 0.9
LONGEST = 60
"""Words that a charge may have: more is a sentence misread."""


def answered(page: Page, found: list[Found]) -> list[Found]:
    """Relations for the verbs that attribute nothing yet and stand in no content."""
    held = Held(page.text, found)
    cues = {at for f in found for span in f.cue for at in range(span.start, span.end)}
    out = []
    for verb in page.doc:
        if verb.pos_ != "VERB" or verb.lemma_ not in VERBS or verb.idx in cues:
            continue
        relation = _relation(verb)
        if relation is not None and not any(
            map(held.any, (*relation.cue, *relation.source, *relation.content))
        ):
            out.append(relation)
    return out


def _relation(verb: Token) -> Found | None:
    """Who denies or charges what, by the tree; None where either is missing or the verb is no finite one."""
    subject = _only(verb, SUBJECTS)
    content = _content(verb)
    if subject is None or content is None or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    whole = verb.doc[subject.left_edge.i : subject.right_edge.i + 1]
    source = TextSpan(whole.start_char, whole.end_char)
    if source.end > verb.idx:
        return None
    cue = TextSpan(verb.idx, verb.idx + len(verb))
    return Found((source,), (cue,), (content,), verb.lemma_, SCORE)


def _only(verb: Token, deps: frozenset[str]) -> Token | None:
    found = [c for c in verb.children if c.dep_ in deps]
    return found[0] if len(found) == 1 else None


def _content(verb: Token) -> TextSpan | None:
    """From the object to the last word that hangs on it or, for a charge, on the verb behind it."""
    behind = [c for c in verb.children if c.i > verb.i]
    first = next((c for c in behind if c.dep_ in OBJECTS), None)
    if first is None:
        return None
    last = first
    if verb.lemma_ == "accuse":
        last = next((c for c in behind if c.i > first.i and c.dep_ in ("obl", "advcl")), first)
    start, end = first.left_edge.i, last.right_edge.i + 1
    while end > start and verb.doc[end - 1].dep_ in PARTS:
        end -= 1
    if not verb.i < start < end or end - start > LONGEST:
        return None
    span = verb.doc[start:end]
    return TextSpan(span.start_char, span.end_char)
