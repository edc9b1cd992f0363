from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from gloss.annotate.dates import dates
from gloss.annotate.doc import read_doc
from gloss.annotate.figures import figures
from gloss.model import Figure
from tests.annotate.articles import make_article

if TYPE_CHECKING:
    from spacy.language import Language

CASES = Path(__file__).parents[1] / "golden" / "figures" / "cases.yml"


def found_in(nlp: Language, text: str) -> list[tuple[str, Figure]]:
    article = make_article(text, published="2017-05-17")
    doc = read_doc(nlp, article)
    found = figures(doc, dates(doc, article))
    return [(article.words_at(f.span), f) for f in found]


@pytest.mark.parametrize(
    "case", YAML(typ="safe").load(CASES.read_text("utf-8")), ids=lambda c: c["text"][:40]
)
def test_figures(nlp: Language, case: dict[str, Any]) -> None:
    found = found_in(nlp, case["text"])
    assert [words for words, _ in found] == [want["words"] for want in case["figures"]]
    for (_, figure), want in zip(found, case["figures"], strict=True):
        got = {key: getattr(figure, key) for key in want if key != "words"}
        asked = {key: value for key, value in want.items() if key != "words"}
        if asked.get("value") is not None:
            asked["value"] = Decimal(asked["value"])
        assert got == asked


def test_figures_are_in_order_and_apart(nlp: Language) -> None:
    text = "Up to 30 men, 40 women and 5 children a day fled in 2 weeks.\n\n" * 3
    found = [figure for _, figure in found_in(nlp, text)]
    assert found
    for left, right in pairwise(found):
        assert left.span.end <= right.span.start


def test_a_doc_without_any_analysis_still_gives_bare_shares() -> None:
    import spacy

    article = make_article("It rose 5 percent; 40 ships sank.")
    found = figures(read_doc(spacy.blank("en"), article))
    assert [(f.unit, f.value) for f in found] == [("percent", Decimal(5))]


def test_the_seeds_figures(nlp: Language, data_dir: Path) -> None:
    import json

    gold = json.loads((data_dir / "gold" / "saydnaya_expected.json").read_text("utf-8"))
    for letter, about in gold["articles"].items():
        text = (data_dir / "seeds" / about["file"]).read_text("utf-8")
        found = found_in(nlp, text)
        for want in (f for f in gold["figures"] if f["article"] == letter):
            match = [f for _, f in found if f.span.start < want["end"] and want["start"] < f.span.end]
            assert len(match) == 1, want["text"]
            figure = match[0]
            assert figure.value == (None if want["value"] is None else Decimal(want["value"]))
            assert (figure.per, figure.hedge) == (want.get("per"), want.get("hedge"))
            if want.get("period", "").startswith("P"):
                assert figure.period == want["period"]
            assert figure.since == want.get("since")
