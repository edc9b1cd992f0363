"""Records of annotated articles by content hash. Deleting the folder is harmless, only slow."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from gloss.annotate.pipeline import Identity
from gloss.annotate.record import SCHEMA, from_json, to_json
from gloss.errors import MachineError, Problem
from gloss.model import Annotations, Article

LIMIT = 512 * 1024 * 1024
"""Bytes of records kept; beyond it the ones used least recently go."""


def article_key(article: Article, pipeline: Identity, threshold: float, languages: tuple[str, ...]) -> str:
    """Hash of all that can change the annotations of `article`; never a file's time."""
    facts = {
        "schema": SCHEMA,
        "code": code_hash(),
        "pipeline": [pipeline.info.name, pipeline.info.version, pipeline.fingerprint],
        "threshold": threshold,
        "languages": languages,
        "text": article.text_sha256,
        "blocks": [[b.span.start, b.span.end, b.kind] for b in article.blocks],
        "published": article.published,
        "language": article.language,
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


@lru_cache(maxsize=1)
def code_hash() -> str:
    """Hash of the source of this package and of the data types: other code may answer otherwise."""
    here = Path(__file__).parent
    files = [p for p in here.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    digest = hashlib.sha256()
    for path in [*sorted(files), *sorted((here.parent / "model").glob("*.py"))]:
        digest.update(path.relative_to(here.parent).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


class Cache:
    """A folder of records. Two builds may use it at once: records appear whole or not at all."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self._folder = folder
        self._limit = limit
        self._used: set[str] = set()

    def get(self, key: str) -> Annotations | None:
        """The record under `key`; None if there is none. What is damaged is thrown away."""
        path = self._path(key)
        self._used.add(path.name)
        try:
            head, body = path.read_bytes().split(b"\n", 1)
            if head.decode("ascii") != _head(body):
                raise ValueError("checksum")
            found = from_json(body)
            os.utime(path)
        except FileNotFoundError:
            if path.is_symlink():
                _discard(path)
            return None
        except (OSError, ValueError):
            _discard(path)
            return None
        return found

    def put(self, key: str, annotations: Annotations) -> None:
        """Keep `annotations` under `key`; raises MachineError where the disk refuses."""
        path = self._path(key)
        body = to_json(annotations)
        self._used.add(path.name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, _head(body).encode("ascii") + b"\n" + body)
        except OSError as error:
            fact = f"cannot be written: {error.strerror or error}"
            raise MachineError(
                Problem(str(path), None, fact, "make room or give write permission")
            ) from error

    def prune(self) -> None:
        """Drop the records used least recently until the rest fits the limit; none of this run."""
        entries = []
        for path in self._folder.glob("*/*"):
            with suppress(OSError):
                stat = path.lstat()
                entries.append((stat.st_mtime_ns, path.name, stat.st_size, path))
        excess = sum(size for _, _, size, _ in entries) - self._limit
        for _, name, size, path in sorted(entries):
            if excess <= 0:
                break
            if name not in self._used:
                _discard(path)
                excess -= size

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"


def _head(body: bytes) -> str:
    return f"gloss {SCHEMA} {hashlib.sha256(body).hexdigest()}"


def _write(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        if path.is_dir() and not path.is_symlink():
            _discard(path)
        os.replace(name, path)  # noqa: PTH105 - one atomic step
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _discard(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
