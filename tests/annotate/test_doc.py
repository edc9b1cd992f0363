from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gloss.annotate.doc import LONGEST_PIECE, TokenIndex, read_doc
from gloss.model import TextSpan
from tests.annotate.articles import make_article

if TYPE_CHECKING:
    from spacy.language import Language

TEXT = "  \nA dog barked. It ran.\n\n“Stop,” said Ana Ruiz of Oslo. \n \nShe left.\n"


@lru_cache
def _blank() -> Language:
    import spacy

    return spacy.blank("en")


@pytest.fixture(scope="module")
def blank() -> Language:
    return _blank()


def test_the_text_is_kept_to_the_last_space(nlp: Language) -> None:
    assert read_doc(nlp, make_article(TEXT)).text == TEXT


def test_nothing_crosses_a_paragraph(nlp: Language) -> None:
    article = make_article(TEXT)
    doc = read_doc(nlp, article)
    for block in article.blocks:
        inside = [t for t in doc if block.span.start <= t.idx < block.span.end]
        assert inside[0].is_sent_start
        assert all(block.span.start <= t.head.idx < block.span.end for t in inside)
    for entity in doc.ents:
        assert "\n" not in entity.text


def test_analysis_is_that_of_the_paragraph_alone(nlp: Language) -> None:
    doc = read_doc(nlp, make_article(TEXT))
    alone = nlp("“Stop,” said Ana Ruiz of Oslo.")
    start = next(t.i for t in doc if t.text == "Stop") - 1
    there = doc[start : start + len(alone)]
    for name in ("text", "tag_", "pos_", "lemma_", "dep_", "ent_type_", "ent_iob_"):
        assert [getattr(t, name) for t in there] == [getattr(t, name) for t in alone]
    assert [str(t.morph) for t in there] == [str(t.morph) for t in alone]
    assert [t.head.i - start for t in there] == [t.head.i for t in alone]


def test_space_between_paragraphs_hangs_on_the_word_before(nlp: Language) -> None:
    doc = read_doc(nlp, make_article(TEXT))
    gaps = [t for t in doc if t.tag_ == "_SP" and "\n" in t.text]
    assert [t.text for t in gaps] == ["  \n", "\n\n", " \n \n", "\n"]
    assert all(t.head.i == t.i - 1 for t in gaps[1:])
    assert all(t.pos_ == "SPACE" and not t.ent_type_ for t in gaps)


@pytest.mark.parametrize("text", ["", " ", "\n\n \n"])
def test_texts_without_words(nlp: Language, text: str) -> None:
    doc = read_doc(nlp, make_article(text))
    assert doc.text == text
    assert len(doc) == (1 if text else 0)


def test_components_for_the_whole_article_are_left_out(blank: Language) -> None:
    from spacy.language import Language as Spacy

    seen: list[str] = []

    @Spacy.component("gloss_test_component")
    def remember(doc):  # type: ignore[no-untyped-def]
        seen.append(doc.text)
        return doc

    blank.add_pipe("gloss_test_component")
    read_doc(blank, make_article("One.\n\nTwo."))
    blank.remove_pipe("gloss_test_component")
    assert seen == []


def test_a_dateline_is_no_part_of_the_sentence_behind_it(blank: Language) -> None:
    text = "LIMA, Peru (AP) — Police closed the bridge."
    doc = read_doc(blank, replace(make_article(text), dateline="LIMA, Peru"))
    assert doc.text == text
    assert [t.text for t in doc if t.is_sent_start] == ["LIMA", "Police"]


@pytest.mark.parametrize("unit", ["Some words here. ", "words without a full stop ", "x"])
def test_a_very_long_paragraph_is_read_in_pieces(blank: Language, unit: str) -> None:
    text = (unit * (3 * LONGEST_PIECE // len(unit))).strip()
    article = make_article(text)
    blank.max_length = LONGEST_PIECE
    try:
        assert read_doc(blank, article).text == text
    finally:
        blank.max_length = 1_000_000


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=300))
def test_any_text_comes_back_whole(text: str) -> None:
    article = make_article(text)
    doc = read_doc(_blank(), article)
    assert doc.text == text
    covered = "".join(article.words_at(b.span) for b in article.blocks)
    assert "".join(covered.split()) == "".join(text.split())


def test_tokens_by_offset(blank: Language) -> None:
    index = TokenIndex(blank("One two three."))
    assert [t.text for t in (index.at(0), index.at(3), index.at(5)) if t is not None] == ["One", "One", "two"]
    assert index.over(TextSpan(5, 9)).text == "two three"
    assert index.over(TextSpan(4, 7)).text == "two"
    assert TokenIndex(blank("")).at(0) is None
