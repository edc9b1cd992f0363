"""Seconds from saving a file to the page being there again, in a browser, with `serve` at N pages.

    python benchmarks/serve/run.py [--pages N] [--runs N]

Needs Chromium. For each kind of edit: wall-clock seconds until the open page shows it in the browser,
CPU seconds of `serve` until it says that the page is made, and CPU seconds until everything else is
made anew too; medians. A bare `mkdocs build` of the same tree, in CPU seconds, run before and after
each kind, is what they are held against. Each edit must lead to one build, no more.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks/build")]
Edit = tuple[str, str, str, Callable[[str, str], str]]
KINDS = ("article", "prose", "decision", "register", "template", "style")


def edits(site: Path) -> tuple[Edit, ...]:
    """Kind, file, the page that shows it and the change. The article quotes a body that two kinds rename."""
    sources = sorted((site / "briefings/story-000/sources").iterdir())
    article = next(path for path in sources if "The Fire Service denied" in path.read_text("utf-8"))
    name, shown_at = article.relative_to(site).as_posix(), f"story-000/sources/{article.stem}/"
    renamed = "{{rename: fire-service, name: Board {}}}"
    registered = "{{id: fire-service, name: Board {}, type: body, aliases: [Fire Service]}}"
    css = "templates/theme/assets/stylesheets/gloss.css"
    return (
        ("article", name, shown_at, lambda text, word: text.replace("“The ", f"“The {word} ", 1)),
        ("prose", "briefings/story-000/briefing.md", "story-000/", lambda text, word: f"{text}\n{word}\n"),
        ("decision", "briefings/decisions.yml", shown_at, lambda _, word: f"- {renamed.format(word)}\n"),
        (
            "register",
            "briefings/actors.yml",
            "actors/fire-service/",
            lambda _, word: f"- {registered.format(word)}\n",
        ),
        ("template", "templates/article.html", shown_at, lambda text, word: f"{text}<p>{word}</p>\n"),
        ("style", css, "story-000/", lambda text, word: f'{text}\nbody::after {{ content: "{word}"; }}\n'),
    )


class Preview:
    """`serve` as a program, with what it says."""

    def __init__(self, site: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "build.py"), "serve", "--port", "0"],
            cwd=site,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        self.said: list[str] = []
        self.cpu_at_last_show = 0.0
        threading.Thread(target=self._listen, daemon=True).start()
        self.address = re.search(r"http://\S+?/", self.wait("shows the preview", 1))[0]  # type: ignore[index]

    def _listen(self) -> None:
        for line in self._process.stderr or ():
            if "showed" in line:
                self.cpu_at_last_show = self.cpu()
            self.said.append(line.strip())

    def wait(self, words: str, count: int) -> str:
        """The line that says `words` for the `count`th time."""
        end = time.monotonic() + 600
        while time.monotonic() < end:
            found = [line for line in self.said if words in line]
            if len(found) >= count:
                return found[count - 1]
            if self._process.poll() is not None:
                break
            time.sleep(0.02)
        raise SystemExit(f"serve did not say {words!r}: {self.said[-5:]}")

    def count(self, words: str) -> int:
        return sum(words in line for line in self.said)

    def cpu(self) -> float:
        """CPU seconds of the program and of those it waited for."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        self._process.terminate()
        self._process.wait()


def measure(site: Path, preview: Preview, page: Any, edit: Edit, number: int) -> tuple[float, float, float]:
    """One edit: seconds until it is seen, CPU seconds until the page is made, CPU seconds in all."""
    kind, name, address, change = edit
    word = f"Quorvel{kind}{number}"
    page.goto(preview.address + address)
    page.wait_for_timeout(300)
    file, built, cpu = site / name, preview.count("built"), preview.cpu()
    text, start = file.read_text("utf-8"), time.monotonic()
    file.write_text(change(text, word), "utf-8")
    seen = "() => getComputedStyle(document.body, '::after').content.includes(%s)"
    seen = seen if kind == "style" else "() => document.body && document.body.textContent.includes(%s)"
    page.wait_for_function(seen % json.dumps(word), timeout=60_000, polling=20)
    shown = time.monotonic() - start
    preview.wait("built", built + 1)
    spent = preview.cpu_at_last_show - cpu
    whole = preview.cpu() - cpu
    time.sleep(1)
    if preview.count("built") != built + 1:
        raise SystemExit(f"{kind}: built {preview.count('built') - built} times for one edit")
    file.write_text(text, "utf-8")
    preview.wait("built", built + 2)
    return shown, spent, whole


def main() -> None:
    """Print the table."""
    given = argparse.ArgumentParser()
    given.add_argument("--pages", type=int, default=1000)
    given.add_argument("--runs", type=int, default=5)
    given.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS, help="not all kinds of edit")
    options = given.parse_args()
    from measuring import cpu_of_bare, machine, prepare  # noqa: PLC0415
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="gloss-benchmark-") as place, sync_playwright() as playwright:
        site = Path(place)
        prepare(site, options.pages)
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        preview, page = Preview(site), chromium.new_page()
        pages = len(list((site / "build/docs").rglob("*.md")))
        print(f"{pages} pages, medians of {options.runs}; load before {os.getloadavg()[0]:.1f}\n")
        print("| edit | seen after s | CPU s until made | x bare | CPU s in all | x bare | bare CPU s |")
        print("|---|---|---|---|---|---|---|")
        bare = [cpu_of_bare(site)[0]]
        for edit in (edit for edit in edits(site) if edit[0] in options.kinds):
            found = [measure(site, preview, page, edit, n) for n in range(options.runs)]
            bare.append(cpu_of_bare(site)[0])
            beside = statistics.mean(bare[-2:])  # before and after: a machine is not always as fast
            shown, spent, whole = (statistics.median(values) for values in zip(*found, strict=True))
            print(
                f"| {edit[0]} | {shown:.2f} | {spent:.2f} | {spent / beside:.2f} "
                f"| {whole:.2f} | {whole / beside:.2f} | {beside:.2f} |",
                flush=True,
            )
        print(f"\n{machine()}")
        preview.end()
        chromium.close()


if __name__ == "__main__":
    main()
