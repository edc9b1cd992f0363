"""The watch over rights, held against a slow and plain one."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from gloss.model import TextSpan
from gloss.publish.rights import RUN, watch
from tests.publish.conftest import article

WORDS = st.lists(st.sampled_from("abcdef"), min_size=0, max_size=40)


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}


@given(WORDS, WORDS, st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=1000, deadline=None)
def test_exactly_the_runs_not_granted_are_found(
    words: list[str], shown: list[str], start: int, end: int
) -> None:
    text = " ".join(words)
    granted = text[start:end]
    page = " ".join(shown)
    own = watch((article(text),), {"port/tide": (TextSpan(start, end),)})
    inside = _runs(_whole(text, start, end))
    expected = bool(_runs(shown) & (_runs(words) - inside))
    assert bool(own.breaches(page)) == expected, (granted, page)


def _whole(text: str, start: int, end: int) -> list[str]:
    return [m[0] for m in re.finditer(r"\w+", text) if start <= m.start() and m.end() <= end]


TEXT = "One two three four five six seven eight nine ten eleven twelve thirteen, fourteen fifteen."


def test_eleven_words_are_free_twelve_are_not() -> None:
    own = watch((article(TEXT),), {})
    assert not own.breaches(" ".join(TEXT.split()[:11]))
    (breach,) = own.breaches("x " + " ".join(TEXT.split()[2:14]).upper() + " y")
    assert breach.article == "port/tide"
    assert breach.words.startswith("three four")


def test_words_another_article_grants_are_free() -> None:
    held, free = article(TEXT), article(TEXT, rights="full", name="port/open")
    assert not watch((held, free), {}).breaches(TEXT)
    assert not watch((held,), {"port/tide": (TextSpan(0, len(TEXT)),)}).breaches(TEXT)


def test_granted_passages_with_no_word_between_them_are_one() -> None:
    middle = TEXT.index(" seven")
    spans = (TextSpan(0, middle), TextSpan(middle + 1, len(TEXT)))
    assert not watch((article(TEXT),), {"port/tide": spans}).breaches(TEXT)
    apart = (TextSpan(0, middle), TextSpan(middle + len(" seven"), len(TEXT)))
    assert watch((article(TEXT),), {"port/tide": apart}).breaches(TEXT)


def test_full_articles_are_not_watched() -> None:
    assert not watch((article(TEXT, rights="full"),), {}).breaches(TEXT)


def test_each_article_that_is_breached_is_named() -> None:
    other = "Alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu."
    own = watch((article(TEXT), article(other, name="port/other")), {})
    found = own.breaches(f"{other} {TEXT}")
    assert [b.article for b in found] == ["port/other", "port/tide"]
