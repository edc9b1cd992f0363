"""What two conforming parsers make of a page, and what on it acts that the site did not put there."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
from selectolax.lexbor import LexborHTMLParser

_SPELT = """
    html head body meta title link script header nav main footer section article aside div span p a ul ol li
    dl dt dd h1 h2 h3 h4 h5 h6 q blockquote b i em strong small sup sub time bdi bdo abbr cite code pre mark
    ins del s u br hr wbr table caption thead tbody tfoot tr th td colgroup col details
    summary figure figcaption fieldset legend
    button input label form select option dialog noscript progress meter svg g path rect circle line text use
"""
TAGS = frozenset(_SPELT.split())
"""Every element the site's own templates may use."""
_SCHEMES = {"", "http", "https", "mailto"}
_ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "background", "srcset", "xlink:href")


def texts(page: str) -> tuple[str, str]:
    """The words of the page's body as lexbor and as html5lib read it, white space collapsed."""
    one = LexborHTMLParser(page).body
    assert one is not None
    body = html5lib.parse(page, namespaceHTMLElements=False).find("body")
    return " ".join(one.text().split()), " ".join("".join(body.itertext()).split())


def acting(page: str, head: frozenset[str]) -> list[str]:
    """What on the page could act and is none of the site's own; `head` is what `head_of` gave."""
    found = []
    for node in LexborHTMLParser(page).css("*"):
        tag, attributes = node.tag or "", node.attributes
        if tag not in TAGS:
            found.append(f"<{tag}>")
        if (
            tag in {"script", "meta", "link", "style", "base"}
            and _kind(tag, attributes, node.text()) not in head
        ):
            found.append(f"{tag}: {dict(attributes)}")
        for name, value in attributes.items():
            if name.startswith("on") or name == "style":
                found.append(f"{name}={value}")
            if name in _ADDRESSES and urlsplit((value or "").strip()).scheme.lower() not in _SCHEMES:
                found.append(f"{name}={value}")
            if name in {"src", "srcset", "poster", "background"} and urlsplit(value or "").netloc:
                found.append(f"{name}={value}")
    return found


def head_of(site: Path) -> frozenset[str]:
    """The kinds of script, meta and link elements that the pages of a plain site have."""
    kinds = set()
    for path in site.rglob("*.html"):
        for node in LexborHTMLParser(path.read_text("utf-8")).css("script, meta, link, style, base"):
            kinds.add(_kind(node.tag or "", node.attributes, node.text()))
    return frozenset(kinds)


def _kind(tag: str, attributes: dict[str, str | None], text: str) -> str:
    """An element without what differs from page to page."""
    if tag == "script" and attributes.get("type") == "application/ld+json":
        return "data"
    if tag == "script" and not attributes.get("src"):
        return "script " + b64encode(hashlib.sha256(text.encode()).digest()).decode()
    kept = {name: (value or "") for name, value in attributes.items() if name not in {"content", "sizes"}}
    kept |= {name: kept[name].rpartition("../")[2] for name in ("src", "href") if name in kept}
    return f"{tag} {sorted(kept.items())}"
