"""The whole way from the editors' folder to a generated site, by the parts that know each step."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from gloss.annotate import annotate_all
from gloss.errors import EditorFileError, GlossError, Problem
from gloss.link import describe, link, read_decisions, read_register
from gloss.link.decisions import Decisions
from gloss.link.overlay import with_block_kinds
from gloss.link.register import Register
from gloss.model import AnnotatedArticle, Article, Corpus, GeneratedSite, Index
from gloss.publish.memory import Memory
from gloss.settings import Project
from gloss.sources import read_article, read_corpus

Progress = Callable[[str, int, int], None]
T = TypeVar("T")

_NAMED = 20
"""Articles one notice names; in a large corpus the rest is counted."""


@dataclass(frozen=True, slots=True)
class Folder:
    """What the editors gave, read and checked; articles have the kinds of block the editors decided."""

    corpus: Corpus
    register: Register
    decisions: Decisions


def read_folder(project: Project, memory: Memory | None = None) -> Folder:
    """The editors' folder; raises EditorFileError with the problems of all its files together."""
    read = memory.read if memory else read_article
    problems: list[Problem] = []
    shown = shown_in(project)
    corpus = _collected(
        problems, lambda: read_corpus(project.briefings, project.settings, project.root, read=read)
    )
    actors, decided = project.briefings / "actors.yml", project.briefings / "decisions.yml"
    register = _collected(problems, lambda: read_register(actors, shown(actors)))
    decisions = _collected(problems, lambda: read_decisions(decided, shown(decided)))
    if corpus is None or register is None or decisions is None:
        raise EditorFileError(*problems)
    articles = tuple(with_block_kinds(decisions, article) for article in corpus.articles)
    return Folder(replace(corpus, articles=articles), register, decisions)


def index_of(
    project: Project,
    folder: Folder,
    progress: Progress,
    *,
    cached: bool = True,
    memory: Memory | None = None,
) -> Index:
    """The linked index of everything in `folder`, annotated from memory and cache where it can be."""
    read = partial(annotate, project, progress=progress, cached=cached)
    given = folder.register, folder.decisions, folder.corpus.briefings
    articles = folder.corpus.articles
    annotated = memory.annotated(articles, read) if memory else read(articles)
    progress("linking", 0, 0)
    with _uncollected():
        return memory.index(annotated, *given) if memory else link(annotated, *given)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: what linking makes stays, and would be gone through again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def annotate(
    project: Project, articles: Sequence[Article], progress: Progress, *, cached: bool = True
) -> tuple[AnnotatedArticle, ...]:
    """The articles with their annotations, in the order given."""
    found = annotate_all(
        articles,
        project.settings,
        models=project.models,
        cache=project.build / "cache" if cached else None,
        progress=lambda done, total: progress("annotating", done, total),
        scheduler=project.scheduler,
    )
    return tuple(AnnotatedArticle(a, b) for a, b in zip(articles, found, strict=True))


def generate_site(
    project: Project, folder: Folder, index: Index, progress: Progress, memory: Memory | None = None
) -> GeneratedSite:
    """The pages and data of the whole site, each made when it is asked for or taken from memory."""
    from gloss.pages import prepare

    progress("writing pages", 0, 0)
    return prepare(index, folder.corpus, project, made=memory.pages(project) if memory else None)


def summary_of(index: Index, site: GeneratedSite) -> tuple[str, ...]:
    """The closing lines of a build: one per briefing, then the words published per article."""
    lines = [f"{s.briefing}: {describe(s)}" for s in index.summaries]
    lines += [f"{article}: {shown} of {whole} words published" for article, shown, whole in site.words]
    return tuple(lines)


def missing_metadata(corpus: Corpus) -> tuple[str, ...]:
    """A notice for each lack of metadata readers ask for, naming articles; nothing is guessed."""
    lacking: dict[str, list[str]] = {}
    for article in corpus.articles:
        absent = [name for name in ("publisher", "published", "url") if getattr(article, name) is None]
        if absent:
            lacking.setdefault(", ".join(absent), []).append(article.path)
    return tuple(f"{what} not given in {_named(paths)}" for what, paths in sorted(lacking.items()))


def strict_problems(index: Index, decisions: Decisions) -> tuple[Problem, ...]:
    """What `--strict` refuses beyond what every build refuses: orphan decisions, open warnings."""
    orphans = [
        Problem(decisions.path, d.line, f"the decision matches nothing: {d.message}", "correct or delete it")
        for d in index.decisions
        if d.state == "orphan"
    ]
    warnings = [_warning(text, decisions.path) for text in index.warnings]
    return tuple(dict.fromkeys(orphans + warnings))


def shown_in(project: Project) -> Callable[[Path], str]:
    """How editors' files are named to them: from the project's root, else from the folder's parent."""

    def shown(path: Path) -> str:
        base = project.root if path.is_relative_to(project.root) else project.briefings.parent
        return str(path.relative_to(base))

    return shown


def _named(paths: Sequence[str]) -> str:
    more = len(paths) - _NAMED
    return ", ".join(paths[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _warning(text: str, path: str) -> Problem:
    return Problem(path, None, text, "settle it by a decision")


def _collected(problems: list[Problem], read: Callable[[], T]) -> T | None:
    try:
        return read()
    except GlossError as error:
        problems.extend(error.problems)
        return None
