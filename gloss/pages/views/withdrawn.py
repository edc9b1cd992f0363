"""What would fall with one article: the report at the foot of its page."""

from __future__ import annotations

from collections.abc import Iterator

from gloss.model import Article
from gloss.pages.counts import Mark, Tally, tally
from gloss.pages.desk import Desk
from gloss.pages.wording import plural


def falls(desk: Desk, article: Article) -> Iterator[Tally]:
    """What rests on the article alone, beside its own words: one tally for each kind that there is."""
    found = desk.lookup.withdrawals.get(article.id)
    if found is None:
        return
    if found.speakers:
        said = [desk.lookup.statements[s] for s in found.speakers]
        places = [(s.article, s.content[0].start) for s in said]
        shown = f"{plural(len(said), 'statement')} elsewhere would have no speaker"
        yield tally(desk, shown, places, outlets=True)
    if found.groups:
        marks = [_mark(desk, article, g, desk.lookup.groups[g].label) for g in found.groups]
        shown = f"{plural(len(marks), 'group')} of figures would stand on one figure or none"
        yield Tally(shown, len(marks), tuple(marks))
    if found.disputes:
        marks = [_mark(desk, article, d, desk.lookup.disputes[d].label) for d in found.disputes]
        shown = f"{plural(len(marks), 'dispute')} would lose all that one side says"
        yield Tally(shown, len(marks), tuple(marks))


def _mark(desk: Desk, article: Article, item: str, name: str) -> Mark:
    return Mark(name, desk.at.briefing(article.briefing, "figures", item))
