"""One build at a time for one project."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gloss.errors import MachineError, Problem


@contextmanager
def build_lock(folder: Path) -> Iterator[None]:
    """Hold the project's lock (`folder/lock`); raises MachineError naming the process that has it.

    The kernel gives the lock back when its holder dies, however it dies.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 64, 0).decode("ascii", "replace").strip() or "another process"
            raise MachineError(
                Problem(str(path), None, f"a build is already running ({holder})", "wait until it has ended")
            ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)
