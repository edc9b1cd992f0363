"""What a build remembers of the folder it published, kept under `build/` and never in the site."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gloss.errors import Problem

_SCHEMA = 2


@dataclass(frozen=True, slots=True)
class Record:
    """One publication.

    `files` maps every published path to its sha256, `sources` every generated page to the sha256 of
    its source; `frame` names all that shapes every page alike. `strict` is what `--strict` refuses.
    """

    fingerprint: str = ""
    frame: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    summary: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    strict: tuple[Problem, ...] = ()


def read_record(build: Path, output: Path) -> Record | None:
    """The record of what was last published to `output`; None where there is none that can be read."""
    try:
        data = json.loads(_place(build, output).read_text("utf-8"))
        if data["schema"] != _SCHEMA:
            return None
        return Record(
            fingerprint=data["fingerprint"],
            frame=data["frame"],
            files=dict(data["files"]),
            sources=dict(data["sources"]),
            summary=tuple(data["summary"]),
            notices=tuple(data["notices"]),
            strict=tuple(Problem(*p) for p in data["strict"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_record(build: Path, output: Path, record: Record) -> None:
    """Keep `record` for the next build; written whole or not at all."""
    data: dict[str, Any] = {
        "schema": _SCHEMA,
        "output": str(output),
        "fingerprint": record.fingerprint,
        "frame": record.frame,
        "files": dict(record.files),
        "sources": dict(record.sources),
        "summary": list(record.summary),
        "notices": list(record.notices),
        "strict": [[p.path, p.line, p.fact, p.remedy] for p in record.strict],
    }
    place = _place(build, output)
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_suffix(".tmp")
    draft.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    draft.replace(place)


def hashes(folder: Path) -> dict[str, str]:
    """The sha256 of every file under `folder`, by relative path; a link counts by where it leads."""
    found = {}
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            path = Path(place, name)
            found[path.relative_to(folder).as_posix()] = file_hash(path)
    return found


def file_hash(path: Path) -> str:
    """sha256 of a file's bytes; of a link's target or of the kind of a special file, never opened."""
    if path.is_symlink():
        return hashlib.sha256(b"link " + os.fsencode(path.readlink())).hexdigest()
    if not path.is_file():
        return "special"
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _place(build: Path, output: Path) -> Path:
    name = hashlib.sha256(os.fsencode(os.path.abspath(output))).hexdigest()[:16]  # noqa: PTH100
    return build / "published" / f"{name}.json"
