"""Word embeddings that know the gazetteer: the input layer of the shipped pipeline's name finder.

Register it by importing this module before `spacy.load`, or through the entry point
`spacy_architectures` of the installed package.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    with_array,
)

from gloss.annotate import gazetteer

Codes = NDArray[np.uint64]

LONGEST_NAME = 4
COUNTRY, STATE, CAPITAL, CITY, REGION, PEOPLE = range(1, 7)
GAZETTEER_ROWS = (96, 256)


def gazetteer_codes(doc: Doc) -> Codes:
    """Two codes for each token, (n_tokens, 2): its place in a listed place name, and what kind of word it is.

    The first is 0 outside names, odd at a name's first word and even inside it; names of several words
    win over shorter ones. The second joins the kind of personal name with title and organisation words.
    """
    words = [token.text for token in doc]
    codes = np.zeros((len(words), 2), dtype=np.uint64)
    codes[:, 1] = [_word_code(word) for word in words]
    index = 0
    while index < len(words):
        length, kind = _longest(words, index)
        if kind:
            codes[index, 0] = 2 * kind - 1
            codes[index + 1 : index + length, 0] = 2 * kind
        index += length
    return codes


def _longest(words: list[str], index: int) -> tuple[int, int]:
    """Length and kind of the longest listed place at `index`; (1, 0) where none begins."""
    if not words[index][:1].isupper():
        return 1, 0
    for length in range(min(LONGEST_NAME, len(words) - index), 0, -1):
        kind = _place_code(" ".join(words[index : index + length]))
        if kind:
            return length, kind
    return 1, 0


@lru_cache(maxsize=1 << 17)
def _place_code(text: str) -> int:
    if gazetteer.country(text):
        return COUNTRY
    if gazetteer.is_us_state(text):
        return STATE
    if gazetteer.capital(text):
        return CAPITAL
    if gazetteer.is_people(text):
        return PEOPLE
    if gazetteer.is_region(text):
        return REGION
    return CITY if gazetteer.is_city(text) else 0


@lru_cache(maxsize=1 << 17)
def _word_code(word: str) -> int:
    role = 1 if gazetteer.is_title(word) else 2 if gazetteer.is_body_word(word) else 0
    if not word[:1].isupper():
        return role
    surname = gazetteer.is_surname(word.rpartition("-")[2])
    gender = gazetteer.given_name_gender(word)
    given = 0 if not gazetteer.is_given_name(word) else {"m": 1, "f": 2, None: 3}[gender]
    return role + 3 * (given + 4 * surname + 8)


def _features(attributes: list[str], hidden: float) -> Model[list[Doc], list[Codes]]:
    """A layer that gives lexical attributes and gazetteer codes of each document's tokens."""
    return Model("gazetteer_features", _forward, attrs={"attributes": attributes, "hidden": hidden})


def _forward(
    model: Model[list[Doc], list[Codes]], docs: list[Doc], is_train: bool
) -> tuple[list[Codes], Callable[[list[Codes]], list[Doc]]]:
    rows = []
    for doc in docs:
        codes = gazetteer_codes(doc)
        if is_train:
            # The lists never hold every name: what they say is withheld at random while training.
            codes[np.random.random(len(doc)) < model.attrs["hidden"]] = 0
        lexical = doc.to_array(model.attrs["attributes"]).reshape((len(doc), -1))
        rows.append(np.hstack((lexical.astype(np.uint64), codes)))
    return rows, lambda gradients: []


@registry.architectures("gloss.GazetteerEmbed.v1")  # type: ignore[untyped-decorator]
def gazetteer_embed(
    width: int, attrs: list[str], rows: list[int], hidden: float = 0.15
) -> Model[list[Doc], list[Any]]:
    """A layer from documents to token vectors of `width`, as spaCy's MultiHashEmbed with two columns more.

    `attrs` names lexical attributes and `rows` the size of each one's table; `hidden` is the share of
    tokens whose gazetteer codes are withheld while training.
    """
    sizes = [*rows, *GAZETTEER_ROWS]
    embeds: list[Model[Any, Any]] = [
        HashEmbed(nO=width, nV=size, column=column, seed=column + 7, dropout=0.0)
        for column, size in enumerate(sizes)
    ]
    mix: Model[Any, Any] = Maxout(nO=width, nI=width * len(sizes), nP=3, dropout=0.0, normalize=True)
    vectors: Model[Any, Any] = with_array(chain(concatenate(*embeds), mix))
    layer: Model[list[Doc], list[Any]] = chain(
        _features(attrs, hidden), list2ragged(), vectors, ragged2list()
    )
    return layer
