"""`annotate`: what is found in single articles, as JSON Lines, without a site around them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gloss.cli import report
from gloss.errors import GlossError, SourceError
from gloss.model import Article
from gloss.settings import Project
from gloss.sources import read_article
from gloss.sources.slugs import told_apart


def print_annotations(project: Project, paths: Sequence[Path], text: bool) -> int:
    """The exit code after printing one line per readable article, in the order given.

    Actors are linked over all paths of the call. A file that cannot be read is reported, the
    others are printed all the same, and the code is 1.
    """
    articles = _read(project, paths)
    unread = sum(article is None for article in articles)
    readable = [article for article in articles if article is not None]
    if text:
        for article in readable:
            report.write(article.text)
    elif readable:
        _print_records(project, readable)
    return SourceError.exit_code if unread else 0


def _read(project: Project, paths: Sequence[Path]) -> list[Article | None]:
    """The article of each path, or None; two files of one name get ids of their own."""
    articles: list[Article | None] = []
    taken: dict[str, str] = {}
    for path in paths:
        try:
            article = read_article(path, project.settings, shown_path=str(path))
        except GlossError as error:
            report.problems(error.problems)
            articles.append(None)
            continue
        if taken.setdefault(article.id, article.path) != article.path:
            article = replace(article, id=told_apart(article.id, article.path))
        articles.append(article)
    return articles


def _print_records(project: Project, articles: Sequence[Article]) -> None:
    from gloss.annotate import contract_records
    from gloss.link import link
    from gloss.publish.site import annotate

    once = {article.id: article for article in articles}
    with report.progress() as progress:
        annotated = annotate(project, tuple(once.values()), progress)
        progress("linking", 0, 0)
        records = contract_records(link(annotated))
    for article in articles:
        report.write(json.dumps(records[article.id], ensure_ascii=False) + "\n")
