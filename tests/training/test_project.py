"""The whole road on a few documents: convert, train, measure, package."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from training.scripts.corpora import GUM_CLOSED, GUM_NEWS_DEV, checksum, gum_files
from training.scripts.package import card


def test_closed_genres_and_kept_documents_are_not_trained_on(data_dir: Path) -> None:
    names = {path.stem for path in gum_files(data_dir / "corpora", "train")}
    assert names
    assert not names & GUM_NEWS_DEV
    assert not {name.split("_")[1] for name in names} & GUM_CLOSED
    assert {path.stem for path in gum_files(data_dir / "corpora", "news")} == GUM_NEWS_DEV


def test_a_checksum_notices_one_letter(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x", encoding="utf-8")
    before = checksum(tmp_path)
    assert checksum(tmp_path) == before
    (tmp_path / "a").write_text("y", encoding="utf-8")
    assert checksum(tmp_path) != before


def test_the_card_holds_version_and_scores() -> None:
    said = {"full F": 61.5, "full F, 95 % from": 58.0, "full F, 95 % to": 65.0}
    row = {"from": 0.7, "shown": 80.0, "right": 97.5}
    measured = {
        "scores": {"names on some set": {"all": 81.5}, "attribution on another": said},
        "attribution": {"another": {"shown": [row], "reliable": [row]}},
        "ablations": {"without commas": {"full F": 60.5}},
    }
    text = card("1.2.3", measured)
    assert "en_gloss_news 1.2.3" in text
    assert "| names on some set | all | 81.5 |" in text
    assert "| full F | 61.5 (58.0 to 65.0) |" in text
    assert "| another | 0.7 | 80.0 | 97.5 |" in text
    assert "| without commas | 60.5 |" in text
    assert "{" not in text


@pytest.mark.slow
def test_smoke(data_dir: Path, root: Path, tmp_path: Path) -> None:
    work = os.path.relpath(tmp_path / "work", root / "training")
    command = [sys.executable, str(root / "training" / "run.py"), "smoke", "--work", work]
    environment = {**os.environ, "GLOSS_DATA": str(data_dir)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    nlp = spacy.load(tmp_path / "work" / "en_gloss_news")
    assert {"tagger", "morphologizer", "parser", "lemmatizer", "ner", "gloss_attribution"} <= set(
        nlp.pipe_names
    )
    assert nlp.vocab.vectors.shape[0] == 0
    metrics = json.loads((tmp_path / "work" / "metrics.json").read_text(encoding="utf-8"))
    assert {"names on ieer dev (gold)", "attribution on PolNeAR dev"} <= set(metrics["scores"])
    assert "everything, as shipped" in metrics["ablations"]
    assert len(metrics["corpora"]["sha256"]["polnear/train"]) == 64
    assert "MODEL.md" in {path.name for path in (tmp_path / "work" / "en_gloss_news").iterdir()}
