"""A site served on this machine, a Chromium that reaches nothing else, and one page of each kind."""

from __future__ import annotations

import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
)
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
KINDS = {
    "home": "index.html",
    "briefing": "*/quotes/../index.html",
    "article": "*/sources/*/index.html",
    "quotes": "*/quotes/index.html",
    "figures": "*/figures/index.html",
    "timeline": "*/timeline/index.html",
    "relations": "*/relations/index.html",
    "actor": "actors/*/index.html",
    "actors": "actors/index.html",
    "all-quotes": "quotes/index.html",
    "method": "method/index.html",
    "corrections": "corrections/index.html",
    "data": "data/index.html",
    "search": "search/index.html",
    "404": "404.html",
}


def chromium_path() -> str | None:
    """Debian's Chromium, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Nothing: a test's output is its result."""


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """Nothing: a browser that leaves a page hangs up on what it no longer needs."""


@contextmanager
def serving(site: Path, under: str = "/") -> Iterator[str]:
    """The address of `site`, served from 127.0.0.1 while the context lasts."""
    handler = partial(_Quiet, directory=str(site))
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{under}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


_OPEN: list[Any] = []


@contextmanager
def browser() -> Iterator[Any]:
    """A headless Chromium: the one that is open in this process, since Playwright starts but once in each."""
    from playwright.sync_api import sync_playwright

    if _OPEN:
        yield _OPEN[0]
        return
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        _OPEN.append(chromium)
        try:
            yield chromium
        finally:
            _OPEN.clear()
            chromium.close()


def page_kinds(site: Path) -> dict[str, str]:
    """Name of each page kind -> address of its longest page on `site`."""
    found = {}
    for name, pattern in KINDS.items():
        pages = _matching(site, pattern)
        if pages:
            longest = max(pages, key=lambda p: (p.stat().st_size, str(p)))
            found[name] = longest.relative_to(site).as_posix().removesuffix("index.html")
    return found


def _matching(site: Path, pattern: str) -> list[Path]:
    """Files of `site` that match; a briefing is a folder with quotes of its own."""
    if ".." in pattern:
        return [p.parent.parent / "index.html" for p in site.glob("*/quotes/index.html")]
    return [p for p in site.glob(pattern) if p.is_file()]


def violations(page: Any, axe: str) -> list[str]:
    """What axe finds wrong on the page, as `rule: element`; also targets under 24 pixels (WCAG 2.2)."""
    page.evaluate(axe)
    found = page.evaluate("axe.run({rules: {'target-size': {enabled: true}}})")["violations"]
    return [f"{v['id']}: {n['html'][:160]}" for v in found for n in v["nodes"]]
