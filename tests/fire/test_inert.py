"""Inert by construction: one way for article text into a page, one for an address, one for front matter."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.fire.site import Site

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "gloss/pages"

MARKUP = {
    "pages/site.py": 1,  # the editors' own style sheet, in the review page that stands alone
    "pages/desk.py": 2,  # mailto: before an address that went through text(); an empty address
    "pages/jsonld.py": 2,  # nothing
    "pages/prose.py": 6,  # the editor's prose, whose HTML is off and whose code and links go through text()
}
"""How often each module makes markup of a string outside `escape.py`, and of what: none is of an article."""

THEME = {
    "config.site_name | e",
    "config.copyright",  # the editor's, in mkdocs.yml, where MkDocs lets it be HTML
    "item.title",  # one of the site's own fixed words
    "nav.homepage.url | default('.', true) | url",
    "item.url | url",
    "page.canonical_url",
    "page.content",  # a page that templates made, all of whose strings passed escape.finalize
    "page.meta.title",  # front matter: escape.front_matter escapes every string
    "page.meta.description",
    "page.meta.redirect",
    "page.meta.description if page and page.meta and page.meta.description else config.site_description | e",
}
"""What theme templates print, which MkDocs does not escape; addresses of files of the theme besides."""


def _python() -> dict[str, str]:
    return {
        p.relative_to(ROOT / "gloss").as_posix(): p.read_text("utf-8") for p in ROOT.glob("gloss/**/*.py")
    }


def _templates() -> dict[str, str]:
    return {p.name: p.read_text("utf-8") for p in ROOT.glob("templates/**/*.html")}


def test_markup_is_made_in_one_place() -> None:
    made = {name: len(re.findall(r"\bMarkup\(", source)) for name, source in _python().items()}
    assert {name: n for name, n in made.items() if n and name != "pages/escape.py"} == MARKUP
    for name, source in _python().items():
        assert "markupsafe" not in source or name.startswith("pages/"), name
        assert not re.search(r"autoescape\s*=\s*(?!True)|mark_safe|__html__|\.unescape\(\)", source), name


def test_no_template_lets_a_string_pass_as_it_is() -> None:
    for name, source in _templates().items():
        assert not re.search(
            r"\|\s*(safe|forceescape|striptags|xmlattr|tojson)\b|autoescape|{%-?\s*raw", source
        ), name


def test_theme_templates_print_only_what_is_known() -> None:
    for path in ROOT.glob("templates/theme/**/*.html"):
        for printed in re.findall(r"{{\s*(.*?)\s*}}", path.read_text("utf-8")):
            assert printed in THEME or re.fullmatch(r"'[\w./-]+' \| url", printed), f"{path.name}: {printed}"


def test_no_template_prints_into_a_place_that_acts() -> None:
    printing = re.compile(
        r"<(script|style)\b[^>]*>[^<]*{{(?! *(css|structured|graph|data|jsonld)\b)|\son\w+\s*=", re.I
    )
    for name, source in _templates().items():
        assert not printing.search(source), f"{name}: {printing.search(source)}"
        assert not re.search(r"\sstyle\s*=", source), name


def test_scripts_make_no_markup_of_strings() -> None:
    acting = re.compile(
        r"(inner|outer)HTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc|Attribute\(.on"
    )
    for path in ROOT.glob("templates/**/*.js"):
        assert not acting.search(path.read_text("utf-8")), path.name


@pytest.mark.slow
def test_every_page_bears_the_policy_and_keeps_it(built: Site) -> None:
    policies = set()
    pages = list(built.output.rglob("*.html"))
    for path in pages:
        tree = LexborHTMLParser(path.read_text("utf-8"))
        (policy,) = tree.css("meta[http-equiv='Content-Security-Policy']")
        policies.add(policy.attributes["content"])
        assert not tree.css("style, [style]"), path
        for script in tree.css("script:not([src]):not([type='application/ld+json'])"):
            digest = b64encode(hashlib.sha256(script.text().encode()).digest()).decode()
            assert f"'sha256-{digest}'" in (policy.attributes["content"] or ""), "templates/theme/main.html"
    (policy_text,) = policies
    assert policy_text and policy_text.startswith("default-src 'none'; ")
    assert (
        "unsafe-inline" not in policy_text and "'unsafe-eval'" not in policy_text and "*" not in policy_text
    )
    assert policy_text in (ROOT / "docs/security.md").read_text("utf-8")
