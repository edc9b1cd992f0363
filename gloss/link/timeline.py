"""Dates of all articles as items of the index, with the editors' word on them."""

from __future__ import annotations

from collections.abc import Sequence

from gloss.link.decisions import Dated
from gloss.link.ids import ItemIds
from gloss.link.overlay import Overlay
from gloss.model import AnnotatedArticle, DateMention, Granularity, IndexDate, TextSpan


def dates_of(records: Sequence[AnnotatedArticle], overlay: Overlay) -> tuple[IndexDate, ...]:
    """All dates in order of article and place; a date that editors set stands though no machine found it."""
    found = {r.article.id: list(r.annotations.dates) for r in records}
    for _, what, span in overlay.placed(Dated):
        here = found[what.article]
        at = next((n for n, date in enumerate(here) if date.span.overlaps(span)), None)
        if at is None:
            here.append(_decided(span, what.date))
        else:
            here[at] = _decided(here[at].span, what.date)
    made = []
    for record in records:
        ids = ItemIds(record.article)
        for date in sorted(found[record.article.id], key=lambda d: d.span):
            made.append(IndexDate(ids.give("w", (date.span,)), record.article.id, date))
    return tuple(made)


def _decided(span: TextSpan, value: str) -> DateMention:
    return DateMention(span, value, granularity_of(value), "editor")


def granularity_of(value: str) -> Granularity:
    """How fine an ISO date is; an interval is as fine as the end it states first."""
    first = next(end for end in value.split("/") if end not in ("", ".."))
    if "T" in first:
        return "time"
    if "W" in first:
        return "week"
    by_length: dict[int, Granularity] = {4: "year", 7: "month"}
    return by_length.get(len(first), "day")
