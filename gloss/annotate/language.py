"""Whether an article is in a language the pipeline reads, by what it says of itself or by its words."""

from __future__ import annotations

import re

from gloss.model import Article

_WORD = re.compile(r"[^\W\d_]+")
_MARKUP = re.compile(r"<[^<>]{1,300}>")
_ADDRESS = re.compile(r"(?<!\S)\S*(?://|[@#]|\w\.\w)\S*")
"""Addresses, handles and hashtags: like markup, they have words of no language."""
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")

ENOUGH_WORDS = 40
"""Fewer words than this say nothing about the language of a text."""

LEAST_SHARE = 0.10
"""English news has a quarter to two fifths of these words, other languages next to none."""

_FUNCTION_WORDS = frozenset(
    _WORD.findall(
        "the of and to that with from by this which are were been have has had would could should they their"
        " there than when who what about after before into said it its he she his her not but or be was is on"
        " at"
    )
)
_SHARED = frozenset(_WORD.findall("of had was is on at or her he be not but"))
"""Of these, words that other languages print too: they count for half."""


def unread_reason(article: Article, languages: tuple[str, ...]) -> str | None:
    """Why the article cannot be read by a pipeline for `languages`, or None where it can.

    The language the editor gave decides. Where none is given, only "not English" can be told, and
    only of a text of some length.
    """
    given = (article.language or "").split("-")[0].split("_")[0].lower()
    if given:
        return None if given in languages else f"its language is {given}, which the pipeline does not read"
    if languages != ("en",) or looks_english(article.text):
        return None
    return "its language is not given and does not look like English"


def looks_english(text: str) -> bool:
    """Whether the text could be English; True also for texts too short to tell."""
    letters = [c for c in text if c.isalpha()]
    foreign = sum(1 for c in letters if not _LATIN.match(c))
    if len(letters) >= 2 * ENOUGH_WORDS and foreign * 2 > len(letters):
        return False
    every = _WORD.findall(_ADDRESS.sub(" ", _MARKUP.sub(" ", text)))
    if len(every) < ENOUGH_WORDS:
        return True
    plain = [w for w in every if w.islower()]  # names say little of the language, and headlines are all names
    words = plain if len(plain) * 2 >= ENOUGH_WORDS else [w.lower() for w in every]
    points = sum(0.5 if w in _SHARED else 1.0 for w in words if w in _FUNCTION_WORDS)
    return points / len(words) >= LEAST_SHARE
