"""What the machine can refuse: disk, permissions, memory, turned into words an editor can act on."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gloss.errors import MachineError, Problem

_WORDS = {
    errno.ENOSPC: ("the disk is full", "free some space and build again"),
    errno.EDQUOT: ("the disk quota is used up", "free some space and build again"),
    errno.EROFS: ("the file system is read-only", "give --output a folder that can be written"),
    errno.EACCES: ("permission denied", "give --output a folder that can be written, or correct the rights"),
    errno.EPERM: ("operation not permitted", "give --output a folder that can be written"),
    errno.EFBIG: ("a file would exceed the file-size limit", "raise the limit (ulimit -f)"),
    errno.EMFILE: ("too many open files", "raise the limit (ulimit -n)"),
    errno.EBUSY: ("it is in use as a mount point", "give --output a folder inside it"),
    errno.EXDEV: ("it lies on another file system than its parent", "give --output a folder inside it"),
    errno.ENAMETOOLONG: ("the name is too long", "use a shorter folder name"),
    errno.ENOMEM: ("there is not enough memory", "close other programs and build again"),
    errno.EADDRINUSE: ("the port is in use", "give --port another"),
    errno.EIO: ("the disk reports an error", "check the disk"),
}


def machine_error(error: OSError, path: Path | str | None = None) -> MachineError:
    """The MachineError that says in words what `error` met, at the path it names (else at `path`)."""
    fact, remedy = _WORDS.get(
        error.errno or 0, (error.strerror or type(error).__name__, "correct it and build again")
    )
    place = error.filename if isinstance(error.filename, str) else path
    return MachineError(Problem(str(place or "this machine"), None, fact, remedy))


@contextmanager
def on_this_machine(path: Path | str) -> Iterator[None]:
    """Turn every OSError inside into a MachineError; `path` is named where the error names none."""
    try:
        yield
    except OSError as error:
        raise machine_error(error, path) from error
