"""The bundled briefings: they read, their notes resolve, and what the writers planted is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from gloss.model import Article, Corpus
from gloss.settings import Settings
from gloss.sources import read_corpus

LONGEST_QUOTATION = 11
NOTE = re.compile(r"\[\^([a-z0-9-]+)(?:#p(\d+)| \"([^\"]+)\")\]")


def load(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path)


@pytest.fixture(scope="module")
def corpus(root: Path) -> Corpus:
    return read_corpus(root / "briefings", Settings(), root)


@pytest.fixture(scope="module")
def articles(corpus: Corpus) -> dict[str, Article]:
    return {a.id: a for a in corpus.articles}


@pytest.fixture(scope="module")
def planted(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = load(root / "tests" / "golden" / "bundled.yml")
    return found


def straight(text: str) -> str:
    return text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})


def test_every_planted_quotation_stands_in_marks(
    planted: dict[str, Any], articles: dict[str, Article]
) -> None:
    for quote in planted["quotes"]:
        text = articles[quote["article"]].text
        assert re.search(f'["“]{re.escape(quote["quoted"])}["”]?', text), quote


def test_every_string_in_marks_is_planted(planted: dict[str, Any], articles: dict[str, Article]) -> None:
    known = {(q["article"], q["quoted"]) for q in planted["quotes"]}
    for article in articles.values():
        if article.language == "en":
            found = re.findall(r"“([^”]+)”", article.text) + re.findall(
                r'"([^"\n]+)(?:"|(?=\n))', article.text
            )
            assert {(article.id, words) for words in found} <= known


def test_every_utterance_is_of_planted_quotations(planted: dict[str, Any]) -> None:
    known = {(q["article"], q["quoted"]): q.get("speaker") for q in planted["quotes"]}
    for utterance in planted["utterances"]:
        assert len({known[article, quoted] for article, quoted in utterance}) == 1, utterance


def test_copied_passages_are_the_same_but_for_their_marks(
    planted: dict[str, Any], articles: dict[str, Article]
) -> None:
    for copy in planted["copied"]:
        paragraphs = [
            {straight(a.words_at(b.span)) for b in a.blocks}
            for a in (articles[copy["from"]], articles[copy["to"]])
        ]
        (first,) = (p for p in straight("\n".join(paragraphs[0])).split("\n") if copy["begins"] in p)
        begins = first.index(copy["begins"])
        assert any(first[begins:] in p for p in paragraphs[1]), copy


@pytest.mark.parametrize("kind", ["figures", "caveats", "metonyms"])
def test_planted_words_stand_in_their_articles(
    kind: str, planted: dict[str, Any], articles: dict[str, Article]
) -> None:
    for item in planted[kind]:
        assert item["words"] in articles[item["article"]].text, item


def test_planted_names_and_groups_hang_together(
    planted: dict[str, Any], articles: dict[str, Article]
) -> None:
    everything = "\n".join(a.text for a in articles.values())
    groups = {f["counts"] for f in planted["figures"]}
    assert all(name in everything for pair in planted["apart"] for name in pair)
    assert all(group in groups for pair in planted["never_compared"] for group in pair)
    assert all(a in articles for d in planted["disputes"] for a in d["claim"] + d["denial"])


def test_rights_and_missing_metadata_are_as_planted(
    planted: dict[str, Any], articles: dict[str, Article]
) -> None:
    assert {a: articles[a].rights for a in planted["rights"]} == planted["rights"]
    lacking = [a.id for a in articles.values() if not a.publisher and not a.published]
    assert lacking == planted["without_publisher_and_date"]
    assert [a.id for a in articles.values() if a.language != "en"] == [
        u["article"] for u in planted["unread"]
    ]


def test_every_note_of_the_prose_resolves(corpus: Corpus, articles: dict[str, Article]) -> None:
    for briefing in corpus.briefings:
        notes = NOTE.findall(briefing.prose or "")
        assert notes and len(notes) == (briefing.prose or "").count("[^")
        for name, number, words in notes:
            article = articles[f"{briefing.slug}/{name}"]
            assert (number and int(number) <= len(article.blocks)) or words in article.text, (
                name,
                number,
                words,
            )


def test_the_register_covers_the_linked_names(root: Path, corpus: Corpus) -> None:
    names = {entry["name"] for entry in load(root / "briefings" / "actors.yml")}
    linked = {n for b in corpus.briefings for n in re.findall(r"\[\[([^\]]+)\]\]", b.prose or "")}
    assert linked and linked <= names


def test_decisions_point_at_words_that_stand_once(root: Path, articles: dict[str, Article]) -> None:
    for decision in load(root / "briefings" / "decisions.yml"):
        assert articles[decision["article"]].text.count(decision["exact"]) == 1


def test_real_words_are_quoted_shortly(articles: dict[str, Article]) -> None:
    for article in articles.values():
        if article.briefing == "saydnaya":
            longest = max(len(q.split()) for q in re.findall(r"“([^”]+)”", article.text))
            assert longest <= LONGEST_QUOTATION


def test_articles_are_as_long_as_wire_copy(articles: dict[str, Article]) -> None:
    for article in articles.values():
        assert article.language != "en" or 190 <= len(article.text.split()) <= 450


def test_no_run_of_twelve_words_is_taken_from_the_seeds(data_dir: Path, root: Path) -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.lower())
        return {tuple(words[n : n + 12]) for n in range(len(words) - 11)}

    seeds = set().union(*(runs(p.read_text("utf-8")) for p in (data_dir / "seeds").glob("*.txt")))
    files = [p for p in (root / "briefings").rglob("*") if p.is_file()]
    assert seeds and not [p for p in files if runs(p.read_text("utf-8")) & seeds]
