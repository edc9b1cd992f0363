"""Source phrases: their words, the mentions in them, and whom they were read to mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gloss.annotate.actors.found import POSSESSIVES, Kind
from gloss.annotate.actors.lexicon import words
from gloss.model import Basis, MentionForm, Spans

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

BREAKS = frozenset({"who", "that", "which", ",", "—", "–", "(", "whose", "where"})
PREPOSITIONS = words("of for in at from by with to on about near against among between within")


@dataclass(frozen=True, slots=True)
class Held:
    """One mention over the tokens `start` to `end`; `key` is None where nobody knows whose it is."""

    start: int
    end: int
    key: str | None
    form: MentionForm
    kind: Kind
    score: float
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Whom a source phrase means, on what basis, and how likely that is; `rivals` lists joint sources."""

    key: str | None
    basis: Basis
    score: float
    rivals: tuple[str, ...] = ()


def tokens_in(doc: Doc, spans: Spans) -> tuple[Token, ...]:
    """The tokens of the spans without spaces, in text order."""
    found: dict[int, Token] = {}
    for span in spans:
        part = doc.char_span(span.start, span.end, alignment_mode="expand")
        for token in part or ():
            if not token.is_space:
                found[token.i] = token
    return tuple(found[i] for i in sorted(found))


def core_of(tokens: Sequence[Token], held: Sequence[Held]) -> Sequence[Token]:
    """The noun phrase that a source starts with, up to a clause, comma or preposition outside names."""
    inside = {at for m in held if m.form == "name" for at in range(m.start + 1, m.end)}
    for at, token in enumerate(tokens):
        if token.i in inside:
            continue
        if at and (token.text in BREAKS or token.lower_ in BREAKS or token.lower_ in PREPOSITIONS):
            return tokens[:at]
        owned = at and tokens[at - 1].text in POSSESSIVES
        if at and not owned and token.tag_ in ("VBN", "VBG", "VBD", "VBZ") and token.pos_ in ("VERB", "AUX"):
            return tokens[:at]
    return tokens


def is_owner(mention: Held, tokens: Sequence[Token]) -> bool:
    return any(t.i == mention.end and t.text in POSSESSIVES for t in tokens)
