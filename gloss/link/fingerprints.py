"""Runs of words that articles share, found in time linear in the corpus.

Winnowing: of every four neighbouring shingles of five words the one with the smallest hash is kept,
so any shared run of eight words is found for certain, and two in five shingles are stored.
Source: Schleimer, Wilkerson, Aiken, "Winnowing", SIGMOD 2003.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise

from gloss.link.known import Known
from gloss.link.words import words_of
from gloss.model import AnnotatedArticle, TextSpan

SHINGLE = 5
WINDOW = 4
_ALL_PAIRS = 8
_MASK = (1 << 61) - 1

Meetings = tuple[tuple[int, int], ...]
"""Where two texts print the same shingle: numbers of its first word in each, in order, each once."""


@dataclass(frozen=True, slots=True)
class Prose:
    """The words of an article's running text; `blocks` and `sentences` hold a number for each word."""

    article: str
    norms: tuple[str, ...]
    spans: tuple[TextSpan, ...]
    blocks: tuple[int, ...]
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """Equal words in two articles: from word `a` of the one and word `b` of the other."""

    a: int
    b: int
    length: int


def prose_of(record: AnnotatedArticle) -> Prose:
    """The words of the blocks of text, without headline, dateline and furniture."""
    article = record.article
    norms: list[str] = []
    spans: list[TextSpan] = []
    blocks: list[int] = []
    for number, block in enumerate(article.blocks):
        if block.kind == "text":
            words = words_of(article.text, block.span)
            norms.extend(words.norms)
            spans.extend(words.spans)
            blocks.extend([number] * len(words))
    return Prose(
        article.id, tuple(norms), tuple(spans), tuple(blocks), _sentences(spans, record.annotations.sentences)
    )


def _sentences(spans: Sequence[TextSpan], sentences: Sequence[TextSpan]) -> tuple[int, ...]:
    ends = sorted(sentence.end for sentence in sentences)
    found = []
    at = 0
    for span in spans:
        while at < len(ends) and ends[at] <= span.start:
            at += 1
        found.append(at)
    return tuple(found)


def shared_shingles(texts: Sequence[Prose], known: Known) -> Iterator[tuple[int, int, Meetings]]:
    """Pairs of texts (by number, the first smaller) with the places where both print a kept shingle.

    A run that many texts print is followed from the first of them to each other one and from each
    to the next, not between all pairs, so a widely copied text stays cheap.
    """
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, text in enumerate(texts):
        for mark, at in known.get(("marks", id(text)), partial(_marks, text), text):
            places[mark].append((number, at))
    pairs: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for found in (places_of_one for places_of_one in places.values() if len(places_of_one) > 1):
        for (one, i), (other, j) in _meetings(found):
            pairs[one, other].append((i, j))
    for (one, other), meetings in sorted(pairs.items()):
        yield one, other, tuple(sorted(set(meetings)))


def _meetings(found: list[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    firsts = list({number: (number, at) for number, at in reversed(found)}.values())[::-1]
    if len(firsts) <= _ALL_PAIRS:
        yield from ((a, b) for n, a in enumerate(firsts) for b in firsts[n + 1 :])
        return
    yield from ((firsts[0], b) for b in firsts[1:])
    yield from pairwise(firsts[1:])


def _marks(text: Prose) -> list[tuple[int, int]]:
    """The kept shingles as (hash, number of the first word)."""
    kept = []
    hashes = [_word_hash(norm) for norm in text.norms]
    shingles = []
    for n in range(len(hashes) - SHINGLE + 1):
        if text.blocks[n] == text.blocks[n + SHINGLE - 1]:
            made = 0
            for part in hashes[n : n + SHINGLE]:
                made = (made * 1_000_003 ^ part) & _MASK
            shingles.append((_mixed(made), n))
    last = -1
    for n in range(max(1, len(shingles) - WINDOW + 1)):
        window = shingles[n : n + WINDOW]
        if window:
            smallest = min(window, key=lambda s: (s[0], -s[1]))
            if smallest[1] != last:
                last = smallest[1]
                kept.append(smallest)
    return kept


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _mixed(value: int) -> int:
    """The value with its bits stirred, so that the smallest of a window is a fair draw."""
    value = (value ^ (value >> 29)) * 0x5851F42D4C957F2D & _MASK
    return value ^ (value >> 31)


def longest_runs(one: Prose, other: Prose, meetings: Meetings) -> list[Run]:
    """The meetings grown to both sides as far as words agree, longest first, each once."""
    found: dict[tuple[int, int], Run] = {}
    for i, j in meetings:
        if any(r.a <= i < r.a + r.length and i - j == r.a - r.b for r in found.values()):
            continue
        if one.norms[i : i + SHINGLE] != other.norms[j : j + SHINGLE]:
            continue
        back = _agreeing(one, other, i - 1, j - 1, -1)
        ahead = _agreeing(one, other, i, j, 1)
        found[i - back, j - back] = Run(i - back, j - back, back + ahead)
    return sorted(found.values(), key=lambda r: (-r.length, r))


def _agreeing(one: Prose, other: Prose, i: int, j: int, step: int) -> int:
    """How many words agree from here on in one direction, within the block of the first."""
    count = 0
    while (
        0 <= i < len(one.norms)
        and 0 <= j < len(other.norms)
        and one.norms[i] == other.norms[j]
        and one.blocks[i] == one.blocks[i - step * min(count, 1)]
        and other.blocks[j] == other.blocks[j - step * min(count, 1)]
    ):
        count, i, j = count + 1, i + step, j + step
    return count
