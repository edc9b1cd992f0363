"""Letters in brackets and the name they stand for: "Alliance to Reclaim Our Harbours (AROH)"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from gloss.annotate.actors.found import Name, is_capitalised, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

SHORTEST, LONGEST = 3, 8
SMALL_WORDS = 3
"""Words without a letter of their own that a name may have: "of", "to", "the"."""


def spelled_out(doc: Doc) -> Iterator[Name]:
    """The words before letters in brackets that begin with those letters, in order, as a body's name.

    The letters themselves are that body's wherever they stand.
    """
    meant = set()
    for bracket in range(1, len(doc) - 2):
        letters = doc[bracket + 1].text
        if doc[bracket].text != "(" or doc[bracket + 2].text != ")" or not _is_letters(letters):
            continue
        start = _begin(doc, bracket, letters)
        if start is not None:
            meant.add(letters)
            yield Name(start, bracket, words_of(doc, start, bracket), "ORG", "body")
    yield from (Name(t.i, t.i + 1, t.text, "ORG", "body") for t in doc if t.text in meant)


def of_names(doc: Doc, names: Iterable[Name]) -> Iterator[Name]:
    """The letters, dotted or not, of every body's name of three words and more: "I.R.S."."""
    letters = {"".join(w[0] for w in n.text.split() if w[0].isupper()) for n in names if n.kind == "body"}
    meant = {found for found in letters if len(found) >= SHORTEST}
    for token in doc:
        if token.text.isupper() and token.text.replace(".", "") in meant:
            yield Name(token.i, token.i + 1, token.text, "ORG", "body")


def in_brackets(doc: Doc, names: Sequence[Name]) -> tuple[Name, ...]:
    """The letters that stand in brackets right behind a body's name, as names of their own."""
    found = []
    for name in names:
        at = name.end + 1
        if name.kind == "body" and at + 1 < len(doc) and doc[at - 1].text == "(" and doc[at + 1].text == ")":
            text = words_of(doc, at, at + 1)
            if text.isupper() and 2 <= len(text) <= LONGEST:
                found.append(Name(at, at + 1, text, "ORG", "body", name.code))
    return tuple(found)


def _is_letters(text: str) -> bool:
    return text.isalpha() and text.isupper() and SHORTEST <= len(text) <= LONGEST


def _begin(doc: Doc, end: int, letters: str) -> int | None:
    """The first of the words before `end` that spell the letters, None where they do not."""
    left, small = list(letters), 0
    for at in range(end - 1, -1, -1):
        word = doc[at]
        if word.is_space or word.is_punct:
            return None
        if is_capitalised(word) and word.text[0] == left[-1]:
            left.pop()
            if not left:
                return at
        elif is_capitalised(word) or (small := small + 1) > SMALL_WORDS or not word.is_stop:
            return None
    return None
