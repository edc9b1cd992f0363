"""The small parts of linking, each by itself."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gloss.link import describe, link, without
from gloss.link.acts import limits_evidence
from gloss.link.clusters import Clusters
from gloss.link.ids import ItemIds, again, slug
from gloss.link.matching import crop_of, same_words, segments, within
from gloss.link.names import body_name, is_full, person_key, surname
from gloss.link.rates import in_words, rate_of
from gloss.link.shared import earlier_of
from gloss.link.summary import summaries_of
from gloss.link.timeline import granularity_of
from gloss.link.units import happening, head, is_measure, population
from gloss.link.words import stem, words_of
from gloss.model import Briefing, BriefingSummary, Figure, IndexFigure, TextSpan
from tests.link.factory import Sketch


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Ada Lund", "ada-lund"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("O’Neill & Sons (Veld)", "oneill-sons-veld"),
        ("U.S. Navy", "us-navy"),
        ("../x", "x"),
    ],
)
def test_slugs(name: str, made: str) -> None:
    assert slug(name) == made


@pytest.mark.parametrize("name", ["李伟", "", "/", "index", "CON", "a" * 500, "lpt1"])
def test_slugs_of_odd_names_carry_a_hash(name: str) -> None:
    made = slug(name)
    assert made != name.lower()
    assert len(made) <= 80
    assert made.replace("-", "").isalnum()
    assert made.isascii()


@settings(deadline=None)
@given(st.text())
def test_slugs_are_safe_addresses(name: str) -> None:
    made = slug(name)
    assert made
    assert made == made.lower() == made.strip("-")
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_item_ids_hang_on_words_and_occurrence() -> None:
    article = Sketch("b/one", "no, no and no").record().article
    first, second = TextSpan(0, 2), TextSpan(4, 6)
    ids = ItemIds(article)
    a, b, c = ids.give("q", (first,)), ids.give("q", (second,)), ids.give("q", (first,), "more")
    assert len({a, b, c}) == 3
    assert ItemIds(article).give("q", (second,)) == b
    assert again("u", a)[1:] == a[1:]
    moved = replace(article, text="Well: no, no and no")
    assert ItemIds(moved).give("q", (TextSpan(6, 8),)) == a


@given(st.lists(st.sampled_from(["a", "aa", "ba"]), min_size=1, max_size=30), st.randoms())
def test_item_ids_do_not_hang_on_the_order_they_are_given_in(words: list[str], dice: Random) -> None:
    article = replace(Sketch("b/one", "no").record().article, text=" ".join(words))
    spans = [TextSpan(*found.span()) for found in re.finditer(r"\w+", article.text)]
    dice.shuffle(spans)
    ids = ItemIds(article)
    assert [ids.give("q", (s,)) for s in spans] == [ItemIds(article).give("q", (s,)) for s in spans]


@pytest.mark.parametrize(
    ("name", "country", "core"),
    [
        ("US Department of State", "US", {"department", "state"}),
        ("the State Department", None, {"department", "state"}),
        ("Syria’s military police", "SY", {"military", "police"}),
        ("Government of France", "FR", {"government"}),
        ("Islamic State group", None, {"islamic", "state"}),
        ("South Korean Navy", "KR", {"navy"}),
    ],
)
def test_names_of_bodies(name: str, country: str | None, core: set[str]) -> None:
    found = body_name(name)
    assert (found.country, found.core) == (country, core)


def test_names_of_people() -> None:
    assert person_key("Bashar al-Assad") == person_key("Bashar Assad")
    assert person_key("John F. Kennedy") == person_key("John Kennedy")
    assert person_key("Ola Brandt Jr.") != person_key("Ola Brandt")
    assert is_full("Ada Lund")
    assert not is_full("A. Lund")
    assert surname("Ola Brandt Jr.") == "brandt"
    assert surname("") == ""


@pytest.mark.parametrize(
    ("unit", "noun", "kind"),
    [
        ("imprisoned political opponents", "opponent", "opponent"),
        ("inmates", "inmate", "detainee"),
        ("prisoners of the state", "prisoner", "detainee"),
        ("people", "people", "people"),
        ("civilians", "civilian", "civilian"),
        ("women", "woman", "woman"),
        ("cities", "city", "city"),
        ("", "", ""),
    ],
)
def test_populations(unit: str, noun: str, kind: str) -> None:
    assert (head(unit), population(unit)) == (noun, kind)


def test_measures_and_events() -> None:
    assert all(
        map(is_measure, ["minutes", "percent", "US dollars", "nautical miles", "$", "square kilometres", "R"])
    )
    assert all(map(is_measure, ["CHF", "Rs", "cm", "sq m"]))
    assert not any(map(is_measure, ["people", "ships", "day labourers", "MPs"]))
    assert happening("die") == happening("kill") == happening("dead")
    assert happening("hang") != happening("kill")


@pytest.mark.parametrize(
    ("period", "value", "rate"),
    [
        ("P4Y", "13000", ("8.9", "day", "13000 / (4 × 365.25)")),
        ("P1Y", "12", ("1.0", "month", "12 / (1 × 365.25) × (365.25 / 12)")),
        ("P2Y6M", "5", ("2.0", "year", "5 / (2 × 365.25 + 6 × (365.25 / 12)) × 365.25")),
        ("P3W", "14", ("4.7", "week", "14 / (3 × 7) × 7")),
        ("P1D", "14", None),
        ("P0D", "14", None),
        ("PT4H", "14", None),
        (None, "14", None),
    ],
)
def test_rates(period: str | None, value: str, rate: tuple[str, str, str] | None) -> None:
    figure = Figure(TextSpan(0, 1), Decimal(value), "about", unit="people", period=period, hedge="believed")
    made = rate_of(IndexFigure("f1", "b/one", figure))
    assert (made and (str(made.value), made.per, made.method)) == rate
    if made:
        assert (made.bound, made.hedge, made.unit, made.figure) == ("about", "believed", "people", "f1")


def test_no_rate_of_a_rate_or_of_thousands() -> None:
    figure = Figure(TextSpan(0, 1), Decimal(5), "exact", unit="people", period="P1Y", per="day")
    assert rate_of(IndexFigure("f1", "b/one", figure)) is None
    vague = replace(figure, value=None, per=None, bound="vague")
    assert rate_of(IndexFigure("f1", "b/one", vague)) is None


@pytest.mark.parametrize(
    ("value", "granularity"),
    [
        ("2017", "year"),
        ("2017-05", "month"),
        ("2017-W20", "week"),
        ("2017-05-15", "day"),
        ("../2017", "year"),
    ],
)
def test_granularity(value: str, granularity: str) -> None:
    assert granularity_of(value) == granularity
    assert granularity_of("2017-05-15T10:30Z") == "time"


@pytest.mark.parametrize(
    "words",
    [
        "The pictures do not prove that it happened.",
        "The account could not be independently verified.",
        "It was not immediately clear who fired.",
        "There was no independent confirmation.",
        "How many were aboard remains unclear.",
        "It didn’t confirm the number.",
    ],
)
def test_caveats(words: str) -> None:
    assert limits_evidence(words)


@pytest.mark.parametrize(
    "words", ["The road is clear.", "He did not sleep.", "The evidence is strong.", "It is now clear."]
)
def test_no_caveats(words: str) -> None:
    assert limits_evidence(words) is None


def test_matching_of_strings() -> None:
    long = list("abcdefghijkl")
    assert same_words(long, [*long[:5], "X", *long[6:]])
    assert not same_words(long[:5], [*long[:4], "X"])
    assert within(long[2:8], long)
    assert within(["c", "d", "X", "f", "g", "h"], long)
    assert not within(["c", "d", "X", "f"], long)
    assert not within(["c"], long)
    assert crop_of((("b", "c", "d"), ("h", "i")), long)
    assert not crop_of((("h", "i"), ("b", "c", "d")), long)
    text = "one two … three [of them] four"
    assert segments(text, TextSpan(0, len(text))) == (("one", "two"), ("three",), ("four",))


def test_words_and_stems() -> None:
    words = words_of("The US’ ships, Ada’s “own”")
    assert words.norms == ("the", "us", "ships", "ada's", "own")
    assert words.between(1, 3) == TextSpan(4, 13)
    assert words.between(2, 2) == TextSpan(8, 8)
    assert stem("burning") == stem("burned") == stem("burns")


def test_clusters() -> None:
    clusters = Clusters("abcd")
    clusters.join("a", "b")
    clusters.join("b", "a")
    clusters.join("c", "b")
    assert clusters.together("a", "c")
    assert clusters.sets() == [["a", "b", "c"], ["d"]]


def test_earlier_only_where_dates_prove_it() -> None:
    def dated(article: str, day: str | None) -> object:
        return replace(Sketch(article, "x").record().article, published=day)

    cases = [
        ("2020-01-01", "2020-01-02", "b/a"),
        ("2020-02", "2020-01-30", "b/b"),
        ("2020-01", "2020-01-30", None),
    ]
    cases += [("2020-01-01", "2020-01-01T09:00", None)]
    for a, b, first in cases:
        assert earlier_of(dated("b/a", a), dated("b/b", b)) == first  # type: ignore[arg-type]
    assert earlier_of(dated("b/a", None), dated("b/b", "2020")) is None  # type: ignore[arg-type]


def test_describe() -> None:
    full = BriefingSummary("b", 1, 4, 3, 1, 1, 1, 1, 2, 3, 5, 0, 1)
    assert describe(full) == (
        "1 article (1 not annotated); 4 quoted strings in 3 utterances: 1 credited, 1 with no speaker given, "
        "1 with speaker not established, 1 a term; 2 to check; 3 copied sentences"
    )
    none = BriefingSummary("b", 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    assert describe(none) == "2 articles; 0 quoted strings; 0 to check; 0 copied sentences"


def test_a_briefing_without_articles_has_a_summary() -> None:
    index = link(
        [Sketch("b/one", "Rain fell.").record()], briefings=[Briefing("empty", "Empty", "empty/briefing.md")]
    )
    assert [(s.briefing, s.articles) for s in index.summaries] == [("b", 1), ("empty", 0)]
    assert summaries_of(index)[0].quoted == 0


def test_withdrawal_takes_what_was_known_from_the_article_alone() -> None:
    words = "“Nobody had told the keeper that the light was out”"
    one = Sketch("b/one", f"{words}.").says(None, words, basis="none")
    two = Sketch("b/two", f"{words}, Ada Lund said.").actor("l", "Ada Lund", at=["Ada Lund"])
    two.says("l", words, cue="said", lemma="say", source="Ada Lund")
    index = link([one.record(), two.record()])
    floating = next(s.id for s in index.statements if s.article == "b/one")
    assert floating in without(index, "b/two")
    assert without(index, "b/three") == ()


PERIODS = [("P4Y", "4 years"), ("P1M", "1 month"), ("P1Y2M", "1 year and 2 months"), ("PT45M", "PT45M")]


@pytest.mark.parametrize(("period", "words"), PERIODS)
def test_a_period_in_words(period: str, words: str) -> None:
    assert in_words(period) == words
