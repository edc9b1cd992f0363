"""Where links lead, page by page."""

from __future__ import annotations

import pytest

from gloss.publish.links import Links, resolver

FILES = frozenset(["index.html", "port/index.html", "port/a/index.html", "assets/x.css"])


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("#p8", ("port/a/index.html", "p8")),
        ("#", None),
        ("../", ("port", "")),
        ("../../#top", ("", "top")),
        ("./index.html", ("port/a/index.html", "")),
        ("../b%20c/#p%C3%A9", ("port/b c", "pé")),
        ("?q=1", ("port/a/index.html", "")),
        ("/base/port/#x", ("port", "x")),
        ("https://example.org/x", None),
        ("//example.org/x", None),
        ("mailto:a@example.org", None),
    ],
)
def test_addresses_are_read_as_a_browser_does(link: str, target: tuple[str, str] | None) -> None:
    assert resolver("port/a/index.html", "/base/")(link) == target


def test_links_to_pages_and_anchors_that_are_there_are_none_of_the_broken() -> None:
    links = Links("/")
    links.add("index.html", {"top"}, ["port/#p1", "port/a/", "assets/x.css", "#top"])
    links.add("port/index.html", {"p1"}, ["../#top", "a/index.html"])
    links.add("port/a/index.html", set(), ["../#p1"])
    assert links.broken(FILES) is None


def test_every_page_with_a_broken_link_is_told_of_it() -> None:
    links, own = Links("/"), ["port/#p2", "gone/", "http://[::1", "port/#p1"]
    links.add("index.html", {"top"}, own)
    links.add("port/index.html", {"p1"}, ["#p2", "../gone/#x"])
    links.add("port/a/index.html", {"p2"}, ["#p2", "../"])
    broken = links.broken(FILES)
    assert broken is not None
    assert list(broken.on("index.html", own)) == [
        "the link 'port/#p2' leads to an anchor that is not there",
        "the link 'gone/' leads nowhere",
        "the link 'http://[::1' is no address",
    ]
    assert list(broken.on("port/index.html", ["#p2", "../gone/#x"])) == [
        "the link '#p2' leads to an anchor that is not there",
        "the link '../gone/#x' leads nowhere",
    ]
    assert list(broken.on("port/a/index.html", ["#p2", "../"])) == []
