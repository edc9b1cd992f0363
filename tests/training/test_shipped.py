"""The shipped pipeline keeps a floor of accuracy on sets it was not trained on."""

from __future__ import annotations

from pathlib import Path

import pytest

from gloss.annotate import pipeline
from training.scripts.evaluate import name_scores
from training.scripts.ieer import read_ieer


@pytest.mark.slow
def test_names_on_newswire(data_dir: Path, model_dir: Path) -> None:
    nlp = pipeline.load("en_gloss_news", model_dir.parent)
    paths = sorted((data_dir / "corpora" / "ieer").glob("*_*"))
    scores = name_scores(nlp, [article for path in paths for article in read_ieer(path)])
    assert scores["all"] >= 74


def test_the_model_stays_small_and_lists_no_words_of_its_corpora(model_dir: Path) -> None:
    files = [path for path in model_dir.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 30_000_000
    assert (model_dir / "vocab" / "strings.json").stat().st_size < 100_000
