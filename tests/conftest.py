"""Fixtures shared by all tests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("gloss", deadline=None)  # no test asserts a clock
settings.load_profile("gloss")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root."""
    return ROOT


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of public data sets and seed articles; skips where GLOSS_DATA names none."""
    given = os.environ.get("GLOSS_DATA")
    if not given or not Path(given).is_dir():
        pytest.skip("GLOSS_DATA names no folder of public data sets")
    return Path(given)


@pytest.fixture(scope="session")
def model_dir() -> Path:
    """The shipped pipeline."""
    return ROOT / "models" / "en_gloss_news"


def published(folder: Path) -> Path:
    """The site that the whole program makes of the briefings in `folder`, with the settings of this one."""
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    command = [sys.executable, str(ROOT / "build.py")]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def seeds_site(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published site of the two seed articles, with the metadata the tests agree on."""
    folder = tmp_path_factory.mktemp("seeds")
    sources = folder / "briefings" / "seeds" / "sources"
    sources.mkdir(parents=True)
    meta = json.loads((data_dir / "gold" / "saydnaya_meta.json").read_text("utf-8"))
    for article in sorted((data_dir / "seeds").glob("*.txt")):
        head = "".join(f"{key}: {json.dumps(value)}\n" for key, value in meta[article.name].items())
        text = article.read_text("utf-8")
        (sources / article.name).write_text(f"---\n{head}---\n{text}", "utf-8")
    (sources.parent / "briefing.md").write_text("---\ntitle: Two articles\n---\n", "utf-8")
    return published(folder)


@pytest.fixture(scope="session")
def bundled_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published site of the bundled briefings."""
    folder = tmp_path_factory.mktemp("bundled")
    shutil.copytree(ROOT / "briefings", folder / "briefings")
    return published(folder)
