from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from gloss.annotate import calendar
from gloss.annotate.dates import dates
from gloss.annotate.doc import read_doc
from gloss.model import DateMention
from tests.annotate.articles import make_article

if TYPE_CHECKING:
    from spacy.language import Language

CASES = Path(__file__).parents[1] / "golden" / "dates" / "cases.yml"
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))


def found_in(nlp: Language, text: str, published: str | None) -> list[tuple[str, DateMention]]:
    article = make_article(text, published=published)
    return [(article.words_at(d.span), d) for d in dates(read_doc(nlp, article), article)]


@pytest.mark.parametrize(
    "case", YAML(typ="safe").load(CASES.read_text("utf-8")), ids=lambda c: c["text"][:40]
)
def test_dates(nlp: Language, case: dict[str, Any]) -> None:
    published = case.get("published")
    found = found_in(nlp, case["text"], str(published) if published else None)
    assert [words for words, _ in found] == [str(want["words"]) for want in case["dates"]]
    for (_, mention), want in zip(found, case["dates"], strict=True):
        for key in ("value", "granularity", "basis"):
            if key in want:
                asked = want[key]
                assert getattr(mention, key) == (None if asked is None else str(asked)), want["words"]


@pytest.mark.parametrize("published", ["2017-05-17", "2017-05-17T23:30:00+02:00"])
def test_the_day_of_a_time_of_publication_counts(nlp: Language, published: str) -> None:
    ((_, mention),) = found_in(nlp, "It rained yesterday.", published)
    assert mention.value == "2017-05-16"


@pytest.mark.parametrize("published", ["2017", "2017-05", "soon", ""])
def test_a_publication_date_without_a_day_reckons_nothing(nlp: Language, published: str) -> None:
    ((_, mention),) = found_in(nlp, "It rained yesterday.", published)
    assert (mention.value, mention.basis) == (None, "no publication date given")


def test_the_seeds_dates(nlp: Language, data_dir: Path) -> None:
    import json

    gold = json.loads((data_dir / "gold" / "saydnaya_expected.json").read_text("utf-8"))
    meta = json.loads((data_dir / "gold" / "saydnaya_meta.json").read_text("utf-8"))
    for letter, about in gold["articles"].items():
        text = (data_dir / "seeds" / about["file"]).read_text("utf-8")
        found = [d for _, d in found_in(nlp, text, meta[about["file"]]["published"])]
        bare = [d for _, d in found_in(nlp, text, None)]
        for want in (d for d in gold["dates"] if d["article"] == letter):
            (mention,) = [d for d in found if d.span.start < want["end"] and want["start"] < d.span.end]
            if want["resolved"] is None:
                assert mention.value is None
            elif not want["resolved"].startswith("consistent"):
                assert mention.value == want["resolved"].split(" (")[0]
        relative = [d for d in bare if d.basis == "no publication date given"]
        assert relative
        assert all(d.value is None for d in relative)


@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_never_after_its_base_unless_it_lies_ahead(base: datetime.date, number: int) -> None:
    past, last = (calendar.weekday(base, number, which) for which in ("past", "last"))
    future, coming = (calendar.weekday(base, number, which) for which in ("future", "next"))
    assert last < base < coming
    assert last <= past <= base <= future <= coming
    assert {d.weekday() for d in (past, last, future, coming)} == {number}


@given(DAYS, st.integers(1, 12))
def test_a_month_is_the_latest_begun_or_the_next_to_begin(base: datetime.date, number: int) -> None:
    this = f"{base:%Y-%m}"
    last, past, future, coming = (
        calendar.month(base, number, which) for which in ("last", "past", "future", "next")
    )
    assert last < this < coming
    assert past <= this <= future


@given(DAYS, st.integers(-40, 40))
def test_months_away_and_back(base: datetime.date, offset: int) -> None:
    away = calendar.months_away(base, offset)
    there = datetime.date.fromisoformat(f"{away}-01")
    assert calendar.months_away(there, -offset) == f"{base:%Y-%m}"
