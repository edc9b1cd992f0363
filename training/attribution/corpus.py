"""The PolNeAR corpus as it lies on disk: texts, gold relations, and the split we train by."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gloss.model import Article, Block, Spans, TextSpan

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_DIGITS = re.compile(r"\d+$")
_ROLES = ("source", "cue", "content")
HELD_OUT_SHARE = 12
"""One document in this many is held out of training, for calibration and choices."""


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """One annotated relation; an absent role is an empty tuple. `content` is never empty."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True, slots=True)
class GoldDocument:
    stem: str
    article: Article
    relations: tuple[GoldRelation, ...]


def read_split(data: Path, split: str) -> Iterator[GoldDocument]:
    """Documents of `train` or `dev` under `data`/corpora/polnear, by name.

    Of several annotations of one document the alphabetically first annotator's is taken.
    """
    folder = data / "corpora" / "polnear" / split
    chosen: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        chosen.setdefault(path.stem.rsplit("_", 1)[0], path)
    for stem, path in chosen.items():
        text = (folder / "text" / f"{stem}.txt").read_bytes().decode("utf-8")
        yield GoldDocument(stem, article(stem, text), tuple(_relations(path)))


def article(stem: str, text: str) -> Article:
    """A bare article of `text` whose blocks are its lines."""
    blocks = tuple(Block(TextSpan(*match.span()), "text") for match in _PARAGRAPH.finditer(text))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(stem, f"{stem}.txt", "polnear", text, blocks, sha256=digest, text_sha256=digest)


def held_out(stem: str) -> bool:
    """Whether a train document is kept for calibration; decided by its name alone."""
    return fold(stem, HELD_OUT_SHARE) == 0


def fold(stem: str, folds: int) -> int:
    """Which of `folds` parts a document belongs to; decided by its name alone."""
    return int(hashlib.sha256(stem.encode()).hexdigest()[:8], 16) % folds


def _relations(path: Path) -> Iterator[GoldRelation]:
    spans: dict[str, Spans] = {}
    events: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        fields = line.split("\t")
        if line.startswith("T") and len(fields) > 2:
            place = fields[1].partition(" ")[2]
            spans[fields[0]] = tuple(_span(part) for part in place.split(";"))
        elif line.startswith("E") and len(fields) > 1:
            events.append(fields[1].split())
    for event in events:
        roles: dict[str, list[TextSpan]] = {role: [] for role in _ROLES}
        for part in event:
            role, _, target = part.partition(":")
            name = _DIGITS.sub("", role).lower()
            if name in roles:
                roles[name].extend(spans.get(target, ()))
        if roles["content"]:
            yield GoldRelation(*(tuple(sorted(roles[role])) for role in _ROLES))


def _span(text: str) -> TextSpan:
    start, end = text.split()
    return TextSpan(int(start), int(end))
