"""The two seed articles, linked from their hand annotation, against what a perfect build finds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gloss.link import describe, link, without
from gloss.model import Index
from tests.link.seeds import seed_records

LETTER = {"seeds/000": "A", "seeds/004": "B"}


@pytest.fixture(scope="module")
def index(data_dir: Path) -> Index:
    return link(seed_records(data_dir))


@pytest.fixture(scope="module")
def wanted(data_dir: Path) -> Any:
    return json.loads((data_dir / "gold" / "saydnaya_expected.json").read_text("utf-8"))


def names(index: Index, wanted: Any) -> dict[str, str]:
    """Ids of the quoted strings by those of the expectations."""
    places = {(LETTER[q.article], q.span.start): q.id for q in index.quoted}
    return {q["id"]: places[q["article"], q["start"]] for q in wanted["quotes"]}


def test_utterances(index: Index, wanted: Any) -> None:
    of = names(index, wanted)
    assert {frozenset(u.quoted) for u in index.utterances} == {
        frozenset(of[q] for q in same) for same in wanted["utterances"]
    }
    assert len(index.quoted) == 15


def test_speakers(index: Index, wanted: Any) -> None:
    statements = {s.id: s for s in index.statements}
    strings = {q.id: q for q in index.quoted}
    for quote in wanted["quotes"]:
        string = strings[names(index, wanted)[quote["id"]]]
        said = statements.get(string.attribution or "")
        assert (said.speaker if said else None) == quote["speaker"], quote["id"]
        assert (quote["attribution"] == "repeat") == (said is not None and said.basis == "repeat"), quote[
            "id"
        ]


def test_repeated_pairs(index: Index, data_dir: Path) -> None:
    pairs = json.loads((data_dir / "gold" / "saydnaya.json").read_text("utf-8"))["repeated"]
    texts = {r.article.id: r.article for r in index.articles}
    (shared,) = index.shared_text
    words = {texts[p.article].words_at(p.span) for p in (shared.a, shared.b)}
    assert words == {pairs[0]["a_text"], pairs[0]["b_text"]}
    assert shared.likeness > 0.9
    changes = [
        (part.op, texts[strings.article].words_at(part.full))
        for u in index.utterances
        for p in u.printings
        for strings in [next(q for q in index.quoted if q.id == p.fullest)]
        for part in p.parts
        if part.op != "equal"
    ]
    assert ("missing", "of") in changes
    assert len(changes) == 5


def test_fifty_a_day_is_one_origin(index: Index) -> None:
    group = next(g for g in index.figure_groups if len(g.figures) == 2)
    assert (group.outlets, group.origins, group.corroborating) == (2, ("us-department-of-state",), 0)
    figures = {f.id: f for f in index.figures}
    assert sorted(figures[f].figure.hedge or "" for f in group.figures) == ["", "believed"]


def test_figures_that_are_not_comparable(index: Index) -> None:
    groups = {f.figure.value: f.group for f in index.figures if f.figure.value and f.figure.unit != "minutes"}
    assert groups[400_000] != groups[5_000]  # type: ignore[index]
    assert all(f.group is None for f in index.figures if f.figure.unit == "minutes")
    rates = [c for g in index.figure_groups for c in g.computed]
    assert [(str(c.value), c.per, c.bound) for c in rates] == [("8.9", "day", "at-most")]


def test_one_dispute(index: Index) -> None:
    (dispute,) = index.disputes
    assert dispute.denial_events == 1
    cover = {LETTER[c.article]: (c.claim, c.denial, c.caveat) for c in dispute.coverage}
    assert cover == {"A": (True, True, True), "B": (True, False, True)}


def test_nobody_is_merged_who_must_not(index: Index, data_dir: Path) -> None:
    gold = json.loads((data_dir / "gold" / "saydnaya.json").read_text("utf-8"))
    ids = {a.id for a in index.actors}
    assert all(a in ids and b in ids for a, b in gold["never_merge"])
    asma = next(a for a in index.actors if a.id == "asma-al-assad")
    assert asma.never == ("bashar-al-assad",)


def test_the_closing_line(index: Index) -> None:
    assert describe(index.summaries[0]) == (
        "2 articles; 15 quoted strings in 11 utterances: 12 credited, 2 with no speaker given, 1 a term; "
        "3 to check; 1 copied sentence"
    )


def test_withdrawing_an_article(index: Index) -> None:
    fallen = set(without(index, "seeds/004"))
    statements = {s.id: s.article for s in index.statements}
    assert {i for i in statements if statements[i] == "seeds/004"} <= fallen
    assert not {i for i in statements if statements[i] == "seeds/000"} & fallen
    assert {g.id for g in index.figure_groups if len(g.figures) == 2} <= fallen
    assert not {d.id for d in index.disputes} & fallen
    assert {d.id for d in index.disputes} <= set(without(index, "seeds/000"))


def all_ids(index: Index) -> Iterator[str]:
    for items in (index.actors, index.statements, index.quoted, index.utterances, index.figures):
        yield from (i.id for i in items)
    for more in (index.figure_groups, index.shared_text, index.disputes, index.caveats, index.review):
        yield from (i.id for i in more)


def test_ids_are_unique(index: Index) -> None:
    ids = list(all_ids(index))
    assert len(ids) == len(set(ids))
