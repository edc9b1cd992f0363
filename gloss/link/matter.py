"""What accusations and denials are about: the deeds an accusation names, and who says nobody did them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from gloss.link.words import stem, word_set

_BEFORE_DEED = word_set("of for with by and or")
_NOT_DEEDS = word_set("during including according following regarding concerning being having")
_NEGATORS = word_set("no not never nobody none neither nor without nothing cannot")
_NO_DENIAL = word_set("more fewer less longer only yet later just doubt matter")
"""Words after a negator that make it a bound ("no more than") or a figure of speech."""

_REACH = 4
_DETERMINERS = word_set("the that this these those its his her their such a an")
_DOCUMENTS = word_set(
    """report reports study studies survey surveys dossier findings audit inquiry investigation review letter
    lawsuit suit article book memo memoir leak poll documentary"""
)
_AIMED = re.compile(r"\b(?:of|for|with)\s+(?:\w+ly\s+)?(?=\w+ing\b)", re.IGNORECASE)


def deeds(norms: Sequence[str]) -> frozenset[str]:
    """Stems of what an accusation says was done: "of hanging prisoners … and of burning many"."""
    return frozenset(
        stem(word)
        for before, word in pairwise(norms)
        if before in _BEFORE_DEED and word.endswith("ing") and len(word) > 4 and word not in _NOT_DEEDS
    )


def charged(words: str) -> int:
    """Where the charge begins in the content of an accusation, behind whom it is against; 0 if not told."""
    found = _AIMED.search(words)
    return found.end() if found else 0


def said_not(norms: Sequence[str]) -> frozenset[str]:
    """Stems of the words that stand close to a negation: "no ship of ours fired a shot"."""
    found: set[str] = set()
    for at, word in enumerate(norms):
        negates = word in _NEGATORS or word.endswith("n't")
        if negates and _NO_DENIAL.isdisjoint(norms[at + 1 : at + 2]):
            found.update(map(stem, norms[max(0, at - 2) : at + 1 + _REACH]))
    return frozenset(found)


def document(norms: Sequence[str]) -> str | None:
    """The document that a denial is about ("rejected that report as well"), None if it is about none."""
    for word in norms[:4]:
        if word in _DOCUMENTS:
            return word
        if word not in _DETERMINERS:
            return None
    return None
