"""CPU seconds of whole builds from cached annotations, beside bare `mkdocs build` of the same tree.

    .venv/bin/python benchmarks/build/run.py      1,000 pages, five runs each
    .venv/bin/python benchmarks/build/run.py --pages 5000 --runs 5 --no-edit

Each run is a process of its own, and both sides take turns. The program that indexes for search
runs in a process of its own too, so its time is counted apart.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path

from measuring import ROOT, cpu, cpu_of_bare, machine, prepare


def main() -> None:
    """Print a table of medians as Markdown."""
    given = argparse.ArgumentParser()
    given.add_argument("--pages", type=int, default=1000)
    given.add_argument("--runs", type=int, default=5)
    given.add_argument(
        "--edit", action=argparse.BooleanOptionalAction, default=True, help="an edited article too"
    )
    options = given.parse_args()
    with tempfile.TemporaryDirectory(prefix="gloss-benchmark-") as place:
        site = Path(place)
        prepare(site, options.pages)
        figures = [_round(site, edit=options.edit) for _ in range(options.runs)]
        _print(figures, len(list((site / "build/docs").rglob("*.md"))))


def _round(site: Path, *, edit: bool) -> dict[str, float]:
    """One run of each kind."""
    shutil.rmtree(site / "site", ignore_errors=True)
    shutil.rmtree(site / "build/published", ignore_errors=True)
    shutil.rmtree(site / "build/docs", ignore_errors=True)
    build = str(ROOT / "build.py")
    whole, search, memory = cpu(site, build)
    bare, bare_memory = cpu_of_bare(site)
    same = _same_pages(site)
    unchanged, _, _ = cpu(site, build)
    edited = {"one article edited, as a command": _edited(site, build)} if edit else {}
    return {
        "bare mkdocs build": bare,
        "whole build, search apart": whole,
        "search": search,
        **edited,
        "nothing changed": unchanged,
        "other same": same,
        "other html": len(list((site / "site").rglob("*.html"))),
        "other bare": bare_memory / 1024,
        "other whole": memory / 1024,
    }


def _edited(site: Path, build: str) -> float:
    """CPU seconds of a build after an edit of one article, whose annotations are cached by then."""
    article = next((site / "briefings/story-000/sources").iterdir())
    text = article.read_text("utf-8")
    article.write_text(text.replace("The ", "That ", 1), "utf-8")
    cpu(site, build, "annotate", str(article.relative_to(site)))
    seconds, _, _ = cpu(site, build)
    article.write_text(text, "utf-8")
    return seconds


def _same_pages(site: Path) -> int:
    """How many pages are byte for byte what bare MkDocs makes of the same source."""
    ours, bare = site / "site", site / "bare"
    return sum(p.read_bytes() == (bare / p.relative_to(ours)).read_bytes() for p in ours.rglob("*.html"))


def _print(figures: list[dict[str, float]], pages: int) -> None:
    middle = {name: statistics.median(run[name] for run in figures) for name in figures[0]}
    bare = middle["bare mkdocs build"]
    print(f"{pages} pages, median of {len(figures)}\n")
    print("| build | CPU s | x bare |")
    print("|---|---|---|")
    for name, value in middle.items():
        if not name.startswith("other"):
            print(f"| {name} | {value:.2f} | {value / bare:.2f} |")
    same, html = (round(middle[f"other {name}"]) for name in ("same", "html"))
    print(f"\n{same} of {html} HTML files are byte for byte what bare MkDocs makes of the same source.")
    print(f"Peak memory: bare {middle['other bare']:.0f} MB, whole {middle['other whole']:.0f} MB.")
    print(f"\n{machine()}")


if __name__ == "__main__":
    main()
