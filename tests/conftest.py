"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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
