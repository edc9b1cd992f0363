"""The three gates by which strings reach a page: text, addresses and front matter.

Article text is hostile: Python-Markdown, MkDocs and a browser each have characters they act on.
All of them leave here as numeric entities, so that whoever reads the page next sees letters only.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from markupsafe import Markup

_ACTIVE = "&<>\"'`*_[]{}()#+-!|~:^$\\@=%"
# C1 controls stay as they are: as numeric references HTML reads them as Windows-1252.
_ENTITIES = {ord(c): f"&#{ord(c)};" for c in _ACTIVE}
_ENTITIES |= {code: f"&#{code};" for code in (*range(1, 32), 127)}
_ENTITIES[0] = "\ufffd"

_PLAIN_TOKENS = re.compile(r"[A-Za-z0-9_ -]*")
_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9._~/#?=;%,-]*")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def text(value: str) -> Markup:
    """`value` as HTML that shows exactly these characters and in which nothing acts."""
    return Markup(value.translate(_ENTITIES))


def finalize(value: object) -> Markup:
    """What a template prints: markup as it is, anything else through `text`; None is an error."""
    if isinstance(value, Markup):
        return value
    if value is None:
        raise TypeError("a template prints None")
    return text(str(value))


def address(path: str) -> Markup:
    """An address of this site, made of slugs and ids; raises ValueError for any other character."""
    if not _PLAIN_ADDRESS.fullmatch(path):
        raise ValueError(f"not an address of this site: {path!r}")
    return Markup(path)


def tokens(words: str) -> Markup:
    """Slugs and keywords for an id or a list in an attribute; raises ValueError for any other character."""
    if not _PLAIN_TOKENS.fullmatch(words):
        raise ValueError(f"not keywords of this site: {words!r}")
    return Markup(words)


def web_address(url: str | None) -> str | None:
    """An outside address if it is http or https with a host, percent-encoded where it must be, else None."""
    if not url or _UNPRINTABLE.search(url) or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname or parts.port == 0:
            return None
    except ValueError:
        return None
    return quote(url, safe="%/:?#[]@!$&'()*+,;=~-._")


def link(url: str | None) -> Markup | None:
    """A `web_address` as a page prints it."""
    found = web_address(url)
    return text(found) if found else None


def front_matter(values: Mapping[str, object]) -> str:
    """YAML front matter; every string is HTML-escaped, for MkDocs' templates print it as it is."""
    lines = [f"{key}: {_yaml(value)}\n" for key, value in values.items()]
    return "---\n" + "".join(lines) + "---\n"


def _yaml(value: object) -> str:
    if isinstance(value, str):
        escaped = json.dumps(html.escape(_without_controls(value)), ensure_ascii=False)
        return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped)
    return json.dumps(value)


def _without_controls(value: str) -> str:
    """White space collapsed and controls dropped: a title is one line of visible letters."""
    return " ".join(_UNPRINTABLE.sub(" ", value).split())


def script_json(value: object) -> Markup:
    """JSON that is safe inside a `<script>` element."""
    plain = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&`~\u2028\u2029\x7f":
        plain = plain.replace(character, f"\\u{ord(character):04x}")
    return Markup(plain)


def published(html: str) -> Markup:
    """A piece of the finished site, whose strings passed these gates before. Nothing else may come here."""
    return Markup(html)
