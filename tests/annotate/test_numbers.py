from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from gloss.annotate.numbers import in_words, numbers

CASES = Path(__file__).parents[1] / "golden" / "figures" / "numbers.yml"


@pytest.mark.parametrize(("text", "rows"), YAML(typ="safe").load(CASES.read_text("utf-8")).items())
def test_numbers(text: str, rows: list[list[Any]]) -> None:
    found = [(text[n.start : n.end], n.value, n.unit, n.side) for n in numbers(text)]
    full = [(*row, None, None)[:4] if len(row) < 4 else tuple(row) for row in rows]
    assert found == [(w, None if v is None else Decimal(v), unit, side) for w, v, unit, side in full]


@pytest.mark.parametrize(
    ("words", "value"),
    [("twenty-one", "21"), ("a dozen", "12"), ("3.5 million", "3500000"), ("two hundred", "200")],
)
def test_one_number_in_words(words: str, value: str) -> None:
    assert in_words(words) == Decimal(value)


@pytest.mark.parametrize("words", ["", "several", "people", "12 people", "hundreds"])
def test_what_is_no_number_has_no_value(words: str) -> None:
    assert in_words(words) is None


@given(st.integers(0, 10**9))
def test_digits_with_commas_keep_their_value(value: int) -> None:
    (found,) = numbers(f"it counted {value:,} ships")
    assert found.value == value


@pytest.mark.parametrize(
    "text", ["9" * 96, "1" + "0" * 30, "0." + "1" * 40, "9" * 20 + " million trillion", "trillion " * 40]
)
def test_what_is_too_long_to_count_is_no_number(text: str) -> None:
    assert all(n.value is None or n.value < 10**24 for n in numbers(f"it counted {text} ships"))
    assert in_words(text) is None


@example("1" + "0" * 40)
@given(st.text() | st.text("0123456789., -–billon trtyx%$", max_size=120))
def test_numbers_never_overlap_or_leave_the_text(text: str) -> None:
    place = 0
    for number in numbers(text):
        assert place <= number.start < number.end <= len(text)
        place = number.end
