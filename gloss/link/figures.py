"""Figures with their origins, grouped by what they count, and the refusals to compare the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from gloss.link.decisions import Group as GroupDecision
from gloss.link.ids import ItemIds, again, digest
from gloss.link.overlay import Overlay
from gloss.link.rates import rate_of
from gloss.link.relations import Relations
from gloss.link.statements import by_article, covering
from gloss.link.units import happening, head, is_measure, population
from gloss.link.words import content_words, words_of
from gloss.model import (
    AnnotatedArticle,
    Article,
    FigureGroup,
    IndexFigure,
    SharedText,
    Statement,
    TextSpan,
)

_MOST_REFUSALS = 6
_CROWD = 64


def figures_of(records: Sequence[AnnotatedArticle], statements: Sequence[Statement]) -> list[IndexFigure]:
    """All figures in order of article and place; an origin is the speaker of the statement around one."""
    here = by_article(statements)
    found = []
    for record in records:
        ids = ItemIds(record.article)
        for figure in sorted(record.annotations.figures, key=lambda f: f.span):
            said = covering(here.get(record.article.id, ()), (figure.span,)) or _holding(
                here.get(record.article.id, ()), figure.span
            )
            found.append(
                IndexFigure(
                    ids.give("f", (figure.span,)),
                    record.article.id,
                    figure,
                    said.speaker if said else None,
                    said.id if said else None,
                )
            )
    return found


def _holding(statements: Iterable[Statement], span: TextSpan) -> Statement | None:
    """The statement whose content begins or ends within the figure's words but holds its number."""
    number = TextSpan(span.start, min(span.end, span.start + max(1, (span.end - span.start) // 2)))
    return covering(statements, (number,))


class Figures:
    """One run of grouping."""

    def __init__(
        self,
        figures: Sequence[IndexFigure],
        articles: Mapping[str, Article],
        relations: Relations,
        shared: Sequence[SharedText],
        overlay: Overlay,
    ) -> None:
        self._figures = figures
        self._articles = articles
        self._relations = relations
        self._shared = shared
        self._overlay = overlay

    def run(self) -> tuple[tuple[IndexFigure, ...], tuple[FigureGroup, ...]]:
        """The figures with their groups, and the groups: several figures, a computed rate or a refusal."""
        decided, named = self._decided()
        free = [f for f in self._figures if f.id not in decided and _groupable(f)]
        sets = [*named.items(), *((None, same) for same in self._grouped(free))]
        rows = [(label, same, tuple(c for f in same if (c := rate_of(f)))) for label, same in sets]
        groups = []
        look_alikes = self._look_alikes([same for _, same, _ in rows])
        for number, (label, same, computed) in enumerate(rows):
            refusals = self._refusals(same, [rows[n][1] for n in look_alikes[number]])
            if len(same) > 1 or computed or refusals or label:
                groups.append(self._group(label, same, refusals, decided))
        of = {figure: group.id for group in groups for figure in group.figures}
        return tuple(replace(f, group=of.get(f.id)) for f in self._figures), tuple(groups)

    def _decided(self) -> tuple[set[str], dict[str, list[IndexFigure]]]:
        """Figures that editors grouped (by the group's text) or took out of every group."""
        decided: set[str] = set()
        named: dict[str, list[IndexFigure]] = defaultdict(list)
        for decision, what, span in self._overlay.placed(GroupDecision):
            figure = next(
                (f for f in self._figures if f.article == what.article and f.figure.span.overlaps(span)), None
            )
            if figure is None:
                self._overlay.orphan(decision, "no figure was found in its words")
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
        blocks: dict[tuple[str, str, str], list[IndexFigure]] = defaultdict(list)
        for figure in figures:
            briefing = self._articles[figure.article].briefing
            blocks[briefing, population(figure.figure.unit or ""), figure.figure.per or ""].append(figure)
        sets: list[list[IndexFigure]] = []
        for block in blocks.values():
            made: list[list[IndexFigure]] = []
            for figure in block:
                home = next((same for same in made if all(comparable(figure, other) for other in same)), None)
                if home is None:
                    made.append([figure])
                else:
                    home.append(figure)
            sets.extend(made)
        return sorted(sets, key=lambda same: _place(same[0]))

    def _group(
        self,
        label: str | None,
        same: Sequence[IndexFigure],
        refusals: tuple[str, ...],
        decided: set[str],
    ) -> FigureGroup:
        articles = [self._articles[f.article] for f in same]
        outlets = {a.publisher.casefold() if a.publisher else f"\0{a.id}" for a in articles}
        origins = self._origins(same)
        name = again("g", same[0].id) if not label else "g" + digest(["group", label])
        return FigureGroup(
            name,
            label or _label(same),
            tuple(f.id for f in same),
            len(outlets),
            origins,
            max(0, len(origins) - 1),
            tuple(c for f in same if (c := rate_of(f))),
            refusals,
        )

    def _origins(self, same: Sequence[IndexFigure]) -> tuple[str, ...]:
        """The actors the figures come from: one voice for related ones, none for copied text."""
        found: list[str] = []
        for figure in same:
            if figure.origin is None or (found and self._copied(figure, same)):
                continue
            kin = next(
                (n for n, other in enumerate(found) if self._relations.related(figure.origin, other)), None
            )
            if kin is None:
                found.append(figure.origin)
        return tuple(found)

    def _copied(self, figure: IndexFigure, same: Sequence[IndexFigure]) -> bool:
        """Whether the figure stands in text that another article of the group prints as well."""
        others = {f.article for f in same} - {figure.article}
        for text in self._shared:
            for here, there in ((text.a, text.b), (text.b, text.a)):
                if (
                    here.article == figure.article
                    and there.article in others
                    and here.span.overlaps(figure.figure.span)
                ):
                    return True
        return False

    def _look_alikes(self, sets: Sequence[Sequence[IndexFigure]]) -> list[list[int]]:
        """For every set the numbers of those in its briefing that count what the same thing happened to."""
        index: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, same in enumerate(sets):
            if same[0].figure.event:
                index[self._happening(same[0])].append(number)
        return [[n for n in index.get(self._happening(s[0]), ())[:_CROWD] if sets[n] is not s] for s in sets]

    def _happening(self, figure: IndexFigure) -> tuple[str, str]:
        return self._articles[figure.article].briefing, happening(figure.figure.event or "")

    def _refusals(
        self, same: Sequence[IndexFigure], others: Sequence[Sequence[IndexFigure]]
    ) -> tuple[str, ...]:
        """Why figures that look alike are not compared with these."""
        found = []
        for other in others:
            words = self._articles[other[0].article].words_at(other[0].figure.span)
            reasons = differences(same[0], other[0])
            if reasons:
                found.append(f"not compared with “{words}”: {'; '.join(reasons)}")
        return tuple(dict.fromkeys(found))[:_MOST_REFUSALS]


def _place(figure: IndexFigure) -> tuple[str, TextSpan]:
    return figure.article, figure.figure.span


def _groupable(figure: IndexFigure) -> bool:
    """Whether a figure counts something by a number: no duration, distance, money, share, "thousands"."""
    unit = figure.figure.unit
    return figure.figure.value is not None and bool(unit) and not is_measure(unit or "")


def comparable(one: IndexFigure, other: IndexFigure) -> bool:
    """Whether two figures count the same: population, event, rate, period and place.

    Where one text leaves the event unsaid, equal values must make up for it.
    """
    a, b = one.figure, other.figure
    if population(a.unit or "") != population(b.unit or "") or (a.per or "") != (b.per or ""):
        return False
    if (a.period, a.since) != (b.period, b.since) or not _same_place(a.place, b.place):
        return False
    if a.event and b.event:
        return happening(a.event) == happening(b.event)
    return a.value == b.value and (
        bool(a.per) or bool(a.event or b.event) or head(a.unit or "") == head(b.unit or "")
    )


def _same_place(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return True
    a, b = content_words(words_of(one).norms), content_words(words_of(other).norms)
    return a <= b or b <= a or len(a & b) * 2 >= min(len(a), len(b)) + 1


def differences(one: IndexFigure, other: IndexFigure) -> tuple[str, ...]:
    """In words, what keeps two figures from being compared; empty where nothing does."""
    a, b = one.figure, other.figure
    found = []
    if population(a.unit or "") != population(b.unit or ""):
        found.append(f"it counts {b.unit}, not {a.unit}")
    if a.event and b.event and happening(a.event) != happening(b.event):
        found.append(f"it counts another event ({b.event}, not {a.event})")
    if (a.per or "") != (b.per or ""):
        found.append(f"it is a number per {b.per}" if b.per else "it is no rate as printed")
    if a.period != b.period:
        found.append(f"its period is stated as {b.period}" if b.period else "its text states no period")
    if a.since != b.since:
        found.append(f"it counts since {b.since}" if b.since else "its text states no beginning")
    if not _same_place(a.place, b.place):
        found.append(f"it is of {b.place}, not {a.place}")
    return tuple(found)


def _label(same: Sequence[IndexFigure]) -> str:
    """What a group counts, in the words of its figures: "detainees / prisoners, hang, per day"."""
    figures = [f.figure for f in same]
    units = list(dict.fromkeys(f.unit for f in figures if f.unit))
    event = next((f.event for f in figures if f.event), None)
    place = next((f.place for f in figures if f.place), None)
    per = next((f.per for f in figures if f.per), None)
    parts = [" / ".join(units[:3]), event or "", f"per {per}" if per else "", place or ""]
    return ", ".join(part for part in parts if part)
