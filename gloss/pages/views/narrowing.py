"""What a search can be narrowed down to: the actor, outlet, month and basis of a page's statements."""

from __future__ import annotations

from collections.abc import Iterable

from gloss.pages.desk import Desk
from gloss.pages.values import Credit
from gloss.pages.wording import NO_DATE

Filters = tuple[tuple[str, str], ...]


def filters(desk: Desk, articles: Iterable[str], credits: Iterable[Credit]) -> Filters:
    """(name, value) of all filters of a page that prints these credits from these articles.

    Pagefind filters whole pages, so each value is named once, not by each statement.
    """
    found = set[tuple[str, str]]()
    for credit in credits:
        found |= {("actor", credit.name)} if credit.shown else set()
        found |= {("basis", credit.how)} if credit.how else set()
    for article in map(desk.lookup.articles.__getitem__, articles):
        found |= {
            ("outlet", desk.outlet(article)),
            ("date", article.published[:7] if article.published else NO_DATE),
        }
    return tuple(sorted(found))
