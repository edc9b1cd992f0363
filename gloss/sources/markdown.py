"""Markdown to its visible text: what a reader would see, without addresses and marks.

Raw HTML is text like any other, shown as written. Rules that would swallow what somebody wrote
are off: reference definitions stay as lines of text, a fence's language stays above its code.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from gloss.errors import Problem, SourceError

DEEPEST = 60
"""Levels of lists and quotations that are read; deeper ones are refused, never dropped."""

_CROWDED = re.compile(r"(?:[\[\]*_`!<&\\][^\n]{0,3}){200}")


@cache
def _parser(inline: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST})
    parser.disable("reference")
    if not inline:
        parser.disable(["autolink", "backticks", "emphasis", "entity", "escape", "image", "link"])
    return parser


def visible_blocks(source: str, shown: str, first_line: int = 1) -> tuple[str, ...]:
    """Text of every block of `source` in reading order; a list's numbers stay, bullets go.

    Raises SourceError where the nesting is deeper than `DEEPEST`. Crowds of marks that no writer
    makes (hundreds in a row) are taken as written throughout, for reading them costs minutes.
    """
    tokens = _parser(not _CROWDED.search(source)).parse(source)
    blocks: list[str] = []
    number = ""
    for token in tokens:
        if token.level >= DEEPEST - 2:
            line = first_line + (token.map[0] if token.map else 0)
            fact = f"lists or quotations are nested more than {DEEPEST - 2} deep"
            raise SourceError(Problem(shown, line, fact, "take some levels out"))
        if token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        text = _block_text(token)
        if text is not None:
            blocks.append(number + text)
            number = ""
    return tuple(b for b in blocks if b.strip())


def starts_with_heading(source: str) -> bool:
    """Whether the first block of `source` is a heading."""
    return bool(re.match(r"\s*(?:#{1,6}[ \t]|[^\n]+\n(?:=+|-+)[ \t]*(?:\n|$))", source))


def _block_text(token: Token) -> str | None:
    if token.type == "inline":
        return "".join(map(_inline_text, token.children or ())).strip()
    if token.type == "fence":
        return f"{token.info.strip()}\n{token.content}".strip("\n")
    if token.type == "code_block":
        return token.content.strip("\n")
    return None


def _inline_text(token: Token) -> str:
    if token.type in {"text", "text_special", "code_inline"}:
        return token.content
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak":
        return "\n"
    return "".join(map(_inline_text, token.children or ()))
