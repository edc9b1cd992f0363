"""Where the training corpora lie, which documents may be used, and their checksums."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "training"

# Genres of GUM whose texts forbid commercial use; they stay out of what ships.
GUM_CLOSED = frozenset({"essay", "fiction", "letter", "podcast", "whow"})

# GUM's standard dev set has no news document here, so four of train are kept aside to measure on.
GUM_NEWS_DEV = frozenset({"GUM_news_asylum", "GUM_news_hackers", "GUM_news_korea", "GUM_news_warhol"})

CORPORA = ROOT / "training" / "corpora.json"


def corpora_folder() -> Path:
    """The folder that holds the corpora, from the environment variable GLOSS_DATA.

    Raises SystemExit with the remedy when the variable is not set or holds no corpora.
    """
    data = os.environ.get("GLOSS_DATA")
    folder = Path(data) / "corpora" if data else None
    if folder is None or not folder.is_dir():
        raise SystemExit("GLOSS_DATA: no corpora found; set it to a folder that has corpora/ in it")
    return folder


def gum_files(corpora: Path, split: str) -> list[Path]:
    """GUM dependency files of "train", "dev" or "news" (kept aside), permitted genres only for train."""
    part = "dev" if split == "dev" else "train"
    files = sorted((corpora / "gum" / part / "dep").glob("*.conllu"))
    if split == "news":
        return [path for path in files if path.stem in GUM_NEWS_DEV]
    if split == "train":
        files = [path for path in files if path.stem.split("_")[1] not in GUM_CLOSED]
    return [path for path in files if path.stem not in GUM_NEWS_DEV]


def checksum(folder: Path) -> str:
    """One sha256 over the names and bytes of every file below `folder`, in sorted order."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def checksums(corpora: Path) -> dict[str, str]:
    """Checksum of each corpus folder that corpora.json names, by its name under `corpora`."""
    return {name: checksum(corpora / name) for name in _named()}


def strangers(found: dict[str, str]) -> list[str]:
    """Names of the corpora whose files differ from those the shipped model was made of."""
    return [name for name, entry in _named().items() if found.get(name) != entry["sha256"]]


def _named() -> dict[str, dict[str, str]]:
    named: dict[str, dict[str, str]] = json.loads(CORPORA.read_text(encoding="utf-8"))
    return named
