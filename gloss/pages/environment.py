"""The Jinja environment: autoescape on, undefined names fail, no filter but `length`.

Filters such as `join` escape for HTML only; without them every string passes `escape.finalize`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from gloss.errors import Problem, TemplateError
from gloss.pages import escape

_LINES = re.compile(r"\n\s*")


class Compiled(jinja2.BytecodeCache):
    """Compiled templates by their source, for a program that makes environments again and again."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = Compiled()


class Templates:
    """Page templates, compiled once; a template of an earlier folder stands for one of a later."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(self._folders),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            finalize=escape.finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_COMPILED,
        )
        self._environment.filters = {"length": len}

    def render(self, name: str, values: dict[str, object]) -> str:
        """The page as HTML without indentation; raises TemplateError with template and line."""
        try:
            page = self._environment.get_template(name).render(values)
        except jinja2.TemplateSyntaxError as error:
            raise self._error(error.name or name, error.lineno, error.message or "syntax error") from None
        except jinja2.TemplateNotFound as error:
            raise self._error(name, None, f"there is no template {error.name!r}") from None
        except Exception as error:  # a template may divide by nothing or call itself for ever
            if isinstance(error, (OSError, MemoryError)):
                raise
            place, line = self._place(error, name)
            raise self._error(place, line, str(error)) from error
        return _LINES.sub("\n", page).strip() + "\n"

    def _error(self, name: str, line: int | None, fact: str) -> TemplateError:
        places = [folder / name for folder in self._folders]
        place = next((path for path in places if path.is_file()), places[0])
        return TemplateError(Problem(str(place), line, fact, "correct the template"))

    def _place(self, error: BaseException, name: str) -> tuple[str, int | None]:
        """The innermost template frame of the traceback: Jinja rewrites them to template lines."""
        place: tuple[str, int | None] = (name, None)
        trace = error.__traceback__
        while trace is not None:
            path = Path(trace.tb_frame.f_code.co_filename)
            for folder in self._folders:
                if path.is_relative_to(folder):
                    place = (path.relative_to(folder).as_posix(), trace.tb_lineno)
                    break
            trace = trace.tb_next
        return place
