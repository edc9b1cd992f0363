"""Make the pages somebody looks at before all others, straight into the preview.

They are what the whole build makes of them, for index, views, templates and theme are the same; the
whole build follows and checks them.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from gloss.model import Corpus, GeneratedFile, GeneratedSite, Index, NavItem
from gloss.pages import generate
from gloss.publish.publication import epoch_of
from gloss.publish.render import render
from gloss.publish.tree import address_of, write_tree
from gloss.publish.whole import write_whole
from gloss.settings import Project

ASSETS = "assets"


def make_first(project: Project, corpus: Corpus, index: Index, addresses: Collection[str]) -> int:
    """How many of the pages at `addresses` ("" or "x/y/") were made in `project.output`.

    Styles, scripts and the review page are brought up to date with them. What has no page is left
    out. Raises GlossError for an error in what makes the pages.
    """
    site = generate(index, corpus, project, addresses)
    write_tree(site.review, project.build / "review")
    for source, name in _assets(project):
        _replace(source.read_bytes(), project.output / ASSETS / name)
    wanted = [file.path for file in site.files]
    if wanted:
        work = project.build / "first"
        shutil.rmtree(work / "site", ignore_errors=True)
        write_tree((*site.files, *_stand_ins(site)), work / "docs")
        render(project, work / "docs", work / "site", site.nav, epoch_of(corpus), only=wanted)
        for path in wanted:
            _replace((work / "site" / address_of(path)).read_bytes(), project.output / address_of(path))
    return len(wanted)


def _stand_ins(site: GeneratedSite) -> Iterator[GeneratedFile]:
    """Empty sources for the pages the navigation names, which need to be there and no more."""
    made = {file.path for file in site.files}
    return (GeneratedFile(path, "") for path in _named(site.nav) if path not in made)


def _named(nav: Sequence[NavItem]) -> Iterator[str]:
    for item in nav:
        if item.path:
            yield item.path
        yield from _named(item.children)


def _assets(project: Project) -> Iterator[tuple[Path, str]]:
    """The theme's own files with their names below `assets/`; the site's before the program's."""
    found: dict[str, Path] = {}
    for folder in project.template_folders:
        place = folder / "theme" / ASSETS
        for path in place.rglob("*"):
            if path.is_file() and not path.name.startswith("."):
                found.setdefault(path.relative_to(place).as_posix(), path)
    return ((path, name) for name, path in sorted(found.items()))


def _replace(content: bytes, place: Path) -> None:
    """Write `content` to `place` in one step, where it is not there already."""
    if place.is_file() and place.read_bytes() == content:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    write_whole(place, content)
