"""One id for every article, and one article for every text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from gloss.model import Article
from gloss.sources.metadata import narrowed
from gloss.sources.slugs import told_apart

Places = dict[str, tuple[tuple[str, str], ...]]
"""Article id to the further (briefing, path) places of its text."""


def with_own_ids(articles: Iterable[Article]) -> tuple[list[Article], list[str]]:
    """The articles of one briefing with ids of their own, and notices of names that clash.

    Of files whose names give the same slug, the one that is spelt like it keeps it, if there is
    only one; the others get a hash of their file name, so ids hold whichever file came first.
    """
    groups: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        groups[article.id].append(article)
    apart: list[Article] = []
    notices: list[str] = []
    for plain, group in groups.items():
        exact = [a for a in group if f"{a.briefing}/{Path(a.path).stem}" == plain]
        for article in group:
            alone = len(group) == 1 or (len(exact) == 1 and article is exact[0])
            apart.append(article if alone else replace(article, id=_hashed(plain, article)))
        if len(group) > 1:
            names = ", ".join(sorted(a.path for a in group))
            notices.append(f"{names}: names that give one address; some got a suffix")
    return apart, notices


def _hashed(plain: str, article: Article) -> str:
    briefing, _, name = plain.partition("/")
    return f"{briefing}/{told_apart(name, Path(article.path).name)}"


def each_once(articles: Iterable[Article]) -> tuple[list[Article], Places]:
    """Articles in order of id, equal texts of one publisher once, with their further places.

    The same words under two publishers are two printings and stay two articles.
    """
    first: dict[tuple[str, str | None], Article] = {}
    places: dict[tuple[str, str | None], list[tuple[str, str]]] = defaultdict(list)
    for article in sorted(articles, key=lambda a: a.id):
        key = (article.text_sha256, article.publisher)
        if key in first:
            places[key].append((article.briefing, article.path))
            kept = first[key]
            first[key] = replace(kept, rights=narrowed(kept.rights, article.rights))
        else:
            first[key] = article
    also = {first[key].id: tuple(sorted(where)) for key, where in places.items()}
    return sorted(first.values(), key=lambda a: a.id), also
