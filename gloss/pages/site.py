"""All pages of a site from its index: views to templates to files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from markupsafe import Markup

from gloss.errors import EditorFileError, Problem, Problems, TemplateError
from gloss.model import Actor, Article, Briefing, Corpus, GeneratedFile, GeneratedSite, Index, NavItem, Spans
from gloss.pages import corrections, prose, rights
from gloss.pages.addresses import Addresses, article_folder, page_path
from gloss.pages.desk import Desk
from gloss.pages.environment import Templates
from gloss.pages.escape import front_matter
from gloss.pages.exports import EXPORTS
from gloss.pages.lookup import Lookup
from gloss.pages.page import Page
from gloss.pages.views import (
    actor,
    article,
    briefing,
    figures,
    lists,
    quotes,
    relations,
    review,
    static,
    timeline,
)
from gloss.settings import Project

MOST_IN_NAV = 40
"""Briefings in the navigation; MkDocs' cost grows with pages times entries."""
CSS = "theme/assets/stylesheets/gloss.css"


def generate(
    index: Index, corpus: Corpus, project: Project, only: Collection[str] | None = None
) -> GeneratedSite:
    """What `prepare` gives, with all files made, in order of their paths."""
    site = prepare(index, corpus, project, only)
    return replace(site, files=tuple(sorted(site.files, key=lambda f: f.path)))


def prepare(
    index: Index, corpus: Corpus, project: Project, only: Collection[str] | None = None
) -> GeneratedSite:
    """Everything to publish, or with `only` just the pages at these addresses ("" or "x/y/").

    Files are made as they are asked for, each time anew. Pure apart from reading templates,
    corrections and the engine's scores. With `only` it tells of no rights. Raises EditorFileError with
    every problem in the editors' prose and in corrections.yml; its files raise TemplateError naming
    template and line, and EditorFileError where a correction names what no page holds.
    """
    lookup = Lookup(index, corpus, project)
    problems = Problems()
    documents = {b.slug: prose.read(b, lookup, problems) for b in corpus.briefings if b.prose}
    problems.raise_as(EditorFileError)
    slugs = frozenset(b.slug for b in corpus.briefings)
    entries = corrections.read(project.briefings, project.root, slugs)
    grants = rights.grants(lookup, _cited(documents))
    _refuse_long_citations(lookup, grants, documents)
    builder = _Builder(lookup, grants, documents, entries)
    templates = Templates(project.template_folders)
    doubts = review.page(lookup, _css(project))
    whole = grants if only is None else {}
    return GeneratedSite(
        _Files(builder, templates, only),
        _nav(corpus),
        tuple((a, grant.spans) for a, grant in whole.items() if grant.article.rights != "full"),
        (GeneratedFile("index.html", templates.render(doubts.template, doubts.values)),),
        tuple((a, grant.published, grant.words) for a, grant in whole.items()),
    )


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a site, made anew each time they are gone through; with `only` pages alone."""

    builder: _Builder
    templates: Templates
    only: Collection[str] | None

    def __iter__(self) -> Iterator[GeneratedFile]:
        corrected, pages = self.builder.corrected(), dict[str, str]()
        for page in self.builder.pages(self.only):
            file = _file(self.templates, page)
            if page.folder in corrected:
                pages[page.folder] = str(file.content)
            yield file
        if self.only is None:
            self.builder.refuse_lost(pages)
            yield from self.builder.data()


class _Builder:
    """Calls every view once for each of its pages."""

    def __init__(
        self,
        lookup: Lookup,
        grants: rights.Grants,
        documents: dict[str, prose.Prose],
        entries: tuple[corrections.Correction, ...],
    ) -> None:
        self._lookup, self._grants = lookup, grants
        self._documents, self._entries = documents, entries

    def desk(self, folder: str) -> Desk:
        return Desk(self._lookup, self._grants, Addresses(self._lookup, folder))

    def pages(self, only: Collection[str] | None = None) -> Iterator[Page]:
        """Every page, or with `only` those at these addresses."""
        groups = self._groups()
        for name in groups if only is None else {_group_of(folder, groups) for folder in only}:
            for pages in groups[name]:
                yield from (page for page in pages() if only is None or page.folder in only)

    def corrected(self) -> frozenset[str]:
        """Addresses that corrections name."""
        return frozenset(entry.folder for entry in self._entries)

    def refuse_lost(self, pages: Mapping[str, str]) -> None:
        """Raise EditorFileError for corrections of what `pages`, by address, do not hold."""
        project = self._lookup.project
        corrections.refuse_lost(self._entries, pages, project.briefings, project.root)

    def data(self) -> Iterator[GeneratedFile]:
        """The files beside the pages, made one after the other."""
        root = self.desk("")
        for export in EXPORTS:
            yield GeneratedFile(export.path, export.make(root, self._entries))

    def _groups(self) -> dict[str, list[Callable[[], Iterable[Page]]]]:
        """What makes the pages below an address; the longest address that fits a page has it.

        More than one at an address is a clash, which is for the publisher to refuse.
        """
        lookup, groups = self._lookup, defaultdict[str, list[Callable[[], Iterable[Page]]]](list)
        groups[""].append(self._general)
        for item in lookup.corpus.briefings:
            groups[f"{item.slug}/"].append(partial(self._briefing, item))
        for source in lookup.corpus.articles:
            groups[article_folder(source.id)].append(partial(self._article, source))
        for one in lookup.index.actors:
            groups[f"actors/{one.id}/"].append(partial(self._actor, one))
            for former in one.former_ids:
                if former not in lookup.actors:
                    groups[f"actors/{former}/"].append(partial(self._moved, former, one))
        return groups

    def _general(self) -> Iterator[Page]:
        yield lists.home(self.desk(""), self._entries)
        yield from lists.actors(self.desk)
        yield from lists.quotes(self.desk)
        yield static.method(self.desk("method/"))
        yield static.corrections(self.desk("corrections/"), self._entries)
        yield static.data(self.desk("data/"))
        yield static.search(self.desk("search/"))

    def _briefing(self, item: Briefing) -> Iterator[Page]:
        folder = f"{item.slug}/"
        yield briefing.page(self.desk(folder), item, self._documents.get(item.slug))
        yield from quotes.pages(self.desk, item)
        yield figures.page(self.desk(f"{folder}figures/"), item)
        yield timeline.page(self.desk(f"{folder}timeline/"), item)
        yield relations.page(self.desk(f"{folder}relations/"), item)

    def _article(self, source: Article) -> Iterator[Page]:
        yield article.page(self.desk(article_folder(source.id)), source)

    def _actor(self, one: Actor) -> Iterator[Page]:
        yield actor.page(self.desk(f"actors/{one.id}/"), one)

    def _moved(self, former: str, one: Actor) -> Iterator[Page]:
        yield static.moved(self.desk(f"actors/{former}/"), former, one)


def _group_of(folder: str, groups: Container[str]) -> str:
    """The longest address at or above `folder` that a group has; "" is always one."""
    while folder not in groups:
        folder = folder[: folder.rstrip("/").rfind("/") + 1]
    return folder


def _cited(documents: dict[str, prose.Prose]) -> dict[str, Spans]:
    found: dict[str, Spans] = {}
    for document in documents.values():
        for citation in document.citations:
            if citation.words:
                found[citation.article] = (*found.get(citation.article, ()), citation.words)
    return found


def _refuse_long_citations(lookup: Lookup, grants: rights.Grants, documents: dict[str, prose.Prose]) -> None:
    """Raise EditorFileError where prose cites more of an article than may be published."""
    problems, share = Problems(), lookup.project.settings.excerpt_share
    for slug, document in documents.items():
        for citation in document.citations:
            grant = grants[citation.article]
            if citation.words and grant.article.rights == "excerpt" and grant.published > grant.words * share:
                fact = f"the words cited from {citation.article} exceed the {share:.0%} that may be published"
                remedy = "cite fewer words, or grant full rights to its articles"
                problems.add(lookup.by_briefing.briefing[slug].path, citation.line, fact, remedy)
    problems.raise_as(EditorFileError)


def _file(templates: Templates, page: Page) -> GeneratedFile:
    meta = {"title": page.title, "description": page.description, **page.meta}
    body = templates.render(page.template, page.values)
    return GeneratedFile(page_path(page.folder), f"{front_matter(meta)}\n{body}")


def _nav(corpus: Corpus) -> tuple[NavItem, ...]:
    """Index pages only: MkDocs renders the navigation into every page."""
    newest = sorted(sorted(corpus.briefings, key=lambda b: b.slug), key=lambda b: b.date or "", reverse=True)
    return (
        NavItem("Home", "index.md"),
        NavItem(
            "Briefings", children=tuple(NavItem(b.title, f"{b.slug}/index.md") for b in newest[:MOST_IN_NAV])
        ),
        NavItem("People and bodies", "actors/index.md"),
        NavItem("Quotes", "quotes/index.md"),
        NavItem("Method", "method/index.md"),
        NavItem("Corrections", "corrections/index.md"),
        NavItem("Data", "data/index.md"),
    )


def _css(project: Project) -> Markup:
    """The editors' style sheet as it is, for the review page, which stands alone."""
    places = [folder / CSS for folder in project.template_folders]
    for path in places:
        if path.is_file():
            return Markup(path.read_text("utf-8"))  # noqa: S704 - a file of the theme
    raise TemplateError(Problem(str(places[0]), None, "there is no such style sheet", "put it back"))
