"""Who is meant where in the articles: mentions of actors, and places that stand for a side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from gloss.link.words import fold, word_set, words_of
from gloss.model import AnnotatedArticle, LinkedMention, Spans, Statement, TextSpan

NO_PLACES: Mapping[str, str] = {}
_THERE = word_set("in at from near off to inside outside around across into through of")


class Sides:
    """The mentions of a corpus by article and place."""

    def __init__(
        self,
        records: Mapping[str, AnnotatedArticle],
        mentions: Iterable[LinkedMention],
        places: Mapping[str, str] = NO_PLACES,
    ) -> None:
        """`places` leads from the folded names and adjectives of places to their actors."""
        self._records = records
        self._linked: dict[str, list[LinkedMention]] = defaultdict(list)
        self._unlinked: dict[str, list[LinkedMention]] = defaultdict(list)
        self._given: dict[str, list[LinkedMention]] = defaultdict(list)
        for mention in mentions:
            self._given[mention.article].append(mention)
            if mention.actor:
                self._linked[mention.article].append(mention)
            elif mention.form == "name" and (place := places.get(fold(self._words_of(mention)))):
                self._unlinked[mention.article].append(replace(mention, actor=place))
        self._of: dict[str, tuple[str, ...]] = {}
        self._starts = {a: [m.span.start for m in found] for a, found in self._linked.items()}

    def given(self, article: str) -> Sequence[LinkedMention]:
        """All mentions of an article, with and without an actor."""
        return self._given.get(article, ())

    def mentions(self, article: str) -> Sequence[LinkedMention]:
        """The mentions of actors in an article, in order."""
        return self._linked.get(article, ())

    def actors(self, article: str, span: TextSpan) -> tuple[str, ...]:
        """The actors whom the words name, in order."""
        return tuple(m.actor for m in self._within(article, span) if m.actor)

    def names(self, article: str, span: TextSpan) -> Spans:
        """Where the words name an actor or a side."""
        linked = [m.span for m in self._within(article, span) if m.form == "name"]
        return (*linked, *(m.span for m in self._unlinked.get(article, ()) if span.contains(m.span)))

    def of(self, statement: Statement) -> tuple[str, ...]:
        """The actors whom the content names, and the places that it means as sides, in order.

        A place is one by its adjective ("Caldrian cutters") or its name, unless that only says where.
        """
        if statement.id not in self._of:
            self._of[statement.id] = tuple(self._in_content(statement))
        return self._of[statement.id]

    def _in_content(self, statement: Statement) -> Iterator[str]:
        spans = statement.content
        linked = [m for span in spans for m in self._within(statement.article, span)]
        more = [
            m
            for m in self._unlinked.get(statement.article, ())
            if any(s.contains(m.span) for s in spans) and not self._says_where(m)
        ]
        yield from (m.actor for m in sorted((*linked, *more), key=lambda m: m.span) if m.actor)

    def _within(self, article: str, span: TextSpan) -> Sequence[LinkedMention]:
        starts = self._starts.get(article, [])
        return self._linked[article][bisect_left(starts, span.start) : bisect_right(starts, span.end - 1)]

    def _says_where(self, mention: LinkedMention) -> bool:
        text = self._records[mention.article].article.text
        before = words_of(text, TextSpan(max(0, mention.span.start - 12), mention.span.start)).norms[-1:]
        return bool(before) and before[0] in _THERE

    def _words_of(self, mention: LinkedMention) -> str:
        return self._records[mention.article].article.words_at(mention.span)
