"""The hand labels of benchmarks/link: their form, and that they lie on words of the documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

LABELS = Path(__file__).resolve().parents[2] / "benchmarks" / "link" / "labels"
WORDS = {
    "repeats": {"right", "phrase", "occasion", "speaker"},
    "shared": {"right", "formula", "figures"},
}


def read(kind: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELS / f"{kind}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("kind", WORDS)
def test_labels_have_their_form(kind: str) -> None:
    labels = read(kind)
    assert labels
    for label in labels:
        assert set(label) == {"a", "b", "label"}
        assert label["label"] in WORDS[kind]
        assert label["a"] < label["b"]
        assert all(0 <= start < end for _, start, end in (label["a"], label["b"]))
    places = [(x["a"], x["b"]) for x in labels]
    assert len(places) == len({json.dumps(place) for place in places})
    assert places == sorted(places)


@pytest.mark.parametrize("kind", WORDS)
def test_labels_lie_on_words(data_dir: Path, kind: str) -> None:
    folder = data_dir / "corpora" / "polnear" / "train" / "text"
    for label in read(kind):
        for doc, start, end in (label["a"], label["b"]):
            text = (folder / f"{doc}.txt").read_bytes().decode("utf-8")
            assert end <= len(text)
            assert not (text[start - 1 : start].isalnum() and text[start].isalnum())
            assert not (text[end - 1].isalnum() and text[end : end + 1].isalnum())
