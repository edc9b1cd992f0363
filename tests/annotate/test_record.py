from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gloss.annotate.record import contract_record, contract_records, from_json, to_json
from gloss.link import link
from gloss.model import (
    AnnotatedArticle,
    Annotations,
    ArticleActor,
    Attribution,
    DateMention,
    Figure,
    Mention,
    PipelineInfo,
    Proposal,
    Quoted,
    TextSpan,
    Title,
)
from tests.annotate.articles import make_article

TEXT = "Mayor Ana Ruiz said on Monday that about 2.50 tons of sand were lost."
NEWS = PipelineInfo("en_gloss_news", "1.0.0")


def sample(digest: str) -> Annotations:
    return Annotations(
        text_sha256=digest,
        pipeline=NEWS,
        sentences=(TextSpan(0, 69),),
        mentions=(
            Mention(TextSpan(6, 14), "PERSON", "name", "ana-ruiz"),
            Mention(TextSpan(23, 29), "DATE", "name"),
        ),
        actors=(
            ArticleActor(
                "ana-ruiz",
                "Ana Ruiz",
                "person",
                names=("Ana Ruiz",),
                titles=(Title("Mayor", TextSpan(0, 5)), Title("Mayor", TextSpan(0, 5))),
                gender="f",
            ),
        ),
        attributions=(
            Attribution(
                "indirect",
                (TextSpan(30, 68),),
                (TextSpan(6, 14),),
                (TextSpan(15, 19),),
                speaker="ana-ruiz",
                basis="named",
                score=0.9666,
                cue_lemma="say",
            ),
            Attribution(
                "indirect", (TextSpan(35, 68),), basis="unsure", proposal=Proposal("ana-ruiz", 0.4049)
            ),
        ),
        quoted=(Quoted(TextSpan(1, 2), TextSpan(0, 3), term=True),),
        figures=(
            Figure(TextSpan(35, 50), Decimal("2.50"), "about", "tons", event="lose"),
            Figure(TextSpan(51, 55), None, "vague"),
        ),
        dates=(DateMention(TextSpan(23, 29), None, None, "no publication date given"),),
    )


def test_the_contract_object_has_its_very_keys() -> None:
    article = make_article(TEXT)
    record = contract_record(article, sample(article.text_sha256))
    assert record == {
        "article": "b/a",
        "path": "briefings/b/sources/a.txt",
        "sha256": article.sha256,
        "text_sha256": article.text_sha256,
        "pipeline": {"name": "en_gloss_news", "version": "1.0.0"},
        "text_length": len(TEXT),
        "mentions": [
            {"span": [6, 14], "label": "PERSON", "form": "name", "actor": "ana-ruiz"},
            {"span": [23, 29], "label": "DATE", "form": "name", "actor": None},
        ],
        "actors": [{"id": "ana-ruiz", "name": "Ana Ruiz", "type": "person", "titles": ["Mayor"]}],
        "attributions": [
            {
                "kind": "indirect",
                "source": [[6, 14]],
                "cue": [[15, 19]],
                "content": [[30, 68]],
                "speaker": "ana-ruiz",
                "basis": "named",
                "score": 0.97,
                "proposal": None,
            },
            {
                "kind": "indirect",
                "source": None,
                "cue": None,
                "content": [[35, 68]],
                "speaker": None,
                "basis": "unsure",
                "score": 0.0,
                "proposal": {"actor": "ana-ruiz", "score": 0.4},
            },
        ],
        "figures": [
            {
                "span": [35, 50],
                "value": "2.50",
                "bound": "about",
                "unit": "tons",
                "per": None,
                "period": None,
                "hedge": None,
            },
            {
                "span": [51, 55],
                "value": None,
                "bound": "vague",
                "unit": None,
                "per": None,
                "period": None,
                "hedge": None,
            },
        ],
        "dates": [
            {"span": [23, 29], "value": None, "granularity": None, "basis": "no publication date given"}
        ],
    }
    assert json.loads(json.dumps(record)) == record


def test_an_unread_article_says_why() -> None:
    article = make_article(TEXT)
    record = contract_record(article, Annotations(article.text_sha256, NEWS, unread="its language is de"))
    assert record["unread"] == "its language is de"
    assert record["attributions"] == []


def test_linked_records_carry_the_actors_of_the_index() -> None:
    first = make_article(TEXT, id="a")
    second = make_article(TEXT + " And more.", id="b")
    index = link([AnnotatedArticle(a, sample(a.text_sha256)) for a in (first, second)])
    records = contract_records(index)
    assert list(records) == ["a", "b"]
    for record in records.values():
        assert record.keys() == contract_record(first, sample(first.text_sha256)).keys()
        known = {actor["id"] for actor in record["actors"]}
        used = {m["actor"] for m in record["mentions"]} | {a["speaker"] for a in record["attributions"]}
        assert used - {None} <= known
    assert records["a"]["actors"][0]["titles"] == ["Mayor"]


SPANS = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(lambda p: TextSpan(*p))
WORDS = st.none() | st.text(max_size=8)
FIGURES = st.builds(
    Figure,
    SPANS,
    st.none() | st.decimals(allow_nan=False, allow_infinity=False),
    st.sampled_from(("exact", "about", "vague")),
    WORDS,
    WORDS,
)
ATTRIBUTIONS = st.builds(
    Attribution,
    st.sampled_from(("direct", "mixed", "indirect")),
    st.lists(SPANS, max_size=3).map(tuple),
    st.none() | st.lists(SPANS, max_size=2).map(tuple),
    st.none(),
    WORDS,
    st.sampled_from(("named", "none", "unsure")),
    st.floats(0, 1),
    st.none() | st.builds(Proposal, st.text(max_size=4), st.floats(0, 1)),
)
RECORDS = st.builds(
    Annotations,
    text_sha256=st.text(max_size=4),
    pipeline=st.just(NEWS),
    sentences=st.lists(SPANS, max_size=3).map(tuple),
    attributions=st.lists(ATTRIBUTIONS, max_size=3).map(tuple),
    figures=st.lists(FIGURES, max_size=3).map(tuple),
    dates=st.lists(st.builds(DateMention, SPANS, WORDS, st.just("day"), st.text()), max_size=2).map(tuple),
    unread=WORDS,
)


@settings(deadline=None)
@given(RECORDS)
def test_a_record_comes_back_the_same(annotations: Annotations) -> None:
    assert from_json(to_json(annotations)) == annotations


def test_the_sample_comes_back_the_same() -> None:
    annotations = sample("x")
    back = from_json(to_json(annotations))
    assert back == annotations
    assert [str(f.value) for f in back.figures] == ["2.50", "None"]
    assert hash(back) == hash(annotations)


def broken() -> list[Any]:
    good = json.loads(to_json(sample("x")))
    return [
        b"",
        b"{",
        b"[]",
        b"{}",
        json.dumps({**good, "sentences": [{"start": "1", "end": 2}]}).encode(),
        json.dumps({**good, "pipeline": None}).encode(),
    ]


@pytest.mark.parametrize("record", broken())
def test_anything_else_is_refused(record: bytes) -> None:
    with pytest.raises(ValueError):
        from_json(record)
