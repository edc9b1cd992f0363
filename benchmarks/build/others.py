"""The generated tree by other programs: `properdocs build`, `zensical build`, a bare loop over Jinja2.

    python -m venv others && others/bin/pip install properdocs zensical 'mkdocs-material>=9.8.1,<10'
    .venv/bin/python benchmarks/build/others.py --programs others/bin [--pages N] [--runs N]

Pages are real files, so that another program can take over should MkDocs end. Each builds the same
tree that bare MkDocs builds, and its pages are held against ours: whether each is there, has the same
bytes, the same words and quotations, and every id. CPU seconds with those of their processes,
medians, taking turns, beside our whole build. The loop reads every page by markdown-it-py and puts it
into one small Jinja2 template: less cannot be done. What is not installed is left out.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from measuring import ROOT, cpu, cpu_of_bare, machine, prepare
from selectolax.lexbor import LexborHTMLParser

LOOP = """
import sys
from pathlib import Path
from jinja2 import Environment
from markdown_it import MarkdownIt
page = Environment(autoescape=True).from_string("<!doctype html><title>{{ title }}</title>{{ body|safe }}")
read, docs, out = MarkdownIt("commonmark", {"html": True}), Path("build/docs"), Path("loop")
for path in docs.rglob("*.md"):
    head, _, text = path.read_text("utf-8").removeprefix("---\\n").partition("\\n---\\n")
    place = out / path.relative_to(docs).with_suffix(".html")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(page.render(title=head.partition("\\n")[0], body=read.render(text)), "utf-8")
"""


def total(site: Path, *command: str) -> float:
    """CPU seconds of a Python program with its children."""
    own, rest, _ = cpu(site, *command)
    return own + rest


def by(program: Path, site: Path) -> float:
    """CPU seconds in which another program builds the bare project anew."""
    for made in ("bare", ".cache"):
        shutil.rmtree(site / made, ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [str(program), "build", "-f", "bare.yml"]
    subprocess.run(command, cwd=site, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def held_against(ours: Path, theirs: Path) -> str:
    """How many of our pages the other folder has, and how much of them is the same."""
    pages = [p.relative_to(ours) for p in sorted(ours.rglob("*.html"))]
    there = [page for page in pages if (theirs / page).is_file()]
    counts = Counter[str]()
    for page in there:
        one, other = (ours / page).read_bytes(), (theirs / page).read_bytes()
        counts["bytes"] += one == other
        a, b = LexborHTMLParser(one), LexborHTMLParser(other)
        counts["words"] += _words(a) == _words(b)
        counts["quotations"] += _quotations(a) == _quotations(b)
        counts["ids"] += _ids(a) <= _ids(b)
    same = ", ".join(f"{what} {counts[what]}" for what in ("bytes", "words", "quotations", "ids"))
    return f"{len(there)} of {len(pages)} pages are there; of these the same: {same}"


def _words(page: LexborHTMLParser) -> list[str]:
    """The words a reader sees in the page's own part."""
    part = page.css_first("article") or page.css_first("main")
    return part.text(separator=" ").split() if part else []


def _quotations(page: LexborHTMLParser) -> list[tuple[str, str]]:
    quotations = page.css("q[data-article], blockquote[data-article]")
    return [(node.attributes["data-start"] or "", node.text()) for node in quotations]


def _ids(page: LexborHTMLParser) -> set[str]:
    """The ids of the page's own part, where links lead."""
    part = page.css_first("article") or page.css_first("main")
    return {node.attributes["id"] or "" for node in part.css("[id]")} if part else set()


def main() -> None:
    """Print the table."""
    given = argparse.ArgumentParser()
    given.add_argument("--pages", type=int, default=1000)
    given.add_argument("--runs", type=int, default=3)
    given.add_argument("--programs", type=Path, default=Path(sys.executable).parent)
    options = given.parse_args()
    folder = options.programs.resolve()
    programs = {name: folder / name for name in ("properdocs", "zensical")}
    held: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="gloss-benchmark-") as place:
        site = Path(place)
        prepare(site, options.pages)
        (site / "loop.py").write_text(LOOP)
        seconds: dict[str, list[float]] = {}
        for _ in range(options.runs):
            seconds.setdefault("bare mkdocs build", []).append(cpu_of_bare(site)[0])
            held["bare mkdocs build"] = held_against(site / "site", site / "bare")
            seconds.setdefault("Jinja2 and markdown-it-py, bare", []).append(total(site, "loop.py"))
            for name, program in programs.items():
                if program.is_file():
                    seconds.setdefault(f"{name} build", []).append(by(program, site))
                    held[f"{name} build"] = held_against(site / "site", site / "bare")
            for made in ("site", "build/published", "build/docs"):
                shutil.rmtree(site / made, ignore_errors=True)
            seconds.setdefault("whole build, search apart", []).append(cpu(site, str(ROOT / "build.py"))[0])
        pages = len(list((site / "build/docs").rglob("*.md")))
    middle = {name: statistics.median(values) for name, values in seconds.items()}
    bare = middle["bare mkdocs build"]
    print(f"{pages} pages, median of {options.runs}\n\n| build | CPU s | x bare |\n|---|---|---|")
    for name, value in middle.items():
        print(f"| {name} | {value:.2f} | {value / bare:.2f} |")
    print()
    for name, found in held.items():
        print(f"- {name}: {found}.")
    for name in (name for name, program in programs.items() if not program.is_file()):
        print(f"- {name} is not installed.")
    print(f"\n{machine()}")


if __name__ == "__main__":
    main()
