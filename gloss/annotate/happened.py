"""What the sentence says happened to the counted: event, hedge and place, from its syntax."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_LIGHT = frozenset(
    (
        "be", "have", "do", "include", "say", "tell", "number", "total", "involve", "see", "get", "make",
        "take", "give", "show", "know", "want", "need", "go", "come", "put", "find",
    )
)  # fmt: skip
_SUPPOSED = frozenset(
    (
        "believe", "think", "estimate", "allege", "suspect", "presume", "fear", "assume", "suppose", "reckon",
        "expect", "appear", "seem",
    )
)  # fmt: skip
_REPORTED = frozenset(("say", "report", "know", "understand", "leave", "consider", "find"))
_HEDGING_ADVERBS = frozenset(
    (
        "reportedly", "allegedly", "apparently", "possibly", "probably", "perhaps", "purportedly",
        "supposedly", "likely",
    )
)  # fmt: skip
_HEDGING_MODALS = frozenset(("may", "might", "could"))
_NOUNS_OF_EVENTS = {
    "abduction": "abduct", "arrest": "arrest", "death": "die", "deportation": "deport", "detention": "detain",
    "disappearance": "disappear", "displacement": "displace", "execution": "execute", "expulsion": "expel",
    "hanging": "hang", "imprisonment": "imprison", "kidnapping": "kidnap", "killing": "kill", "loss": "lose",
    "massacre": "massacre", "murder": "murder", "release": "release", "rescue": "rescue",
    "slaughter": "slaughter", "torture": "torture",
}  # fmt: skip
_DONE_TO = frozenset(_NOUNS_OF_EVENTS.values()) | frozenset(
    ("capture", "damage", "destroy", "evacuate", "infect", "injure", "jail", "starve", "trap", "wound")
)  # fmt: skip
"""Verbs whose participle before a noun tells an event ("murdered detainees"), not a kind ("registered")."""

STATES = {"dead": "die", "wounded": "wound", "injured": "injure", "missing": "miss", "homeless": "displace"}
_PLACE_LABELS = frozenset(("LOC", "GPE", "FAC"))
_PLACE_WORDS = frozenset(("in", "at", "near", "inside", "outside", "across", "around", "throughout"))
_BOUND_CASES = frozenset(("over", "as", "about", "around", "above", "under", "than"))
_OF_A_SOURCE = frozenset(("according", "by"))
_FAR = 4


def anchor(core: Span, words: Span) -> Token:
    """The token by which the figure hangs on its clause, a subject or object before anything else.

    `core` runs from the number to the counted noun, `words` is the whole figure: a parser may take
    "50 prisoners a day are" for a sentence about the day.
    """
    outward = [t for t in words if not words.start <= t.head.i < words.end or t.head.i == t.i]
    ranks = {"nsubj:pass": 0, "nsubjpass": 0, "obj": 1, "dobj": 1, "nsubj": 2}
    first = min(
        outward,
        key=lambda t: (ranks.get(t.dep_, 3), not core.start <= t.i < core.end, t.i >= core.end, -t.i),
        default=core.root,
    )
    for _ in range(_FAR):
        if first.dep_ != "conj":
            break
        first = first.head
    return first


def event_verb(core: Span, words: Span) -> Token | None:
    """The verb (or "dead", "missing") that tells what happened to the counted, or None."""
    for following in words.doc[words.end : words.end + 1]:
        if following.lower_ in STATES:
            return following
    for child in core.root.children:
        if child.dep_.startswith("acl") and child.tag_ == "VBN" and child.i >= core.end:
            return child
    before = words.doc[max(words.sent.start, words.start - 1) : words.start]
    nearest = next((t for t in before if t.pos_ == "VERB" and not _says_little(t)), None)
    token = anchor(core, words)
    if _is_argument(token):
        verb = _past_supposing(token.head, core)
        return nearest if nearest is not None and _says_little(verb) else verb
    return nearest


def event_lemma(core: Span, words: Span, verb: Token | None) -> str | None:
    """Lemma of what happened: of the verb, else of "the killing of", else of a participle before the noun."""
    if verb is not None:
        if verb.lower_ in STATES:
            return STATES[verb.lower_]
        lemma = verb.lemma_.lower()
        known = lemma != verb.lower_ or not lemma.endswith("ed")
        if verb.tag_.startswith("VB") and known and not _says_little(verb):
            return lemma
    token = anchor(core, words)
    if token.dep_.startswith("nmod") and token.head.lemma_.lower() in _NOUNS_OF_EVENTS:
        return _NOUNS_OF_EVENTS[token.head.lemma_.lower()]
    return next((w.lemma_.lower() for w in core if w.tag_ == "VBN" and w.lemma_.lower() in _DONE_TO), None)


def hedge(core: Span, words: Span, verb: Token | None) -> str | None:
    """The word by which the sentence keeps its distance ("believed", "reportedly"), as printed, or None.

    A clause with a subject of its own is not under the modal of the one it is joined to: "any ship may
    sail, and 15 ships sailed".
    """
    for token in words:
        if token.lemma_.lower() in _SUPPOSED or token.lower_ in _HEDGING_ADVERBS:
            return str(token.text)
    start: Token | None = verb if verb is not None else anchor(core, words).head
    own = False
    for _ in range(_FAR):
        if start is None:
            break
        found = _hedge_at(start)
        if found is not None and not (own and found.tag_ == "MD"):
            return str(found.text)
        own = start.dep_ == "conj" and any(c.dep_.startswith("nsubj") for c in start.children)
        start = start.head if start.head.i != start.i else None
    for token in words.doc[max(words.sent.start, words.start - 2) : words.start]:
        if token.lemma_.lower() in _SUPPOSED and token.pos_ in {"VERB", "ADJ"}:
            return str(token.text)
    return None


def place(core: Span, words: Span, verb: Token | None) -> str | None:
    """The first place named with the event after "in", "at", "near", as printed; None without any."""
    home = verb if verb is not None else anchor(core, words)
    for entity in _places(words.doc[words.start : words.sent.end]):
        told = entity.root if not _of_a_source(entity.root) else None
        if told is not None and _is_place_phrase(entity) and _hangs_on(told, home, words):
            return str(entity.text)
    return None


def _places(words: Span) -> Iterator[Span]:
    """Names of places among `words`; asking the Doc for its entities would go through all of them."""
    start = None
    for token in words:
        inside = token.ent_type_ in _PLACE_LABELS
        if start is not None and (not inside or token.ent_iob_ == "B"):
            yield words.doc[start : token.i]
            start = None
        if inside and start is None:
            start = token.i
    if start is not None:
        yield words.doc[start : words.end]


def _of_a_source(token: Token) -> bool:
    """Whether a place is where those are who say or do it: "according to the museum in X", "by the …"."""
    for _ in range(_FAR):
        if any(c.lower_ in _OF_A_SOURCE and c.dep_ == "case" for c in token.children):
            return True
        if token.head.i == token.i or token.head.pos_ == "VERB":
            return False
        token = token.head
    return False


def _is_place_phrase(entity: Span) -> bool:
    """Whether the name stands in "in X", "near X" or "in the prison of X"."""
    root = entity.root
    heads = (root, root.head) if root.dep_.startswith("nmod") else (root,)
    lead = {child.lower_ for head in heads for child in head.children if child.i < entity.start}
    lead |= {t.lower_ for t in entity.doc[max(0, entity.start - 1) : entity.start]}
    return bool(lead & _PLACE_WORDS)


def depends_on(token: Token, verb: Token) -> bool:
    """Whether `token` is in the clause of `verb`: no other verb between the two."""
    return _hangs_on(token, verb, token.doc[token.i : token.i])


def _is_argument(token: Token) -> bool:
    """Whether the counted is subject or object; "over 5,000" and "as many as 50" look like obliques."""
    if token.dep_ == "obl":
        return all(c.lower_ in _BOUND_CASES for c in token.children if c.dep_ == "case")
    return token.dep_.split(":")[0] in {"nsubj", "obj", "nsubjpass", "dobj"}


def stretches(verb: Token) -> tuple[str, ...]:
    """Phrases with a noun of time that depend on the verb, as printed ("in four years")."""
    found = []
    for child in verb.children:
        if child.dep_.startswith("obl") or child.dep_ in {"npadvmod", "prep"}:
            first, last = child.left_edge.i, max(c.i for c in (child, *child.children))
            found.append(str(verb.doc[first : last + 1].text))
    return tuple(found)


def rhythms(verb: Token) -> tuple[str, ...]:
    """Phrases that tell how often it happens to the counted, as printed ("every day", "daily").

    Only of what a verb does to them: 12 members that meet every week are no 12 a week.
    """
    said = [c for c in verb.children if c.dep_ == "advmod" and c.i > verb.i]
    return (*stretches(verb), *(str(token.text) for token in said))


def suffers(core: Span, words: Span) -> bool:
    """Whether something is done to the counted: they are a passive subject or an object."""
    return anchor(core, words).dep_ in {"nsubj:pass", "nsubjpass", "obj", "dobj"}


def _says_little(verb: Token) -> bool:
    """Whether the verb tells of no event: "have", "include", "say", "believe"."""
    return verb.lemma_.lower() in _LIGHT | _SUPPOSED | _REPORTED


def _past_supposing(verb: Token, words: Span) -> Token:
    """The verb under "are believed to have been killed" and "said it believed ... are being hanged"."""
    if verb.lemma_.lower() in _SUPPOSED | _REPORTED:
        for child in verb.children:
            if child.dep_ in {"xcomp", "ccomp"} and child.i >= words.end:
                return child
    return verb


def _hedge_at(token: Token) -> Token | None:
    if token.lemma_.lower() in _SUPPOSED and token.pos_ in {"VERB", "ADJ", "NOUN"}:
        return token
    for child in token.children:
        adverb = child.lower_ in _HEDGING_ADVERBS
        modal = child.lower_ in _HEDGING_MODALS and child.tag_ == "MD" and child.i < token.i
        if adverb or modal:
            return child
    return None


def _hangs_on(token: Token, home: Token, words: Span) -> bool:
    """Whether `token` depends on the event or on the figure with no other verb between."""
    for _ in range(2 * _FAR):
        if token.i == home.i or words.start <= token.i < words.end:
            return True
        if token.head.i == token.i or (token.pos_ == "VERB" and not _joined(token, home)):
            return False
        if token.pos_ == "VERB" and home.dep_ == "conj" and home.head.i == token.i:
            return True
        token = token.head
    return False


def _joined(a: Token, b: Token) -> bool:
    """Whether two verbs are coordinated ("were killed and wounded in the blast")."""
    return (a.dep_ == "conj" and a.head.i == b.i) or (b.dep_ == "conj" and b.head.i == a.i)
