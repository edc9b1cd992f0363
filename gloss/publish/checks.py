"""What a site must hold before it is published: links, ids, quotations byte for byte, rights.

Every page is parsed once. Problems are named page by page, all of them together.
"""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gloss.errors import CheckError, Problems
from gloss.model import Article, Spans
from gloss.publish.links import Links
from gloss.publish.rights import RightsWatch, watch
from gloss.publish.searchorder import MARK

_LINKS = "a[href], area[href], link[href], img[src], script[src], iframe[src], source[src], form[action]"
_LONG = re.compile(r'="([^"]{40,})"')
_WORD = re.compile(r"\w+")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_JSON_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\[nrtbf]")
_TEXT_FILES = {".json", ".csv", ".xml", ".txt", ".bib", ".jsonld", ".svg", ".webmanifest", ".md", ".html"}
_WORKING_FILES = {".py", ".pyc", ".lock", ".db", ".yml", ".yaml", ".log", ".tmp", ".pkl"}
_THEME = "assets/"


@dataclass(frozen=True, slots=True)
class Expectations:
    """What a site is held against. `local` are strings that must stand nowhere (this machine's paths)."""

    articles: Mapping[str, Article]
    rights: RightsWatch
    base: str = "/"
    local: tuple[str, ...] = ()


def expectations(
    articles: Sequence[Article],
    granted: Mapping[str, Spans],
    site_url: str | None = None,
    local: Sequence[str] = (),
) -> Expectations:
    """What a site made of `articles` is held against."""
    base = urlsplit(site_url or "/").path or "/"
    return Expectations({a.id: a for a in articles}, watch(articles, granted), base, tuple(local))


def check_site(site: Path, wanted: Expectations, step: Callable[[], None] = lambda: None) -> None:
    """Raise CheckError with every broken promise found under `site`; `step` is called at each file."""
    problems = Problems()
    files = sorted(p.relative_to(site).as_posix() for p in site.rglob("*") if not p.is_dir())
    links = Links(wanted.base)
    for name in files:
        step()
        if name.endswith(".html"):
            tree = _parsed(site / name)
            links.add(name, _check_page(name, tree, wanted, problems), _links_of(tree))
        else:
            _check_file(name, site / name, wanted, problems)
    if broken := links.broken(frozenset(files)):
        for name in (name for name in files if name.endswith(".html")):
            for fact in broken.on(name, _links_of(_parsed(site / name))):
                problems.add(name, None, fact, "correct the link")
    problems.raise_as(CheckError)


def _parsed(page: Path) -> LexborHTMLParser:
    return LexborHTMLParser(page.read_bytes())


def check_search(site: Path, folder: str, wanted: Expectations) -> None:
    """Raise CheckError where the search index in `site/folder` holds what rights do not grant.

    The index leaves out what stands between the words of a page, labels and gaps. Words that meet for
    that alone are those of their page, which was checked itself.
    """
    problems = Problems()
    for path in sorted((site / folder).rglob("*.pf_fragment")):
        content = gzip.decompress(path.read_bytes()).removeprefix(MARK)
        fragment = json.loads(content.decode("utf-8", "replace"))
        name, found = path.relative_to(site).as_posix(), Problems()
        _check_words(name, [fragment["content"]], wanted, found)
        if found and not _is_of_page(site, fragment):
            problems.extend(found)
        rest = json.dumps({**fragment, "content": ""}, ensure_ascii=False)
        _check_words(name, [_unescaped(rest)], wanted, problems)
    problems.raise_as(CheckError)


def _is_of_page(site: Path, fragment: Mapping[str, str]) -> bool:
    """Whether all words of a page in the search index stand on that page, in their order."""
    page = site / fragment["url"].lstrip("/") / "index.html"
    if not page.is_file():
        return False
    tree = _parsed(page)
    words = iter(_WORD.findall(_all_words(tree, tree.raw_html.decode("utf-8"))))
    return all(word in words for word in _WORD.findall(fragment["content"]))


def _check_page(name: str, tree: LexborHTMLParser, wanted: Expectations, problems: Problems) -> set[str]:
    """Check one page by itself, and give its ids, to which others may link."""
    ids: set[str] = set()
    for node in tree.css("[id]"):
        given = node.attributes["id"] or ""
        if given in ids:
            problems.add(name, None, f"the id {given!r} stands twice", "report this as an error")
        ids.add(given)
    ids.update(n.attributes["name"] or "" for n in tree.css("a[name]"))
    _check_quotations(name, tree, wanted, problems)
    _check_words(name, [_all_words(tree, tree.raw_html.decode("utf-8"))], wanted, problems)
    return ids


def _all_words(tree: LexborHTMLParser, raw: str) -> str:
    """All words a page carries, seen or not: text, scripts, long attributes, comments."""
    root = tree.root
    parts = [root.text(separator=" ") if root is not None else ""]
    parts += [n.attributes["content"] or "" for n in tree.css("meta[content]")]
    parts += (value for value in _LONG.findall(raw) if value.count(" ") >= 8)
    parts += _COMMENT.findall(raw)
    return _unescaped(" \n ".join(parts))


def _links_of(tree: LexborHTMLParser) -> list[str]:
    found = []
    for node in tree.css(_LINKS):
        given = node.attributes
        found.append(given.get("href") or given.get("src") or given.get("action") or "")
    return found


def _check_quotations(name: str, tree: LexborHTMLParser, wanted: Expectations, problems: Problems) -> None:
    for node in tree.css("q, blockquote"):
        given = node.attributes
        if node.tag == "blockquote" and "data-article" not in given and _holds_quotations_only(node):
            continue
        shown = node.text(separator="")
        article = wanted.articles.get(given.get("data-article") or "")
        if article is None:
            what = "names no article" if not given.get("data-article") else "names an unknown article"
            problems.add(name, None, f"the quotation {_cut(shown)} {what}", "cite it with its article")
            continue
        try:
            start, end = int(given["data-start"] or ""), int(given["data-end"] or "")
        except (KeyError, ValueError):
            problems.add(name, None, f"the quotation {_cut(shown)} names no range", "report this as an error")
            continue
        if not 0 <= start < end <= len(article.text) or shown != article.text[start:end]:
            fact = f"the quotation {_cut(shown)} is not what {article.id} says at {start}-{end}"
            problems.add(name, None, fact, "report this as an error")


def _holds_quotations_only(block: LexborNode) -> bool:
    """Whether all words of a block stand in quotations of their own, which are checked by themselves."""
    quoted = sum(len(_WORD.findall(q.text(separator=""))) for q in block.css("q[data-article]"))
    return quoted > 0 and quoted == len(_WORD.findall(block.text(separator="")))


def _check_file(name: str, path: Path, wanted: Expectations, problems: Problems) -> None:
    suffix = path.suffix.lower()
    if suffix in _WORKING_FILES or path.is_symlink() or path.name.startswith("."):
        problems.add(name, None, "a working file stands in the site", "report this as an error")
    elif suffix in _TEXT_FILES and not name.startswith(_THEME):
        with path.open(encoding="utf-8") as lines:
            _check_words(name, map(_unescaped, lines), wanted, problems)
    elif suffix == ".sqlite":
        _check_words(name, map(_unescaped, _cells(path)), wanted, problems)


def _cells(path: Path) -> Iterator[str]:
    """All texts in the tables of an SQLite file."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in database.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - a name in the file
                yield from (cell for cell in row if isinstance(cell, str))


def _check_words(name: str, parts: Iterable[str], wanted: Expectations, problems: Problems) -> None:
    """Check a text that may come in parts, which end between words."""
    named = set[str]()

    def looked_through() -> Iterator[str]:
        for part in parts:
            named.update(place for place in wanted.local if place in part)
            yield part

    for breach in wanted.rights.breaches(looked_through()):
        fact = f"words of {breach.article} stand there beyond its rights: {breach.words!r}"
        problems.add(name, None, fact, "quote less of it, or have briefing.md grant more")
    for place in sorted(named):
        problems.add(name, None, f"it names a path of this machine: {place}", "report this as an error")


def _unescaped(text: str) -> str:
    """JSON's escapes as the characters they stand for, in whatever file they are met."""
    if "\\" not in text:
        return text
    return _JSON_ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else " ", text)


def _cut(text: str) -> str:
    return json.dumps(text if len(text) <= 60 else text[:57] + "...", ensure_ascii=False)
