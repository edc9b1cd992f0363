"""Where the quotation marks open and close: regions of a text, paragraph by paragraph, without any model.

Marks of one family need not match (a straight mark may close a curly one): newspapers mix them. What
counts is the direction a mark can have where it stands. Every paragraph starts anew, so one lost mark
never costs more than its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gloss.annotate.relation import QuoteRegion
from gloss.model import Block, TextSpan

_MARK = re.compile(r"``|''|‘‘|’’|[“”„‟«»\"″‘’‛']")
_OPENING = frozenset("“„‟«")
_CLOSING = frozenset("”»")
_NEUTRAL = frozenset(('"', "″", "''", "``", "‘‘", "’’"))
_ALWAYS_OPENS = frozenset(("``", "‘‘"))
_BEFORE_OPENING = frozenset("([{—–-:…/")
_AFTER_CLOSING = frozenset(".,;:!?)]")
_SENTENCE_END = frozenset(".,!?;:…—–-)")
_SO_CALLED = re.compile(r"\bso-called\s\Z", re.IGNORECASE)


@dataclass(slots=True)
class _Mark:
    """One mark with the characters beside it (a blank at the paragraph's edge)."""

    text: str
    start: int
    end: int
    before: str
    after: str

    @property
    def looks_opening(self) -> bool:
        return (self.before.isspace() or self.before in _BEFORE_OPENING) and not self.after.isspace()

    @property
    def inside_word(self) -> bool:
        return self.before.isalnum() and self.after.isalnum()


@dataclass(slots=True)
class _Found:
    """A region inside one paragraph, offsets of the article; `mark` is the opening mark."""

    mark: _Mark
    inner_end: int
    outer_end: int
    kind: str
    closed: bool


@dataclass(slots=True)
class _Paragraph:
    marks: list[_Mark]
    found: list[_Found] = field(default_factory=list)


def is_so_called(text: str, region: QuoteRegion) -> bool:
    """Whether the words before a quotation give it away as a term: so-called “middle line”."""
    return _SO_CALLED.search(text[max(0, region.outer.start - 12) : region.outer.start]) is not None


def regions(text: str, blocks: tuple[Block, ...]) -> tuple[QuoteRegion, ...]:
    """Regions inside quotation marks, in text order, never overlapping, each within one block.

    Knows curly, straight and doubled single marks, guillemets and single marks (told from
    apostrophes), marks the wrong way round, and marks that never close: those end with their line.
    A region `continues` the one before it where a paragraph opens again after one that was left open.
    Marks nested inside a region make none of their own. Takes time linear in the text.
    """
    out: list[QuoteRegion] = []
    open_before = False
    for block in blocks:
        found = _paragraph_regions(text, block.span)
        first = _first_character(text, block.span)
        for number, item in enumerate(found):
            inner = TextSpan(item.mark.end, item.inner_end)
            if not any(character.isalnum() for character in text[inner.start : inner.end]):
                continue
            continues = open_before and number == 0 and item.mark.start == first
            out.append(
                QuoteRegion(
                    outer=TextSpan(item.mark.start, item.outer_end),
                    inner=inner,
                    marks="single" if item.kind == "single" else "double",
                    closed=item.closed,
                    continues=continues,
                )
            )
        if found or block.span.end > block.span.start:
            open_before = bool(found) and not found[-1].closed
    return tuple(out)


def _first_character(text: str, span: TextSpan) -> int:
    words = text[span.start : span.end]
    return span.start + len(words) - len(words.lstrip())


def _paragraph_regions(text: str, span: TextSpan) -> list[_Found]:
    marks = list(_marks(text, span))
    if not marks:
        return []
    double = _double_regions(text, span, [mark for mark in marks if mark.text not in "‘’‛'"])
    single = _single_regions([mark for mark in marks if mark.text in "‘’‛'"], double)
    return sorted(double + single, key=lambda item: item.mark.start)


def _marks(text: str, span: TextSpan) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, span.start, span.end):
        start, end = match.span()
        before = text[start - 1] if start > span.start else " "
        after = text[end] if end < span.end else " "
        yield _Mark(match.group(), start, end, before, after)


# --- double marks --------------------------------------------------------------------------------


def _double_regions(text: str, span: TextSpan, marks: list[_Mark]) -> list[_Found]:
    found: list[_Found] = []
    opened: _Mark | None = None
    depth = 0
    nests = _nests(marks)
    straight_left = sum(mark.text in _NEUTRAL for mark in marks)
    for mark in marks:
        straight_left -= mark.text in _NEUTRAL
        if opened is None:
            if _opens(mark):
                opened, depth = mark, 1
        elif (nests and mark.text in _OPENING) or _reopens(mark, opened, straight_left):
            depth += 1
        elif depth > 1 and (mark.text in _NEUTRAL or (nests and mark.text in _CLOSING)):
            depth -= 1
        elif _closes(mark):
            found.append(_Found(opened, mark.start, mark.end, "double", True))
            opened = None
    if opened is not None and opened.end < span.end:
        end = _line_end(text, opened.end, span.end)
        found.append(_Found(opened, end, end, "double", False))
    return found


def _nests(marks: list[_Mark]) -> bool:
    """Whether directed marks alone stand here, properly paired, some inside others."""
    depth = deepest = 0
    for mark in marks:
        if mark.text in _OPENING and mark.looks_opening:
            depth += 1
            deepest = max(deepest, depth)
        elif mark.text in _CLOSING:
            depth -= 1
        else:
            return False
        if depth < 0:
            return False
    return depth == 0 and deepest > 1


def _opens(mark: _Mark) -> bool:
    if mark.text in _OPENING or mark.text in _ALWAYS_OPENS:
        return True
    if mark.text in _CLOSING:
        return mark.before.isspace() and not mark.after.isspace()
    if mark.looks_opening:
        return True
    inches = mark.before.isdigit()
    return not inches and not mark.after.isspace() and mark.after not in _AFTER_CLOSING


def _reopens(mark: _Mark, opened: _Mark, straight_left: int) -> bool:
    """Whether a straight mark inside an open region opens a nested one: if pairs are left for both."""
    opening = mark.text in _NEUTRAL and mark.looks_opening and mark.before.isspace()
    return opening and mark.start > opened.end and straight_left >= 2 and straight_left % 2 == 0


def _closes(mark: _Mark) -> bool:
    if mark.text in _OPENING:
        return not mark.before.isspace() and not mark.after.isalnum()
    return mark.text not in _ALWAYS_OPENS


def _line_end(text: str, start: int, end: int) -> int:
    newline = text.find("\n", start, end)
    stop = newline if newline >= 0 else end
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return stop


# --- single marks --------------------------------------------------------------------------------


def _single_regions(marks: list[_Mark], double: list[_Found]) -> list[_Found]:
    """Single-marked regions outside `double`; an apostrophe opens nothing and closes nothing."""
    found: list[_Found] = []
    opened: _Mark | None = None
    tentative: _Mark | None = None
    for mark in _outside(marks, double):
        if mark is None:
            # A double-marked region in between: what stood open was an apostrophe.
            found += _settled(opened, tentative)
            opened = tentative = None
        elif mark.text != "’" and mark.looks_opening:
            found += _settled(opened, tentative)
            opened, tentative = mark, None
        elif opened is None or mark.text == "‘" or mark.before.isspace() or mark.after.isalnum():
            continue
        elif mark.before in "sS" and mark.after == " ":
            tentative = tentative or mark
        elif mark.before in _SENTENCE_END or tentative is None:
            found += _settled(opened, mark)
            opened = tentative = None
    return found + _settled(opened, tentative)


def _outside(marks: list[_Mark], double: list[_Found]) -> Iterator[_Mark | None]:
    """The marks outside every double-marked region; None where such a region lies in between."""
    at = 0
    for mark in marks:
        passed = False
        while at < len(double) and double[at].outer_end <= mark.start:
            at += 1
            passed = True
        if passed:
            yield None
        if at == len(double) or mark.start < double[at].mark.start:
            yield mark


def _settled(opened: _Mark | None, closing: _Mark | None) -> list[_Found]:
    if opened is None or closing is None:
        return []
    if opened.text == "'" and closing.start - opened.end < 3:
        return []  # rock 'n' roll
    return [_Found(opened, closing.start, closing.end, "single", True)]
