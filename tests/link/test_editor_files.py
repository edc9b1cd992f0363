"""Reading actors.yml and decisions.yml: every mistake with its line, nothing guessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from gloss.errors import EditorFileError
from gloss.link import Decisions, Register, block_kinds, link, read_decisions, read_register, with_block_kinds
from gloss.link.decisions import Speaker, iso_date
from gloss.link.strict import quoted
from tests.link.factory import Sketch

ERRORS = Path(__file__).resolve().parent.parent / "golden" / "link" / "editor_files.errors.yml"
CASES = YAML(typ="safe").load(ERRORS.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[c["case"] for c in CASES])
def test_errors_name_the_line(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / f"{case['file']}.yml"
    path.write_text(case["text"], "utf-8")
    read = read_register if case["file"] == "actors" else read_decisions
    with pytest.raises(EditorFileError) as caught:
        read(path, path.name)
    assert str(caught.value).splitlines() == case["errors"]


def test_no_file_and_an_empty_one_hold_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.yml").write_text("# only a comment\n", "utf-8")
    assert read_register(tmp_path / "none.yml", "x") == Register((), "x")
    assert read_decisions(tmp_path / "empty.yml", "x") == Decisions((), "x")


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    latin = tmp_path / "decisions.yml"
    latin.write_bytes("- {delete: a}\n- {delete: b} # é\n".encode("latin-1"))
    with pytest.raises(
        EditorFileError, match=r"decisions.yml:2: the file is not UTF-8 text; save it as UTF-8"
    ):
        read_decisions(latin, "decisions.yml")
    with pytest.raises(EditorFileError, match="it cannot be read"):
        read_register(tmp_path, "folder")
    huge = tmp_path / "huge.yml"
    huge.write_text("#" * 5_000_001, "utf-8")
    with pytest.raises(EditorFileError, match="larger than 5 MB"):
        read_register(huge, "huge.yml")


def test_an_unknown_actor_comes_with_the_nearest_one(tmp_path: Path) -> None:
    one = Sketch("b/one", "Ada Lund said rain fell.").actor("l", "Ada Lund", at=["Ada Lund"]).record()
    decisions = tmp_path / "decisions.yml"
    decisions.write_text("# hm\n- {rename: ada-lnud, name: X}\n- {delete: ada-lunt}\n", "utf-8")
    with pytest.raises(EditorFileError) as caught:
        link([one], decisions=read_decisions(decisions, "decisions.yml"))
    assert str(caught.value).splitlines() == [
        "decisions.yml:2: there is no actor 'ada-lnud'; did you mean 'ada-lund'?",
        "decisions.yml:3: there is no actor 'ada-lunt'; did you mean 'ada-lund'?",
    ]
    actors = tmp_path / "actors.yml"
    actors.write_text("- {id: veld, name: Veld, type: place, part_of: wrold, not: [ada-lund]}\n", "utf-8")
    with pytest.raises(EditorFileError, match=r"actors.yml:1: there is no actor 'wrold'; correct the name"):
        link([one], read_register(actors, "actors.yml"))


def test_an_entry_keeps_its_words_and_its_id(tmp_path: Path) -> None:
    path = tmp_path / "decisions.yml"
    path.write_text(
        "- delete: a  # gone\n  why: no such man\n\n# next\n- {delete: b}\n- {delete: b}\n", "utf-8"
    )
    first, second, third = read_decisions(path).entries
    assert first.text == "- delete: a  # gone\n  why: no such man"
    assert (first.line, second.line, third.line) == (1, 5, 6)
    assert second.id != third.id
    path.write_text("- {delete: b}\n- {delete: a, why: other words}\n", "utf-8")
    again = {d.id for d in read_decisions(path).entries}
    assert again == {first.id, second.id}


def test_block_kinds_hold_for_the_step_before_annotation(tmp_path: Path) -> None:
    path = tmp_path / "decisions.yml"
    path.write_text(
        "- {article: b/one, exact: Related news, block: furniture}\n"
        "- {article: b/one, exact: gone, block: headline}\n",
        "utf-8",
    )
    decisions = read_decisions(path)
    article = Sketch("b/one", "Rain fell.\nRelated news").record().article
    assert block_kinds(decisions, article) == ((2, "furniture"),)
    assert [b.kind for b in with_block_kinds(decisions, article).blocks] == ["text", "furniture"]
    other = Sketch("b/two", "Rain fell.").record().article
    assert with_block_kinds(decisions, other) is other


@pytest.mark.parametrize(
    "text", ["2017", "2017-05", "2017-05-15", "2017-W20", "2013/..", "../2017-05", "2017-05-15T10:30Z"]
)
def test_iso_dates(text: str) -> None:
    assert iso_date(text) == text


@pytest.mark.parametrize("text", ["", "17", "2017-13", "2017-W60", "a/b/c", "2017/2018/2019", "May 2017"])
def test_no_iso_dates(text: str) -> None:
    with pytest.raises(ValueError):
        iso_date(text)


@settings(deadline=None)
@given(st.text(min_size=1))
def test_quoted_text_reads_back(text: str) -> None:
    if any(0xD800 <= ord(c) < 0xE000 for c in text):
        return
    assert YAML(typ="safe").load(f"[{quoted(text)}]") == [text]


@settings(max_examples=1000, deadline=None)
@given(st.text(min_size=1, max_size=80), st.text(max_size=10), st.none() | st.just("ada-lund"))
def test_decisions_round_trip(tmp_path_factory: Any, exact: str, prefix: str, speaker: str | None) -> None:
    path = tmp_path_factory.mktemp("d") / "decisions.yml"
    given_id = "null" if speaker is None else speaker
    line = f"- {{article: b/one, exact: {quoted(exact)}, prefix: {quoted(prefix)}, speaker: {given_id}}}\n"
    path.write_bytes(line.encode("utf-8"))
    (entry,) = read_decisions(path).entries
    assert entry.what == Speaker(article="b/one", exact=exact, prefix=prefix, speaker=speaker)
