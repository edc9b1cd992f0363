"""What the preview shows now, shared by the builder and the readers who wait for news."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

_GONE = 60.0
"""Seconds after which a page that asks for nothing is looked at no more."""


@dataclass(slots=True)
class PreviewState:
    """A counter that moves with every piece of news, and the problems of the last build."""

    version: int = 0
    problems: tuple[str, ...] = ()
    _news: threading.Condition = field(default_factory=threading.Condition)
    _seen: dict[str, float] = field(default_factory=dict)

    def announce(self, problems: tuple[str, ...]) -> None:
        """Tell everybody who waits that there are other pages, or what keeps them from being made."""
        with self._news:
            self.version += 1
            self.problems = problems
            self._news.notify_all()

    def wait(self, since: int, seconds: float, page: str | None = None) -> tuple[int, tuple[str, ...]]:
        """Version and problems, at once where the version is not `since`, else after news or `seconds`.

        `page` is the address that is looked at meanwhile.
        """
        with self._news:
            if page is not None:
                self._seen[page] = time.monotonic()
            self._news.wait_for(lambda: self.version != since, seconds)
            return self.version, self.problems

    def looked_at(self) -> frozenset[str]:
        """Addresses of pages that are open somewhere."""
        with self._news:
            since = time.monotonic() - _GONE
            self._seen = {page: seen for page, seen in self._seen.items() if seen > since}
            return frozenset(self._seen)
