"""What an editor gives us: articles, briefings, and ranges of their text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

Rights = Literal["full", "excerpt", "link"]
BlockKind = Literal["headline", "dateline", "text", "furniture"]


@dataclass(frozen=True, slots=True, order=True)
class TextSpan:
    """A range of the canonical text (a W3C TextPositionSelector)."""

    start: int
    end: int

    def overlaps(self, other: TextSpan) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: TextSpan) -> bool:
        return self.start <= other.start and other.end <= self.end


Spans = tuple[TextSpan, ...]


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """Exact words with the text just before and after them (W3C TextQuoteSelector)."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the canonical text; block number n (from 1) is the anchor `p<n>`."""

    span: TextSpan
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Article:
    """One source article as read: canonical text, numbered blocks and the metadata given with it.

    Metadata that nobody gave is None, never guessed. `rights` is already narrowed to what both the
    editor and the article allow. `dateline` and `agency` are what the text itself prints.
    """

    id: str
    path: str
    briefing: str
    text: str
    blocks: tuple[Block, ...]
    sha256: str
    text_sha256: str
    rights: Rights = "excerpt"
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    archive_url: str | None = None
    retrieved: str | None = None
    language: str | None = None
    agency: str | None = None
    dateline: str | None = None
    notices: tuple[str, ...] = ()

    def words_at(self, span: TextSpan) -> str:
        return self.text[span.start : span.end]

    @property
    def headline(self) -> str | None:
        """The title given, else the headline block of the text, else None."""
        if self.title:
            return self.title
        found = next((b for b in self.blocks if b.kind == "headline"), None)
        return self.words_at(found.span) if found else None

    def paragraph_at(self, offset: int) -> int:
        """Number (from 1) of the block that holds `offset`, or of the last block before it."""
        return max(1, bisect_right(self.blocks, offset, key=lambda block: block.span.start))


@dataclass(frozen=True, slots=True)
class Briefing:
    """One briefing folder: its metadata and the editor's prose (Markdown, or None without a file).

    `body_line` is the line of `path` on which the prose starts, for error messages.
    """

    slug: str
    title: str
    path: str
    date: str | None = None
    summary: str | None = None
    rights: Rights | None = None
    prose: str | None = None
    body_line: int = 1


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything the editors' folder holds. Articles are ordered by id; equal texts stand once.

    `also_in` maps the id of an article to further `(briefing, path)` places of the same text.
    `notices` say what was left aside while reading (files that are no articles, clashing names).
    """

    briefings: tuple[Briefing, ...]
    articles: tuple[Article, ...]
    also_in: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    notices: tuple[str, ...] = ()
