"""Pictures made at build time: where their marks stand, in whole units of the picture.

Each says again what a table on the same page says; the table is the text of it. The same rows give
the same picture. A picture is narrow enough for a phone, so long lists are cut, and say so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log2

from gloss.pages.wording import plural

MOST_DATES, MOST_COLUMNS, MOST_LINES = 40, 8, 30
_NAME = 21
"""Most characters of a name in a picture."""
_LABELS, _COLUMN, _ROW = 136, 28, 24
_LINE, _FOLDED_ROW = 12, 32
"""Height of a line of letters, and of a row in a picture with names on two lines."""


@dataclass(frozen=True, slots=True)
class Label:
    x: int
    y: int
    text: str
    css: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """How often (`count`, "" for once) a column names a row; hollow where it is no exact day."""

    x: int
    y: int
    r: int
    count: str
    css: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line from left to right by two bends; `width` grows with the count."""

    y1: int
    y2: int
    width: int
    css: str


@dataclass(frozen=True, slots=True)
class Picture:
    """`about` is what the picture shows, in words; `note` how to read it."""

    width: int
    height: int
    about: str
    note: str
    labels: tuple[Label, ...] = ()
    heads: tuple[Label, ...] = ()
    dots: tuple[Dot, ...] = ()
    lines: tuple[Line, ...] = ()
    rules: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A date of a timeline: its words, its first day, whether it is a day, and the sources that name it."""

    shown: str
    first: date | None
    exact: bool
    sources: tuple[str, ...]


def short(name: str) -> str:
    """A name as long as a picture has room for; of an interval its start."""
    name = name.partition(" to ")[0] if len(name) > _NAME else name
    return name if len(name) <= _NAME else name[: _NAME - 1].rstrip() + "…"


def folded(name: str) -> tuple[str, ...]:
    """A name on one line, or parted at the space nearest to its middle on two; what is longer is cut."""
    if len(name) <= _NAME or " " not in name:
        return (short(name),)
    spaces = [n for n, c in enumerate(name) if c == " "]
    middle = min(spaces, key=lambda n: abs(2 * n - len(name)))
    return short(name[:middle]), short(name[middle + 1 :])


def timeline(dates: Sequence[Named]) -> Picture | None:
    """Dates downwards, the further apart the longer between them; sources across. None without dates."""
    if not dates:
        return None
    most = set(sorted(range(len(dates)), key=lambda n: (-len(dates[n].sources), n))[:MOST_DATES])
    rows = [d for n, d in enumerate(dates) if n in most]
    counts = Counter(s for d in rows for s in d.sources)
    named = sorted(counts, key=lambda s: (-counts[s], s))[:MOST_COLUMNS]
    at = {source: _LABELS + 14 + n * _COLUMN for n, source in enumerate(named)}
    y = 26 + 5 * max(len(short(s)) for s in named)
    heads = tuple(Label(x + 3, y - 14, short(s)) for s, x in at.items())
    labels, dots, rules = [], [], []
    for before, row in zip([None, *rows], rows, strict=False):
        days = max(0, (row.first - before.first).days) if before and before.first and row.first else 0
        y += _ROW + min(60, round(5 * log2(1 + days))) if before else 0
        if apart := _apart(days):
            labels.append(Label(_LABELS, y - 20, apart, "soft"))
        labels.append(Label(_LABELS, y + 4, short(row.shown)))
        rules.append(y)
        for source, times in Counter(row.sources).items():
            if source in at:
                css = "dot" if row.exact else "ring"
                dots.append(Dot(at[source], y, 8 if times > 1 else 5, str(times) if times > 1 else "", css))
    about = f"Dates from {rows[0].shown} to {rows[-1].shown}, and which sources name them."
    note = "Filled: the day is known. Hollow: a week, a month or longer. A number: named so many times."
    if len(rows) < len(dates) or len(named) < len({s for d in dates for s in d.sources}):
        note += " Only what is named most often is drawn; the table holds everything."
    width = max(at.values()) + max((len(short(s)) * 5 for s in named), default=0)
    return Picture(width, y + 20, about, note, tuple(labels), heads, tuple(dots), rules=tuple(rules))


def _apart(days: int) -> str:
    """How long after the date before, where that is long: `13 years later`."""
    if days >= 730:
        return f"{plural(round(days / 365.25), 'year')} later"
    return f"{plural(round(days / 30.4), 'month')} later" if days >= 60 else ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Who speaks about whom, in so many statements; `css` says how."""

    source: str
    target: str
    count: int
    css: str


def relations(pairs: Sequence[Pair]) -> Picture | None:
    """Speakers left, those they speak about right, a line for each pair. None without pairs."""
    if not pairs:
        return None
    drawn = sorted(pairs, key=lambda p: -p.count)[:MOST_LINES]
    left = {name: n for n, name in enumerate(dict.fromkeys(p.source for p in drawn))}
    pulls: dict[str, list[int]] = defaultdict(list)
    for pair in drawn:
        pulls[pair.target] += [left[pair.source]] * pair.count
    ordered = sorted(pulls, key=lambda name: (sum(pulls[name]) / len(pulls[name]), name))
    right = {name: n for n, name in enumerate(ordered)}
    rows = max(len(left), len(right))
    row = _FOLDED_ROW if any(len(folded(name)) > 1 for name in (*left, *right)) else _ROW
    ys = {name: _spread(n, len(left), rows * row) for name, n in left.items()}
    yt = {name: _spread(n, len(right), rows * row) for name, n in right.items()}
    labels = tuple(label for name, y in ys.items() for label in _labels(150, y, name, "end"))
    labels += tuple(label for name, y in yt.items() for label in _labels(270, y, name))
    lines = tuple(Line(ys[p.source], yt[p.target], min(7, p.count), p.css) for p in drawn)
    about = f"{plural(len(left), 'speaker')}, and {len(right)} whom they speak about."
    note = "From those who speak, left, to those they speak about; thicker for more statements. "
    note += "Solid red: accuses. Dashed: denies. Grey: anything else."
    if len(drawn) < len(pairs):
        note += " Only the most frequent are drawn; the table holds everything."
    heads = (Label(150, 16, "Speaks", "end"), Label(270, 16, "about"))
    return Picture(420, 48 + rows * row, about, note, labels, heads, (), lines)


def _labels(x: int, y: int, name: str, css: str = "") -> tuple[Label, ...]:
    """A name beside the end of a line at `y`, its lines above and below that."""
    parts = folded(name)
    top = y + 4 - (len(parts) - 1) * _LINE // 2
    return tuple(Label(x, top + n * _LINE, part, css) for n, part in enumerate(parts))


def _spread(place: int, of: int, height: int) -> int:
    """Where the nth of `of` names stands over `height`, below the heads."""
    return 32 + round((place + 0.5) * height / of)
