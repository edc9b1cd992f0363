"""What a reader sees of a saved page: its blocks of text in reading order, by a conforming parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gloss.sources.container import DEEPEST, HEADINGS, Element

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
BREAKING = frozenset([*_BLOCKS, "br", "q"])
_OFFER_WORDS = 40


@dataclass(slots=True)
class Seen:
    """One visible block: its text, the elements it stands in (innermost last), and whether it is a link."""

    text: str
    above: tuple[Element, ...]
    aside: bool
    linked: bool

    @property
    def tag(self) -> str:
        return self.above[-1].tag

    @property
    def parent(self) -> Element:
        return self.above[-2] if len(self.above) > 1 else self.above[-1]


@dataclass(slots=True)
class _Walk:
    """State while walking the page in reading order; `hidden` are words the page hides itself."""

    closed: frozenset[str]
    hidden: list[str] = field(default_factory=list)
    found: list[Seen] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    unseen: int = 0
    unread: int = 0
    asides: int = 0
    links: int = 0
    linked: int = 0
    breaks: int = 0
    asked: dict[Element, set[str]] = field(default_factory=dict)
    blocks: list[Element] = field(default_factory=lambda: [Element("body", 0, 0, "")])


def visible(page: str) -> tuple[list[Seen], str]:
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
    offers = set(_offers(walk))
    found = [replace(b, aside=True) if b.parent in offers else b for b in walk.found]
    return found, "".join(walk.hidden)


def _offers(walk: _Walk) -> Iterator[Element]:
    """Boxes of few words that ask for an address, or have a button and a heading of their own."""
    inside: dict[Element, list[Seen]] = {box: [] for box in walk.asked}
    for block in walk.found:
        if block.parent in inside:
            inside[block.parent].append(block)
    for box, blocks in inside.items():
        tags = {block.tag for block in blocks}
        short = sum(len(block.text.split()) for block in blocks) <= _OFFER_WORDS
        if short and "h1" not in tags and (walk.asked[box] & {"email", "text"} or tags & HEADINGS):
            yield box


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
    if tag in BREAKING:
        walk.hidden.append(" ")
    if tag in {"button", "input"}:
        walk.asked.setdefault(walk.blocks[-1], set()).add(node.attributes.get("type") or tag)
    if tag in _BLOCKS:
        _flush(walk)
        walk.blocks.append(Element(tag, node.mem_id, len(walk.blocks), _built(node)))
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


def _built(node: LexborNode) -> str:
    """Class of an element and its id without numbers: what elements of one kind have in common."""
    given = node.attributes
    return f"{given.get('class') or ''}#{re.sub(r'[0-9]+', '', given.get('id') or '')}"


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
        linked = walk.linked >= 0.9 * len(text)
        walk.found.append(Seen(text, tuple(walk.blocks[-DEEPEST:]), walk.asides > 0, linked))
    walk.words.clear()
    walk.linked = walk.breaks = 0
