"""The hand labels of benchmarks/actors: their form, and that they lie on words of the documents."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

LABELS = Path(__file__).resolve().parents[2] / "benchmarks" / "actors" / "labels"
SETS = ("pronouns", "names", "passages")
COMMON = {"doc", "split", "part", "start", "end", "full"}
KEYS = {"pronouns": {"pronoun", "antecedent", "named"}, "names": set[str](), "passages": {"speaker"}}


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELS / f"{name}.jsonl").read_text("utf-8").splitlines()]


def spans(label: dict[str, Any]) -> list[list[int]]:
    own = [label["start"], label["end"]]
    return [own, *(s for s in (label["full"], *label.get("also", [])) if s is not None)]


@pytest.mark.parametrize("name", SETS)
def test_labels_have_their_form(name: str) -> None:
    labels = read(name)
    for label in labels:
        assert set(label) - {"also"} == COMMON | KEYS[name]
        assert label["split"] in ("dev", "train")
        assert label["part"] in ("choose", "final")
        assert all(0 <= start < end for start, end in spans(label))
        if name == "passages":
            assert label["speaker"] in ("actor", "unnamed", "document", "none")
            assert (label["speaker"] == "actor") == (label["full"] is not None)
    places = [(x["doc"], x["start"]) for x in labels]
    assert places == sorted(set(places))


def test_halves_share_no_document() -> None:
    parts = {(x["doc"], x["part"]) for name in SETS for x in read(name)}
    assert max(Counter(doc for doc, _ in parts).values()) == 1


@pytest.mark.parametrize("name", SETS)
def test_labels_lie_on_words(data_dir: Path, name: str) -> None:
    for label in read(name):
        folder = data_dir / "corpora" / "polnear" / label["split"] / "text"
        text = (folder / f"{label['doc']}.txt").read_bytes().decode("utf-8")
        for start, end in spans(label):
            assert end <= len(text)
            assert not (text[start - 1 : start].isalnum() and text[start].isalnum())
            assert not (text[end - 1].isalnum() and text[end : end + 1].isalnum())
        if name == "pronouns":
            assert text[label["start"] : label["end"]] == label["pronoun"]
