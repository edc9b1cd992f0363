"""One briefing as a single file to keep or to send: its pages and its actors' ones, with styles, no script.

It is put together from the published pages, which were checked. Ids get the page's name before them,
links between the pages lead on within the file, and all others to the site where its address is known.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gloss.errors import CheckError, Problem
from gloss.pages.environment import Templates
from gloss.pages.escape import link, published
from gloss.settings import Project

STYLES = "assets/stylesheets/gloss.css"
_PARTS = ("", "quotes/", "figures/", "timeline/", "relations/", "sources/")
_REFERS = ("aria-labelledby", "aria-describedby", "for", "headers")
_ACTORS = "actors/"


def one_file(project: Project, briefing: str) -> str:
    """The file as HTML. Raises CheckError where no such briefing is published."""
    site = project.output
    if not (site / briefing / "timeline" / "index.html").is_file():  # no other page has one below it
        fact = f"no briefing {briefing!r} is published there"
        raise CheckError(Problem(str(site), None, fact, "build the site, and name a briefing by its folder"))
    own = [_Sheet(site, address) for address in _addresses(site, briefing)]
    met = {address for sheet in own for address in sheet.leads_to if address.startswith(_ACTORS)}
    people = [_Sheet(site, a) for a in sorted(met - {_ACTORS}) if (site / a / "index.html").is_file()]
    sheets = {sheet.address: sheet for sheet in (*own, *people)}
    for sheet in sheets.values():
        sheet.turn_inwards(sheets, project.site_url)
    values: dict[str, object] = {
        "title": own[0].title,
        "site_name": project.site_name,
        "href": link(urljoin(project.site_url, own[0].address)) if project.site_url else None,
        "css": published((site / STYLES).read_text("utf-8")),
        "own": own,
        "people": people,
    }
    return Templates(project.template_folders).render("onefile.html", values)


class _Sheet:
    """The content of one published page."""

    def __init__(self, site: Path, address: str) -> None:
        self.address, self.name = address, address.strip("/").replace("/", "-")
        tree = LexborHTMLParser((site / address / "index.html").read_bytes())
        self._content = _found(tree, "#content")
        for node in self._content.css("script, link, style, [hidden], nav"):
            node.decompose()
        for node in self._content.css("section[aria-labelledby]"):
            del node.attrs["aria-labelledby"]  # a landmark on its page, here one among hundreds
        self.title = _found(tree, "h1").text().strip()
        self.ids = {node.attributes["id"] or "" for node in self._content.css("[id]")} - {"content"}

    @property
    def leads_to(self) -> set[str]:
        """Addresses of pages of the site that it links to."""
        targets = (_target(self.address, node.attributes["href"] or "") for node in self._links())
        return {target[0] for target in targets if target}

    @property
    def html(self) -> str:
        """What stands in it, as it was published but for ids and links."""
        return published(self._content.inner_html or "")

    def turn_inwards(self, sheets: Mapping[str, _Sheet], site_url: str | None) -> None:
        """Give ids and links the form they have in the whole file."""
        for node in self._links():
            target = _target(self.address, node.attributes["href"] or "")
            if target and (place := self._place(target, sheets, site_url)):
                node.attrs["href"] = place
            elif target:
                del node.attrs["href"]
        for node in self._content.css("[id]"):
            node.attrs["id"] = self.anchor(node.attributes["id"] or "")
        for name in _REFERS:
            for node in self._content.css(f"[{name}]"):
                node.attrs[name] = " ".join(map(self.anchor, (node.attributes[name] or "").split()))

    def anchor(self, ident: str) -> str:
        """What an id of this page is in the whole file; "" is the page itself."""
        return f"{self.name}.{ident}" if ident in self.ids else self.name

    def _place(self, target: tuple[str, str], sheets: Mapping[str, _Sheet], site_url: str | None) -> str:
        address, fragment = target
        if address in sheets:
            return f"#{sheets[address].anchor(fragment)}"
        return urljoin(site_url, address) + (f"#{fragment}" if fragment else "") if site_url else ""

    def _links(self) -> Iterator[LexborNode]:
        yield from self._content.css("a[href]")


def _addresses(site: Path, briefing: str) -> Iterator[str]:
    """The pages of a briefing in the order in which they are read."""
    root = site / briefing
    found = sorted(p.parent.relative_to(root).as_posix() for p in root.rglob("index.html"))
    inside = [f"{name}/" if name != "." else "" for name in found]
    for part in _PARTS:
        yield from (
            f"{briefing}/{name}" for name in inside if name == part or (part and name.startswith(part))
        )


def _target(page: str, href: str) -> tuple[str, str] | None:
    """Where a link on `page` leads: address in the site and id; None for one that leaves the site."""
    path, _, fragment = href.partition("#")
    if "//" in path or ":" in path:
        return None
    whole = posixpath.normpath(posixpath.join(page, unquote(path))) if path else page.rstrip("/")
    address = "" if whole == "." else whole
    is_file = "." in posixpath.basename(address)
    return address + ("/" if address and not is_file else ""), unquote(fragment)


def _found(tree: LexborHTMLParser, selector: str) -> LexborNode:
    node = tree.css_first(selector)
    assert node is not None, selector  # noqa: S101 - every published page has it
    return node
