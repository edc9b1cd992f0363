"""`new`: a site of an editor's own, from the files that come with the program."""

from __future__ import annotations

import shutil
from pathlib import Path

from gloss.errors import MachineError, Problem

STARTER = Path(__file__).with_name("starter")
_NAMES = {"gitignore": ".gitignore"}
"""Files that go by another name here, where git would heed them."""


def start(folder: Path) -> tuple[str, ...]:
    """Paths written under `folder`, sorted. Raises MachineError where something stands there already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        fact = "it is not empty" if folder.is_dir() else "it is a file"
        raise MachineError(Problem(str(folder), None, fact, "name an empty or a new folder"))
    written = []
    for path in sorted(p for p in STARTER.rglob("*") if p.is_file()):
        name = path.relative_to(STARTER)
        place = folder / name.with_name(_NAMES.get(name.name, name.name))
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
        written.append(place.relative_to(folder).as_posix())
    return tuple(sorted(written))
