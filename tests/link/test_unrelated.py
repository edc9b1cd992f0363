"""Who is who holds whatever else is in the corpus: neither order nor articles about others change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gloss.link import link
from gloss.link.ids import slug
from gloss.model import AnnotatedArticle, Index
from tests.link.factory import Sketch


@dataclass(frozen=True)
class Printed:
    """An actor as one article prints it; where there is a key, `words` are what stands in the text."""

    name: str
    kind: str = "person"
    title: str = ""
    gender: str | None = None
    key: str | None = None
    words: str = ""
    named: bool = True
    acronym: str = ""


DENMARK = Printed("Denmark", "place", key="country:DK")
OURS = (
    Printed("Ada Lund", gender="f", title="minister"),
    Printed("Ada Lund"),
    Printed("Ada Lund", gender="m", title="baker"),
    Printed("A. B. Lund", gender="f"),
    Printed("Tom Lund", gender="m", title="judge"),
    Printed("Lund", title="minister"),
    Printed("Lund"),
    Printed("Harbour Board", "body"),
    Printed("Danish Harbour Board", "body", acronym="DHB"),
    Printed("DHB", "body"),
    Printed("Ministry of Health", "body"),
    Printed("Danish Ministry of Health", "body"),
    Printed("captain of the ferry", named=False),
    DENMARK,
    Printed("Government of Denmark", "body", key="government:DK", words="the Danish government"),
)
"""Who our articles are about: one name for two, short names, bodies with and without their country."""

OTHERS = (
    Printed("Eva Marn", gender="f", title="minister"),
    Printed("Eva Marn", title="judge"),
    Printed("Otto Marn", gender="m"),
    Printed("Marn", title="minister"),
    Printed("Mill Council", "body"),
    Printed("Swedish Mill Council", "body", acronym="SMC"),
    Printed("SMC", "body"),
    Printed("keeper of the lock", named=False),
    DENMARK,
    Printed("Sweden", "place", key="country:SE"),
)
"""Who the other articles are about: nobody of ours but a country, though some have the same titles."""

Said = tuple[Printed, int, bool]
"""Who said the sentence of this number, and whether the machine is sure of it."""


def articles(cast: Sequence[Printed]) -> st.SearchStrategy[list[list[Said]]]:
    said = st.tuples(st.sampled_from(cast), st.integers(0, 3), st.booleans())
    return st.lists(st.lists(said, min_size=1, max_size=4), min_size=1, max_size=4)


def record(article: str, said: Sequence[Said], about: str) -> AnnotatedArticle:
    """One article; all actors of a local id are one, as in annotations."""
    lines, cast = [], {}
    for number, (who, sentence, _) in enumerate(said):
        words = f"“{about} number {sentence} turns {'again and ' * sentence}as {about} turned before”"
        lines.append(f"{words}, {f'{who.title} ' * bool(who.title)}{who.words or who.name} said in {number}.")
        cast.setdefault(slug(who.name), []).append((who, number))
    text = "\n".join(lines)
    sketch = Sketch(article, text, published="2020-01-02", publisher=f"The {about} Post")
    starts = [text.index(line) for line in lines]
    for local, places in cast.items():
        first = places[0][0]
        names = (first.name, first.acronym) if first.acronym else (first.name,)
        more: dict[str, Any] = {"gender": first.gender, "key": first.key, "named": first.named}
        titles = [first.title] if first.title else []
        sketch.actor(local, first.name, first.kind, titles=titles, names=names, **more)
        for who, number in places:
            printed = who.words or who.name
            nth = text.count(printed, 0, text.index(printed, starts[number])) + 1
            kept = sketch.actors[:]
            sketch.actor(local, first.name, first.kind, at=[f"{printed}#{nth}"])
            sketch.actors = kept
    for number, (who, _, sure) in enumerate(said):
        content = lines[number][: lines[number].index("”") + 1]
        nth = text.count(content, 0, starts[number]) + 1
        local = slug(who.name)
        if sure:
            sketch.says(local, f"{content}#{nth}")
        else:
            sketch.says(None, f"{content}#{nth}", basis="unsure", score=0.5, proposal=(local, 0.5))
    return sketch.record()


def known(index: Index, briefing: str) -> dict[str, object]:
    """What readers see of the articles of ours: who is named, who spoke, who is in doubt."""
    here = {r.article.id for r in index.articles if r.article.id.startswith(f"{briefing}/our")}
    return {
        "actors": [(a.id, a.name, a.type) for a in index.actors if here.intersection(a.articles)],
        "mentions": [(m.article, m.span, m.actor) for m in index.mentions if m.article in here],
        "said": [(s.id, s.speaker, s.basis, s.proposal) for s in index.statements if s.article in here],
        "utterances": [(u.id, u.speaker) for u in index.utterances if here.intersection(of(index, u.quoted))],
        "review": [i.id for i in index.review if i.article in here],
    }


def of(index: Index, quoted: Sequence[str]) -> set[str]:
    return {q.article for q in index.quoted if q.id in quoted}


@settings(max_examples=200, deadline=None)
@given(articles(OURS), articles(OTHERS), st.sampled_from(["a", "b", "c"]), st.randoms(use_true_random=False))
def test_neither_order_nor_unrelated_articles_change_who_is_who(
    ours: list[list[Said]], others: list[list[Said]], briefing: str, rng: Any
) -> None:
    here = [record(f"b/our-{n}", said, "the gate") for n, said in enumerate(ours)]
    more = [record(f"{briefing}/{n}-other", said, "some wheel") for n, said in enumerate(others)]
    everything = [*here, *more]
    rng.shuffle(everything)
    assert known(link(everything), "b") == known(link(here), "b")
    assert link(everything) == link([*here, *more])
