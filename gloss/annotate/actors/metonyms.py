"""Whether a capital or a seat of power stands for who rules there or for the place, mention by mention."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from gloss.annotate.actors.found import POSSESSIVES, Name, line_of
from gloss.annotate.actors.lexicon import RELATION_NOUNS, STRONG_VOLITION, words
from gloss.model import TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Reading = Literal["government", "country", "place"]
PLACE_BEFORE = words(
    """in near from at around outside inside into to toward towards through across throughout
    via of north south east west northern southern eastern western central downtown suburb
    suburbs leave left visit visited reach reached enter entered"""
)
POWER_NOUNS = words(
    """support denial backing ally allies position stance response reply request demand offer
    decision claim claims accusation accusations policy policies intentions role influence
    ambassador envoy insistence refusal proposal interests interest ambitions view views
    concern concerns efforts"""
)
PRESSED = words(
    """accuse blame urge press pressure ask call warn condemn criticise criticize persuade sanction"""
)


def reading(doc: Doc, name: Name, source_spans: tuple[TextSpan, ...]) -> Reading:
    """What the capital over these tokens stands for; the place wherever nothing says otherwise.

    The subject of an act of will and the source of a statement are the government; what relations,
    pressure or accusations go to is the state.
    """
    if is_dateline(doc, name):
        return "place"
    before = doc[name.start - 1].lower_ if name.start else ""
    if before in PLACE_BEFORE and not (before in ("to", "from", "of") and _behind_relation(doc, name)):
        return "place"
    if any(_is_all_of(doc, name, s) for s in source_spans) or _acts(doc, name):
        return "government"
    return (
        "country"
        if _behind_relation(doc, name) or _owns_power(doc, name) or _is_pressed(doc, name)
        else "place"
    )


def acting_places(doc: Doc, names: Sequence[Name], sources: tuple[TextSpan, ...]) -> dict[Name, str]:
    """Key of the places that no list knows but that act or speak somewhere in the text.

    Mentions that are merely where something happens are left out.
    """
    readings = {n: _reads_as_power(doc, n, sources) for n in names}
    acting = {n.text for n, power in readings.items() if power}
    return {
        n: f"place:{n.text.casefold()}"
        for n, power in readings.items()
        if power or (n.text in acting and not is_dateline(doc, n) and not _is_where(doc, n))
    }


def _reads_as_power(doc: Doc, name: Name, sources: tuple[TextSpan, ...]) -> bool:
    return reading(doc, name, sources) == "government"


def _is_where(doc: Doc, name: Name) -> bool:
    return name.start > 0 and doc[name.start - 1].lower_ in PLACE_BEFORE


def is_dateline(doc: Doc, name: Name) -> bool:
    """Whether the name is in a dateline: a short line of capitals, or the start of a line before a dash."""
    start, end = line_of(doc, name.start, name.end, 12)
    if name.start - start > 5:
        return False
    words = [t for t in doc[start:end] if not t.is_space]
    return (len(words) < 8 and all(not t.is_alpha or t.is_upper for t in words)) or _dash_follows(
        doc, name.end
    )


def _dash_follows(doc: Doc, end: int) -> bool:
    return any(t.text in ("—", "–", "--") for t in doc[end : end + 5] if t.is_punct and t.text != ",")


def _is_all_of(doc: Doc, name: Name, source: TextSpan) -> bool:
    """Whether a source is the name and nothing but an article before it."""
    begin = doc[name.start].idx
    if not (source.start <= begin < source.end and doc[name.end - 1].idx < source.end):
        return False
    tail = source.end - doc[name.end - 1].idx - len(doc[name.end - 1].text)
    return tail <= 2 and (
        begin == source.start or (name.start > 0 and doc[name.start - 1].idx == source.start)
    )


def _head(doc: Doc, name: Name) -> Token:
    """The token of the name that the rest of the sentence hangs on."""
    inside = range(name.start, name.end)
    return next(
        (t for t in doc[name.start : name.end] if t.head.i not in inside or t.head.i == t.i),
        doc[name.end - 1],
    )


def _acts(doc: Doc, name: Name) -> bool:
    """Whether the name is the subject of a verb that only what has a will can do."""
    token = _head(doc, name)
    if name.end < len(doc) and doc[name.end].text in POSSESSIVES:
        return False
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    if token.dep_ in ("nsubj", "nsubj:pass", "nsubjpass"):
        return token.head.lemma_.lower() in STRONG_VOLITION and token.dep_ == "nsubj"
    following = doc[name.end] if name.end < len(doc) else None
    return (
        following is not None
        and following.tag_ in ("VBD", "VBZ")
        and following.lemma_.lower() in STRONG_VOLITION
    )


def _behind_relation(doc: Doc, name: Name) -> bool:
    """ "relations with Moscow", "pressure on Tehran", "talks between Ankara and Berlin"."""
    at = name.start - 1
    for token in (doc[i] for i in range(at, max(at - 5, -1), -1)):
        if token.lower_ in ("with", "between", "on", "against", "to"):
            words = doc[max(token.i - 3, 0) : token.i]
            if any(w.lower_ in RELATION_NOUNS or w.lemma_.lower() in RELATION_NOUNS for w in words):
                return True
        elif token.is_punct or token.pos_ == "VERB":
            return False
    return False


def _owns_power(doc: Doc, name: Name) -> bool:
    if name.end + 1 >= len(doc) or doc[name.end].text not in POSSESSIVES:
        return False
    return any(
        t.lower_ in POWER_NOUNS or t.lower_ in RELATION_NOUNS for t in doc[name.end + 1 : name.end + 4]
    )


def _is_pressed(doc: Doc, name: Name) -> bool:
    token = _head(doc, name)
    return token.dep_ in ("obj", "dobj") and token.head.lemma_.lower() in PRESSED
