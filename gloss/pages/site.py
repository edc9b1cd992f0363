"""All pages of a site from its index: views to templates to files."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from gloss.errors import EditorFileError, Problem, Problems, TemplateError
from gloss.model import Corpus, GeneratedFile, GeneratedSite, Index, NavItem, Spans
from gloss.pages import corrections, export, feeds, prose, rights
from gloss.pages.addresses import Addresses, article_folder, page_path
from gloss.pages.desk import Desk
from gloss.pages.environment import Templates
from gloss.pages.escape import front_matter
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


def generate(index: Index, corpus: Corpus, project: Project) -> GeneratedSite:
    """Everything to publish. Pure apart from reading templates, corrections and the engine's scores.

    Raises TemplateError naming template and line, EditorFileError with every problem in the
    editors' prose and in corrections.yml.
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
    files = [_file(templates, page) for page in builder.pages()]
    pages = {f.path.removesuffix("index.md"): str(f.content) for f in files}
    corrections.refuse_lost(entries, pages, project.briefings, project.root)
    root = Desk(lookup, grants, Addresses(lookup, ""))
    files += [
        GeneratedFile("data/index.json", export.index_json(root)),
        GeneratedFile("data/index.schema.json", export.schema()),
        GeneratedFile("data/quotes.csv", feeds.quotes_csv(root)),
        GeneratedFile("corrections/feed.xml", feeds.corrections_feed(root, entries)),
    ]
    doubts = review.page(lookup, _css(project))
    return GeneratedSite(
        tuple(sorted(files, key=lambda f: f.path)),
        _nav(corpus),
        tuple((a, grant.spans) for a, grant in grants.items() if grant.article.rights != "full"),
        (GeneratedFile("index.html", templates.render(doubts.template, doubts.values)),),
        tuple((a, grant.published, grant.words) for a, grant in grants.items()),
    )


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

    def pages(self) -> Iterator[Page]:
        lookup = self._lookup
        yield lists.home(self.desk(""), self._entries)
        yield from lists.actors(self.desk)
        yield from lists.quotes(self.desk)
        for item in lookup.corpus.briefings:
            folder = f"{item.slug}/"
            yield briefing.page(self.desk(folder), item, self._documents.get(item.slug))
            yield from quotes.pages(self.desk, item)
            yield figures.page(self.desk(f"{folder}figures/"), item)
            yield timeline.page(self.desk(f"{folder}timeline/"), item)
            yield relations.page(self.desk(f"{folder}relations/"), item)
        for source in lookup.corpus.articles:
            yield article.page(self.desk(article_folder(source.id)), source)
        yield from self._actors()
        yield static.method(self.desk("method/"))
        yield static.corrections(self.desk("corrections/"), self._entries)
        yield static.data(self.desk("data/"))
        yield static.search(self.desk("search/"))

    def _actors(self) -> Iterator[Page]:
        living = self._lookup.actors
        for one in self._lookup.index.actors:
            yield actor.page(self.desk(f"actors/{one.id}/"), one)
            for former in one.former_ids:
                if former not in living:
                    yield static.moved(self.desk(f"actors/{former}/"), former, one)


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
                problems.add(lookup.briefings[slug].path, citation.line, fact, remedy)
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
            return Markup(path.read_text("utf-8"))
    raise TemplateError(Problem(str(places[0]), None, "there is no such style sheet", "put it back"))
