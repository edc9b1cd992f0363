"""Golden cases: who each name, description and pronoun of a text is, and who says what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from gloss.annotate.actors import Resolved, resolve
from gloss.annotate.quotes import regions
from gloss.annotate.relation import Relation
from gloss.model import Article, Block, TextSpan

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['case']}")
    for path in sorted((Path(__file__).parent.parent / "golden" / "actors").glob("*.yml"))
    for case in YAML(typ="safe").load(path)
]


@pytest.fixture(scope="module")
def nlp(model_dir: Path) -> Any:
    """The shipped pipeline; skips where it has not been trained yet."""
    if not (model_dir / "meta.json").is_file():
        pytest.skip("models/en_gloss_news is not there")
    from gloss.annotate.pipeline import load

    return load(model_dir.name, model_dir.parent)


def article(text: str) -> Article:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(TextSpan(at, at + len(line)), "text"))
        at += len(line) + 1
    return Article("a", "a.txt", "b", text, tuple(blocks), "", "")


def resolved(nlp: Any, case: Mapping[str, Any]) -> Resolved:
    from gloss.annotate.doc import read_doc

    given = article(case["text"])
    relations = tuple(relation(given.text, said) for said in case.get("says", ()))
    return resolve(read_doc(nlp, given), relations, regions(given.text, given.blocks), threshold=0.6)


def relation(text: str, said: Mapping[str, str]) -> Relation:
    content = located(text, said["content"])
    spans = {part: (located(text, said[part]),) if part in said else None for part in ("source", "cue")}
    return Relation(
        "direct" if said["content"].startswith(('"', "“")) else "indirect", (content,), **spans, score=0.95
    )


def located(text: str, words: str) -> TextSpan:
    """The first place where the words stand, not inside longer words."""
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    assert found is not None, words
    return TextSpan(*found.span())


def target(text: str, marked: str) -> TextSpan:
    """The span of the words in brackets, found by their context."""
    before, _, rest = marked.partition("[")
    words, _, _ = rest.partition("]")
    at = text.index(marked.replace("[", "").replace("]", "")) + len(before)
    return TextSpan(at, at + len(words))


@pytest.mark.parametrize("case", CASES)
def test_actors(nlp: Any, case: Mapping[str, Any]) -> None:
    found = resolved(nlp, case)
    names = {actor.id: actor.name for actor in found.actors}
    spans = {mention.span: mention.actor for mention in found.mentions}
    got = {marked: names.get(spans.get(target(case["text"], marked)) or "") for marked in case.get("who", {})}
    assert got == case.get("who", {})
    for a, b in case.get("apart", ()):
        assert a in names.values() and b in names.values()
    for absent in case.get("absent", ()):
        assert absent not in names.values()
    types = {actor.name: actor.type for actor in found.actors}
    assert {name: types.get(name) for name in case.get("types", {})} == case.get("types", {})
    for actor in found.actors:
        if actor.name in case.get("titles", {}):
            assert case["titles"][actor.name] in [title.text.strip() for title in actor.titles]
        assert actor.named is (actor.name not in case.get("unnamed", ()))


@pytest.mark.parametrize("case", [c for c in CASES if "says" in c.values[0]])
def test_speakers(nlp: Any, case: Mapping[str, Any]) -> None:
    found = resolved(nlp, case)
    names = {actor.id: actor.name for actor in found.actors}
    for said, attribution in zip(case["says"], found.attributions, strict=True):
        assert names.get(attribution.speaker or "") == said["speaker"], said
        if "basis" in said:
            assert attribution.basis == said["basis"], said
        if "proposal" in said:
            assert attribution.proposal is not None and names[attribution.proposal.actor] == said["proposal"]
        assert 0 <= attribution.score <= 1
