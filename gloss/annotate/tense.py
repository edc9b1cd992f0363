"""What the syntax around a date says: whether it lies ahead, and whether its event is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gloss.annotate.doc import TokenIndex
from gloss.model import TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_COMING = frozenset(("will", "'ll", "’ll", "shall", "wo"))
_PLANNED = frozenset(
    ("due", "schedule", "plan", "expect", "set", "slate", "hope", "vow", "pledge", "intend", "aim", "agree")
)
_AHEAD_OF = frozenset(("by", "until", "till", "next", "upcoming", "coming"))
_UNIQUE_EVENTS = frozenset(
    (
        "deal", "agreement", "accord", "treaty", "ceasefire", "truce", "pact", "contract", "bill", "law",
        "election", "referendum", "vote", "trial", "verdict", "summit", "conference", "merger", "lawsuit",
    )
)  # fmt: skip
"""Nouns for something that happens once and must have been told before "the" can stand with it."""


def points_ahead(index: TokenIndex, span: TextSpan) -> bool:
    """Whether the clause around a date speaks of the future ("will meet on Friday", "is to fly Monday")."""
    verb = _verb(index.over(span))
    if verb is None:
        return False
    helpers = {child.lower_ for child in verb.children if child.i < verb.i}
    if helpers & _COMING:
        return True
    if "to" in helpers:  # an infinitive: planned, or "is to"
        return bool(helpers & {"is", "are", "was", "were"}) or verb.head.lemma_.lower() in _PLANNED
    return verb.lemma_.lower() in _PLANNED


def lies_ahead(before: str) -> bool:
    """Whether the words just before a date say by themselves that it lies ahead ("by Friday")."""
    words = before.split()
    return bool(words) and (words[-1].lower() in _AHEAD_OF or " ".join(words[-2:]).lower() == "ahead of")


def event_unknown(index: TokenIndex, span: TextSpan) -> bool:
    """Whether the date is that of "the deal" or the like though no deal was mentioned before.

    Such a sentence stands where it was pasted: which deal, and so which week, nobody can tell.
    """
    verb = _verb(index.over(span))
    if verb is None:
        return False
    for subject in (c for c in verb.children if c.dep_.startswith("nsubj")):
        bare = {c.lower_ for c in subject.children} == {"the"}
        if bare and subject.lemma_.lower() in _UNIQUE_EVENTS:
            earlier = index.doc[: subject.i - 1]
            return all(t.lemma_.lower() != subject.lemma_.lower() for t in earlier)
    return False


def _verb(words: Span) -> Token | None:
    """The nearest verb the words depend on, or None."""
    token = words.root if len(words) else None
    for _ in range(5):
        if token is None or token.pos_ == "VERB":
            return token
        token = token.head if token.head.i != token.i else None
    return None
