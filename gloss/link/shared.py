"""Sentences and passages that two articles share nearly word for word; paraphrase is not shared text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from gloss.link.fingerprints import Meetings, Prose, longest_runs, prose_of, shared_shingles
from gloss.link.ids import digest
from gloss.link.known import NOTHING, Known
from gloss.model import AnnotatedArticle, Article, Passage, QuotedString, SharedText, TextSpan

LEAST_RUN = 8
"""Words that must agree in one piece: below that, formulas of the trade agree by chance."""
LEAST_WORDS = 12
"""Words of a passage, unless it is a whole sentence in both articles."""
LEAST_ELSEWHERE = 20
"""Words of a passage that two briefings share; shorter ones are formulas ("the margin of error is …")."""
LEAST_LIKENESS = 0.75
"""Share of words both print; re-tellings of one event in other words stay well below."""
_CONTEXT = 0.6


@dataclass(frozen=True, slots=True)
class _Range:
    """Words `first` up to, but without, `last` of one text."""

    first: int
    last: int

    def overlaps(self, other: _Range) -> bool:
        return self.first < other.last and other.first < self.last


def shared_text(
    records: Sequence[AnnotatedArticle], quoted: Sequence[QuotedString], known: Known = NOTHING
) -> tuple[SharedText, ...]:
    """All shared passages, ordered by articles and place; `a` is the article whose id comes first.

    Words that stand in quotation marks in both articles are a shared quotation, not copied text: a
    passage needs eight words outside of them.
    """
    articles = {r.article.id: r.article for r in records}
    texts = [known.get(("prose", id(record)), partial(prose_of, record), record) for record in records]
    quotes: dict[str, list[TextSpan]] = defaultdict(list)
    for string in quoted:
        quotes[string.article].append(string.outer)
    marks = {t.article: known.same(f"marks {t.article}", tuple(quotes.get(t.article, ()))) for t in texts}
    found = []
    for one, other, meetings in shared_shingles(texts, known):
        same_story = records[one].article.briefing == records[other].article.briefing
        pair = _Pair(texts[one], texts[other], marks, LEAST_WORDS if same_story else LEAST_ELSEWHERE)
        for a, b, likeness in known.get(pair.key(meetings), partial(pair.passages, meetings), *pair.given):
            found.append(_item(articles, _passage(texts[one], a), _passage(texts[other], b), likeness))
    return tuple(sorted(found, key=lambda s: (s.a.article, s.a.span, s.b.article, s.b.span)))


class _Pair:
    """Two texts and the passages they share."""

    def __init__(self, one: Prose, other: Prose, marks: Mapping[str, Sequence[TextSpan]], least: int) -> None:
        self.texts = (one, other)
        self.given = (one, other, marks[one.article], marks[other.article])
        self._marks = marks
        self._least = least

    def key(self, meetings: Meetings) -> Hashable:
        """All that `passages` follows from."""
        return "pair", *map(id, self.given), meetings, self._least

    def passages(self, meetings: Meetings) -> list[tuple[_Range, _Range, float]]:
        found: list[tuple[_Range, _Range, float]] = []
        for run in longest_runs(*self.texts, meetings):
            if run.length < LEAST_RUN:
                break
            a, b = _Range(run.a, run.a + run.length), _Range(run.b, run.b + run.length)
            if any(a.overlaps(x) or b.overlaps(y) for x, y, _ in found):
                continue
            a, b = self._grown(a, b)
            likeness = self._likeness(a, b)
            if likeness >= LEAST_LIKENESS and self._enough(a, b):
                found.append((a, b, likeness))
        return found

    def _grown(self, a: _Range, b: _Range) -> tuple[_Range, _Range]:
        """The run with what stands around it in its sentences, where most of the words are the same."""
        one, other = self.texts
        before = (
            _Range(_sentence_start(one, a.first), a.first),
            _Range(_sentence_start(other, b.first), b.first),
        )
        after = (
            _Range(a.last, _sentence_end(one, a.last - 1)),
            _Range(b.last, _sentence_end(other, b.last - 1)),
        )
        first = before if self._alike(*before) else (_Range(a.first, a.first), _Range(b.first, b.first))
        last = after if self._alike(*after) else (_Range(a.last, a.last), _Range(b.last, b.last))
        return _Range(first[0].first, last[0].last), _Range(first[1].first, last[1].last)

    def _alike(self, a: _Range, b: _Range) -> bool:
        size = max(a.last - a.first, b.last - b.first)
        return size == 0 or self._common(a, b) >= _CONTEXT * size

    def _common(self, a: _Range, b: _Range) -> int:
        one, other = self.texts
        return (Counter(one.norms[a.first : a.last]) & Counter(other.norms[b.first : b.last])).total()

    def _likeness(self, a: _Range, b: _Range) -> float:
        size = a.last - a.first + b.last - b.first
        return round(2 * self._common(a, b) / size, 2) if size else 0.0

    def _enough(self, a: _Range, b: _Range) -> bool:
        one, other = self.texts
        if min(self._own_words(one, a), self._own_words(other, b)) < LEAST_RUN:
            return False
        whole = all(
            _sentence_start(text, part.first) == part.first
            and _sentence_end(text, part.last - 1) == part.last
            for text, part in ((one, a), (other, b))
        )
        size = min(a.last - a.first, b.last - b.first)
        if size < LEAST_ELSEWHERE and self._numbers(one, a) != self._numbers(other, b):
            return False
        return size >= self._least or (whole and self._least == LEAST_WORDS)

    def _numbers(self, text: Prose, part: _Range) -> Counter[str]:
        """The numbers of the range: a short sentence with another number is another sentence."""
        return Counter(word for word in text.norms[part.first : part.last] if word[0].isdigit())

    def _own_words(self, text: Prose, part: _Range) -> int:
        """Words of the range outside quotation marks."""
        marks = self._marks.get(text.article, ())
        return sum(not _inside(marks, span) for span in text.spans[part.first : part.last])


def _inside(marks: Sequence[TextSpan], span: TextSpan) -> bool:
    """Whether one of the marks, which are in order, contains the span."""
    number = bisect_right(marks, span.start, key=lambda mark: mark.start) - 1
    return number >= 0 and marks[number].contains(span)


def _sentence_start(text: Prose, word: int) -> int:
    return bisect_left(text.sentences, text.sentences[word])


def _sentence_end(text: Prose, word: int) -> int:
    return bisect_left(text.sentences, text.sentences[word] + 1)


def _passage(text: Prose, part: _Range) -> Passage:
    return Passage(text.article, TextSpan(text.spans[part.first].start, text.spans[part.last - 1].end))


def _item(articles: Mapping[str, Article], a: Passage, b: Passage, likeness: float) -> SharedText:
    told = [part for p in (a, b) for part in _told(articles[p.article], p.span)]
    earlier = earlier_of(articles[a.article], articles[b.article])
    return SharedText("t" + digest(told), a, b, likeness, earlier)


def _told(article: Article, span: TextSpan) -> tuple[str, str, int]:
    words = article.words_at(span)
    return article.id, words, article.text.count(words, 0, span.start)


def earlier_of(one: Article, other: Article) -> str | None:
    """The id of the article published on an earlier day; None where dates are missing or do not tell."""
    if not one.published or not other.published:
        return None
    a, b = one.published[:10], other.published[:10]
    size = min(len(a), len(b))
    if a[:size] == b[:size]:
        return None
    return one.id if a < b else other.id
