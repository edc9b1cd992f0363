"""Attribution from raw text, as Gloss reads an article, scored by the public scorer of the data folder."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from spacy.language import Language

from gloss.annotate.article import annotate
from gloss.annotate.relation import Relation
from gloss.model import Attribution, Spans
from training.attribution.corpus import GoldDocument, held_out, read_split

Found = Attribution | Relation
Chosen = Callable[[Found], bool]
Scores = dict[str, float]

SETS = {
    "PolNeAR dev": ("dev", lambda stem: True),
    "PolNeAR train, kept out of training": ("train", held_out),
}
"""Sets to score: their split, and which of its documents."""

STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
"""Scores between which the reliability of the score is told; from each on, what would be shown."""

BOOTSTRAP = 200
"""Draws of documents that the intervals are made from."""


@dataclass(frozen=True, slots=True)
class Said:
    """Scores of one set in per cent. `shown` and `reliable`: one row for each of STEPS.

    A row of `shown`: least score, share of quoted passages with a source, share of those right. A row of
    `reliable`: lowest and highest score, passages, mean score, share right.
    """

    documents: int
    scores: Scores
    shown: list[Scores]
    reliable: list[Scores]


def can_score(data: Path) -> bool:
    """Whether the folder `data` has the public scorer."""
    return _scorer(data).exists()


def _scorer(data: Path) -> Path:
    return data / "eval" / "score_attribution.py"


def attribution(nlp: Language, data: Path, limit: int | None = None) -> dict[str, Said]:
    """Every set of SETS, scored; none where the data folder has no scorer. `limit`: documents of each."""
    if not can_score(data):
        return {}
    return {title: _said(_read(nlp, data, title, limit)) for title in SETS}


def _read(nlp: Language, data: Path, title: str, limit: int | None) -> Run:
    split, kept = SETS[title]
    documents = [d for d in read_split(data, split) if kept(d.stem)][:limit]
    return Run(
        data, split, documents, [annotate(d.article, nlp, 0.0, ("en",)).attributions for d in documents]
    )


def _said(run: Run) -> Said:
    return Said(
        documents=len(run.documents),
        scores=scores(run.scored(lambda a: True, BOOTSTRAP)),
        shown=[_shown(least, run) for least in STEPS[:-1]],
        reliable=[_reliable(low, high, run) for low, high in pairwise(STEPS)],
    )


@dataclass(frozen=True, slots=True)
class Run:
    """What was found in each of `documents` of a split of PolNeAR under the folder `data`."""

    data: Path
    split: str
    documents: Sequence[GoldDocument]
    found: Sequence[Sequence[Found]]

    def scored(self, chosen: Chosen, draws: int = 0) -> dict[str, Any]:
        """The scorer's JSON for the `chosen` attributions."""
        with tempfile.TemporaryDirectory() as folder:
            predictions, out = Path(folder) / "found.jsonl", Path(folder) / "scores.json"
            predictions.write_text(self._lines(chosen), encoding="utf-8")
            gold = self.data / "corpora" / "polnear" / self.split
            places = ["--gold-dir", gold / "attributions", "--text-dir", gold / "text"]
            docs = ["--docs", ",".join(d.stem for d in self.documents), "--json", out]
            command = [sys.executable, _scorer(self.data), predictions, *places, *docs]
            subprocess.run(
                [*map(str, command), "--bootstrap", str(draws)], check=True, stdout=subprocess.DEVNULL
            )
            measured: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        return measured

    def _lines(self, chosen: Chosen) -> str:
        rows = (
            {"doc": document.stem, "attributions": [_line(a) for a in found if chosen(a)]}
            for document, found in zip(self.documents, self.found, strict=True)
        )
        return "".join(json.dumps(row) + "\n" for row in rows)

    def mean(self, chosen: Chosen) -> float:
        """Mean score of the `chosen` attributions that quote."""
        given = [a.score for found in self.found for a in found if chosen(a) and a.kind != "indirect"]
        return sum(given) / len(given) if given else 0.0


def _line(found: Found) -> dict[str, list[list[int]] | None]:
    return {"source": _ranges(found.source), "cue": _ranges(found.cue), "content": _ranges(found.content)}


def _ranges(spans: Spans | None) -> list[list[int]] | None:
    return [[span.start, span.end] for span in spans] if spans else None


def scores(measured: dict[str, Any]) -> Scores:
    """The figures of `Said.scores` from the scorer's JSON."""
    every, passages = measured["ALL"], measured["marked_passages"]
    total = passages["n"] or 1
    figures = {"full F": every["full"]["F"]}
    for kind in ("DIRECT", "MIXED", "INDIRECT", "QUOTED"):
        figures[f"full F, {kind.lower()}"] = measured[kind]["full"]["F"]
    figures |= {
        "content soft F": every["content_soft"]["F"],
        "content exact F": every["content_exact"]["F"],
        "source head, given content": every["src_head"],
        "recall on speech cues": measured["recall_by_cue"].get("SPEECH", {}).get("full", 0.0),
        "quoted passages right": passages["right"] / total,
        "quoted passages wrong": passages["wrong"] / total,
    }
    names = {"full_F": "full F", "content_soft_F": "content soft F"}
    names |= {"src_head": "source head, given content", "quoted_full_F": "full F, quoted"}
    for key, (low, high) in measured.get("interval95", {}).items():
        figures |= {f"{names[key]}, 95 % from": low, f"{names[key]}, 95 % to": high}
    return _percent(figures.items())


def _shown(least: float, run: Run) -> Scores:
    passages = run.scored(lambda a: bool(a.source) and a.score >= least)["marked_passages"]
    shown = passages["right"] + passages["wrong"]
    shares = {"shown": shown / (passages["n"] or 1), "right": passages["right"] / (shown or 1)}
    return {"from": least, **_percent(shares.items())}


def _reliable(low: float, high: float, run: Run) -> Scores:
    def chosen(found: Found) -> bool:
        return bool(found.source) and low <= found.score < high

    passages = run.scored(chosen)["marked_passages"]
    shown = passages["right"] + passages["wrong"]
    shares = {"mean score": run.mean(chosen), "right": passages["right"] / (shown or 1)}
    return {"from": low, "below": min(high, 1.0), "passages": shown, **_percent(shares.items())}


def _percent(shares: Iterable[tuple[str, float]]) -> Scores:
    return {name: round(100 * share, 1) for name, share in shares}
