"""A small project with hand-made pages, to publish without the steps before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gloss.model import (
    Article,
    Block,
    Briefing,
    Corpus,
    GeneratedFile,
    GeneratedSite,
    NavItem,
    Spans,
    TextSpan,
)
from gloss.publish.publication import Publication, publish
from gloss.publish.record import Record
from gloss.settings import Project, load_project

CONFIG = """\
site_name: Test
plugins: []
markdown_extensions: []
theme:
  name: material
  custom_dir: templates/theme
  font: false
"""
TEXT = (
    "The harbour master of Norhaven said on Tuesday that no ship had left the port since the storm. "
    "“We are waiting for the tide,” she said. Nobody else was willing to speak to reporters that day."
)
QUOTE = "We are waiting for the tide,"


def article(text: str = TEXT, rights: str = "excerpt", name: str = "port/tide") -> Article:
    """An article of one block."""
    return Article(
        id=name,
        path=f"briefings/{name}.txt",
        briefing="port",
        text=text,
        blocks=(Block(TextSpan(0, len(text)), "text"),),
        sha256="0" * 64,
        text_sha256="0" * 64,
        rights=rights,  # type: ignore[arg-type]
        published="2024-03-05",
    )


def span_of(words: str, text: str = TEXT) -> TextSpan:
    """Where `words` stand in `text`."""
    start = text.index(words)
    return TextSpan(start, start + len(words))


def quotation(words: str = QUOTE, text: str = TEXT, name: str = "port/tide") -> str:
    """A quotation as pages mark it up."""
    span = span_of(words, text)
    return f'<q data-article="{name}" data-start="{span.start}" data-end="{span.end}">{words}</q>'


def page(path: str, body: str, title: str = "Page") -> GeneratedFile:
    """A generated page with `body` as its one block of HTML."""
    return GeneratedFile(path, f"---\ntitle: {title}\ndescription: {title}\n---\n<div>{body}</div>\n")


def generated(*files: GeneratedFile, granted: Spans | None = None) -> GeneratedSite:
    """A site of a home page, one article's page, data, and `files` besides."""
    own = (
        page("index.md", '<a href="port/">Port</a>', "Home"),
        page("port/index.md", f'<p id="p1">{quotation()}</p> <a href="#p1">1</a>', "Port"),
        GeneratedFile("data/index.json", '{"articles": []}'),
    )
    replaced = {f.path for f in files}
    kept = tuple(f for f in own if f.path not in replaced)
    nav = (NavItem("Home", "index.md"), NavItem("Port", "port/index.md"))
    return GeneratedSite(kept + files, nav, granted=(("port/tide", granted or (span_of(QUOTE),)),))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project folder with settings and an empty theme."""
    (tmp_path / "briefings").mkdir()
    (tmp_path / "templates" / "theme").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    return replace(load_project(tmp_path), shipped=None)


@pytest.fixture
def put(project: Project) -> Callable[..., Publication]:
    """Publishes a site of hand-made pages."""

    def run(site: GeneratedSite | None = None, **options: bool) -> Publication:
        corpus = Corpus((Briefing("port", "Port", "port"),), (article(),))
        return publish(project, site or generated(), corpus, Record(), environment="test", **options)

    return run
