"""The index turned round: what belongs to which article, actor, paragraph and page.

Built once per build; every view asks here, so that a page costs what stands on it and no more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from gloss.link import Falling, withdrawals
from gloss.model import (
    Actor,
    AnnotatedArticle,
    Article,
    Briefing,
    BriefingSummary,
    Caveat,
    Corpus,
    Dispute,
    FigureGroup,
    Index,
    IndexDate,
    IndexFigure,
    LabelCount,
    LinkedMention,
    QuotedString,
    SharedText,
    Spans,
    Statement,
    TextSpan,
    Utterance,
)
from gloss.pages import paging
from gloss.settings import Project

K = TypeVar("K")
V = TypeVar("V")

NO_PUBLISHER = "publisher not given"


def grouped(values: Iterable[V], by: Callable[[V], K]) -> Mapping[K, tuple[V, ...]]:
    """Values under their keys, each group in the order given."""
    found: dict[K, list[V]] = defaultdict(list)
    for value in values:
        found[by(value)].append(value)
    return {key: tuple(group) for key, group in found.items()}


def slug(article_id: str) -> str:
    """The article's part of its id."""
    return article_id.partition("/")[2] or article_id


class Lookup:
    """Index, corpus and project with the look-ups pages need. Misses are empty tuples or None."""

    def __init__(self, index: Index, corpus: Corpus, project: Project) -> None:
        self.index, self.corpus, self.project = index, corpus, project
        self.records: dict[str, AnnotatedArticle] = {r.article.id: r for r in index.articles}
        self.articles: dict[str, Article] = {a.id: a for a in corpus.articles}
        self.actors: dict[str, Actor] = {a.id: a for a in index.actors}
        self.statements: dict[str, Statement] = {s.id: s for s in index.statements}
        self.quoted: dict[str, QuotedString] = {q.id: q for q in index.quoted}
        self.utterances: dict[str, Utterance] = {u.id: u for u in index.utterances}
        self.figures: dict[str, IndexFigure] = {f.id: f for f in index.figures}
        self.groups: dict[str, FigureGroup] = {g.id: g for g in index.figure_groups}
        self.caveats: dict[str, Caveat] = {c.id: c for c in index.caveats}
        self._sentences: dict[str, tuple[Spans, list[int]]] = {}
        self._starts = {a.id: [b.span.start for b in a.blocks] for a in corpus.articles}

    # --- text ---

    def paragraph(self, article: str, offset: int) -> int:
        """Number (from 1) of the block at `offset`, or of the last one before it."""
        return max(1, bisect_right(self._starts[article], offset))

    def sentence(self, article: str, span: TextSpan) -> TextSpan:
        """From the start of the sentence in which `span` begins to the end of that where it ends.

        Without sentences (an article that was not annotated) its paragraph.
        """
        units, starts = self._units(article)
        if not units:
            return span
        first = max(0, bisect_right(starts, span.start) - 1)
        last = max(first, bisect_left(starts, max(span.end, span.start + 1)) - 1)
        return TextSpan(min(units[first].start, span.start), max(units[last].end, span.end))

    def _units(self, article: str) -> tuple[Spans, list[int]]:
        """Sentences of an article, else its paragraphs, with where each starts."""
        if article not in self._sentences:
            sentences = self.records[article].annotations.sentences if article in self.records else ()
            units = sentences or tuple(b.span for b in self.articles[article].blocks)
            self._sentences[article] = units, [u.start for u in units]
        return self._sentences[article]

    # --- by article ---

    @cached_property
    def statements_of(self) -> Mapping[str, tuple[Statement, ...]]:
        return grouped(sorted(self.index.statements, key=lambda s: s.extent), lambda s: s.article)

    @cached_property
    def quoted_of(self) -> Mapping[str, tuple[QuotedString, ...]]:
        return grouped(sorted(self.index.quoted, key=lambda q: q.span), lambda q: q.article)

    @cached_property
    def figures_of(self) -> Mapping[str, tuple[IndexFigure, ...]]:
        return grouped(sorted(self.index.figures, key=lambda f: f.figure.span), lambda f: f.article)

    @cached_property
    def dates_of(self) -> Mapping[str, tuple[IndexDate, ...]]:
        return grouped(sorted(self.index.dates, key=lambda d: d.date.span), lambda d: d.article)

    @cached_property
    def mentions_of(self) -> Mapping[str, tuple[LinkedMention, ...]]:
        return grouped(sorted(self.index.mentions, key=lambda m: m.span), lambda m: m.article)

    @cached_property
    def caveats_of(self) -> Mapping[str, tuple[Caveat, ...]]:
        return grouped(sorted(self.index.caveats, key=lambda c: c.span), lambda c: c.article)

    @cached_property
    def shared_of(self) -> Mapping[str, tuple[SharedText, ...]]:
        pairs = [(p.article, s) for s in self.index.shared_text for p in (s.a, s.b)]
        return {a: tuple(s for _, s in g) for a, g in grouped(pairs, lambda p: p[0]).items()}

    # --- by actor ---

    @cached_property
    def said_by(self) -> Mapping[str | None, tuple[Statement, ...]]:
        return grouped(self.index.statements, lambda s: s.speaker)

    @cached_property
    def mentions_by(self) -> Mapping[str | None, tuple[LinkedMention, ...]]:
        return grouped(self.index.mentions, lambda m: m.actor)

    @cached_property
    def targets_of(self) -> Mapping[str, tuple[str, ...]]:
        """Statement -> other actors whom its content names, in order of id."""
        found = {}
        for article, statements in self.statements_of.items():
            mentions = [m for m in self.mentions_of.get(article, ()) if m.actor]
            starts = [m.span.start for m in mentions]
            for statement in statements:
                named = {
                    m.actor
                    for span in statement.content
                    for m in mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
                    if m.actor and m.actor != statement.speaker
                }
                found[statement.id] = tuple(sorted(named))
        return found

    @cached_property
    def about(self) -> Mapping[str, tuple[Statement, ...]]:
        """Statements by others whose content names the actor."""
        pairs = [(actor, statement) for statement, named in self.targets_of.items() for actor in named]
        by_actor = grouped(pairs, lambda p: p[0])
        return {a: tuple(self.statements[s] for _, s in group) for a, group in by_actor.items()}

    @cached_property
    def labels_of(self) -> Mapping[str, tuple[LabelCount, ...]]:
        return grouped(self.index.labels, lambda label: label.actor)

    @cached_property
    def together(self) -> Mapping[str, Counter[str]]:
        """For each actor, in how many sentences each other one is named beside them."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for article, mentions in self.mentions_of.items():
            places: dict[TextSpan, set[str]] = defaultdict(set)
            for mention in mentions:
                if mention.actor:
                    places[self.sentence(article, mention.span)].add(mention.actor)
            for company in places.values():
                for one in sorted(company):
                    found[one].update(other for other in company if other != one)
        return found

    def named_in(self, actor: str) -> frozenset[tuple[str, TextSpan]]:
        """The sentences that name an actor, with their articles."""
        named = self.mentions_by.get(actor, ())
        return frozenset((m.article, self.sentence(m.article, m.span)) for m in named)

    @cached_property
    def bodies_of(self) -> Mapping[str | None, tuple[Actor, ...]]:
        return grouped(self.index.actors, lambda a: a.part_of)

    # --- by statement ---

    @cached_property
    def strings_of(self) -> Mapping[str | None, tuple[QuotedString, ...]]:
        """Quoted strings of each statement, in text order."""
        return grouped(sorted(self.index.quoted, key=lambda q: (q.article, q.span)), lambda q: q.attribution)

    @cached_property
    def disputes_of(self) -> Mapping[str, tuple[Dispute, ...]]:
        pairs = [(s, d) for d in self.index.disputes for s in (*d.claims, *d.denials)]
        return {s: tuple(d for _, d in g) for s, g in grouped(pairs, lambda p: p[0]).items()}

    @cached_property
    def withdrawals(self) -> Mapping[str, Falling]:
        """What falls with each article."""
        return withdrawals(self.index)

    # --- by briefing ---

    @cached_property
    def articles_in(self) -> Mapping[str, tuple[Article, ...]]:
        """Articles of each briefing, also those whose text stands in another one as well."""
        further = [(briefing, a) for a, places in self.corpus.also_in for briefing, _ in places]
        pairs = [(a.briefing, a.id) for a in self.corpus.articles] + further
        return {
            briefing: tuple(self.articles[a] for a in sorted({a for _, a in group}))
            for briefing, group in grouped(pairs, lambda p: p[0]).items()
        }

    @cached_property
    def briefings_of(self) -> Mapping[str, tuple[Briefing, ...]]:
        """Briefings that use each article."""
        pairs = [(a.id, b) for b in self.corpus.briefings for a in self.articles_in.get(b.slug, ())]
        return {a: tuple(b for _, b in g) for a, g in grouped(pairs, lambda p: p[0]).items()}

    @cached_property
    def briefings(self) -> Mapping[str, Briefing]:
        return {b.slug: b for b in self.corpus.briefings}

    @cached_property
    def summaries(self) -> Mapping[str, BriefingSummary]:
        return {s.briefing: s for s in self.index.summaries}

    @cached_property
    def actors_in(self) -> Mapping[str, tuple[Actor, ...]]:
        return self._in_briefings((a, a.articles) for a in self.index.actors)

    @cached_property
    def groups_in(self) -> Mapping[str, tuple[FigureGroup, ...]]:
        return self._in_briefings(
            (g, [self.figures[f].article for f in g.figures]) for g in self.index.figure_groups
        )

    @cached_property
    def disputes_in(self) -> Mapping[str, tuple[Dispute, ...]]:
        return self._in_briefings((d, [c.article for c in d.coverage]) for d in self.index.disputes)

    def _in_briefings(self, found: Iterable[tuple[V, Iterable[str]]]) -> Mapping[str, tuple[V, ...]]:
        """Values under every briefing that uses one of their articles, in the order given."""
        pairs = [
            (slug_, value)
            for value, articles in found
            for slug_ in dict.fromkeys(b.slug for a in articles for b in self.briefings_of.get(a, ()))
        ]
        return {slug_: tuple(v for _, v in group) for slug_, group in grouped(pairs, lambda p: p[0]).items()}

    def utterances_in(self, briefing: str) -> tuple[Utterance, ...]:
        return self._utterances.get(briefing, ())

    @cached_property
    def _utterances(self) -> Mapping[str, tuple[Utterance, ...]]:
        """Utterances printed in each briefing, each once."""
        found: dict[str, dict[str, Utterance]] = defaultdict(dict)
        for utterance in self.index.utterances:
            for quoted in utterance.quoted:
                for briefing in self.briefings_of.get(self.quoted[quoted].article, ()):
                    found[briefing.slug][utterance.id] = utterance
        return {briefing: tuple(u.values()) for briefing, u in found.items()}

    @cached_property
    def quote_buckets(self) -> Mapping[str, tuple[paging.Bucket[Utterance], ...]]:
        """The pages of each briefing's quotes."""
        size = self.project.settings.page_size
        return {
            b.slug: paging.buckets(
                [(paging.key(self.speaker_name(u), u.id), u) for u in self.utterances_in(b.slug)], size
            )
            if self.utterances_in(b.slug)
            else ()
            for b in self.corpus.briefings
        }

    @cached_property
    def quote_prefix(self) -> Mapping[tuple[str, str], str]:
        """(briefing, utterance) -> prefix of the page it stands on."""
        return {
            (briefing, u.id): bucket.prefix
            for briefing, pages in self.quote_buckets.items()
            for bucket in pages
            for u in bucket.entries
        }

    # --- names ---

    def utterance_place(self, utterance: Utterance) -> tuple[str, TextSpan]:
        """Where its fullest printing stands: the order of quotes."""
        first = self.quoted[utterance.fullest]
        return first.article, first.span

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[Utterance | None, Utterance | None]]:
        """Utterance -> its speaker's ones before and after it, over all briefings; None at the ends."""
        found: dict[str, tuple[Utterance | None, Utterance | None]] = {}
        for speaker, said in grouped(self.index.utterances, lambda u: u.speaker).items():
            ordered = sorted(said, key=self.utterance_place) if speaker else []
            for before, own, after in zip([None, *ordered], ordered, [*ordered[1:], None], strict=False):
                found[own.id] = before, after
        return found

    def speaker_name(self, utterance: Utterance) -> str:
        return self.actors[utterance.speaker].name if utterance.speaker else "no speaker"

    @cached_property
    def dated_names(self) -> Mapping[str, str]:
        """What each article is called where its date stands beside it."""
        counts = grouped(self.corpus.articles, lambda a: (a.briefing, a.publisher, a.published))
        return {
            a.id: a.publisher or NO_PUBLISHER
            if len(counts[a.briefing, a.publisher, a.published]) == 1
            else self.outlet_names[a.id]
            for a in self.corpus.articles
        }

    @cached_property
    def outlet_names(self) -> Mapping[str, str]:
        """What each article is called for short: its publisher, with its slug where that is not enough."""
        counts = grouped(self.corpus.articles, lambda a: (a.briefing, a.publisher))
        found = {}
        for article in self.corpus.articles:
            name = article.publisher or NO_PUBLISHER
            alone = len(counts[article.briefing, article.publisher]) == 1
            found[article.id] = name if alone else f"{name} ({slug(article.id)})"
        return found
