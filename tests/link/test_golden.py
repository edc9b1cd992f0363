"""The cases in tests/golden/link: articles sketched by hand, and what linking must make of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from gloss.link import link, read_decisions, read_register
from gloss.model import Index, QuotedString
from tests.link.factory import Sketch

CASES = Path(__file__).resolve().parent.parent / "golden" / "link"


def cases() -> Iterator[Any]:
    for path in sorted(p for p in CASES.glob("*.yml") if not p.name.endswith(".errors.yml")):
        for case in YAML(typ="safe").load(path.read_text("utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['case']}")


def sketch(given: dict[str, Any]) -> Sketch:
    more = {k: str(given[k]) for k in ("publisher", "published", "title") if k in given}
    made = Sketch(given["id"], given["text"], **more)
    for actor in map(dict, given.get("actors", ())):
        made.actor(actor.pop("id"), actor.pop("name"), actor.pop("type", "person"), **actor)
    for says in map(dict, given.get("says", ())):
        made.says(says.pop("by", None), says.pop("content"), **says)
    made.headed = given.get("headline", False)
    for words in given.get("places", ()):
        made.place(words)
    for words in given.get("terms", ()):
        made.term(words)
    for item in given.get("figures", ()):
        figure = {k: str(v) for k, v in item.items()}
        made.figure(figure.pop("words"), figure.pop("value", None), figure.pop("bound", "exact"), **figure)
    for date in given.get("dates", ()):
        made.date(date["words"], date.get("value"), date.get("granularity", "day"))
    return made


def words(index: Index, item: QuotedString) -> str:
    text = next(r.article.text for r in index.articles if r.article.id == item.article)
    return text[item.span.start : item.span.end]


def text_of(index: Index, article: str, spans: Any) -> str:
    text = next(r.article.text for r in index.articles if r.article.id == article)
    return " … ".join(text[s.start : s.end] for s in spans)


def utterances(index: Index) -> list[list[str]]:
    strings = {q.id: q for q in index.quoted}
    return sorted(sorted(words(index, strings[q]) for q in u.quoted) for u in index.utterances)


def said(index: Index, key: str) -> dict[str, Any]:
    return {text_of(index, s.article, s.content): getattr(s, key) for s in index.statements}


def groups(index: Index) -> list[dict[str, Any]]:
    figures = {f.id: f for f in index.figures}
    return [
        {
            "figures": [text_of(index, figures[f].article, [figures[f].figure.span]) for f in g.figures],
            "outlets": g.outlets,
            "origins": list(g.origins),
            "corroborating": g.corroborating,
            "computed": [f"{c.value} {c.unit} per {c.per}, {c.bound}" for c in g.computed],
            "refusals": list(g.refusals),
        }
        for g in index.figure_groups
    ]


def disputes(index: Index) -> list[dict[str, Any]]:
    contents = {s.id: text_of(index, s.article, s.content) for s in index.statements}
    caveats = {c.id: text_of(index, c.article, [c.span]) for c in index.caveats}
    return [
        {
            "claims": [contents[s] for s in d.claims],
            "denials": [contents[s] for s in d.denials],
            "events": d.denial_events,
            "coverage": {c.article: [c.claim, c.denial, c.caveat] for c in d.coverage},
            "caveats": [caveats[c] for c in d.caveats],
        }
        for d in index.disputes
    ]


def diffs(index: Index) -> list[list[str]]:
    strings = {q.id: q for q in index.quoted}
    found = []
    for printing in (p for u in index.utterances for p in u.printings):
        full, other = strings[printing.fullest], strings[printing.quoted]
        for part in printing.parts:
            if part.op != "equal":
                a = text_of(index, full.article, [part.full])
                found.append([part.op, a, text_of(index, other.article, [part.other])])
    return found


def with_ids(case: dict[str, Any], name: str) -> str:
    """The editors' file with `%name%` filled by the id that the words under `ids` have."""
    text: str = case[name]
    if "ids" in case:
        plain = link([sketch(a).record() for a in case["articles"]])
        for key, (article, exact) in case["ids"].items():
            strings = [q.id for q in plain.quoted if q.article == article and words(plain, q) == exact]
            statements = [
                s.id
                for s in plain.statements
                if s.article == article and text_of(plain, article, s.content) == exact
            ]
            text = text.replace(f"%{key}%", (strings if key.startswith("q") else statements)[0])
    return text


SEEN: dict[str, Any] = {
    "utterances": utterances,
    "speakers": lambda index: said(index, "speaker"),
    "bases": lambda index: said(index, "basis"),
    "acts": lambda index: said(index, "act"),
    "actors": lambda index: {a.id: list(a.articles) for a in index.actors},
    "names": lambda index: {a.id: a.name for a in index.actors},
    "part_of": lambda index: {a.id: a.part_of for a in index.actors if a.part_of},
    "never": lambda index: {a.id: list(a.never) for a in index.actors if a.never},
    "aliases": lambda index: {a.id: {x.text: dict(x.counts) for x in a.aliases} for a in index.actors},
    "former": lambda index: {a.id: list(a.former_ids) for a in index.actors if a.former_ids},
    "counts": lambda index: {
        a.id: [a.counts.direct, a.counts.mixed, a.counts.indirect, a.counts.mentions] for a in index.actors
    },
    "groups": groups,
    "disputes": disputes,
    "labels_of_disputes": lambda index: [d.label for d in index.disputes],
    "diffs": diffs,
    "shared": lambda index: [
        [text_of(index, p.article, [p.span]) for p in (s.a, s.b)] + [s.earlier] for s in index.shared_text
    ],
    "review": lambda index: [[i.proposal, text_of(index, i.article, [i.span])] for i in index.review],
    "orphans": lambda index: [d.message for d in index.decisions if d.state == "orphan"],
    "warnings": lambda index: list(index.warnings),
    "labels": lambda index: [[x.actor, x.label, x.article, x.count] for x in index.labels],
    "dates": lambda index: [
        [text_of(index, d.article, [d.date.span]), d.date.value, d.date.granularity] for d in index.dates
    ],
}


@pytest.mark.parametrize("case", list(cases()))
def test_golden(case: dict[str, Any], tmp_path: Path) -> None:
    for name in ("actors", "decisions"):
        if name in case:
            (tmp_path / f"{name}.yml").write_text(with_ids(case, name), "utf-8")
    register = read_register(tmp_path / "actors.yml", "actors.yml")
    decisions = read_decisions(tmp_path / "decisions.yml", "decisions.yml")
    index = link([sketch(a).record() for a in case["articles"]], register, decisions)
    assert case["expect"], "a case must expect something"
    for key, wanted in case["expect"].items():
        in_order = sorted(sorted(same) for same in wanted) if key == "utterances" else wanted
        assert SEEN[key](index) == in_order, key
