"""The pages of a site in units that are made by themselves: one actor, one article, one briefing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal, cast

from gloss.model import Briefing, GeneratedFile
from gloss.pages import rights
from gloss.pages.addresses import Addresses, article_folder, page_path
from gloss.pages.by_briefing import ByBriefing
from gloss.pages.corrections import Correction
from gloss.pages.desk import Desk
from gloss.pages.environment import Templates
from gloss.pages.escape import front_matter
from gloss.pages.exports import EXPORTS
from gloss.pages.lookup import Lookup
from gloss.pages.names import Names
from gloss.pages.page import Page
from gloss.pages.prose import Prose
from gloss.pages.traces import Answers, Made, Watched
from gloss.pages.views import actor, article, briefing, figures, lists, quotes, relations, static, timeline


@dataclass(frozen=True, slots=True)
class World:
    """All that pages are made from."""

    lookup: Lookup
    grants: rights.Grants
    documents: Mapping[str, Prose]

    def desk(self, folder: str) -> Desk:
        return Desk(self.lookup, self.grants, Addresses(self.lookup, folder))


@dataclass(frozen=True, slots=True)
class Unit:
    """Pages that are made together: of one kind, about one id."""

    kind: Literal["general", "briefing", "article", "actor", "moved"]
    id: str = ""
    to: str = ""


GENERAL = Unit("general")
"""Home, lists and the like: they show the whole index, and are made anew by every build."""


class Builder:
    """Calls every view once for each of its pages."""

    def __init__(self, world: World, templates: Templates, entries: tuple[Correction, ...]) -> None:
        self._world, self._templates, self._entries = world, templates, entries

    def files(self, made: Made | None) -> Iterator[GeneratedFile]:
        """Every page, one after the other; with `made` only those that are not in it are made."""
        for unit in (u for group in self._groups().values() for u in group):
            if made is None or unit == GENERAL:
                yield from self._rendered(unit, self._world)
            else:
                yield from made.files(unit, self._world, partial(self._noted, unit))

    def only(self, folders: Collection[str]) -> Iterator[GeneratedFile]:
        """The pages at these addresses, as far as there are any."""
        groups = self._groups()
        for name in {_group_of(folder, groups) for folder in folders}:
            for unit in groups[name]:
                yield from (self._file(p) for p in self._pages(unit, self._world) if p.folder in folders)

    def data(self) -> Iterator[GeneratedFile]:
        """The files beside the pages, made one after the other."""
        root = self._world.desk("")
        for export in EXPORTS:
            yield GeneratedFile(export.path, export.make(root, self._entries))

    def _noted(self, unit: Unit, answers: Answers) -> Iterator[GeneratedFile]:
        """The files of a unit; all that they are made from is noted in `answers`."""
        watched = Watched(self._world, answers, parts=(Lookup, ByBriefing, Names))
        for file in self._rendered(unit, cast("World", watched)):
            yield GeneratedFile(file.path, file.text.encode("utf-8"))  # half the size where it is kept

    def _rendered(self, unit: Unit, world: World) -> Iterator[GeneratedFile]:
        return (self._file(page) for page in self._pages(unit, world))

    def _file(self, page: Page) -> GeneratedFile:
        meta = {"title": page.title, "description": page.description, **page.meta}
        body = self._templates.render(page.template, page.values)
        return GeneratedFile(page_path(page.folder), f"{front_matter(meta)}\n{body}")

    def _groups(self) -> dict[str, list[Unit]]:
        """The units that make the pages below an address; the longest address that fits a page has it.

        More than one at an address is a clash, which is for the publisher to refuse.
        """
        lookup, groups = self._world.lookup, defaultdict[str, list[Unit]](list)
        groups[""].append(GENERAL)
        for item in lookup.corpus.briefings:
            groups[f"{item.slug}/"].append(Unit("briefing", item.slug))
        for source in lookup.corpus.articles:
            groups[article_folder(source.id)].append(Unit("article", source.id))
        for one in lookup.index.actors:
            groups[f"actors/{one.id}/"].append(Unit("actor", one.id))
            for former in one.former_ids:
                if former not in lookup.actors:
                    groups[f"actors/{former}/"].append(Unit("moved", former, one.id))
        return groups

    def _pages(self, unit: Unit, world: World) -> Iterable[Page]:
        match unit.kind:
            case "general":
                return self._general(world)
            case "briefing":
                return _of_briefing(world, world.lookup.by_briefing.briefing[unit.id])
            case "article":
                desk = world.desk(article_folder(unit.id))
                return (article.page(desk, world.lookup.articles[unit.id]),)
            case "actor":
                desk = world.desk(f"actors/{unit.id}/")
                return (actor.page(desk, world.lookup.actors[unit.id]),)
            case "moved":
                desk = world.desk(f"actors/{unit.id}/")
                return (static.moved(desk, unit.id, world.lookup.actors[unit.to]),)

    def _general(self, world: World) -> Iterator[Page]:
        yield lists.home(world.desk(""), self._entries)
        yield from lists.actors(world.desk)
        yield from lists.quotes(world.desk)
        yield static.method(world.desk("method/"))
        yield static.corrections(world.desk("corrections/"), self._entries)
        yield static.data(world.desk("data/"))
        yield static.search(world.desk("search/"))


def _of_briefing(world: World, item: Briefing) -> Iterator[Page]:
    folder = f"{item.slug}/"
    yield briefing.page(world.desk(folder), item, world.documents.get(item.slug))
    yield from quotes.pages(world.desk, item)
    yield figures.page(world.desk(f"{folder}figures/"), item)
    yield timeline.page(world.desk(f"{folder}timeline/"), item)
    yield relations.page(world.desk(f"{folder}relations/"), item)


def _group_of(folder: str, groups: Container[str]) -> str:
    """The longest address at or above `folder` that a group has; "" is always one."""
    while folder not in groups:
        folder = folder[: folder.rstrip("/").rfind("/") + 1]
    return folder
