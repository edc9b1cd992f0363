"""Files to articles: golden cases, faults, and what must hold for any text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from gloss.errors import GlossError, SourceError
from gloss.model import Article
from gloss.settings import Settings
from gloss.sources import read_article
from gloss.sources.datelines import dateline, is_dateline
from gloss.sources.html import article_blocks

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "sources"


def cases(name: str) -> list[Any]:
    found: list[Any] = YAML(typ="safe", pure=True).load(GOLDEN / name)
    return [pytest.param(c, id=str(c.get("case") or c["block"])[:60]) for c in found]


def read(folder: Path, name: str, content: bytes | str) -> Article:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_article(path, Settings(), shown_path=name)


@pytest.mark.parametrize("case", cases("reading.yml"))
def test_reads(case: dict[str, Any], tmp_path: Path) -> None:
    article = read(tmp_path, case["file"], case["content"])
    assert [[b.kind, article.words_at(b.span)] for b in article.blocks] == case["blocks"]
    for field in case.keys() - {"case", "file", "content", "blocks", "notices"}:
        assert getattr(article, field) == case[field], field
    expected = case.get("notices", [])
    assert len(article.notices) == len(expected)
    assert all(want in notice for want, notice in zip(expected, article.notices, strict=True))


@pytest.mark.parametrize("case", cases("faults.yml"))
def test_refuses(case: dict[str, Any], tmp_path: Path) -> None:
    content = bytes.fromhex(case["bytes"]) if "bytes" in case else case["content"]
    if "repeat" in case:
        letter, times = case["repeat"]
        content = content.replace(letter, letter * times)
    with pytest.raises(SourceError) as caught:
        read(tmp_path, case["file"], content)
    assert case["message"] in str(caught.value)


@pytest.mark.parametrize("case", cases("datelines.yml"))
def test_dateline(case: dict[str, Any]) -> None:
    found = dateline(case["block"])
    assert (found.place if found else None) == case["place"]
    assert (found.agency if found else None) == case.get("agency")
    assert is_dateline(case["block"]) == case["whole"]


def test_all_problems_of_a_file_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read(
            tmp_path, "a.txt", "---\ntitle: A\ntitle: B\npublished: soon\nfoo: bar\nrights: all\n---\nWords."
        )
    assert [p.line for p in caught.value.problems] == [3, 4, 5, 6]


def test_hashes_are_of_the_file_and_of_the_canonical_text(tmp_path: Path) -> None:
    plain = read(tmp_path, "a.txt", "One.\n")
    windows = read(tmp_path, "b.txt", b"\xef\xbb\xbfOne.\r\n")
    assert plain.text_sha256 == windows.text_sha256
    assert plain.sha256 != windows.sha256


def test_an_article_over_the_limit_is_refused_by_name_and_limit(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"a\.txt: it has 1,000,001 bytes.*max_article_bytes.*1,000,000"):
        read(tmp_path, "a.txt", b"x" * 1_000_001)


CROWDED = {
    "brackets": "[" * 50_000,
    "stars": "*a " * 50_000,
    "backticks": "`a" * 100_000,
    "entities": "&amp;" * 50_000,
    "tags": "<" * 200_000,
    "spaces": " " * 900_000 + "x",
    "references": "\n".join(f"[x{n}]: http://a.b" for n in range(20_000)),
    "one-line": "word " * 180_000,
    "one-word": "A" * 900_000,
}


@pytest.mark.parametrize(
    "source",
    CROWDED.values(),
    ids=CROWDED.keys(),
)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_large_or_crowded_articles_are_read_to_the_end(tmp_path: Path, source: str, suffix: str) -> None:
    article = read(tmp_path, f"a{suffix}", source + "\n\nThe end.\n")
    assert article.text.rstrip().endswith("The end.")


@pytest.mark.parametrize("source", [">" * 5_000 + " a", "- " * 3_000 + "x"], ids=["quotations", "lists"])
def test_deep_nesting_is_refused_by_name_not_dropped(tmp_path: Path, source: str) -> None:
    with pytest.raises(SourceError, match=r"a\.md:1: lists or quotations are nested more than"):
        read(tmp_path, "a.md", source)


def test_a_page_that_nests_deeply_is_read(tmp_path: Path) -> None:
    article = read(
        tmp_path, "a.html", "<div>" * 20_000 + "<p>Deep words.</p>" + "</div>" * 20_000 + "<p>End.</p>"
    )
    assert "Deep words." in article.text and "End." in article.text


@pytest.mark.parametrize("name", ["missing.txt", "folder.txt"])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(SourceError, match=name):
        read_article(tmp_path / name, Settings(), shown_path=name)


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


WRITTEN = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=400)
MARKED = st.lists(
    st.sampled_from(
        ["word", "Zwei", "3", " ", "\n", "\n\n", "# ", "- ", "1. ", "> ", "*", "_", "**", "`", "```\n"]
    )
    | st.sampled_from(
        ["[", "]", "<b>", "<script>", "<!--", "|", "---\n", "===\n", "    ", "\t", "!", "\\", ": x"]
    ),
    max_size=40,
).map("".join)
HEADER = st.lists(
    st.sampled_from(
        ["title", "published", "rights", "url", ": ", ":", "\n", "\n- ", "? ", "[", "]", "{", "}", "&a "]
    )
    | st.sampled_from(
        ["*a", "!x ", "!!int ", "|\n  ", ">\n  ", '"', "'", "\\ud800", "\\x00", "#", "%YAML 9\n", "..."]
    )
    | st.sampled_from(
        ["---", "\t", "~", "2017-05-15", "2017-13-99", "full", "<<", "\ufeff", "\x85", "é", "@", "`"]
    ),
    max_size=25,
).map("".join)

settings.register_profile(
    "reading",
    max_examples=1_000,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
READING = settings.get_profile("reading")


@READING
@given(
    content=st.binary(max_size=200) | WRITTEN.map(str.encode),
    suffix=st.sampled_from([".txt", ".md", ".html"]),
)
def test_reading_raises_nothing_but_our_own_error(tmp_path: Path, content: bytes, suffix: str) -> None:
    try:
        article = read(tmp_path, f"a{suffix}", content)
    except GlossError as error:
        assert error.problems
    else:
        assert article.blocks


PIECES = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", "<div hidden>", "</div>", "<br>", " ", "\n", "&lt;", "<td>"]
    )
    | st.sampled_from(["<script>", "</script>", "</script x ", "<!--", "-->", "<iframe a=", "</iframe>"])
    | st.sampled_from(
        ["<svg>", "<style>", "</style>", '<a b="', '<x 1=">" ', "'", '"', ">", "<", "<!x ", "<? "]
    ),
    max_size=12,
).map("".join)


@READING
@given(pieces=PIECES)
def test_a_page_loses_no_word_without_saying_so(pieces: str) -> None:
    source = f"<p>Start here</p>{pieces}<p>Middle of the page</p><p>Finish</p>"
    try:
        blocks, _, notices = article_blocks(source, "a.html")
    except SourceError:
        return
    words = re.findall(r"[A-Za-z]+", " ".join(blocks))
    assert notices or {"Start", "Middle", "Finish"} <= set(words)


@READING
@given(header=HEADER)
def test_front_matter_is_read_or_refused_with_a_line(tmp_path: Path, header: str) -> None:
    try:
        read(tmp_path, "a.md", f"---\n{header}\n---\nWords.\n")
    except SourceError as error:
        assert all(p.line is not None or "holds no text" in p.fact for p in error.problems)


@READING
@given(source=WRITTEN)
def test_plain_text_loses_nothing(tmp_path: Path, source: str) -> None:
    source = "x" + source
    article = read(tmp_path, "a.txt", source)
    assert article.text == source.replace("\r\n", "\n").replace("\r", "\n")
    rest = list(article.text)
    for block in article.blocks:
        rest[block.span.start : block.span.end] = " " * (block.span.end - block.span.start)
    assert not "".join(rest).strip()
    assert all(a.span.end <= b.span.start for a, b in zip(article.blocks, article.blocks[1:], strict=False))


@READING
@given(source=MARKED)
def test_markdown_loses_no_visible_word(tmp_path: Path, source: str) -> None:
    source = "Start " + source
    article = read(tmp_path, "a.md", source)
    assert letters(article.text) == letters(source)


@READING
@given(name=WRITTEN.filter(bool))
def test_slugs_are_safe_and_stable(name: str, tmp_path: Path) -> None:
    from gloss.sources.slugs import LONGEST, WINDOWS_RESERVED, slug, told_apart

    made = slug(name)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", made)
    assert len(made) <= LONGEST and made not in WINDOWS_RESERVED | {"index", "404"}
    assert slug(made) == made
    assert len(told_apart(made, name)) <= LONGEST
