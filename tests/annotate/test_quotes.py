"""Quotation regions: golden cases, and what must hold for any text."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from gloss.annotate.quotes import regions
from gloss.model import Block, TextSpan
from tests.conftest import ROOT

CASES: list[dict[str, Any]] = YAML(typ="safe").load(ROOT / "tests" / "golden" / "quotes" / "regions.yml")
BRACKETS = re.compile(r"\[\[|\]\]")


def blocks_of(text: str) -> tuple[Block, ...]:
    """One block a paragraph; blank lines part them."""
    found = re.finditer(r"\S(?:.|\n(?!\s*\n))*", text)
    return tuple(Block(TextSpan(*match.span()), "text") for match in found)


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without [[ and ]], and the ranges they stood around."""
    ranges: list[tuple[int, int]] = []
    plain, at, opened = "", 0, 0
    for match in BRACKETS.finditer(text):
        plain += text[at : match.start()]
        at = match.end()
        if match.group() == "[[":
            opened = len(plain)
        else:
            ranges.append((opened, len(plain)))
    return plain + text[at:], ranges


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_golden(case: dict[str, Any]) -> None:
    text, expected = marked(case["text"])
    found = regions(text, blocks_of(text))
    assert [(r.outer.start, r.outer.end) for r in found] == expected
    if "continues" in case:
        assert [r.continues for r in found] == case["continues"]


def test_inner_leaves_the_marks_out() -> None:
    text = "He said “yes” and ''no''."
    found = regions(text, blocks_of(text))
    assert [text[r.inner.start : r.inner.end] for r in found] == ["yes", "no"]
    assert all(r.closed for r in found)


def test_an_unclosed_region_says_so() -> None:
    text = "“We will not go, she said.  "
    (found,) = regions(text, blocks_of(text))
    assert not found.closed
    assert found.outer.end == found.inner.end == len(text.rstrip())


def test_single_marks_say_so() -> None:
    text = "‘All of it,’ he said. “All of it.”"
    assert [r.marks for r in regions(text, blocks_of(text))] == ["single", "double"]


@given(st.text(alphabet="ab .,\n“”\"'‘’«»„`s", max_size=120))
def test_regions_are_ordered_disjoint_and_within_a_block(text: str) -> None:
    blocks = blocks_of(text)
    found = regions(text, blocks)
    for before, after in pairwise(found):
        assert before.outer.end <= after.outer.start
    for region in found:
        assert region.outer.start < region.inner.start < region.inner.end <= region.outer.end
        assert any(block.span.contains(region.outer) for block in blocks)


@pytest.mark.parametrize("mark", ["“", "”", '"', "‘", "'", "''", "’ ", " ‘a", '“a” ‘b’ "c" '])
def test_time_grows_with_the_text_alone(mark: str) -> None:
    text = mark * (50_000 // len(mark))
    start = time.process_time()
    regions(text, blocks_of(text))
    assert time.process_time() - start < 5


def test_agrees_with_the_public_scorer(data_dir: Any) -> None:
    """Word by word on real newspapers; the scorer leaves single words in single marks out."""
    import importlib.util

    path = data_dir / "eval" / "score_attribution.py"
    if not path.exists():
        pytest.skip("the public scorer is not there")
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    assert spec is not None and spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    words = different = 0
    for file in sorted((data_dir / "corpora" / "polnear" / "dev" / "text").glob("*.txt")):
        text = file.read_bytes().decode("utf-8")
        seen = scorer.Text(text)
        lines = tuple(Block(TextSpan(*m.span()), "text") for m in re.finditer(r"[^\n]*\S[^\n]*", text))
        inside = bytearray(len(text))
        for region in regions(text, lines):
            inside[region.inner.start : region.inner.end] = b"\1" * (region.inner.end - region.inner.start)
        words += len(seen.tok)
        different += sum(bool(inside[s]) != q for (s, _), q in zip(seen.tok, seen.inq, strict=True))
    assert words > 50_000
    assert different < 0.001 * words
