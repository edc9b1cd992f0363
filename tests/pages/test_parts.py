"""The parts pages are made of: paging, segments, grants, notes, templates, exports."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gloss.errors import EditorFileError, TemplateError
from gloss.model import GeneratedSite, TextSpan
from gloss.pages import generate, paging, rights
from gloss.pages.lookup import Lookup
from gloss.pages.notes import letters
from gloss.pages.segments import Mark, cuts, flat
from tests.pages import factory
from tests.pages.test_site import content

# --- paging ---

NAMES = st.lists(st.text("abcÅ z-", max_size=6), max_size=60)


@settings(max_examples=200, deadline=None)
@given(NAMES, st.integers(1, 12))
def test_pages_hold_every_entry_once_and_few_at_a_time(names: list[str], size: int) -> None:
    entries = [(paging.key(name, f"i{n}"), n) for n, name in enumerate(names)]
    found = paging.buckets(entries, size)
    assert sorted(n for b in found for n in b.entries) == list(range(len(names)))
    assert all(len(b.entries) <= size for b in found)
    assert len({b.prefix for b in found}) == len(found)


@settings(max_examples=100, deadline=None)
@given(NAMES)
def test_a_new_entry_changes_one_page_only_or_splits_it(names: list[str]) -> None:
    entries = [(paging.key(name, f"i{n}"), n) for n, name in enumerate([*names, *["q"] * 20])]
    before = paging.buckets(entries, 8)
    after = {b.prefix: b.entries for b in paging.buckets([*entries, ("b-new", -1)], 8)}
    kept = [b for b in before if after.get(b.prefix) == b.entries]
    assert len(kept) >= len(before) - 1


# --- segments ---

SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda p: TextSpan(min(p), max(p)))


@settings(max_examples=500, deadline=None)
@given(st.lists(st.lists(SPANS, max_size=8), min_size=1, max_size=3), SPANS)
def test_cuts_nest_and_keep_the_text(levels: list[list[TextSpan]], span: TextSpan) -> None:
    text = "".join(chr(0x4E00 + n) for n in range(40))
    marks = [
        flat([Mark(s, level, f"{level}.{n}") for n, s in enumerate(spans)])
        for level, spans in enumerate(levels)
    ]
    stack: list[Mark] = []
    shown = ""
    for cut in cuts(text, span, marks):
        if cut.opens:
            assert not stack or stack[-1].level < cut.opens.level
            stack.append(cut.opens)
        elif cut.closes:
            assert stack.pop() is cut.closes
        shown += cut.text
    assert not stack
    assert shown == text[span.start : span.end]


# --- rights ---


def grant(rights_: str, share: float = 0.3) -> rights.Grant:
    source = factory.corpus(rights_)  # type: ignore[arg-type]
    lookup = Lookup(factory.index(source), source, factory.project(excerpt_share=share))
    return rights.grants(lookup, {})[factory.WIRE]


def test_headline_and_quoted_words_come_before_figures() -> None:
    found = grant("excerpt", 0.25)
    text = factory.WIRE_TEXT
    assert found.covers(factory.at(text, "Ferry line blamed for fire"))
    assert found.covers(factory.at(text, "We saw the smoke at dawn from the pier,"))
    assert not found.covers(factory.at(text, "About 40 passengers"))
    assert found.published <= found.words * 0.25


@settings(deadline=None)
@given(st.floats(0, 1))
def test_no_share_is_exceeded_but_for_the_headline(share: float) -> None:
    found = grant("excerpt", share)
    assert found.published <= max(found.words * share, 5)


def test_full_grants_all_and_link_the_headline() -> None:
    assert grant("full").published == grant("full").words
    assert grant("link").published == 5


def test_pieces_cover_the_span_in_order() -> None:
    found = grant("excerpt")
    whole = TextSpan(0, len(factory.WIRE_TEXT))
    pieces = found.pieces(whole)
    assert sum(p.words for p in pieces) == found.words
    assert all(a.end <= b.start for a, b in pairwise(pieces))
    assert {p.gap for p in pieces} == {True, False}


def test_cited_words_are_granted_first() -> None:
    words = "do not show who knew"
    source = factory.corpus("excerpt", prose=f'It is open.[^coast-wire "{words}"]')
    site = generate(factory.index(source), source, factory.project())
    span = factory.at(factory.WIRE_TEXT, words)
    assert any(s.contains(span) for s in dict(site.granted)[factory.WIRE])


def test_citations_beyond_the_share_are_refused() -> None:
    words = "About 40 passengers a day were turned away, the ministry said."
    source = factory.corpus("excerpt", prose=f'One.\n\nTwo.[^coast-wire "{words}"]')
    with pytest.raises(
        EditorFileError, match=r"briefing\.md:3: the words cited from ferry/coast-wire exceed the 20%"
    ):
        generate(factory.index(source), source, factory.project(excerpt_share=0.2))


def test_long_labels_are_cut() -> None:
    assert rights.clipped("a b") == "a b"
    assert len(rights.clipped("w " * 30).split()) == rights.SHORT + 1


# --- notes ---


def test_letters_go_on_after_z() -> None:
    assert [letters(n) for n in (0, 25, 26, 27, 701, 702)] == ["a", "z", "aa", "ab", "zz", "aaa"]


# --- templates ---


@pytest.mark.parametrize(
    ("change", "line", "fact"),
    [
        ("\n{{ nothing_of_the_kind }}", 2, "'nothing_of_the_kind' is undefined"),
        ("\n\n{% if %}", 3, "Expected an expression"),
        ("{% for x in [none] %}{{ x }}{% endfor %}", 1, "prints None"),
        ("{% include 'gone.html' %}", None, "gone.html"),
        ("\n{{ title | join }}", 2, "No filter named 'join'"),
    ],
)
def test_a_broken_template_is_named_with_its_line(
    tmp_path: Path, change: str, line: int | None, fact: str
) -> None:
    shutil.copytree(factory.ROOT / "templates", tmp_path / "templates")
    (tmp_path / "templates" / "data.html").write_text(change, "utf-8")
    project = replace(factory.project(), templates=tmp_path / "templates")
    source = factory.corpus()
    with pytest.raises(TemplateError) as raised:
        generate(factory.index(source), source, project)
    (problem,) = raised.value.problems
    assert problem.path.endswith("data.html")
    assert problem.line == line
    assert fact in problem.fact


def test_a_missing_template_or_style_sheet_is_named(tmp_path: Path) -> None:
    shutil.copytree(factory.ROOT / "templates", tmp_path / "templates")
    project = replace(factory.project(), templates=tmp_path / "templates")
    source = factory.corpus()
    (tmp_path / "templates" / "data.html").unlink()
    with pytest.raises(TemplateError, match=r"data\.html: there is no template"):
        generate(factory.index(source), source, project)
    (tmp_path / "templates" / "theme/assets/stylesheets/gloss.css").unlink()
    with pytest.raises(TemplateError, match="no such style sheet"):
        generate(factory.index(source), source, project)


# --- corrections, engine ---


def test_broken_corrections_stop_the_pages(tmp_path: Path) -> None:
    project = factory.project(tmp_path)
    project.briefings.mkdir()
    (project.briefings / "corrections.yml").write_bytes(b"\xff\xfe")
    source = factory.corpus()
    with pytest.raises(EditorFileError, match="not UTF-8"):
        generate(factory.index(source), source, project)


def test_measured_scores_of_the_engine_are_shown(tmp_path: Path) -> None:
    model = tmp_path / "models" / "en_gloss_news"
    model.mkdir(parents=True)
    meta = {"version": "0.0.1", "performance": {"ents_f": 0.812, "other": 1}}
    (model / "meta.json").write_text(json.dumps(meta), "utf-8")
    source = factory.corpus()
    site = generate(factory.index(source), source, factory.project(tmp_path))
    assert "81\u00a0&#37;" in content(site, "method/index.md")


def test_the_same_index_gives_the_same_bytes(site: GeneratedSite) -> None:
    prose = 'Fire.[^late#p1] It burned.[^coast-wire "the smoke at dawn"] [[Ilse Varga]] saw it.[^late#p1]\n'
    source = factory.corpus(prose=prose)
    assert generate(factory.index(source), source, factory.project()) == site
