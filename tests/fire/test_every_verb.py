"""One decision of every verb, from the editors' file to the published page and back."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from gloss.link.decisions import VERBS
from gloss.publish.record import hashes
from tests.fire.site import Site, tiny
from tests.fire.warm import ROOT, Warm

CASES: list[Any] = YAML(typ="safe").load((ROOT / "tests/golden/verbs/cases.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def full(warm: Warm, ground: Path) -> Iterator[Site]:
    """The tiny site with all words published, built; every test leaves it as it was."""
    site = Site(tiny(ground / "every-verb"), warm)
    for path in (*site.sources.iterdir(), site.sources.parent / "briefing.md"):
        text = path.read_text("utf-8").replace("rights: excerpt\n", "")
        path.write_text(text.replace("---\n", "---\nrights: full\n", 1) if path.stem == "briefing" else text)
    assert site.build().code == 0
    yield site
    shutil.rmtree(site.root)


def data(site: Site) -> Any:
    return json.loads((site.output / "data/index.json").read_text("utf-8"))


def page(site: Site, path: str) -> str:
    """The words of a page, white space folded."""
    text = (site.output / path / "index.html").read_text("utf-8").partition("<main")[2]
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


def id_of(site: Site, article: str, words: str) -> str:
    """The id of the statement or quoted string that is these words."""
    index = data(site)
    text = (ROOT / "tests/site/briefings" / article.replace("/", "/sources/")).with_suffix(".txt")
    body = text.read_text("utf-8").split("---\n", 2)[2]
    start = body.index(words)
    wanted = [start, start + len(words)]
    spans = [(a["id"], a["article"], a["content"][0]) for a in index["attributions"]]
    spans += [(q["id"], q["article"], q["span"]) for q in index["quoted"]]
    return next(item for item, name, span in spans if name == article and span == wanted)


def written(entry: Any, ids: dict[str, str]) -> str:
    out = io.StringIO()
    YAML(typ="safe").dump([entry], out)
    return re.sub(r"%(\w+)%", lambda m: ids[m[1]], out.getvalue())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["verb"])
def test_a_decision_is_shown_and_its_end_leaves_no_trace(case: Any, full: Site) -> None:
    before, file = hashes(full.output), full.root / "briefings/decisions.yml"
    given = file.read_text("utf-8")
    unchanged = {
        path: page(full, path) for path in {*case.get("shows", ()), *case.get("hides", ())} if _is(full, path)
    }
    ids = {key: id_of(full, *place) for key, place in case.get("ids", {}).items()}
    try:
        file.write_text(written(case["entry"], ids) + written(case["orphan"], ids), "utf-8")
        done = full.build()
        assert done.code == 0, done.err
        assert [d["state"] for d in data(full)["decisions"]] == ["applied", "orphan"], done.err
        assert "briefings/decisions.yml:" in done.err and "the decision matches nothing" in done.err
        for path, words in case.get("shows", {}).items():
            assert [w for w in words if w not in page(full, path)] == [], page(full, path)
            assert page(full, path) != unchanged.get(path)
        for path, words in case.get("hides", {}).items():
            assert [w for w in words if w not in unchanged[path]] == []
            assert [w for w in words if w in page(full, path)] == []
    finally:
        file.write_text(given, "utf-8")
        assert full.build().code == 0
    assert hashes(full.output) == before


def _is(site: Site, path: str) -> bool:
    return (site.output / path / "index.html").is_file()


def test_an_orphan_fails_a_strict_build(full: Site) -> None:
    file = full.root / "briefings/decisions.yml"
    given = file.read_text("utf-8")
    file.write_text(written(CASES[0]["orphan"], {}), "utf-8")
    try:
        done = full.build("--strict")
        assert done.code == 1
        assert "briefings/decisions.yml:1: the decision matches nothing" in done.err
    finally:
        file.write_text(given, "utf-8")


def test_every_verb_has_a_case() -> None:
    assert {case["verb"].partition(",")[0] for case in CASES} == set(VERBS)
