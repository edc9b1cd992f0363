"""What a reader's browser is asked: Lighthouse, bytes of a view, layout shift, by page kind.

    npm ci --prefix benchmarks/site
    .venv/bin/python benchmarks/site/run.py [SITE]

Without SITE the bundled briefings are built first. Ends with 1 where a budget is broken.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.site import PHONE, browser, chromium_path, page_kinds, serving  # noqa: E402
from tests.browser.wire import SHIFT, Wire  # noqa: E402

RATED = ("home", "briefing", "actor", "article", "quotes")
"""Page kinds that Lighthouse rates."""
MUST = ("accessibility", "seo", "best-practices")
"""Lighthouse's categories that must be 1.00; performance is of this machine, and only told."""
VIEW = 120_000


@dataclass(frozen=True)
class View:
    """One page kind: compressed bytes over the wire and layout shift of its first view on a phone."""

    name: str
    html: int
    wire: int
    shift: float


def main() -> int:
    """Print both tables as Markdown; 1 where a budget is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, nargs="?")
    given = parser.parse_args().site
    with tempfile.TemporaryDirectory(prefix="gloss-benchmark-") as folder:
        site = given or _built(Path(folder) / "site")
        with serving(site) as address:
            kinds = page_kinds(site)
            rated = [r for form in ("mobile", "desktop") for r in _rate(form, address, kinds)]
            views = list(_views(address, kinds))
    broken = _print_rated(rated) + _print_views(views)
    print("\n".join(["", *broken]) if broken else "\nEvery budget is kept.")
    return 1 if broken else 0


def _built(out: Path) -> Path:
    command = [sys.executable, str(ROOT / "build.py"), "--output", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return out


def _rate(form: str, address: str, kinds: dict[str, str]) -> Iterable[dict[str, Any]]:
    """Lighthouse's scores of each rated page kind."""
    command = ["node", str(HERE / "lighthouse.mjs"), form, *(address + kinds[name] for name in RATED)]
    environment = {**os.environ, "CHROME_PATH": chromium_path() or ""}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    for name, line in zip(RATED, done.stdout.splitlines(), strict=True):
        yield {"name": name, "form": form, **json.loads(line)}


def _views(address: str, kinds: dict[str, str]) -> Iterable[View]:
    with browser() as chromium:
        for name, path in kinds.items():
            page = chromium.new_context(viewport=PHONE).new_page()
            wire = Wire(page)
            page.goto(address + path, wait_until="networkidle")
            yield View(name, wire.of(address + path), wire.total(), page.evaluate(SHIFT))
            page.context.close()


def _print_rated(rated: list[dict[str, Any]]) -> list[str]:
    print("| page | view | accessibility | SEO | best practices | performance | layout shift |")
    print("|---|---|---|---|---|---|---|")
    broken = []
    for r in rated:
        scores = [f"{r['scores'][name]:.2f}" for name in (*MUST, "performance")]
        print(f"| {r['name']} | {r['form']} | {' | '.join(scores)} | {r['cls']:g} |")
        if any(r["scores"][name] < 1 for name in MUST):
            broken.append(f"{r['name']}, {r['form']}: {r['failed']}")
    return broken


def _print_views(views: list[View]) -> list[str]:
    print("\n| page | HTML, kB compressed | whole view, kB compressed | layout shift |")
    print("|---|---|---|---|")
    for v in views:
        print(f"| {v.name} | {v.html / 1000:.1f} | {v.wire / 1000:.1f} | {v.shift:g} |")
    return [f"{v.name}: {v.wire} bytes, shift {v.shift:g}" for v in views if v.wire > VIEW or v.shift]


if __name__ == "__main__":
    sys.exit(main())
