"""Figures with their origins, grouped by what they count, and the refusals to compare the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from gloss.link.comparing import comparable, differences
from gloss.link.decisions import Group as GroupDecision
from gloss.link.ids import ItemIds, again, digest
from gloss.link.known import NOTHING, Known
from gloss.link.origins import Origins
from gloss.link.overlay import Overlay
from gloss.link.rates import rate_of
from gloss.link.statements import Standing, by_article, covering
from gloss.link.units import happening, is_measure, population
from gloss.model import (
    AnnotatedArticle,
    Article,
    Computed,
    Figure,
    FigureGroup,
    IndexFigure,
    Statement,
    TextSpan,
)

_MOST_REFUSALS = 6
_CROWD = 64


def figures_of(
    records: Sequence[AnnotatedArticle],
    statements: Sequence[Statement],
    overlay: Overlay,
    known: Known = NOTHING,
) -> list[IndexFigure]:
    """All figures in order of article and place; an origin is the speaker of the statement around one.

    Words that editors grouped are a figure, whether or not the machine found one in them.
    """
    here = by_article(statements)
    given = {record.article.id: record.annotations.figures for record in records}
    for _, what, span in overlay.placed(GroupDecision):
        if what.group is not None and not any(f.span.overlaps(span) for f in given[what.article]):
            given[what.article] += (Figure(span, None, "vague"),)
    found: list[IndexFigure] = []
    for record in records:
        figures, around = given[record.article.id], here.get(record.article.id, ())
        added = figures[len(record.annotations.figures) :]
        key = "figures", id(record), added, tuple(map(id, around))
        found.extend(known.get(key, partial(_figures_in, record.article, figures, around), record, *around))
    return found


def _figures_in(
    article: Article, figures: Sequence[Figure], statements: Sequence[Statement]
) -> list[IndexFigure]:
    found = []
    ids, standing = ItemIds(article), Standing(statements)
    for figure in sorted(figures, key=lambda f: f.span):
        near = standing.around(figure.span)
        said = covering(near, (figure.span,)) or _holding(near, figure.span)
        speaker, attribution = (said.speaker, said.id) if said else (None, None)
        found.append(IndexFigure(ids.give("f", (figure.span,)), article.id, figure, speaker, attribution))
    return found


def _holding(statements: Iterable[Statement], span: TextSpan) -> Statement | None:
    """The statement whose content begins or ends within the figure's words.

    It holds the figure's number, or was cut off before it: nobody says half a figure ("hanged as many |
    as 13 people").
    """
    near = list(statements)
    number = TextSpan(span.start, min(span.end, span.start + max(1, (span.end - span.start) // 2)))
    first = TextSpan(span.start, span.start + 1)
    return covering(near, (number,)) or covering(near, (first,))


class Figures:
    """One run of grouping."""

    def __init__(
        self,
        figures: Sequence[IndexFigure],
        articles: Mapping[str, Article],
        statements: Sequence[Statement],
        origins: Origins,
        overlay: Overlay,
    ) -> None:
        self._figures = figures
        self._articles = articles
        self._sources = {
            a: [x for s in here for x in s.source or ()] for a, here in by_article(statements).items()
        }
        self._origins = origins
        self._overlay = overlay

    def run(self) -> tuple[tuple[IndexFigure, ...], tuple[FigureGroup, ...]]:
        """The figures with their groups, and the groups: several figures, a computed rate or a refusal."""
        decided, named = self._decided()
        free = [f for f in self._figures if f.id not in decided and self._groupable(f)]
        rows = [*named.items(), *((None, same) for same in self._grouped(free))]
        groups = []
        look_alikes = self._look_alikes([same for _, same in rows])
        for number, (label, same) in enumerate(rows):
            refusals = _refusals(self._articles, same, [rows[n][1] for n in look_alikes[number]])
            if len(same) > 1 or _rates(same) or refusals or label:
                groups.append(self._group(label, same, refusals))
        of = {figure: group.id for group in groups for figure in group.figures}
        figures = (replace(f, group=of[f.id]) if f.id in of else f for f in self._figures)
        return tuple(figures), tuple(groups)

    def _groupable(self, figure: IndexFigure) -> bool:
        """Whether a figure counts something by a number.

        Not so durations, distances, money and shares, "thousands", and those who are quoted ("two
        officials said").
        """
        unit = figure.figure.unit or ""
        speaking = any(span.overlaps(figure.figure.span) for span in self._sources.get(figure.article, ()))
        return figure.figure.value is not None and bool(unit) and not is_measure(unit) and not speaking

    def _decided(self) -> tuple[set[str], dict[str, list[IndexFigure]]]:
        """Figures that editors grouped (by the group's text) or took out of every group."""
        decided: set[str] = set()
        named: dict[str, list[IndexFigure]] = defaultdict(list)
        for decision, what, span in self._overlay.placed(GroupDecision):
            figure = next(
                (f for f in self._figures if f.article == what.article and f.figure.span.overlaps(span)), None
            )
            if figure is None:
                continue
            if figure.id in decided:
                self._overlay.warn(decision, "another entry speaks of the same figure; the first one holds")
                continue
            decided.add(figure.id)
            if what.group is not None:
                named[what.group].append(figure)
        return decided, {label: sorted(same, key=_place) for label, same in sorted(named.items())}

    def _grouped(self, figures: Sequence[IndexFigure]) -> list[list[IndexFigure]]:
        """Figures that count the same, within each briefing, in order of their first."""
        blocks: dict[tuple[str, ...], list[IndexFigure]] = defaultdict(list)
        for figure in figures:
            given = figure.figure
            briefing = self._articles[figure.article].briefing
            period = (given.period or "", given.since or "")
            blocks[(briefing, population(given.unit or ""), given.per or "", *period)].append(figure)
        sets = [same for block in blocks.values() for same in _comparable_sets(block)]
        return sorted(sets, key=lambda same: _place(same[0]))

    def _group(
        self, label: str | None, same: Sequence[IndexFigure], refusals: tuple[str, ...]
    ) -> FigureGroup:
        return FigureGroup(
            id=again("g", same[0].id) if not label else "g" + digest(["group", label]),
            label=label or _label(same),
            figures=tuple(f.id for f in same),
            outlets=self._origins.outlets(same),
            origins=self._origins.of(same),
            corroborated_by=self._origins.corroborating(same),
            computed=_rates(same),
            refusals=refusals,
        )

    def _look_alikes(self, sets: Sequence[Sequence[IndexFigure]]) -> list[list[int]]:
        """For every set the numbers of those in its briefing that count what the same thing happened to."""
        index: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, same in enumerate(sets):
            if same[0].figure.event:
                index[self._happening(same[0])].append(number)
        return [[n for n in index.get(self._happening(s[0]), ())[:_CROWD] if sets[n] is not s] for s in sets]

    def _happening(self, figure: IndexFigure) -> tuple[str, str]:
        return self._articles[figure.article].briefing, happening(figure.figure.event or "")


def _comparable_sets(block: Sequence[IndexFigure]) -> list[list[IndexFigure]]:
    """The figures in sets within which any two are comparable; each goes to the first set it fits.

    Whoever gave one of the figures of a set may print it again and leave the event unsaid.
    """
    sets: list[list[IndexFigure]] = []
    kinds: list[dict[object, IndexFigure]] = []
    given_by: dict[object, list[tuple[int, IndexFigure]]] = defaultdict(list)
    for figure in sorted(block, key=lambda f: not f.figure.event):
        given = figure.figure
        again = given_by[figure.origin, given.value] if figure.origin else []
        home = next((n for n, other in again[:_CROWD] if comparable(figure, other)), None)
        if home is None:
            alike = (n for n, k in enumerate(kinds) if all(comparable(figure, o) for o in k.values()))
            home = next(alike, len(sets))
        if home == len(sets):
            sets.append([])
            kinds.append({})
        kind = (given.event, given.place, given.unit, None if given.event else given.value)
        sets[home].append(figure)
        kinds[home].setdefault(kind, figure)
        again.append((home, figure))
    return [sorted(same, key=_place) for same in sets]


def _refusals(
    articles: Mapping[str, Article], same: Sequence[IndexFigure], others: Sequence[Sequence[IndexFigure]]
) -> tuple[str, ...]:
    """Why figures that look alike are not compared with these."""
    found = []
    for other in others:
        words = articles[other[0].article].words_at(other[0].figure.span)
        reasons = differences(same[0], other[0])
        if reasons:
            found.append(f"not compared with “{words}”: {'; '.join(reasons)}")
    return tuple(dict.fromkeys(found))[:_MOST_REFUSALS]


def _rates(same: Sequence[IndexFigure]) -> tuple[Computed, ...]:
    return tuple(rate for figure in same if (rate := rate_of(figure)))


def _place(figure: IndexFigure) -> tuple[str, TextSpan]:
    return figure.article, figure.figure.span


def _label(same: Sequence[IndexFigure]) -> str:
    """What a group counts, in the words of its figures: "detainees / prisoners, hang, per day"."""
    figures = [f.figure for f in same]
    units = list(dict.fromkeys(f.unit for f in figures if f.unit))
    event = next((f.event for f in figures if f.event), None)
    place = next((f.place for f in figures if f.place), None)
    per = next((f.per for f in figures if f.per), None)
    parts = [" / ".join(units[:3]), event or "", f"per {per}" if per else "", place or ""]
    return ", ".join(part for part in parts if part)
