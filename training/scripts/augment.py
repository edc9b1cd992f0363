"""Variants of training documents: quotation marks of every kind, capitals, names of all the world."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from spacy.language import Language
from spacy.training import Example
from spacy.util import registry

# Opening and closing form of each double style; the middle one opens as it closes.
STYLES = (("“", "”"), ('"', '"'), ("``", "''"), ("«", "»"))
STYLE_WEIGHTS = (40, 30, 25, 5)
OPENING = frozenset({"“", "``", "«", "„"})
CLOSING = frozenset({"”", "''", "»"})


DASHES = ("_", "-", "--", "–", "—")


def restyled_marks(words: list[str], spaces: list[bool], rng: random.Random) -> list[str]:
    """The words with double quotation marks and free dashes in one style, apostrophes perhaps curled."""
    opening, closing = rng.choices(STYLES, STYLE_WEIGHTS)[0]
    curl = rng.random() < 0.5
    dash = rng.choice(DASHES)
    restyled = []
    spaced = True
    for word, space in zip(words, spaces, strict=True):
        mark = word
        if word in OPENING or (word == '"' and spaced):
            mark = opening
        elif word in CLOSING or word == '"':
            mark = closing
        elif word in {"--", "–", "—"} and spaced and space:
            mark = dash
        elif "'" in word and curl:
            mark = word.replace("'", "’")
        restyled.append(mark)
        spaced = space
    return restyled


def rebuilt(nlp: Language, example: Example, words: list[str]) -> Example:
    """The example with other words of the same number; annotation and spaces stay."""
    annotation: dict[str, Any] = example.to_dict()
    annotation["token_annotation"]["ORTH"] = words
    spaces = [bool(token.whitespace_) for token in example.reference]
    text = "".join(word + " " * space for word, space in zip(words, spaces, strict=True))
    return example.from_dict(nlp.make_doc(text), annotation)


@registry.augmenters("gloss.quotation_marks.v1")  # type: ignore[untyped-decorator]
def quotation_marks(level: float, seed: int = 1) -> Callable[[Language, Example], Iterator[Example]]:
    """An augmenter that restyles a share `level` of the documents and leaves the others."""
    rng = random.Random(seed)

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        if rng.random() >= level:
            yield example
            return
        words = [token.text for token in example.reference]
        spaces = [bool(token.whitespace_) for token in example.reference]
        yield rebuilt(nlp, example, restyled_marks(words, spaces, rng))

    return augment
