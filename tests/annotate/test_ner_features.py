from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from gloss.annotate.ner_features import gazetteer_codes, gazetteer_embed


@pytest.fixture(scope="module")
def doc() -> Doc:
    words = [
        "President",
        "Anna",
        "Weber",
        "left",
        "Saudi",
        "Arabia",
        "and",
        "new",
        "york",
        "for",
        "New",
        "York",
    ]
    return Doc(spacy.blank("en").vocab, words=words)


def test_longest_place_names_win_and_tell_begin_from_inside(doc: Doc) -> None:
    places = gazetteer_codes(doc)[:, 0]
    assert places[4] % 2 == 1
    assert places[5] == places[4] + 1
    assert places[10] % 2 == 1
    assert places[11] == places[10] + 1
    assert not places[[0, 1, 2, 3, 6, 7, 8, 9]].any()


def test_kinds_of_words_differ(doc: Doc) -> None:
    words = gazetteer_codes(doc)[:, 1]
    title, given, surname, plain = words[0], words[1], words[2], words[3]
    assert len({int(title), int(given), int(surname), int(plain)}) == 4
    assert plain == 0


def test_the_layer_gives_one_vector_a_token_and_notices_the_gazetteer(doc: Doc) -> None:
    model = gazetteer_embed(16, ["SHAPE"], [50])
    model.initialize(X=[doc])
    (vectors,) = model.predict([doc])
    assert vectors.shape == (len(doc), 16)
    # "Arabia" and "Weber" share their shape or not, but "york" and "for" stand outside every list.
    listed = Doc(doc.vocab, words=["Syria"])
    unlisted = Doc(doc.vocab, words=["Xyria"])
    first, second = model.predict([listed, unlisted])
    assert not np.allclose(first, second)


def test_codes_are_withheld_while_training_only(doc: Doc) -> None:
    model = gazetteer_embed(16, ["SHAPE"], [50], hidden=1.0)
    model.initialize(X=[doc])
    listed, unlisted = Doc(doc.vocab, words=["Syria"]), Doc(doc.vocab, words=["Xyria"])
    (first, second), _ = model.begin_update([listed, unlisted])
    assert np.allclose(first, second)
