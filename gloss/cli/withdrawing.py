"""`check --without ARTICLE`: what would fall if one article were withdrawn."""

from __future__ import annotations

from gloss.cli import report
from gloss.errors import EditorFileError, Problem
from gloss.link import without
from gloss.settings import Project


def print_withdrawal(project: Project, article: str) -> None:
    """Print the ids of statements, figures and disputes that rest on `article` alone."""
    from gloss.publish.site import index_of, read_folder

    with report.progress() as progress:
        index = index_of(project, read_folder(project), progress)
    known = [record.article.id for record in index.articles]
    if article not in known:
        raise EditorFileError(
            Problem(article, None, "there is no such article", f"name one of {', '.join(known)}")
        )
    falling = without(index, article)
    for item in falling:
        report.tell(item)
    report.say(f"{len(falling)} items would fall with {article}")
