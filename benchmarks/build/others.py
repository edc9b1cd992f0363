"""The generated tree by other programs: `properdocs build`, `zensical build`, a bare loop over Jinja2.

    pip install properdocs zensical
    python benchmarks/build/others.py [--pages N] [--runs N]

Pages are real files, so that another program can take over should MkDocs end. Each builds the same
tree that bare MkDocs builds; CPU seconds, medians, taking turns, beside our whole build. The loop reads
every page by markdown-it-py and puts it into one small Jinja2 template: less cannot be done. What is
not installed is left out.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from measuring import ROOT, cpu, cpu_of_bare, prepare

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


def main() -> None:
    """Print the table."""
    given = argparse.ArgumentParser()
    given.add_argument("--pages", type=int, default=1000)
    given.add_argument("--runs", type=int, default=3)
    options = given.parse_args()
    programs = {
        name: shutil.which(name, path=str(Path(sys.executable).parent)) for name in ("properdocs", "zensical")
    }
    with tempfile.TemporaryDirectory(prefix="gloss-benchmark-") as place:
        site = Path(place)
        prepare(site, options.pages)
        (site / "loop.py").write_text(LOOP)
        seconds: dict[str, list[float]] = {}
        for _ in range(options.runs):
            seconds.setdefault("bare mkdocs build", []).append(cpu_of_bare(site)[0])
            seconds.setdefault("Jinja2 and markdown-it-py, bare", []).append(total(site, "loop.py"))
            for name, program in programs.items():
                if program:
                    seconds.setdefault(f"{name} build", []).append(
                        total(site, program, "build", "-f", "bare.yml")
                    )
            for made in ("site", "build/published", "build/docs"):
                shutil.rmtree(site / made, ignore_errors=True)
            seconds.setdefault("whole build, search apart", []).append(cpu(site, str(ROOT / "build.py"))[0])
        pages = len(list((site / "build/docs").rglob("*.md")))
    middle = {name: statistics.median(values) for name, values in seconds.items()}
    bare = middle["bare mkdocs build"]
    print(f"{pages} pages, median of {options.runs}\n\n| build | CPU s | x bare |\n|---|---|---|")
    for name, value in middle.items():
        print(f"| {name} | {value:.2f} | {value / bare:.2f} |")
    for name in (name for name, program in programs.items() if not program):
        print(f"\n{name} is not installed")


if __name__ == "__main__":
    main()
