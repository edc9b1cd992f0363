"""The words that bound a number ("at least", "as many as", "or more") and what they say."""

from __future__ import annotations

import re

from gloss.model import Bound

_WORDS: tuple[tuple[Bound, str], ...] = (
    ("at-most", r"as\s(?:many|much|high)\sas|up\sto|at\s(?:the\s)?most|no\smore\sthan|a\smaximum\sof"),
    ("at-least", r"as\s(?:few|little)\sas|at\s(?:the\svery\s)?least|no\s(?:fewer|less)\sthan|a\sminimum\sof"),
    ("less-than", r"(?:fewer|less|lower)\sthan|under|below|almost|nearly|close\sto|just\sshort\sof"),
    ("more-than", r"more\sthan|over|above|upwards?\sof|in\sexcess\sof|exceeding|greater\sthan"),
    ("about", r"about|around|roughly|approximately|some|an\sestimated|estimated|circa|somewhere\saround"),
)
_BEFORE = re.compile(
    r"\b(?:(?:just|well|slightly|little|a\slittle|far|already|possibly|perhaps|probably|believed\sto\sbe)\s)?(?:"
    + "|".join(f"(?P<b{n}>{words})" for n, (_, words) in enumerate(_WORDS))
    + r")\s(?:an?\s(?:estimated|total\sof)\s|estimated\s|the\s)?\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\+|\s(?:or\s(?P<or>more|so|fewer|less)|and\scounting)\b", re.IGNORECASE)
_AFTER_BOUNDS: dict[str, Bound] = {"more": "at-least", "so": "about", "fewer": "at-most", "less": "at-most"}
_BETWEEN = re.compile(r"\bbetween\s\Z", re.IGNORECASE)


def bound_before(head: str) -> tuple[Bound, int] | None:
    """The bound whose words end `head`, and how many characters they take; None without any."""
    match = _BEFORE.search(head)
    if match is None:
        return None
    bound = next(bound for n, (bound, _) in enumerate(_WORDS) if match[f"b{n}"])
    return bound, len(head) - match.start()


def bound_after(text: str, place: int) -> tuple[Bound, int] | None:
    """The bound whose words start at `place` ("or more", "+"), and where they end; None without any."""
    match = _AFTER.match(text, place)
    return (_AFTER_BOUNDS[(match["or"] or "more").lower()], match.end()) if match else None


def between_before(head: str) -> int:
    """Characters of a "between" that ends `head`, 0 without."""
    match = _BETWEEN.search(head)
    return len(head) - match.start() if match else 0
