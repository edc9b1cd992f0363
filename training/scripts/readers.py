"""The stream of training documents for names: all sets mixed by weight, varied anew on every pass."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example
from spacy.util import registry

from gloss.annotate import ner_features
from training.scripts import augment, swap, tokens
from training.scripts.augment import restyled_marks
from training.scripts.corpora import ROOT
from training.scripts.entities import Tagged

__all__ = ["augment", "names_mix", "ner_features", "tokens"]

GAZETTEER = ROOT / "gloss" / "annotate" / "data" / "gazetteer.json"

# Copies of each set in one pass: the silver set is large and of one year and country.
WEIGHTS = {"polnear": 0.35, "gmb": 1.5, "wikigold": 3.0, "gum": 1.0}
# Shares of the passages that get new names, a dateline, a speaker before them, other quotation marks, and
# of the short ones that are set as a headline.
SWAPPED, DATELINED, SPOKEN, RESTYLED, HEADLINES = 0.6, 0.05, 0.03, 0.4, 0.15


@registry.readers("gloss.names_mix.v1")  # type: ignore[untyped-decorator]
def names_mix(path: Path, seed: int, vary: bool = True) -> Callable[[Language], Iterator[Example]]:
    """A reader of an endless stream of examples from every `*.spacy` file in the folder `path`."""

    def read(nlp: Language) -> Iterator[Example]:
        rng = random.Random(seed)
        sets = {file.stem: _passages(file, nlp) for file in sorted(Path(path).glob("*.spacy"))}
        lists = swap.pools(json.loads(GAZETTEER.read_text(encoding="utf-8")), _gold_bodies(sets))
        while True:
            for passage in _one_pass(sets, rng):
                doc = as_doc(varied(passage, lists, rng) if vary else passage, nlp)
                yield Example(nlp.make_doc(doc.text), doc)

    return read


def _gold_bodies(sets: dict[str, list[Tagged]]) -> Iterator[Tagged]:
    for name, passages in sets.items():
        if name != "polnear":
            yield from passages


def varied(passage: Tagged, lists: swap.Pools, rng: random.Random) -> Tagged:
    """The passage with chance variations; most passages keep some trait, many keep all."""
    if passage.entities and rng.random() < SWAPPED:
        passage = swap.swapped(passage, lists, rng)
    if rng.random() < DATELINED:
        passage = swap.with_dateline(passage, lists, rng)
    elif rng.random() < SPOKEN:
        passage = swap.with_speaker(passage, lists, rng)
    if len(passage.words) < 25 and rng.random() < HEADLINES:
        passage = swap.recased(passage, rng)
    if rng.random() < RESTYLED:
        words = restyled_marks(list(passage.words), list(passage.spaces), rng)
        passage = Tagged(tuple(words), passage.spaces, passage.entities)
    return passage


def as_doc(passage: Tagged, nlp: Language) -> Doc:
    """The passage as a gold document."""
    doc = Doc(nlp.vocab, words=list(passage.words), spaces=list(passage.spaces))
    doc.ents = [Span(doc, start, end, label=label) for start, end, label in passage.entities]
    return doc


def _passages(path: Path, nlp: Language) -> list[Tagged]:
    return [
        Tagged(
            tuple(token.text for token in doc),
            tuple(bool(token.whitespace_) for token in doc),
            tuple((entity.start, entity.end, entity.label_) for entity in doc.ents),
        )
        for doc in DocBin().from_disk(path).get_docs(nlp.vocab)
    ]


def _one_pass(sets: dict[str, list[Tagged]], rng: random.Random) -> list[Tagged]:
    drawn: list[Tagged] = []
    for name, passages in sets.items():
        whole, part = divmod(WEIGHTS.get(name, 1.0), 1)
        drawn += passages * int(whole) + rng.sample(passages, int(part * len(passages)))
    rng.shuffle(drawn)
    return drawn
