"""One invented site, published for real, and one Chromium for all browser tests."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gloss.pages import generate
from gloss.publish.publication import publish
from gloss.publish.record import Record
from gloss.settings import load_project
from tests.browser.site import DESK, PHONE, browser, chromium_path, serving
from tests.pages import factory

PROSE = """A fire broke out.[^late#p1] It was seen.[^coast-wire "the smoke at dawn"]
[[Ilse Varga]] saw it.[^late#p2]
"""


def missing(what: str) -> None:
    """Skip for want of a program, or fail where browser tests are required."""
    if os.environ.get("GLOSS_REQUIRE_BROWSER") == "1":
        pytest.fail(f"{what}, though GLOSS_REQUIRE_BROWSER is set")
    pytest.skip(what)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the published site."""
    root = tmp_path_factory.mktemp("browser")
    shutil.copytree(factory.ROOT / "templates", root / "templates")
    shutil.copy(factory.ROOT / "mkdocs.yml", root)
    (root / "briefings").mkdir()
    (root / "briefings" / "corrections.yml").write_text(
        '- {date: 2031-03-09, briefing: ferry, page: "quotes/", was: "one", now: "two", why: "three"}\n',
        "utf-8",
    )
    project = load_project(root)
    source = factory.corpus(prose=PROSE)
    publish(project, generate(factory.index(source), source, project), source, Record(), environment="test")
    return project.output


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    with serving(built) as found:
        yield found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    if chromium_path() is None:
        missing("there is no Chromium")
    with browser() as found:
        yield found


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    """A page of a desk's width."""
    context = chromium.new_context(viewport=DESK, base_url=address)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(chromium: Any, address: str) -> Iterator[Any]:
    """A page on a phone, touched instead of pointed at."""
    context = chromium.new_context(viewport=PHONE, base_url=address, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core's script, from the package axe-playwright-python."""
    spec = importlib.util.find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        missing("there is no axe-playwright-python")
        raise AssertionError
    return (Path(spec.origin).parent / "axe.min.js").read_text("utf-8")
