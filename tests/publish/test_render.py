"""Pages as MkDocs makes them, and as bare MkDocs would make them from the same tree."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from gloss.publish.publication import Publication, epoch_of
from gloss.publish.render import nav_entry
from gloss.settings import Project
from tests.publish.conftest import generated, page

Put = Callable[..., Publication]


def test_bare_mkdocs_makes_the_same_pages(project: Project, put: Put) -> None:
    site = generated(page("port/a.md", "one <b>&#42;two&#42;</b>\n<p id='x'>&#91;a&#93;&#40;b&#41;</p>", "A"))
    put(site)
    config = {
        "site_name": "Test",
        "docs_dir": "build/docs",
        "site_dir": "bare",
        "nav": [nav_entry(item) for item in site.nav],
        "not_in_nav": "*",
        "plugins": [],
        "markdown_extensions": [],
        "theme": {"name": "material", "custom_dir": "templates/theme", "font": False},
    }
    (project.root / "bare.yml").write_text(json.dumps(config))
    epoch = "1709596800"  # the article's date
    subprocess.run(
        [str(Path(sys.executable).with_name("mkdocs")), "build", "-q", "-f", "bare.yml"],
        cwd=project.root,
        check=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": epoch, "NO_MKDOCS_2_WARNING": "1"},
    )
    bare = project.root / "bare"
    names = [p.relative_to(bare) for p in bare.rglob("*") if p.is_file()]
    assert Path("port/a/index.html") in names
    for name in names:
        assert (project.output / name).read_bytes() == (bare / name).read_bytes(), name


def test_what_python_markdown_would_touch_stays_as_it_is(project: Project, put: Put) -> None:
    odd = "a\tb \x02 *c* _d_ `e` [f](g) &amp; {{ h }}\n\n    i\n\n# j"
    put(generated(page("x.md", f"<pre>{odd}</pre>")))
    assert odd in (project.output / "x/index.html").read_text("utf-8")


def test_the_environment_is_as_it_was(put: Put) -> None:
    before = dict(os.environ)
    put()
    assert dict(os.environ) == before


def test_the_time_of_a_build_is_that_of_its_newest_input() -> None:
    from gloss.model import Briefing, Corpus
    from tests.publish.conftest import article

    assert epoch_of(Corpus((), ())) == 315532800
    assert epoch_of(Corpus((Briefing("a", "A", "a", date="2024-03-06"),), (article(),))) == 1709683200
    assert epoch_of(Corpus((Briefing("a", "A", "a", date="no date"),), ())) == 315532800
