"""What the first search of a visit costs a reader on a large site: bytes over the wire and CPU seconds.

    .venv/bin/python benchmarks/site/search.py [--pages 5000 | --site SITE]

CPU seconds are those of Chromium's renderer with all its threads and workers, from the keypress that
opens the search until the results of a query stand on the page and nothing more is loaded. The query is
put in at once: to paint a field letter by letter takes as much again, whether something is searched for
or not. A busy machine makes a browser's threads wait and spin, which only ever adds: the budget is held
against the least of the visits, and the median is told beside it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent / "build")]

from corpus import write_corpus  # noqa: E402
from measuring import CONFIG, PAGES_PER_ARTICLE, ROOT, cpu  # noqa: E402

from tests.browser.site import browser, serving  # noqa: E402
from tests.browser.wire import Wire  # noqa: E402

QUERIES = ("harbour", "bridge", "water company")
BYTES, SECONDS = 200_000, 0.3
SEEN = """what => new Promise(done => {
  const look = () => document.querySelector(what) && done();
  look();
  new MutationObserver(look).observe(document, {childList: true, subtree: true});
})"""
"""Waits for an element without asking for it in every frame, which would be measured too."""


def main() -> int:
    """Print the table as Markdown; 1 where a budget is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--site", type=Path, help="a published site instead of one made here")
    parser.add_argument("--runs", type=int, default=9)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gloss-benchmark-") as folder:
        site = given.site or _built(Path(folder), given.pages)
        pages = len(list(site.rglob("*.html")))
        with serving(site) as address, browser() as chromium:
            found = {
                query: [_first(chromium, address, query) for _ in range(given.runs)] for query in QUERIES
            }
    print(f"{pages} pages, medians of {given.runs} visits\n")
    print("| first query | found | kB over the wire | CPU s, least | CPU s, median |")
    print("|---|---|---|---|---|")
    broken = False
    for query, visits in found.items():
        size = statistics.median(v[1] for v in visits)
        seconds = sorted(v[2] for v in visits)
        times = f"{seconds[0]:.2f} | {statistics.median(seconds):.2f}"
        print(f"| {query} | {visits[0][0]} | {size / 1000:.0f} | {times} |")
        broken |= size > BYTES or seconds[0] > SECONDS
    return 1 if broken else 0


def _built(folder: Path, pages: int) -> Path:
    write_corpus(folder / "briefings", round(pages / PAGES_PER_ARTICLE))
    shutil.copytree(ROOT / "templates", folder / "templates")
    (folder / "mkdocs.yml").write_text(json.dumps(CONFIG))
    cpu(folder, str(ROOT / "build.py"), "build")
    return folder / "site"


def _first(chromium: Any, address: str, query: str) -> tuple[str, int, float]:
    """(pages found as told, bytes, CPU seconds) of the first query of a visit without a cache."""
    page = chromium.new_context(base_url=address).new_page()
    page.goto("method/", wait_until="networkidle")
    page.evaluate(SEEN, "body")  # what Playwright itself brings along is no cost of the search
    wire, before = Wire(page), _cpu(chromium)
    page.keyboard.press("/")
    page.evaluate(SEEN, "dialog input:focus")
    page.keyboard.insert_text(query)
    page.evaluate(SEEN, "dialog li a")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    after = _cpu(chromium)
    said = page.inner_text("dialog [role=status]")
    size = wire.total()
    page.context.close()
    return said, size, after - before


def _cpu(chromium: Any) -> float:
    """CPU seconds so far of all renderers."""
    session = chromium.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return sum(float(process["cpuTime"]) for process in found if process["type"] == "renderer")


if __name__ == "__main__":
    sys.exit(main())
