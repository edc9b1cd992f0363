"""Publishing: what stands in the folder afterwards, and that nothing else ever does."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from gloss.errors import CheckError, EditorFileError, MachineError, TemplateError
from gloss.model import GeneratedFile, GeneratedSite
from gloss.publish.publication import Publication
from gloss.publish.record import hashes, read_record
from gloss.settings import Project
from tests.publish.conftest import CONFIG, TEXT, generated, page, quotation

Put = Callable[..., Publication]


def test_a_site_is_published_whole(project: Project, put: Put) -> None:
    done = put()
    assert (project.output / "port/index.html").is_file()
    assert (project.output / "data/index.json").read_text() == '{"articles": []}'
    assert (project.output / "pagefind/pagefind.js").is_file()
    assert hashes(project.output) == done.record.files
    assert not list(project.root.glob(".site.*"))


def test_a_warm_build_equals_a_clean_one(project: Project, put: Put) -> None:
    put(generated(page("port/a.md", "one"), page("port/b.md", "two")))
    changed = generated(page("port/a.md", "one more"), page("port/b.md", "two"), page("port/c.md", "three"))
    warm = put(changed)
    assert warm.made < warm.pages
    kept = hashes(project.output)
    clean = put(changed, afresh=True)
    assert clean.made == clean.pages
    assert hashes(project.output) == kept


def test_a_page_that_went_leaves_nothing_behind(project: Project, put: Put) -> None:
    put(generated(page("port/a.md", "one")))
    assert (project.output / "port/a/index.html").is_file()
    put()
    assert not (project.output / "port/a").exists()


def test_a_published_page_that_was_damaged_is_made_again(project: Project, put: Put) -> None:
    site = generated(page("port/a.md", "one"))
    put(site)
    before = hashes(project.output)
    (project.output / "port/a/index.html").write_text("damaged")
    put(site)
    assert hashes(project.output) == before


def test_review_pages_stand_beside_the_site(project: Project, put: Put) -> None:
    site = generated()
    put(GeneratedSite(site.files, site.nav, site.granted, review=(GeneratedFile("index.html", "doubts"),)))
    assert (project.build / "review/index.html").read_text() == "doubts"
    assert not (project.output / "review").exists()


def test_dry_publishes_nothing(project: Project, put: Put) -> None:
    put(dry=True)
    assert not project.output.exists()
    assert read_record(project.build, project.output) is None


LONG = " ".join(TEXT.split()[:12])


def database(words: str) -> bytes:
    """An SQLite file that holds `words` in a cell."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE said (id, words)")
        connection.execute("INSERT INTO said VALUES (1, ?)", (json.dumps([words]),))
        connection.commit()
        return connection.serialize()


BROKEN = {
    "a link to no page": (page("x.md", '<a href="nowhere/">x</a>'), CheckError, "leads nowhere"),
    "a link to no anchor": (page("x.md", '<a href="../port/#p9">x</a>'), CheckError, "anchor"),
    "an address that is none": (page("x.md", '<a href="http://[::1">x</a>'), CheckError, "no address"),
    "an id twice": (page("x.md", '<i id="a"></i><i id="a"></i>'), CheckError, "stands twice"),
    "a quotation with a changed word": (
        page("x.md", quotation().replace("waiting", "hoping")),
        CheckError,
        "is not what port/tide says",
    ),
    "a quotation of no article": (page("x.md", "<q>words</q>"), CheckError, "names no article"),
    "a quotation of an unknown article": (
        page("x.md", '<q data-article="z" data-start="0" data-end="5">words</q>'),
        CheckError,
        "unknown article",
    ),
    "a quotation without a range": (
        page("x.md", '<q data-article="port/tide">words</q>'),
        CheckError,
        "names no range",
    ),
    "words beyond rights": (page("x.md", f"<p>{LONG}</p>"), CheckError, "beyond its rights"),
    "words beyond rights, cut up by mark-up": (
        page("x.md", "<p>" + LONG.replace(" ", "</b> <b>") + "</p>"),
        CheckError,
        "beyond its rights",
    ),
    "words beyond rights in an attribute": (
        page("x.md", f'<p title="{LONG}">x</p>'),
        CheckError,
        "beyond its rights",
    ),
    "words beyond rights in a description": (
        GeneratedFile("x.md", f"---\ndescription: {LONG}\n---\n<p>x</p>\n"),
        CheckError,
        "beyond its rights",
    ),
    "words beyond rights in data": (
        GeneratedFile("data/x.json", '{"a": "' + LONG.replace("h", "\\u0068") + '"}'),
        CheckError,
        "beyond its rights",
    ),
    "words beyond rights in a database": (
        GeneratedFile("data/x.sqlite", database(LONG)),
        CheckError,
        "beyond its rights",
    ),
    "words beyond rights in a comment": (page("x.md", f"<!-- {LONG} -->"), CheckError, "beyond its rights"),
    "two files at one address": (page("Port.md", "x"), CheckError, "same address"),
    "a path out of the site": (GeneratedFile("../x.json", "{}"), CheckError, "leave the site"),
    "a working file": (GeneratedFile("data/cache.db", b"x"), CheckError, "working file"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_nothing_broken_is_published(project: Project, put: Put, case: str) -> None:
    put()
    before = hashes(project.output)
    file, kind, words = BROKEN[case]
    with pytest.raises(kind) as caught:
        put(generated(file))
    assert words in str(caught.value)
    assert hashes(project.output) == before
    assert not list(project.root.glob(".site.*"))


def test_a_path_of_this_machine_is_not_published(project: Project, put: Put) -> None:
    with pytest.raises(CheckError, match="a path of this machine"):
        put(generated(page("x.md", f"<p>{project.root}/x</p>")))


def test_rights_that_grant_the_words_let_them_pass(put: Put) -> None:
    from gloss.model import TextSpan

    put(generated(page("x.md", f"<p>{LONG}</p>"), granted=(TextSpan(0, len(TEXT)),)))


def _theme(project: Project, text: str) -> None:
    (project.templates / "theme/main.html").write_text(text)


def _config(project: Project, text: str) -> None:
    project.config.write_text(CONFIG + text)


THEME = {
    "syntax": ('{% extends "base.html" %}\n\n{% if %}', TemplateError, "main.html:3"),
    "undefined": (
        '{% extends "base.html" %}\n{% block content %}{{ nothing_here }}{% endblock %}',
        TemplateError,
        "main.html:2: 'nothing_here' is undefined",
    ),
    "include": (
        '{% extends "base.html" %}\n{% block content %}\n{% include "gone.html" %}{% endblock %}',
        TemplateError,
        "main.html:3: there is no template gone.html",
    ),
}


@pytest.mark.parametrize("case", THEME)
def test_a_broken_theme_is_named_by_line(project: Project, put: Put, case: str) -> None:
    put()
    before = hashes(project.output)
    text, kind, words = THEME[case]
    _theme(project, text)
    with pytest.raises(kind) as caught:
        put()
    assert words in str(caught.value)
    assert hashes(project.output) == before


CONFIGS = {
    "unknown key": ("wrong_key: 1\n", "wrong_key"),
    "plugins": ("hooks: [hook.py]\n", "hooks"),
    "theme": ("theme: {name: nosuch}\n", "nosuch"),
}


@pytest.mark.parametrize("case", CONFIGS)
def test_settings_mkdocs_refuses_are_named(project: Project, put: Put, case: str) -> None:
    text, words = CONFIGS[case]
    (project.root / "hook.py").write_text("")
    base = CONFIG.split("theme:")[0] if "theme" in text else CONFIG
    project.config.write_text(base + text)
    with pytest.raises(EditorFileError, match=words):
        put()


@pytest.mark.parametrize("case", ["a file", "somebody's folder", "a git checkout"])
def test_nobodys_files_are_replaced(project: Project, put: Put, case: str) -> None:
    if case == "a file":
        project.output.write_text("mine")
    elif case == "somebody's folder":
        project.output.mkdir()
        (project.output / "thesis.txt").write_text("mine")
    else:
        put()
        (project.output / ".git").mkdir()
        (project.output / ".git/config").write_text("mine")
    before = sorted(project.output.rglob("*"))
    with pytest.raises(MachineError, match="give --output"):
        put()
    assert sorted(project.output.rglob("*")) == before


def test_an_empty_folder_is_filled(project: Project, put: Put) -> None:
    project.output.mkdir()
    put()
    assert (project.output / "index.html").is_file()


def test_a_linked_output_is_replaced_where_it_leads(project: Project, put: Put, tmp_path: Path) -> None:
    real = tmp_path / "releases" / "now"
    real.mkdir(parents=True)
    project.output.symlink_to(real)
    put()
    put(generated(page("port/a.md", "one")))
    assert project.output.is_symlink()
    assert (real / "port/a/index.html").is_file()


def test_without_the_search_program_a_notice_says_so(
    project: Project, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gloss.publish.search._program", lambda: None)
    done = put()
    assert "no search" in done.record.notices[0]
    assert not (project.output / "pagefind").exists()
