"""What a number counts: the noun phrase after it, read by tags so that a wrong parse costs little."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gloss.annotate import symbols
from gloss.annotate.calendar import WEEKDAYS
from gloss.annotate.numbers import Number

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TIMES = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "month": "M", "year":
    "Y",
    "decade": "Y", "century": "Y",
}  # fmt: skip
"""Units of time with their letter in an ISO 8601 duration."""

LENGTHS = frozenset(
    ("mile", "kilometre", "kilometer", "metre", "meter", "foot", "feet", "yard", "block", *symbols.LENGTHS)
)

_PERSONS = frozenset(
    ("person", "man", "woman", "child", "boy", "girl", "soldier", "officer", "policeman", "policewoman",
    "civilian",
     "protester", "student", "worker", "victim", "suspect", "detainee", "prisoner", "hostage", "journalist",
     "guard",
     "fighter", "militant", "gunman", "pilot", "passenger", "resident", "villager", "patient", "doctor",
     "aide")
)  # fmt: skip
_COLLECTIVES = frozenset(
    ("people", "police", "staff", "cattle", "livestock", "personnel", "aircraft", "percent")
)
_MODIFIER_TAGS = frozenset(("JJ", "JJR", "JJS", "VBN", "VBG", "NN", "NNP", "HYPH", "AFX", "``", "''"))
_NOUN_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_SKIPPED = frozenset(("more", "other", "additional", "further"))
_LONGEST = 7
"""Tokens a counted noun phrase may have; a longer run is a list or a wrong tag."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The counted noun phrase: tokens `first` to `last` (both in it) of the Doc; `last` is its head."""

    first: int
    last: int
    lemma: str

    @property
    def measure(self) -> bool:
        """Whether this is a time or a length, no population."""
        return self.lemma in TIMES or self.lemma in LENGTHS


def counted(doc: Doc, after: int, number: Number) -> Counted | None:
    """What is counted by `number`, whose last token stands before token `after`; None for nothing.

    "thousands of detainees", "13 of the hostages", "50 more people" are seen through.
    """
    first = _start(doc, after, number)
    if short := _short_unit(doc, first):
        return short
    run: list[Token] = []
    for token in doc[first : first + _LONGEST]:
        noun = token.tag_ in _NOUN_TAGS
        if not (noun or token.tag_ in _MODIFIER_TAGS or _joins_adjectives(doc, token)):
            break
        if token.lower_[:3] in WEEKDAYS and token.lower_.endswith("day"):
            break
        if run and run[-1].tag_ in {"NNS", "NNPS"} and not noun:
            break
        run.append(token)
    while run and run[-1].tag_ not in _NOUN_TAGS:
        run.pop()
    if not run or not _countable(run[-1], number, bool(first > after)):
        return None
    return Counted(run[0].i, run[-1].i, _lemma(run[-1]))


def _short_unit(doc: Doc, first: int) -> Counted | None:
    """A unit in letters, which no tagger knows for a noun: "cm", "sq km"."""
    unit = symbols.symbol(tuple(t.text for t in doc[first : first + 2]))
    return Counted(first, first + unit.count(" "), unit) if unit else None


def unit_words(doc: Doc, found: Counted, event: str | None = None) -> str:
    """The phrase as printed, without a leading participle that is the `event` itself ("murdered")."""
    first = found.first
    if first < found.last and event is not None and doc[first].lemma_.lower() == event:
        first += 1
    words = doc[first : found.last + 1].text.strip("“”\"'‘’ ")
    return re.sub(r"\s+", " ", words)


def _start(doc: Doc, after: int, number: Number) -> int:
    words = [t.lower_ for t in doc[after : after + 4]]
    if words[:1] == ["of"]:
        if words[1:2] and words[1] in {"the", "these", "those", "its", "his", "her", "their", "our"}:
            return after + 2
        return after + 1 if number.vague or words[1:2] != ["them"] else after
    if words[:1] and words[0] in _SKIPPED:
        return after + 1
    return after


def _countable(head: Token, number: Number, partly: bool) -> bool:
    lemma = _lemma(head)
    if lemma == "time":
        return False
    if number.value == 1 and lemma not in LENGTHS:
        return lemma in _PERSONS and not partly
    if head.tag_ in {"NNS", "NNPS"} or lemma in _COLLECTIVES or head.lower_ in _COLLECTIVES:
        return True
    return lemma in LENGTHS and (number.value == 1 or lemma == "km")


def _lemma(token: Token) -> str:
    lemma = token.lemma_.lower() or token.lower_
    if token.tag_ in {"NNS", "NNPS"} and lemma == token.lower_ and lemma.endswith("s"):
        known = lemma[:-1]
        return known if known in TIMES or known in LENGTHS else lemma
    return lemma


def _joins_adjectives(doc: Doc, token: Token) -> bool:
    """ "political and religious prisoners", "unarmed, elderly civilians"."""
    if token.lower_ not in {"and", "or", ","} or not 0 < token.i < len(doc) - 1:
        return False
    adjectives = {"JJ", "VBN"}
    return doc[token.i - 1].tag_ in adjectives and doc[token.i + 1].tag_ in adjectives
