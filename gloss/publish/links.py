"""Whether every link of a site leads to a page and an anchor that are there.

Pages are met one by one and let go of. Of each its ids are kept, of its links only where they lead,
once for all pages: a large site links to few places from many pages.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from urllib.parse import unquote, urlsplit

_PLAIN = re.compile(r"[A-Za-z0-9._-][A-Za-z0-9._/-]*(?:#[A-Za-z0-9._-]*)?")
"""A relative address that stands as it is, as most do."""
Target = tuple[str, str]
"""A path in the site and a fragment, "" for none."""


class Links:
    """Where the pages of a site lead; `base` is the path of the site's address."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._ids: dict[str, str] = {}
        self._asked: dict[str, set[str]] = {}
        self._unreadable = False

    def add(self, page: str, ids: Iterable[str], links: Iterable[str]) -> None:
        """Note a page with its ids and links."""
        self._ids[page] = "\n".join(ids)
        resolve = resolver(page, self._base)
        for link in dict.fromkeys(links):
            try:
                target = resolve(link)
            except ValueError:
                self._unreadable = True
                continue
            if target is not None:
                place, fragment = target
                self._asked.setdefault(place, set()).add(fragment)

    def broken(self, files: Collection[str]) -> Broken | None:
        """What leads nowhere among the `files` of the site; None where all is well."""
        gone, lost = set[str](), set[Target]()
        for place, fragments in self._asked.items():
            page = place if place in files else posixpath.join(place, "index.html") if place else "index.html"
            if page not in files:
                gone.add(place)
            elif page in self._ids:
                ids = {*self._ids[page].split("\n"), ""}
                lost.update((place, fragment) for fragment in fragments - ids)
        return Broken(self._base, gone, lost) if gone or lost or self._unreadable else None


class Broken:
    """Places that are not there and anchors that are on none of them, to be told page by page."""

    def __init__(self, base: str, gone: Collection[str], lost: Collection[Target]) -> None:
        self._base, self._gone, self._lost = base, gone, lost

    def on(self, page: str, links: Iterable[str]) -> Iterator[str]:
        """What is wrong with the links of one page, in their order, each once."""
        resolve = resolver(page, self._base)
        for link in dict.fromkeys(links):
            try:
                target = resolve(link)
            except ValueError:
                yield f"the link {link!r} is no address"
                continue
            if target is not None and target[0] in self._gone:
                yield f"the link {link!r} leads nowhere"
            elif target in self._lost:
                yield f"the link {link!r} leads to an anchor that is not there"


def resolver(page: str, base: str) -> Callable[[str], Target | None]:
    """From a link on `page` to where it leads; None for a link that leaves the site."""
    folder = posixpath.dirname(page)

    def resolve(link: str) -> Target | None:
        if link.startswith("#"):
            return (page, unquote(link[1:])) if len(link) > 1 else None
        if _PLAIN.fullmatch(link):
            path, _, fragment = link.partition("#")
        else:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                return None
            path, fragment = unquote(parts.path), unquote(parts.fragment)
        if path.startswith("/"):
            path = path[len(base) :] if path.startswith(base) else path
            whole = posixpath.normpath(path).strip("/")
        else:
            whole = posixpath.normpath(posixpath.join(folder, path)) if path else page
        return ("" if whole == "." else whole), fragment

    return resolve
