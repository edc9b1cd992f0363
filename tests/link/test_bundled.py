"""The bundled briefings, linked from what their authors planted in them, without any model."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from gloss.link import link, read_decisions, read_register, with_block_kinds
from gloss.link.acts import limits_evidence
from gloss.link.ids import slug
from gloss.model import (
    AnnotatedArticle,
    Annotations,
    Article,
    ArticleActor,
    Attribution,
    Index,
    Mention,
    PipelineInfo,
    Quoted,
    TextSpan,
)
from gloss.settings import Settings
from gloss.sources import read_corpus


@pytest.fixture(scope="module")
def planted(root: Path) -> Any:
    return YAML(typ="safe").load((root / "tests" / "golden" / "bundled.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def index(root: Path, planted: Any) -> Index:
    folder = root / "briefings"
    register, decisions = read_register(folder / "actors.yml"), read_decisions(folder / "decisions.yml")
    corpus = read_corpus(folder, Settings(), root)
    articles = [with_block_kinds(decisions, article) for article in corpus.articles]
    return link([annotated(a, planted) for a in articles], register, decisions, corpus.briefings)


def annotated(article: Article, planted: Any) -> AnnotatedArticle:
    quotes = [q for q in planted["quotes"] if q["article"] == article.id]
    names = sorted({q["speaker"] for q in quotes if q.get("speaker")})
    actors = tuple(
        ArticleActor(slug(n), n, "body" if re.search("Ministry|guard|Union", n) else "person", (n,))
        for n in names
    )
    mentions = [
        Mention(TextSpan(m.start(), m.end()), "NAME", "name", slug(n))
        for n in names
        for m in re.finditer(re.escape(n), article.text)
    ]
    said, strings = [], []
    for quote in quotes:
        at = article.text.index(quote["quoted"])
        span = TextSpan(at, at + len(quote["quoted"]))
        outer = TextSpan(span.start - 1, span.end + 1)
        if not quote.get("term"):
            basis = "named" if quote["speaker"] else quote.get("by", "none")
            said.append(
                Attribution(
                    "direct", (outer,), None, None, quote["speaker"] and slug(quote["speaker"]), basis
                )
            )
        strings.append(
            Quoted(span, outer, None if quote.get("term") else len(said) - 1, bool(quote.get("term")))
        )
    sentences = [
        TextSpan(b.span.start + m.start(), b.span.start + m.end())
        for b in article.blocks
        for m in re.finditer(r"\S.*?(?:[.?!][”\"]?(?=\s|$)|$)", article.words_at(b.span))
    ]
    found = Annotations(
        article.text_sha256,
        PipelineInfo("planted", "1"),
        tuple(sentences),
        tuple(sorted(mentions, key=lambda m: m.span)),
        actors,
        tuple(said),
        tuple(sorted(strings, key=lambda q: q.span)),
    )
    return AnnotatedArticle(article, found)


def place(index: Index, article: str, words: str) -> str:
    """The utterance of the first printing of these words in the article."""
    texts = {r.article.id: r.article for r in index.articles}
    return next(
        str(q.utterance)
        for q in index.quoted
        if q.article == article and texts[article].words_at(q.span) == words
    )


def test_utterances(index: Index, planted: Any) -> None:
    joined = [{place(index, article, words) for article, words in same} for same in planted["utterances"]]
    assert [len(ids) for ids in joined] == [1] * len(joined)
    assert len({i for ids in joined for i in ids}) == len(joined)
    sizes = {u.id: len(u.quoted) for u in index.utterances}
    alone = {i for i, size in sizes.items() if size == 1}
    assert not alone & {i for ids in joined for i in ids}
    extra = {i for i, size in sizes.items() if size > 1} - {i for ids in joined for i in ids}
    assert not extra


def test_copied_text(index: Index, planted: Any) -> None:
    texts = {r.article.id: r.article for r in index.articles}
    found = {
        (p.article, other.article, texts[p.article].words_at(p.span))
        for s in index.shared_text
        for p, other in ((s.a, s.b), (s.b, s.a))
    }
    for passage in planted["copied"]:
        assert any(
            (a, b) == (passage["from"], passage["to"]) and words.startswith(passage["begins"])
            for a, b, words in found
        ), passage["begins"]
    assert len(index.shared_text) == len(planted["copied"])


def test_look_alikes_stay_apart(index: Index, planted: Any) -> None:
    ids = {a.id for a in index.actors}
    assert {"ilse-maren", "tomas-maren", "pavel-oren", "karel-brandt"} <= ids
    never = {a.id: a.never for a in index.actors}
    assert never["ilse-maren"] == ("tomas-maren",)
    assert "defence-ministry-of-kestria" in never["karel-brandt"]


def test_caveats_are_recognised(planted: Any) -> None:
    assert [c["words"] for c in planted["caveats"] if limits_evidence(c["words"]) is None] == []


def test_decisions_hold(index: Index) -> None:
    assert [d.message for d in index.decisions if d.state == "orphan"] == []
    assert index.warnings == ()
