from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from gloss.annotate.gazetteer import is_people
from training.scripts.entities import (
    Tagged,
    corenlp_passages,
    detokenized,
    gum_passages,
    iob_passages,
    read_columns,
    read_gmb,
)
from training.scripts.ieer import read_ieer
from training.scripts.repair import agreed, repaired


def named(passage: Tagged) -> list[tuple[str, str]]:
    return [(" ".join(passage.words[start:end]), label) for start, end, label in passage.entities]


def text(passage: Tagged) -> str:
    return "".join(word + " " * space for word, space in zip(passage.words, passage.spaces, strict=True))


@pytest.mark.parametrize(
    "printed",
    [
        '"We won," she said (twice).',
        "They didn't pay $5 for the city's bread.",
        "He said ``no'' and “yes”.",
    ],
)
def test_detokenized_words_read_as_printed(printed: str) -> None:
    marked = printed
    for mark in ("``", "''", "“", "”", '"', "(", ")", ",", ".", "$", "n't", "'s"):
        marked = marked.replace(mark, f" {mark} ")
    words = tuple(marked.split())
    spaces = detokenized(words)
    assert "".join(word + " " * space for word, space in zip(words, spaces, strict=True)) == printed


def test_iob_sentences_lose_titles_and_gain_peoples() -> None:
    rows = [("President", "B-per"), ("Mira", "I-per"), ("met", "O"), ("Peruvian", "B-gpe"), ("Lima", "B-geo")]
    names = {"per": "PERSON", "gpe": "LOC", "geo": "LOC"}
    (passage,) = iob_passages(iter([rows]), names, is_people)
    assert named(passage) == [("Mira", "PERSON"), ("Peruvian", "NORP"), ("Lima", "LOC")]


def test_gmb_rows_become_sentences_and_the_cut_one_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "gmb.csv"
    rows = "Sentence #,Word,POS,Tag\nSentence: 1,Lima,NNP,B-geo\n,waits,VBZ,O\nSentence: 2,It,PRP,O\n"
    path.write_text(rows, encoding="latin-1")
    assert list(read_gmb(path)) == [[("Lima", "B-geo"), ("waits", "O")]]


def test_columns_are_read_by_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "columns.txt"
    path.write_text("# a comment\nLima B-LOC\nwaits O\n\nYes O\n", encoding="utf-8")
    assert list(read_columns(path, 0, 1, None)) == [[("Lima", "B-LOC"), ("waits", "O")], [("Yes", "O")]]


def test_gum_names_are_the_proper_nouns_at_the_head(conllu: Path) -> None:
    passages = list(gum_passages(conllu, is_people))
    assert [named(passage) for passage in passages] == [[], [("Mira Old", "PERSON")], [("Lima", "LOC")]]


def test_corenlp_tokens_take_their_words_from_the_text(tmp_path: Path) -> None:
    source = "“Mira Old” left southern Peru.\n\nOld waits."
    spans = [
        ("Mira", "PERSON"),
        ("Old", "PERSON"),
        ("left", "O"),
        ("southern", "LOCATION"),
        ("Peru", "LOCATION"),
    ]
    rows, last = [], 0
    for word, label in [*spans, ("Old", "O"), ("waits", "O")]:
        start = source.index(word, last)
        last = start + len(word)
        rows.append(
            f"<token><CharacterOffsetBegin>{start}</CharacterOffsetBegin>"
            f"<CharacterOffsetEnd>{last}</CharacterOffsetEnd><NER>{label}</NER></token>"
        )
    path = tmp_path / "a.xml.xz"
    path.write_bytes(lzma.compress(f"<root>{''.join(rows)}</root>".encode()))
    passages = list(corenlp_passages(path, source, is_people))
    assert [named(passage) for passage in passages] == [[("Mira Old", "PERSON"), ("Peru", "LOC")], []]
    assert [named(passage) for passage in repaired(passages)][1] == [("Old", "PERSON")]


def test_a_name_has_one_type_in_a_document() -> None:
    def passage(label: str) -> Tagged:
        return Tagged(("Wellbeck",), (False,), ((0, 1, label),))

    done = repaired([passage("ORG"), passage("LOC"), passage("ORG")])
    assert [one.entities[0][2] for one in done] == ["ORG", "ORG", "ORG"]


def test_a_transcript_names_its_speaker_in_capitals() -> None:
    named_once = Tagged(("Mira", "Wellbeck"), (True, False), ((0, 2, "PERSON"),))
    spoken = Tagged(("WELLBECK", ":", "NO", "WELLBECK"), (False, True, True, False), ())
    assert repaired([named_once, spoken])[1].entities == ((0, 1, "PERSON"),)


@pytest.mark.parametrize(
    ("name", "label", "right"),
    [
        ("White House", "LOC", "ORG"),
        ("Peru", "ORG", "LOC"),
        ("Jordan", "PERSON", "PERSON"),
        ("Wellbeck Foundation", "PERSON", "ORG"),
        ("Wellbeck", "LOC", "LOC"),
    ],
)
def test_what_all_guidelines_agree_on(name: str, label: str, right: str) -> None:
    assert agreed(name, label) == right


def test_ieer_marks_become_spans(tmp_path: Path) -> None:
    path = tmp_path / "APW"
    path.write_text(
        "<DOC>\n<TEXT>\n\t   "
        '<b_enamex type="LOCATION">LIMA<e_enamex> _ On <b_timex type="DATE">May 3<e_timex>,\n'
        '<b_enamex type="PERSON" status="opt">Mira Old<e_enamex> spoke.\n\t   More.\n</TEXT>\n</DOC>\n',
        encoding="latin-1",
    )
    ((first, second),) = read_ieer(path)
    assert first == ("LIMA _ On May 3, Mira Old spoke.", [(0, 4, "LOC"), (17, 25, "PERSON")])
    assert second == ("More.", [])
    assert text(Tagged(("a", "b"), (True, False), ())) == "a b"
