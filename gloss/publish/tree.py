"""Write the generated pages as real files: only what changed, and nothing stale left behind."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from gloss.errors import CheckError, Problems
from gloss.model import GeneratedFile


def write_tree(files: Iterable[GeneratedFile], folder: Path) -> tuple[str, ...]:
    """Paths (relative, sorted) that were written or deleted so that `folder` holds just `files`.

    Each file is written when it comes, and none is held. A file whose bytes are already right is not
    touched, so that a watcher sees real changes only. Raises CheckError when two files would share an
    address, or a path leaves the folder.
    """
    if folder.is_symlink():
        folder.unlink()
    changed = {path for path, entry in _walk(folder) if entry.is_symlink()}
    _remove(folder, changed)
    written = set[str]()
    for file in _apart(files):
        content = content_of(file)
        written.add(file.path)
        if _differs(folder / file.path, content):
            _write(folder / file.path, content)
            changed.add(file.path)
    stale = {path for path, _ in _walk(folder) if path not in written}
    _remove(folder, stale)
    _drop_empty(folder)
    return tuple(sorted(changed | stale))


def _apart(files: Iterable[GeneratedFile]) -> Iterator[GeneratedFile]:
    """The files; raises CheckError at their end where MkDocs would let one replace another."""
    problems, taken = Problems(), dict[str, str]()
    for file in files:
        pure = PurePosixPath(file.path)
        if pure.is_absolute() or ".." in pure.parts or str(pure) != file.path or "\\" in file.path:
            problems.add(file.path, None, "the path would leave the site", "report this as an error")
            continue
        address = address_of(file.path).casefold()
        other = taken.get(address)
        taken[address] = file.path
        if other is not None:
            problems.add(file.path, None, f"it has the same address as {other}", "rename one of the two")
            continue
        yield file
    problems.raise_as(CheckError)


def address_of(path: str) -> str:
    """Where MkDocs publishes a generated file: `a/b.md` at `a/b/index.html`, all else in its place."""
    if not path.endswith(".md"):
        return path
    stem = path[: -len(".md")]
    return f"{stem}.html" if stem == "index" or stem.endswith("/index") else f"{stem}/index.html"


def _walk(folder: Path, below: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything under `folder` that is no folder, with its path; links are named, never followed."""
    with suppress(FileNotFoundError):
        for entry in list(os.scandir(folder / below)):
            path = below + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(folder, f"{path}/")
            else:
                yield path, entry


def _remove(folder: Path, paths: Iterable[str]) -> None:
    for path in paths:
        (folder / path).unlink()


def content_of(file: GeneratedFile) -> bytes:
    """The bytes a generated file is written as."""
    return file.content if isinstance(file.content, bytes) else file.content.encode("utf-8")


def _differs(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size != len(content) or path.read_bytes() != content
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return True


def _write(path: Path, content: bytes) -> None:
    """Write the file; a file where a folder must be, or a folder where it must be, goes."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        next(p for p in path.parents if p.is_file()).unlink()
        path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.rmtree(path)
    path.write_bytes(content)


def _drop_empty(folder: Path) -> None:
    for place, folders, files in os.walk(folder, topdown=False):
        if not folders and not files and Path(place) != folder:
            Path(place).rmdir()
