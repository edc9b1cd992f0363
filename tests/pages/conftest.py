"""The invented site, generated once."""

from __future__ import annotations

import pytest

from gloss.model import GeneratedSite
from gloss.pages import generate
from tests.pages import factory


@pytest.fixture(scope="package")
def site() -> GeneratedSite:
    """The invented site with every right granted."""
    source = factory.corpus(
        prose='Fire.[^late#p1] It burned.[^coast-wire "the smoke at dawn"] [[Ilse Varga]] saw it.[^late#p1]\n'
    )
    return generate(factory.index(source), source, factory.project())


@pytest.fixture(scope="package")
def excerpts() -> GeneratedSite:
    """The same site with excerpts only."""
    source = factory.corpus("excerpt")
    return generate(factory.index(source), source, factory.project())
