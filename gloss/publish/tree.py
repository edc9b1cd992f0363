"""Write the generated pages as real files: only what changed, and nothing stale left behind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from gloss.errors import CheckError, Problems
from gloss.model import GeneratedFile


def write_tree(files: tuple[GeneratedFile, ...], folder: Path) -> tuple[str, ...]:
    """Paths (relative, sorted) that were written or deleted so that `folder` holds just `files`.

    A file whose bytes are already right is not touched, so that a watcher sees real changes only.
    Raises CheckError when two files would share an address, or a path leaves the folder.
    """
    refuse_clashes(files)
    if folder.is_symlink():
        folder.unlink()
    wanted = {f.path: content_of(f) for f in files}
    changed = list(stale(folder, wanted))
    for path in changed:
        (folder / path).unlink()
    _drop_empty(folder)
    for path, content in wanted.items():
        if _differs(folder / path, content):
            _write(folder / path, content)
            changed.append(path)
    return tuple(sorted(changed))


def refuse_clashes(files: tuple[GeneratedFile, ...]) -> None:
    """Raise CheckError where MkDocs would silently let one file replace another."""
    problems, taken = Problems(), dict[str, str]()
    for file in files:
        pure = PurePosixPath(file.path)
        if pure.is_absolute() or ".." in pure.parts or str(pure) != file.path or "\\" in file.path:
            problems.add(file.path, None, "the path would leave the site", "report this as an error")
            continue
        address = address_of(file.path)
        other = taken.get(address.casefold())
        taken[address.casefold()] = file.path
        if other is not None:
            problems.add(file.path, None, f"it has the same address as {other}", "rename one of the two")
    problems.raise_as(CheckError)


def address_of(path: str) -> str:
    """Where MkDocs publishes a generated file: `a/b.md` at `a/b/index.html`, all else in its place."""
    if not path.endswith(".md"):
        return path
    stem = path[: -len(".md")]
    return f"{stem}.html" if stem == "index" or stem.endswith("/index") else f"{stem}/index.html"


def stale(folder: Path, wanted: dict[str, bytes]) -> Iterator[str]:
    """Paths under `folder` that are not wanted; links are named, never followed."""
    for path in sorted(_walk(folder)):
        name = path.relative_to(folder).as_posix()
        if name not in wanted or path.is_symlink():
            yield name


def _walk(folder: Path) -> Iterator[Path]:
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        else:
            yield Path(entry.path)


def content_of(file: GeneratedFile) -> bytes:
    """The bytes a generated file is written as."""
    return file.content if isinstance(file.content, bytes) else file.content.encode("utf-8")


def _differs(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size != len(content) or path.read_bytes() != content
    except (FileNotFoundError, NotADirectoryError):
        return True


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _drop_empty(folder: Path) -> None:
    for place, folders, files in os.walk(folder, topdown=False):
        if not folders and not files and Path(place) != folder:
            Path(place).rmdir()
