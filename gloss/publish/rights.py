"""Watch over rights: nowhere 12 words on end of a restricted article beyond what its rights grant.

A run is a stretch of an article that a text repeats word for word, case and punctuation aside. It
is a breach when 12 or more of its words are granted neither by the article nor by another one that
prints the same; a quotation with its speaker's name after it, as in the article, is none.

For speed a text is sampled: any run of 12 words holds 9 runs of 4, so looking up every ninth run of
4 misses none. Only what is found there is compared word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from gloss.model import Article, Spans, TextSpan

RUN = 12
_SEED = 4
_STEP = RUN - _SEED + 1
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Breach:
    """Words of `article` that stand where its rights do not grant them: the first 12 of the run."""

    article: str
    words: str


@dataclass(frozen=True, slots=True)
class _Held:
    """A restricted article: its words, and how many of the first n are not granted."""

    article: str
    words: tuple[str, ...]
    ungranted: tuple[int, ...]


@dataclass(slots=True)
class RightsWatch:
    """Finds breaches in any text; made once per build by `watch`."""

    _held: list[_Held] = field(default_factory=list)
    _seeds: dict[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def breaches(self, text: str) -> tuple[Breach, ...]:
        """The first breach of each article in `text`, in order of article."""
        found: dict[str, str] = {}
        words = _words(text) if self._seeds else ()
        for at in range(0, len(words) - _SEED + 1, _STEP):
            for number, place in self._seeds.get(hash(tuple(words[at : at + _SEED])), ()):
                held = self._held[number]
                run = _run(words, at, held, place)
                if run:
                    found.setdefault(held.article, run)
        return tuple(Breach(article, run) for article, run in sorted(found.items()))


def watch(articles: Sequence[Article], granted: Mapping[str, Spans]) -> RightsWatch:
    """A watch over all `articles` that are not `full`; `granted` holds the spans they do grant."""
    read = [
        (a, _words(a.text), _grants(a, granted.get(a.id, ()))) for a in sorted(articles, key=lambda a: a.id)
    ]
    free = {run for _, words, grants in read for run in _whole_runs(words, grants)}
    found = RightsWatch()
    for article, words, grants in read:
        if all(grants):
            continue
        held = _Held(article.id, words, _count(words, grants, free))
        if held.ungranted[-1] >= RUN:
            _sow(found, held)
    return found


def _words(text: str) -> tuple[str, ...]:
    """Split first, fold then: folding can change the length of a word and where it ends."""
    if text.isascii():
        return tuple(_WORD.findall(text.lower()))
    return tuple([word.casefold() for word in _WORD.findall(text)])


def _grants(article: Article, spans: Spans) -> list[bool]:
    """For every word of the article whether its rights grant it."""
    if article.rights == "full":
        return [True] * len(_words(article.text))
    found, ordered, at = [], sorted(spans), 0
    for match in _WORD.finditer(article.text):
        while at < len(ordered) and ordered[at].end <= match.start():
            at += 1
        word = TextSpan(match.start(), match.end())
        found.append(at < len(ordered) and ordered[at].contains(word))
    return found


def _whole_runs(words: Sequence[str], grants: Sequence[bool]) -> Iterable[int]:
    """Hashes of the runs of 12 that are granted word for word."""
    length = 0
    for at, given in enumerate(grants):
        length = length + 1 if given else 0
        if length >= RUN:
            yield hash(tuple(words[at - RUN + 1 : at + 1]))


def _count(words: Sequence[str], grants: Sequence[bool], free: set[int]) -> tuple[int, ...]:
    """How many of the first n words are granted by nobody, for n from 0."""
    given = list(grants)
    for at in range(len(words) - RUN + 1):
        if hash(tuple(words[at : at + RUN])) in free:
            given[at : at + RUN] = [True] * RUN
    return tuple(accumulate((not g for g in given), initial=0))


def _sow(found: RightsWatch, held: _Held) -> None:
    number = len(found._held)
    found._held.append(held)
    for place in range(len(held.words) - _SEED + 1):
        seed = hash(held.words[place : place + _SEED])
        found._seeds[seed] = (*found._seeds.get(seed, ()), (number, place))


def _run(words: Sequence[str], at: int, held: _Held, place: int) -> str:
    """The first 12 words of the run through `at` if it is a breach, else nothing."""
    back = 0
    while back < min(at, place) and words[at - back - 1] == held.words[place - back - 1]:
        back += 1
    most = min(len(words) - at, len(held.words) - place)
    on = 0
    while on < most and words[at + on] == held.words[place + on]:
        on += 1
    if held.ungranted[place + on] - held.ungranted[place - back] < RUN:
        return ""
    return " ".join(words[at - back : at - back + RUN])
