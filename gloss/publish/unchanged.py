"""Tell, without loading anything heavy, whether a build would publish what already stands there."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import gloss
from gloss.annotate.pipeline import identity
from gloss.publish.record import Record, hashes, read_record
from gloss.settings import Project


def unchanged(project: Project, fingerprint: str) -> Record | None:
    """The record of the last publication if its inputs were these and every published byte stands.

    None where anything differs, so that a damaged site is built again.
    """
    record = read_record(project.build, project.output)
    if record is None or record.fingerprint != fingerprint or not project.output.is_dir():
        return None
    return record if hashes(project.output) == record.files else None


def fingerprint(project: Project, program: str) -> str:
    """One hash of all that can change the site; `program` is what `environment` gave."""
    return _digest((project_inputs(project), program))


def project_inputs(project: Project) -> dict[str, object]:
    """Hashes of what the editors give: the briefings, the templates and mkdocs.yml."""
    return {
        "briefings": hashes(project.briefings),
        "templates": [hashes(folder) for folder in project.template_folders],
        "settings": hashes_of([project.config]),
    }


def environment(project: Project) -> str:
    """One hash of this program, its libraries, its Python and the model it would load."""
    model = identity(project.settings.pipeline, project.models).fingerprint
    return _digest((_program(), model))


@lru_cache(maxsize=1)
def _program() -> str:
    """Hash of the code that runs: what changes on the disk meanwhile does not."""
    package = Path(gloss.__file__).parent
    return _digest((hashes(package), sorted(_distributions()), sys.version))


def hashes_of(paths: Iterable[Path]) -> dict[str, str]:
    """The sha256 of each file by its name; files that are not there are left out."""
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in paths if p.is_file()}


def _distributions() -> Iterable[str]:
    """Installed packages with their versions, read off folder names alone."""
    for place in sys.path:
        if place and Path(place).is_dir():
            yield from (e.name for e in os.scandir(place) if e.name.endswith(".dist-info"))


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode("utf-8", "surrogateescape")).hexdigest()
