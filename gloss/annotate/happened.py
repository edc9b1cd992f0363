"""What the sentence says happened to the counted: event, hedge and place, from its syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_LIGHT = frozenset(
    ("be", "have", "do", "include", "say", "tell", "number", "total", "involve", "see", "get", "make",
    "take", "give",
     "show", "know", "want", "need", "go", "come", "put", "find")
)  # fmt: skip
_SUPPOSED = frozenset(
    ("believe", "think", "estimate", "allege", "suspect", "presume", "fear", "assume", "suppose", "reckon",
    "expect",
     "appear", "seem")
)  # fmt: skip
_REPORTED = frozenset(("say", "report", "know", "understand", "leave", "consider"))
_HEDGING_ADVERBS = frozenset(
    (
        "reportedly",
        "allegedly",
        "apparently",
        "possibly",
        "probably",
        "perhaps",
        "purportedly",
        "supposedly",
        "likely",
    )
)
_HEDGING_MODALS = frozenset(("may", "might", "could"))
_NOUNS_OF_EVENTS = {
    "death": "die", "killing": "kill", "murder": "murder", "execution": "execute", "hanging": "hang",
    "arrest": "arrest",
    "detention": "detain", "displacement": "displace", "abduction": "abduct", "kidnapping": "kidnap",
    "loss": "lose",
    "massacre": "massacre", "deportation": "deport", "expulsion": "expel", "rescue": "rescue", "release":
    "release",
    "disappearance": "disappear", "slaughter": "slaughter", "imprisonment": "imprison", "torture": "torture",
}  # fmt: skip
STATES = {"dead": "die", "wounded": "wound", "injured": "injure", "missing": "miss", "homeless": "displace"}
_PLACE_LABELS = frozenset(("LOC", "GPE", "FAC"))
_PLACE_WORDS = frozenset(("in", "at", "near", "inside", "outside", "across", "around", "throughout"))
_FAR = 4


def anchor(words: Span) -> Token:
    """The token of the figure on which its clause hangs: a subject or object before anything else."""
    outward = [t for t in words if t.head.i < words.start or t.head.i >= words.end or t.head.i == t.i]
    ranks = {"nsubj:pass": 0, "nsubjpass": 0, "obj": 1, "dobj": 1, "nsubj": 2}
    first = min(outward, key=lambda t: (ranks.get(t.dep_, 3), -t.i), default=words.root)
    for _ in range(_FAR):
        if first.dep_ != "conj":
            break
        first = first.head
    return first


def event_verb(words: Span) -> Token | None:
    """The verb (or "dead", "missing") that tells what happened to the counted, or None."""
    token = anchor(words)
    for child in words.root.children:
        if child.dep_.startswith("acl") and child.tag_ == "VBN" and child.i >= words.end:
            return child
    if token.dep_.split(":")[0] not in {"nsubj", "obj", "nsubjpass", "dobj"}:
        return next((t for t in words.doc[words.end : words.end + 1] if t.lower_ in STATES), None)
    return _past_supposing(token.head, words)


def event_lemma(core: Span, words: Span, verb: Token | None) -> str | None:
    """Lemma of what happened: of the verb, else of "the killing of", else of a participle before the noun."""
    if verb is not None:
        if verb.lower_ in STATES:
            return STATES[verb.lower_]
        lemma = verb.lemma_.lower()
        if verb.pos_ == "VERB" and lemma not in _LIGHT | _SUPPOSED | _REPORTED:
            return lemma
    token = anchor(words)
    if token.dep_.startswith("nmod") and token.head.lemma_.lower() in _NOUNS_OF_EVENTS:
        return _NOUNS_OF_EVENTS[token.head.lemma_.lower()]
    for word in core:
        if word.tag_ == "VBN" and word.lemma_.lower() != word.lower_:
            return word.lemma_.lower()
    return None


def hedge(words: Span, verb: Token | None) -> str | None:
    """The word by which the sentence keeps its distance ("believed", "reportedly"), as printed, or None."""
    for token in words:
        if token.lemma_.lower() in _SUPPOSED or token.lower_ in _HEDGING_ADVERBS:
            return str(token.text)
    start: Token | None = verb if verb is not None else anchor(words).head
    for _ in range(_FAR):
        if start is None:
            break
        found = _hedge_at(start)
        if found is not None:
            return str(found.text)
        start = start.head if start.head.i != start.i else None
    for token in words.doc[max(words.sent.start, words.start - 2) : words.start]:
        if token.lemma_.lower() in _SUPPOSED and token.pos_ in {"VERB", "ADJ"}:
            return str(token.text)
    return None


def place(words: Span, verb: Token | None) -> str | None:
    """The first place named with the event after "in", "at", "near", as printed; None without any."""
    home = verb if verb is not None else anchor(words)
    for entity in words.sent.ents:
        if entity.label_ not in _PLACE_LABELS or entity.start < words.start:
            continue
        lead = {t.lower_ for t in entity.root.subtree if t.i < entity.start} | {
            t.lower_ for t in words.doc[max(0, entity.start - 1) : entity.start]
        }
        if lead & _PLACE_WORDS and _hangs_on(entity.root, home, words):
            return str(entity.text)
    return None


def stretches(verb: Token) -> tuple[str, ...]:
    """Phrases with a noun of time that depend on the verb, as printed ("in four years")."""
    found = []
    for child in verb.children:
        if child.dep_.startswith("obl") or child.dep_ in {"npadvmod", "prep"}:
            first, last = child.left_edge.i, max(c.i for c in (child, *child.children))
            found.append(str(verb.doc[first : last + 1].text))
    return tuple(found)


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
        if token.head.i == token.i or (token.pos_ == "VERB" and token.i != home.i):
            return False
        token = token.head
    return False
