"""Puts the trained parts together into the pipeline that ships, with its card."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.vocab import Vocab

from gloss.annotate import ner_features
from training.scripts.corpora import ROOT, corpora_folder, gum_files
from training.scripts.lemmas import tables

__all__ = ["add_component", "assemble", "base_pipeline", "ner_features"]

SHIPPED = ROOT / "models" / "en_gloss_news"
CARD = ROOT / "training" / "MODEL.md"
META = {
    "lang": "en",
    "name": "gloss_news",
    "description": "News English: tags, lemmas, dependencies, sentences, names and attributions.",
    "author": "The Gloss authors",
    "license": "CC BY-SA 4.0",
}
# One sentence of everything, to see that a written pipeline reads as the one in memory did.
SAMPLE = "“We’re leaving,” Foreign Minister Ana Kovač told the BBC in Geneva on May 3, 2019, after the U.N. report."


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
    nlp: Language,
    target: Path,
    version: str,
    components: dict[str, Path] | None = None,
    scores: Path | None = None,
) -> None:
    """Writes the final pipeline to `target`; the folder that stands there is replaced by one renaming.

    `components` maps factory names ("gloss_attribution") to the folders of their weights; `scores` is the
    JSON file that evaluate.py writes, kept in the meta data and shown on the card. Of the vocabulary only
    what the components need is kept, and the config's training blocks are left out: they name code that
    does not ship. Raises ValueError when the written pipeline reads another way than `nlp` did.
    """
    for factory, weights in (components or {}).items():
        add_component(nlp, factory, weights)
    nlp.meta.update(META, version=version)
    results = json.loads(scores.read_text(encoding="utf-8")) if scores else {}
    nlp.meta["performance"] = results
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".new-") as folder:
        fresh = Path(folder) / target.name
        nlp.to_disk(fresh)
        _without_training(fresh)
        _without_words(fresh)
        if _reading(spacy.load(fresh)) != _reading(nlp):
            raise ValueError(f"{fresh}: the pipeline reads another way once written")
        (fresh / "MODEL.md").write_text(card(version, results), encoding="utf-8")
        if target.is_dir():
            target.rename(Path(folder) / "old")
        fresh.rename(target)


def _without_training(folder: Path) -> None:
    config = spacy.util.load_config(folder / "config.cfg")
    defaults = spacy.blank("en").config
    for block in ("training", "initialize", "corpora"):
        config[block] = defaults[block]
    config.to_disk(folder / "config.cfg")


def _without_words(folder: Path) -> None:
    """Empties the written vocabulary of the corpora's words; components add their labels on loading."""
    spacy.blank("en").vocab.strings.to_disk(folder / "vocab" / "strings.json")
    Vocab().vectors.to_disk(folder / "vocab")


def _reading(nlp: Language) -> list[tuple[str, ...]]:
    return [
        (token.tag_, token.pos_, str(token.morph), token.lemma_, token.dep_, token.ent_type_)
        for token in nlp(SAMPLE)
    ]


def card(version: str, scores: dict[str, Any]) -> str:
    """The model card with this version and a table of these scores, one line for each set and measure."""
    rows = [
        f"| {title} | {measure} | {value} |"
        for title, values in scores.items()
        if isinstance(values, dict)
        for measure, value in values.items()
    ]
    table = "\n".join(["| set | measure | score |", "|---|---|---|", *rows]) if rows else "Not measured yet."
    return CARD.read_text(encoding="utf-8").replace("{version}", version).replace("{scores}", table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    base = commands.add_parser("base", help="trained parts to one pipeline")
    base.add_argument("syntax", type=Path)
    base.add_argument("names", type=Path)
    base.add_argument("target", type=Path)
    final = commands.add_parser("final", help="that pipeline, more components and its card to what ships")
    final.add_argument("base", type=Path)
    final.add_argument("--target", type=Path, default=SHIPPED)
    final.add_argument("--version", required=True)
    final.add_argument("--scores", type=Path)
    final.add_argument("--attribution", type=Path, help="folder of the attribution component's weights")
    arguments = parser.parse_args()
    if arguments.command == "base":
        base_pipeline(arguments.syntax, arguments.names, corpora_folder()).to_disk(arguments.target)
        return
    extra = {"gloss_attribution": arguments.attribution} if arguments.attribution else {}
    assemble(spacy.load(arguments.base), arguments.target, arguments.version, extra, arguments.scores)


if __name__ == "__main__":
    main()
