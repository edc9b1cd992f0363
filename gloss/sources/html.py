"""A saved web page to the text of its article, as far as can be without losing words.

Every visible block of the page is read by a conforming parser; trafilatura only says where the
article begins and ends. What lies between is kept whole, what lies outside is counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

_UNSEEN = frozenset(
    ["head", "script", "style", "template", "noscript", "iframe", "object", "noembed", "noframes"]
)
_ASIDE = frozenset(
    ["nav", "aside", "footer", "form", "button", "select", "dialog", "menu", "datalist"],
)
_BLOCKS_SPELT = """
    address article aside blockquote body center dd details dialog div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr hgroup html li main menu nav ol option p
    plaintext pre search section summary table tbody td textarea tfoot th thead tr ul button select
    xmp
"""
_BLOCKS = frozenset(_BLOCKS_SPELT.split())
_RAW = (
    "script",
    "style",
    "textarea",
    "title",
    "template",
    "noscript",
    "iframe",
    "xmp",
    "noembed",
    "noframes",
)
_RAW_OPEN = re.compile(rf"<(?:(?P<raw>{'|'.join(_RAW)})(?=[\s/>])|!--|plaintext\b)", re.I)
_ANCHOR_WORDS = 5
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(slots=True)
class _Seen:
    """One visible block: its text, the element it stands in, and what is known of its place."""

    text: str
    tag: str
    parent: int
    aside: bool
    linked: bool


@dataclass(slots=True)
class _Walk:
    """State while walking the page in reading order."""

    found: list[_Seen] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    unseen: int = 0
    asides: int = 0
    links: int = 0
    linked: int = 0
    breaks: int = 0
    blocks: list[tuple[str, int]] = field(default_factory=lambda: [("body", 0)])


def article_blocks(source: str) -> tuple[tuple[str, ...], bool, tuple[str, ...]]:
    """(blocks in reading order with white space collapsed, first one is a heading, notices)."""
    page = _with_open_tags_as_text(source)
    seen = _visible(page)
    kept = _of_article(seen, _extracted(page))
    left = sum(len(b.text.split()) for n, b in enumerate(seen) if n not in kept)
    every = sum(len(b.text.split()) for b in seen)
    notices = (f"{left} of {every} words of the page stand outside the article and are left out",)
    blocks = tuple(seen[n].text for n in kept)
    heading = bool(kept) and seen[kept[0]].tag in {"h1", "h2"}
    return blocks, heading, notices if left else ()


def _with_open_tags_as_text(source: str) -> str:
    """`source` with tags that are opened but never closed turned into text.

    A parser takes all that follows an unclosed `<script` or `<!--` for its content: the rest of
    the article would be gone.
    """
    lower = source.lower()
    out: list[str] = []
    start = at = 0
    while found := _RAW_OPEN.search(source, at):
        closer = f"</{found['raw'].lower()}" if found["raw"] else "-->"
        tag_end = source.find(">", found.end()) if found["raw"] else found.end()
        end = -1 if "plaintext" in found[0].lower() or tag_end < 0 else lower.find(closer, tag_end)
        if end < 0:
            out += [source[start : found.start()], "&lt;"]
            start = at = found.start() + 1
        else:
            at = end + len(closer)
    out.append(source[start:])
    page = "".join(out)
    closed = page.rfind(">") + 1
    return page[:closed] + page[closed:].replace("<", "&lt;")


def _visible(page: str) -> list[_Seen]:
    """Every block of visible text, in reading order, by an iterative walk (pages nest deeply)."""
    root = LexborHTMLParser(page).root
    walk = _Walk()
    node = root
    while node is not None:
        _enter(walk, node)
        if node.first_child is not None:
            node = node.first_child
            continue
        while node is not None and node.next is None:
            _leave(walk, node)
            node = node.parent if node != root else None
        if node is not None:
            _leave(walk, node)
            node = node.next
    _flush(walk)
    return walk.found


def _enter(walk: _Walk, node: LexborNode) -> None:
    tag = node.tag or ""
    if tag == "-text":
        text = node.text_content or ""
        if not walk.unseen:
            walk.words.append(text)
            if text.strip():
                walk.breaks = 0
                walk.linked += len(text) if walk.links else 0
        return
    if tag in _BLOCKS:
        _flush(walk)
        walk.blocks.append((tag, node.mem_id))
    if tag == "br":
        walk.breaks += 1
        walk.words.append(" ")
        if walk.breaks > 1:
            _flush(walk)
    walk.words.append("“" if tag == "q" and not walk.unseen else "")
    walk.unseen += _is_unseen(node, tag)
    walk.asides += tag in _ASIDE
    walk.links += tag == "a"


def _leave(walk: _Walk, node: LexborNode) -> None:
    tag = node.tag or ""
    if tag in _BLOCKS:
        _flush(walk)
        walk.blocks.pop()
    walk.words.append("”" if tag == "q" and not walk.unseen else "")
    walk.unseen -= _is_unseen(node, tag)
    walk.asides -= tag in _ASIDE
    walk.links -= tag == "a"


def _is_unseen(node: LexborNode, tag: str) -> bool:
    if tag in _UNSEEN:
        return True
    attributes = node.attributes if tag and not tag.startswith(("-", "!")) else {}
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "hidden" in attributes or "display:none" in style


def _flush(walk: _Walk) -> None:
    text = " ".join("".join(walk.words).split())
    if text:
        tag, parent = walk.blocks[-1]
        above = walk.blocks[-2][1] if len(walk.blocks) > 1 else parent
        linked = walk.linked >= 0.9 * len(text)
        walk.found.append(_Seen(text, tag, above, walk.asides > 0, linked))
    walk.words.clear()
    walk.linked = walk.breaks = 0


def _extracted(page: str) -> str:
    """Words of the article as trafilatura sees it; empty where it finds none."""
    import trafilatura
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        text = trafilatura.extract(page, favor_recall=True, include_comments=False, include_tables=True)
    except (LxmlError, ValueError, TypeError, AttributeError, IndexError, RecursionError):
        # A page that breaks the extractor is read whole: every visible block is kept.
        return ""
    return _letters(text or "")


def _of_article(seen: list[_Seen], extracted: str) -> list[int]:
    """Numbers of the blocks from the first to the last that the extractor found, and their siblings.

    Its headline (the last h1 before) belongs to them; menus, forms and lists of links do not.
    Nothing found, everything outside such parts is kept; and if even that is nothing, everything.
    """
    anchors = {
        n
        for n, block in enumerate(seen)
        if not block.aside and len(block.text.split()) >= _ANCHOR_WORDS and _letters(block.text) in extracted
    }
    parents = {seen[n].parent for n in anchors}
    first, last = min(anchors, default=0), max(anchors, default=len(seen) - 1)
    titles = [n for n, block in enumerate(seen) if block.tag == "h1" and n < first]
    kept = [
        n
        for n, block in enumerate(seen)
        if (first <= n <= last or block.parent in parents or n in titles[-1:])
        and not block.aside
        and not (block.linked and block.tag == "li" and n not in anchors)
    ]
    return kept or list(range(len(seen)))


def _letters(text: str) -> str:
    return _NOT_WORDS.sub(" ", text.casefold()).strip()
