"""Full-text search over the built pages, by the Pagefind program that its package brings along."""

from __future__ import annotations

import subprocess
from pathlib import Path

from gloss.errors import CheckError, Problem
from gloss.publish.searchorder import settle_order

FOLDER = "pagefind"


def index_search(site: Path) -> str | None:
    """Write the search index to `site/pagefind`; a notice where there is no Pagefind, else None.

    Raises CheckError with what Pagefind said when it fails.
    """
    program = _program()
    if program is None:
        return "there is no search: the package pagefind has no program for this machine"
    done = subprocess.run(
        [str(program), "--site", str(site), "--output-subdir", FOLDER, "--silent"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        cwd=site,
        check=False,
    )
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise CheckError(
            Problem(FOLDER, None, f"Pagefind failed: {said[-1] if said else 'without a word'}", "report this")
        )
    _in_one_order(site / FOLDER)
    return None


def _in_one_order(folder: Path) -> None:
    try:
        settle_order(folder)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        fact = f"this Pagefind writes its index in another way ({error})"
        remedy = "use the version in the lock: run make site"
        raise CheckError(Problem(FOLDER, None, fact, remedy)) from error


def _program() -> Path | None:
    try:
        from pagefind_bin import get_executable  # type: ignore[import-untyped]
    except ImportError:
        return None
    try:
        return Path(get_executable())
    except FileNotFoundError:
        return None
