"""Put a finished folder in the place of the published one in one step.

A build works in a staging folder beside the output (so on the same file system) and exchanges the
two with a single system call: `renameat2(RENAME_EXCHANGE)` on Linux, `renamex_np(RENAME_SWAP)` on
macOS. A reader meets the whole old or the whole new site, and so does whoever comes after a crash.
File systems without an exchange get the second best: two renames, undone when the second fails and
repaired by the next build when the machine dies between them.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gloss.errors import MachineError, Problem

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux
_RENAME_SWAP = 2  # macOS
_UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}
_NEW, _OLD = "site", "old"


@contextmanager
def staging(output: Path) -> Iterator[Path]:
    """An empty folder to build in, beside `output`; removed at the end with whatever is in it.

    Folders that killed builds left behind are cleared away first. The folder is held by a lock on
    itself, so that a living build's folder is never taken for a dead one's.
    """
    clear_leftovers(output)
    output.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=_prefix(output), dir=output.parent))
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        new = folder / _NEW
        new.mkdir()
        yield new
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def clear_leftovers(output: Path) -> None:
    """Remove staging folders of killed builds; a published folder stranded in one is put back."""
    if not output.parent.is_dir():
        return
    for folder in sorted(output.parent.glob(_prefix(output) + "*")):
        if folder.is_symlink() or not folder.is_dir():
            continue
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if (folder / _OLD).is_dir() and not output.exists():
                (folder / _OLD).rename(output)
            shutil.rmtree(folder, ignore_errors=True)
        except BlockingIOError:
            continue  # a living build of another project works in it
        finally:
            os.close(handle)


def put_in_place(new: Path, output: Path) -> None:
    """Make `new` (from `staging`) the published folder; afterwards `new`'s folder holds the old one.

    Raises OSError with `output` as it was.
    """
    _flush(new)
    if not output.exists() or not any(output.iterdir()):
        new.rename(output)
    elif not _exchange(new, output):
        _two_renames(new, output)
    _flush_folder(output.parent)


def refuse_foreign(output: Path, ours: bool) -> None:
    """Raise MachineError where publishing to `output` would delete what no build of ours put there."""
    if output.is_symlink() and not output.exists():
        raise _refusal(output, "it is a link that leads nowhere")
    if not output.exists():
        return
    if not output.is_dir():
        raise _refusal(output, "it is a file, and the site is a folder")
    entries = sorted(p.name for p in output.iterdir())
    hidden = [name for name in entries if name.startswith(".")]
    if hidden:
        raise _refusal(output, f"it holds {hidden[0]}, which publishing would delete")
    if entries and not ours:
        raise _refusal(output, f"it holds files that no build of this site put there ({entries[0]})")


def _refusal(output: Path, fact: str) -> MachineError:
    return MachineError(Problem(str(output), None, fact, "give --output an empty or a new folder"))


def _prefix(output: Path) -> str:
    return f".{output.name}.gloss-"


def _exchange(a: Path, b: Path) -> bool:
    """Whether the two folders changed places; False where the file system or libc cannot do it."""
    libc = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        call = getattr(libc, "renamex_np", None)
        args: tuple[object, ...] = (os.fsencode(a), os.fsencode(b), _RENAME_SWAP)
    else:
        call = getattr(libc, "renameat2", None)
        args = (_AT_FDCWD, os.fsencode(a), _AT_FDCWD, os.fsencode(b), _RENAME_EXCHANGE)
    if call is None:
        return False
    if call(*args) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(b))


def _two_renames(new: Path, output: Path) -> None:
    old = new.parent / _OLD
    output.rename(old)
    try:
        new.rename(output)
    except OSError:
        old.rename(output)
        raise


def _flush(folder: Path) -> None:
    """Have the file system write out all of `folder`, so that no crash can publish empty files."""
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        os.sync()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(handle) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(handle)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems cannot sync a folder; the rename stands all the same
            os.fsync(handle)
    finally:
        os.close(handle)
