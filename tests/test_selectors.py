"""Selectors: words in an article to a description of them and back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gloss.model import TextQuoteSelector, TextSpan
from gloss.selectors import CONTEXT, anchor, anchors, describe


@settings(max_examples=1000, deadline=None)
@given(st.data())
def test_anchor_inverts_describe(data: st.DataObject) -> None:
    text = data.draw(st.text(min_size=1, max_size=200) | st.text("ab ", min_size=1, max_size=200))
    start = data.draw(st.integers(0, len(text) - 1))
    span = TextSpan(start, data.draw(st.integers(start + 1, len(text))))
    assert anchor(text, describe(text, span)) == span


def test_unique_words_need_no_context() -> None:
    assert describe("one two three", TextSpan(4, 7)) == TextQuoteSelector("two")


def test_repeated_words_get_just_enough_context() -> None:
    text = "first late. " + "x" * CONTEXT + " second late."
    selector = describe(text, TextSpan(text.index("late"), text.index("late") + 4))
    assert selector.prefix == "first " and len(selector.suffix) == CONTEXT


def test_words_that_are_gone_or_not_unique_anchor_nowhere() -> None:
    assert anchor("late and late", TextQuoteSelector("late")) is None
    assert anchor("late and late", TextQuoteSelector("late", prefix="and ")) == TextSpan(9, 13)
    assert anchor("late and late", TextQuoteSelector("Late")) is None
    assert anchor("late", TextQuoteSelector("")) is None


def test_overlapping_places_are_all_found() -> None:
    assert anchors("aaa", TextQuoteSelector("aa")) == (TextSpan(0, 2), TextSpan(1, 3))


def test_a_change_of_one_character_breaks_the_anchor() -> None:
    text = "The ferry was late."
    selector = describe(text, TextSpan(4, 9))
    assert anchor(text.replace("ferry", "fer1y"), selector) is None
