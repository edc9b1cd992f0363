"""CPU seconds of every stage of a build, and memory, from 1,000 to 10,000 articles.

    python benchmarks/scale/run.py [--sizes 1000 3000 10000] [--write]

The invented corpus of `benchmarks/build`, built from nothing: every size in a process of its own,
seconds of that process and of those it started. The sizes are gone through up to the largest and
back, and means taken, so that a machine that grows slower or faster meanwhile favours none. What a
stage is, the build itself says to its progress bar. The exponent is the slope of log(seconds) over
log(articles); 1 is linear. Memory a page is what the peak of the build's own process grows by from
one size to the next, divided by the pages that come with it. `--write` keeps the figures in
results.json and puts table and picture into docs/scale.md.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks/build")]
RESULTS, PAGE, PICTURE = HERE / "results.json", ROOT / "docs/scale.md", ROOT / "docs/pictures/scale.svg"
STAGES = ("reading", "annotating", "linking", "writing pages", "rendering", "checking", "indexing for search")
MUST = 1.1
MEMORY_MUST = 60
Row = dict[str, Any]


class Clock:
    """CPU seconds by stage, as the build announces them."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._stage, self._since = "", cpu()

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        if stage != self._stage:
            now = cpu()
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._since
            self._stage, self._since = stage, now


def cpu() -> float:
    """CPU seconds of this process and of those it has waited for."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in both)


def measure(articles: int) -> Row:
    """One build of so many articles in this process."""
    from corpus import write_corpus  # noqa: PLC0415 (after the path is set)
    from measuring import CONFIG  # noqa: PLC0415

    from gloss.publish.build import build  # noqa: PLC0415
    from gloss.settings import load_project  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="gloss-benchmark-") as place:
        site = Path(place)
        write_corpus(site / "briefings", articles)
        shutil.copytree(ROOT / "templates", site / "templates")
        (site / "mkdocs.yml").write_text(json.dumps(CONFIG))
        clock = Clock()
        done = build(load_project(site), progress=clock)
        clock("the end")
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        stored = sum(p.stat().st_size for p in (site / "site").rglob("*") if p.is_file())
        kept = sum(p.stat().st_size for p in (site / "build/cache").rglob("*") if p.is_file())
    seconds = {stage: round(clock.seconds.get(stage, 0.0), 2) for stage in STAGES}
    return {
        "articles": articles,
        "pages": done.pages,
        "seconds": seconds,
        "whole": round(sum(seconds.values()), 2),
        "peak_kb": own,
        "site_mb": round(stored / 1e6),
        "cache_mb": round(kept / 1e6),
    }


def mean(rows: list[Row]) -> Row:
    """The mean seconds of some runs of one size, and the largest memory."""
    seconds = {stage: round(sum(row["seconds"][stage] for row in rows) / len(rows), 2) for stage in STAGES}
    peak = max(row["peak_kb"] for row in rows)
    return {**rows[0], "peak_kb": peak, "seconds": seconds, "whole": round(sum(seconds.values()), 2)}


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """Slope of the straight line through the logarithms, by least squares; of one size none (nan)."""
    if len(set(sizes)) < 2:
        return math.nan
    xs, ys = [math.log(n) for n in sizes], [math.log(max(s, 0.01)) for s in seconds]
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    across = sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True))
    return across / sum((x - middle_x) ** 2 for x in xs)


def table(rows: list[Row]) -> str:
    """The figures in Markdown."""
    sizes = [row["articles"] for row in rows]
    lines = ["| CPU seconds | " + " | ".join(f"{n:,}" for n in sizes) + f" | exponent (must {MUST}) |"]
    lines.append("|---|" + "---:|" * (len(sizes) + 1))
    for stage in (*STAGES, "whole"):
        values = [row["whole"] if stage == "whole" else row["seconds"][stage] for row in rows]
        shown = " | ".join(f"{v:,.1f}" for v in values)
        lines.append(f"| {stage} | {shown} | {exponent(sizes, values):.2f} |")
    for name, text in (("pages", "pages"), ("site_mb", "published, MB"), ("cache_mb", "cache, MB")):
        lines.append(f"| {text} | " + " | ".join(f"{row[name]:,}" for row in rows) + " | |")
    lines.append("| peak memory, MB | " + " | ".join(f"{r['peak_kb'] / 1024:,.0f}" for r in rows) + " | |")
    if len(rows) > 1:
        before, last = rows[-2:]
        more = (last["peak_kb"] - before["peak_kb"]) / (last["pages"] - before["pages"])
        between = f"{before['articles']:,} to {last['articles']:,}"
        grown = f" {more:.0f} (must {MEMORY_MUST}) |"
        lines.append(f"| memory a page from {between}, kB |" + " |" * len(rows) + grown)
    from measuring import machine  # noqa: PLC0415 (after the path is set)

    return "\n".join([*lines, "", machine()])


def picture(rows: list[Row]) -> str:
    """Seconds against articles as SVG, both on logarithmic scales, a line for each stage."""
    width, height, left, right, foot = 640, 360, 60, 150, 40
    sizes = [row["articles"] for row in rows]
    curves = {stage: [max(row["seconds"][stage], 0.1) for row in rows] for stage in STAGES}
    low, high = 0, math.ceil(math.log10(max(max(c) for c in curves.values())))
    low = math.floor(math.log10(min(min(c) for c in curves.values())))

    def x(n: float) -> float:
        span = math.log(sizes[-1] / sizes[0]) or 1
        return left + (width - left - right) * math.log(n / sizes[0]) / span

    def y(s: float) -> float:
        return 10 + (height - foot - 10) * (1 - (math.log10(s) - low) / (high - low))

    parts = [
        f'<line x1="{left}" x2="{width - right}" y1="{y(10**p):.0f}" y2="{y(10**p):.0f}" stroke="#ccc"/>'
        f'<text x="{left - 6}" y="{y(10**p) + 4:.0f}" text-anchor="end">{10.0**p:g} s</text>'
        for p in range(low, high + 1)
    ]
    parts += [f'<text x="{x(n):.0f}" y="{height - 14}" text-anchor="middle">{n:,}</text>' for n in sizes]
    colours = ("#0b4f8a", "#b3541e", "#2e7d32", "#6a1b9a", "#00838f", "#8d6e63", "#546e7a")
    ends = spread([y(curve[-1]) for curve in curves.values()], 14)
    for (stage, curve), colour, end in zip(curves.items(), colours, ends, strict=True):
        points = " ".join(f"{x(n):.1f},{y(s):.1f}" for n, s in zip(sizes, curve, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{width - right + 8}" y="{end + 4:.0f}" fill="{colour}">{stage}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-size="12" '
        f'font-family="sans-serif" role="img"><title>CPU seconds of each stage against articles</title>'
        f'<rect width="{width}" height="{height}" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def spread(places: list[float], least: float) -> list[float]:
    """The places in their order, moved down until each is `least` from the one above."""
    moved = list(places)
    above = -math.inf
    for n in sorted(range(len(places)), key=lambda n: places[n]):
        moved[n] = above = max(places[n], above + least)
    return moved


def main() -> None:
    """Measure each size, print the table; with --write keep it."""
    given = argparse.ArgumentParser()
    given.add_argument("--sizes", type=int, nargs="+", default=[1000, 3000, 10_000])
    given.add_argument("--write", action="store_true")
    given.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = given.parse_args()
    if options.one:
        print(json.dumps(measure(options.one)))
        return
    rows: dict[int, list[Row]] = {}
    for size in (*options.sizes, *reversed(options.sizes[:-1])):
        call = [sys.executable, __file__, "--one", str(size)]
        done = subprocess.run(
            call,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        row = json.loads(done.stdout.splitlines()[-1])
        rows.setdefault(size, []).append(row)
        print(json.dumps(row), file=sys.stderr, flush=True)
    means = [mean(rows[size]) for size in options.sizes]
    print(table(means))
    if options.write:
        RESULTS.write_text(json.dumps(means, indent=1) + "\n", "utf-8")
        PICTURE.write_text(picture(means), "utf-8")
        marks = "<!-- result -->"
        text = re.sub(
            f"{marks}.*{marks}",
            lambda _: f"{marks}\n{table(means)}\n{marks}",
            PAGE.read_text("utf-8"),
            flags=re.DOTALL,
        )
        PAGE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
