"""Figures in an article: how many, of what, within which bound, and with which caution.

A figure is a number that counts something, or money, a share, a stretch of time or way. Ordinals,
years, dates, ages and numbers in names are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from gloss.annotate import happened
from gloss.annotate.bounds import between_before, bound_after, bound_before
from gloss.annotate.counted import LENGTHS, TIMES, Counted, counted, unit_words
from gloss.annotate.doc import TokenIndex
from gloss.annotate.numbers import Number, numbers
from gloss.annotate.rates import period_at, rate_at, way_at
from gloss.model import Bound, DateMention, Figure, TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_YEAR = re.compile(r"(?:19|20)\d\d")
_SINCE = re.compile(r"(?:ever\s)?since\b|beginning\b|starting\b", re.IGNORECASE)
_AGE = re.compile(r"\s(?:old|of\sage|ago|away|later|earlier|before|after)\b", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?:in|for|over|within|after|during|by|until|before|every|each|of|the\s\w+)\s\Z", re.IGNORECASE
)
_NAMED_BY_NUMBER = re.compile(
    r"\b(?:age|aged|turn(?:s|ed|ing)?|number|no\.|page|chapter|article|section)\s\Z", re.IGNORECASE
)
_DEFINITE = frozenset(
    ("the", "these", "those", "this", "his", "her", "its", "their", "our", "my", "your", "both")
)
_NAME_LABELS = frozenset(("PERSON", "PER", "ORG", "LOC", "GPE", "FAC"))
_SMALL = 12
"""Up to here "the two men" speaks of persons known already and counts nobody."""

_REACH = 48
"""Characters before a number in which the words of its bound are looked for."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """One number in its surroundings: the words before it, its tokens, the noun it counts and its end."""

    number: Number
    head: str
    words: Span
    noun: Counted | None
    end: int

    @property
    def lasts(self) -> bool:
        return self.noun is not None and self.noun.lemma in TIMES

    @property
    def measures(self) -> bool:
        return self.number.unit in LENGTHS if self.noun is None else self.noun.measure


def figures(doc: Doc, dates: tuple[DateMention, ...] = ()) -> tuple[Figure, ...]:
    """The figures of an article in text order, none overlapping another; `dates` are no figures.

    `value` None with bound "vague" stands for "thousands". The span runs from the words of the
    bound to the rate or period, if they stand together ("as many as 13,000 people in four years").
    The two ends of "10 to 20" are two figures, at least the one and at most the other.
    """
    reader = _Reader(doc, dates)
    taken = bytearray(len(reader.text))
    for date in dates:
        taken[date.span.start : date.span.end] = b"\1" * (date.span.end - date.span.start)
    all_numbers = numbers(reader.text)
    found: list[Figure] = []
    for number, following in zip_longest(all_numbers, all_numbers[1:]):
        if (found and number.start < found[-1].span.end) or any(taken[number.start : number.end]):
            continue
        counts = following if number.side == "low" and following is not None else number
        figure = reader.figure(number, counts)
        if figure is not None:
            found.append(figure)
    return tuple(found)


class _Reader:
    """An article whose numbers are read one by one."""

    def __init__(self, doc: Doc, dates: tuple[DateMention, ...]) -> None:
        self.text = doc.text
        self._index = TokenIndex(doc)
        self._since = {d.span.start: d for d in dates if _SINCE.match(self.text, d.span.start) and d.value}
        self._opened = sorted(self._since)

    def figure(self, number: Number, counts: Number) -> Figure | None:
        """The figure `number` makes, None if it counts nothing; `counts` stands before the noun."""
        seen = self._seen(number, counts)
        if seen.noun is None and number.unit is None and not _stands_alone(seen):
            return None
        if self._is_no_count(seen):
            return None
        bound, start = self._bound(seen)
        end = number.end if number.side == "low" else seen.end
        figure = self._tailed(Figure(TextSpan(start, end), number.value, bound, number.unit), seen)
        if not seen.measures:
            core = self._index.over(TextSpan(number.start, seen.end))
            figure = self._told(
                figure, core, self._index.over(TextSpan(start, max(figure.span.end, seen.end)))
            )
        if seen.noun is not None:
            figure = replace(figure, unit=unit_words(self._index.doc, seen.noun, figure.event))
        return figure

    def _seen(self, number: Number, counts: Number) -> _Seen:
        words = self._index.over(TextSpan(number.start, number.end))
        more = bound_after(self.text, counts.end)
        after = self._index.over(TextSpan(counts.start, more[1] if more else counts.end)).end
        noun = counted(self._index.doc, after, number) if number.unit is None else None
        head = self.text[max(0, number.start - _REACH) : number.start].rpartition("\n\n")[2]
        last = self._index.doc[noun.last] if noun else None
        return _Seen(number, head, words, noun, last.idx + len(last) if last is not None else number.end)

    def _is_no_count(self, seen: _Seen) -> bool:
        """Years, ages, stretches of time that only say when, "the two men", numbers inside names."""
        bounded = bound_before(seen.head) is not None
        if _YEAR.fullmatch(self.text, seen.number.start, seen.number.end) and not bounded:
            return True
        small = seen.number.value is not None and seen.number.value <= _SMALL
        before = seen.head.split()[-1:]
        if small and not bounded and seen.number.unit is None and before and before[0].lower() in _DEFINITE:
            return True
        if seen.lasts and (seen.number.value == 1 or self._only_says_when(seen)):
            return True
        first = seen.words[0]
        return bool(first.ent_type_ in _NAME_LABELS and first.ent_iob_ == "I")

    def _only_says_when(self, seen: _Seen) -> bool:
        if _AGE.match(self.text, seen.end):
            return True
        return not self.text.startswith(" of ", seen.end) and _PREPOSITION.search(seen.head) is not None

    def _bound(self, seen: _Seen) -> tuple[Bound, int]:
        """The bound, and where the figure starts with the words of it."""
        start = seen.number.start
        before = bound_before(seen.head)
        if before and seen.lasts and seen.head.lower().endswith("over "):
            before = None  # "over six years" tells how long, not how much more
        if before:
            start -= before[1]
        if seen.number.vague:
            return "vague", start
        if seen.number.side:
            return ("at-least" if seen.number.side == "low" else "at-most"), start - between_before(seen.head)
        after = bound_after(self.text, seen.number.end) or bound_after(self.text, seen.end)
        bound = after or before
        return (bound[0] if bound else "exact"), start

    def _tailed(self, figure: Figure, seen: _Seen) -> Figure:
        """The figure with the bound, the rate, the period or the way that follow it."""
        end = figure.span.end
        if after := bound_after(self.text, end):
            end = after[1]
        if seen.measures:
            if way := way_at(self.text, end):
                figure, end = replace(figure, place=way[0]), way[1]
        else:
            if rate := rate_at(self.text, end, money=seen.number.money):
                figure, end = replace(figure, per=rate[0]), rate[1]
            if period := period_at(self.text, end):
                figure, end = replace(figure, period=period[0]), period[1]
        since = self._since.get(end) or self._since.get(end + 1)
        if since is not None:
            figure, end = replace(figure, since=_opening(since)), since.span.end
        return replace(figure, span=TextSpan(figure.span.start, end))

    def _told(self, figure: Figure, core: Span, words: Span) -> Figure:
        """The figure with what its clause says of it: event, hedge, place, period and since when."""
        verb = happened.event_verb(core, words)
        period, since = figure.period, figure.since
        if verb is not None and figure.per is None:
            periods = (period_at(f" {phrase}", 0) for phrase in happened.stretches(verb))
            period = period or next((p[0] for p in periods if p), None)
            since = since or self._since_when(verb, core)
        return replace(
            figure,
            per=figure.per or self._rhythm(verb, core, words),
            event=happened.event_lemma(core, words, verb),
            hedge=happened.hedge(core, words, verb),
            place=happened.place(core, words, verb),
            period=period,
            since=since,
        )

    def _rhythm(self, verb: Token | None, core: Span, words: Span) -> str | None:
        """What the rate of a clause is per ("were hanged every day"), None without one."""
        if verb is None or not happened.suffers(core, words):
            return None
        phrases = [f" {phrase}" for phrase in happened.rhythms(verb)]
        rates = ((rate_at(phrase, 0), len(phrase)) for phrase in phrases)
        return next((rate[0] for rate, length in rates if rate and rate[1] == length), None)

    def _since_when(self, verb: Token, core: Span) -> str | None:
        """Start of the open interval ("since 2011") in the clause of `verb`, or None."""
        sentence = core.sent
        first = bisect_left(self._opened, sentence.start_char)
        for start in self._opened[first : bisect_left(self._opened, sentence.end_char)]:
            date = self._since[start]
            token = self._index.at(date.span.end - 1)
            if token is not None and happened.depends_on(token, verb):
                return _opening(date)
        return None


def _stands_alone(seen: _Seen) -> bool:
    """Whether a number without a noun is a count all the same ("killing 13", "13 dead")."""
    if seen.number.vague:
        return True
    if (seen.number.value is not None and seen.number.value < 2) or _NAMED_BY_NUMBER.search(seen.head):
        return False
    following = seen.words.doc[seen.words.end : seen.words.end + 1]
    if any(t.lower_ in happened.STATES for t in following):
        return True
    if any(t.tag_.startswith("NN") or t.lower_ == "-" for t in following):
        return False
    root = seen.words.root
    return root.dep_ in {"nsubj:pass", "obj", "nsubjpass", "dobj"} and root.head.tag_.startswith("VB")


def _opening(date: DateMention) -> str:
    return (date.value or "").removesuffix("/..")
