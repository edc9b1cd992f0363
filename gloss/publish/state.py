"""What the preview shows now, shared by the builder and the readers who wait for news."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field


@dataclass(slots=True)
class PreviewState:
    """A counter that moves with every build, and the problems of the last one."""

    version: int = 0
    problems: tuple[str, ...] = ()
    _news: threading.Condition = field(default_factory=threading.Condition)

    def announce(self, problems: tuple[str, ...]) -> None:
        """Tell everybody who waits that there is another site, or what keeps it from being made."""
        with self._news:
            self.version += 1
            self.problems = problems
            self._news.notify_all()

    def wait(self, since: int, seconds: float) -> tuple[int, tuple[str, ...]]:
        """Version and problems, at once where the version is not `since`, else after news or `seconds`."""
        with self._news:
            self._news.wait_for(lambda: self.version != since, seconds)
            return self.version, self.problems
