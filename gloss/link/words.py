"""Words of a text as comparison sees them: folded, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gloss.model import TextSpan

_WORD = re.compile(r"\w+(?:['’ʼ]\w+)*")
_FOLDED_MARKS = str.maketrans({"’": "'", "ʼ": "'", "‘": "'"})


def word_set(text: str) -> frozenset[str]:
    """The words of a list written out as running text."""
    return frozenset(text.split())


# The closed classes of English and the barest verbs: words that two texts share by chance.
FUNCTION_WORDS = word_set(
    """a an the this that these those some any each every no not all both either neither such own same other
    i me my mine we us our ours you your yours he him his she her hers it its they them their theirs one
    who whom whose which what when where why how there here then now also just only even very too so as
    and or but nor if because while although though until since than whether of in on at by to from with
    without for about into over under after before between through during against among around within
    up down out off again further once near more most less least many much few several
    be am is are was were been being do does did doing done have has had having will would can could may
    might must shall should say says said saying tell told get got go goes went gone make made take taken
    it's that's there's he's she's we're they're i'm don't doesn't didn't isn't aren't wasn't weren't won't
    can't couldn't wouldn't according mr mrs ms"""
)


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words with the range of the article each stands at."""

    norms: tuple[str, ...]
    spans: tuple[TextSpan, ...]

    def __len__(self) -> int:
        return len(self.norms)

    def between(self, first: int, last: int) -> TextSpan:
        """The range from word `first` up to, but without, word `last`; empty where they are equal."""
        if first < last:
            return TextSpan(self.spans[first].start, self.spans[last - 1].end)
        at = self.spans[first].start if first < len(self.spans) else self.spans[-1].end if self.spans else 0
        return TextSpan(at, at)


def words_of(text: str, span: TextSpan | None = None) -> Words:
    """The words within `span` of `text` (all of it without one); case and apostrophes folded."""
    start, end = (span.start, span.end) if span else (0, len(text))
    found = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text, start, end)]
    return Words(
        tuple(fold(word) for word, _, _ in found),
        tuple(TextSpan(first, last) for _, first, last in found),
    )


def fold(word: str) -> str:
    """The word without case and with straight apostrophes."""
    return word.lower() if word.isascii() else word.translate(_FOLDED_MARKS).casefold()


def count_words(text: str, span: TextSpan) -> int:
    """How many words `words_of` finds."""
    return sum(1 for _ in _WORD.finditer(text, span.start, span.end))


def content_words(norms: Iterable[str]) -> frozenset[str]:
    """Stems of the words that carry meaning: no function words, no numbers, no single letters."""
    return frozenset(
        stem(word) for word in norms if word not in FUNCTION_WORDS and len(word) > 1 and not word.isdigit()
    )


def stem(word: str) -> str:
    """The word without its commonest endings, enough to see that "burned" and "burning" are one."""
    word = word.removesuffix("'s")
    for ending, least in (
        ("ations", 6),
        ("ation", 5),
        ("ings", 5),
        ("ing", 4),
        ("ies", 3),
        ("ed", 4),
        ("es", 4),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= least - 1:
            return word[: -len(ending)]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word
