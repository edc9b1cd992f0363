"""What a page says about itself: meta tags and JSON-LD by trafilatura, microdata and titles by ourselves."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gloss.sources.frontmatter import CONTROL, LONGEST_VALUE
from gloss.sources.metadata import ArticleFields, iso_date, web_address

_BETWEEN = re.compile(r"\s+(?:[|–—·»«›•-]|::?)\s+|:\s+")
"""What stands between a headline and the name of the outlet in a title."""
_OPENS = re.compile(f"(?:{_BETWEEN.pattern})$")


def described(page: str, url: str | None) -> dict[str, str]:
    """The fields of front matter that the page gives, as far as front matter may hold them."""
    from trafilatura.metadata import extract_metadata

    latest = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}
    found = extract_metadata(page, default_url=url, date_config=latest, extensive=False)
    tree = LexborHTMLParser(page)
    headline = _headline(tree, found.title or "")
    root = tree.css_first("html")
    raw = {
        "title": headline or found.title,
        "publisher": found.sitename or _item(tree, "publisher") or _beside(tree, headline),
        "author": found.author or _item(tree, "author"),
        "published": found.date,
        "url": found.url,
        "language": root.attributes.get("lang") if root else None,
    }
    return {name: clean for name, value in raw.items() if (clean := _clean(name, value))}


def _headline(tree: LexborHTMLParser, title: str) -> str | None:
    """The page's first heading that begins or ends its title; None where none does."""
    for node in tree.css("h1, h2"):
        text = _text(node)
        before, is_there, after = title.partition(text) if text else ("", "", "")
        if is_there and (not before or _OPENS.search(before)) and (not after or _BETWEEN.match(after)):
            return text
    return None


def _beside(tree: LexborHTMLParser, headline: str | None) -> str | None:
    """What the title of the window says beside the headline: the name of the outlet comes first or last."""
    node = tree.css_first("title")
    title = _text(node) if node else ""
    if not headline or headline not in title:
        return None
    before, after = (re.sub(r"^\W+|[^\w.!?)]+$", "", part) for part in title.split(headline, 1))
    return (_BETWEEN.split(after)[-1] if after else _BETWEEN.split(before)[0]) or None


def _item(tree: LexborHTMLParser, name: str) -> str | None:
    """The value of the microdata property `name`, or the name of the thing it is."""
    for node in tree.css(f"[itemprop~={name}]"):
        inner = node.css_first("[itemprop~=name]") or node
        value = inner.attributes.get("content") or _text(inner)
        if value:
            return value
    return None


def _text(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _clean(name: str, value: str | None) -> str | None:
    words = " ".join(CONTROL.sub("", value or "").split())[:LONGEST_VALUE]
    if not words or (name in {"url"} and web_address(words) is None):
        return None
    try:
        if name == "published":
            return iso_date(words)
        ArticleFields.model_validate({name: words})
    except ValueError:
        return None
    return words
