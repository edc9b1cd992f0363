"""Live preview: build into `build/preview`, serve it on this machine, build again at every change.

The pages that somebody looks at come first; the rest of the site follows. A change that comes
meanwhile ends the build at its next step, and the new one makes good for both.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gloss.errors import GlossError
from gloss.publish.build import build
from gloss.publish.machine import on_this_machine
from gloss.publish.server import HOST, start_server
from gloss.publish.state import PreviewState
from gloss.settings import Project, load_project

if TYPE_CHECKING:
    from gloss.model import Corpus, Index
    from gloss.publish.memory import Memory

_EVERY = 0.15
_TURN = 0.001  # seconds a build keeps the server waiting: a reader asks while the rest is made
_SETTLED = 0.05  # an editor that saves several files does so within this time

Signature = frozenset[tuple[str, int, int]]
Say = Callable[[str], None]


class OvertakenError(Exception):
    """A file changed while the build was at work."""


def serve(project: Project, port: int, say: Say, *, stop: threading.Event | None = None) -> None:
    """Serve the preview until interrupted (or `stop` is set). Raises MachineError for a port in use.

    Problems are said and shown on the open page; the last good preview stays up meanwhile. The
    language model stays loaded between builds.
    """
    stop = stop or threading.Event()
    sys.setswitchinterval(_TURN)
    state = PreviewState()
    preview = _Preview(replace(project, output=project.build / "preview"), state, say)
    with on_this_machine(f"{HOST}:{port}"):
        server = start_server(port, preview.project.output, project.build / "review", state)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://{HOST}:{server.server_address[1]}/"
    try:
        preview.build()
        threading.Thread(target=_make_ready, args=(project,), daemon=True).start()
        say(f"{address} shows the preview, {address}review/ the open doubts; Ctrl-C ends it")
        while not stop.wait(_EVERY):
            if preview.outdated():
                preview.build()
    finally:
        server.shutdown()
        server.server_close()


def _make_ready(project: Project) -> None:
    """Load the language model before the first edited article asks for it."""
    from gloss.annotate.pipeline import load

    with suppress(GlossError):  # what is wrong with it, the build that needs it says
        load(project.settings.pipeline, project.models)


class _Preview:
    """One site that is built again and again."""

    def __init__(self, project: Project, state: PreviewState, say: Say) -> None:
        from gloss.publish.memory import Memory

        self.project = project
        self._state, self._say = state, say
        self._memory = Memory()
        self._seen: Signature = frozenset()
        self._started = self._looked = 0.0

    @property
    def memory(self) -> Memory:
        return self._memory

    def outdated(self) -> bool:
        """Whether a file changed since the last build began."""
        return signature(self.project) != self._seen

    def build(self) -> None:
        """Build what stands there now; say and announce how it went."""
        given, self._started = self.project, time.monotonic()
        self._seen = _settled(given)
        try:
            project = load_project(given.root, given.briefings, given.output)
            outcome = build(project, progress=self._step, preview=self)
        except OvertakenError:
            return
        except GlossError as error:
            self._state.announce(tuple(str(problem) for problem in error.problems))
            for problem in error.problems:
                self._say(str(problem))
            return
        if self._state.version == 0 or self._state.problems or not outcome.unchanged:
            self._state.announce(())
        self._say(f"built {outcome.made} of {outcome.pages} pages in {self._seconds()}")
        gc.collect()
        gc.freeze()  # what is remembered stays: no use in looking through it at every collection

    def show(self, project: Project, corpus: Corpus, index: Index) -> None:
        """Make the pages that are looked at, and have their readers load them."""
        from gloss.publish.first import make_first

        pages = self._state.looked_at()
        if not pages or not project.output.is_dir():
            return
        made = make_first(project, corpus, index, pages)
        self._state.announce(())
        self._say(f"showed {made} open pages in {self._seconds()}")

    def _step(self, *_: object) -> None:
        now = time.monotonic()
        if now - self._looked > _EVERY:
            self._looked = now
            if self.outdated():
                raise OvertakenError

    def _seconds(self) -> str:
        return f"{time.monotonic() - self._started:.1f} s"


def signature(project: Project) -> Signature:
    """Name, size and time of every file an editor may change; only a hint, the build itself hashes."""
    return frozenset(_stats(project))


def _stats(project: Project) -> Iterator[tuple[str, int, int]]:
    places = [project.config]
    for folder in (project.briefings, *project.template_folders):
        places += [Path(place, name) for place, _, names in os.walk(folder) for name in names]
    for path in places:
        try:
            found = path.lstat()
        except OSError:
            continue  # gone between listing and looking: the next round sees it
        yield str(path), found.st_size, found.st_mtime_ns


def _settled(project: Project) -> Signature:
    seen = signature(project)
    while True:
        time.sleep(_SETTLED)
        now = signature(project)
        if now == seen:
            return now
        seen = now
