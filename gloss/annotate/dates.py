"""Dates in an article: absolute, partial and relative, with granularity and the basis they stand on.

Relative dates are reckoned from the article's own publication date and from nothing else. A date
that cannot be reckoned is kept with value None, and its basis says why.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gloss.annotate.date_rules import RULES, UNTOLD, Context, Reading, Rule
from gloss.annotate.doc import TokenIndex
from gloss.annotate.tense import event_unknown, lies_ahead, points_ahead
from gloss.model import Article, DateMention, TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SINCE = re.compile(r"\b(?:(?:ever\s)?since|(?:beginning|starting)(?:\s(?:in|on|from))?)(?:\sthe)?\s", re.I)
_UNTIL = re.compile(r"\b(?:until|till|through|up\sto)\s", re.I)
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s?(?P<half>[ap])\.?m\b\.?(?:\s(?:GMT|UTC|local\stime))?"
)
_CLOCK_BEFORE = re.compile(rf"\b{_CLOCK}(?:,|\son)?\s\Z", re.I)
_CLOCK_AFTER = re.compile(rf",?\s(?:at\s)?{_CLOCK}", re.I)
_REACH = 40
"""Characters before a date in which "since", "until" or a time of day is looked for."""


def dates(doc: Doc, article: Article) -> tuple[DateMention, ...]:
    """The dates of `article` in text order, none overlapping another.

    `value` is an ISO 8601 prefix or interval: "2017-05-15", "2017-W20", "2017-05", "2011/..", or
    None. `doc` is the article as `read_doc` reads it; syntax only tells past from future.
    """
    published = _published(article.published)
    index = TokenIndex(doc)
    found: list[DateMention] = []
    for block in article.blocks:
        found += _Block(index, article, block.span, published).dates()
    return tuple(found)


def _matches(words: str) -> list[tuple[re.Match[str], Rule]]:
    """Matches of the rules, in text order; an earlier rule wins where two overlap."""
    taken = bytearray(len(words))
    found = []
    for pattern, rule in RULES:
        for match in pattern.finditer(words):
            start, end = match.span()
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append((match, rule))
    return sorted(found, key=lambda m: m[0].start())


class _Block:
    """One paragraph being read: what was found in it so far, for dates reckoned from another."""

    def __init__(self, index: TokenIndex, article: Article, span: TextSpan, published: date | None) -> None:
        self._index = index
        self._offset = span.start
        self._words = article.words_at(span)
        self._published = published
        self._found: list[DateMention] = []

    def dates(self) -> list[DateMention]:
        for match, rule in _matches(self._words):
            mention = self._mention(match, rule)
            if mention is not None:
                self._found.append(mention)
        return self._found

    def _mention(self, match: re.Match[str], rule: Rule) -> DateMention | None:
        start, end = match.span()
        place = TextSpan(self._offset + start, self._offset + end)
        if _in_a_name(self._index, place):
            return None
        head = self._words[max(0, start - _REACH) : start]
        reading = rule(match, Context(self._published, lies_ahead(head) or points_ahead(self._index, place)))
        if reading is None:
            return None
        if reading.shift is not None:
            reading = self._from_another(place, reading)
        elif reading.relative and event_unknown(self._index, place):
            reading = Reading(None, None, UNTOLD)
        mention = DateMention(place, reading.value, reading.granularity, reading.basis)
        return _opened(_timed(mention, head, self._words, end), head, match.group())

    def _from_another(self, place: TextSpan, reading: Reading) -> Reading:
        """`reading.shift` days from the nearest day named before it in the same sentence, if any."""
        token = self._index.at(place.start)
        begins = token.sent.start_char if token is not None else place.start
        for mention in reversed(self._found):
            if mention.span.start < begins:
                break
            if mention.granularity == "day" and mention.value and "/" not in mention.value:
                day = date.fromisoformat(mention.value) + timedelta(reading.shift or 0)
                return replace(reading, value=day.isoformat(), basis=f"{reading.basis} in the sentence")
        return replace(reading, granularity=None)


def _timed(mention: DateMention, head: str, words: str, end: int) -> DateMention:
    """The mention with the time of day printed just before or after it, if it is a day."""
    if mention.granularity != "day" or mention.value is None or "/" in mention.value:
        return mention
    start_shift = end_shift = 0
    clock = _CLOCK_BEFORE.search(head)
    if clock:
        start_shift = len(head) - clock.start()
    else:
        clock = _CLOCK_AFTER.match(words, end)
        end_shift = clock.end() - end if clock else 0
    if clock is None or int(clock["hour"]) > 12 or int(clock["minute"] or 0) > 59:
        return mention
    hour = int(clock["hour"]) % 12 + (12 if clock["half"].lower() == "p" else 0)
    span = TextSpan(mention.span.start - start_shift, mention.span.end + end_shift)
    value = f"{mention.value}T{hour:02d}:{int(clock['minute'] or 0):02d}"
    return replace(mention, span=span, value=value, granularity="time")


def _opened(mention: DateMention, head: str, words: str) -> DateMention:
    """The mention as an open interval where "since" or "until" stands before it or opens it."""
    for pattern, form in ((_SINCE, "{}/.."), (_UNTIL, "../{}")):
        before = next((m for m in pattern.finditer(head) if m.end() == len(head)), None)
        if mention.granularity == "time" or not (before or pattern.match(words)):
            continue
        start = mention.span.start - (len(head) - before.start() if before else 0)
        plain = mention.value is not None and "/" not in mention.value
        value = form.format(mention.value) if plain else mention.value
        return replace(mention, span=TextSpan(start, mention.span.end), value=value)
    return mention


def _in_a_name(index: TokenIndex, place: TextSpan) -> bool:
    """Whether the words are part of a person's name, or of a longer name of an organisation."""
    words = index.over(place)
    if any(t.ent_type_ in {"PERSON", "PER"} for t in words):
        return True
    around = index.doc[max(0, words.start - 1) : words.end + 1]
    return all(t.ent_type_ == "ORG" for t in words) and sum(t.ent_type_ == "ORG" for t in around) > len(words)


def _published(given: str | None) -> date | None:
    """The day of publication; None where none is given, or no day."""
    try:
        return date.fromisoformat((given or "")[:10])
    except ValueError:
        return None
