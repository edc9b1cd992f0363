"""A saved web page to the text of its article, as far as can be without losing words.

Every visible block of the page is read by a conforming parser; trafilatura only says where the
article begins and ends. What lies between is kept whole, what lies outside is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser

from gloss.errors import Problem, SourceError
from gloss.sources.container import HEADINGS, end_of_article
from gloss.sources.losses import lost_words
from gloss.sources.repair import repaired
from gloss.sources.visible import BREAKING, Seen, visible

_FIRST_LOST = 6
_SENTINEL = "\ue000"
_ANCHOR_WORDS = 5
_HANDFUL = 40
_SURE = 3
_NOT_WORDS = re.compile(r"[\W_]+")


def article_blocks(source: str, shown: str) -> tuple[tuple[str, ...], bool, tuple[str, ...]]:
    """(blocks in reading order with white space collapsed, first one is a heading, notices).

    Raises SourceError for a page that ends within a tag: no parser shows what follows its `<`.
    """
    page = repaired(source)
    body = LexborHTMLParser(page + _SENTINEL).body
    if body is None or body.text().count(_SENTINEL) <= page.count(_SENTINEL):
        fact = "the page ends within a tag or a quoted attribute that is never closed"
        raise SourceError(Problem(shown, None, fact, "close it, or save the text as .txt"))
    seen, hidden = visible(page)
    kept = _of_article(seen, _extracted(page, recall=True), _extracted(page, recall=False))
    blocks = tuple(seen[n].text for n in kept)
    heading = bool(kept) and seen[kept[0]].tag in {"h1", "h2"}
    return blocks, heading, tuple(_left_out(source, seen, kept, hidden))


def _left_out(source: str, seen: list[Seen], kept: list[int], hidden: str) -> Iterator[str]:
    """A notice for each way in which words of the page are not in the article."""
    within = set(kept)
    left = sum(len(b.text.split()) for n, b in enumerate(seen) if n not in within)
    every = sum(len(b.text.split()) for b in seen)
    if left:
        yield f"{left} of {every} words of the page stand outside the article and are left out"
    if hidden.strip():
        yield f"{len(hidden.split())} words that the page hides from its readers are left out"
    lost = lost_words(source, "\n".join([*(b.text for b in seen), hidden]), BREAKING)
    if lost:
        first = " ".join(word[:40] for word in lost[:_FIRST_LOST])
        yield (
            f"{len(lost)} words may be lost in broken markup, the first: {first}; "
            "compare the article with the page, or save its text as .txt"
        )


def _extracted(page: str, *, recall: bool) -> str:
    """Words of the article as trafilatura sees it, with `recall` rather too many; empty for none."""
    import trafilatura
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        text = trafilatura.extract(page, favor_recall=recall, include_comments=False, include_tables=True)
    except (LxmlError, ValueError, TypeError, AttributeError, IndexError, RecursionError):
        # A page that breaks the extractor is read whole: every visible block is kept.
        return ""
    return _letters(text or "")


def _found(seen: list[Seen], extracted: str) -> set[int]:
    """Numbers of the blocks that the extractor found."""
    return {
        n
        for n, block in enumerate(seen)
        if not block.aside and len(block.text.split()) >= _ANCHOR_WORDS and _letters(block.text) in extracted
    }


def _of_article(seen: list[Seen], extracted: str, surely: str) -> list[int]:
    """Numbers of the blocks from the first to the last that the extractor found, and their siblings.

    Its headline (the last h1 before) belongs to them; menus, footers and lists of links do not, nor
    does what stands beside a button. Where the extractor found little, a handful of words outside is
    rather kept than lost. Nothing found, everything but such parts is kept; and if even that is
    nothing, everything.
    """
    anchors = _found(seen, extracted)
    end = end_of_article(seen, anchors, _found(seen, surely))
    anchors = {n for n in anchors if n < end}
    parents = {seen[n].parent for n in anchors}
    first, last = min(anchors, default=0), max(anchors, default=len(seen) - 1)
    titles = [n for n, block in enumerate(seen) if block.tag == "h1" and n < first]
    own = [
        n
        for n, block in enumerate(seen[:end])
        if not block.aside and not (block.linked and n not in anchors and _is_menu(block, first <= n <= last))
    ]
    kept = [n for n in own if first <= n <= last or seen[n].parent in parents or n in titles[-1:]]
    outside, found = _words(seen, set(own) - set(kept)), _words(seen, anchors)
    whole = outside <= _HANDFUL and (len(anchors) < _SURE or found < 2 * outside)
    return (own if whole else kept) or list(range(len(seen)))


def _is_menu(block: Seen, within: bool) -> bool:
    """Whether a block of links is one of a list, or stands before or after the article."""
    return block.tag == "li" or not (within or block.tag in HEADINGS)


def _words(seen: list[Seen], numbers: Iterable[int]) -> int:
    return sum(len(seen[n].text.split()) for n in numbers)


def _letters(text: str) -> str:
    return _NOT_WORDS.sub(" ", text.casefold()).strip()
