"""The generated tree on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from gloss.errors import CheckError
from gloss.model import GeneratedFile
from gloss.publish.tree import address_of, write_tree


def _files(**contents: str | bytes) -> tuple[GeneratedFile, ...]:
    return tuple(GeneratedFile(name.replace("__", "/") + ".md", text) for name, text in contents.items())


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    assert write_tree(_files(a="1", b__c="2"), docs) == ("a.md", "b/c.md")
    before = (docs / "a.md").stat().st_mtime_ns, (docs / "a.md").stat().st_ino
    assert write_tree(_files(a="1", b__c="3"), docs) == ("b/c.md",)
    assert ((docs / "a.md").stat().st_mtime_ns, (docs / "a.md").stat().st_ino) == before
    assert write_tree(_files(a="1", b__c="3"), docs) == ()


def test_what_is_stale_goes_with_its_folder(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write_tree(_files(a="1", b__c="2"), docs)
    assert write_tree(_files(a="1"), docs) == ("b/c.md",)
    assert [p.name for p in docs.iterdir()] == ["a.md"]


def test_links_are_replaced_never_followed(tmp_path: Path) -> None:
    docs, mine = tmp_path / "docs", tmp_path / "mine"
    mine.mkdir()
    (mine / "a.md").write_text("mine")
    docs.mkdir()
    (docs / "a.md").symlink_to(mine / "a.md")
    (docs / "b").symlink_to(mine)
    write_tree(_files(a="1", b__c="2"), docs)
    assert (mine / "a.md").read_text() == "mine"
    assert [p.name for p in mine.iterdir()] == ["a.md"]
    assert not (docs / "b").is_symlink()


def test_a_linked_tree_is_made_anew(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("mine")
    (tmp_path / "docs").symlink_to(mine)
    write_tree(_files(a="1"), tmp_path / "docs")
    assert (mine / "thesis.txt").read_text() == "mine"


def test_a_file_and_a_folder_may_change_places(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write_tree((GeneratedFile("a", "1"),), docs)
    write_tree((GeneratedFile("a/b", b"\x00"),), docs)
    assert (docs / "a/b").read_bytes() == b"\x00"
    write_tree((GeneratedFile("a", "1"),), docs)
    assert (docs / "a").read_text() == "1"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.md", "index.html"),
        ("a/index.md", "a/index.html"),
        ("a.md", "a/index.html"),
        ("my-index.md", "my-index/index.html"),
        ("data/index.json", "data/index.json"),
    ],
)
def test_addresses(path: str, address: str) -> None:
    assert address_of(path) == address


@pytest.mark.parametrize(
    "paths", [("a.md", "a/index.md"), ("a.md", "A.md"), ("x.json", "x.json"), ("a/index.html", "a.md")]
)
def test_two_files_at_one_address_are_refused(paths: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(CheckError, match="same address"):
        write_tree((GeneratedFile(path, str(n)) for n, path in enumerate(paths)), tmp_path / "docs")


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../../x", "a//b", "./a", "a\\b", ""])
def test_paths_out_of_the_tree_are_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(CheckError, match="leave the site"):
        write_tree((GeneratedFile(path, ""),), tmp_path / "docs")
    assert not list(tmp_path.rglob("*"))
