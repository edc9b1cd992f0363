from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gloss.annotate.article import annotate, quoted, sentences
from gloss.annotate.doc import read_doc
from gloss.annotate.language import looks_english
from gloss.annotate.relation import QuoteRegion
from gloss.model import Annotations, Attribution, TextSpan
from tests.annotate.articles import make_article

if TYPE_CHECKING:
    from spacy.language import Language

TEXT = (
    "Harbour closed after storm\n\n"
    "The port of Vessin was closed on Monday, the mayor, Ana Ruiz, said.\n\n"
    "“We counted at least 40 boats on the rocks,” Ruiz said. She called the damage “a warning.”\n\n"
    "Related news: 12 men said “nothing” on Friday"
)
GERMAN = (
    "Die Regierung hat am Montag angekündigt, dass sie die Häfen des Landes schließen will. Der Minister"
    " sagte, man habe keine andere Wahl, weil die Lage an der Küste sich in den letzten Tagen deutlich"
    " verschlechtert habe und viele Schiffe nicht mehr auslaufen könnten. Die Opposition kritisierte das."
)
RUSSIAN = "Правительство сообщило в понедельник о закрытии портов страны из-за сильного шторма. " * 3


def read(nlp: Language, text: str = TEXT, **metadata: object) -> Annotations:
    return annotate(make_article(text, **metadata), nlp, 0.5, ("en",))  # type: ignore[arg-type]


def test_an_article_from_text_to_annotations(nlp: Language) -> None:
    article = make_article(TEXT, furniture=("Related news: 12 men said “nothing” on Friday",))
    found = annotate(article, nlp, 0.5, ("en",))
    assert found.unread is None
    assert found.text_sha256 == article.text_sha256
    assert found.pipeline.name == "en_gloss_news"
    assert [article.words_at(f.span) for f in found.figures] == ["at least 40 boats"]
    assert [article.words_at(d.span) for d in found.dates] == ["Monday"]
    assert [article.words_at(q.outer)[:3] for q in found.quoted] == ["“We", "“a "]
    assert all(article.paragraph_at(m.span.start) < 4 for m in found.mentions)
    assert all(article.paragraph_at(a.content[0].start) < 4 for a in found.attributions)


def test_who_is_named_in_page_furniture_alone_is_no_actor(nlp: Language) -> None:
    news = "Related news: President Emmanuel Macron said “non” in France"
    text = TEXT.replace("Related news: 12 men said “nothing” on Friday", news)
    whole = annotate(make_article(text), nlp, 0.5, ("en",))
    found = annotate(make_article(text, furniture=(news,)), nlp, 0.5, ("en",))
    assert {a.name for a in found.actors} < {a.name for a in whole.actors}
    assert not any("Macron" in a.name for a in found.actors)
    assert any("Ruiz" in a.name for a in found.actors)


def test_the_same_article_gives_the_same_annotations(nlp: Language) -> None:
    assert read(nlp) == read(nlp)


def test_sentences_cover_the_words_and_no_space_around_them(nlp: Language) -> None:
    doc = read_doc(nlp, make_article(TEXT))
    spans = sentences(doc)
    assert [TEXT[s.start : s.end].strip() for s in spans] == [TEXT[s.start : s.end] for s in spans]
    assert "".join("".join(TEXT[s.start : s.end] for s in spans).split()) == "".join(TEXT.split())


def attribution(*spans: tuple[int, int]) -> Attribution:
    return Attribution("mixed", tuple(TextSpan(*s) for s in spans))


def test_a_quoted_string_belongs_to_what_holds_most_of_it() -> None:
    region = QuoteRegion(TextSpan(10, 22), TextSpan(11, 21))
    loose = QuoteRegion(TextSpan(40, 44), TextSpan(41, 43))
    found = quoted((region, loose), (attribution((0, 14)), attribution((2, 5), (12, 22))))
    assert [(q.attribution, q.term) for q in found] == [(1, False), (None, True)]
    assert found[0].span == region.inner
    assert quoted((region,), ()) == quoted((region,), (attribution((0, 12)),))


@pytest.mark.parametrize(
    ("language", "unread"), [("de", True), ("de-AT", True), ("en", False), ("en-GB", False), ("EN_us", False)]
)
def test_the_language_given_decides(nlp: Language, language: str, unread: bool) -> None:
    found = read(nlp, language=language)
    assert (found.unread is not None) == unread
    assert bool(found.sentences) != unread


@pytest.mark.parametrize("text", [GERMAN, RUSSIAN])
def test_a_text_in_another_language_is_not_read(nlp: Language, text: str) -> None:
    found = read(nlp, text)
    assert found.unread is not None
    assert "language" in found.unread
    assert not found.quoted


def test_where_more_languages_are_read_nothing_is_guessed(nlp: Language) -> None:
    found = annotate(make_article(GERMAN), nlp, 0.5, ("de", "en"))
    assert found.unread is None


@pytest.mark.parametrize("text", ["", "Kurz.", "Die Häfen bleiben zu.", "1 2 3 " * 50, TEXT])
def test_short_texts_and_english_ones_look_english(text: str) -> None:
    assert looks_english(text)


def test_names_handles_and_markup_say_nothing_of_the_language() -> None:
    names = "Ana Ruiz, Ilse Maren, Tom Vane Open Port Ansel Again."
    posts = f"{names} <post id='7' by='@ana'>#port x.example/a1B</post>\n"
    assert looks_english(posts * 6 + "It is said that the harbour was closed by the wind, and " * 4)
    assert not looks_english(GERMAN + "\nThe Port and the Sea: What They Said of It. @the/of #and\n")


def test_a_dateline_names_nobody(nlp: Language) -> None:
    text = "PORT ANSEL, March 5 (NPA) — Ilse Maren said on Tuesday that the harbour was closed."
    found = read(nlp, text, dateline="PORT ANSEL", agency="NPA")
    assert not [m for m in found.mentions if m.span.start < len("PORT ANSEL")]
    assert not any("ansel" in actor.id for actor in found.actors)
    assert any(actor.name == "Ilse Maren" for actor in found.actors)
