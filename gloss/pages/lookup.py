"""The index turned round: what belongs to which article, actor, paragraph and page.

Built once per build; every view asks here, so that a page costs what stands on it and no more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from gloss.link import Falling, withdrawals
from gloss.model import (
    Actor,
    AnnotatedArticle,
    Article,
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
from gloss.pages.by_briefing import NO_SPEAKER, ByBriefing
from gloss.pages.grouped import grouped
from gloss.pages.names import Names
from gloss.settings import Project


class _Sentences(Mapping[str, tuple[Spans, tuple[int, ...]]]):
    """Sentences of articles, else their paragraphs, with where each starts; found when asked for."""

    def __init__(self, records: Mapping[str, AnnotatedArticle], articles: Mapping[str, Article]) -> None:
        self._records, self._articles = records, articles
        self._found: dict[str, tuple[Spans, tuple[int, ...]]] = {}

    def __getitem__(self, article: str) -> tuple[Spans, tuple[int, ...]]:
        if article not in self._found:
            sentences = self._records[article].annotations.sentences if article in self._records else ()
            units = sentences or tuple(b.span for b in self._articles[article].blocks)
            self._found[article] = units, tuple(u.start for u in units)
        return self._found[article]

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)


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
        self.disputes: dict[str, Dispute] = {d.id: d for d in index.disputes}
        self._sentences = _Sentences(self.records, self.articles)
        self._starts = {a.id: [b.span.start for b in a.blocks] for a in corpus.articles}

    # --- text ---

    def paragraph(self, article: str, offset: int) -> int:
        """Number (from 1) of the block at `offset`, or of the last one before it."""
        return max(1, bisect_right(self._starts[article], offset))

    def sentence(self, article: str, span: TextSpan) -> TextSpan:
        """From the start of the sentence in which `span` begins to the end of that where it ends.

        Without sentences (an article that was not annotated) its paragraph.
        """
        units, starts = self._sentences[article]
        if not units:
            return span
        first = max(0, bisect_right(starts, span.start) - 1)
        last = max(first, bisect_left(starts, max(span.end, span.start + 1)) - 1)
        return TextSpan(min(units[first].start, span.start), max(units[last].end, span.end))

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
    def printed_names(self) -> Mapping[str, Actor]:
        """Names of actors, then all that articles print for them; of two actors the first has it."""
        actors = tuple(reversed(self.index.actors))
        return {alias.text: a for a in actors for alias in a.aliases} | {a.name: a for a in actors}

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
    def _named(self) -> Mapping[str, Mapping[TextSpan, tuple[str, ...]]]:
        """Article -> its sentences, each with the actors it names, in order of id."""
        found = {}
        for article, mentions in self.mentions_of.items():
            named: dict[TextSpan, set[str]] = defaultdict(set)
            for mention in mentions:
                if mention.actor:
                    named[self.sentence(article, mention.span)].add(mention.actor)
            found[article] = {sentence: tuple(sorted(actors)) for sentence, actors in named.items()}
        return found

    def company(self, actor: str) -> Mapping[str, tuple[tuple[str, TextSpan], ...]]:
        """Other actors -> the sentences (article, span) that name both, in time of what names `actor`."""
        mentions = self.mentions_by.get(actor, ())
        places = dict.fromkeys((m.article, self.sentence(m.article, m.span)) for m in mentions)
        pairs = [(other, place) for place in places for other in self._named[place[0]][place[1]]]
        found = grouped((pair for pair in pairs if pair[0] != actor), lambda pair: pair[0])
        return {other: tuple(sorted(place for _, place in group)) for other, group in found.items()}

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

    # --- utterances ---

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
        return self.actors[utterance.speaker].name if utterance.speaker else NO_SPEAKER

    # --- by briefing, by name ---

    @cached_property
    def by_briefing(self) -> ByBriefing:
        return ByBriefing(self.index, self.corpus, self.project.settings.page_size)

    @cached_property
    def names(self) -> Names:
        return Names(self.corpus.articles)
