"""Words for values: who is credited and how, dates, figures, counts.

English, without the machine's locale.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from gloss.link.rates import in_words
from gloss.model import Basis, Bound, Figure

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_BOUNDS: dict[Bound, str] = {
    "exact": "",
    "about": "about",
    "at-least": "at least",
    "more-than": "more than",
    "at-most": "at most",
    "less-than": "less than",
    "vague": "",
}
TYPES = {"person": "Person", "body": "Body", "place": "Place", "group": "Group"}
RIGHTS = {
    "full": "full text published with permission",
    "excerpt": "excerpts only",
    "link": "title and address only",
}
HOW: dict[Basis, tuple[str, str]] = {
    "named": ("named", "the sentence gives the name"),
    "pronoun": ("by pronoun", "“he”, “she”, “they”, resolved to a name before or after"),
    "nominal": ("by description", "“the minister”, resolved to a name before or after"),
    "metonym": ("by metonym", "a place that stands for its government or office"),
    "document": ("by document", "a statement, report or letter, and whose it is"),
    "repeat": ("by repetition", "the same words are credited elsewhere"),
    "unnamed": ("not named", "the text credits somebody without a name"),
    "none": ("nobody named", "the text credits nobody"),
    "unsure": ("not sure", "we are not sure enough to show anybody"),
    "editor": ("by an editor", "an editor decided, with or against the machine"),
}
"""Basis in short, as it stands beside a speaker, and what that means."""
ACTS = {"accusation": "accusation", "denial": "denial", "caveat": "caveat"}
"""Acts that are worth a word beside a statement; that it claims something goes without saying."""
KIND = {"direct": "quoted", "mixed": "partly quoted", "indirect": "reported"}
NO_SPEAKER = "No speaker given"
NOT_ESTABLISHED = "Speaker not established"
UNNAMED = "Unnamed source"
DOCUMENT = "A document"
NOT_A_STATEMENT = "Nobody’s statement"
TERM = "Words in quotation marks that are nobody’s statement"
NO_DATE = "date not given"


def plural(count: int, one: str, many: str | None = None) -> str:
    """`3 quotes`, `1 quote`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """`97 %` on one line; `share` is of one."""
    return f"{share * 100:.0f}\u00a0%"


def number(value: Decimal | int) -> str:
    """A number with thousands separated by commas."""
    return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"


def day(value: str) -> str:
    """`15 May 2017` for `2017-05-15`; a month, year, week or interval likewise; else as given."""
    if "/" in value:
        return _interval(value)
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[T ](\d\d:\d\d).*)?", value)
    if found:
        year, month, of_month, clock = found.groups()
        if month is None or not 1 <= int(month) <= 12:
            return value
        parts = [str(int(of_month))] if of_month else []
        return " ".join([*parts, _MONTHS[int(month) - 1], year]) + (f", {clock}" if clock else "")
    week = re.fullmatch(r"(\d{4})-W(\d\d)", value)
    return _week(value, int(week[1]), int(week[2])) if week else value


def _week(value: str, year: int, week: int) -> str:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return value
    sunday = monday + timedelta(days=6)
    return f"week of {monday.day} {_MONTHS[monday.month - 1]} to {day(sunday.isoformat())}"


def _interval(value: str) -> str:
    start, _, end = value.partition("/")
    if end in ("..", ""):
        return f"since {day(start)}"
    return f"until {day(end)}" if start in ("..", "") else f"{day(start)} to {day(end)}"


def value(figure: Figure) -> str:
    """The figure read out with its bound: `about 50 detainees per day`."""
    parts = [
        _BOUNDS[figure.bound],
        number(figure.value) if figure.value is not None else "",
        figure.unit or ("" if figure.value is not None else "what is counted"),
        f"per {figure.per}" if figure.per else "",
        f"in {in_words(figure.period)}" if figure.period else "",
        "(no number printed)" if figure.value is None else "",
    ]
    return " ".join(part for part in parts if part)


def dated(basis: str) -> str:
    """How a date was found, in words."""
    return "set by an editor" if basis == "editor" else basis


def bound(kind: Bound) -> str:
    """The bound in words; "exact" where none is printed, "vague" where there is no number."""
    return _BOUNDS[kind] or kind
