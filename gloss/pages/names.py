"""What an article is called where there is room for few words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from gloss.model import Article
from gloss.pages.grouped import grouped

NO_PUBLISHER = "publisher not given"


def slug(article_id: str) -> str:
    """The article's part of its id."""
    return article_id.partition("/")[2] or article_id


class Names:
    """Names of articles by id: their outlet, with the article's own where the outlet is not enough."""

    def __init__(self, articles: tuple[Article, ...]) -> None:
        self._articles = articles

    @cached_property
    def outlet(self) -> Mapping[str, str]:
        """The publisher, with the slug where a briefing has more than one article of it."""
        alike = grouped(self._articles, lambda a: (a.briefing, a.publisher))
        return {a.id: _name(a, alone=len(alike[a.briefing, a.publisher]) == 1) for a in self._articles}

    @cached_property
    def dated(self) -> Mapping[str, str]:
        """What each article is called where its date stands beside it."""
        alike = grouped(self._articles, lambda a: (a.briefing, a.publisher, a.published))
        return {
            a.id: _publisher(a)
            if len(alike[a.briefing, a.publisher, a.published]) == 1
            else self.outlet[a.id]
            for a in self._articles
        }


def _publisher(article: Article) -> str:
    return article.publisher or NO_PUBLISHER


def _name(article: Article, *, alone: bool) -> str:
    return _publisher(article) if alone else f"{_publisher(article)} ({slug(article.id)})"
