"""Who a source phrase names: a person, a body, whoever issued a document, or nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gloss.annotate.actors.found import POSSESSIVES, Kind
from gloss.annotate.actors.lexicon import CARRIED, DOCUMENTS, ISSUED, UNNAMED
from gloss.annotate.actors.titles import is_role
from gloss.model import Basis, MentionForm, Spans

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

BREAKS = frozenset({"who", "that", "which", ",", "—", "–", "(", "whose", "where"})
PREPOSITIONS = frozenset("of for in at from by with to on about near against among between within".split())
NAMED, SHORT, METONYM, DOCUMENT, NOMINAL = 0.98, 0.96, 0.93, 0.9, 0.85


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


def reading(doc: Doc, spans: Spans, mentions: Mapping[int, Held]) -> Reading:
    """The reading of a source phrase; `mentions` are all mentions of the text by their first token."""
    tokens = tokens_in(doc, spans)
    inside = _mentions_in(tokens, mentions)
    if not tokens:
        return Reading(None, "unsure", 0.0)
    document = _document(doc, tokens, inside)
    if document is not None:
        return document
    core = _core(tokens)
    at_core = [m for m in inside if m.start <= core[-1].i]
    joint = _joint(doc, core, at_core)
    if len(joint) > 1:
        return Reading(joint[0], "unsure", 0.5, joint)
    person = _introduced_person(tokens, core, inside)
    if person is not None:
        return _of_mention(doc, person)
    return _of_core(doc, tokens, core, at_core)


def _mentions_in(tokens: Sequence[Token], mentions: Mapping[int, Held]) -> list[Held]:
    held = [mentions[t.i] for t in tokens if t.i in mentions]
    if tokens and not held:
        cover = [m for m in mentions.values() if m.start < tokens[0].i < m.end]
        held = [m for m in cover if m.end >= tokens[-1].i]
    return held


def _core(tokens: Sequence[Token]) -> Sequence[Token]:
    """The noun phrase that a source starts with, up to its first clause, comma or preposition."""
    for at, token in enumerate(tokens):
        if at and (token.text in BREAKS or token.lower_ in BREAKS or token.lower_ in PREPOSITIONS):
            return tokens[:at]
        if at and token.tag_ in ("VBN", "VBG", "VBD", "VBZ") and token.pos_ in ("VERB", "AUX"):
            return tokens[:at]
    return tokens


def _joint(doc: Doc, core: Sequence[Token], held: Sequence[Held]) -> tuple[str, ...]:
    """Keys of two or more actors joined by "and" or "or" in the phrase."""
    joined = [t.i for t in core if t.lower_ in ("and", "or", "&")]
    keys = [m.key for m in held if m.key is not None]
    if not joined or len(set(keys)) < 2:
        return ()
    split = [m for m in held if m.key and any(m.end <= at for at in joined)]
    return tuple(dict.fromkeys(keys)) if split and any(m.start > joined[0] for m in held) else ()


def _introduced_person(tokens: Sequence[Token], core: Sequence[Token], held: Sequence[Held]) -> Held | None:
    """The person a phrase is headed by or explains: "NAME, the envoy", "the envoy, NAME", "envoy to X NAME"."""
    persons = [m for m in held if m.kind == "person" and m.form == "name" and not _is_owner(m, tokens)]
    if not persons:
        return None
    first = persons[0]
    before = [t for t in tokens if t.i < first.start]
    if not before or all(t.pos_ in ("DET", "ADJ", "PROPN", "NOUN") or is_role(t) or t.is_punct for t in before):
        return first if len(persons) == 1 or first.end <= core[-1].i + 1 else persons[0]
    behind = [t for t in tokens if t.i >= first.end and not t.is_punct]
    opener = before[-1]
    introduces = opener.text == "," or is_role(opener) or any(is_role(t) for t in before)
    governed = opener.lower_ in PREPOSITIONS or opener.lower_ == "the"
    return first if introduces and not governed and len(behind) < 12 else None


def _is_owner(mention: Held, tokens: Sequence[Token]) -> bool:
    return any(t.i == mention.end and t.text in POSSESSIVES for t in tokens)


def _of_mention(doc: Doc, mention: Held) -> Reading:
    if mention.doubtful or mention.key is None:
        return Reading(None, "unsure", 0.3)
    if mention.form == "pronoun":
        return Reading(mention.key, "pronoun", mention.score)
    if mention.form == "nominal":
        return Reading(mention.key, "nominal", NOMINAL * mention.score)
    if mention.kind == "capital":
        return Reading(mention.key, "metonym", METONYM)
    return Reading(mention.key, "named", NAMED if mention.end - mention.start > 1 else SHORT)


def _of_core(doc: Doc, tokens: Sequence[Token], core: Sequence[Token], held: Sequence[Held]) -> Reading:
    """The reading of a phrase by its head, the last word of its core."""
    words = [t for t in core if not t.is_punct and t.text not in POSSESSIVES]
    head = words[-1] if words else tokens[-1]
    at_head = [m for m in held if m.start <= head.i < m.end]
    if at_head and at_head[0].kind == "people":
        return Reading(None, "unnamed", 0.9)
    if at_head:
        return _of_mention(doc, at_head[0])
    if head.lower_ in UNNAMED or head.lemma_.lower() in UNNAMED or is_role(head) or head.tag_ in ("NNS", "NNPS"):
        return Reading(None, "unnamed", 0.9)
    if head.lower_ in ("they", "them", "i", "we", "you", "this", "these", "those"):
        return Reading(None, "unsure", 0.2)
    if head.pos_ == "PRON":
        return Reading(None, "unsure", 0.2)
    return Reading(None, "unnamed" if head.pos_ == "NOUN" else "unsure", 0.6)


# --- documents ------------------------------------------------------------------------------------


def _document(doc: Doc, tokens: Sequence[Token], held: Sequence[Held]) -> Reading | None:
    """The issuer of the document that the phrase is headed by; None where it is headed by none."""
    core = _core(tokens)
    words = [t for t in core if not t.is_punct and t.text not in POSSESSIVES]
    if not words or not (words[-1].lower_ in DOCUMENTS or words[-1].lemma_.lower() in DOCUMENTS):
        return None
    head = words[-1]
    if any(m.start <= head.i < m.end and m.form != "pronoun" for m in held):
        return None
    issuer = _issuer(doc, tokens, head, held)
    if issuer is None:
        return Reading(None, "document", 0.8)
    return Reading(issuer.key, "document", DOCUMENT * issuer.score)


def _issuer(doc: Doc, tokens: Sequence[Token], head: Token, held: Sequence[Held]) -> Held | None:
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
        if words & {"by", "from"} and not words & {"about", "on", "against"}:
            return mention
    return None
