"""Options every call knows, and the group that lets `build` be left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from gloss.settings import Project, load_project

F = TypeVar("F", bound=Callable[..., Any])
_WITH_VALUE = ("--briefings", "--output", "--scheduler")


def common(command: F) -> F:
    """Give a command `--briefings DIR` and `--output DIR`."""
    command = click.option(
        "--output", type=click.Path(path_type=Path), help="Folder to publish to (site/ unless given)."
    )(command)
    return click.option(
        "--briefings",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        help="The editors' folder (briefings/ unless given).",
    )(command)


def clustered(command: F) -> F:
    """Give a command `--scheduler ADDRESS`."""
    return click.option(
        "--scheduler", metavar="ADDRESS", help="Have the workers of this Dask scheduler read the articles."
    )(command)


def project_of(
    root: Path | None, briefings: Path | None, output: Path | None, scheduler: str | None = None
) -> Project:
    """The project to work on: where the call stands, else `root`."""
    here = Path.cwd()
    folder = here if (here / "mkdocs.yml").is_file() or root is None else root
    project = load_project(folder, _absolute(briefings), _absolute(output))
    return replace(project, scheduler=scheduler)


def _absolute(path: Path | None) -> Path | None:
    return None if path is None else Path.cwd() / path


class BuildFirst(click.Group):
    """A group whose command may stand after its options, and is `build` where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        at = self._command_at(args)
        if at is not None:
            args = [args[at], *args[:at], *args[at + 1 :]]
        elif not {"--help", "--version"} & set(args):
            args = ["build", *args]
        return super().parse_args(ctx, args)

    @staticmethod
    def _command_at(args: list[str]) -> int | None:
        """Where the first argument stands that is neither an option nor the value of one."""
        skip = False
        for at, arg in enumerate(args):
            if skip:
                skip = False
            elif arg in _WITH_VALUE:
                skip = True
            elif not arg.startswith("-"):
                return at
        return None
