"""Many articles: from the cache where it has them, the rest read by one or more processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path

from gloss.annotate.cache import Cache, article_key
from gloss.annotate.pipeline import Identity, identity, open_pipeline
from gloss.errors import MachineError, Problem
from gloss.model import Annotations, Article
from gloss.settings import Settings

Progress = Callable[[int, int], None]

CHARACTERS_PER_JOB = 200_000
"""Text that one process must have to read before starting another pays for loading the pipeline."""


def annotate_all(
    articles: Sequence[Article],
    settings: Settings,
    *,
    models: Path,
    cache: Path | None,
    progress: Progress | None = None,
    jobs: int | None = None,
    scheduler: str | None = None,
) -> tuple[Annotations, ...]:
    """Annotations of `articles`, in their order; from the folder `cache` where it has them.

    `models` is the folder the shipped pipeline lies in. `cache` None keeps nothing. `progress` is
    called with (articles done, articles in all). `jobs` None uses every processor, once there is
    enough to read; with `scheduler`, the address of a Dask scheduler, its workers read instead.
    Whatever was finished when an interrupt came is kept. Raises MachineError where the pipeline, the
    memory, the disk or the cluster fails.
    """
    pipeline = identity(settings.pipeline, models)
    threshold = pipeline.threshold if settings.threshold is None else settings.threshold
    store = Cache(cache / "annotations") if cache is not None else None
    keys = [article_key(a, pipeline, threshold, settings.languages) for a in articles]
    found = [store.get(key) if store else None for key in keys]
    missing = [n for n, record in enumerate(found) if record is None]
    if progress:
        progress(len(articles) - len(missing), len(articles))
    rest = [articles[n] for n in missing]
    if scheduler and rest:
        from gloss.annotate.cluster import read_on_cluster

        reading = read_on_cluster(
            scheduler,
            rest,
            name=settings.pipeline,
            models=models,
            pipeline=pipeline,
            threshold=threshold,
            languages=settings.languages,
        )
    else:
        reading = _read(rest, pipeline, threshold, settings.languages, jobs)
    with closing(reading) as read:
        for done, (n, record) in enumerate(read, start=len(articles) - len(missing) + 1):
            place = missing[n]
            found[place] = record
            if store:
                store.put(keys[place], record)
            if progress:
                progress(done, len(articles))
    if store and missing:
        store.prune()
    return tuple(record for record in found if record is not None)


def _read(
    articles: Sequence[Article],
    pipeline: Identity,
    threshold: float,
    languages: tuple[str, ...],
    jobs: int | None,
) -> Generator[tuple[int, Annotations]]:
    """(number, annotations) as they are done; closed early, it ends its processes."""
    workers = _workers(articles, jobs)
    if workers <= 1:
        for n, article in enumerate(articles):
            yield n, _annotate(article, pipeline, threshold, languages)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin) as pool:
        waiting: dict[Future[Annotations], int] = {}
        try:
            for n, article in enumerate(articles):
                waiting[pool.submit(_annotate, article, pipeline, threshold, languages)] = n
            for future in as_completed(waiting):
                yield waiting[future], future.result()
        except BrokenProcessPool as error:
            fact = "a process that reads articles was ended from outside, perhaps for want of memory"
            remedy = "free some memory and build again: what was done is kept"
            raise MachineError(Problem(str(pipeline.folder), None, fact, remedy)) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _workers(articles: Sequence[Article], jobs: int | None) -> int:
    if jobs is not None:
        return min(jobs, len(articles))
    enough = sum(len(a.text) for a in articles) // CHARACTERS_PER_JOB
    return min(os.cpu_count() or 1, enough, len(articles))


def _annotate(
    article: Article, pipeline: Identity, threshold: float, languages: tuple[str, ...]
) -> Annotations:
    from gloss.annotate.article import annotate

    return annotate(article, open_pipeline(pipeline), threshold, languages)


def _begin() -> None:
    """Start a process of its own: Ctrl-C reaches every process of a terminal, and the first one decides."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
