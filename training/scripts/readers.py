"""The stream of training documents for names: all sets mixed by weight, varied anew on every pass."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import registry

from training.scripts import augment, tokens

__all__ = ["augment", "names_mix", "tokens"]

# Copies of each set in one pass: the silver set is large and of one year and country.
WEIGHTS = {"polnear": 0.5, "gmb": 1.0, "wikigold": 2.0, "gum": 0.8}


@registry.readers("gloss.names_mix.v1")
def names_mix(path: Path, seed: int, vary: bool = True) -> Callable[[Language], Iterator[Example]]:
    """A reader of an endless stream of examples from every `*.spacy` file in the folder `path`."""

    def read(nlp: Language) -> Iterator[Example]:
        rng = random.Random(seed)
        sets = {file.stem: _docs(file, nlp) for file in sorted(Path(path).glob("*.spacy"))}
        while True:
            for doc in _one_pass(sets, rng):
                yield Example(nlp.make_doc(doc.text), doc)

    return read


def _docs(path: Path, nlp: Language) -> list[Doc]:
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


def _one_pass(sets: dict[str, list[Doc]], rng: random.Random) -> list[Doc]:
    drawn: list[Doc] = []
    for name, docs in sets.items():
        whole, part = divmod(WEIGHTS.get(name, 1.0), 1)
        drawn += docs * int(whole) + rng.sample(docs, int(part * len(docs)))
    rng.shuffle(drawn)
    return drawn
