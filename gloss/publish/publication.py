"""From generated pages to the published folder: tree, MkDocs, search, checks, one swap.

Until the swap the published folder is only read; whatever fails before leaves it as it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from gloss.model import Article, Corpus, GeneratedSite
from gloss.publish import checks, swap
from gloss.publish.machine import on_this_machine
from gloss.publish.record import Record, hashes, read_record, write_record
from gloss.publish.render import render
from gloss.publish.reuse import Sources, carry_over, frame_of, reset_times
from gloss.publish.search import FOLDER, index_search
from gloss.publish.tree import write_tree
from gloss.settings import Project

Stage = Callable[[str], None]
T = TypeVar("T")
_DAWN = 315532800  # 1980-01-01, the first moment every archive format can name


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing did: the record of it, how many pages were made anew, and how many there are."""

    record: Record
    made: int
    pages: int


def publish(
    project: Project,
    site: GeneratedSite,
    corpus: Corpus,
    record: Record,
    *,
    environment: str,
    stage: Stage = lambda _: None,
    dry: bool = False,
    afresh: bool = False,
) -> Publication:
    """Make the pages, check them and put them in the place of `project.output` in one step.

    `record` carries what the next build should know of this one besides the files. With `dry`
    everything is made and checked and nothing published; `afresh` carries no page over. Raises
    GlossError with the published folder as it was.
    """
    output = project.output.resolve()
    with on_this_machine(output):
        last = read_record(project.build, project.output)
        swap.refuse_foreign(project.output, _is_ours(output, last))
        stage("writing pages")
        docs = project.build / "docs"
        sources = Sources()
        write_tree(_each(sources.noted(site.files, site.nav), lambda: stage("writing pages")), docs)
        write_tree(site.review, project.build / "review")
        epoch = epoch_of(corpus)
        frame = frame_of(project, site.nav, sources.metas, environment, epoch)
        with swap.staging(output) as new:
            carried: tuple[str, ...] = ()
            if last is not None and last.frame == frame and not afresh:
                carried = carry_over(output, new, sources.hashes, site.nav, last)
            stage("rendering")
            render(project, docs, new, site.nav, epoch, dirty=bool(carried))
            reset_times(new, carried)
            notices = _search_and_check(project, site, corpus.articles, new, stage)
            record = replace(
                record,
                frame=frame,
                files=hashes(new),
                sources=dict(sorted(sources.hashes.items())),
                notices=(*record.notices, *notices),
            )
            if not dry:
                stage("publishing")
                # The record goes first: a crash in between leaves one that matches nothing, and the
                # next build sees that; the other way round it would not know the folder for ours.
                write_record(project.build, project.output, record)
                swap.put_in_place(new, output)
    return Publication(record, made=len(sources.hashes) - len(carried), pages=len(sources.hashes))


def epoch_of(corpus: Corpus) -> int:
    """The latest date the inputs name, in seconds: the time of the build, on every machine and day."""
    given = [a.published for a in corpus.articles] + [b.date for b in corpus.briefings]
    return max((_seconds(value) for value in given if value), default=_DAWN)


def _seconds(value: str) -> int:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return _DAWN
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(int(moment.timestamp()), _DAWN)


def _search_and_check(
    project: Project, site: GeneratedSite, articles: Sequence[Article], new: Path, stage: Stage
) -> tuple[str, ...]:
    stage("checking")
    wanted = checks.expectations(
        articles, dict(site.granted), project.site_url, _private(project.root.resolve())
    )
    checks.check_site(new, wanted, lambda: stage("checking"))
    stage("indexing for search")
    notice = index_search(new)
    if notice is None:
        checks.check_search(new, FOLDER, wanted)
        return ()
    shutil.rmtree(new / FOLDER, ignore_errors=True)
    return (notice,)


def _each(items: Iterable[T], step: Callable[[], None]) -> Iterator[T]:
    """The items, with a step before each: a preview may end a long build there."""
    for item in items:
        step()
        yield item


def _private(root: Path) -> tuple[str, ...]:
    """Paths of this machine that tell enough to be nobody else's words."""
    return tuple(str(p) for p in {root, Path.home()} if len(p.parts) > 2)


def _is_ours(output: Path, last: Record | None) -> bool:
    """Whether all that stands in `output` is a site of Gloss, made here or by another checkout."""
    if not output.is_dir():
        return False
    if all((output / name).is_file() for name in ("index.html", "404.html", "data/index.schema.json")):
        return True
    known = {name.split("/", 1)[0] for name in last.files} if last else set()
    return all(entry.name in known for entry in output.iterdir())
