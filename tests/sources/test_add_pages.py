"""Thirty saved pages of invented outlets, each built and encoded in another way, as `add` reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from gloss.settings import Settings
from gloss.sources import add, read_article

PAGES = Path(__file__).resolve().parents[1] / "golden/add"
EXPECTED: dict[str, dict[str, Any]] = YAML(typ="safe").load(PAGES / "expected.yml")
UNREAD = {
    "07-table-layout-breaks.html": "tables and line breaks only: no element says what is what",
    "28-unclosed-paragraphs.html": "everything stands side by side in the body",
}


def _case(name: str) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=UNREAD[name])] if name in UNREAD else []
    return pytest.param(name, id=name, marks=marks)


@pytest.mark.parametrize("name", [_case(name) for name in EXPECTED])
def test_a_saved_page_gives_its_article_and_what_it_says_of_itself(name: str, tmp_path: Path) -> None:
    wanted = EXPECTED[name]
    article = read_article(add(str(PAGES / name), tmp_path / "briefing", Settings()), Settings())
    fields = {key: getattr(article, key) for key in ("title", "publisher", "author")}
    assert fields == {key: wanted.get(key) for key in fields}
    assert (article.published or "").startswith(wanted["published"])
    text = "\n".join(article.words_at(b.span) for b in article.blocks if b.kind != "furniture")
    places = [text.find(paragraph) for paragraph in wanted["paragraphs"]]
    assert -1 not in places and places == sorted(places)
    assert not [words for words in wanted["furniture"] if words in text]


def test_the_pages_are_thirty_and_nine_in_ten_are_read_rightly() -> None:
    assert set(EXPECTED) == {path.name for path in PAGES.glob("*.html")}
    assert len(EXPECTED) == 30
    assert len(set(EXPECTED) - set(UNREAD)) >= 27
