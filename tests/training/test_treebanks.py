from __future__ import annotations

import random
from pathlib import Path

import spacy

from training.scripts.treebanks import make_doc, passages, read_conllu


def test_sentences_keep_their_surface_and_paragraphs(conllu: Path) -> None:
    sentences = list(read_conllu(conllu))
    assert [[word.form for word in sentence.words][:2] for sentence in sentences] == [
        ["It", "'s"],
        ["Mayor", "Mira"],
        ["well", "-"],
    ]
    assert [sentence.new_paragraph for sentence in sentences] == [True, False, True]


def test_contractions_and_hyphens_stand_without_spaces(conllu: Path) -> None:
    first, _, last = read_conllu(conllu)
    assert "".join(word.form + " " * word.space for word in first.words) == "It's a start. "
    assert "".join(word.form + " " * word.space for word in last.words) == "well-known Lima "


def test_every_part_of_a_name_is_a_proper_noun(conllu: Path) -> None:
    _, second, _ = read_conllu(conllu)
    assert [(word.upos, word.lemma) for word in second.words][2] == ("PROPN", "Old")


def test_passages_end_with_their_paragraph(conllu: Path) -> None:
    groups = list(passages(read_conllu(conllu), random.Random(1), singles=0.0))
    assert [len(group) for group in groups] == [2, 1]


def test_a_passage_becomes_a_gold_document(conllu: Path) -> None:
    (group, _) = passages(read_conllu(conllu), random.Random(1), singles=0.0)
    doc = make_doc(group, spacy.blank("en").vocab)
    assert doc.text == "It's a start. Mayor Mira Old left "
    assert [sentence.root.text for sentence in doc.sents] == ["start", "left"]
    assert [token.head.text for token in doc[5:9]] == ["Mira", "left", "Mira", "left"]
