"""Denials and charges whose words nobody else has: "The army denied firing on the ship."

The taggers learn these verbs from few examples. Where one of them has a subject and an object of its
own, the object is what is denied or charged, whether or not anything is quoted. A denial that ends
somebody's statement after "while" or "but" is the reporter's to tell and is cut off that statement.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gloss.annotate.attribution.rules import Found, Page, Taken
from gloss.model import TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

VERBS = frozenset({"deny", "reject", "dispute", "condemn", "denounce", "accuse"})
CHARGED_VERBS = frozenset({"dismiss", "rebut", "refute"})
"""Verbs that answer only where their object is a charge: a minister may be dismissed too."""
CHARGES = frozenset(
    {"accusation", "allegation", "charge", "claim", "complaint", "finding", "report", "suggestion"}
    | {"wrongdoing", "involvement", "responsibility"}
)
OBJECTS = frozenset({"obj", "ccomp", "xcomp"})
SUBJECTS = frozenset({"nsubj"})
PARTS = frozenset({"punct", "cc", "mark"})
LINKS = frozenset({"while", "but", "whereas", "though", "although"})
SCORE = 0.9
LONGEST = 60
"""Words that a charge may have: more is a sentence misread."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """The relation a verb makes, with its object: a charge, or a thing."""

    relation: Found
    charge: bool


def answered(page: Page, found: list[Found]) -> list[Found]:
    """`found` with relations for the verbs that attribute nothing yet.

    One that stands in a content stays there unless it is the last clause, joined by a link: then that
    content ends before it.
    """
    out = list(found)
    taken = Taken(page.text, found)
    cues = {at for f in found for span in f.cue for at in range(span.start, span.end)}
    for verb in page.doc:
        if verb.pos_ != "VERB" or verb.idx in cues:
            continue
        answer = _answer(verb)
        if answer is None:
            continue
        said = answer.relation
        if any(map(taken.any, (*said.cue, *said.source, *said.content))):
            cut = _cut(page.doc, out, answer)
            if cut is None:
                continue
            out[cut[0]] = cut[1]
        out.append(said)
    return out


def _answer(verb: Token) -> _Answer | None:
    """Who denies or charges what, by the tree; None where either is missing or the verb is no finite one."""
    if verb.lemma_ not in VERBS | CHARGED_VERBS or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    subject = _only(verb, SUBJECTS)
    first = next((c for c in verb.children if c.i > verb.i and c.dep_ in OBJECTS), None)
    content = _content(verb, first) if first is not None else None
    if subject is None or first is None or content is None:
        return None
    charge = first.lemma_.lower() in CHARGES
    if verb.lemma_ in CHARGED_VERBS and not charge:
        return None
    whole = verb.doc[subject.left_edge.i : subject.right_edge.i + 1]
    source = TextSpan(whole.start_char, whole.end_char)
    if source.end > verb.idx:
        return None
    cue = TextSpan(verb.idx, verb.idx + len(verb))
    return _Answer(Found((source,), (cue,), (content,), verb.lemma_, SCORE), charge)


def _only(verb: Token, deps: frozenset[str]) -> Token | None:
    found = [c for c in verb.children if c.dep_ in deps]
    return found[0] if len(found) == 1 else None


def _content(verb: Token, first: Token) -> TextSpan | None:
    """From the object to the last word that hangs on it or, for a charge, on the verb behind it."""
    last = first
    if verb.lemma_ == "accuse":
        charges = (c for c in verb.children if c.i > first.i and c.dep_ in ("obl", "advcl"))
        last = next(charges, first)
    start, end = first.left_edge.i, last.right_edge.i + 1
    while end > start and verb.doc[end - 1].dep_ in PARTS:
        end -= 1
    if not verb.i < start < end or end - start > LONGEST:
        return None
    span = verb.doc[start:end]
    return TextSpan(span.start_char, span.end_char)


def _cut(doc: Doc, found: list[Found], answer: _Answer) -> tuple[int, Found] | None:
    """The number of the relation that holds a denial of a charge as its last clause, and it without that."""
    source, cue = answer.relation.source[0], answer.relation.cue[0]
    home = next((n for n, f in enumerate(found) if any(cue.overlaps(s) for s in f.content)), None)
    first = doc.char_span(source.start, source.end, alignment_mode="expand")
    if home is None or not answer.charge or first is None or first.start < 2:
        return None
    before = doc[first.start - 2]
    at = before.idx if before.is_punct else before.idx + len(before)
    *rest, last = found[home].content
    linked = doc[first.start - 1].lower_ in LINKS and before.sent == first.sent
    if not linked or first[0].pos_ == "PRON" or not last.start < at < cue.start < last.end:
        return None
    return home, replace(found[home], content=(*rest, TextSpan(last.start, at)))
