"""Relations with their speakers: who is shown, on which basis, with which probability."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from gloss.annotate.actors.found import SUBJECTS
from gloss.annotate.actors.phrases import Held, Reading, tokens_in
from gloss.annotate.actors.sources import reading
from gloss.annotate.relation import Relation
from gloss.model import Attribution, Proposal, Spans, TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

CLAUSES = frozenset({"advcl", "conj", "xcomp", "acl", "ccomp", "parataxis", "dep"})
NAME_PARTS = frozenset({"flat", "compound", "nmod:desc", "appos", "nmod"})
# A cue without a subject names nobody only where that is likelier than a source missed.
LIKELY = 0.5
CONTROLLED = 0.85


def credited(
    doc: Doc,
    relations: tuple[Relation, ...],
    mentions: Mapping[int, Held],
    ids: Mapping[str, str],
    threshold: float,
) -> tuple[Attribution, ...]:
    """The relations in their order, each with the speaker shown, or with a proposal below the threshold.

    `ids` gives the id of each actor's key.
    """
    return tuple(_credited(doc, r, mentions, ids, threshold) for r in relations)


def _credited(
    doc: Doc, relation: Relation, mentions: Mapping[int, Held], ids: Mapping[str, str], threshold: float
) -> Attribution:
    read = read_source(doc, relation, mentions)
    score = round(read.score if _borrowed(relation, read) else relation.score * read.score, 2)
    speaker, basis, proposal = ids.get(read.key or ""), read.basis, None
    lost = basis == "none" and relation.cue is not None and score < LIKELY
    if basis == "unsure" or lost or (speaker is not None and score < threshold):
        proposal = Proposal(speaker, score) if speaker else None
        speaker, basis = None, "unsure"
    return Attribution(
        relation.kind,
        relation.content,
        relation.source,
        relation.cue,
        speaker,
        basis,
        score,
        proposal,
        relation.cue_lemma,
    )


def _borrowed(relation: Relation, read: Reading) -> bool:
    """Whether the speaker is the subject of the cue rather than the relation's own source.

    The relation's score then speaks of an absent source, which is not what is shown.
    """
    return not relation.source and read.key is not None


def read_source(doc: Doc, relation: Relation, mentions: Mapping[int, Held]) -> Reading:
    """The reading of a relation's source, or of the subject that its cue has elsewhere in the sentence."""
    if relation.source:
        return reading(doc, relation.source, mentions)
    if not relation.cue:
        return Reading(None, "none", 1.0)
    subject = _subject_of(doc, relation.cue, mentions)
    if subject is None:
        return Reading(None, "none", 0.9)
    return Reading(subject.key, subject.basis, subject.score * CONTROLLED, subject.rivals)


def _subject_of(doc: Doc, cue: Spans, mentions: Mapping[int, Held]) -> Reading | None:
    """The reading of the subject that the cue borrows ("Ruiz resigned, accusing ..."), else None."""
    verb = next((t for t in tokens_in(doc, cue) if t.pos_ in ("VERB", "AUX")), None)
    if verb is not None and _is_passive(verb):
        return None
    while verb is not None:
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if subject is not None:
            return _of_subject(doc, subject, mentions)
        verb = verb.head if verb.dep_ in CLAUSES and verb.head.i != verb.i else None
    return None


def _is_passive(verb: Token) -> bool:
    """Whether the subject of the clause is whom the verb is done to: "Asked whether ..., she said"."""
    opens = verb.tag_ == "VBD" and verb.dep_ in ("advcl", "ccomp") and verb.i < verb.head.i
    bare = not any(c.lemma_ == "have" or c.dep_ in SUBJECTS for c in verb.children)
    return bare and (verb.tag_ == "VBN" or opens)


def _of_subject(doc: Doc, subject: Token, mentions: Mapping[int, Held]) -> Reading | None:
    parts = [subject, *(c for c in subject.children if c.dep_ in NAME_PARTS)]
    held = next((mentions[t.i] for t in parts if t.i in mentions), None)
    if held is None or held.key is None:
        return None
    start, end = doc[held.start].idx, doc[held.end - 1].idx + len(doc[held.end - 1].text)
    return reading(doc, (TextSpan(start, end),), mentions)
