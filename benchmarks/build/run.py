"""CPU seconds of whole builds from cached annotations, beside bare `mkdocs build` of the same tree.

    make benchmark            1,000 pages, three runs each
    .venv/bin/python benchmarks/build/run.py --pages 5000 --runs 1

Each run is a process of its own, and both sides take turns. The program that indexes for search
runs in a process of its own too, so its time is counted apart.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from corpus import write_corpus

ROOT = Path(__file__).resolve().parents[2]
PAGES_PER_ARTICLE = 2.97
"""Generated pages per article of the invented corpus; only to hit the wanted number roughly."""
CONFIG = {
    "site_name": "Benchmark",
    "plugins": [],
    "markdown_extensions": [],
    "theme": {"name": "material", "custom_dir": "templates/theme", "font": False, "language": "en"},
    "extra": {"generator": False},
}
MEASURE = """
import json, resource, runpy, sys
sys.argv = json.loads(sys.argv[1])
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
except SystemExit as end:
    code = end.code or 0
own, rest = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
json.dump([code, own.ru_utime + own.ru_stime, rest.ru_utime + rest.ru_stime, own.ru_maxrss], sys.stderr)
"""


def main() -> None:
    """Print a table of medians as Markdown."""
    given = argparse.ArgumentParser()
    given.add_argument("--pages", type=int, default=1000)
    given.add_argument("--runs", type=int, default=3)
    options = given.parse_args()
    with tempfile.TemporaryDirectory(prefix="gloss-benchmark-") as place:
        site = Path(place)
        _prepare(site, round(options.pages / PAGES_PER_ARTICLE))
        figures = [_round(site) for _ in range(options.runs)]
        _print(figures, len(list((site / "build/docs").rglob("*.md"))))


def _prepare(site: Path, articles: int) -> None:
    """A project with its annotations cached, its tree generated, and a bare MkDocs project beside it."""
    write_corpus(site / "briefings", articles)
    shutil.copytree(ROOT / "templates", site / "templates")
    (site / "mkdocs.yml").write_text(json.dumps(CONFIG))
    _cpu(site, str(ROOT / "build.py"), "build")
    sys.path.insert(0, str(ROOT))
    from gloss.publish import site as making  # noqa: PLC0415 (after the path is set)
    from gloss.publish.render import nav_entry  # noqa: PLC0415
    from gloss.settings import load_project  # noqa: PLC0415

    project = load_project(site)
    folder = making.read_folder(project)
    index = making.index_of(project, folder, lambda *_: None)
    nav = [nav_entry(item) for item in making.generate_site(project, folder, index, lambda *_: None).nav]
    bare = {**CONFIG, "nav": nav, "not_in_nav": "*", "docs_dir": "build/docs", "site_dir": "bare"}
    (site / "bare.yml").write_text(json.dumps(bare))


def _round(site: Path) -> dict[str, float]:
    """One run of each kind."""
    mkdocs = str(Path(sys.executable).with_name("mkdocs"))
    shutil.rmtree(site / "site", ignore_errors=True)
    shutil.rmtree(site / "build/published", ignore_errors=True)
    shutil.rmtree(site / "build/docs", ignore_errors=True)
    build = str(ROOT / "build.py")
    whole, search, memory = _cpu(site, build)
    bare, _, bare_memory = _cpu(site, mkdocs, "build", "--quiet", "-f", "bare.yml")
    same = _same_pages(site)
    unchanged, _, _ = _cpu(site, build)
    article = next((site / "briefings/story-000/sources").iterdir())
    text = article.read_text("utf-8")
    article.write_text(text.replace("The ", "That ", 1), "utf-8")
    _cpu(site, build, "annotate", str(article.relative_to(site)))
    edited, _, _ = _cpu(site, build)
    article.write_text(text, "utf-8")
    return {
        "bare mkdocs build": bare,
        "whole build, search apart": whole,
        "search": search,
        "one article edited": edited,
        "nothing changed": unchanged,
        "other same": same,
        "other html": len(list((site / "site").rglob("*.html"))),
        "other bare": bare_memory / 1024,
        "other whole": memory / 1024,
    }


def _same_pages(site: Path) -> int:
    """How many pages are byte for byte what bare MkDocs makes of the same source."""
    ours, bare = site / "site", site / "bare"
    return sum(p.read_bytes() == (bare / p.relative_to(ours)).read_bytes() for p in ours.rglob("*.html"))


def _cpu(site: Path, *command: str) -> tuple[float, float, float]:
    """CPU seconds of a Python program by itself and of its children, and its memory in kB."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, json.dumps(command)],
        cwd=site,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, "OMP_NUM_THREADS": "1", "NO_MKDOCS_2_WARNING": "1"},
    )
    code, own, rest, memory = json.loads("[" + done.stderr.rpartition("[")[2])
    if code:
        raise SystemExit(f"{command} ended with {code}: {done.stderr[-2000:]}")
    return own, rest, memory


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


if __name__ == "__main__":
    main()
