"""Hostile strings come out of Python-Markdown and a browser as the letters they are."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from gloss.pages import escape
from tests.pages.reading import parsed, tags, words

HOSTILE = [
    "{{ config }}",
    "{% include 'x' %}",
    "<script>alert(1)</script>",
    '--8<-- "x"',
    "[a](javascript:x)",
    '<![><img src="]>',
    "[a](http://[::1)",
    "</div>",
    "</q></div><p>",
    "-->",
    "<!--",
    "]]>",
    "[TOC]",
    "{: .x }",
    "*[HTML]: x\n\n[x]: http://y\n",
    "```\ncode\n```",
    "~~~\ncode\n~~~",
    "# head\n\n- list\n\n> quote\n\n    code",
    "a | b\n--|--\n1 | 2",
    "&amp; &lt; &#60; &nbsp",
    "tab\tand  spaces \n  \n and\rreturns",
    "\x02wzxhzdk:0\x03 \x02amp\x03 klzzwxh:0000",
    "AT&T http://x.example/ mailto:a@b.c www.x.example",
    "<plaintext><textarea><!DOCTYPE html><svg onload=x>",
    "\u2028\u2029\u0085\x1b[31m\u202e right to left",
    '!!! note\n    x\n\n??? y\n\n=== "z"',
    "\\*not\\*",
]
SHAPE = ["html", "head", "body", "div", "p", "q"]


def shown(value: str) -> tuple[str, list[str], str]:
    """(visible text, tags, attribute) of a page that holds `value` in text and in an attribute."""
    block = Markup('<div class="gloss">\n<p><q title="{}">{}</q></p>\n</div>\n').format(
        escape.finalize(value), escape.finalize(value)
    )
    tree = parsed(str(block))
    quote = next(tree.iter("q"))
    return words(quote), tags(tree), quote.attrib["title"]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_is_shown_as_written(value: str) -> None:
    assert shown(value) == (value, SHAPE, value)


def test_twenty_thousand_brackets_take_no_time() -> None:
    value = "[" * 20_000
    assert shown(value)[0] == value


@settings(max_examples=1000, deadline=None)
@given(
    st.one_of(
        st.text(st.sampled_from("<>&\"'`*_[]{}()#+-!|~:^$\\@=%/ \n\ta1;x"), max_size=60),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60),
        st.lists(st.sampled_from(HOSTILE), max_size=3).map("".join),
    )
)
def test_any_text_is_shown_as_written(value: str) -> None:
    text, found, attribute = shown(value)
    assert found == SHAPE
    assert attribute == value
    assert text == value


@settings(max_examples=1000, deadline=None)
@given(st.text(max_size=80))
def test_front_matter_is_one_line_of_safe_yaml(value: str) -> None:
    source = escape.front_matter({"title": value, "n": 3})
    assert source.count("\n---\n") == 1
    title = yaml.safe_load(source.split("---\n")[1])["title"]
    assert not set(title) & set("<>\"'\n")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:x",
        "JaVaScRiPt:x",
        " https://a.example",
        "data:text/html,x",
        "https:",
        "https://",
        "ftp://a.example",
        "//a.example",
        "https://a b",
        "http://[::1",
        "java\tscript:x",
        "https://a.example/\x00",
        "",
        None,
        "vbscript:x",
        "file:///etc",
    ],
)
def test_addresses_outside_the_allowlist_are_none(url: str | None) -> None:
    assert escape.link(url) is None


def test_an_allowed_address_keeps_its_meaning() -> None:
    found = escape.link('https://wire.example/a?b=1&c="x"#d')
    assert found is not None
    tree = parsed(f'<div><a href="{found}">x</a></div>')
    assert next(tree.iter("a")).attrib["href"] == "https://wire.example/a?b=1&c=%22x%22#d"


def test_own_addresses_hold_no_other_character() -> None:
    assert escape.address("../a/#p8") == "../a/#p8"
    with pytest.raises(ValueError, match="not an address"):
        escape.address('x" onload="')


def test_script_data_cannot_leave_its_element() -> None:
    data = escape.script_json({"a": "</script><!-- & \u2028 ```"})
    assert not set("<>&`\u2028") & set(str(data))


def test_none_is_never_printed() -> None:
    with pytest.raises(TypeError):
        escape.finalize(None)
