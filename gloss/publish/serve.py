"""Live preview: build into `build/preview`, serve it on this machine, build again at every change."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from gloss.errors import GlossError
from gloss.publish.build import build
from gloss.publish.machine import on_this_machine
from gloss.publish.server import HOST, start_server
from gloss.publish.state import PreviewState
from gloss.settings import Project, load_project

_EVERY = 0.3
_SETTLED = 0.1  # an editor that saves several files does so within this time

Signature = frozenset[tuple[str, int, int]]
Say = Callable[[str], None]


def serve(project: Project, port: int, say: Say, *, stop: threading.Event | None = None) -> None:
    """Serve the preview until interrupted (or `stop` is set). Raises MachineError for a port in use.

    Problems are said and shown on the open page; the last good preview stays up meanwhile. The
    language model stays loaded between builds.
    """
    stop = stop or threading.Event()
    preview = replace(project, output=project.build / "preview")
    state = PreviewState()
    with on_this_machine(f"{HOST}:{port}"):
        server = start_server(port, preview.output, preview.build / "review", state)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://{HOST}:{server.server_address[1]}/"
    try:
        seen = signature(project)
        _build(preview, state, say)
        say(f"{address} shows the preview, {address}review/ the open doubts; Ctrl-C ends it")
        while not stop.wait(_EVERY):
            now = signature(project)
            if now != seen:
                seen = _settled(project, now)
                _build(preview, state, say)
    finally:
        server.shutdown()
        server.server_close()


def signature(project: Project) -> Signature:
    """Name, size and time of every file an editor may change; only a hint, the build itself hashes."""
    return frozenset(_stats(project))


def _stats(project: Project) -> Iterator[tuple[str, int, int]]:
    places = [project.config]
    for folder in (project.briefings, project.templates):
        places += [Path(place, name) for place, _, names in os.walk(folder) for name in names]
    for path in places:
        try:
            found = path.lstat()
        except OSError:
            continue  # gone between listing and looking: the next round sees it
        yield str(path), found.st_size, found.st_mtime_ns


def _settled(project: Project, seen: Signature) -> Signature:
    while True:
        time.sleep(_SETTLED)
        now = signature(project)
        if now == seen:
            return now
        seen = now


def _build(preview: Project, state: PreviewState, say: Say) -> None:
    started = time.monotonic()
    try:
        project = load_project(preview.root, preview.briefings, preview.output)
        outcome = build(project)
    except GlossError as error:
        state.announce(tuple(str(problem) for problem in error.problems))
        for problem in error.problems:
            say(str(problem))
        return
    if state.version == 0 or state.problems or not outcome.unchanged:
        state.announce(())
    say(f"built {outcome.made} of {outcome.pages} pages in {time.monotonic() - started:.1f} s")
