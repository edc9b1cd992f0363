from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from training.scripts.evaluate import column_passages, name_scores, trimmed


@pytest.mark.parametrize(
    ("text", "span", "kept"),
    [
        ("the Hague", (0, 9), "Hague"),
        ("Peru's", (0, 6), "Peru"),
        ("Peru’s", (0, 6), "Peru"),
        ("Lima", (0, 4), "Lima"),
    ],
)
def test_articles_and_possessives_are_set_aside(text: str, span: tuple[int, int], kept: str) -> None:
    start, end = trimmed(text, *span)
    assert text[start:end] == kept


def test_names_count_only_when_span_and_label_are_right() -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "LOC", "pattern": "Lima"}, {"label": "ORG", "pattern": "Mira"}])  # type: ignore[attr-defined]
    scores = name_scores(nlp, [[("Mira left Lima.", [(0, 4, "PERSON"), (10, 14, "LOC")])]])
    assert scores == {"PERSON": 0.0, "ORG": 0.0, "LOC": 100.0, "all": 50.0}


def test_iob_columns_become_text_with_spans(tmp_path: Path) -> None:
    path = tmp_path / "dev.iob2"
    path.write_text(
        "# text = x\n1\tSan\tB-LOC\t-\n2\tJuan\tI-LOC\t-\n3\t,\tO\t-\n4\tLima\tB-LOC\t-\n\n", encoding="utf-8"
    )
    ((passage,),) = column_passages(path, {"LOC": "LOC"})
    assert passage == ("San Juan, Lima", [(0, 8, "LOC"), (10, 14, "LOC")])
