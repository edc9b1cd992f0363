"""Articles made from plain strings, for tests."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from gloss.model import Article, Block, BlockKind, TextSpan

_BLOCK = re.compile(r"\S(?:.*?\S)??(?=\s*\n\s*\n|\s*\Z)", re.DOTALL)


def make_article(text: str, furniture: tuple[str, ...] = (), **metadata: Any) -> Article:
    """An article with a block for every stretch between blank lines; `furniture` names such blocks."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    blocks = []
    for match in _BLOCK.finditer(text):
        kind: BlockKind = "furniture" if match.group() in furniture else "text"
        blocks.append(Block(TextSpan(match.start(), match.end()), kind))
    return Article(
        id=metadata.pop("id", "b/a"),
        path="briefings/b/sources/a.txt",
        briefing="b",
        text=text,
        blocks=tuple(blocks),
        sha256=digest,
        text_sha256=digest,
        **metadata,
    )
