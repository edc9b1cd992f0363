"""What goes to the publisher."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gloss.model.given import Spans


@dataclass(frozen=True, slots=True)
class GeneratedFile:
    """One file of the generated tree; `path` is relative to it, with forward slashes."""

    path: str
    content: str | bytes

    @property
    def text(self) -> str:
        """The content of a file that holds text."""
        return self.content if isinstance(self.content, str) else self.content.decode("utf-8")


@dataclass(frozen=True, slots=True)
class NavItem:
    title: str
    path: str = ""
    children: tuple[NavItem, ...] = ()


@dataclass(frozen=True, slots=True)
class GeneratedSite:
    """Everything publishing needs: pages and data, navigation, and what rights grant.

    `files` may be made only as they are asked for, so that a large site is never whole in memory.
    `granted` holds, for every article that is not `full`, the spans whose words may stand on the
    site. `review` files are shown by `serve` and written beside the site, never into it.
    """

    files: Iterable[GeneratedFile]
    nav: tuple[NavItem, ...]
    granted: tuple[tuple[str, Spans], ...] = ()
    review: tuple[GeneratedFile, ...] = ()
    words: tuple[tuple[str, int, int], ...] = field(default=())
    """(article id, words published, words in all)."""
