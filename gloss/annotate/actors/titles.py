"""Titles and descriptions beside a name: "White House spokesman NAME", "NAME, the top diplomat"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from gloss.annotate import gazetteer
from gloss.annotate.actors.found import POSSESSIVES, is_capitalised, text_span
from gloss.annotate.actors.lexicon import (
    ABBREVIATED_TITLES,
    GENDERED_ROLES,
    HONORIFICS,
    OFFICES,
    ROLES,
    SUFFIXES,
    TITLE_MODIFIERS,
    words,
)
from gloss.model import Title

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST = 14
DATES = words(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december today yesterday tomorrow"""
)
ENDS = frozenset({",", ";", ".", ":", "—", "–", "(", ")", '"', "“", "”", "who", "which", "that", "?", "!"})


def is_honorific(token: Token) -> bool:
    return token.lower_ in HONORIFICS or token.lower_ in ABBREVIATED_TITLES


def is_role(token: Token) -> bool:
    """Whether the word names a role or its abbreviation ("spokesman", "Sen."), hyphened parts included."""
    word = role_word(token)
    return word in ROLES or token.lower_ in ABBREVIATED_TITLES


def role_word(token: Token) -> str:
    """The role noun of a token in lower case: "ex-president" gives "president", "aides" gives "aide"."""
    word = token.lower_
    if word in ROLES:
        return word
    tail = word.rsplit("-", 1)[-1]
    if tail in ROLES:
        return tail
    lemma = token.lemma_.lower()
    return lemma if lemma in ROLES else word


def before(doc: Doc, start: int) -> int:
    """First token of the title printed right before the name at `start`; `start` if there is none."""
    if start == 0 or (doc[start].is_sent_start and not is_honorific(doc[start - 1])):
        return start
    at = start - 1
    if not (is_role(doc[at]) or is_honorific(doc[at])):
        found = _role_before_phrase(doc, at)
        if found is None:
            return start
        at = found
    while at > 0 and not doc[at].is_sent_start and start - at < LONGEST and _modifies(doc[at - 1]):
        at -= 1
    while doc[at].is_punct:
        at += 1
    return _with_possessor(doc, at)


def _with_possessor(doc: Doc, at: int) -> int:
    """The title from the possessive that leads into it: "her brother", "Okafor's predecessor"."""
    if at and doc[at - 1].tag_ == "PRP$":
        return at - 1
    if at < 2 or doc[at - 1].text not in POSSESSIVES:
        return at
    begin = at - 1
    while begin > 0 and at - begin < 5 and is_capitalised(doc[begin - 1]) and not doc[begin].is_sent_start:
        begin -= 1
    return begin


def _modifies(token: Token) -> bool:
    word = token.lower_
    if token.text in POSSESSIVES or word in DATES:
        return False
    if token.is_punct:
        return token.text in ("-", "/")
    if token.pos_ in ("VERB", "AUX", "DET", "PRON"):
        return False
    if word in TITLE_MODIFIERS or is_role(token) or gazetteer.is_people(token.text):
        return True
    return is_capitalised(token) or token.pos_ in ("ADJ", "NOUN")


def _role_before_phrase(doc: Doc, at: int) -> int | None:
    """The role that a phrase ending in token `at` belongs to: "secretary for Near Eastern Affairs NAME"."""
    back = at
    while back > 0 and at - back < 7 and is_capitalised(doc[back]) and not doc[back].is_sent_start:
        back -= 1
    if back == at or doc[back].lower_ == "the":
        back -= 1 if doc[back].lower_ == "the" and back < at else 0
    joined = 0 < back < at and doc[back].lower_ in ("for", "of") and is_role(doc[back - 1])
    return back - 1 if joined else None


def after(doc: Doc, end: int) -> tuple[int, int] | None:
    """Tokens of the description behind the name that ends at `end` (", the top diplomat"), else None."""
    if end + 1 >= len(doc) or doc[end].text != ",":
        return None
    start = at = end + 1
    while at < len(doc) and at - start < LONGEST and not _closes(doc, at, start):
        at += 1
    if at == start or at >= len(doc) or at - start >= LONGEST:
        return None
    return (start, at) if _heads_role(doc, start, at) else None


def _closes(doc: Doc, at: int, start: int) -> bool:
    token = doc[at]
    if token.text in ENDS or token.is_space or (token.is_sent_start and at > start):
        return True
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD", "WP", "WDT", "VBG") and at > start


def _heads_role(doc: Doc, start: int, end: int) -> bool:
    """Whether the noun phrase at `start` is headed by a role: the last noun before its first preposition."""
    head = None
    for token in doc[start:end]:
        if token.tag_ in ("IN", "TO") or token.lower_ in ("of", "for", "at", "in", "from", "with", "and"):
            break
        head = token
    opener = doc[start]
    return head is not None and is_role(head) and opener.tag_ not in ("IN", "CC", "RB", "PRP", "VBD", "VBN")


def title_of(doc: Doc, start: int, end: int) -> Title | None:
    """The title printed with the name over tokens `start` to `end`: what stands before, else behind it."""
    begin = before(doc, start)
    if begin < start and any(is_role(t) for t in doc[begin:start]):
        return Title(doc[begin:start].text, text_span(doc, begin, start))
    behind = after(doc, end)
    if behind is None:
        return None
    return Title(doc[behind[0] : behind[1]].text, text_span(doc, *behind))


def gender_before(doc: Doc, start: int) -> Literal["m", "f"] | None:
    """The gender that an honorific or a role right before the name says, else None."""
    if start == 0:
        return None
    word = doc[start - 1].lower_
    return HONORIFICS.get(word) or GENDERED_ROLES.get(word)


def gender_of(title: str) -> Literal["m", "f"] | None:
    """The gender that a title says ("spokeswoman"), None where it says none or both."""
    said = {GENDERED_ROLES[w] for w in title.lower().split() if w in GENDERED_ROLES}
    return said.pop() if len(said) == 1 else None


def holds_office(title: str) -> bool:
    """Whether the title is one of present office ("US President"; not "former US president")."""
    words = title.lower().replace("-", " ").split()
    return bool(OFFICES.intersection(words)) and not {"former", "ex", "late"}.intersection(words)


def is_suffix(token: Token) -> bool:
    return token.lower_ in SUFFIXES
