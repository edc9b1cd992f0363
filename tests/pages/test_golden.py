"""Cases kept as data: the editor's prose, corrections.yml, values in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from gloss.errors import EditorFileError
from gloss.pages import corrections, generate, wording
from tests.pages import factory

CASES = Path(__file__).resolve().parents[1] / "golden" / "pages"


def cases(name: str) -> list[Any]:
    found = YAML(typ="safe").load((CASES / f"{name}.yml").read_text("utf-8"))
    return [pytest.param(case, id=str(case.get("case", case.get("given")))) for case in found]


@pytest.mark.parametrize("case", cases("prose"))
def test_prose(case: dict[str, Any]) -> None:
    source = factory.corpus(prose=case["prose"])
    if "problems" in case:
        with pytest.raises(EditorFileError) as raised:
            generate(factory.index(source), source, factory.project())
        assert [str(p) for p in raised.value.problems] == case["problems"]
        return
    site = generate(factory.index(source), source, factory.project())
    page = next(str(f.content) for f in site.files if f.path == "ferry/index.md")
    for wanted in case["html"]:
        assert wanted in page


@pytest.mark.parametrize("case", cases("wording"))
def test_wording(case: dict[str, Any]) -> None:
    given = case["given"]
    found = getattr(wording, case["call"])(*(given if isinstance(given, list) else [given]))
    assert found == case["wanted"]


@pytest.mark.parametrize("case", cases("corrections"))
def test_corrections(case: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "briefings"
    folder.mkdir()
    (folder / "corrections.yml").write_text(case["file"], "utf-8")
    if "problems" not in case:
        found = corrections.read(folder, tmp_path, frozenset({"ferry"}))
        assert [c.date.isoformat() for c in found] == case["dates"]
        return
    with pytest.raises(EditorFileError) as raised:
        corrections.read(folder, tmp_path, frozenset({"ferry"}))
    assert len(raised.value.problems) == len(case["problems"])
    for problem, wanted in zip(raised.value.problems, case["problems"], strict=True):
        assert str(problem).startswith(wanted)
