from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from gloss.annotate.evened import even_names
from tests.annotate.articles import make_article

BLANK = spacy.blank("en")


def evened(marked: str) -> list[tuple[str, str]]:
    """Names after evening of words in which an underscore joins a name and a slash gives its type."""
    words: list[str] = []
    tags: list[str] = []
    for part in marked.split():
        name, _, label = part.partition("/")
        for at, word in enumerate(name.split("_")):
            words.append(word)
            tags.append(f"{'I' if at else 'B'}-{label}" if label else "O")
    starts = [at == 0 or words[at - 1] == "." for at in range(len(words))]
    doc = Doc(BLANK.vocab, words=words, ents=tags, sent_starts=starts)
    even_names(doc)
    return [(entity.text, entity.label_) for entity in doc.ents]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Ana_Torv/PERSON left . Torv/LOC left .", ["PERSON", "PERSON"]),
        ("Jo_Peru/PERSON saw Peru/LOC .", ["PERSON", "LOC"]),  # a country stays one
        ("Moro/ORG and Moro/ORG , not Moro/LOC", ["ORG", "ORG", "ORG"]),
        ("the_Moro/ORG and MORO/ORG , not Moro_'s/LOC", ["ORG", "ORG", "ORG"]),
        ("Moro/ORG , or Moro/LOC", ["ORG", "LOC"]),  # one against one: nobody knows
        ("Torvian/NORP men and Ana_Torvian/PERSON", ["NORP", "PERSON"]),
    ],
)
def test_a_name_has_one_type(words: str, names: list[str]) -> None:
    assert [label for _, label in evened(words)] == names


def test_two_bodies_in_one_come_apart_where_one_stands_alone() -> None:
    assert evened("Vexo_and_Lumo/ORG merge . Lumo/LOC fell .") == [
        ("Vexo", "ORG"),
        ("Lumo", "ORG"),
        ("Lumo", "LOC"),
    ]
    assert evened("Vexo_and_Lumo/ORG merge .") == [("Vexo and Lumo", "ORG")]


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("Tidal_Board/ORG met . The Tidal Board rose .", 2),
        ("Vexo/ORG met Vexo/ORG as Vexo rose .", 3),
        ("Vexo/ORG met Vexo/ORG . Vexo rose .", 2),  # a sentence's first word may be any word
        ("Vexo/ORG met as Vexo rose .", 1),
        ("Ana_Torv/PERSON met Torv/PERSON , Torv/PERSON and Torv .", 4),
        ("Ana_Torv/PERSON and Ana Torv .", 1),
    ],
)
def test_what_was_passed_over_is_found_again(words: str, times: int) -> None:
    assert len(evened(words)) == times


def test_other_pipelines_labels_are_kept() -> None:
    names = evened("Ana_Torv/PER met . Torv/GPE left Rovia/GPE for Rovia/GPE and Rovia/ORG .")
    assert [label for _, label in names] == ["PER", "PER", "GPE", "GPE", "GPE"]


def test_a_text_without_names_stays() -> None:
    assert evened("no names here") == []


def test_an_article_is_read_with_one_type_per_name(nlp: spacy.language.Language) -> None:
    from gloss.annotate.doc import read_doc

    text = "Aldo Moro was taken.\n\nIn Moro they wept.\n\nMoro’s letters came."
    doc = read_doc(nlp, make_article(text))
    assert {e.label_ for e in doc.ents if "Moro" in e.text} == {"PERSON"}
