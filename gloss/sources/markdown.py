"""Markdown to its visible text: what a reader would see, without addresses and marks.

Raw HTML is text as it is written. Rules that would swallow what somebody wrote
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

CROWD = 3_000
"""Marks in one paragraph above which marks are no longer read, for that would cost minutes."""

_MARKS = re.compile(r"[\[\]*_`!<&\\]")


@cache
def _parser(inline: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST})
    parser.disable(["reference", "autolink"])
    if not inline:
        parser.disable(["backticks", "emphasis", "entity", "escape", "image", "link"])
    return parser


def visible_blocks(source: str, shown: str, first_line: int = 1) -> tuple[tuple[str, ...], bool]:
    """(text of every block in reading order, whether the first is a heading).

    A list's numbers stay, its bullets go. In a text with a crowd of marks that no writer makes
    (see `CROWD`) all inline marks stay as written. Raises SourceError where lists or quotations
    are nested deeper than `DEEPEST` allows.
    """
    crowded = any(len(_MARKS.findall(part)) > CROWD for part in source.split("\n\n"))
    tokens = _parser(not crowded).parse(source)
    blocks: list[str] = []
    number = ""
    for token in tokens:
        if token.level >= DEEPEST - 2:
            line = first_line + (token.map[0] if token.map else 0)
            fact = f"lists or quotations are nested more than {DEEPEST - 2} deep"
            raise SourceError(Problem(shown, line, fact, "take some levels out"))
        text = _block_text(token)
        if token.type in {"list_item_open", "list_item_close"}:
            blocks.append(number.strip())
            number = f"{token.info}{token.markup} " if token.info and token.nesting == 1 else ""
        elif text is not None:
            blocks.append(number + text)
            number = ""
    heading = bool(tokens) and tokens[0].type == "heading_open"
    return tuple(b for b in blocks if b.strip()), heading


def _block_text(token: Token) -> str | None:
    if token.type == "inline":
        return "".join(map(_inline_text, token.children or ())).strip()
    if token.type == "fence":
        return f"{token.info.strip()}\n{token.content}".strip("\n")
    if token.type in {"code_block", "html_block"}:
        return token.content.strip("\n")
    return None


def _inline_text(token: Token) -> str:
    if token.type in {"text", "text_special", "code_inline", "html_inline"}:
        return token.content
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak":
        return "\n"
    return "".join(map(_inline_text, token.children or ()))
