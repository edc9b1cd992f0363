"""The search index: one order, the same names, and a client that still finds its files."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloss.errors import CheckError
from gloss.model import GeneratedFile
from gloss.publish import search
from gloss.publish.checks import check_search, expectations
from gloss.publish.publication import Publication
from gloss.publish.record import hashes
from gloss.publish.searchorder import decode, encode, settle_order
from gloss.settings import Project
from tests.publish.conftest import article, generated, page

ROOT = Path(__file__).resolve().parents[2]
VALUES = st.recursive(
    st.integers(-(2**63), 2**64 - 1) | st.text(), lambda inner: st.lists(inner, max_size=30), max_leaves=60
)


@given(VALUES)
def test_cbor_comes_back_as_it_was(value: object) -> None:
    content = encode(value)
    assert decode(content, 0) == (value, len(content))


@pytest.mark.parametrize("content", [b"\xa0", b"\x9f\xff", b"\xf6"])
def test_other_kinds_of_cbor_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="CBOR"):
        decode(content, 0)


def _pages(folder: Path) -> Path:
    for number in range(30):
        place = folder / f"p{number}"
        place.mkdir(parents=True)
        filters = "".join(
            f'<i data-pagefind-filter="{name}">{name} {number % kinds}</i>'
            for name, kinds in (("actor", 7), ("outlet", 5), ("date", 11))
        )
        place.joinpath("index.html").write_text(
            f'<html lang="en"><body data-pagefind-body><h1>Page {number}</h1>{filters}</body></html>'
        )
    return folder


def test_equal_pages_give_an_equal_index(tmp_path: Path) -> None:
    found = []
    for name in ("a", "b", "c"):
        site = _pages(tmp_path / name)
        assert search.index_search(site) is None
        found.append(hashes(site))
    assert found[0] == found[1] == found[2]


def test_the_order_in_which_pages_were_written_does_not_matter(tmp_path: Path) -> None:
    first = _pages(tmp_path / "a")
    second = tmp_path / "b"
    for path in sorted(first.rglob("*.html"), reverse=True):
        place = second / path.relative_to(first)
        place.parent.mkdir(parents=True)
        place.write_bytes(path.read_bytes())
    for site in (first, second):
        search.index_search(site)
    assert hashes(first) == hashes(second)


def test_every_file_the_index_names_is_there(tmp_path: Path) -> None:
    site = _pages(tmp_path / "site")
    search.index_search(site)
    folder = site / "pagefind"
    entry = json.loads((folder / "pagefind-entry.json").read_text())
    assert entry["languages"]["en"]["page_count"] == 30
    raw = gzip.decompress((folder / f"pagefind.{entry['languages']['en']['hash']}.pf_meta").read_bytes())
    meta, _ = decode(raw, len(b"pagefind_dcd"))
    assert [name for name, _ in meta[3]] == ["actor", "date", "outlet"]
    for name, file in meta[3]:
        content = gzip.decompress((folder / f"filter/{file}.pf_filter").read_bytes())
        (key, values), _ = decode(content, len(b"pagefind_dcd"))
        assert key == name
        assert values == sorted(values)
        assert sum(len(pages) for _, pages in values) == 30
    assert len(list((folder / "filter").iterdir())) == 3


def test_an_index_of_another_kind_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def other(folder: Path) -> None:
        entry = json.loads((folder / "pagefind-entry.json").read_text())
        name = entry["languages"]["en"]["hash"]
        (folder / f"pagefind.{name}.pf_meta").write_bytes(gzip.compress(b"another kind"))
        settle_order(folder)

    monkeypatch.setattr(search, "settle_order", other)
    with pytest.raises(CheckError, match="writes its index in another way"):
        search.index_search(_pages(tmp_path / "site"))


@pytest.mark.parametrize("there", [True, False])
def test_search_is_offered_where_there_is_an_index(
    project: Project, put: Callable[..., Publication], monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    shutil.copytree(ROOT / "templates/theme", project.root / "templates/theme", dirs_exist_ok=True)
    if not there:
        monkeypatch.setattr(search, "_program", lambda: None)
    feed = GeneratedFile("corrections/feed.xml", '<feed xmlns="http://www.w3.org/2005/Atom"/>')
    put(generated(page("search/index.md", "Search"), page("corrections/index.md", "None"), feed))
    home = (project.output / "index.html").read_text("utf-8")
    assert ('class="tool find"' in home, '<dialog id="search"' in home) == (there, there)
    assert (project.output / "pagefind").is_dir() is there


def test_what_pagefind_says_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\necho it broke >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setattr(search, "_program", lambda: program)
    with pytest.raises(CheckError, match="Pagefind failed: it broke"):
        search.index_search(tmp_path)


def _indexed(site: Path) -> dict[str, dict[str, Any]]:
    """What the index holds of each page, by its address in the site."""
    found = {}
    for path in (site / "pagefind" / "fragment").iterdir():
        page = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[page["url"].removeprefix("/")] = page
    return found


def _flat(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def test_statements_actors_and_articles_are_found(bundled_site: Path) -> None:
    pages = _indexed(bundled_site)
    data = json.loads((bundled_site / "data" / "index.json").read_text("utf-8"))
    names = {a["id"]: a["name"] for a in data["actors"]}
    home = {a["id"]: a["page"] for a in data["articles"]}
    for source in data["articles"]:
        page = pages[source["page"]]
        assert source["title"] in page["content"]
        assert page["filters"]["outlet"] == [source["publisher"] or "publisher not given"]
    for actor in data["actors"]:
        assert pages[actor["url"]]["meta"]["title"] == names[actor["id"]]
        assert all(alias["text"] in pages[actor["url"]]["content"] for alias in actor["aliases"])
    granted = [(a, words) for a in data["attributions"] for words in a["content_text"] if words]
    assert len(granted) > 50
    for statement, words in granted:
        page = pages[home[statement["article"]]]
        assert _flat(words) in _flat(page["content"])
        assert statement["speaker"] is None or names[statement["speaker"]] in page["filters"]["actor"]
    for quoted in (q for q in data["quoted"] if q["text"] and q["utterance"]):
        assert quoted["url"].partition("#")[0] in pages


def test_what_stands_beside_the_words_is_not_searched(bundled_site: Path) -> None:
    beside = re.compile(r"not shown|paragraph \d|\d %|no denial found|previous quote|SHA-256|printings")
    pages = _indexed(bundled_site)
    assert not [url for url, page in pages.items() if beside.search(page["content"])]
    assert not [url for url in pages if re.search(r"figures/|timeline/|relations/", url)]
    titles = [page["meta"]["title"] for page in pages.values()]
    assert len(set(titles)) == len(titles)


SAID = "Ona Veld, a mayor, accused the water company of hiding the cost."


@pytest.mark.parametrize(
    ("page", "content", "fine"),
    [
        (f"<h1>Ona Veld</h1><i>2 words not shown</i><p>{SAID[10:]}</p>", "Ona Veld. " + SAID[10:], True),
        ("<h1>Ona Veld</h1><p>nothing of it</p>", "Ona Veld. " + SAID[10:], False),
        (f"<p>{SAID[10:]}</p><h1>Ona Veld</h1>", "Ona Veld. " + SAID[10:], False),
    ],
)
def test_words_that_meet_for_what_the_index_leaves_out_are_those_of_their_page(
    tmp_path: Path, page: str, content: str, fine: bool
) -> None:
    place = tmp_path / "actors/ona-veld/index.html"
    place.parent.mkdir(parents=True)
    place.write_text(f'<html lang="en"><body>{page}</body></html>', "utf-8")
    folder = tmp_path / "pagefind/fragment"
    folder.mkdir(parents=True)
    fragment = {"url": "/actors/ona-veld/", "content": content, "filters": {}, "meta": {}, "anchors": []}
    folder.joinpath("en_1.pf_fragment").write_bytes(
        gzip.compress(b"pagefind_dcd" + json.dumps(fragment).encode())
    )
    wanted = expectations((article(SAID),), {})
    assert wanted.rights.breaches(content)
    if fine:
        check_search(tmp_path, "pagefind", wanted)
    else:
        with pytest.raises(CheckError, match="beyond its rights"):
            check_search(tmp_path, "pagefind", wanted)


def test_an_excerpt_shows_where_words_are_left_out(bundled_site: Path) -> None:
    pages = _indexed(bundled_site).values()
    assert any("[…]" in page["content"] for page in pages)
