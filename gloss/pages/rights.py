"""Which passages of an article may be published, and the one way to print its words.

Under `excerpt` the headline and what editors cite come first, then quoted strings, grouped
figures, statements in dispute, all other statements and figures, each in text order and each
only as far as the share of words allows. What does not fit is a gap with its number of words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gloss.model import Article, Spans, TextSpan
from gloss.pages.lookup import Lookup

_WORD = re.compile(r"\w+(?:[’'\-.,]\w+)*")
SHORT = 11
"""Most words in a row that may be named as a fact (a name, a title, a value) without a grant."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of an article: its words, or a gap (`text` empty) of `words` words not granted."""

    start: int
    end: int
    words: int
    text: str = ""

    @property
    def gap(self) -> bool:
        return not self.text


@dataclass(frozen=True, slots=True)
class Grant:
    """What may be printed of one article."""

    article: Article
    spans: Spans
    starts: tuple[int, ...]
    _offsets: tuple[int, ...]

    def count(self, span: TextSpan) -> int:
        """Words that begin in `span`."""
        return bisect_left(self.starts, span.end) - bisect_left(self.starts, span.start)

    @property
    def published(self) -> int:
        return sum(map(self.count, self.spans))

    @property
    def words(self) -> int:
        return len(self.starts)

    def covers(self, span: TextSpan) -> bool:
        return any(granted.contains(span) for granted in self.spans)

    def pieces(self, span: TextSpan) -> tuple[Piece, ...]:
        """`span` in order, as granted words and gaps; gaps without a word are left out."""
        return tuple(self._pieces(span))

    def _pieces(self, span: TextSpan) -> Iterator[Piece]:
        at = span.start
        first = max(0, bisect_right(self._offsets, span.start) - 1)
        for granted in self.spans[first:]:
            start, end = max(granted.start, at), min(granted.end, span.end)
            if granted.start >= span.end:
                break
            if start >= end:
                continue
            yield from self._gap(at, start)
            words = self.article.text[start:end]
            yield Piece(start, end, self.count(TextSpan(start, end)), words)
            at = end
        yield from self._gap(at, span.end)

    def _gap(self, start: int, end: int) -> Iterator[Piece]:
        words = self.count(TextSpan(start, end)) if start < end else 0
        if words:
            yield Piece(start, end, words)

    def short(self, span: TextSpan) -> str | None:
        """The words at `span` as a fact (a name, a title, a value); None where they are too many."""
        if self.article.rights == "link" and not self.covers(span):
            return None
        words = self.article.words_at(span)
        return words if self.count(span) <= SHORT or self.covers(span) else None


Grants = Mapping[str, Grant]


def clipped(label: str) -> str:
    """At most `SHORT` words of a label made from an article's words."""
    words = label.split()
    return label if len(words) <= SHORT else " ".join(words[:SHORT]) + " …"


def grants(lookup: Lookup, cited: Mapping[str, Spans]) -> Grants:
    """The grant of every article; `cited` are passages that editors' prose quotes."""
    return _Grants(lookup, cited)


class _Grants(Mapping[str, Grant]):
    """Grants by article, each worked out when it is first asked for: a single page needs few."""

    def __init__(self, lookup: Lookup, cited: Mapping[str, Spans]) -> None:
        self._lookup, self._cited = lookup, cited
        self._found: dict[str, Grant] = {}

    def __getitem__(self, article: str) -> Grant:
        found = self._found.get(article)
        if found is None:
            cited = self._cited.get(article, ())
            found = self._found[article] = _grant(self._lookup, self._lookup.articles[article], cited)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._lookup.articles)

    def __len__(self) -> int:
        return len(self._lookup.articles)


def _grant(lookup: Lookup, article: Article, cited: Spans) -> Grant:
    starts = tuple(m.start() for m in _WORD.finditer(article.text))
    if article.rights == "full":
        spans: Spans = (TextSpan(0, len(article.text)),)
    else:
        spans = tuple(_headline(article))
        if article.rights == "excerpt":
            share = lookup.project.settings.excerpt_share
            spans = _filled(lookup, article, starts, share, (*spans, *cited))
    joined = _joined(article.text, spans)
    return Grant(article, joined, starts, tuple(s.start for s in joined))


def _headline(article: Article) -> Iterator[TextSpan]:
    """The title where the text prints it, or the headline that serves as title."""
    if article.title:
        yield from (TextSpan(m.start(), m.end()) for m in re.finditer(re.escape(article.title), article.text))
        return
    yield from (b.span for b in article.blocks if b.kind == "headline")


def _filled(lookup: Lookup, article: Article, starts: tuple[int, ...], share: float, first: Spans) -> Spans:
    budget = int(len(starts) * share)
    taken: set[int] = set()
    kept = []
    for number, span in enumerate((*first, *_candidates(lookup, article))):
        words = range(bisect_left(starts, span.start), bisect_left(starts, span.end))
        more = [w for w in words if w not in taken]
        if len(taken) + len(more) <= budget or number < len(first):
            kept.append(span)
            taken.update(more)
    return tuple(kept)


def _candidates(lookup: Lookup, article: Article) -> Iterator[TextSpan]:
    yield from (q.outer for q in lookup.quoted_of.get(article.id, ()))
    figures = lookup.figures_of.get(article.id, ())
    statements = lookup.statements_of.get(article.id, ())
    yield from (lookup.sentence(article.id, f.figure.span) for f in figures if f.group)
    yield from (s.extent for s in statements if s.id in lookup.disputes_of)
    yield from (c.span for c in lookup.caveats_of.get(article.id, ()))
    yield from (s.extent for s in statements)
    yield from (lookup.sentence(article.id, f.figure.span) for f in figures)


def _joined(text: str, spans: Iterable[TextSpan]) -> Spans:
    """Spans in order; those with no word between them become one."""
    joined: list[TextSpan] = []
    for span in sorted(spans):
        if joined and (span.start <= joined[-1].end or not _WORD.search(text, joined[-1].end, span.start)):
            joined[-1] = TextSpan(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
