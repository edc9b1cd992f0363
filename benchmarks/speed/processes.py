"""Articles a second of one process and of two, as the build annotates them.

    python benchmarks/speed/processes.py [--articles N] [--runs N]

Wall-clock seconds, start-up of the processes counted in; every run is a program of its own and
both kinds take turns. Worth something on a quiet machine only: what else ran is printed with it.
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


def annotate(folder: Path, jobs: int) -> float:
    """Seconds that annotating the briefings in `folder` takes with `jobs` processes."""
    from gloss.annotate import annotate_all  # noqa: PLC0415 (after the path is set)
    from gloss.settings import Settings  # noqa: PLC0415
    from gloss.sources import read_corpus  # noqa: PLC0415

    articles = read_corpus(folder, Settings(), folder).articles
    start = time.perf_counter()
    annotate_all(articles, Settings(), models=ROOT / "models", cache=None, jobs=jobs)
    return time.perf_counter() - start


def run(folder: Path, jobs: int) -> float:
    call = [sys.executable, __file__, "--one", str(folder), str(jobs)]
    return float(subprocess.run(call, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    """Print both medians and their ratio."""
    given = argparse.ArgumentParser()
    given.add_argument("--articles", type=int, default=600)
    given.add_argument("--runs", type=int, default=3)
    options = given.parse_args()
    from corpus import write_corpus  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="gloss-benchmark-") as place:
        write_corpus(Path(place), options.articles)
        load = os.getloadavg()[0]
        pairs = [[run(Path(place), jobs) for jobs in (1, 2)] for _ in range(options.runs)]
    one, two = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"{options.articles} articles, medians of {options.runs}: one process {one:.1f} s, ", end="")
    print(f"two {two:.1f} s, {one / two:.2f} x; load before: {load:.2f}, cores: {os.cpu_count()}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(annotate(Path(sys.argv[2]), int(sys.argv[3])))
    else:
        main()
