"""Who may import whom: the direction of the house, and one place for each outside library."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "gloss"
ORDER = (
    {"model", "errors", "selectors", "settings"},
    {"sources"},
    {"annotate"},
    {"link"},
    {"pages"},
    {"publish"},
    {"cli"},
)
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}
ONLY_IN = {
    "spacy": {"annotate"},
    "thinc": {"annotate"},
    "distributed": {"annotate"},
    "jinja2": {"pages", "publish"},  # publish names the errors of the theme's templates
    "markupsafe": {"pages"},
    "mkdocs": {"publish"},
    "material": set(),
    "markdown_it": {"sources", "pages"},  # pages: the editors' prose
    "trafilatura": {"sources"},
    "click": {"cli"},
    "rich": {"cli"},
    "selectolax": {"sources", "publish"},
}
LIGHT = ("spacy", "mkdocs", "jinja2", "trafilatura", "lxml", "numpy", "markdown_it")


def _modules() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")


def _area(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imported(path: Path) -> Iterator[str]:
    """Full names a module imports, wherever in it; nothing that stands only for type checkers."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_area_has_its_rank() -> None:
    assert {_area(path) for path in _modules()} <= set(RANK)


@pytest.mark.parametrize("path", _modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_modules_import_from_their_left_only(path: Path) -> None:
    own = RANK[_area(path)]
    for name in _imported(path):
        parts = name.split(".")
        if parts[0] == "gloss" and len(parts) > 1 and parts[1] in RANK:
            other = RANK[parts[1]]
            assert other < own or (other == own and parts[1] in ORDER[own]), f"{name} is not to the left"


@pytest.mark.parametrize("path", _modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_each_library_has_one_place(path: Path) -> None:
    for name in _imported(path):
        places = ONLY_IN.get(name.split(".")[0])
        assert places is None or _area(path) in places, f"{name} belongs in {places}"


@pytest.mark.parametrize(
    "module",
    ["gloss.annotate", "gloss.link", "gloss.publish.unchanged", "gloss.publish.build", "gloss.cli.commands"],
)
def test_importing_does_no_heavy_work(module: str) -> None:
    script = f"import sys, {module}; print(*(n for n in {LIGHT} if n in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    heavy = set(done.stdout.split())
    allowed = {"numpy"} if module == "gloss.link" else set()
    assert not heavy - allowed
