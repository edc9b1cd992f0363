"""What goes wrong inside a build's own process, before it starts: kills, limits, another world."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

STEPS = ("mkdir", "rmdir", "rename", "replace", "unlink", "remove", "symlink", "fsync")
"""Calls of `os` after which a directory is another, or the disk holds more than before."""
LIBC = ("renameat2", "renamex_np", "syncfs")


def kill_at(number: int) -> None:
    """SIGKILL this process just before its `number`-th step, counted from 1."""
    seen = 0

    def step(_: str) -> None:
        nonlocal seen
        seen += 1
        if seen == number:
            os.kill(os.getpid(), signal.SIGKILL)

    _before_each_step(step)


def list_steps(path: str) -> None:
    """Write the name of every step to the file at `path`, a line each."""
    log = Path(path).open("w", buffering=1, encoding="utf-8")  # noqa: SIM115 - open to the process's end
    _before_each_step(lambda name: print(name, file=log))


def file_size(limit: int) -> None:
    """No file may grow beyond `limit` bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def open_files(limit: int) -> None:
    """No more than `limit` files may be open at once."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))


def _before_each_step(step: Callable[[str], None]) -> None:
    def watched(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **options: Any) -> Any:
            step(name)
            return call(*arguments, **options)

        return run

    for name in STEPS:
        setattr(os, name, watched(name, getattr(os, name)))
    plain = ctypes.CDLL

    class Watched:
        """The C library, with its steps watched."""

        def __init__(self, *arguments: Any, **options: Any) -> None:
            self._library = plain(*arguments, **options)

        def __getattr__(self, name: str) -> Any:
            found = getattr(self._library, name)
            return watched(name, found) if name in LIBC else found

    ctypes.CDLL = Watched  # type: ignore[misc,assignment]


def no_network() -> None:
    """Neither an address nor a name can be reached; trying ends the process with code 99."""
    ctypes.CDLL(None).unshare(0x40000000)  # a network of its own, where this system lets us

    def refuse(event: str, _: tuple[object, ...]) -> None:
        if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname"}:
            os._exit(99)

    sys.addaudithook(refuse)
