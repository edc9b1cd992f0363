"""Puts the trained parts together into the pipeline that ships, with its card."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.strings import StringStore

from gloss.annotate import attribution, ner_features
from training.scripts.corpora import ROOT, corpora_folder, gum_files
from training.scripts.lemmas import tables

__all__ = ["add_component", "assemble", "attribution", "base_pipeline", "ner_features"]

SHIPPED = ROOT / "models" / "en_gloss_news"
CARD = ROOT / "training" / "MODEL.md"
SAID = "attribution on "
"""How the titles of the sets that attribution is scored on begin."""

META = {
    "lang": "en",
    "name": "gloss_news",
    "description": "News English: tags, lemmas, dependencies, sentences, names and attributions.",
    "author": "The Gloss authors",
    "license": "CC BY-SA 4.0",
}
# One sentence of everything, to see that a written pipeline reads as the one in memory did.
SAMPLE = "“We’re leaving,” Foreign Minister Ana Kovač told the BBC in Geneva on May 3, after the vote."


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
    *,
    version: str,
    components: dict[str, Path] | None = None,
    metrics: Path | None = None,
    settings: dict[str, Any] | None = None,
) -> None:
    """Writes the final pipeline to `target`; the folder that stands there is replaced by one renaming.

    `components` maps factory names ("gloss_attribution") to the folders of their weights; `metrics` is the
    JSON file that evaluate.py writes, its scores kept in the meta data and shown on the card, those under
    "shown" also on the method page of a site, as shares of one; `settings`
    stand under "gloss" in the meta data ({"threshold": 0.7}). Of the vocabulary only what the components
    need is kept, and the config's training blocks are left out: they name code that does not ship. Raises
    ValueError when the written pipeline reads another way than `nlp` did.
    """
    for factory, weights in (components or {}).items():
        add_component(nlp, factory, weights)
    nlp.meta.update(META, version=version)
    measured = json.loads(metrics.read_text(encoding="utf-8")) if metrics else {}
    nlp.meta["performance"] = performance(measured)
    if settings:
        nlp.meta["gloss"] = settings
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".new-") as folder:
        fresh = Path(folder) / target.name
        nlp.to_disk(fresh)
        _without_training(fresh)
        _without_words(nlp, fresh)
        if _reading(spacy.load(fresh)) != _reading(nlp):
            raise ValueError(f"{fresh}: the pipeline reads another way once written")
        (fresh / "MODEL.md").write_text(card(version, measured), encoding="utf-8")
        if target.is_dir():
            target.rename(Path(folder) / "old")
        fresh.rename(target)


def _without_training(folder: Path) -> None:
    config = spacy.util.load_config(folder / "config.cfg")
    defaults = spacy.blank("en").config
    for block in ("training", "initialize", "corpora"):
        config[block] = defaults[block]
    config.to_disk(folder / "config.cfg")


def _without_words(nlp: Language, folder: Path) -> None:
    """Empties the written vocabulary of the corpora's words; the labels of all components stay."""
    kept = {label for name in nlp.pipe_names for label in nlp.pipe_labels.get(name, ())}
    for label in tuple(kept):
        features = label.split("|")
        kept.update(features, (part for feature in features for part in feature.split("=")))
        kept.add("|".join(feature for feature in features if not feature.startswith("POS=")))
    strings = StringStore(sorted({*spacy.blank("en").vocab.strings, *kept}))
    strings.to_disk(folder / "vocab" / "strings.json")


def _reading(nlp: Language) -> list[tuple[str, ...]]:
    return [
        (token.tag_, token.pos_, str(token.morph), token.lemma_, token.dep_, token.ent_type_)
        for token in nlp(SAMPLE)
    ]


def card(version: str, measured: dict[str, Any]) -> str:
    """The model card with this version and the tables of what evaluate.py `measured`."""
    scores: dict[str, dict[str, float]] = measured.get("scores", {})
    told = {title: values for title, values in scores.items() if not title.startswith(SAID)}
    rows = [[title, name, value] for title, values in told.items() for name, value in values.items()]
    tables = {
        "version": version,
        "scores": _table(["set", "measure", "score"], rows),
        "attribution": _attribution_table(scores),
        "shown": _per_set(measured, "shown"),
        "reliable": _per_set(measured, "reliable"),
        "ablations": _ablation_table(measured.get("ablations", {})),
    }
    text = CARD.read_text(encoding="utf-8")
    for name, table in tables.items():
        text = text.replace(f"{{{name}}}", table)
    return text


def _attribution_table(scores: dict[str, dict[str, float]]) -> str:
    """One row a measure, one column a set, with the interval where there is one."""
    sets = {title.removeprefix(SAID): values for title, values in scores.items() if title.startswith(SAID)}
    names = [name for name in next(iter(sets.values()), {}) if "95 %" not in name]
    rows = [[name, *(_interval(values, name) for values in sets.values())] for name in names]
    return _table(["measure", *sets], rows)


def _interval(values: dict[str, float], name: str) -> str:
    low, high = values.get(f"{name}, 95 % from"), values.get(f"{name}, 95 % to")
    return f"{values[name]}" if low is None else f"{values[name]} ({low} to {high})"


def _per_set(measured: dict[str, Any], name: str) -> str:
    """The rows of this name of every set that attribution was scored on."""
    sets = measured.get("attribution", {})
    rows = [[title, *row.values()] for title, found in sets.items() for row in found[name]]
    heads = next((list(found[name][0]) for found in sets.values()), [])
    return _table(["set", *heads], rows)


def _ablation_table(ablations: dict[str, dict[str, float]]) -> str:
    columns = list(next(iter(ablations.values()), {}))
    return _table(["part", *columns], [[title, *row.values()] for title, row in ablations.items()])


def _table(heads: list[str], rows: list[list[Any]]) -> str:
    if not rows:
        return "Not measured yet."
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def write_card(folder: Path, measured: dict[str, Any]) -> None:
    """Card and meta data of the pipeline in `folder` with what was `measured` on it since."""
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    meta["performance"] = performance(measured)
    (folder / "meta.json").write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")
    (folder / "MODEL.md").write_text(card(meta["version"], measured), encoding="utf-8")


def performance(measured: dict[str, Any]) -> dict[str, Any]:
    """What of the metrics stands in a pipeline's meta data."""
    return {**measured.get("scores", {}), **measured.get("shown", {})}


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
    final.add_argument("--metrics", type=Path)
    final.add_argument("--attribution", type=Path, help="folder of the attribution component's weights")
    final.add_argument("--threshold", type=float, help="least score at which a speaker is shown")
    again = commands.add_parser("card", help="what was measured since to the card of what ships")
    again.add_argument("--target", type=Path, default=SHIPPED)
    again.add_argument("--metrics", type=Path, required=True)
    arguments = parser.parse_args()
    if arguments.command == "card":
        write_card(arguments.target, json.loads(arguments.metrics.read_text(encoding="utf-8")))
        return
    if arguments.command == "base":
        base_pipeline(arguments.syntax, arguments.names, corpora_folder()).to_disk(arguments.target)
        return
    extra = {"gloss_attribution": arguments.attribution} if arguments.attribution else {}
    settings = {"threshold": arguments.threshold} if arguments.threshold else None
    assemble(
        spacy.load(arguments.base),
        arguments.target,
        version=arguments.version,
        components=extra,
        metrics=arguments.metrics,
        settings=settings,
    )


if __name__ == "__main__":
    main()
