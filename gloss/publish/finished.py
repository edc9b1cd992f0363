"""What MkDocs is told about our pages, as one of its plugins: they are finished, templates are strict.

Imported only while rendering, for it imports mkdocs.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from jinja2 import Undefined, UndefinedError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from gloss.model import NavItem
from gloss.pages.environment import Compiled
from gloss.settings import Project

_COMPILED = Compiled()


class FinishedPage(Page):
    """A page whose source is its content, which it holds only while it is built.

    MkDocs reads all pages before it builds the first, to know their titles. Held until then, their
    text would be most of the memory of a large build.
    """

    def read_source(self, config: Any) -> None:
        """Read the front matter; of the text only where it starts."""
        super().read_source(config)
        self._length = len(self.markdown or "")
        self.markdown = ""

    def render(self, config: Any, files: Any) -> None:
        """Nothing: there is nothing to convert."""
        self.content = ""
        self.toc = get_toc([])
        self.present_anchor_ids = set()
        self.links_to_anchors = {}

    def open(self) -> None:
        """Take what follows the front matter as the content."""
        source = self.file.content_string
        self.content = source[len(source) - self._length :].strip()

    def close(self) -> None:
        """Let go of the content."""
        self.content = ""


class Finished(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Makes every page a finished one, with its title in the navigation where it has one."""

    def __init__(self, titles: dict[str, str], strict: type[Undefined], only: Collection[str] | None) -> None:
        super().__init__()
        self._titles, self._strict, self._only = titles, strict, only

    def on_files(self, files: Any, *, config: Any) -> Any:
        for file in files.documentation_pages():
            FinishedPage(self._titles.get(file.src_uri), file, config)
        return files

    def on_nav(self, nav: Any, *, config: Any, files: Any) -> Any:
        """The navigation as it is; once it stands, what is not asked for is taken out."""
        if self._only is not None:
            for file in [f for f in files if f.src_uri not in self._only]:
                files.remove(file)
        return nav

    def on_page_context(self, context: Any, /, *, page: Any, **_: Any) -> Any:
        page.open()
        return context

    def on_post_page(self, output: str, /, *, page: Any, **_: Any) -> str:
        page.close()
        return output

    def on_env(self, env: Any, **_: Any) -> Any:
        env.undefined = self._strict
        env.bytecode_cache = _COMPILED
        return env


def finished_pages(project: Project, nav: Sequence[NavItem], only: Collection[str] | None = None) -> Finished:
    """The plugin for one build of `project`; with `only` it makes the pages of these sources alone."""
    ours = tuple(str(folder.resolve()) for folder in project.template_folders)
    return Finished(dict(_titles(nav)), _strict_in(ours), only)


def _strict_in(folders: tuple[str, ...]) -> type[Undefined]:
    """An undefined value that templates under `folders` may not print; Material's own may."""

    class Strict(Undefined):
        def __str__(self) -> str:
            if sys._getframe(1).f_code.co_filename.startswith(folders):
                raise UndefinedError(self._undefined_message)
            return ""

    return Strict


def _titles(nav: Sequence[NavItem]) -> Iterator[tuple[str, str]]:
    for item in nav:
        if item.path:
            yield item.path, item.title
        yield from _titles(item.children)
