"""Annotation by other processes or machines: a Dask cluster whose scheduler somebody started.

Dask does what a scheduler must: it hands out the articles, watches the workers and gives the work
of a lost one to another. Every worker has Gloss installed; one whose program or pipeline differs
from ours is refused, for it might answer otherwise.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from pathlib import Path

from gloss.annotate.cache import code_hash
from gloss.annotate.pipeline import Identity, identity, open_pipeline
from gloss.errors import GlossError, MachineError, Problem
from gloss.model import Annotations, Article
from gloss.settings import shipped

ANSWERS_WITHIN = 10
"""Seconds a scheduler has to answer."""
_ONE_AT_A_TIME = threading.Lock()
Job = tuple[str, Path, str, str, float, tuple[str, ...]]


def read_on_cluster(
    address: str,
    articles: Sequence[Article],
    *,
    name: str,
    models: Path,
    pipeline: Identity,
    threshold: float,
    languages: tuple[str, ...],
) -> Generator[tuple[int, Annotations]]:
    """(number, annotations) as they are done; closed early, it takes back what has not begun.

    `name` and `models` say which pipeline the workers load, `pipeline` what it must be. Raises
    MachineError where no scheduler answers, a worker has another program, or Dask is not installed.
    """
    try:
        from distributed import Client, as_completed
        from distributed.scheduler import KilledWorker
    except ModuleNotFoundError:
        remedy = "install it: pip install 'gloss-briefings[cluster]'"
        raise MachineError(Problem("--scheduler", None, "Dask is not installed here", remedy)) from None
    job: Job = name, models, pipeline.fingerprint, code_hash(), threshold, languages
    try:
        client = Client(address, timeout=ANSWERS_WITHIN)
    except (OSError, ValueError) as error:
        said = " ".join(str(error).split())[:200] or type(error).__name__
        remedy = "start one (dask scheduler), or correct the address"
        raise MachineError(Problem(address, None, f"no scheduler answers: {said}", remedy)) from None
    with client:
        numbers = {client.submit(_annotate_there, a, job, pure=False): n for n, a in enumerate(articles)}
        try:
            for future, record in as_completed(numbers, with_results=True):
                yield numbers[future], record
                future.release()
        except KilledWorker as error:
            fact = "workers ended again and again over one article, perhaps for want of memory"
            remedy = "give them more memory and build again: what was done is kept"
            raise MachineError(Problem(address, None, fact, remedy)) from error
        finally:
            client.cancel(list(numbers))


def _annotate_there(article: Article, job: Job) -> Annotations:
    """On a worker: the annotations of one article; raises MachineError where the worker is not like us."""
    from gloss.annotate.article import annotate

    name, models, fingerprint, code, threshold, languages = job
    own = _identity_here(name, models)
    if (own.fingerprint, code_hash()) != (fingerprint, code):
        fact = "a worker runs another version of Gloss, of its pipeline or of spaCy"
        raise MachineError(Problem(str(own.folder), None, fact, "install the same on every machine"))
    with _ONE_AT_A_TIME:  # spaCy's pipelines are not made for several threads
        return annotate(article, open_pipeline(own), threshold, languages)


def _identity_here(name: str, models: Path) -> Identity:
    try:
        return identity(name, models)
    except GlossError:
        return identity(name, shipped("models"))
