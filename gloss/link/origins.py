"""Where figures come from: outlets that print them, actors they originate with, what corroborates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from gloss.link.relations import Relations
from gloss.model import Article, IndexFigure, Passage, SharedText

_AGREES = Decimal("0.1")


class Origins:
    """Outlets and origins of sets of figures that count the same."""

    def __init__(
        self, articles: Mapping[str, Article], relations: Relations, shared: Sequence[SharedText]
    ) -> None:
        self._articles = articles
        self._relations = relations
        self._copies: dict[str, list[tuple[Passage, str]]] = defaultdict(list)
        for text in shared:
            self._copies[text.a.article].append((text.a, text.b.article))
            self._copies[text.b.article].append((text.b, text.a.article))

    def outlets(self, same: Sequence[IndexFigure]) -> int:
        """Distinct publishers; an article without one counts as an outlet of its own."""
        articles = {f.article: self._articles[f.article] for f in same}
        return len({a.publisher.casefold() if a.publisher else f"\0{a.id}" for a in articles.values()})

    def of(self, same: Sequence[IndexFigure]) -> tuple[str, ...]:
        """The actors the figures come from, in order: one for related ones, none for copied text."""
        return tuple(origin for origin, _ in self._own(same))

    def corroborating(self, same: Sequence[IndexFigure]) -> tuple[str, ...]:
        """Further origins of the number that most origins give, in order.

        Numbers agree within a tenth of the larger. Bodies of one state are no second origin.
        """
        own = self._own(same)
        most: tuple[str, ...] = ()
        for _, lead in own:
            agreeing: dict[str, str] = {}
            for origin, figure in own:
                if _agree(lead, figure):
                    agreeing.setdefault(self._relations.root(origin), origin)
            most = max(most, tuple(agreeing.values()), key=len)
        return most[1:]

    def _own(self, same: Sequence[IndexFigure]) -> list[tuple[str, IndexFigure]]:
        found: list[tuple[str, IndexFigure]] = []
        for figure in same:
            origin = figure.origin
            if origin is None or (found and self._copied(figure, same)):
                continue
            if not any(self._relations.related(origin, other) for other, _ in found):
                found.append((origin, figure))
        return found

    def _copied(self, figure: IndexFigure, same: Sequence[IndexFigure]) -> bool:
        """Whether the figure stands in text that another article of the set prints as well."""
        others = {f.article for f in same} - {figure.article}
        return any(
            there in others and passage.span.overlaps(figure.figure.span)
            for passage, there in self._copies.get(figure.article, ())
        )


def _agree(one: IndexFigure, other: IndexFigure) -> bool:
    a, b = one.figure.value, other.figure.value
    return a is not None and b is not None and abs(a - b) <= _AGREES * max(a, b)
