"""The review queue: order, lines that read back, and accepting one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gloss.errors import EditorFileError
from gloss.link import accept, link, read_decisions
from gloss.link.review import find_item
from gloss.model import AnnotatedArticle, Index
from tests.link.factory import Sketch


def doubtful() -> list[AnnotatedArticle]:
    one = Sketch(
        "b/one",
        "“The gate was never closed that night”, Lund said. “We saw nothing: not a lamp”. "
        'He called it “a "storm" in a bucket\\”.',
    )
    one.actor("lund", "Lund", at=["Lund"]).actor("osk", "Tom Osk")
    one.says(
        "osk", "“The gate was never closed that night”", cue="said", lemma="say", source="Lund", score=0.6
    )
    one.says(None, "“We saw nothing: not a lamp”", basis="none")
    one.says(
        None,
        'it “a "storm" in a bucket\\”',
        cue="called",
        lemma="call",
        source="He",
        basis="unsure",
        proposal=("osk", 0.41),
    )
    two = Sketch("b/two", "Ada Lund left.").actor("ada", "Ada Lund", at=["Ada Lund"])
    return [one.record(), two.record()]


def linked(path: Path) -> Index:
    return link(doubtful(), decisions=read_decisions(path))


def test_items_are_ordered_by_harm_and_say_why(tmp_path: Path) -> None:
    items = linked(tmp_path / "decisions.yml").review
    assert [(i.harm, i.proposal, i.reason) for i in items] == [
        (90, "said by Tom Osk", "shown by named with a score of only 0.60"),
        (70, "said by Tom Osk", "the best guess has a score of only 0.41"),
        (60, "the same as Ada Lund", "only the surname is printed, and no title or quoted words agree"),
        (30, "no speaker given", "the text names no speaker; speakers nearby: Tom Osk"),
    ]


def test_every_line_settles_its_doubt(tmp_path: Path) -> None:
    path = tmp_path / "decisions.yml"
    path.write_text("# ours\n", "utf-8")
    left = linked(path).review
    while left:
        accept(path, left[0])
        now = linked(path)
        assert len(now.review) == len(left) - 1
        assert all(d.state == "applied" for d in now.decisions)
        left = now.review
    assert path.read_text("utf-8").startswith("# ours\n- {")
    assert len(read_decisions(path).entries) == 4


def test_accepting_keeps_what_stands_there(tmp_path: Path) -> None:
    path = tmp_path / "decisions.yml"
    before = "# a\r\n  - {delete: x} # why not\r\n  # last word"
    path.write_bytes(before.encode())
    path.chmod(0o640)
    item = linked(tmp_path / "none.yml").review[0]
    accept(path, item)
    assert path.read_bytes().decode() == f"{before}\r\n  {item.line}\r\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["decisions.yml"]


def test_a_file_that_cannot_take_the_line_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "decisions.yml"
    path.write_text("[{delete: x}]\n", "utf-8")
    item = linked(tmp_path / "none.yml").review[0]
    with pytest.raises(EditorFileError, match="paste it yourself"):
        accept(path, item)
    assert path.read_text("utf-8") == "[{delete: x}]\n"
    assert len(list(tmp_path.iterdir())) == 1


def test_items_are_found_by_id(tmp_path: Path) -> None:
    items = linked(tmp_path / "none.yml").review
    assert find_item(items, items[1].id) is items[1]
    assert find_item(items, "r0") is None
