"""What is printed: problems and notices on stderr, results on stdout."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from gloss.errors import Problem
from gloss.publish.build import Outcome


class Progress(Protocol):
    """Told what is being done, and how far it got where that can be counted."""

    def __call__(self, what: str, done: int = 0, total: int = 0) -> None: ...


def problems(found: Iterable[Problem]) -> None:
    """Print each problem on its own line, with paths as the editor would type them here."""
    for problem in found:
        say(str(replace(problem, path=shown_path(problem.path))))


def say(text: str) -> None:
    """Print a line for the person at the terminal (stderr)."""
    print(_printable(text), file=sys.stderr)


def tell(text: str) -> None:
    """Print a line of the result (stdout)."""
    print(_printable(text))


def write(text: str) -> None:
    """Write data to stdout in UTF-8, character for character, whatever the terminal's locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()


def outcome(done: Outcome, output: Path) -> None:
    """Print what a build has to say: notices first, the summary last."""
    for notice in done.notices:
        say(f"note: {notice}")
    for problem in done.open:
        say(f"note: {problem}")
    for line in done.summary:
        tell(line)
    where = shown_path(str(output))
    if done.unchanged:
        tell(f"nothing changed; {where} holds {done.pages} pages")
    else:
        tell(f"{where}: {done.pages} pages, {done.made} of them made anew")


def shown_path(path: str) -> str:
    """`path` relative to where the call stands, if it lies below."""
    if not Path(path).is_absolute():
        return path
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return path


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar on a terminal; nothing anywhere else."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield _silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description:<22}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def step(what: str, done: int = 0, total: int = 0) -> None:
            bar.update(task, description=what, completed=done, total=total or None)

        yield step


def _silent(what: str, done: int = 0, total: int = 0) -> None:
    return None


def _printable(text: str) -> str:
    """`text` on one line per line, without characters that would steer a terminal."""
    clean = "".join(c if c in {"\n", "\t"} or c.isprintable() else ascii(c)[1:-1] for c in text)
    encoding = sys.stdout.encoding or "utf-8"
    return clean.encode(encoding, "backslashreplace").decode(encoding)
