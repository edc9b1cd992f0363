"""`check --without ARTICLE`: what would fall if one article were withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

from gloss.cli import report
from gloss.errors import EditorFileError, Problem
from gloss.link import Falling, withdrawals
from gloss.model import Index, TextSpan
from gloss.settings import Project

_KINDS = {
    "statements": "statement",
    "strings": "quoted string",
    "utterances": "utterance",
    "speakers": "speaker of a statement elsewhere",
    "groups": "group of figures",
    "disputes": "dispute",
    "caveats": "limit on the evidence",
}
_LONGEST = 72


def print_withdrawal(project: Project, article: str) -> None:
    """Print what rests on `article` alone: on every line an id, what it is and its first words, with tabs."""
    from gloss.publish.site import index_of, read_folder

    with report.progress() as progress:
        index = index_of(project, read_folder(project), progress)
    known = [record.article.id for record in index.articles]
    if article not in known:
        raise EditorFileError(
            Problem(article, None, "there is no such article", f"name one of {', '.join(known)}")
        )
    falling = withdrawals(index).get(article, Falling())
    names = dict(_names(index))
    for field, kind in _KINDS.items():
        for item in getattr(falling, field):
            report.tell(f"{item}\t{kind}\t{names[item]}")
    report.say(f"{len(falling.items)} items would fall with {article}")


def _names(index: Index) -> Iterator[tuple[str, str]]:
    """The first words of every item, or its label."""
    texts = {r.article.id: r.article.text for r in index.articles}

    def words(article: str, span: TextSpan) -> str:
        found = " ".join(texts[article][span.start : span.end].split())
        return found if len(found) <= _LONGEST else found[: _LONGEST - 1].rstrip() + "…"

    yield from ((s.id, words(s.article, s.content[0])) for s in index.statements)
    strings = {q.id: words(q.article, q.span) for q in index.quoted}
    yield from strings.items()
    yield from ((u.id, strings[u.fullest]) for u in index.utterances)
    yield from ((g.id, g.label) for g in index.figure_groups)
    yield from ((d.id, d.label) for d in index.disputes)
    yield from ((c.id, words(c.article, c.span)) for c in index.caveats)
