"""Articles a second of one process and of two, of one Dask worker and of two.

    python benchmarks/speed/processes.py [--articles N] [--runs N]

Wall-clock seconds, start-up and loading of the pipeline counted in, taking turns, medians. Worth
something on a quiet machine only: where others are at work, two processes get hardly more of it than
one. So processor seconds are printed too: what two take beyond one is what sharing the work costs.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks/build")]
KINDS = ("process", "worker")


def annotate(folder: Path, kind: str, count: int) -> tuple[float, float]:
    """Wall and processor seconds that annotating the briefings in `folder` takes, start-up included."""
    from gloss.annotate import annotate_all  # noqa: PLC0415 (after the path is set)
    from gloss.settings import Settings  # noqa: PLC0415
    from gloss.sources import read_corpus  # noqa: PLC0415

    articles = read_corpus(folder, Settings(), folder).articles
    models = ROOT / "models"
    if kind == "process":
        start = time.perf_counter()
        annotate_all(articles, Settings(), models=models, cache=None, jobs=count)
        return time.perf_counter() - start, _processor()
    from distributed import LocalCluster  # noqa: PLC0415

    with LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=None) as cluster:
        address = cluster.scheduler_address
        start = time.perf_counter()
        annotate_all(articles, Settings(), models=models, cache=None, scheduler=address)
        seconds = time.perf_counter() - start
    return seconds, _processor()


def _processor() -> float:
    taken = os.times()
    return taken.user + taken.system + taken.children_user + taken.children_system


def run(folder: Path, kind: str, count: int) -> tuple[float, float]:
    call = [sys.executable, __file__, "--one", str(folder), kind, str(count)]
    pinned = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(call, stdout=subprocess.PIPE, text=True, check=True, env=pinned)
    wall, processor = map(float, done.stdout.split()[-2:])
    return wall, processor


def main() -> None:
    """Print a table of medians."""
    given = argparse.ArgumentParser()
    given.add_argument("--articles", type=int, default=600)
    given.add_argument("--runs", type=int, default=3)
    options = given.parse_args()
    from corpus import write_corpus  # noqa: PLC0415
    from measuring import machine  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="gloss-benchmark-") as place:
        write_corpus(Path(place), options.articles)
        load = os.getloadavg()[0]
        found: dict[tuple[str, int], list[tuple[float, float]]] = {}
        for _ in range(options.runs):
            for kind in KINDS:
                for count in (1, 2):
                    found.setdefault((kind, count), []).append(run(Path(place), kind, count))
    print(f"{options.articles} articles, medians of {options.runs}; load {load:.1f}\n")
    print("| | one, s | two, s | as fast | processor s of one | of two |")
    print("|---|---:|---:|---:|---:|---:|")
    for kind in KINDS:
        one, two = (
            [statistics.median(values) for values in zip(*found[kind, count], strict=True)]
            for count in (1, 2)
        )
        name, ratio = ("processes" if kind == "process" else "Dask workers"), one[0] / two[0]
        print(f"| {name} | {one[0]:.1f} | {two[0]:.1f} | {ratio:.2f} x | {one[1]:.1f} | {two[1]:.1f} |")
    print(f"\n{machine()}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(*annotate(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])))
    else:
        main()
