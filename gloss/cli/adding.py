"""`add`: articles into a briefing, with what was found out about each of them shown for checking."""

from __future__ import annotations

import sys

from gloss.cli import report
from gloss.errors import Problems, SourceError
from gloss.settings import Project
from gloss.sources import add_all, read_article

SHOWN = ("title", "publisher", "author", "published", "url", "language")
STREAM = "-"


def add_articles(project: Project, targets: tuple[str, ...], briefing: str) -> int:
    """The exit code after adding all targets: each path on stdout, what is known of it on stderr."""
    problems = Problems()
    for target in targets:
        given = sys.stdin.buffer.read(project.settings.max_article_bytes + 1) if target == STREAM else None
        name = "standard input" if target == STREAM else target
        try:
            paths, refused = add_all(name, project.briefings / briefing, project.settings, given=given)
        except SourceError as error:
            problems.extend(error.problems)
            continue
        problems.extend(refused)
        for path in paths:
            report.tell(report.shown_path(str(path)))
            article = read_article(path, project.settings)
            for field in SHOWN:
                report.say(f"  {field}: {getattr(article, field) or 'not found'}")
    report.problems(problems)
    return SourceError.exit_code if problems else 0
