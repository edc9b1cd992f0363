"""Every number that a page shows leads to as many places as it says, and those to the articles' words."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urldefrag
from xml.etree.ElementTree import Element

import pytest

from gloss.publish import site as making
from gloss.settings import load_project
from tests.pages.reading import parsed

FOLDERS = ["briefings", "tests/golden/twin/briefings"]
PAGED = 3
"""Entries on one page of a list, so that even these sites have long lists."""
COUNTED = re.compile(
    r"\b\d[\d,]* (?:sources?|actors?|names?|quotes?|quoted strings?|utterances?|mentions?|sentences?"
    r"|(?:quoted |reported )?statements?|articles?|outlets?|(?:corroborating )?origins?|denials?|accusations?"
    r"|caveats?|printings?|entry|entries|dates?|decisions?|copied passages?|disputes?)\b"
)
Pages = dict[str, Element]


@pytest.fixture(scope="module", params=[(f, size) for f in FOLDERS for size in (None, PAGED)], ids=str)
def pages(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The pages of one folder of briefings, as the shipped pipeline reads it; also with short lists.

    Of a site with more articles than a page has entries the method page names the first, and leads to the
    data for the others.
    """
    briefings, size = request.param
    project = load_project(root, briefings=root / briefings, output=tmp_path_factory.mktemp("site"))
    if size:
        project = replace(project, settings=project.settings.model_copy(update={"page_size": size}))
    folder = making.read_folder(project)
    index = making.index_of(project, folder, lambda *_: None)
    made = making.generate_site(project, folder, index, lambda *_: None)
    found = {
        f.path.removesuffix("index.md"): parsed(str(f.content)) for f in made.files if f.path.endswith(".md")
    }
    if size and len(folder.corpus.articles) > size:
        assert "the others, in the data" in "".join(found.pop("method/").itertext())
    return found


def counts(page: Element) -> Iterator[Element]:
    return (e for e in page.iter() if _is_count(e))


def _is_count(e: Element) -> bool:
    return "data-count" in e.attrib or "data-of" in e.attrib


def _number(e: Element) -> int:
    """What a count says: in its words, unless these name something else first."""
    said = e.attrib.get("data-count") or re.search(r"\d[\d,]*", "".join(e.itertext()))[0]  # type: ignore[index]
    return int(said.replace(",", ""))


def test_every_number_is_as_many_items_at_its_link(pages: Pages) -> None:
    assert sum(1 for page in pages.values() for _ in counts(page)) > 5 * len(pages)
    wrong = [
        f"{folder}: {''.join(e.itertext())!r} counts {found}, {e.attrib}"
        for folder, page in pages.items()
        for e in counts(page)
        if (found := _reached(pages, folder, page, e)) != _number(e)
    ]
    assert not wrong, "\n".join(wrong[:20])


def test_every_item_leads_to_an_article(pages: Pages) -> None:
    lost = [
        f"{folder}: {e.tag} {e.attrib}"
        for folder, page in pages.items()
        if "/sources/" not in folder
        for e in page.iter()
        if "data-item" in e.attrib and not _leads_on(folder, page, e)
    ]
    assert not lost, "\n".join(lost[:20])


def test_no_number_of_things_stands_without_its_link(pages: Pages) -> None:
    bare = [f"{folder}: {text}" for folder, page in pages.items() for text in _bare(page)]
    assert not bare, "\n".join(bare[:20])
    tables = [
        t for page in pages.values() for t in page.iter("table") if "people" in t.attrib.get("class", "")
    ]
    numbers = [c.text for t in tables for c in t.iter("td") if (c.text or "").strip().isdigit()]
    assert tables and set(numbers) <= {"0"}


def _reached(pages: Pages, folder: str, page: Element, count: Element) -> int:
    """How many items stand where a number leads; an item that is a number itself stands for as many."""
    if "href" not in count.attrib:
        wanted = {count.attrib.get("data-of", "place")}
        return _items(_parent(page, count), wanted) if count.tag == "summary" else 0
    target, anchor = _target(folder, count.attrib["href"])
    there = pages[target]
    if anchor:
        there = next(e for e in there.iter() if e.attrib.get("id") == anchor)
    return _items(there, set(count.attrib["data-of"].split()))


def _target(folder: str, href: str) -> tuple[str, str]:
    """(folder of the page, anchor) of a link on the page at `folder`."""
    path, anchor = urldefrag(href)
    if not path:
        return folder, anchor
    target = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
    return (f"{target}/" if target else ""), anchor


def _items(within: Element, wanted: set[str]) -> int:
    found = (e for e in within.iter() if wanted <= set(e.attrib.get("data-item", "").split()))
    return sum(int(e.attrib.get("data-count", 1)) for e in found)


def _parent(page: Element, child: Element) -> Element:
    return next(e for e in page.iter() if child in list(e))


def _leads_on(folder: str, page: Element, item: Element) -> bool:
    """Whether an item, or the smallest part of the page round it that has links, leads to a source."""
    if folder == "method/" and item.attrib["data-item"] in ("applied", "orphan"):
        return True
    parents = {child: e for e in page.iter() for child in e}
    here: Element | None = item
    while here is not None:
        links = [_target(folder, a.attrib["href"])[0] for a in here.iter("a") if "href" in a.attrib]
        if any("/sources/" in f"/{to}" or "/quotes/" in f"/{to}" or to.startswith("actors/") for to in links):
            return True
        here = parents.get(here)
    return False


def _bare(page: Element) -> Iterator[str]:
    """Numbers of things in text outside counts, quotations and the editors' prose."""

    def walk(e: Element) -> Iterator[str]:
        own = _is_count(e) or e.tag in ("q", "script", "code", "h1", "h3")
        if own or e.attrib.get("class") in ("prose", "refusal"):
            return
        if e.text:
            yield e.text
        for child in e:
            yield from walk(child)
            if child.tail:
                yield child.tail

    return (text.strip() for text in walk(page) if COUNTED.search(text))
