"""The shipped pipeline, loaded once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def models(model_dir: Path) -> Path:
    """The folder the shipped pipeline lies in; skips where the checkout has none."""
    if not (model_dir / "meta.json").is_file():
        pytest.skip("the shipped pipeline is not in models/")
    return model_dir.parent


@pytest.fixture(scope="session")
def nlp(models: Path) -> Language:
    """The shipped pipeline."""
    from gloss.annotate.pipeline import load

    return load("en_gloss_news", models)
