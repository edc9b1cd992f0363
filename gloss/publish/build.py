"""One build from end to end, as `build`, `check` and `serve` do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from gloss.errors import CheckError, Problem
from gloss.publish.lock import build_lock
from gloss.publish.machine import on_this_machine
from gloss.publish.record import Record
from gloss.publish.swap import clear_leftovers
from gloss.publish.unchanged import environment, fingerprint, unchanged
from gloss.settings import Project

if TYPE_CHECKING:
    from gloss.model import Corpus, Index
    from gloss.publish.memory import Memory

Progress = Callable[[str, int, int], None]


class Preview(Protocol):
    """What keeps a memory between builds and shows some pages before all are made."""

    @property
    def memory(self) -> Memory: ...

    def show(self, project: Project, corpus: Corpus, index: Index) -> None:
        """Show the pages that are looked at, made from `index`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build has to say. `made` is how many pages were made anew, 0 for an unchanged site.

    `open` is what `--strict` would have refused.
    """

    summary: tuple[str, ...]
    notices: tuple[str, ...]
    open: tuple[Problem, ...]
    made: int
    pages: int
    unchanged: bool = False


def build(
    project: Project,
    *,
    strict: bool = False,
    cached: bool = True,
    dry: bool = False,
    progress: Progress | None = None,
    preview: Preview | None = None,
) -> Outcome:
    """Build the site and publish it to `project.output`; with `dry` all but the publishing.

    `preview` is told of the index as soon as it is made, and lends what it remembers.
    An unchanged site is left alone, without loading what makes pages. Raises GlossError with the
    published folder as it was; with `strict` also where a decision or a warning is left open.
    """
    step = progress or _silent
    step("reading", 0, 0)
    with on_this_machine(project.output):
        clear_leftovers(project.output.resolve())
        program = environment(project)
        inputs = fingerprint(project, program)
        last = unchanged(project, inputs) if cached and not dry else None
    if last is not None:
        _refuse(last.strict, strict)
        pages = len(last.sources)
        return Outcome(last.summary, last.notices, last.strict, made=0, pages=pages, unchanged=True)
    with on_this_machine(project.build), build_lock(project.build):
        return _build(
            project, (program, inputs), step, strict=strict, cached=cached, dry=dry, preview=preview
        )


def _build(
    project: Project,
    hashed: tuple[str, str],
    step: Progress,
    *,
    strict: bool,
    cached: bool,
    dry: bool,
    preview: Preview | None,
) -> Outcome:
    from gloss.publish import site as making
    from gloss.publish.publication import publish

    program, inputs = hashed
    memory = preview.memory if preview else None
    if memory:
        memory.begin((program, project))
    folder = making.read_folder(project, memory)
    index = making.index_of(project, folder, step, cached=cached, memory=memory)
    if preview:
        preview.show(project, folder.corpus, index)
    generated = making.generate_site(project, folder, index, step, memory)
    record = Record(
        fingerprint=inputs,
        summary=making.summary_of(index, generated),
        notices=(*folder.corpus.notices, *making.missing_metadata(folder.corpus)),
        strict=making.strict_problems(index, folder.decisions),
    )
    _refuse(record.strict, strict)
    done = publish(
        project,
        generated,
        folder.corpus,
        record,
        environment=program,
        stage=lambda what: step(what, 0, 0),
        dry=dry,
        afresh=not cached,
    )
    kept = done.record
    return Outcome(kept.summary, kept.notices, kept.strict, done.made, done.pages)


def _refuse(problems: tuple[Problem, ...], strict: bool) -> None:
    if strict and problems:
        raise CheckError(*problems)


def _silent(what: str, done: int, total: int) -> None:
    return None
