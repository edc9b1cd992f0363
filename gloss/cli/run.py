"""Run one command and turn whatever goes wrong into words and an exit code.

0 done; 1 the editor's files need attention; 2 wrong usage; 3 the machine; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from gloss.cli import report
from gloss.errors import GlossError, MachineError, Problem, reinstall

DONE, USAGE, MACHINE, INTERRUPTED = 0, 2, 3, 130


def main(arguments: Sequence[str] | None = None, root: Path | None = None) -> int:
    """The exit code of one call; `root` is the site's folder where the call does not stand in one."""
    from gloss.cli.commands import app

    os.umask(0o022)  # what is published is there to be read, whatever the editor's own habit
    given = None if arguments is None else list(arguments)
    try:
        code = app.main(args=given, standalone_mode=False, obj=root)
    except (Exception, KeyboardInterrupt) as error:
        return _explained(error)
    return code if isinstance(code, int) else DONE


def _explained(error: BaseException) -> int:
    """The exit code for `error`, after it was put in words."""
    match error:
        case click.ClickException():
            error.show()
            code = USAGE
        case click.Abort() | KeyboardInterrupt():
            report.say("interrupted; the published site is as it was")
            code = INTERRUPTED
        case BrokenPipeError():
            # Whoever read our output stopped reading; there is nobody left to tell.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = DONE
        case _:
            told = _as_gloss_error(error)
            report.problems(told.problems)
            code = told.exit_code
    if os.environ.get("GLOSS_DEBUG") and code == MACHINE:
        traceback.print_exception(error)
    return code


def _as_gloss_error(error: BaseException) -> GlossError:
    match error:
        case GlossError():
            return error
        case MemoryError():
            problem = Problem("this machine", None, "there is not enough memory", "close other programs")
        case ModuleNotFoundError():
            problem = Problem("this Python", None, f"it lacks the package {error.name}", reinstall())
        case OSError():
            from gloss.publish.machine import machine_error

            return machine_error(error)
        case _:
            problem = _unforeseen(error)
    return MachineError(problem)


def _unforeseen(error: BaseException) -> Problem:
    """An error of the program itself: one line for the editor, all of it only with GLOSS_DEBUG."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    said = " ".join(str(error).split())[:200]
    return Problem(
        Path(last.filename).name,
        last.lineno,
        f"an error of the program itself ({type(error).__name__}: {said})",
        "run again with GLOSS_DEBUG=1 and report what it prints",
    )
