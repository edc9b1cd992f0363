"""The tiny site as the tests under fire see it: files to spoil, builds, and what must stay whole."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gloss.publish.record import hashes
from tests.fire.warm import ROOT, Done, Warm

TORTURE = bool(os.environ.get("GLOSS_TORTURE"))
"""Set by `make torture`: the same tests, with more of everything."""


def times(usual: int, tortured: int) -> int:
    """How often to try: `usual` in every run of the tests, `tortured` behind `make torture`."""
    return tortured if TORTURE else usual


def tiny(folder: Path) -> Path:
    """A copy of the tiny site with templates of its own, so that tests may spoil them."""
    shutil.copytree(ROOT / "tests/site", folder)
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder


@dataclass(frozen=True, slots=True)
class Site:
    """A project folder and the interpreter that builds it."""

    root: Path
    warm: Warm

    @property
    def output(self) -> Path:
        """The published folder."""
        return self.root / "site"

    @property
    def sources(self) -> Path:
        """The folder of the articles."""
        return self.root / "briefings/quay-fire/sources"

    def build(self, *arguments: str, **options: Any) -> Done:
        """One call of `build`."""
        return self.warm.run(self.root, "build", *arguments, **options)

    def given(self) -> dict[str, str]:
        """Hashes of everything the editors wrote."""
        settings = {"mkdocs.yml": (self.root / "mkdocs.yml").read_text("utf-8", "surrogateescape")}
        return {**hashes(self.root / "briefings"), **hashes(self.root / "templates"), **settings}

    def leftovers(self) -> list[str]:
        """Names of what a build makes beside its results and must not leave."""
        found = [p.name for p in self.root.iterdir() if p.name.startswith(".")]
        drafts = [p.name for p in (self.root / "build").rglob("*") if p.suffix == ".tmp"]
        return sorted(found + drafts)

    def article(self, name: str, content: str | bytes) -> Path:
        """Put an article into the briefing."""
        path = self.sources / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return path
