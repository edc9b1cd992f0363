"""Watch over rights: nowhere 12 words on end of a restricted article beyond what its rights grant.

A run is a stretch of an article that a text repeats word for word, case and punctuation aside. It
is a breach when 12 or more of its words are granted neither by the article nor by another one that
prints the same; a quotation with its speaker's name after it, as in the article, is none.

For speed a text is sampled: any run of 12 words holds 9 runs of 4, so looking up every ninth run of
4 misses none. Only what is found there is compared word by word. A run of 4 that many articles print
("it said in a statement") tells nothing; where one is met, the runs of 12 around it are looked up.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from gloss.model import Article, Spans, TextSpan

RUN = 12
_SEED = 4
_STEP = RUN - _SEED + 1
_CROWD = 8
"""A run of 4 words at more places than this is looked up with its neighbours."""
_AT_ONCE = 50_000
"""Words of a long text that are looked through before those behind are let go of."""
_PLACES = 1 << 32
_WORD = re.compile(r"\w+")
_Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """Words of `article` that stand where its rights do not grant them: the first 12 of the run."""

    article: str
    words: str


@dataclass(frozen=True, slots=True)
class _Held:
    """A restricted article: its words, and how many of the first n are not granted."""

    article: str
    words: _Run
    ungranted: Sequence[int]

    def watched(self, start: int, end: int) -> bool:
        """Whether a word from `start` up to, but without, `end` is not granted."""
        last = len(self.words)
        return self.ungranted[min(end, last)] > self.ungranted[max(start, 0)]


@dataclass(slots=True)
class RightsWatch:
    """Finds breaches in any text; made once per build by `watch`.

    `_places` leads from the hash of a run of words to where it stands, as number of the article times
    2**32 plus number of the word: of runs of 4, and of runs of 12 that hold a `_crowded` one.
    """

    _held: list[_Held] = field(default_factory=list)
    _places: dict[int, int | tuple[int, ...]] = field(default_factory=dict)
    _crowded: set[int] = field(default_factory=set)
    _longest: int = 0

    def breaches(self, text: str | Iterable[str]) -> tuple[Breach, ...]:
        """The first breach of each article in `text`, in order of article.

        A long text may come in parts that end between words; no more of it is held than is needed.
        """
        found: dict[str, str] = {}
        for words, start, end in _windows([text] if isinstance(text, str) else text, self._longest):
            for at in range(start, end, _STEP):
                for code, first in self._met(words, at):
                    held = self._held[code // _PLACES]
                    if run := _run(words, first, held, code % _PLACES):
                        found.setdefault(held.article, run)
        return tuple(Breach(article, run) for article, run in sorted(found.items()))

    def _met(self, words: Sequence[str], at: int) -> Iterator[tuple[int, int]]:
        """Places in articles that a run of 4 words, or one of 12 around it, leads to, and the run's first."""
        seed = hash(tuple(words[at : at + _SEED]))
        if seed not in self._crowded:
            yield from ((code, at) for code in self._at(seed))
            return
        for first in range(max(0, at - _STEP + 1), min(at, len(words) - RUN) + 1):
            yield from ((code, first) for code in self._at(hash(tuple(words[first : first + RUN]))))

    def _at(self, run: int) -> tuple[int, ...]:
        found = self._places.get(run, ())
        return (found,) if isinstance(found, int) else found

    def sow(self) -> None:
        """Note where the runs of all articles stand that no grant covers."""
        self._longest = max((len(held.words) for held in self._held), default=0)
        for number, held in enumerate(self._held):
            for place in range(len(held.words) - _SEED + 1):
                if held.watched(place - _STEP + 1, place + RUN):
                    self._note(hash(held.words[place : place + _SEED]), number * _PLACES + place)
        for number, held in enumerate(self._held) if self._crowded else ():
            for place in range(len(held.words) - RUN + 1):
                run = held.words[place : place + RUN]
                if held.watched(place, place + RUN) and self._is_crowded(run):
                    found = self._at(hash(run))
                    self._places[hash(run)] = (*found, number * _PLACES + place)

    def _note(self, seed: int, code: int) -> None:
        found = self._at(seed)
        if len(found) == _CROWD:
            self._crowded.add(seed)
            del self._places[seed]
        elif seed not in self._crowded:
            self._places[seed] = (*found, code) if found else code

    def _is_crowded(self, run: _Run) -> bool:
        return any(hash(run[n : n + _SEED]) in self._crowded for n in range(_STEP))


def watch(articles: Sequence[Article], granted: Mapping[str, Spans]) -> RightsWatch:
    """A watch over all `articles` that are not `full`; `granted` holds the spans they do grant."""
    spelt: dict[str, str] = {}  # each word is held once, however many articles print it
    read = [
        (a, tuple(spelt.setdefault(w, w) for w in _words(a.text)), _grants(a, granted.get(a.id, ())))
        for a in sorted(articles, key=lambda a: a.id)
    ]
    free = {run for _, words, grants in read for run in _whole_runs(words, grants)}
    found = RightsWatch()
    for article, words, grants in read:
        if all(grants):
            continue
        held = _Held(article.id, words, _count(words, grants, free))
        if held.ungranted[-1] >= RUN:
            found._held.append(held)
    found.sow()
    return found


def _windows(parts: Iterable[str], longest: int) -> Iterator[tuple[list[str], int, int]]:
    """The words of a text, a stretch at a time, and from where to where runs of 4 are to be looked up.

    Around each of these as many words stand as a run can have; the ends are at multiples of 9.
    """
    words: list[str] = []
    start = 0
    for part in parts:
        words += _words(part)
        if len(words) - longest - start > _AT_ONCE:
            end = start + (len(words) - longest - start) // _STEP * _STEP
            yield words, start, end
            start = min(end, longest)
            del words[: end - start]
    yield words, start, len(words) - _SEED + 1


def _words(text: str) -> list[str]:
    """Split first, fold then: folding can change the length of a word and where it ends."""
    if text.isascii():
        return _WORD.findall(text.lower())
    return [word.casefold() for word in _WORD.findall(text)]


def _grants(article: Article, spans: Spans) -> bytes:
    """For every word of the article whether its rights grant it."""
    if article.rights == "full":
        return b"\1" * len(_words(article.text))
    found, ordered, at = bytearray(), sorted(spans), 0
    for match in _WORD.finditer(article.text):
        while at < len(ordered) and ordered[at].end <= match.start():
            at += 1
        word = TextSpan(match.start(), match.end())
        found.append(at < len(ordered) and ordered[at].contains(word))
    return bytes(found)


def _whole_runs(words: _Run, grants: bytes) -> Iterable[int]:
    """Hashes of the runs of 12 that are granted word for word."""
    length = 0
    for at, given in enumerate(grants):
        length = length + 1 if given else 0
        if length >= RUN:
            yield hash(words[at - RUN + 1 : at + 1])


def _count(words: _Run, grants: bytes, free: set[int]) -> Sequence[int]:
    """How many of the first n words are granted by nobody, for n from 0."""
    given = bytearray(grants)
    for at in range(len(words) - RUN + 1):
        if hash(words[at : at + RUN]) in free:
            given[at : at + RUN] = b"\1" * RUN
    return array("L", accumulate((not g for g in given), initial=0))


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
