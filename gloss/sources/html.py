"""A saved web page to the text of its article, as far as can be without losing words.

Every visible block of the page is read by a conforming parser; trafilatura only says where the
article begins and ends. What lies between is kept whole, what lies outside is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gloss.errors import Problem, SourceError
from gloss.sources.losses import lost_words
from gloss.sources.repair import repaired

_UNSEEN = frozenset(["head", "script", "style", "template", "noscript", "iframe", "noembed", "noframes"])
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
_BREAKING = frozenset([*_BLOCKS, "br", "q"])
_FIRST_LOST = 6
_SENTINEL = "\ue000"
_ANCHOR_WORDS = 5
_HANDFUL = 40
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
    """State while walking the page in reading order; `hidden` are words the page hides itself."""

    closed: frozenset[str]
    hidden: list[str] = field(default_factory=list)
    found: list[_Seen] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    unseen: int = 0
    unread: int = 0
    asides: int = 0
    links: int = 0
    linked: int = 0
    breaks: int = 0
    blocks: list[tuple[str, int]] = field(default_factory=lambda: [("body", 0)])


def article_blocks(source: str, shown: str) -> tuple[tuple[str, ...], bool, tuple[str, ...]]:
    """(blocks in reading order with white space collapsed, first one is a heading, notices).

    Raises SourceError for a page that ends within a tag: no parser shows what follows its `<`.
    """
    page = repaired(source)
    body = LexborHTMLParser(page + _SENTINEL).body
    if body is None or body.text().count(_SENTINEL) <= page.count(_SENTINEL):
        fact = "the page ends within a tag or a quoted attribute that is never closed"
        raise SourceError(Problem(shown, None, fact, "close it, or save the text as .txt"))
    seen, hidden = _visible(page)
    kept = _of_article(seen, _extracted(page))
    blocks = tuple(seen[n].text for n in kept)
    heading = bool(kept) and seen[kept[0]].tag in {"h1", "h2"}
    return blocks, heading, tuple(_left_out(source, seen, kept, hidden))


def _left_out(source: str, seen: list[_Seen], kept: list[int], hidden: str) -> Iterator[str]:
    """A notice for each way in which words of the page are not in the article."""
    within = set(kept)
    left = sum(len(b.text.split()) for n, b in enumerate(seen) if n not in within)
    every = sum(len(b.text.split()) for b in seen)
    if left:
        yield f"{left} of {every} words of the page stand outside the article and are left out"
    if hidden.strip():
        yield f"{len(hidden.split())} words that the page hides from its readers are left out"
    lost = lost_words(source, "\n".join([*(b.text for b in seen), hidden]), _BREAKING)
    if lost:
        first = " ".join(word[:40] for word in lost[:_FIRST_LOST])
        yield (
            f"{len(lost)} words may be lost in broken markup, the first: {first}; "
            "compare the article with the page, or save its text as .txt"
        )


def _visible(page: str) -> tuple[list[_Seen], str]:
    """Every block of visible text, in reading order, and the text that the page hides.

    By an iterative walk: pages nest deeply.
    """
    root = LexborHTMLParser(page).root
    walk = _Walk(closed=frozenset(tag for tag in _ASIDE if _is_closed(page, tag)))
    node = root
    depth = 0
    while node is not None:
        _enter(walk, node)
        if node.first_child is not None:
            node, depth = node.first_child, depth + 1
            continue
        while node is not None and node.next is None:
            _leave(walk, node)
            node, depth = (node.parent, depth - 1) if depth else (None, 0)
        if node is not None:
            _leave(walk, node)
            node = node.next
    _flush(walk)
    return walk.found, "".join(walk.hidden)


def _enter(walk: _Walk, node: LexborNode) -> None:
    tag = node.tag or ""
    if tag == "-text":
        text = node.text_content or ""
        if not walk.unseen:
            walk.words.append(text)
            if text.strip():
                walk.breaks = 0
                walk.linked += len(text) if walk.links else 0
        elif not walk.unread:
            walk.hidden.append(text)
        return
    if tag in _BREAKING:
        walk.hidden.append(" ")
    if tag in _BLOCKS:
        _flush(walk)
        walk.blocks.append((tag, node.mem_id))
    if tag == "br":
        walk.breaks += 1
        walk.words.append(" ")
        if walk.breaks > 1:
            _flush(walk)
    walk.words.append("“" if tag == "q" and not walk.unseen else "")
    walk.unread += tag in _UNSEEN
    walk.unseen += tag in _UNSEEN or _is_hidden(node, tag)
    walk.asides += tag in walk.closed
    walk.links += tag == "a"


def _leave(walk: _Walk, node: LexborNode) -> None:
    tag = node.tag or ""
    if tag in _BLOCKS:
        _flush(walk)
        walk.blocks.pop()
    walk.words.append("”" if tag == "q" and not walk.unseen else "")
    walk.unread -= tag in _UNSEEN
    walk.unseen -= tag in _UNSEEN or _is_hidden(node, tag)
    walk.asides -= tag in walk.closed
    walk.links -= tag == "a"


def _is_closed(page: str, tag: str) -> bool:
    """Whether every `<tag>` has its end: one without would take the rest of the page with it."""
    return len(re.findall(f"<{tag}\\b", page, re.I)) <= len(re.findall(f"</{tag}\\b", page, re.I))


def _is_hidden(node: LexborNode, tag: str) -> bool:
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

    Its headline (the last h1 before) belongs to them; menus, footers and lists of links do not. A
    handful of words outside is rather kept than lost. Nothing found, everything but such parts is
    kept; and if even that is nothing, everything.
    """
    anchors = {
        n
        for n, block in enumerate(seen)
        if not block.aside and len(block.text.split()) >= _ANCHOR_WORDS and _letters(block.text) in extracted
    }
    parents = {seen[n].parent for n in anchors}
    first, last = min(anchors, default=0), max(anchors, default=len(seen) - 1)
    titles = [n for n, block in enumerate(seen) if block.tag == "h1" and n < first]
    own = [
        n
        for n, block in enumerate(seen)
        if not block.aside and not (block.linked and block.tag == "li" and n not in anchors)
    ]
    kept = [n for n in own if first <= n <= last or seen[n].parent in parents or n in titles[-1:]]
    outside = sum(len(seen[n].text.split()) for n in set(own) - set(kept))
    return (own if outside <= _HANDFUL else kept) or list(range(len(seen)))


def _letters(text: str) -> str:
    return _NOT_WORDS.sub(" ", text.casefold()).strip()
