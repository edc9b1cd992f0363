"""The bundled briefings as the shipped pipeline reads them, against what their authors planted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from gloss.link import Falling, link, withdrawals
from gloss.model import Article, Dispute, Index, IndexFigure
from gloss.publish import site as making
from gloss.settings import load_project

BRIEFING = "harbour-blockade"


@pytest.fixture(scope="module")
def planted(root: Path) -> Any:
    return YAML(typ="safe").load((root / "tests" / "golden" / "bundled.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def index(root: Path) -> Index:
    project = load_project(root)
    folder = making.read_folder(project)
    records = making.annotate(project, folder.corpus.articles, lambda *_: None)
    return link(records, folder.register, folder.decisions, folder.corpus.briefings)


def article(index: Index, name: str) -> Article:
    return next(r.article for r in index.articles if r.article.id == name)


def test_timeline(index: Index, planted: Any) -> None:
    found = {
        (d.article, article(index, d.article).words_at(d.date.span)): d.date.value
        for d in reversed(index.dates)
    }
    wanted = {
        (name, words): value and str(value)
        for name, dates in planted["timeline"].items()
        for words, value in dates
    }
    assert {key: found.get(key, "not found") for key in wanted} == wanted


def test_labels(index: Index, planted: Any) -> None:
    found = {(x.actor, x.label, x.article.partition("/")[2]): x.count for x in index.labels}
    wanted = {
        (actor, word, name): count
        for actor, words in planted["labels"].items()
        for word, counts in words.items()
        for name, count in counts.items()
    }
    assert {key: found.get(key) for key in wanted} == wanted


def test_quoted_words_are_under_nobody_else(index: Index, planted: Any) -> None:
    """No planted string stands under another speaker; nine in ten stand where they belong."""
    speaker = {s.id: s.speaker for s in index.statements}
    names = {a.id: {a.name, *(alias.text for alias in a.aliases)} for a in index.actors}
    right = 0
    for wanted in planted["quotes"]:
        text = article(index, wanted["article"])
        found = next(
            (q for q in index.quoted if q.article == text.id and text.words_at(q.span) == wanted["quoted"]),
            None,
        )
        assert found is not None, wanted
        shown = speaker.get(found.attribution or "")
        assert shown is None or any(str(wanted["speaker"]) in name for name in names[shown]), (wanted, shown)
        right += found.term == wanted.get("term", False) and (shown is None) == (
            wanted.get("speaker") is None
        )
    assert right >= 0.9 * len(planted["quotes"])


def figure(index: Index, wanted: Any) -> IndexFigure | None:
    text = article(index, wanted["article"])
    return next(
        (
            f
            for f in index.figures
            if f.article == text.id and text.words_at(f.figure.span) == wanted["words"]
        ),
        None,
    )


def test_figures(index: Index, planted: Any) -> None:
    for wanted in planted["figures"]:
        found = figure(index, wanted)
        assert found is not None, wanted
        value = wanted["value"] and Decimal(wanted["value"])
        assert (found.figure.value, found.figure.bound) == (value, wanted["bound"]), wanted
        for key in ("per", "period", "hedge"):
            assert getattr(found.figure, key) == wanted.get(key), wanted


def test_figures_that_count_the_same(index: Index, planted: Any) -> None:
    groups = {g.id: g for g in index.figure_groups}
    counted = defaultdict(set)
    for item in planted["figures"]:
        counted[item["counts"]].add(groups.get((f.group or "") if (f := figure(index, item)) else ""))
    for wanted in planted["groups"]:
        (found,) = counted[wanted["counts"]] - {None}
        assert found is not None
        seen = {
            "counts": wanted["counts"],
            "figures": len(found.figures),
            "outlets": found.outlets,
            "origins": list(found.origins),
            "corroborating": found.corroborating,
            "computed": [f"{c.value} per {c.per}" for c in found.computed],
        }
        assert seen == wanted
    for one, other in planted["never_compared"]:
        assert not (counted[one] & counted[other]) - {None}


def holding(index: Index, side: Sequence[str], name: str, words: str) -> list[str]:
    """Those of the statements or caveats whose words hold these words of the article."""
    spans = {s.id: (s.article, s.content) for s in index.statements}
    spans |= {c.id: (c.article, (c.span,)) for c in index.caveats}
    return [
        item
        for item in side
        if spans[item][0] == name and any(words in article(index, name).words_at(c) for c in spans[item][1])
    ]


def about(index: Index, wanted: Any) -> list[Dispute]:
    """The disputes that carry the first of the planted claims."""
    return [d for d in index.disputes if holding(index, d.claims, *wanted["claims"][0])]


def test_disputes(index: Index, planted: Any) -> None:
    assert len(index.disputes) == len(planted["disputes"])
    for wanted in planted["disputes"]:
        (found,) = about(index, wanted)
        for kind in ("claims", "denials", "caveats"):
            missing = [w for name, w in wanted[kind] if not holding(index, getattr(found, kind), name, w)]
            assert not missing, (wanted["label"], kind)
        carried = {key: {c.article for c in found.coverage if getattr(c, key)} for key in ("claim", "denial")}
        assert carried == {key: set(wanted[key]) for key in carried}, wanted["label"]
        assert len(found.caveats) == len(wanted["caveats"]), wanted["label"]
        assert found.denial_events == wanted["events"], wanted["label"]


def test_both_sides_of_every_dispute_are_shown(index: Index) -> None:
    said = {s.id: s for s in index.statements}
    assert all(said[s].speaker for d in index.disputes for s in (*d.claims, *d.denials))


def test_disputes_of_the_same_sides_tell_themselves_apart(index: Index) -> None:
    assert len({d.label for d in index.disputes}) == len(index.disputes)


def test_what_is_said_to_fall_is_what_is_gone_without_the_article(root: Path, index: Index) -> None:
    folder = making.read_folder(load_project(root))
    said, falling = {s.id: s for s in index.statements}, withdrawals(index)
    for withdrawn in index.articles:
        rest = [r for r in index.articles if r is not withdrawn]
        without = link(rest, folder.register, folder.decisions, folder.corpus.briefings)
        left = {s.id: s.speaker for s in without.statements}
        silent = {s for s, speaker in left.items() if said[s].speaker and not speaker}
        gone = {d.id for d in index.disputes if not any(_goes_on(d, other) for other in without.disputes)}
        found = falling.get(withdrawn.article.id, Falling())
        assert (set(found.speakers), set(found.disputes)) == (silent, gone), withdrawn.article.id


def _goes_on(dispute: Dispute, other: Dispute) -> bool:
    return bool(set(dispute.claims) & set(other.claims) and set(dispute.denials) & set(other.denials))


def test_the_same_text_in_two_briefings_is_one_article(root: Path, tmp_path: Path) -> None:
    text = (root / "briefings" / BRIEFING / "sources" / "npa-blockade.txt").read_text("utf-8")
    for name in ("one", "two"):
        folder = tmp_path / "briefings" / name / "sources"
        folder.mkdir(parents=True)
        (folder / "wire.txt").write_text(text, "utf-8")
    project = load_project(root, briefings=tmp_path / "briefings")
    corpus = making.read_folder(project).corpus
    assert [a.id for a in corpus.articles] == ["one/wire"]
    assert [(a, [b for b, _ in places]) for a, places in corpus.also_in] == [("one/wire", ["two"])]
    index = link(making.annotate(project, corpus.articles, lambda *_: None), briefings=corpus.briefings)
    strings = len(re.findall(r"“[^”]+”", text))
    assert len(index.quoted) == strings
