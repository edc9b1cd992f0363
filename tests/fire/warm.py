"""A warm interpreter that forks for every command: real processes, without the seconds of importing.

`python -m tests.fire.warm` reads tasks as JSON lines: `{"start": …}` forks and answers the child's
process id, `{"wait": pid}` answers its exit code (negative for a signal).
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_LIBRARIES = ("gloss.cli.commands", "gloss.publish.site", "gloss.publish.publication", "gloss.pages")
_LIBRARIES += ("gloss.publish.finished", "mkdocs.commands.build", "material", "trafilatura")
_LIBRARIES += ("gloss.cli.annotating", "gloss.cli.reviewing", "pagefind_bin", "pymdownx.superfences")


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended: its exit code (negative for a signal) and what it printed."""

    code: int
    out: str
    err: str


class Warm:
    """A client of one warm interpreter."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.fire.warm"],
            cwd=ROOT,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        """End the interpreter."""
        self._server.communicate()

    def run(self, folder: Path, *arguments: str, fault: tuple[Any, ...] = ()) -> Done:
        """One call of the command in `folder`; `fault` is a function of `tests.fire.faults` and its
        arguments, called in the new process first."""
        with tempfile.TemporaryDirectory() as place:
            pid = self.start(folder, *arguments, fault=fault, prints=Path(place))
            code = self.wait(pid)
            out, err = (Path(place, name).read_text("utf-8", "replace") for name in ("out", "err"))
        return Done(code, out, err)

    def start(self, folder: Path, *arguments: str, fault: tuple[Any, ...] = (), prints: Path) -> int:
        """The process id of a call that runs by itself and prints to `out` and `err` in `prints`."""
        task = {"cwd": str(folder), "argv": arguments, "fault": fault, "prints": str(prints)}
        return self._ask({"start": task})

    def wait(self, pid: int) -> int:
        """The exit code of a started call."""
        return self._ask({"wait": pid})

    def _ask(self, task: dict[str, Any]) -> int:
        assert self._server.stdin and self._server.stdout
        self._server.stdin.write(json.dumps(task) + "\n")
        self._server.stdin.flush()
        return int(self._server.stdout.readline())


def serve() -> None:
    """Load what a build loads, then fork for each task until the input ends."""
    for name in _LIBRARIES:
        importlib.import_module(name)
    from gloss.annotate.pipeline import load

    load("en_gloss_news", ROOT / "models")
    for line in sys.stdin:
        task = json.loads(line)
        if "start" in task:
            print(_fork(task["start"]), flush=True)
        else:
            print(os.waitstatus_to_exitcode(os.waitpid(task["wait"], 0)[1]), flush=True)


def _fork(task: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        code = _child(task)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _child(task: dict[str, Any]) -> int:
    for number, name in ((1, "out"), (2, "err")):
        handle = os.open(Path(task["prints"], name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(handle, number)
        os.close(handle)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(task["cwd"])
    time.tzset()
    if task["fault"]:
        name, *arguments = task["fault"]
        getattr(importlib.import_module("tests.fire.faults"), name)(*arguments)
    from gloss.cli import main

    return main(task["argv"], ROOT)


if __name__ == "__main__":
    serve()
