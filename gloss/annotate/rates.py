"""What may follow a counted noun: a rate ("a day"), a period ("in four years"), a way ("from Rome")."""

from __future__ import annotations

import re
from decimal import Decimal

from gloss.annotate.counted import TIMES
from gloss.annotate.numbers import in_words

_PER = re.compile(
    r"\s(?:(?:an?|each|every|per)\s(?:single\s)?"
    r"(?P<time>day|night|week|month|year|hour|minute|second|decade|quarter)\b"
    r"(?!\s(?:ago|later|earlier|before|after|old))"
    r"|(?P<adverb>daily|weekly|monthly|annually|yearly)\b"
    r"|per\s(?P<per>capita|head|person|(?:\d[\d,]*\s)?\w+)\b)",
    re.IGNORECASE,
)
_PRICE = re.compile(r"\san?\s(?P<per>[a-z]+)\b")
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "annually": "year", "yearly": "year"}
_COUNT = r"an?|\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty"
_PERIOD = re.compile(
    r"\s(?:in|over|within|during)\s(?:just\s|only\s|barely\s)?"
    r"(?:(?:the|a)\s(?P<last>(?:past|last|first|previous)\s)?(?:(?:span|period|space|course)\sof\s)?)?"
    rf"(?P<count>{_COUNT})?[\s-]?(?P<unit>hour|day|week|month|year|decade)(?P<plural>s?)\b"
    r"(?!\s(?:ago|later|earlier|old))",
    re.IGNORECASE,
)
_WAY = re.compile(
    r"\s(?:away\s)?(?:drive\s|walk\s)?"
    r"(?:from|outside|(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:\sof)?)"
    r"\s(?P<place>(?:the\s)?[A-Z][\w’'-]*(?:\s(?:de\s|al-)?[A-Z][\w’'-]*)*)"
)


def rate_at(text: str, place: int, *, money: bool = False) -> tuple[str, int] | None:
    """What a rate that starts at `place` is per ("day", "capita"), and where it ends; None without one.

    `money` takes any noun ("$20 a barrel").
    """
    match = _PER.match(text, place) or (_PRICE.match(text, place) if money else None)
    if match is None:
        return None
    per = next(word for word in match.groups() if word).lower()
    return _ADVERBS.get(per, per), match.end()


def period_at(text: str, place: int) -> tuple[str, int] | None:
    """ISO 8601 duration of a period that starts at `place`, and where it ends.

    None without one, and for one without a number of units ("in years", "in nearly four years").
    """
    match = _PERIOD.match(text, place)
    length = _duration(match) if match else None
    return (length, match.end()) if match and length else None


def way_at(text: str, place: int) -> tuple[str, int] | None:
    """The place a way is reckoned from ("from Rome", "north of Rome"), and where the phrase ends."""
    match = _WAY.match(text, place)
    return (match["place"], match.end()) if match else None


def _duration(match: re.Match[str]) -> str | None:
    given = (match["count"] or "").lower()
    count = in_words(given) if given and given not in {"a", "an"} else None
    if given in {"a", "an"} or (not given and match["last"] and not match["plural"]):
        count = Decimal(1)
    if count is None:
        return None
    unit = match["unit"].lower()
    if unit == "decade":
        count *= 10
    return f"P{'T' if unit == 'hour' else ''}{count}{TIMES[unit]}"
