"""What must hold for any corpus: order does not matter, ids stay, nothing is lost."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gloss.link import link, read_decisions, read_register
from gloss.link.ids import slug
from gloss.model import AnnotatedArticle, Index
from tests.link.factory import Sketch

NOUNS = "ferry harbour lamp river bridge gate crane field tower engine winter market letter valley road"
VERBS = "sails waits burns turns falls opens stands rings"
PEOPLE = (
    "Ada Lund",
    "Tom Osk",
    "Ana Brandt",
    "Ola Brandt",
    "Brandt",
    "Veld Harbour Board",
    "Board of Veld Harbour",
)


def corpus(seed: int, size: int, prefix: str = "b") -> list[AnnotatedArticle]:
    """Articles of sentences drawn from a small stock, so that words repeat, vary and are cropped."""
    rng = random.Random(seed)
    noun, verb = (lambda: rng.choice(NOUNS.split())), (lambda: rng.choice(VERBS.split()))
    stock = [f"the {noun()} {verb()} when the old {noun()} {verb()} in the {noun()}" for _ in range(6)]
    return [_article(rng, stock, f"{prefix}/a{number}") for number in range(size)]


def _article(rng: random.Random, stock: Sequence[str], article: str) -> AnnotatedArticle:
    lines, said = [], []
    for _ in range(rng.randint(1, 5)):
        words = rng.choice(stock).split()
        first = rng.randrange(0, 4)
        words = words[first : first + rng.randint(2, 12)]
        who = rng.choice((*PEOPLE, ""))
        quote = f"“{' '.join(words)}”"
        place = sum(line.count(quote) for line in lines) + 1
        lines.append(f"{quote}, {who} said." if who else f"{quote}.")
        said.append((who, f"{quote}#{place}"))
    sketch = Sketch(article, "\n".join(lines), published=f"2020-01-{rng.randint(1, 28):02}")
    for who in sorted({who for who, _ in said if who}):
        kind = "body" if "Harbour" in who else "person"
        sketch.actor(slug(who), who, kind, at=[who])
    for who, content in said:
        sketch.says(slug(who) if who else None, content, basis="named" if who else "none")
    return sketch.record()


def ids(index: Index, articles: set[str]) -> dict[str, object]:
    """What is known of the items of some articles: their ids, speakers and actors."""
    return {
        "statements": [(s.id, s.speaker, s.basis) for s in index.statements if s.article in articles],
        "quoted": [q.id for q in index.quoted if q.article in articles],
        "mentions": [(m.article, m.span, m.actor) for m in index.mentions if m.article in articles],
    }


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_order_does_not_matter(seed: int, rng: random.Random) -> None:
    records = corpus(seed, 6)
    shuffled = records[:]
    rng.shuffle(shuffled)
    assert link(records) == link(shuffled)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 5))
def test_unrelated_articles_change_no_id_and_no_speaker(seed: int, more: int) -> None:
    records = corpus(seed, 4)
    others = [_renamed(r) for r in corpus(seed + 1, more, "a-before")]
    here = {r.article.id for r in records}
    assert ids(link(records), here) == ids(link([*records, *others]), here)


def _renamed(record: AnnotatedArticle) -> AnnotatedArticle:
    """The article with other people in it, so that it has nothing to do with the rest."""
    actors = tuple(
        replace(a, name=f"{a.name} Zwick", names=(f"{a.name} Zwick",)) for a in record.annotations.actors
    )
    said = tuple(
        replace(a, speaker=a.speaker, basis="named" if a.speaker else "unnamed")
        for a in record.annotations.attributions
    )
    article = replace(
        record.article,
        text="".join(
            c if not c.isalpha() else chr(ord("a") + (ord(c) * 7) % 26) for c in record.article.text
        ),
    )
    return AnnotatedArticle(article, replace(record.annotations, actors=actors, attributions=said))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_nothing_is_lost_and_all_points_at_something(seed: int) -> None:
    records = corpus(seed, 8)
    index = link(records)
    strings = [q for u in index.utterances for q in u.quoted]
    assert sorted(strings) == sorted(q.id for q in index.quoted)
    assert len(index.quoted) == sum(len(r.annotations.quoted) for r in records)
    actors = {a.id for a in index.actors}
    assert {s.speaker for s in index.statements if s.speaker} <= actors
    assert {m.actor for m in index.mentions if m.actor} <= actors
    assert all(u.fullest in u.quoted for u in index.utterances)
    every = [
        i.id
        for group in (index.statements, index.quoted, index.utterances, index.review, index.actors)
        for i in group
    ]  # type: ignore[attr-defined]
    assert len(every) == len(set(every))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_diffs_cover_every_word_of_both_printings(seed: int) -> None:
    index = link(corpus(seed, 8))
    texts = {r.article.id: r.article for r in index.articles}
    strings = {q.id: q for q in index.quoted}
    for printing in (p for u in index.utterances for p in u.printings):
        for quoted, side in ((strings[printing.fullest], "full"), (strings[printing.quoted], "other")):
            article = texts[quoted.article]
            parts = [article.words_at(getattr(part, side)) for part in printing.parts]
            assert " ".join(p for p in parts if p).split() == article.words_at(quoted.span).split()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_different_speakers_never_share_an_utterance(seed: int) -> None:
    index = link(corpus(seed, 8))
    statements = {s.id: s for s in index.statements}
    strings = {q.id: q for q in index.quoted}
    for utterance in index.utterances:
        speakers = {statements[a].speaker for q in utterance.quoted if (a := strings[q].attribution)}
        assert len(speakers - {None}) < 2


SAID = st.tuples(
    st.sampled_from(NOUNS.split()),
    st.booleans(),
    st.sampled_from([None, "ada-lund", "tom-osk"]),
    st.booleans(),
)
"""A sentence: its noun, whether the machine finds it, the editor's speaker, whether the words are gone."""


@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SAID, min_size=1, max_size=6))
def test_no_decision_is_lost(tmp_path: Path, sentences: list[tuple[str, bool, str | None, bool]]) -> None:
    quotes = [f"“Number {n} of the {noun} turns”" for n, (noun, *_) in enumerate(sentences)]
    sketch = Sketch("b/a", "\n".join(f"{quote}, Ada Lund said." for quote in quotes))
    sketch.actor("ada", "Ada Lund", at=["Ada Lund"])
    for quote, (_, found, _, _) in zip(quotes, sentences, strict=True):
        if found:
            sketch.says("ada", quote)
    lines = [
        f'- {{article: b/a, exact: "{quote[:-1]}{" once" if gone else ""}", speaker: {speaker or "null"}}}\n'
        for quote, (_, _, speaker, gone) in zip(quotes, sentences, strict=True)
    ]
    (tmp_path / "decisions.yml").write_text("# ours\n" + "".join(lines), "utf-8")
    people = "".join(
        f"- {{id: {i}, name: {n}, type: person}}\n"
        for i, n in [("ada-lund", "Ada Lund"), ("tom-osk", "Tom Osk")]
    )
    (tmp_path / "actors.yml").write_text(people, "utf-8")
    decisions = read_decisions(tmp_path / "decisions.yml")
    index = link([sketch.record()], register=read_register(tmp_path / "actors.yml"), decisions=decisions)
    assert [d.state for d in index.decisions] == ["orphan" if gone else "applied" for *_, gone in sentences]
    for quote, (_, found, speaker, gone) in zip(quotes, sentences, strict=True):
        start = sketch.text.index(quote)
        shown = [s for s in index.statements if any(c.start < start + 5 < c.end for c in s.content)]
        decided = [(speaker, "editor")] if found or speaker else []  # nobody, and nothing to take away
        assert gone or [(s.speaker, s.basis) for s in shown] == decided
