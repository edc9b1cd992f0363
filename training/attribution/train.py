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
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from gloss.annotate import pipeline
from gloss.annotate.attribution import AttributionReader, context, cues, frames, relations, relative, windows
from gloss.annotate.attribution.crf import Weights
from gloss.annotate.attribution.lexicon import Classes
from gloss.annotate.attribution.reader import Reader
from training.attribution import gold
from training.attribution.calibrate import calibration, verdict
from training.attribution.classes import from_documents
from training.attribution.corpus import fold, held_out
from training.attribution.crf_train import Example, Settings, fit, vocabulary
from training.attribution.documents import Document, documents, fingerprint
from training.scripts.corpora import corpora_folder

Report = Callable[[str], None]

FOLDS = 2
"""The second tagger learns from cues the first one found in documents it had not learnt from."""

WORDS = Settings(labels=len(cues.LABELS), epochs=5, rate=0.03, decay=0.01, dropout=0.6, keep=300_000)
ROWS = Settings(labels=len(frames.LABELS), epochs=6, rate=0.03, decay=0.01, dropout=0.6, keep=550_000)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with the classes of its words and its example for the first tagger."""

    document: Document
    classes: NDArray[np.uint64]
    example: Example


def main() -> None:
    arguments = _arguments()
    start = time.monotonic()

    def report(message: str) -> None:
        print(f"{time.monotonic() - start:6.0f} s  {message}", flush=True)

    data = arguments.data or corpora_folder().parent
    nlp = pipeline.load(str(arguments.pipeline), arguments.pipeline.parent)
    cache = arguments.cache / fingerprint(arguments.pipeline)
    train = list(documents(data, "train", nlp, cache, arguments.limit))
    dev = list(documents(data, "dev", nlp, cache, arguments.limit))
    report(f"{len(train)} train and {len(dev)} dev documents read")
    settings = (WORDS, ROWS)
    if arguments.epochs:
        settings = (replace(WORDS, epochs=arguments.epochs), replace(ROWS, epochs=arguments.epochs))
    reader = train_reader(train, data, settings, report)
    component = AttributionReader(reader=reader)
    component.to_disk(arguments.out)
    report(f"weights: {(arguments.out / 'weights.npz').stat().st_size / 1e6:.2f} MB")
    component.from_disk(arguments.out)  # measured as it ships, rounding included
    predictions = arguments.out / "dev.jsonl"
    predictions.write_text(
        "".join(f"{predicted(component, document)}\n" for document in dev), encoding="utf-8"
    )
    _score(data, predictions, arguments.out / "report.json")
    report("done")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="folder that holds corpora/polnear, if not GLOSS_DATA")
    parser.add_argument("--pipeline", type=Path, required=True, help="folder of the spaCy pipeline")
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights and the report")
    parser.add_argument("--cache", type=Path, default=Path("build/attribution"), help="folder for parses")
    parser.add_argument("--limit", type=int, help="documents to take of each split (for a quick trial)")
    parser.add_argument("--epochs", type=int, help="passes over the data, in place of the tuned ones")
    return parser.parse_args()


def train_reader(
    train: Sequence[Document], data: Path, settings: tuple[Settings, Settings], report: Report
) -> Reader:
    """Both taggers fitted on the documents that are not held out, calibrated on those that are."""
    core = [document for document in train if not held_out(document.gold.stem)]
    held = [document for document in train if held_out(document.gold.stem)]
    classes = from_documents((document.doc for document in core), data)
    report(f"classes of {len(classes.keys)} lemmas")
    prepared = [_prepared(document, classes) for document in core]
    words, nodes = train_words(prepared, settings[0], report)
    rows = train_rows(prepared, nodes, settings[1], report)
    return _calibrated(Reader(words=words, rows=rows, classes=classes), held, report)


def train_words(
    prepared: Sequence[Prepared], settings: Settings, report: Report
) -> tuple[Weights, list[NDArray[np.float32]]]:
    """The first tagger, and what one that had not seen it finds in each document."""
    examples = [p.example for p in prepared]
    part = [fold(p.document.gold.stem, FOLDS) for p in prepared]
    keys = vocabulary(examples, settings.rarest)
    found: list[NDArray[np.float32]] = [np.zeros((0, settings.labels), np.float32)] * len(prepared)
    for number in range(FOLDS):
        others = [e for e, n in zip(examples, part, strict=True) if n != number]
        weights = fit(others, replace(settings, keep=None), keys)
        for index, p in enumerate(prepared):
            if part[index] == number:
                found[index] = cues.tagged(p.document.tokens, p.example.word_keys, weights)
        report(f"first tagger without part {number + 1} of {FOLDS}")
    return fit(examples, settings, keys, report), found


def train_rows(
    prepared: Sequence[Prepared], nodes: Sequence[NDArray[np.float32]], settings: Settings, report: Report
) -> Weights:
    """The second tagger, from the cues that the first one found."""
    examples = [_row_example(p, n) for p, n in zip(prepared, nodes, strict=True)]
    kept = [example for example in examples if example is not None]
    report(f"{sum(len(e.gold) for e in kept)} rows around {sum(len(e.starts) for e in kept)} cues")
    return fit(kept, settings, None, report)


def _prepared(document: Document, classes: Classes) -> Prepared:
    tokens = document.tokens
    found = classes.of(tokens.lemma)
    keys = context.features(tokens, document.regions, found)
    starts, lengths = cues.paragraphs(tokens)
    labels = gold.word_labels(tokens, document.relations)
    example = Example(keys, None, np.arange(len(tokens)), labels, starts, lengths)
    return Prepared(document, found, example)


def _row_example(prepared: Prepared, nodes: NDArray[np.float32]) -> Example | None:
    tokens = prepared.document.tokens
    found = cues.candidates(tokens, nodes)
    if not len(found):
        return None
    rows = windows.windows(tokens, found)
    labels = gold.row_labels(found, rows, gold.matched(found, prepared.document.relations), len(tokens))
    row_keys = relative.features(tokens, found, rows, nodes, prepared.classes)
    return Example(prepared.example.word_keys, row_keys, rows.first, labels, rows.starts, rows.lengths)


def _calibrated(reader: Reader, held: Sequence[Document], report: Report) -> Reader:
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
