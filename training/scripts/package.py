"""Puts the trained parts together into the pipeline that ships, with its card."""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from training.scripts.corpora import ROOT, WORK, corpora_folder, gum_files
from training.scripts.lemmas import tables

SHIPPED = ROOT / "models" / "en_gloss_news"
CARD = ROOT / "training" / "MODEL.md"
META = {
    "lang": "en",
    "name": "gloss_news",
    "description": "News English: tags, lemmas, dependencies, sentences, names and attributions.",
    "author": "The Gloss authors",
    "license": "CC BY-SA 4.0",
}


def base_pipeline(syntax: Path, names: Path, corpora: Path) -> Language:
    """The pipeline of the trained syntax and names, with a rule lemmatizer made from the treebanks."""
    nlp = spacy.load(syntax)
    nlp.add_pipe("lemmatizer", config={"mode": "rule"}, after="parser")
    treebanks = [corpora / "ud_ewt" / "en_ewt-ud-train.conllu", *gum_files(corpora, "train")]
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    lemmatizer.initialize(lookups=tables(treebanks))
    nlp.add_pipe("ner", source=spacy.load(names), last=True)
    return nlp


def add_component(nlp: Language, factory: str, weights: Path) -> None:
    """Adds a trained component at the pipeline's end, its weights read from the folder `weights`."""
    nlp.add_pipe(factory, last=True)
    component: Any = nlp.get_pipe(factory)
    component.from_disk(weights)


def assemble(
    nlp: Language, target: Path, version: str, components: dict[str, Path] | None = None, scores: Path | None = None
) -> None:
    """Writes the final pipeline to `target`, replacing what stands there in one step.

    `components` maps factory names ("gloss_attribution") to the folders of their weights; `scores` is the
    JSON file that evaluate.py writes, kept in the meta data. The training blocks of the config are left
    out: they name code that does not ship.
    """
    for factory, weights in (components or {}).items():
        add_component(nlp, factory, weights)
    nlp.meta.update(META, version=version)
    if scores:
        nlp.meta["performance"] = json.loads(scores.read_text(encoding="utf-8"))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".new-") as folder:
        fresh = Path(folder) / target.name
        nlp.to_disk(fresh)
        _without_training(fresh)
        if CARD.is_file():
            shutil.copy(CARD, fresh / "MODEL.md")
        if target.is_dir():
            target.rename(Path(folder) / "old")
        fresh.rename(target)


def _without_training(folder: Path) -> None:
    config = spacy.util.load_config(folder / "config.cfg")
    defaults = spacy.blank("en").config
    for block in ("training", "initialize", "corpora"):
        config[block] = defaults[block]
    config.to_disk(folder / "config.cfg")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--syntax", type=Path, default=WORK / "syntax" / "model-best")
    parser.add_argument("--names", type=Path, default=WORK / "names" / "model-best")
    parser.add_argument("--target", type=Path, default=SHIPPED)
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--scores", type=Path)
    parser.add_argument("--attribution", type=Path, help="folder of the attribution component's weights")
    arguments = parser.parse_args()
    nlp = base_pipeline(arguments.syntax, arguments.names, corpora_folder())
    extra = {"gloss_attribution": arguments.attribution} if arguments.attribution else {}
    assemble(nlp, arguments.target, arguments.version, extra, arguments.scores)


if __name__ == "__main__":
    main()
