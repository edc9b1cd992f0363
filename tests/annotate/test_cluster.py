"""Annotation by Dask workers: real processes that talk over TCP."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gloss.annotate import annotate_all
from gloss.annotate import cluster as ours
from gloss.errors import MachineError
from gloss.settings import Settings
from tests.annotate.test_run import articles

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A scheduler with two workers, each in a process of its own that is watched and started again."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, protocol="tcp://", dashboard_address=None
    ) as made:
        yield made


def test_a_cluster_gives_what_one_process_gives(models: Path, tmp_path: Path, cluster: Any) -> None:
    given, steps = articles(8), []

    def note(done: int, total: int) -> None:
        steps.append((done, total))

    address = cluster.scheduler_address
    assert address.startswith("tcp://")
    far = annotate_all(given, Settings(), models=models, cache=tmp_path, progress=note, scheduler=address)
    assert far == annotate_all(given, Settings(), models=models, cache=None)
    assert steps == [(n, 8) for n in range(9)]
    assert annotate_all(given, Settings(), models=models, cache=tmp_path, scheduler="tcp://no.where:1") == far


def test_a_worker_that_dies_midway_loses_nothing(models: Path, tmp_path: Path, cluster: Any) -> None:
    given = articles(120)
    killed = []

    def kill(done: int, total: int) -> None:
        if done == 10:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    found = annotate_all(
        given, Settings(), models=models, cache=tmp_path, progress=kill, scheduler=cluster.scheduler_address
    )
    assert len(killed) == 1 and killed[0] != os.getpid()
    assert [a.text_sha256 for a in found] == [a.text_sha256 for a in given]
    assert found == annotate_all(given, Settings(), models=models, cache=tmp_path)
    assert len(list(tmp_path.glob("annotations/*/*.json"))) == len({a.text for a in given})


def test_a_worker_with_another_program_is_refused(
    models: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ours, "code_hash", lambda: "another")
    with pytest.raises(MachineError, match="a worker runs another version of Gloss"):
        annotate_all(articles(1), Settings(), models=models, cache=None, scheduler=cluster.scheduler_address)


def test_a_scheduler_that_does_not_answer_is_named(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ours, "ANSWERS_WITHIN", 1)
    with pytest.raises(MachineError, match=r"tcp://127\.0\.0\.1:1: no scheduler answers: .*dask scheduler"):
        annotate_all(articles(1), Settings(), models=models, cache=None, scheduler="tcp://127.0.0.1:1")
