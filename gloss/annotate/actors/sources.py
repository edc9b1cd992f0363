"""Who a source phrase names: a person, a body, whoever issued a document, or nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from gloss.annotate.actors.documents import document_of
from gloss.annotate.actors.found import POSSESSIVES
from gloss.annotate.actors.lexicon import UNNAMED, words
from gloss.annotate.actors.phrases import Held, Reading, core_of, is_owner, tokens_in
from gloss.annotate.actors.titles import DATES, is_role
from gloss.model import Spans

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

ADVERBS = words("""also then later now again already reportedly himself herself itself themselves both all""")
DEFINITE = frozenset({"the", "this", "that", "his", "her", "its", "their"})
ANONYMOUS = words("source official person man woman boy girl witness voter reader majority rest")
NAMED, SHORT, METONYM, NOMINAL = 0.98, 0.96, 0.93, 0.85


def reading(doc: Doc, spans: Spans, mentions: Mapping[int, Held]) -> Reading:
    """The reading of a source phrase; `mentions` gives the mention over each token that has one."""
    tokens = tokens_in(doc, spans)
    inside = _mentions_in(tokens, mentions)
    if not tokens:
        return Reading(None, "unsure", 0.0)
    document = document_of(tokens, inside)
    if document is not None:
        return document
    core = core_of(tokens, inside)
    at_core = [m for m in inside if m.start <= core[-1].i]
    joint = _joint(tokens, inside)
    if len(joint) > 1:
        return Reading(joint[0], "unsure", 0.5, joint)
    person = _introduced_person(tokens, core, inside)
    if person is not None:
        return _of_mention(person)
    return _ofcore_of(tokens, core, at_core)


def _mentions_in(tokens: Sequence[Token], mentions: Mapping[int, Held]) -> list[Held]:
    return list(dict.fromkeys(mentions[t.i] for t in tokens if t.i in mentions))


def _joint(tokens: Sequence[Token], held: Sequence[Held]) -> tuple[str, ...]:
    """Keys of the actors that "and" or "or" joins at the top of the phrase; empty for one alone."""
    flat = _without_brackets(tokens)
    at = {t.i: n for n, t in enumerate(flat)}
    ends = {at[m.end - 1]: m for m in held if m.end - 1 in at and not is_owner(m, tokens)}
    for n, token in enumerate(flat):
        if token.lower_ not in ("and", "or", "&") or n == 0:
            continue
        left = ends.get(n - 1) or (ends.get(n - 2) if n > 1 and flat[n - 1].text == "," else None)
        right = next(
            (m for m in held if m.start > token.i and m.key is not None and m.kind != "people"), None
        )
        if (
            left is None
            or right is None
            or not _heads_list(flat, at, left)
            or not _ends_list(flat, at, n, right)
        ):
            continue
        keys = [m.key for m in held if m.key is not None and m.start < right.end]
        return tuple(dict.fromkeys(keys)) if len(set(keys)) > 1 else ()
    return ()


def _without_brackets(tokens: Sequence[Token]) -> list[Token]:
    kept, depth = [], 0
    for token in tokens:
        depth += token.text == "("
        if not depth:
            kept.append(token)
        depth -= token.text == ")" and depth > 0
    return kept


def _heads_list(flat: Sequence[Token], at: Mapping[int, int], left: Held) -> bool:
    """Whether nothing but names, titles and commas stands before the first joined name's end."""
    before = flat[: at.get(left.start, 0)]
    return all(t.pos_ in ("PROPN", "DET", "PUNCT", "ADJ") or is_role(t) or t.text == "," for t in before)


def _ends_list(flat: Sequence[Token], at: Mapping[int, int], joined: int, right: Held) -> bool:
    """Whether the second name follows "and" over titles alone and heads its own part of the phrase."""
    between = flat[joined + 1 : at.get(right.start, joined + 1)]
    behind = (
        flat[at[right.end - 1] + 1] if right.end - 1 in at and at[right.end - 1] + 1 < len(flat) else None
    )
    titled = all(t.pos_ in ("PROPN", "DET", "ADJ", "NOUN") or is_role(t) for t in between)
    return titled and (behind is None or behind.is_punct or behind.lower_ in ("all", "both", "each", "who"))


def _introduced_person(tokens: Sequence[Token], core: Sequence[Token], held: Sequence[Held]) -> Held | None:
    """The person a phrase is headed by or explains: "envoy NAME", "NAME, the envoy", "the envoy, NAME"."""
    persons = [m for m in held if m.kind == "person" and m.form == "name" and not is_owner(m, tokens)]
    last = next(
        (t.i for t in reversed(core) if t.lower_ not in DATES | ADVERBS and not t.is_punct), core[-1].i
    )
    heads = [m for m in persons if m.start <= last and m.end > last]
    if heads:
        return heads[-1]
    explained = [m for m in persons if m.start > last and _explains(tokens, core, m)]
    return explained[0] if len(explained) == 1 else None


def _explains(tokens: Sequence[Token], core: Sequence[Token], person: Held) -> bool:
    """Whether the person's name explains the phrase: ", NAME" behind a role, or after its own title."""
    before = [t for t in tokens if core[-1].i < t.i < person.start]
    if not before:
        return False
    if before[0].text == "," and all(
        t.pos_ in ("PROPN", "ADJ", "NOUN", "DET") or is_role(t) for t in before[1:]
    ):
        return len(before) == 1 or is_role(before[-1])
    if not any(is_role(t) for t in core) or any(
        t.lower_ in ("who", "that", "which", "whose") for t in before
    ):
        return False
    return before[-1].text == "," or _is_phrase_of_title(before)


def _is_phrase_of_title(before: Sequence[Token]) -> bool:
    """ "for Near Eastern Affairs", "of State": what stands between a role and the name that bears it."""
    return (
        len(before) > 1
        and before[0].lower_ in ("for", "of")
        and all(t.text[:1].isupper() for t in before[1:])
    )


def _of_mention(mention: Held) -> Reading:
    if mention.doubtful or mention.key is None:
        return Reading(None, "unsure", 0.3)
    if mention.form == "pronoun":
        return Reading(mention.key, "pronoun", mention.score)
    if mention.form == "nominal":
        return Reading(mention.key, "nominal", NOMINAL * mention.score)
    if mention.kind == "capital":
        return Reading(mention.key, "metonym", METONYM)
    return Reading(mention.key, "named", NAMED if mention.end - mention.start > 1 else SHORT)


def _ofcore_of(tokens: Sequence[Token], core: Sequence[Token], held: Sequence[Held]) -> Reading:
    """The reading of a phrase by its head, the last word of its core."""
    words = [t for t in core if not t.is_punct and t.text not in POSSESSIVES]
    while len(words) > 1 and words[-1].lower_ in DATES | ADVERBS:
        words.pop()
    head = words[-1] if words else tokens[-1]
    at_head = [m for m in held if m.start <= head.i < m.end]
    if at_head and at_head[0].kind == "people":
        one_of_them = core[0].lower_ in DEFINITE and head.tag_ in ("NN", "NNP")
        return Reading(None, "unsure", 0.3) if one_of_them else Reading(None, "unnamed", 0.9)
    if at_head:
        return _of_mention(at_head[0])
    return _of_unknown(core, head)


def _of_unknown(core: Sequence[Token], head: Token) -> Reading:
    """The reading of a head that is no mention: nobody is named, or we cannot tell who is meant."""
    people = head.lower_ in UNNAMED or head.lemma_.lower() in UNNAMED
    if (head.pos_ == "PRON" and not people) or head.tag_ in ("NNP", "NNPS"):
        return Reading(None, "unsure", 0.2)
    definite = core[0].lower_ in DEFINITE and head.tag_ == "NN"
    if definite and head.lower_ not in ANONYMOUS:
        return Reading(None, "unsure", 0.3)
    return Reading(None, "unnamed", 0.9 if people or is_role(head) or head.tag_ == "NNS" else 0.6)
