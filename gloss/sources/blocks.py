"""Canonical text to numbered blocks, by rules that know no model.

Blocks are parted by blank lines. In plain text a single line break parts them too, unless it is a
wrap: in a file whose lines are filled to a common width and mostly end within a sentence, a break
before a word that would not have fit on the line. In Markdown and HTML the blocks are known, so
only blank lines count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gloss.model import Block, BlockKind, TextSpan
from gloss.sources.datelines import is_dateline
from gloss.sources.furniture import furniture

_WIDEST_WRAP = 120
_NARROWEST_WRAP = 40
_WRAPPED_SHARE = 0.7
_ENDED_SHARE = 0.5
_HEADLINE_WORDS = 25
_HEADLINE_LENGTH = 200
_ASKING_WORDS = 16
_STOPS = ".:,;"
_OPENERS = "“‘\"'«„¿¡("
_CLOSERS = "”’\"')]»"


def split_blocks(
    text: str, *, lines: bool, title: str | None = None, heading: bool = False
) -> tuple[Block, ...]:
    """The blocks of `text` in order; every character that is no white space lies in exactly one.

    `lines` lets single line breaks part blocks (plain text). `title` and `heading` (the first
    block was marked as a heading) help to know the headline.
    """
    spans = tuple(_spans(text, lines))
    words = [text[s.start : s.end] for s in spans]
    kinds = furniture(words)
    first = None
    for n, kind in enumerate(kinds):
        if kind == "text" and is_dateline(words[n]):
            kinds[n] = "dateline"
        elif kind == "text" and first is None:
            first = n
        elif kind == "text":
            break
    if first is not None and _is_headline(words, kinds, first, title, heading):
        kinds[first] = "headline"
    return tuple(Block(span, kind) for span, kind in zip(spans, kinds, strict=True))


def _is_headline(words: list[str], kinds: list[BlockKind], at: int, title: str | None, heading: bool) -> bool:
    """A first short line without a stop at its end, with running text after it."""
    block = words[at]
    if not any(kind == "text" for kind in kinds[at + 1 :]):
        return False
    if (heading and at == 0) or (title and _letters(title) == _letters(block)):
        return True
    count = len(block.split())
    end = block.rstrip(_CLOSERS)[-1:]
    if "\n" in block or len(block) > _HEADLINE_LENGTH or count > _HEADLINE_WORDS or end in _STOPS:
        return False
    wordlike = block.lstrip(_OPENERS)[:1].isalnum() and any(c.isalpha() for c in block)
    return wordlike and (end not in "?!" or count <= _ASKING_WORDS)


def _letters(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def _spans(text: str, lines: bool) -> Iterator[TextSpan]:
    """Spans of the blocks, without the white space around them."""
    run: list[TextSpan] = []
    found = list(_lines(text))
    width = _wrap_width(text, found) if lines else None
    for line in found:
        if line is None:
            yield from _parted(text, run, lines, width)
            run = []
        else:
            run.append(line)
    yield from _parted(text, run, lines, width)


def _lines(text: str) -> Iterator[TextSpan | None]:
    """Span of each line without white space around it; None for a blank one."""
    start = 0
    for line in text.split("\n"):
        kept = line.strip()
        lead = start + len(line) - len(line.lstrip())
        yield TextSpan(lead, lead + len(kept)) if kept else None
        start += len(line) + 1


def _parted(text: str, run: list[TextSpan], lines: bool, width: int | None) -> Iterator[TextSpan]:
    if not run:
        return
    start = run[0].start
    for here, following in pairwise(run):
        if lines and (width is None or _fits(text, here, following, width)):
            yield TextSpan(start, here.end)
            start = following.start
    yield TextSpan(start, run[-1].end)


def _wrap_width(text: str, found: list[TextSpan | None]) -> int | None:
    """Width the lines of the file are wrapped to, or None where they are not wrapped."""
    width = max((line.end - line.start for line in found if line), default=0)
    pairs = [(a, b) for a, b in pairwise(found) if a and b]
    if not pairs or not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return None
    wraps = sum(not _fits(text, a, b, width) for a, b in pairs)
    ends = sum(text[a.start : a.end].rstrip(_CLOSERS)[-1:] in ".!?" for a, _ in pairs)
    return width if wraps >= _WRAPPED_SHARE * len(pairs) and ends <= _ENDED_SHARE * len(pairs) else None


def _fits(text: str, here: TextSpan, following: TextSpan, width: int) -> bool:
    """Whether the next line's first word would have fit on this line: then the break is meant."""
    word = re.compile(r"\S+").match(text, following.start, following.end)
    return here.end - here.start + 1 + (len(word[0]) if word else 0) <= width
