"""All pages of a site from its index: views to templates to files."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from gloss.errors import EditorFileError, Problem, Problems, TemplateError
from gloss.model import Corpus, GeneratedFile, GeneratedSite, Index, NavItem, Spans
from gloss.pages import corrections, prose, rights
from gloss.pages.addresses import page_path
from gloss.pages.builder import Builder, World
from gloss.pages.environment import Templates
from gloss.pages.lookup import Lookup
from gloss.pages.traces import Made
from gloss.pages.views import review
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
    index: Index,
    corpus: Corpus,
    project: Project,
    only: Collection[str] | None = None,
    made: Made | None = None,
) -> GeneratedSite:
    """Everything to publish, or with `only` just the pages at these addresses ("" or "x/y/").

    Files are made as they are asked for, each time anew but for what `made` holds already. Pure apart
    from reading templates, corrections and the engine's scores. With `only` it tells of no rights.
    Raises EditorFileError with every problem in the editors' prose and in corrections.yml; its files
    raise TemplateError naming template and line, and EditorFileError where a correction names what no
    page holds.
    """
    lookup = Lookup(index, corpus, project)
    problems = Problems()
    documents = {b.slug: prose.read(b, lookup, problems) for b in corpus.briefings if b.prose}
    problems.raise_as(EditorFileError)
    slugs = frozenset(b.slug for b in corpus.briefings)
    entries = corrections.read(project.briefings, project.root, slugs)
    grants = rights.grants(lookup, _cited(documents))
    _refuse_long_citations(lookup, grants, documents)
    templates = Templates(project.template_folders)
    builder = Builder(World(lookup, grants, documents), templates, entries)
    doubts = review.page(lookup, _css(project))
    whole = grants if only is None else {}
    return GeneratedSite(
        _Files(builder, entries, project, only, made),
        _nav(corpus),
        tuple((a, grant.spans) for a, grant in whole.items() if grant.article.rights != "full"),
        (GeneratedFile("index.html", templates.render(doubts.template, doubts.values)),),
        tuple((a, grant.published, grant.words) for a, grant in whole.items()),
    )


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a site, made anew each time they are gone through; with `only` pages alone."""

    builder: Builder
    entries: tuple[corrections.Correction, ...]
    project: Project
    only: Collection[str] | None
    made: Made | None

    def __iter__(self) -> Iterator[GeneratedFile]:
        if self.only is not None:
            yield from self.builder.only(self.only)
            return
        corrected = {page_path(entry.folder): entry.folder for entry in self.entries}
        pages = dict[str, str]()
        for file in self.builder.files(self.made):
            if file.path in corrected:
                pages[corrected[file.path]] = file.text
            yield file
        corrections.refuse_lost(self.entries, pages, self.project.briefings, self.project.root)
        yield from self.builder.data()
        if self.made is not None:
            self.made.end()


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
