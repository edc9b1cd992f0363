"""What each briefing holds: its articles, and whatever stands in one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from gloss.model import (
    Actor,
    Article,
    Briefing,
    BriefingSummary,
    Corpus,
    Dispute,
    FigureGroup,
    Index,
    Utterance,
)
from gloss.pages import paging
from gloss.pages.grouped import grouped

V = TypeVar("V")

NO_SPEAKER = "no speaker"
"""Under what utterances without a speaker stand among the names."""


class ByBriefing:
    """Look-ups by a briefing's slug. Misses are absent keys or empty tuples."""

    def __init__(self, index: Index, corpus: Corpus, page_size: int) -> None:
        self._index, self._corpus, self._page_size = index, corpus, page_size
        self._names = {a.id: a.name for a in index.actors}
        self._quoted_in = {q.id: q.article for q in index.quoted}
        self._figure_in = {f.id: f.article for f in index.figures}

    @cached_property
    def briefing(self) -> Mapping[str, Briefing]:
        return {b.slug: b for b in self._corpus.briefings}

    @cached_property
    def summaries(self) -> Mapping[str, BriefingSummary]:
        return {s.briefing: s for s in self._index.summaries}

    @cached_property
    def articles(self) -> Mapping[str, tuple[Article, ...]]:
        """Articles of each briefing, also those whose text stands in another one as well."""
        by_id = {a.id: a for a in self._corpus.articles}
        further = [(briefing, a) for a, places in self._corpus.also_in for briefing, _ in places]
        pairs = [(a.briefing, a.id) for a in self._corpus.articles] + further
        return {
            briefing: tuple(by_id[a] for a in sorted({a for _, a in group}))
            for briefing, group in grouped(pairs, lambda p: p[0]).items()
        }

    @cached_property
    def using(self) -> Mapping[str, tuple[Briefing, ...]]:
        """The briefings that use each article."""
        pairs = [(a.id, b) for b in self._corpus.briefings for a in self.articles.get(b.slug, ())]
        return {a: tuple(b for _, b in g) for a, g in grouped(pairs, lambda p: p[0]).items()}

    @cached_property
    def actors(self) -> Mapping[str, tuple[Actor, ...]]:
        return self._where((a, a.articles) for a in self._index.actors)

    @cached_property
    def groups(self) -> Mapping[str, tuple[FigureGroup, ...]]:
        return self._where((g, [self._figure_in[f] for f in g.figures]) for g in self._index.figure_groups)

    @cached_property
    def disputes(self) -> Mapping[str, tuple[Dispute, ...]]:
        return self._where((d, [c.article for c in d.coverage]) for d in self._index.disputes)

    @cached_property
    def utterances(self) -> Mapping[str, tuple[Utterance, ...]]:
        """Utterances printed in each briefing, each once."""
        return self._where((u, [self._quoted_in[q] for q in u.quoted]) for u in self._index.utterances)

    def _where(self, found: Iterable[tuple[V, Iterable[str]]]) -> Mapping[str, tuple[V, ...]]:
        """Values under every briefing that uses one of their articles, in the order given."""
        holding: dict[str, list[V]] = defaultdict(list)
        for value, articles in found:
            for slug in dict.fromkeys(b.slug for a in articles for b in self.using.get(a, ())):
                holding[slug].append(value)
        return {slug: tuple(values) for slug, values in holding.items()}

    # --- pages of quotes ---

    @cached_property
    def quote_pages(self) -> Mapping[str, tuple[paging.Bucket[Utterance], ...]]:
        """The pages of each briefing's quotes, by speaker; none where nothing is quoted."""
        return {
            b.slug: paging.buckets(
                [(self._quote_key(u), u) for u in self.utterances.get(b.slug, ())], self._page_size
            )
            for b in self._corpus.briefings
        }

    def _quote_key(self, utterance: Utterance) -> str:
        name = self._names[utterance.speaker] if utterance.speaker else NO_SPEAKER
        return paging.key(name, utterance.id)

    @cached_property
    def quote_prefix(self) -> Mapping[tuple[str, str], str]:
        """(briefing, utterance) -> prefix of the page it stands on."""
        return {
            (briefing, u.id): bucket.prefix
            for briefing, pages in self.quote_pages.items()
            for bucket in pages
            for u in bucket.entries
        }
