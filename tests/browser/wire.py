"""What a page loads, weighed as a server that compresses would send it, and how far it moves meanwhile."""

from __future__ import annotations

import gzip
from typing import Any

SHIFT = """new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value; }))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 300);
})"""
"""Cumulative layout shift so far, as a promise."""
_TEXT = (".html", ".css", ".js", ".json", ".svg", "/")


class Wire:
    """Collects the responses of `page` from now on."""

    def __init__(self, page: Any) -> None:
        self._responses: list[Any] = []
        page.on("response", self._keep)

    def _keep(self, response: Any) -> None:
        self._responses.append(response)

    def total(self) -> int:
        """Bytes of all bodies: text compressed, anything else as it is."""
        return sum(map(_weight, self._responses))

    def of(self, url: str) -> int:
        """Bytes of the response from `url`."""
        return sum(_weight(r) for r in self._responses if r.url == url)


def _weight(response: Any) -> int:
    if response.status != 200:
        return 0
    body: bytes = response.body()
    path = response.url.partition("?")[0].partition("#")[0]
    return len(gzip.compress(body, 6)) if path.endswith(_TEXT) else len(body)
