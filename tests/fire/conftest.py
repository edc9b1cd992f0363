"""A built tiny site of its own for every test, and a warm interpreter to build it with."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gloss.publish.record import hashes
from tests.fire.site import Site, tiny
from tests.fire.warm import Warm

_MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    """A warm interpreter for one test process."""
    interpreter = Warm()
    yield interpreter
    interpreter.close()


@pytest.fixture(scope="session")
def ground() -> Iterator[Path]:
    """A folder for many small builds, in memory where the system has such a place."""
    place = _MEMORY if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="gloss-fire-", dir=place) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def built(warm: Warm, ground: Path) -> Site:
    """The tiny site, built; tests work on copies."""
    site = Site(tiny(ground / "built"), warm)
    done = site.build()
    assert done.code == 0, done.err
    return site


@pytest.fixture
def site(built: Site, warm: Warm, ground: Path, request: pytest.FixtureRequest) -> Iterator[Site]:
    """A built tiny site for one test."""
    folder = ground / "".join(c if c.isalnum() else "-" for c in request.node.name)[:80]
    shutil.copytree(built.root, folder, symlinks=True)
    copy = Site(folder, warm)
    assert copy.build().code == 0  # the record of the last build is that of another folder
    yield copy
    shutil.rmtree(folder)


@pytest.fixture
def refused(site: Site) -> Callable[..., str]:
    """Builds, and asserts the refusal of an editor's mistake; gives what was printed on stderr."""

    def check(names: str, *words: str, code: int = 1, **options: Any) -> str:
        before, given = hashes(site.output), site.given()
        done = site.build(**options)
        assert done.code == code, done
        assert done.out == ""
        assert "Traceback" not in done.err
        assert f"{names}:" in done.err, done.err
        for word in words:
            assert word in done.err, done.err
        assert hashes(site.output) == before
        assert site.given() == given
        return done.err

    return check
