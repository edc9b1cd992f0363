"""Trains the attribution component on PolNeAR: one command from the corpus to the weights.

    python training/attribution/train.py --data $GLOSS_DATA --pipeline models/en_gloss_news --out DIR

DIR then holds `weights.npz` (what the component's `from_disk` reads), `dev.jsonl` (predictions for the
public scorer) and `report.json` (its figures, where the scorer is found under the data folder).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from gloss.annotate import pipeline
from gloss.annotate.attribution import AttributionReader, context, cues, relations, relative, windows
from gloss.annotate.attribution.lexicon import Classes
from gloss.annotate.attribution.reader import Reader
from training.attribution import gold
from training.attribution.calibrate import calibration, verdict
from training.attribution.corpus import fold, held_out
from training.attribution.crf_train import Example, Settings, fit, vocabulary
from training.attribution.documents import Document, documents, fingerprint

FOLDS = 3
"""The second tagger learns from cues the first one found in documents it had not learnt from."""

WORDS = Settings(labels=len(cues.LABELS), epochs=5, rate=0.03, decay=0.01, dropout=0.6)
ROWS = Settings(labels=6, epochs=4, rate=0.03, decay=0.01, dropout=0.5)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with its context features and its example for the first tagger."""

    document: Document
    example: Example


def main() -> None:
    arguments = _arguments()
    start = time.monotonic()

    def report(message: str) -> None:
        print(f"{time.monotonic() - start:6.0f} s  {message}", flush=True)

    nlp = pipeline.load(str(arguments.pipeline), arguments.pipeline.parent)
    cache = arguments.cache / fingerprint(arguments.pipeline)
    train = list(documents(arguments.data, "train", nlp, cache, arguments.limit))
    dev = list(documents(arguments.data, "dev", nlp, cache, arguments.limit))
    report(f"{len(train)} train and {len(dev)} dev documents read")
    reader = train_reader(train, arguments.epochs, report)
    component = AttributionReader(reader=reader)
    component.to_disk(arguments.out)
    report(f"weights: {(arguments.out / 'weights.npz').stat().st_size / 1e6:.2f} MB")
    component.from_disk(arguments.out)  # measured as it ships, rounding included
    predictions = arguments.out / "dev.jsonl"
    predictions.write_text(
        "".join(f"{predicted(component, document)}\n" for document in dev), encoding="utf-8"
    )
    _score(arguments.data, predictions, arguments.out / "report.json")
    report("done")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds corpora/polnear")
    parser.add_argument("--pipeline", type=Path, required=True, help="folder of the spaCy pipeline")
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights and the report")
    parser.add_argument("--cache", type=Path, default=Path("build/attribution"), help="folder for parses")
    parser.add_argument("--limit", type=int, help="documents to take of each split (for a quick trial)")
    parser.add_argument("--epochs", type=int, help="passes over the data, in place of the tuned ones")
    return parser.parse_args()


def train_reader(train: Sequence[Document], epochs: int | None, report: object) -> Reader:
    """Both taggers fitted on the documents that are not held out, calibrated on those that are."""
    assert callable(report)
    settings = (
        (WORDS, ROWS) if epochs is None else (replace(WORDS, epochs=epochs), replace(ROWS, epochs=epochs))
    )
    classes = Classes.none()
    prepared = [_prepared(document, classes) for document in train]
    core = [p for p in prepared if not held_out(p.document.gold.stem)]
    keys = vocabulary([p.example for p in core], WORDS.rarest)
    nodes: dict[str, NDArray[np.float32]] = {}
    for part in range(FOLDS):
        seen = [p.example for p in core if fold(p.document.gold.stem, FOLDS) != part]
        weights = fit(seen, settings[0], keys)
        for p in core:
            if fold(p.document.gold.stem, FOLDS) == part:
                nodes[p.document.gold.stem] = cues.tagged(p.document.tokens, p.example.word_keys, weights)
        report(f"first tagger without part {part + 1} of {FOLDS}")
    words = fit([p.example for p in core], settings[0], keys, report)
    examples = [e for p in core if (e := _row_example(p, nodes[p.document.gold.stem])) is not None]
    report(f"{sum(len(e.gold) for e in examples)} rows around {sum(len(e.starts) for e in examples)} cues")
    rows = fit(examples, settings[1], None, report)
    reader = Reader(words=words, rows=rows, classes=classes)
    return _calibrated(reader, [p.document for p in prepared if held_out(p.document.gold.stem)], report)


def _prepared(document: Document, classes: Classes) -> Prepared:
    tokens = document.tokens
    keys = context.features(tokens, document.regions, classes.of(tokens.lemma))
    starts, lengths = cues.paragraphs(tokens)
    labels = gold.word_labels(tokens, document.relations)
    return Prepared(document, Example(keys, None, np.arange(len(tokens)), labels, starts, lengths))


def _row_example(prepared: Prepared, nodes: NDArray[np.float32]) -> Example | None:
    tokens = prepared.document.tokens
    found = cues.candidates(tokens, nodes)
    if not len(found):
        return None
    rows = windows.windows(tokens, found)
    labels = gold.row_labels(found, rows, gold.matched(found, prepared.document.relations), len(tokens))
    row_keys = relative.features(tokens, found, rows, nodes)
    return Example(prepared.example.word_keys, row_keys, rows.first, labels, rows.starts, rows.lengths)


def _calibrated(reader: Reader, held: Sequence[Document], report: object) -> Reader:
    assert callable(report)
    evidence: list[tuple[float, ...]] = []
    right: list[bool] = []
    for document in held:
        for raw in reader.read(document.tokens, document.regions):
            verdict_ = verdict(document.tokens, raw, document.relations)
            if verdict_ is not None:
                evidence.append(raw.evidence)
                right.append(verdict_)
    if len(set(right)) < 2:
        return reader
    factors = calibration(np.array(evidence), np.array(right))
    report(f"held-out: {100 * np.mean(right):.1f} % of {len(right)} sources right; calibration {factors}")
    return replace(reader, calibration=factors)


def predicted(component: AttributionReader, document: Document) -> str:
    """One line of predictions in the scorer's format."""
    doc = component(document.doc)
    found = relations(doc, document.regions)
    attributions = [
        {
            role: [[s.start, s.end] for s in spans] if spans else None
            for role, spans in (("source", r.source), ("cue", r.cue), ("content", r.content))
        }
        for r in found
    ]
    return json.dumps({"doc": document.gold.stem, "attributions": attributions})


def _score(data: Path, predictions: Path, out: Path) -> None:
    scorer = data / "eval" / "score_attribution.py"
    if not scorer.exists():
        return
    dev = data / "corpora" / "polnear" / "dev"
    folders = ["--gold-dir", str(dev / "attributions"), "--text-dir", str(dev / "text")]
    subprocess.run(
        [sys.executable, str(scorer), str(predictions), *folders, "--bootstrap", "200", "--json", str(out)],
        check=True,
    )


if __name__ == "__main__":
    main()
