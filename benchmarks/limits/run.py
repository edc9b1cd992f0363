"""How long the largest articles take, and how much memory: `.venv/bin/python benchmarks/limits/run.py`.

Each article is built alone, from nothing, with an empty cache, by the command an editor uses. `--write`
puts the table into README.md beside this file.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = Path(__file__).with_name("README.md")
sys.path.insert(0, str(ROOT / "benchmarks/build"))

from corpus import write_corpus  # noqa: E402 - its folder had to be named first

LAST = "This is the last sentence of the article."
HEAD = "---\nlanguage: en\nrights: full\n---\n"


@dataclass(frozen=True, slots=True)
class Done:
    """How one build ended: exit code, seconds on the wall and of CPU, MB of its largest process."""

    code: int
    wall: float
    cpu: float
    memory: int
    said: str
    shown: bool


def sentences() -> Iterator[str]:
    """Paragraphs of an invented corpus in which hundreds of people speak, without end."""
    with tempfile.TemporaryDirectory() as folder:
        write_corpus(Path(folder), 1_000)
        found = [p.read_text("utf-8").split("---\n")[2] for p in sorted(Path(folder).rglob("article-*.txt"))]
    yield from itertools.cycle(line for text in found for line in text.split("\n\n"))


def words(count: int) -> list[str]:
    """Paragraphs of `count` words in all, and the last sentence."""
    found, left = [], count
    for paragraph in sentences():
        found.append(paragraph.strip())
        left -= len(paragraph.split())
        if left <= 0:
            return [*found, LAST]
    raise AssertionError


def line(size: int) -> str:
    """One line of just under `size` bytes, with the last sentence at its end."""
    taken, left = [], size - len(LAST) - 100
    for paragraph in sentences():
        left -= len(paragraph.encode()) + 1
        if left < 0:
            return " ".join([*(" ".join(p.split()) for p in taken), LAST])
        taken.append(paragraph)
    raise AssertionError


def page(paragraphs: list[str]) -> str:
    """The paragraphs as a saved page."""
    return "<article>" + "".join(f"<p>{p}</p>\n" for p in paragraphs) + "</article>\n"


CASES: dict[str, tuple[str, Callable[[], str]]] = {
    "100,000 words, plain text": ("long.txt", lambda: "\n\n".join(words(100_000))),
    "100,000 words, Markdown": ("long.md", lambda: "\n\n".join(words(100_000))),
    "100,000 words, a saved page": ("long.html", lambda: page(words(100_000))),
    "one line of 900 kB, plain text": ("line.txt", lambda: line(900_000)),
    "one line of 900 kB, a saved page": ("line.html", lambda: page([line(900_000)])),
    "one word of 900 kB": ("word.txt", lambda: "x" * 900_000 + "\n\n" + LAST),
    "1,000,001 bytes": ("over.txt", lambda: "word " * 200_000 + "x"),
    "10 MB on one line": ("ten.txt", lambda: "x" * 10_000_000),
}


def build(name: str, text: str) -> Done:
    """Build one article in a project of its own."""
    with tempfile.TemporaryDirectory(prefix="gloss-limits-") as place:
        site = Path(place)
        sources = site / "briefings/long/sources"
        sources.mkdir(parents=True)
        (sources / name).write_text((HEAD if len(text) < 990_000 else "") + text, "utf-8")
        (sources.parent / "briefing.md").write_text("---\ntitle: Long\nrights: full\n---\nAll of it.\n")
        (site / "mkdocs.yml").write_text((ROOT / "mkdocs.yml").read_text("utf-8"))
        (site / "templates").symlink_to(ROOT / "templates")
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [
            sys.executable,
            "-c",
            "import sys; from gloss.cli import main; sys.exit(main(sys.argv[1:]))",
        ]
        ran = subprocess.run(
            [*command, "build"],
            cwd=site,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        pages = (site / "site/long/sources").glob("*/index.html")
        shown = any(LAST.removesuffix(".") in p.read_text("utf-8") for p in pages)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Done(ran.returncode, wall, cpu, after.ru_maxrss // scale, ran.stderr.strip(), shown)


def row(case: str) -> str:
    """One line of the table; run in a process of its own, for the peak of memory is of all children."""
    name, make = CASES[case]
    done = build(name, make())
    assert "Traceback" not in done.said and "error of the program" not in done.said, done.said
    end = "built, its end shown" if done.code == 0 and done.shown else ""
    if done.code == 1:
        end = "refused: " + re.sub(r"^.*?: ", "", done.said.splitlines()[0])
    return f"| {case} | {done.wall:.1f} | {done.cpu:.1f} | {done.memory:,} | {end or done.said} |"


def main() -> None:
    """Print the table; with --write, keep it in README.md."""
    given = argparse.ArgumentParser()
    given.add_argument("--write", action="store_true")
    given.add_argument("--case")
    options = given.parse_args()
    if options.case:
        print(row(options.case))
        return
    lines = ["| article | seconds | CPU seconds | MB | outcome |", "|---|---|---|---|---|"]
    print(*lines, sep="\n")
    for case in CASES:
        again = [sys.executable, __file__, "--case", case]
        lines.append(subprocess.run(again, capture_output=True, text=True, check=True).stdout.strip())
        print(lines[-1], flush=True)
    if options.write:
        text, table = README.read_text("utf-8"), "\n".join(lines)
        README.write_text(
            re.sub(
                "(<!-- result -->\n).*(<!-- result -->)",
                lambda found: f"{found[1]}{table}\n{found[2]}",
                text,
                flags=re.DOTALL,
            ),
            "utf-8",
        )


if __name__ == "__main__":
    main()
