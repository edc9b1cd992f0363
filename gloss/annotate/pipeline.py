"""The spaCy pipeline by name: which one it is (without loading it), and the loaded thing."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gloss.errors import MachineError, Problem, reinstall
from gloss.model import PipelineInfo
from gloss.settings import SHIPPED_PIPELINE

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_THRESHOLD = 0.6
"""Least score at which a speaker is shown, where the model's meta.json names none."""

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
"""Matrix products of a sentence's size take longer on several threads than on one, and many times the
processor; several processes share the processors better."""
for _name in _THREADS:  # read when numpy is imported, which any module of this package may do after this one
    os.environ.setdefault(_name, "1")

_LENT = ("tagger", "morphologizer", "lemmatizer", "trainable_lemmatizer", "parser", "ner")
"""What another pipeline borrows from the shipped one where it has nothing of the kind."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which pipeline answers, and which one lends it what it lacks (None for the shipped one).

    `fingerprint` changes with any byte of their files and with spaCy's version.
    """

    info: PipelineInfo
    folder: Path
    lender: Path | None
    fingerprint: str
    threshold: float


def identity(name: str, models: Path) -> Identity:
    """What `load` would load, read from its meta.json alone: spaCy is not imported.

    `name` is a folder under `models`, a path (absolute or beside `models`) or an installed package.
    Raises MachineError where there is none.
    """
    folder = _find(name, models)
    meta = _meta(folder)
    shipped = models / SHIPPED_PIPELINE
    lender = shipped if folder != shipped and (shipped / "meta.json").is_file() else None
    digest = hashlib.sha256(metadata.version("spacy").encode())
    for part in (folder, lender):
        digest.update(_digest(part) if part else b"")
    own = meta.get("gloss")
    threshold = own.get("threshold", DEFAULT_THRESHOLD) if isinstance(own, dict) else DEFAULT_THRESHOLD
    info = PipelineInfo(
        f"{meta.get('lang', 'xx')}_{meta.get('name', 'pipeline')}", str(meta.get("version", "0"))
    )
    return Identity(info, folder, lender, digest.hexdigest(), float(threshold))


def load(name: str, models: Path) -> Language:
    """The pipeline called `name`, ready for `read_doc`; raises MachineError."""
    return open_pipeline(identity(name, models))


def open_pipeline(pipeline: Identity) -> Language:
    """The pipeline itself; one stays loaded per process as long as its files do not change.

    A pipeline other than the shipped one gives names, dates and syntax; what it lacks of these,
    and attribution, is added from the shipped one. Raises MachineError.
    """
    return _load(pipeline.folder, pipeline.lender, pipeline.fingerprint)


@lru_cache(maxsize=1)
def _load(folder: Path, lender: Path | None, _fingerprint: str) -> Language:
    nlp = _open(folder)
    if lender is not None:
        _complete(nlp, _open(lender))
    return nlp


def _open(folder: Path) -> Language:
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    for ours in ("attribution", "ner_features"):  # importing them registers what the pipeline is made of
        importlib.import_module(f"gloss.annotate.{ours}")
    # numpy's own matrix products are well over half as fast again as those that thinc picks by itself
    set_current_ops(NumpyOps(use_blis=False))
    try:
        return spacy.load(folder)
    except (OSError, ValueError, KeyError) as error:
        fact = " ".join(str(error).split())[:300]
        fact = f"the pipeline does not load: {fact}"
        raise MachineError(Problem(str(folder), None, fact, f"{reinstall()}, or name another")) from error


def _complete(nlp: Language, shipped: Language) -> None:
    """Add to `nlp` what it lacks: syntax and lemmas, names, our components for the whole article."""
    has = {nlp.get_pipe_meta(name).factory for name in nlp.pipe_names}
    if "entity_ruler" in has or "span_ruler" in has:
        has.add("ner")
    if has & {"lemmatizer", "trainable_lemmatizer"}:
        has |= {"lemmatizer", "trainable_lemmatizer"}
    for name in shipped.pipe_names:
        factory = shipped.get_pipe_meta(name).factory
        if factory in has or not (factory in _LENT or factory.startswith("gloss_")):
            continue
        if _listens(shipped.config["components"][name]):
            # its own copy of what the shipped components share, so that it can be lent alone
            shipped.replace_listeners("tok2vec", name, ["model.tok2vec"])
        nlp.add_pipe(name, source=shipped)


def _listens(config: Any) -> bool:
    """Whether a component takes its vectors from the pipeline's shared tok2vec."""
    tok2vec = (config.get("model") or {}).get("tok2vec") or {}
    return str(tok2vec.get("@architectures", "")).startswith("spacy.Tok2VecListener")


def _find(name: str, models: Path) -> Path:
    for folder in (models / name, models.parent / name, Path(name)):
        if (folder / "meta.json").is_file():
            return folder
    package = _package(name)
    if package is not None:
        return package
    if name == SHIPPED_PIPELINE:
        remedy = f"it comes with Gloss: {reinstall()}"
    else:
        remedy = f"install it (python -m pip install {name}), or name another in extra.gloss.pipeline"
    raise MachineError(Problem(str(models / name), None, f"there is no spaCy pipeline {name!r}", remedy))


def _package(name: str) -> Path | None:
    """Data folder of the installed pipeline package `name`, found without importing it."""
    if not name.isidentifier():
        return None
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    data = sorted(root.glob(f"{name}-*/meta.json"))
    return data[-1].parent if data else None


def _meta(folder: Path) -> dict[str, Any]:
    path = folder / "meta.json"
    try:
        meta = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        meta = None
    if not isinstance(meta, dict):
        fact = "it is not a pipeline's meta.json"
        raise MachineError(Problem(str(path), None, fact, "fetch the pipeline again"))
    return meta


def _digest(folder: Path) -> bytes:
    """Hash of the files in `folder`; within one process read again only when one of them was written."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    states = ((path, path.stat()) for path in paths)
    return _read(folder, tuple((path, state.st_size, state.st_mtime_ns) for path, state in states))


@lru_cache(maxsize=4)
def _read(folder: Path, files: tuple[tuple[Path, int, int], ...]) -> bytes:
    digest = hashlib.sha256()
    for path, size, _ in files:
        digest.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode())
        with path.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    return digest.digest()
