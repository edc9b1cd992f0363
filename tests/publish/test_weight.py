"""What a reader's line carries: pages stay small, as they are and compressed."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
LIMITS = {"seeds_site": (30_000, 8_000), "bundled_site": (50_000, 8_500)}


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


@pytest.mark.parametrize("which", LIMITS)
def test_no_page_is_heavy(request: pytest.FixtureRequest, which: str) -> None:
    site: Path = request.getfixturevalue(which)
    raw, small = LIMITS[which]
    pages = list(site.rglob("*.html"))
    weights = {str(p.relative_to(site)): (p.stat().st_size, compressed(p)) for p in pages}
    assert len(pages) > 20
    assert {name: found for name, found in weights.items() if found[0] > raw or found[1] > small} == {}
