"""What the syntax around a date says: whether it lies ahead, and whether its event is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gloss.annotate.doc import TokenIndex
from gloss.model import TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_COMING = frozenset(("will", "'ll", "’ll", "shall", "wo"))
_PLANNED = frozenset(
    ("due", "schedule", "plan", "expect", "set", "slate", "hope", "vow", "pledge", "intend", "aim", "agree")
)
_AHEAD = re.compile(
    r"\b(?:by|upcoming|coming|ahead\sof|(?:due|scheduled|set|slated)(?:\s(?:for|on|in))?)\s\Z",
    re.I,
)
_UNIQUE_EVENTS = (
    frozenset(("deal", "agreement", "accord", "treaty", "ceasefire", "truce", "pact", "contract", "talks")),
    frozenset(("loan", "bailout", "sale", "purchase")),
    frozenset(("election", "referendum", "vote", "poll")),
    frozenset(("trial", "verdict", "lawsuit", "case")),
    frozenset(("summit", "conference", "merger", "takeover")),
)
"""Nouns for something that happens once and must have been told before "the" can stand with it."""


def points_ahead(index: TokenIndex, span: TextSpan) -> bool:
    """Whether the clause around a date speaks of the future ("will meet on Friday", "is to fly Monday")."""
    verb = _verb(index.over(span))
    while verb is not None:
        helpers = {child.lower_ for child in verb.children if child.i < verb.i}
        if (
            helpers & _COMING
            or ("would" in helpers and "have" not in helpers)
            or verb.lemma_.lower() in _PLANNED
        ):
            return True
        if "to" in helpers and helpers & {"is", "are", "was", "were"}:
            return True
        verb = verb.head if verb.dep_ == "xcomp" and verb.head.i != verb.i else None
    return False


def lies_ahead(before: str) -> bool:
    """Whether the words just before a date say by themselves that it lies ahead ("by Friday", "due on")."""
    return _AHEAD.search(before) is not None


def event_unknown(index: TokenIndex, span: TextSpan) -> bool:
    """Whether the date is that of "the deal" or the like though no deal was mentioned before.

    Such a sentence stands where it was pasted: which deal, and so which week, nobody can tell.
    """
    verb = _verb(index.over(span))
    if verb is None:
        return False
    for subject in (c for c in verb.children if c.dep_ in {"nsubj:pass", "nsubjpass"}):
        bare = {c.lower_ for c in subject.children} == {"the"}
        told = next((kin for kin in _UNIQUE_EVENTS if subject.lemma_.lower() in kin), None)
        if bare and told:
            return all(t.lemma_.lower() not in told for t in index.doc[: subject.i])
    return False


def _verb(words: Span) -> Token | None:
    """The nearest verb the words depend on, or None."""
    token = words.root if len(words) else None
    for _ in range(5):
        if token is None or token.pos_ == "VERB":
            return token
        token = token.head if token.head.i != token.i else None
    return None
