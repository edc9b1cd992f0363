"""Where the element that holds an article ends, and something else begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

DEEPEST = 40
"""Elements around a block that are looked at, from the innermost out."""
_MOST = 0.6
_LABEL_WORDS = 8
_STOPPED = re.compile(r"[.!?…:,;][”’\"')\]]*$")
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


class Element(NamedTuple):
    """One element of a page: its name, place in the tree and classes."""

    tag: str
    number: int
    depth: int
    classes: str


class Block(Protocol):
    """What is asked of a block of text."""

    text: str
    aside: bool
    linked: bool
    above: tuple[Element, ...]


def end_of_article(blocks: Sequence[Block], found: Collection[int], surely: Collection[int]) -> int:
    """Number of the block with which something else begins after the article; their count where nothing does.

    The article's element is the innermost that holds most words of the blocks in `found`; elements
    built like it continue it. Only a heading, a label or a link after it begins something else: a
    plain sentence may be the article's last, unless no more of those in `surely` follow.
    """
    own = _holder(blocks, found)
    if own is None:
        return len(blocks)
    held = [n for n, block in enumerate(blocks) if any(_alike(own, e) for e in block.above)]
    after = next((n for n in range(held[-1] + 1, len(blocks)) if not blocks[n].aside), None)
    if after is None or _share_article(own, blocks[held[-1]], blocks[after]):
        return len(blocks)
    over = _is_label(blocks[after]) or (surely and max(surely) < after)
    return after if over else len(blocks)


def _holder(blocks: Sequence[Block], found: Collection[int]) -> Element | None:
    weight: Counter[Element] = Counter()
    for n in found:
        for element in blocks[n].above:
            weight[element] += len(blocks[n].text.split())
    least = _MOST * sum(len(blocks[n].text.split()) for n in found)
    return max((e for e, words in weight.items() if words >= least), key=lambda e: e.depth, default=None)


def _alike(own: Element, other: Element) -> bool:
    return (own.tag, own.depth, own.classes) == (other.tag, other.depth, other.classes)


def _is_label(block: Block) -> bool:
    short = len(block.text.split()) <= _LABEL_WORDS and not _STOPPED.search(block.text)
    return block.linked or short or block.above[-1].tag in HEADINGS


def _share_article(own: Element, last: Block, after: Block) -> bool:
    """Whether the page itself says that both are of one article."""
    return any(e.tag == "article" and e.depth < own.depth and e in last.above for e in after.above)
