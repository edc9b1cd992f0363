"""The watch over rights, held against a slow and plain one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gloss.model import TextSpan
from gloss.publish.rights import RUN, watch
from tests.publish.conftest import article

WORDS = st.sampled_from(["ab", "abcdef"]).flatmap(
    lambda letters: st.lists(st.sampled_from(letters), min_size=0, max_size=40)
)
"""With two letters most runs of four stand in many places."""


@given(WORDS, WORDS, st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=1000, deadline=None)
def test_exactly_the_runs_not_granted_are_found(
    words: list[str], shown: list[str], start: int, end: int
) -> None:
    text = " ".join(words)
    own = watch((article(text),), {"port/tide": (TextSpan(start, end),)})
    assert bool(own.breaches(" ".join(shown))) == _is_breach(text, shown, start, end)


def _is_breach(text: str, shown: list[str], start: int, end: int) -> bool:
    """The definition, word for word: every stretch of the article, looked for in every place."""
    matches = list(re.finditer(r"\w+", text))
    words = [m[0] for m in matches]
    granted = [start <= m.start() and m.end() <= end for m in matches]
    free = {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1) if all(granted[n : n + RUN])}
    for n in range(len(words) - RUN + 1):
        if tuple(words[n : n + RUN]) in free:
            granted[n : n + RUN] = [True] * RUN
    return any(
        granted[a:b].count(False) >= RUN
        and any(shown[n : n + b - a] == words[a:b] for n in range(len(shown) - (b - a) + 1))
        for a in range(len(words))
        for b in range(a + RUN, len(words) + 1)
    )


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


def test_words_beside_a_granted_passage_count_like_any() -> None:
    start = TEXT.index("five")
    assert not watch((article(TEXT),), {"port/tide": (TextSpan(start, len(TEXT)),)}).breaches(TEXT)
    middle = (TextSpan(TEXT.index("seven"), TEXT.index(" eight")),)
    assert watch((article(TEXT),), {"port/tide": middle}).breaches(TEXT)


def test_folding_that_changes_lengths_moves_no_grant() -> None:
    text = "İİİİ ß " + TEXT
    start = text.index("One")
    assert not watch((article(text),), {"port/tide": (TextSpan(start, len(text)),)}).breaches(text)
    assert watch((article(text),), {"port/tide": (TextSpan(0, start),)}).breaches(text.upper())


def test_full_articles_are_not_watched() -> None:
    assert not watch((article(TEXT, rights="full"),), {}).breaches(TEXT)


def test_each_article_that_is_breached_is_named() -> None:
    other = "Alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu."
    own = watch((article(TEXT), article(other, name="port/other")), {})
    found = own.breaches(f"{other} {TEXT}")
    assert [b.article for b in found] == ["port/other", "port/tide"]


def test_a_phrase_that_many_articles_print_hides_no_breach() -> None:
    usual = "it said in a statement on the same day"
    texts = [f"{usual} that word{n} alpha{n} beta{n} gamma{n} delta{n}" for n in range(40)]
    own = watch([article(text, name=f"port/a{n:02d}") for n, text in enumerate(texts)], {})
    assert not own.breaches(f"Somebody else {usual} of something else")
    for n in (0, 17, 39):
        for before in range(10):
            (breach,) = own.breaches("x " * before + texts[n])
            assert breach.article == f"port/a{n:02d}"


def test_a_long_text_in_parts_is_held_a_stretch_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gloss.publish.rights._AT_ONCE", 20)
    own, filling = watch((article(TEXT),), {}), [f"y{n}" for n in range(200)]
    for at in range(0, 200, 7):
        parts = [f"{word}\n" for word in (*filling[:at], *TEXT.split(), *filling[at:])]
        assert len(own.breaches(iter(parts))) == 1
        assert not own.breaches(iter(parts[: at + 5] + parts[at + 6 :]))
