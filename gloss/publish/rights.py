"""Watch over rights: no run of 12 words of a restricted article outside what its rights grant.

Words are compared without case and punctuation. Words that another article grants are free. For
speed a page is sampled: any run of 12 words holds 9 runs of 4, so looking at every ninth run of 4
misses none; only where one is known are the runs of 12 around it compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gloss.model import Article, Spans, TextSpan

RUN = 12
_SEED = 4
_STEP = RUN - _SEED + 1
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Breach:
    """Words of `article` (a run of 12) that stand where its rights do not grant them."""

    article: str
    words: str


@dataclass(slots=True)
class RightsWatch:
    """Finds breaches in any text; made once per build by `watch`."""

    _seeds: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _runs: list[tuple[str, frozenset[int]]] = field(default_factory=list)

    def breaches(self, text: str) -> tuple[Breach, ...]:
        """The first breach of each article in `text`, in order of article."""
        if not self._seeds:
            return ()
        words = _words(text)
        found: dict[str, str] = {}
        seeds = self._seeds
        for at in range(0, len(words) - _SEED + 1, _STEP):
            holders = seeds.get(hash(tuple(words[at : at + _SEED])))
            if holders:
                self._look_around(words, at, holders, found)
        return tuple(Breach(article, run) for article, run in sorted(found.items()))

    def _look_around(
        self, words: Sequence[str], at: int, holders: Iterable[int], found: dict[str, str]
    ) -> None:
        for start in range(max(0, at - _STEP + 1), min(at, len(words) - RUN) + 1):
            run = tuple(words[start : start + RUN])
            for holder in holders:
                article, runs = self._runs[holder]
                if hash(run) in runs:
                    found.setdefault(article, " ".join(run))


def watch(articles: Sequence[Article], granted: Mapping[str, Spans]) -> RightsWatch:
    """A watch over all `articles` that are not `full`; `granted` holds the spans they do grant."""
    free: set[int] = set()
    held: list[tuple[str, set[int], dict[int, tuple[str, ...]]]] = []
    for article in sorted(articles, key=lambda a: a.id):
        spans = _joined(article, granted.get(article.id, ()))
        inside, outside = _split(article, spans)
        free |= inside
        if outside:
            held.append((article.id, set(outside), outside))
    found = RightsWatch()
    seeds: dict[int, tuple[int, ...]] = {}
    for name, all_runs, words in held:
        runs = all_runs - free
        number = len(found._runs)
        found._runs.append((name, frozenset(runs)))
        for run in runs:
            for at in range(_STEP):
                seed = hash(words[run][at : at + _SEED])
                known = seeds.get(seed, ())
                if not known or known[-1] != number:
                    seeds[seed] = (*known, number)
    found._seeds = seeds
    return found


def _split(article: Article, spans: Sequence[TextSpan]) -> tuple[set[int], dict[int, tuple[str, ...]]]:
    """Hashes of the runs of 12 that rights grant, and the runs they do not grant by their hash."""
    matches = [(m.start(), m.end()) for m in _WORD.finditer(article.text)]
    words = [article.text[start:end].casefold() for start, end in matches]
    inside: set[int] = set()
    outside: dict[int, tuple[str, ...]] = {}
    at = 0
    for first in range(len(words) - RUN + 1):
        start, end = matches[first][0], matches[first + RUN - 1][1]
        run = tuple(words[first : first + RUN])
        while at < len(spans) and spans[at].end <= start:
            at += 1
        granted = at < len(spans) and spans[at].start <= start and end <= spans[at].end
        if granted or article.rights == "full":
            inside.add(hash(run))
        else:
            outside[hash(run)] = run
    return inside, outside


def _joined(article: Article, spans: Spans) -> list[TextSpan]:
    """The spans in order, those with no word between them as one."""
    joined: list[TextSpan] = []
    for span in sorted(spans):
        if joined and not _WORD.search(article.text, joined[-1].end, max(span.start, joined[-1].end)):
            joined[-1] = TextSpan(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return joined


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
