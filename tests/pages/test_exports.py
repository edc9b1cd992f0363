"""Files for download: whole, valid in their formats, without words or speakers that are not given."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloss.model import Corpus, GeneratedSite, Index, TextQuoteSelector
from gloss.pages import generate
from gloss.pages.exports import EXPORTS, everything, references, spreadsheet
from gloss.selectors import anchor
from tests.pages import factory
from tests.pages.test_site import content

HOME = "https://a.example/s/"
CSL = {
    "id": str,
    "type": str,
    "title": str,
    "container-title": str,
    "author": list,
    "issued": dict,
    "URL": str,
    "accessed": dict,
    "language": str,
    "custom": dict,
}
"""The CSL variables used, with their types in its schema."""


def published(source: Corpus, **project: Any) -> GeneratedSite:
    return generate(factory.index(source), source, replace(factory.project(), **project))


@pytest.fixture(scope="module")
def addressed() -> GeneratedSite:
    """The site at an address of its own."""
    return published(factory.corpus(), site_url=HOME)


def test_the_data_page_lists_every_file(site: GeneratedSite) -> None:
    page, made = content(site, "data/index.md"), {f.path for f in site.files}
    for export in EXPORTS:
        assert export.path in made
        assert export.path.split("/")[-1].split(".")[0] in page
    assert page.count('<th scope="row">') == len(EXPORTS)


def test_the_data_follow_their_schema(site: GeneratedSite, excerpts: GeneratedSite) -> None:
    schema = json.loads(everything.schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    for one in (site, excerpts):
        jsonschema.Draft202012Validator(schema).validate(json.loads(content(one, "data/index.json")))
    assert content(site, "data/index.schema.json") == everything.schema()


def test_the_data_keep_words_that_are_not_granted(excerpts: GeneratedSite) -> None:
    data = json.loads(content(excerpts, "data/index.json"))
    hidden = next(a for a in data["attributions"] if a["id"] == "s0000000003")
    assert hidden["content_text"] == [None]
    assert hidden["content"] == [[169, 210]] or hidden["content"][0][1] > hidden["content"][0][0]


def test_quotes_as_csv(site: GeneratedSite) -> None:
    rows = list(csv.DictReader(io.StringIO(content(site, "data/quotes.csv"))))
    assert [r["quote"] for r in rows] == [q.id for q in factory.index().quoted]
    floating = next(r for r in rows if r["quote"] == "q0000000004")
    assert (floating["speaker"], floating["basis"]) == ("", "none")
    assert spreadsheet._cell("=1+1") == "'=1+1"


def test_corrections_as_a_page_and_a_feed(tmp_path: Path) -> None:
    project = factory.project(tmp_path)
    project.briefings.mkdir()
    (project.briefings / "corrections.yml").write_text(
        '- {date: 2031-03-09, briefing: ferry, page: "quotes/", was: "a & b", now: "<c>", why: "\\x01d"}\n',
        "utf-8",
    )
    source = factory.corpus()
    site = generate(factory.index(source), source, replace(project, site_url="https://a.example/s/"))
    feed = ElementTree.fromstring(content(site, "corrections/feed.xml"))
    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.findtext(f"{atom}updated") == "2031-03-09T00:00:00Z"
    entry = feed.find(f"{atom}entry")
    assert entry is not None
    assert entry.findtext(f"{atom}content") == "Was: a & b\nNow: <c>\nWhy: d"
    link = entry.find(f"{atom}link")
    assert link is not None and link.attrib["href"] == "https://a.example/s/ferry/quotes/"
    assert "&#60;c&#62;" in content(site, "corrections/index.md")
    assert "9 March 2031" in content(site, "index.md")


def test_a_feed_without_entries_is_whole(site: GeneratedSite) -> None:
    assert ElementTree.fromstring(content(site, "corrections/feed.xml")).findtext(
        "{http://www.w3.org/2005/Atom}updated"
    )


def test_the_database_holds_the_same_as_the_json(site: GeneratedSite, excerpts: GeneratedSite) -> None:
    for one in (site, excerpts):
        content_ = next(f.content for f in one.files if f.path == "data/site.sqlite")
        assert isinstance(content_, bytes) and content_.startswith(b"SQLite format 3\0")
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(content_)
            database.row_factory = sqlite3.Row
            for name, items in json.loads(content(one, "data/index.json")).items():
                rows = [dict(row) for row in database.execute(f'SELECT * FROM "{name}"')]
                assert len(rows) == len(items)
                for row, item in zip(rows, items, strict=True):
                    assert {k: _plain(v, item[k]) for k, v in row.items()} == item
            silent = database.execute("SELECT count(*) FROM attributions WHERE speaker IS NULL").fetchone()[0]
            assert silent == sum(s.speaker is None for s in factory.index().statements)


def _plain(cell: Any, wanted: Any) -> Any:
    return json.loads(cell) if isinstance(wanted, list | dict) else cell


# --- Web Annotations ---


def collection(site: GeneratedSite) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(content(site, "data/annotations.jsonld"))
    return found


def items(site: GeneratedSite) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = collection(site)["first"]["items"]
    return found


def selectors(annotation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (target["selector"] for target in annotation["target"])


def test_annotations_are_a_collection_of_the_standard(addressed: GeneratedSite) -> None:
    whole = collection(addressed)
    assert whole["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (whole["type"], whole["id"]) == ("AnnotationCollection", f"{HOME}data/annotations.jsonld")
    assert (whole["first"]["type"], whole["first"]["startIndex"]) == ("AnnotationPage", 0)
    assert whole["first"]["id"].startswith(HOME)
    found = items(addressed)
    assert whole["total"] == len(found) == len(factory.index().statements)
    assert [a["id"] for a in found] == [f"{whole['id']}#{s.id}" for s in factory.index().statements]
    for annotation in found:
        assert annotation["type"] == "Annotation"
        assert annotation["motivation"] in ("identifying", "tagging")
        assert annotation["target"]
        for body in annotation["body"]:
            assert body["purpose"] in ("identifying", "tagging")
            assert ("value" in body) == (body["type"] == "TextualBody")


def test_annotations_point_at_the_words(site: GeneratedSite) -> None:
    texts = {
        f"../{a.replace('/', '/sources/')}/": t
        for a, t in ((factory.WIRE, factory.WIRE_TEXT), (factory.LATE, factory.LATE_TEXT))
    }
    for statement, annotation in zip(factory.index().statements, items(site), strict=True):
        on_page, in_text = annotation["target"][::2], annotation["target"][1::2]
        for span, page, place in zip(statement.content, on_page, in_text, strict=True):
            quote = page["selector"]
            text = texts[page["source"]]
            assert quote["type"] == "TextQuoteSelector"
            wanted = TextQuoteSelector(quote["exact"], quote["prefix"], quote["suffix"])
            assert anchor(text, wanted) == span
            assert (place["selector"]["start"], place["selector"]["end"]) == (span.start, span.end)
            assert re.fullmatch(r"ni:///sha-256;[A-Za-z0-9_-]{43}", place["source"]["id"])


def test_annotations_name_a_speaker_only_where_one_is_shown(site: GeneratedSite) -> None:
    names = {a.id: a.name for a in factory.index().actors}
    silent = 0
    for statement, annotation in zip(factory.index().statements, items(site), strict=True):
        told = [b["source"] for b in annotation["body"] if b["purpose"] == "identifying"]
        if statement.speaker is None:
            assert told == [] and annotation["motivation"] == "tagging"
            silent += 1
        else:
            assert [t["name"] for t in told] == [names[statement.speaker]]
            assert told[0]["id"] == f"../actors/{statement.speaker}/"
    assert silent


def test_annotations_keep_words_that_are_not_granted(excerpts: GeneratedSite) -> None:
    hidden = next(a for a in items(excerpts) if a["id"].endswith("#s0000000003"))
    kinds = [s["type"] for s in selectors(hidden)]
    assert kinds == ["FragmentSelector", "TextPositionSelector"]
    granted = dict(excerpts.granted)
    for annotation, statement in zip(items(excerpts), factory.index().statements, strict=True):
        text = factory.WIRE_TEXT if statement.article == factory.WIRE else factory.LATE_TEXT
        for found in selectors(annotation):
            if found["type"] == "TextQuoteSelector":
                words = found["prefix"] + found["exact"] + found["suffix"]
                assert any(words in text[s.start : s.end] for s in granted[statement.article])


def test_without_statements_there_is_no_page_of_annotations() -> None:
    source = Corpus((), ())
    whole = collection(generate(Index(), source, factory.project()))
    assert whole["total"] == 0 and "first" not in whole


# --- references ---


def test_articles_as_csl_json(site: GeneratedSite, addressed: GeneratedSite) -> None:
    for made, root in ((site, "../"), (addressed, HOME)):
        wire, late = json.loads(content(made, "data/sources.csl.json"))
        assert wire["id"] == factory.WIRE and wire["type"] == "article-newspaper"
        assert wire["title"] == "Ferry line blamed for fire"
        assert wire["container-title"] == "Coast Wire"
        assert wire["author"] == [{"literal": "J. Doe"}]
        assert wire["issued"] == {"date-parts": [[2031, 3, 4]]}
        assert wire["URL"] == "https://wire.example/fire?a=1&b=2"
        assert late.keys() == {"id", "type", "custom"}  # what is not given is not there
        for item in (wire, late):
            assert all(isinstance(value, CSL[key]) for key, value in item.items())
            assert item["custom"]["annotated"].startswith(root)


@pytest.mark.parametrize(
    ("date", "parts"),
    [
        ("2031", (2031,)),
        ("2031-03", (2031, 3)),
        ("2031-03-04T05:06", (2031, 3, 4)),
        ("2031-13-01", ()),
        ("2031-00", ()),
        ("Tuesday", ()),
        (None, ()),
    ],
)
def test_dates_of_references_are_as_exact_as_given(date: str | None, parts: tuple[int, ...]) -> None:
    assert references._parts(date) == parts


def bibtex(source: str) -> list[tuple[str, str, dict[str, str]]]:
    """(type, key, fields) of each entry; fails on anything that is not BibTeX."""
    found, at = [], 0
    while at < len(source):
        head = re.compile(r"@(\w+)\{([A-Za-z0-9:._-]+),\n").match(source, at)
        assert head, source[at : at + 40]
        at, fields = head.end(), {}
        while (field := re.compile(r"  (\w+) = ").match(source, at)) is not None:
            end = _value_end(source, field.end())
            assert source.startswith(",\n", end)
            assert field[1] not in fields
            fields[field[1]] = source[field.end() : end]
            at = end + 2
        assert source.startswith("}\n", at)
        at = re.compile(r"\}\n\n?").match(source, at).end()  # type: ignore[union-attr]
        found.append((head[1], head[2], fields))
    return found


def _value_end(source: str, at: int) -> int:
    """Where a value ends: a name, or text in braces, which BibTeX counts whether escaped or not."""
    if source[at] != "{":
        return at + len(re.match(r"[a-z]+", source[at:])[0])  # type: ignore[index]
    depth = 0
    for place in range(at, len(source)):
        depth += {"{": 1, "}": -1}.get(source[place], 0)
        if not depth:
            return place + 1
    raise AssertionError("a brace is not closed")


def test_articles_as_bibtex(site: GeneratedSite) -> None:
    wire, late = bibtex(content(site, "data/sources.bib"))
    assert wire[:2] == ("article", "ferry:coast-wire")
    assert wire[2]["title"] == "{{Ferry line blamed for fire}}"
    assert wire[2]["author"] == "{{J. Doe}}"
    assert (wire[2]["year"], wire[2]["month"], wire[2]["day"]) == ("{2031}", "mar", "{4}")
    assert wire[2]["url"] == "{https://wire.example/fire?a=1&b=2}"
    assert late[0] == "misc" and late[2].keys() == {"note"}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_breaks_bibtex(text: str) -> None:
    told = references._tex(text)
    assert "\n" not in told and _value_end(f"{{{told}}}", 0) == len(told) + 2
    assert not re.search(r"(?<!\\)[#$%&_~^]", told)


# --- feeds ---


def corrected(folder: Path, **settings: Any) -> GeneratedSite:
    project = factory.project(folder)
    project.briefings.mkdir()
    (project.briefings / "corrections.yml").write_text(
        '- {date: 2031-03-08, briefing: ferry, page: "", was: "e", now: "f"}\n'
        '- {date: 2031-03-09, briefing: ferry, page: "quotes/", was: "a & b", now: "<c>", why: "d"}\n',
        "utf-8",
    )
    source = factory.corpus()
    return generate(factory.index(source), source, replace(project, **settings))


def test_corrections_as_a_json_feed(tmp_path: Path) -> None:
    site = corrected(tmp_path, site_url=HOME)
    feed = json.loads(content(site, "corrections/feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{HOME}corrections/feed.json"
    new, old = feed["items"]
    assert new["content_text"] == "Was: a & b\nNow: <c>\nWhy: d"
    assert (new["date_published"], new["url"]) == ("2031-03-09T00:00:00Z", f"{HOME}ferry/quotes/")
    atom = ElementTree.fromstring(content(site, "corrections/feed.xml"))
    ids = [e.text for e in atom.findall("{*}entry/{*}id")]
    assert ids == [new["id"], old["id"]] and len(set(ids)) == 2


def test_a_json_feed_has_absolute_addresses_or_none(tmp_path: Path) -> None:
    feed = json.loads(content(corrected(tmp_path), "corrections/feed.json"))
    assert {"home_page_url", "feed_url"}.isdisjoint(feed)
    assert all("url" not in item and item["id"] for item in feed["items"])
