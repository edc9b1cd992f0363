from __future__ import annotations

import json
import random

import pytest
import spacy
from spacy.tokens import Doc
from spacy.training import Example

from training.scripts.augment import quotation_marks, restyled_marks
from training.scripts.entities import Tagged
from training.scripts.lemmas import regular, tables
from training.scripts.readers import GAZETTEER, as_doc, varied
from training.scripts.swap import Pools, Swapper, pools, recased, swapped, with_dateline, with_speaker
from training.scripts.tokens import blank_news

PASSAGE = Tagged(
    (
        "Mira",
        "Old",
        "of",
        "Lima",
        "Bank",
        "told",
        "Peruvian",
        "papers",
        ":",
        "“",
        "Old",
        "is",
        "Mira",
        ".",
        "”",
    ),
    (True, True, True, True, True, True, True, False, True, False, True, True, False, False, False),
    ((0, 2, "PERSON"), (3, 5, "ORG"), (6, 7, "NORP"), (10, 11, "PERSON"), (12, 13, "PERSON")),
)


@pytest.fixture(scope="module")
def lists() -> Pools:
    return pools(json.loads(GAZETTEER.read_text(encoding="utf-8")), [PASSAGE])


def test_swapped_names_keep_labels_and_the_words_between(lists: Pools) -> None:
    for seed in range(40):
        passage = swapped(PASSAGE, lists, random.Random(seed), share=1.0)
        assert [label for *_, label in passage.entities] == [label for *_, label in PASSAGE.entities]
        inside = {index for start, end, _ in passage.entities for index in range(start, end)}
        kept = [word for index, word in enumerate(passage.words) if index not in inside]
        assert kept == ["of", "told", "papers", ":", "“", "is", ".", "”"]
        assert len(passage.words) == len(passage.spaces)


def test_a_surname_is_swapped_the_same_way_everywhere(lists: Pools) -> None:
    swapper = Swapper(lists, random.Random(3))
    full, short = swapper.name(("Mira", "Old"), "PERSON"), swapper.name(("Old",), "PERSON")
    assert short != ["Old"]
    assert full[1:] == short


def test_share_zero_changes_nothing(lists: Pools) -> None:
    assert swapped(PASSAGE, lists, random.Random(1), share=0.0) == PASSAGE


def test_a_dateline_moves_the_entities_along(lists: Pools) -> None:
    for seed in range(40):
        passage = with_dateline(PASSAGE, lists, random.Random(seed))
        assert len(passage.words) == len(passage.spaces)
        city, *_ = passage.entities
        assert city[0] == 0
        assert all(word.isupper() or not word.isalpha() for word in passage.words[: city[1]])
        tail = passage.entities[-len(PASSAGE.entities) :]
        assert passage.words[tail[0][0] : tail[0][1]] == ("Mira", "Old")


def test_a_speaker_stands_in_capitals_before_a_colon(lists: Pools) -> None:
    for seed in range(40):
        passage = with_speaker(PASSAGE, lists, random.Random(seed))
        start, end, label = passage.entities[0]
        assert label == "PERSON"
        assert passage.words[end] == ":"
        assert not any(word.islower() for word in passage.words[start:end])
        assert passage.words[end + 1 :] == PASSAGE.words
        assert len(passage.entities) == len(PASSAGE.entities) + 1


def test_recased_passages_keep_their_spans() -> None:
    passage = recased(PASSAGE, random.Random(1))
    assert passage.entities == PASSAGE.entities
    assert [word.lower() for word in passage.words] == [word.lower() for word in PASSAGE.words]


def test_variation_is_the_same_for_the_same_seed(lists: Pools) -> None:
    first, second = (varied(PASSAGE, lists, random.Random(7)) for _ in range(2))
    assert first == second
    nlp = blank_news()
    assert [entity.label_ for entity in as_doc(first, nlp).ents].count("PERSON") == 3


def test_quotation_marks_are_restyled_in_pairs() -> None:
    words = ['"', "No", ",", '"', "she", "said", ",", '"', "never", '"']
    spaces = [False, False, False, True, True, False, True, False, False, False]
    seen = set()
    for seed in range(30):
        marks = [
            word
            for word in restyled_marks(words, spaces, random.Random(seed))
            if not word.isalpha() and word != ","
        ]
        assert marks[:2] == marks[2:]
        seen.add(tuple(marks[:2]))
    assert {("“", "”"), ('"', '"'), ("``", "''")} <= seen


def test_restyled_examples_keep_their_annotation() -> None:
    nlp = blank_news()
    words = ['"', "No", '"', ",", "she", "said"]
    gold = Doc(
        nlp.vocab,
        words=words,
        spaces=[False, False, False, True, True, False],
        tags=["``", "UH", "''", ",", "PRP", "VBD"],
        heads=[1, 5, 1, 5, 5, 5],
        deps=["punct", "ccomp", "punct", "punct", "nsubj", "ROOT"],
    )
    example = Example(nlp.make_doc(gold.text), gold)
    for _ in range(20):
        (restyled,) = quotation_marks(1.0, seed=4)(nlp, example)
        assert [token.tag_ for token in restyled.reference] == [token.tag_ for token in gold]
        assert restyled.predicted.text == restyled.reference.text


@pytest.mark.parametrize("printed", ["``No,'' she said.", "“No,” she said."])
def test_doubled_marks_are_one_token(printed: str) -> None:
    words = [token.text for token in blank_news()(printed)]
    assert words[0] in {"``", "“"}
    assert words[3] in {"''", "”"}


@pytest.mark.parametrize(
    ("form", "pos", "known", "lemma"),
    [
        ("planned", "verb", {"plan"}, "plan"),
        ("making", "verb", {"make"}, "make"),
        ("cities", "noun", {"city"}, "city"),
        ("biggest", "adj", {"big"}, "big"),
        ("bread", "noun", set(), "bread"),
    ],
)
def test_regular_lemmas(form: str, pos: str, known: set[str], lemma: str) -> None:
    assert regular(form, pos, known) == lemma


def test_lemma_tables_hold_what_the_rules_miss(conllu) -> None:  # type: ignore[no-untyped-def]
    lookups = tables([conllu])
    exceptions = lookups.get_table("lemma_exc")
    assert exceptions["verb"]["left"] == ["leave"]
    assert exceptions["aux"]["'s"] == ["be"]
    assert exceptions["aux"]["’s"] == ["be"]
    assert "start" in lookups.get_table("lemma_index")["noun"]
    assert spacy.blank("en").vocab is not None
