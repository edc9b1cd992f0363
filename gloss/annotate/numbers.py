"""Cardinal numbers in a text, in digits and in words, by their form alone.

Ordinals, years with an s, clock times, scores, versions, numbers inside names (G20, F-16) and the
first half of compounds (23-year-old, two-thirds) are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from math import prod
from typing import Literal

from gloss.annotate.symbols import GLUED, SYMBOLS

_SMALL = {
    word: Decimal(n)
    for n, word in enumerate(
        re.findall(
            r"\w+",
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
            " sixteen seventeen eighteen nineteen",
        )
    )
}
_TENS = {
    word: Decimal(10 * n)
    for n, word in enumerate(re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety"), 2)
}
_SCALES = {
    "dozen": Decimal(12),
    "hundred": Decimal(100),
    "thousand": Decimal(1_000),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
    "lakh": Decimal(10**5),
    "crore": Decimal(10**7),
}
_SHORT_SCALES = {"k": "thousand", "m": "million", "mn": "million", "bn": "billion", "tn": "trillion"}
_PLURALS = "tens|scores|dozens|hundreds|thousands|millions|billions|trillions"
_SCALE = "|".join(_SCALES)
_WORD = "|".join([*_TENS, *sorted(_SMALL, key=len, reverse=True)])

_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?!,?\d)(?:\.\d+)?|\d{1,3}(?:\s\d{3})*\s000(?!\d)|\d+(?:\.\d+)?"
_WORDS = rf"(?:{_WORD})(?:[-\s](?:and\s)?(?:{_WORD}|{_SCALE}))*"
_MEASURED = r"(?:high|tall|wide|deep|long|thick|across|apart|above|below)"
_GLUED_UNIT = rf"(?-i:{GLUED}|m(?=\s{_MEASURED}\b)|[glL](?=\sof\b)|min(?=\s(?:walk|drive|ride|run)\b))(?!\w)"
"""A unit right behind its number ("90cm"); "m" is a million but before "high" and the like."""

_MONEY = r"""(?:[A-Z]{1,3})?[$€£¥₹]\s? | (?:USD|EUR|GBP|JPY|CNY|INR|CHF|AUD|CAD|ZAR|KES|NGN|SEK|NOK|DKK)\s?
    | (?-i:Rs|Rp|RM|Tk|K?Sh)\.?\s?(?=\d)
    | (?-i:[A-Z])(?=\d[\d.,]*\s?(?:million|billion|trillion|mn|bn|m)\b | \d{1,3},\d{3}\b)"""
"""A currency as it is printed: a sign, a code, or letters right before a sum ("R38 million")."""

_NUMBER = re.compile(
    rf"""(?<![\w.,:/'’#]) (?<![^\W\d][-‐‑]) (?<!\d[:./])
    (?: (?P<money>{_MONEY})? (?P<digits>{_DIGITS})
          (?: (?P<short>mn|bn|tn|k|m(?!\s{_MEASURED}\b))\b
            | \s?(?P<scale>(?:{_SCALE})(?:\s(?:{_SCALE}))*)\b )?
          (?P<glued>{_GLUED_UNIT})?
      | (?P<vague>(?:(?:several|many|(?:an?\s)?few|a\scouple(?:\sof)?)\s(?:{_SCALE})
                   |(?:{_PLURALS})(?:\s(?:of|upon)\s(?:{_PLURALS}))*)\b)
      | (?P<one>(?:an?|half\san?|half)[-\s](?P<onescale>{_SCALE})\b)
      | (?P<words>{_WORDS})\b )
    (?P<percent>\s?%|\s(?:percent|per\scent|percentage\spoints?)\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
_NO_CARDINAL = re.compile(
    r"""[-‐‑](?=[^\W\d])          # two-day, 23-year-old
      | (?:st|nd|rd|th|s|['’]s)\b # 5th, 1990s
      | [:/.]\d | \s?[ap]\.?m\b   # 10:30, 9/11, 10 a.m.
      | [^\W\d_]                 # 4x, 3D
      | \s?['’′″]\d?""",
    re.VERBOSE | re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?:one|two|three|\d)\s(?:in|out\sof)(?:\severy)?\s(?:\d+|five|six|seven|eight|nine|ten|three|four)\b"
    r"(?!\s(?:seconds|minutes|hours|days|weeks|months|years|decades))",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s\Z", re.IGNORECASE)
_CHANGE = re.compile(r"\b(?:from|by)\s\Z", re.IGNORECASE)
_MOVES = re.compile(
    r"\b(?:rose|risen|rises?|fell|fallen|falls?|grew|grown|grows?|dropp?e?d?|drops|climb(?:ed|s)?|slipp?(?:ed|s)?"
    r"|jump(?:ed|s)?|gain(?:ed|s)?|los[te]s?|slid|slides?|sank|sinks?|edged|tumbled|plunged|surged|added|shed"
    r"|increased|decreased|declined|up|down|higher|lower)\s(?:\w+\s)?\Z",
    re.IGNORECASE,
)
_JOINS = (" to ", " and ")
_REACH = 16
_LONGEST = 24
"""Digits of the longest number that counts something; sums of such are still exact. More are a code."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number as printed; `value` is None for "thousands" and the like.

    `unit` is set where the number's own form names it: "percent", a currency or a symbol as printed.
    `side` tells the ends of a range ("10 to 20").
    """

    start: int
    end: int
    value: Decimal | None
    unit: str | None = None
    side: Literal["low", "high"] | None = None

    @property
    def money(self) -> bool:
        return self.unit not in {None, "percent", "percentage points"} and not self.symbol

    @property
    def symbol(self) -> bool:
        """Whether the unit is one of length, area, power and the like, in letters."""
        return self.unit in SYMBOLS or self.unit in {"g", "l", "L"}

    @property
    def vague(self) -> bool:
        return self.value is None


def numbers(text: str) -> tuple[Number, ...]:
    """The cardinal numbers of `text`, in order, offsets into it."""
    shares = [m.span() for m in _SHARE.finditer(text)]
    found: list[Number] = []
    place = 0
    while match := _NUMBER.search(text, place):
        place = match.end()
        number = _number(match)
        if number is None or _refused(text, match) or any(a <= match.start() < b for a, b in shares):
            continue
        _append(found, text, number)
    return tuple(found)


def in_words(text: str) -> Decimal | None:
    """The value of one number in words or digits ("twenty-one", "a dozen", "3.5 million"), else None."""
    match = _NUMBER.fullmatch(text.strip())
    number = _number(match) if match else None
    return number.value if number else None


def _number(match: re.Match[str]) -> Number | None:
    value = _value(match)
    if not match["vague"] and (value is None or value >= 10**_LONGEST):
        return None
    unit = (match["money"] or "").strip(" .\u00a0") or None
    if match["glued"]:
        unit = re.sub(r"sq\s?", "sq ", match["glued"])
    if match["percent"]:
        unit = "percentage points" if "point" in match["percent"].lower() else "percent"
    return Number(match.start(), match.end(), value, unit)


def _value(match: re.Match[str]) -> Decimal | None:
    if match["digits"]:
        return _in_digits(match)
    if match["one"]:
        half = match["one"].lower().startswith("half")
        value = _SCALES[match["onescale"].lower()]
        return value // 2 if half else value
    if match["words"]:
        return _spelled(re.findall(r"[a-z]+", match["words"].lower()))
    return None


def _in_digits(match: re.Match[str]) -> Decimal | None:
    digits = re.sub(r"[^\d.]", "", match["digits"])
    short = _SHORT_SCALES.get((match["short"] or "").lower(), "")
    scales = [_SCALES[scale] for scale in (short, *(match["scale"] or "").lower().split()) if scale]
    if len(digits) > _LONGEST or len(scales) > _LONGEST:
        return None
    value = prod(scales, start=Decimal(digits))
    if value >= 10**_LONGEST:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _spelled(words: list[str]) -> Decimal:
    """Value of "two hundred and fifty thousand": scales above a hundred close a group."""
    total = group = Decimal(0)
    for word in words:
        if word in _SCALES:
            group = max(group, Decimal(1)) * _SCALES[word]
            if _SCALES[word] > 100:
                total, group = total + group, Decimal(0)
        else:
            group += _SMALL.get(word, Decimal(0)) + _TENS.get(word, Decimal(0))
    return total + group


def _refused(text: str, match: re.Match[str]) -> bool:
    if match["percent"] or match["money"] or match["vague"] or match["glued"]:
        return False
    return _NO_CARDINAL.match(text, match.end()) is not None


def _append(found: list[Number], text: str, number: Number) -> None:
    """Add `number`; it may end a range ("10 to 20"), or turn it and the one before into a score ("3-1")."""
    low = found[-1] if found else None
    between = text[low.end : number.start] if low else ""
    hyphen = re.fullmatch(r"\s?[-–—‐‑]\s?", between) is not None
    words = low and between in _JOINS and _is_range(text, low, number, between)
    if not low or not (hyphen or words) or low.side or not low.value or not number.value:
        found.append(number)
    elif low.value < number.value:
        unit = low.unit or number.unit
        found[-1] = Number(low.start, low.end, low.value, unit, "low")
        found.append(Number(number.start, number.end, number.value, unit, "high"))
    elif hyphen:
        found.pop()
    else:
        found.append(number)


def _is_range(text: str, low: Number, high: Number, join: str) -> bool:
    """Whether "10 to 20" or "10 and 20" is a range by its units and the words before it.

    "from 10 to 20" is a change, and so is "fell 6 percent to $412" or "rose 6 percent to 20 percent".
    """
    head = text[max(0, low.start - _REACH) : low.start]
    if low.unit and low.unit != high.unit:
        return False
    if join == " and ":
        return _BETWEEN.search(head) is not None
    return _CHANGE.search(head) is None and not (low.unit and _MOVES.search(head))
