"""Have MkDocs turn the generated tree into pages, in this process.

A page of ours is finished HTML. Bare MkDocs gives the same page from it; here it is handed to the
theme as it stands, without Python-Markdown, which takes most of MkDocs' time and is one more reader
of article text that could interpret it. Every warning MkDocs logs is a problem, every template
error names its template and line.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from gloss.errors import EditorFileError, GlossError, Problem, Problems, TemplateError
from gloss.model import NavItem
from gloss.publish.search import can_search
from gloss.settings import Project

_REFUSED = ("plugins", "markdown_extensions", "hooks", "nav")


def render(
    project: Project,
    docs: Path,
    destination: Path,
    nav: Sequence[NavItem],
    epoch: int,
    *,
    dirty: bool = False,
    only: Collection[str] | None = None,
) -> None:
    """Build the pages of `docs` into `destination` with the project's theme.

    `epoch` stands for the time of the build wherever a page asks for one. With `dirty` only pages
    older than their source are made; with `only` those whose sources it names, and nothing beside
    them. Raises TemplateError or EditorFileError.
    """
    with _environment(epoch), _logged() as warnings:
        from mkdocs.commands.build import build
        from mkdocs.exceptions import Abort, BuildError, ConfigurationError

        from gloss.publish.finished import finished_pages

        try:
            config = _config(project, docs, destination, nav)
            config.plugins["gloss"] = finished_pages(project, nav, only)
            if only is not None:
                _without_files(config.theme)
            build(config, dirty=dirty)
        except (Abort, BuildError, ConfigurationError) as error:
            raise EditorFileError(*_problems(project, warnings), _abort(project, error)) from None
        except GlossError:
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise _template_error(project, error) from error
    problems = _problems(project, warnings)
    if problems:
        raise EditorFileError(*problems)


def _config(project: Project, docs: Path, destination: Path, nav: Sequence[NavItem]) -> Any:
    from mkdocs.config import load_config

    _refuse_settings(project)
    config = load_config(
        str(project.config),
        docs_dir=str(docs),
        site_dir=str(destination),
        nav=[nav_entry(item) for item in nav],
        not_in_nav="*",
        plugins=[],
        markdown_extensions=[],
        hooks=[],
    )
    config.extra["search"] = can_search()
    after = 1 if config.theme.custom_dir else 0
    config.theme.dirs[after:after] = [d for d in _themes(project) if d not in config.theme.dirs]
    return config


def _without_files(theme: Any) -> None:
    """Have MkDocs leave out the theme's own files and pages, which it lists one by one."""
    env = theme.get_env()
    env.list_templates = lambda *_, **__: []
    theme.get_env = lambda: env
    theme.static_templates.clear()


def _themes(project: Project) -> list[str]:
    """Folders that stand before Material's own: what the site overrides, then what the program does."""
    found = [folder / "theme" for folder in project.template_folders]
    return [str(folder) for folder in found if folder.is_dir()]


def _refuse_settings(project: Project) -> None:
    """Raise EditorFileError for settings of MkDocs that would let something interpret the pages."""
    given = YAML(typ="rt").load(StringIO(project.config.read_text("utf-8")))
    problems = Problems()
    for key in _REFUSED:
        if given.get(key):
            fact = f"{key} is set, but pages are finished before MkDocs sees them"
            problems.add(str(project.config), given.lc.key(key)[0] + 1, fact, f"delete {key}")
    problems.raise_as(EditorFileError)


def nav_entry(item: NavItem) -> dict[str, Any]:
    """A navigation item as mkdocs.yml would say it."""
    if item.children:
        return {item.title: [nav_entry(child) for child in item.children]}
    return {item.title: item.path}


@contextmanager
def _environment(epoch: int) -> Iterator[None]:
    wanted = {"SOURCE_DATE_EPOCH": str(epoch), "NO_MKDOCS_2_WARNING": "1"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _logged() -> Iterator[list[str]]:
    logger = logging.getLogger("mkdocs")
    collector, propagate, level = _Collector(), logger.propagate, logger.level
    logger.addHandler(collector)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield collector.messages
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagate
        logger.setLevel(level)


def _problems(project: Project, messages: Sequence[str]) -> list[Problem]:
    return [
        Problem(str(project.config), None, f"MkDocs warns: {message.strip()}", "correct what it names")
        for message in dict.fromkeys(messages)
        if "A 'dirty' build is being performed" not in message
    ]


def _abort(project: Project, error: Exception) -> Problem:
    said = str(error).strip()
    return Problem(str(project.config), None, f"MkDocs gave up: {said}", "correct what it names")


def _template_error(project: Project, error: Exception) -> Exception:
    """The problem in the theme template that raised `error`; `error` itself where none did."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        place = error.filename or error.name or str(project.templates)
        return TemplateError(
            Problem(place, error.lineno, error.message or "syntax error", "correct the template")
        )
    own = tuple(str(folder.resolve()) for folder in project.template_folders)
    place, line = "", None
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith(own) or (name.endswith(".html") and not place):
            place, line = name, trace.tb_lineno
        trace = trace.tb_next
    if not place:
        return error
    fact = f"there is no template {error.name}" if isinstance(error, TemplateNotFound) else str(error)
    return TemplateError(Problem(place, line, fact, "correct the template"))
