"""Lists of hostile strings, our own and public ones, in every place that an article has for a string.

Every string stands alone in a paragraph, inside a sentence, between quotation marks and in three fields of
front matter, in plain text, in Markdown and in a saved page, there both as words and as markup.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gloss.errors import GlossError
from gloss.settings import Settings
from gloss.sources import read_article
from gloss.sources.html import article_blocks
from tests.browser.conftest import missing
from tests.browser.site import browser, chromium_path, serving
from tests.fire.payloads import EVERY
from tests.fire.reading import acting, head_of, texts
from tests.fire.site import Site, times
from tests.fire.test_files import open_rights, pages
from tests.fire.warm import Warm

pytestmark = pytest.mark.slow
LISTS = ("own", "blns", "dompurify", "payloadsallthethings_xss")
GROUP = 25
"""Strings in one Markdown file or saved page, where they may also act upon each other."""
DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Attacked:
    """A published site with every string of a list in it, and those that front matter refused."""

    site: Site
    values: tuple[str, ...]
    refused: frozenset[int]


def one_line(value: str) -> str:
    """`value` as a browser prints it: white space collapsed."""
    return " ".join(value.split())


def given(name: str, folder: Path) -> tuple[str, ...]:
    """The strings of a list that are more than white space, each once."""
    values = EVERY if name == "own" else json.loads((folder / f"{name}.json").read_text("utf-8"))
    return tuple(dict.fromkeys(value for value in values if one_line(value)))


def everywhere(number: int, value: str, head: bool) -> str:
    """An article of plain text with the string in each place."""
    field = json.dumps(one_line(value) if head else f"Number {number}", ensure_ascii=False)
    front = f"---\ntitle: {field}\npublisher: {field}\nauthor: {field}\nurl: {field}\nlanguage: en\n---\n"
    inline = f"The tide was late {value} and so was the ferry."
    quoted = f"“We saw {value} at the quay,” Ilse Marrow said."
    return f"{front}Before number {number}.\n\n{value}\n\n{inline}\n\n{quoted}\n\nAfter number {number}.\n"


def spelt(value: str) -> str:
    """The string as words of a saved page."""
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def groups(values: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The strings in groups, each with its number."""
    yield from enumerate(values[n : n + GROUP] for n in range(0, len(values), GROUP))


def write(site: Site, values: tuple[str, ...]) -> None:
    """Put every string into articles of every kind."""
    front = "---\nlanguage: en\n---\n"
    for number, value in enumerate(values):
        site.article(f"text{number}.txt", everywhere(number, value, True))
    for number, group in groups(values):
        marked = "\n\n".join(f"Before it {value} after it.\n\n{value}" for value in group)
        site.article(f"marked{number}.md", f"{front}{marked}\n\nThe end of Markdown {number}.\n")
        words = "".join(f"<p>Before it {spelt(v)} after it.</p>\n<p>{spelt(v)}</p>\n" for v in group)
        site.article(f"spelt{number}.html", f"{front}{words}<p>The end of words {number}.</p>\n")
        raw = "".join(f"<p>Before it {v} after it.</p>\n<div>{v}</div>\n" for v in group)
        site.article(
            f"raw{number}.html", f"{front}<p>The start.</p>{raw}<p>The end of markup {number}.</p>\n"
        )


def retreat(site: Site, said: str, values: tuple[str, ...]) -> frozenset[int]:
    """Take refused strings out of front matter, and refused pages away; gives the strings' numbers."""
    refused = set()
    for name, line, fact in re.findall(r"/sources/([\w.]+):(\d*):? (.*)", said):
        number = int("".join(c for c in name if c.isdigit()))
        if name.startswith("raw"):
            (site.sources / name).unlink(missing_ok=True)
        elif name.startswith("text") and "control character" in fact:
            assert line and not one_line(values[number]).isprintable()
            site.article(name, everywhere(number, values[number], False))
            refused.add(number)
    return frozenset(refused)


@pytest.fixture
def attacked(
    name: str, built: Site, warm: Warm, ground: Path, request: pytest.FixtureRequest
) -> Iterator[Attacked]:
    """A site under attack by one list."""
    folder = Path() if name == "own" else request.getfixturevalue("data_dir") / "eval/payloads"
    values = given(name, folder)
    site = Site(Path(shutil.copytree(built.root, ground / f"payloads-{name}")), warm)
    open_rights(site)
    write(site, values)
    done, refused = site.build(), frozenset[int]()
    if done.code == 1:  # each refusal has a name; what is left is built
        assert "Traceback" not in done.err
        refused = retreat(site, done.err, values)
        done = site.build()
    assert done.code == 0, done.err[-4000:]
    yield Attacked(site, values, refused)
    shutil.rmtree(site.root)


@pytest.mark.browser
@pytest.mark.parametrize("name", LISTS)
def test_payloads_are_shown_and_do_nothing(attacked: Attacked, built: Site) -> None:
    head = head_of(built.output)
    for path in attacked.site.output.rglob("*.html"):
        assert acting(path.read_text("utf-8"), head) == [], path
    shown_as_written(attacked)
    shown_by_files_of_many(attacked)
    for value in attacked.values:
        lost_in_no_silence(value)
    if chromium_path() is None:
        missing("there is no Chromium; two parsers found nothing wrong")
    quiet_in_chromium(attacked.site.output)


def shown_as_written(attacked: Attacked) -> None:
    """Each string stands three times in the words of its own article's page, and in its title."""
    found = pages(attacked.site)
    for number, value in enumerate(attacked.values):
        for words in texts(found[f"text{number}"]):
            for line in value.splitlines():
                assert words.count(one_line(line)) >= 3, (number, line)
            if number not in attacked.refused:
                assert one_line(DIRECTION.sub("", one_line(value))) in words.partition("Before number")[0]
            assert f"After number {number}." in words


def shown_by_files_of_many(attacked: Attacked) -> None:
    """All blocks of Markdown and saved pages are shown; words that a page spells out, as written."""
    found = pages(attacked.site)
    for path in attacked.site.sources.iterdir():
        if re.match("marked|spelt|raw", path.name):
            article = read_article(path, Settings())
            for words in texts(found[path.stem]):
                for block in article.blocks:
                    assert one_line(article.words_at(block.span)) in words, path.name
    for number, group in groups(attacked.values):
        for words in texts(found[f"spelt{number}"]):
            for value in group:
                assert one_line(value) in words, (number, value)


def lost_in_no_silence(value: str) -> None:
    """A saved page with the string as markup keeps the words around it, is refused, or tells of the loss."""
    source = f"<p>Start here</p><p>Word {value} word</p><div>{value}</div><p>Finish there</p>"
    try:
        blocks, _, notices = article_blocks(source, "a.html")
    except GlossError as error:
        assert error.problems
        return
    assert notices or {"Start", "here", "Finish", "there"} <= set(" ".join(blocks).split()), value


def quiet_in_chromium(output: Path) -> None:
    """Nothing happens on any page; of pages with one string, whose kin holds them all, on some."""
    every = times(5, 1)
    with serving(output) as address, browser() as chromium:
        context = chromium.new_context(base_url=address)
        page, happened = watched(context, address)
        for number, path in enumerate(sorted(output.rglob("*.html"))):
            if number % every == 0 or not path.parent.name.startswith("text"):
                opened(page, path, output)
                assert not happened, (path.parent.name, happened)
        context.close()


def opened(page: Any, path: Path, output: Path) -> None:
    """Go to a page of the site, and on to where it sends the reader: the way there must be over."""
    name = path.relative_to(output).as_posix()
    redirects = 'http-equiv="refresh"' in path.read_text("utf-8")
    page.goto(name, wait_until="commit" if redirects else "load")
    if redirects:
        page.wait_for_url(lambda url: not url.endswith(name))


def watched(context: Any, address: str) -> tuple[Any, list[str]]:
    """A page of a browser, and the list that whatever happens on it is written to."""
    page, happened = context.new_page(), list[str]()
    page.on("dialog", lambda d: (happened.append(f"dialog: {d.message}"), d.dismiss()))
    page.on("request", lambda r: r.url.startswith(address) or happened.append(f"request: {r.url}"))
    page.on("framenavigated", lambda f: f.url.startswith(address) or happened.append(f"went to {f.url}"))
    page.on("console", lambda m: happened.append(f"console: {m.text}"))
    page.on("pageerror", lambda e: happened.append(f"error: {e}"))
    page.on("popup", lambda p: happened.append(f"popup: {p.url}"))
    page.on("download", lambda d: happened.append(f"download: {d.url}"))
    return page, happened


@pytest.mark.browser
@pytest.mark.parametrize(
    "acts", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<img src='//tracker.example/p'>"]
)
def test_the_watch_sees_what_acts(acts: str, tmp_path: Path) -> None:
    if chromium_path() is None:
        missing("there is no Chromium")
    (tmp_path / "index.html").write_text(f"<!doctype html><title>x</title>{acts}")
    with serving(tmp_path) as address, browser() as chromium:
        context = chromium.new_context(base_url=address)
        page, happened = watched(context, address)
        page.goto("index.html")
        page.wait_for_timeout(100)
        assert any(what.startswith(("dialog", "request")) for what in happened)
        context.close()
