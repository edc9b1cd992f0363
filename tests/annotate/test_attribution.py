"""Attribution with the shipped pipeline: a floor over golden cases, and what must hold in any case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from gloss.annotate.quotes import regions
from gloss.model import Article, Block, TextSpan
from tests.conftest import ROOT

if TYPE_CHECKING:
    from spacy.language import Language

    from gloss.annotate.relation import Relation

CASES: list[dict[str, Any]] = YAML(typ="safe").load(ROOT / "tests" / "golden" / "attribution" / "cases.yml")
WORD = re.compile(r"\w+")
FLOOR = 0.75
"""Share of the expected statements that must be found with their source."""


@pytest.fixture(scope="module")
def reader(nlp: Language) -> Language:
    if "gloss_attribution" not in nlp.pipe_names:
        pytest.skip("the shipped pipeline has no attribution component yet")
    return nlp


def found_in(nlp: Language, text: str) -> tuple[Relation, ...]:
    from gloss.annotate.attribution import relations
    from gloss.annotate.doc import read_doc

    blocks = tuple(Block(TextSpan(*m.span()), "text") for m in re.finditer(r"[^\n]*\S[^\n]*", text))
    article = Article("case", "case.txt", "golden", text, blocks, sha256="", text_sha256="")
    doc = nlp.get_pipe("gloss_attribution")(read_doc(nlp, article))
    return relations(doc, regions(text, blocks))


def words(text: str, spans: tuple[TextSpan, ...] | None) -> set[int]:
    """Starts of the words that the spans touch."""
    return {
        m.start()
        for m in WORD.finditer(text)
        if any(m.start() < s.end and s.start < m.end() for s in spans or ())
    }


def place(text: str, parts: str | list[str]) -> tuple[TextSpan, ...]:
    listed = [parts] if isinstance(parts, str) else parts
    return tuple(TextSpan(text.index(part), text.index(part) + len(part)) for part in listed)


def is_said(text: str, expected: dict[str, Any], relations: tuple[Relation, ...]) -> bool:
    wanted = words(text, place(text, expected["content"]))
    for relation in relations:
        have = words(text, relation.content)
        if len(have & wanted) * 2 < len(have | wanted):
            continue
        source = " ".join(text[s.start : s.end] for s in relation.source or ())
        return f" {expected['source']} " in " ".join(["", *WORD.findall(source), ""])
    return False


@pytest.mark.parametrize("case", [c for c in CASES if c.get("must")], ids=lambda case: str(case["name"]))
def test_what_must_hold(reader: Language, case: dict[str, Any]) -> None:
    text = case["text"]
    relations = found_in(reader, text)
    for quotation in case.get("nobody", ()):
        (span,) = place(text, quotation)
        holding = [r for r in relations if any(s.contains(span) for s in r.content)]
        assert [(r.source, r.cue) for r in holding] == [(None, None)]
    for quotation in case.get("terms", ()):
        (span,) = place(text, quotation)
        assert not [r for r in relations if r.source is None and r.cue is None]
        assert all(s.contains(span) for r in relations for s in r.content if s.overlaps(span))


def test_most_statements_are_found_with_their_source(reader: Language) -> None:
    missed = []
    total = 0
    for case in CASES:
        relations = found_in(reader, case["text"])
        for expected in case.get("said", ()):
            total += 1
            if not is_said(case["text"], expected, relations):
                missed.append(case["name"])
    assert len(missed) <= (1 - FLOOR) * total, missed


def test_a_text_of_nothing_has_no_relations(reader: Language) -> None:
    for text in ("", " ", "\n\n", "“”", "…", "“ said", "said said said: said"):
        assert all(relation.content for relation in found_in(reader, text))
