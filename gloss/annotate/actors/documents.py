"""Documents that are said to say something, and who issued them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gloss.annotate.actors.found import POSSESSIVES
from gloss.annotate.actors.lexicon import CARRIED, DOCUMENTS, ISSUED
from gloss.annotate.actors.phrases import Held, Reading, core_of, is_owner

if TYPE_CHECKING:
    from spacy.tokens import Token

DOCUMENT = 0.9
CALLED_AFTER = 0.6
"""A document with a person's name before it may be by that person or about them: "the Reyl report"."""


def document_of(tokens: Sequence[Token], held: Sequence[Held]) -> Reading | None:
    """The issuer of the document that the phrase is headed by; None where it is headed by none."""
    core = core_of(tokens, held)
    words = [t for t in core if not t.is_punct and t.text not in POSSESSIVES]
    if not words or not (words[-1].lower_ in DOCUMENTS or words[-1].lemma_.lower() in DOCUMENTS):
        return None
    head = words[-1]
    if any(m.start <= head.i < m.end and m.form != "pronoun" for m in held):
        return None
    issuer = _issuer(tokens, head, held)
    if issuer is None:
        return Reading(None, "document", 0.8)
    called_after = issuer.kind == "person" and head.i == issuer.end and tokens[0].lower_ == "the"
    return Reading(issuer.key, "document", (CALLED_AFTER if called_after else DOCUMENT) * issuer.score)


def _issuer(tokens: Sequence[Token], head: Token, held: Sequence[Held]) -> Held | None:
    """Who made the document: named before it, else behind "by" or "from"; who merely carried it never."""
    known = [m for m in held if m.key is not None and not m.doubtful and m.kind != "people"]
    before = [m for m in known if m.end <= head.i]
    if before:
        return before[-1]
    for mention in (m for m in known if m.start > head.i):
        between = [t for t in tokens if head.i < t.i < mention.start]
        words = {t.lower_ for t in between}
        if words & CARRIED and not words & ISSUED:
            continue
        if mention.form == "pronoun" or is_owner(mention, tokens):
            return None
        if words & {"by", "from"} and not words & {"about", "on", "against"}:
            return mention
    return None
