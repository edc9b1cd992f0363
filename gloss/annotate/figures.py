"""Figures in an article: how many, of what, within which bound, and with which caution.

A figure is a number that counts something, or money, a share, a stretch of time or way. Ordinals,
years, dates, ages and numbers in names are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from gloss.annotate import happened
from gloss.annotate.counted import TIMES, Counted, counted, unit_words
from gloss.annotate.doc import TokenIndex
from gloss.annotate.numbers import Number, in_words, numbers
from gloss.model import Bound, DateMention, Figure, TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_BOUNDS: tuple[tuple[Bound, str], ...] = (
    ("at-most", r"as\s(?:many|much|high)\sas|up\sto|at\s(?:the\s)?most|no\smore\sthan|a\smaximum\sof"),
    ("at-least", r"as\s(?:few|little)\sas|at\s(?:the\svery\s)?least|no\s(?:fewer|less)\sthan|a\sminimum\sof"),
    ("less-than", r"(?:fewer|less|lower)\sthan|under|below|almost|nearly|close\sto|just\sshort\sof"),
    ("more-than", r"more\sthan|over|above|upwards?\sof|in\sexcess\sof|exceeding|greater\sthan|well\sover"),
    ("about", r"about|around|roughly|approximately|some|an\sestimated|estimated|circa|somewhere\saround"),
)  # fmt: skip
_BEFORE = re.compile(
    r"\b(?:(?:just|well|slightly|little|a\slittle|far|already|possibly|perhaps|probably|believed\sto\sbe)\s)?(?:"
    + "|".join(f"(?P<b{n}>{words})" for n, (_, words) in enumerate(_BOUNDS))
    + r")\s(?:an?\s(?:estimated|total\sof)\s|estimated\s|the\s)?\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s?(?:\+|\sor\s(?P<or>more|so|fewer|less)\b|\sand\scounting\b)", re.IGNORECASE)
_PER = re.compile(
    r"\s(?:(?:an?|each|every|per)\s(?:single\s)?"
    r"(?P<time>day|night|week|month|year|hour|minute|second|decade|quarter)\b"
    r"(?!\s(?:ago|later|earlier|before|after|old))"
    r"|(?P<adverb>daily|weekly|monthly|annually|yearly|hourly)\b"
    r"|per\s(?P<per>capita|head|person|(?:\d[\d,]*\s)?\w+)\b)",
    re.IGNORECASE,
)
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "annually": "year", "yearly": "year"}
_COUNT = r"an?|\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty"
_PERIOD = re.compile(
    r"\s(?:in|over|within|during|for|throughout)\s(?:just\s|only\s|barely\s)?"
    r"(?:(?:the|a)\s(?P<last>(?:past|last|first|previous)\s)?(?:(?:span|period|space|course)\sof\s)?)?"
    rf"(?P<count>{_COUNT})?[\s-]?(?P<unit>hour|day|week|month|year|decade)(?P<plural>s?)\b"
    r"(?!\s(?:ago|later|earlier|old))",
    re.IGNORECASE,
)
_FAR_FROM = re.compile(
    r"\s(?:away\s)?(?:drive\s|walk\s)?(?:from|(?:north|south)?-?(?:east|west)?(?:\sof)?|outside)"
    r"\s(?P<place>(?:the\s)?[A-Z][\w’'-]*(?:\s(?:de\s|al-)?[A-Z][\w’'-]*)*)"
)
_AGE = re.compile(r"\s(?:old|of\sage|ago|later|earlier|before|after)\b", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?:in|for|over|within|after|during|by|until|before|the\s\w+)\s\Z", re.IGNORECASE
)
_NAMED_BY_NUMBER = re.compile(
    r"\b(?:age|aged|turn(?:s|ed|ing)?|number|no\.|page|chapter|article|section)\s\Z", re.IGNORECASE
)
_DEFINITE = frozenset(
    ("the", "these", "those", "this", "his", "her", "its", "their", "our", "my", "your", "both")
)
_NAME_LABELS = frozenset(("PERSON", "PER", "ORG", "LOC", "GPE", "FAC"))
_AFTER_BOUNDS: dict[str, Bound] = {"more": "at-least", "so": "about", "fewer": "at-most", "less": "at-most"}
_SMALL = 12
"""Up to here "the two men" speaks of persons known already and counts nobody."""

_REACH = 48
"""Characters before a number in which the words of its bound are looked for."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """One number in its surroundings: the words before and after it, its tokens, what it counts."""

    number: Number
    head: str
    tail: str
    words: Span
    noun: Counted | None

    @property
    def lasts(self) -> bool:
        return self.noun is not None and self.noun.lemma in TIMES

    @property
    def end(self) -> int:
        """Where the counted noun phrase ends, offset into the article."""
        if self.noun is None or self.noun.last < self.words.end:
            return self.number.end
        last = self.words.doc[self.noun.last]
        return int(last.idx + len(last))


def figures(doc: Doc, dates: tuple[DateMention, ...] = ()) -> tuple[Figure, ...]:
    """The figures of an article in text order, none overlapping another; `dates` are no figures.

    `value` None with bound "vague" stands for "thousands". The span runs from the words of the
    bound to the rate or period, if they stand together ("as many as 13,000 people in four years").
    The two ends of "10 to 20" are two figures, at least the one and at most the other.
    """
    index = TokenIndex(doc)
    text = doc.text
    taken = bytearray(len(text))
    for date in dates:
        taken[date.span.start : date.span.end] = b"\1" * (date.span.end - date.span.start)
    all_numbers = numbers(text)
    found: list[Figure] = []
    for number, following in zip(all_numbers, (*all_numbers[1:], None), strict=True):
        if (found and number.start < found[-1].span.end) or any(taken[number.start : number.end]):
            continue
        counts = following if number.side == "low" and following is not None else number
        figure = _figure(_seen(index, text, number, counts), index, text, dates)
        if figure is not None:
            found.append(figure)
    return tuple(found)


def _seen(index: TokenIndex, text: str, number: Number, counts: Number) -> _Seen:
    words = index.over(TextSpan(number.start, number.end))
    after = index.over(TextSpan(counts.start, counts.end)).end
    return _Seen(
        number=number,
        head=text[max(0, number.start - _REACH) : number.start].rpartition("\n\n")[2],
        tail=text[number.end : number.end + _REACH].partition("\n\n")[0],
        words=words,
        noun=counted(index.doc, after, number) if number.unit is None else None,
    )


def _figure(seen: _Seen, index: TokenIndex, text: str, dates: tuple[DateMention, ...]) -> Figure | None:
    if seen.noun is None and seen.number.unit is None and not _stands_alone(seen):
        return None
    if _is_no_count(seen):
        return None
    bound, start = _bound(seen)
    end = seen.number.end if seen.number.side == "low" else seen.end
    unit = seen.number.unit or (unit_words(index.doc, seen.noun) if seen.noun else None)
    figure = Figure(TextSpan(start, end), seen.number.value, bound, unit)
    core = index.over(TextSpan(seen.number.start, end))
    figure = _since(_tailed(figure, text, seen), dates)
    if seen.noun is not None and seen.noun.measure:
        return figure
    return _told(figure, core, index.over(figure.span))


def _stands_alone(seen: _Seen) -> bool:
    """Whether a number without a noun is a count all the same ("killing 13", "13 dead")."""
    if seen.number.value is not None and seen.number.value < 2:
        return False
    if _NAMED_BY_NUMBER.search(seen.head):
        return False
    following = seen.words.doc[seen.words.end : seen.words.end + 1]
    if any(t.lower_ in happened.STATES for t in following):
        return True
    if any(t.tag_.startswith("NN") or t.lower_ == "-" for t in following):
        return False
    root = seen.words.root
    return root.dep_ in {"nsubj:pass", "obj", "nsubjpass", "dobj"} and root.head.pos_ == "VERB"


def _is_no_count(seen: _Seen) -> bool:
    """Years, ages, stretches of time that only say when, "the two men", numbers inside names."""
    printed = seen.words.doc.text[seen.number.start : seen.number.end]
    bounded = _BEFORE.search(seen.head) is not None
    if re.fullmatch(r"(?:19|20)\d\d", printed) and not bounded:
        return True
    before = seen.head.split()[-1:]
    small = seen.number.value is not None and seen.number.value <= _SMALL
    if small and not bounded and before and before[0].lower() in _DEFINITE and seen.number.unit is None:
        return True
    if seen.lasts:
        rest = seen.words.doc.text[seen.end : seen.end + _REACH]
        if _AGE.match(rest):
            return True
        if not rest.startswith(" of ") and _PREPOSITION.search(seen.head):
            return True
    first = seen.words[0]
    return bool(first.ent_type_ in _NAME_LABELS and first.ent_iob_ == "I")


def _bound(seen: _Seen) -> tuple[Bound, int]:
    """The bound, and where the figure starts with the words of it."""
    start = seen.number.start
    match = _BEFORE.search(seen.head)
    if match and seen.lasts and match.group().strip().lower() == "over":
        match = None  # "over six years" tells how long, not how much more
    if match:
        start -= len(seen.head) - match.start()
    if seen.number.vague:
        return "vague", start
    if seen.number.side:
        between = re.search(r"\bbetween\s\Z", seen.head)
        start -= len(seen.head) - between.start() if between else 0
        return ("at-least" if seen.number.side == "low" else "at-most"), start
    after = _AFTER.match(seen.tail) or _AFTER.match(seen.words.doc.text, seen.end)
    if after:
        return _AFTER_BOUNDS[(after["or"] or "more").lower()], start
    if match:
        return next(bound for n, (bound, _) in enumerate(_BOUNDS) if match[f"b{n}"]), start
    return "exact", start


def _tailed(figure: Figure, text: str, seen: _Seen) -> Figure:
    """The figure with the rate, the period or the place its way is reckoned from, if they follow it."""
    end = figure.span.end
    if after := _AFTER.match(text, end):
        end = after.end()
    if seen.noun is not None and seen.noun.measure:
        far = _FAR_FROM.match(text, end)
        if far:
            figure = replace(figure, place=far["place"])
            end = far.end()
    elif rate := _PER.match(text, end):
        per = rate["time"] or _ADVERBS.get((rate["adverb"] or "").lower()) or rate["per"]
        figure = replace(figure, per=per.lower() if per else None)
        end = rate.end()
    if not (seen.noun and seen.noun.measure):
        period = _PERIOD.match(text, end)
        length = _iso_period(period) if period else None
        if period and length:
            figure = replace(figure, period=length)
            end = period.end()
    return replace(figure, span=TextSpan(figure.span.start, end))


def _iso_period(match: re.Match[str]) -> str | None:
    """ISO 8601 duration of "in four years"; None where no number of units is given."""
    given = (match["count"] or "").lower()
    count = Decimal(1) if given in {"a", "an"} else in_words(given) if given else None
    if count is None and match["last"] and not match["plural"]:
        count = Decimal(1)
    if count is None:
        return None
    unit = match["unit"].lower()
    if unit == "decade":
        count *= 10
    return f"P{'T' if unit == 'hour' else ''}{count}{TIMES[unit]}"


def _since(figure: Figure, dates: tuple[DateMention, ...]) -> Figure:
    """The figure with "since 2011" right behind it, if that is a date with a value."""
    for date in dates:
        if 0 <= date.span.start - figure.span.end <= 1 and (date.value or "").endswith("/.."):
            span = TextSpan(figure.span.start, date.span.end)
            return replace(figure, span=span, since=(date.value or "").removesuffix("/.."))
    return figure


def _told(figure: Figure, core: Span, words: Span) -> Figure:
    """The figure with what its sentence says of it: event, hedge, place, a period elsewhere in the clause."""
    verb = happened.event_verb(words)
    period = figure.period
    if period is None and figure.per is None and verb is not None:
        for phrase in happened.stretches(verb):
            found = _PERIOD.fullmatch(f" {phrase}")
            period = period or (_iso_period(found) if found else None)
    return replace(
        figure,
        event=happened.event_lemma(core, words, verb),
        hedge=happened.hedge(words, verb),
        place=happened.place(words, verb),
        period=period,
    )
