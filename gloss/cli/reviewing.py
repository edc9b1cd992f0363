"""`review`: the open doubts, and taking a proposal."""

from __future__ import annotations

from gloss.cli import report
from gloss.errors import EditorFileError, Problem
from gloss.model import Index, ReviewItem
from gloss.settings import Project


def print_items(project: Project) -> None:
    """Print every open doubt: where, the sentence, what is proposed and why, the line to paste."""
    index = _index(project)
    articles = {record.article.id: record.article for record in index.articles}
    for item in index.review:
        article = articles[item.article]
        sentence = " ".join(article.words_at(item.sentence).split())
        report.tell(f"{item.id}  {article.path}, paragraph {article.paragraph_at(item.span.start)}")
        report.tell(f"    {sentence}")
        report.tell(f"    {item.proposal}: {item.reason}")
        report.tell(f"    {item.line}")
    count = len(index.review)
    report.say(f"{count} to check" if count else "nothing to check")


def accept_item(project: Project, item_id: str) -> None:
    """Append the line of one doubt to decisions.yml; raises EditorFileError where there is no such doubt."""
    from gloss.link import accept

    item = _item(_index(project), item_id)
    path = project.briefings / "decisions.yml"
    accept(path, item)
    report.tell(f"{report.shown_path(str(path))}: added: {item.line}")


def _item(index: Index, item_id: str) -> ReviewItem:
    found = next((item for item in index.review if item.id == item_id), None)
    if found is None:
        known = ", ".join(item.id for item in index.review[:5]) or "none is open"
        raise EditorFileError(
            Problem("review", None, f"there is no doubt {item_id!r}", f"take one that is open: {known}")
        )
    return found


def _index(project: Project) -> Index:
    from gloss.publish.site import index_of, read_folder

    with report.progress() as progress:
        return index_of(project, read_folder(project), progress)
