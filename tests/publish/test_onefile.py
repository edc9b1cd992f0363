"""A briefing as one file: whole, quoted to the letter, and in need of nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from gloss.cli import main
from gloss.errors import CheckError
from gloss.publish.onefile import one_file
from gloss.settings import Project, load_project

BRIEFING = "saydnaya"


@pytest.fixture(scope="module")
def project(bundled_site: Path) -> Project:
    return load_project(bundled_site.parent)


@pytest.fixture(scope="module")
def whole(project: Project) -> LexborHTMLParser:
    return LexborHTMLParser(one_file(project, BRIEFING))


def _quotations(page: LexborHTMLParser) -> list[tuple[str | None, str | None, str]]:
    found = page.css("q[data-article], blockquote[data-article]")
    return [(q.attributes["data-article"], q.attributes["data-start"], q.text()) for q in found]


def test_every_page_of_the_briefing_is_in_it_with_every_quotation(
    project: Project, whole: LexborHTMLParser
) -> None:
    sections = {node.attributes["id"]: node for node in whole.css("section.page[id]")}
    pages = sorted((project.output / BRIEFING).rglob("index.html"))
    people = [name for name in sections if name and name.startswith("actors-")]
    assert len(pages) > 6
    assert len(people) > 10
    assert len(sections) == len(pages) + len(people)
    for page in (*pages, *(project.output / str(p).replace("-", "/", 1) / "index.html" for p in people)):
        name = page.parent.relative_to(project.output).as_posix().replace("/", "-")
        published = LexborHTMLParser(page.read_bytes())
        section = LexborHTMLParser(sections[name].html or "")
        assert _quotations(section) == _quotations(published)
        assert section.css_first("h1").text() == published.css_first("h1").text()


def test_its_links_stay_inside_and_it_loads_nothing(whole: LexborHTMLParser) -> None:
    ids = [node.attributes["id"] for node in whole.css("[id]")]
    assert len(ids) == len(set(ids))
    leads = [node.attributes["href"] or "" for node in whole.css("a[href]")]
    assert len(leads) > 200
    assert {lead for lead in leads if lead.startswith("#")} == set(leads)
    assert {lead[1:] for lead in leads} <= set(ids)
    refers = [
        i for node in whole.css("[aria-labelledby]") for i in node.attributes["aria-labelledby"].split()
    ]
    assert set(refers) <= set(ids)
    assert not whole.css("script, link, img, iframe, [src]")
    assert "url(" not in whole.css_first("style").text()


def test_what_is_not_in_it_is_linked_where_the_site_has_an_address(project: Project) -> None:
    placed = replace(project, site_url="https://news.example/told/")
    found = LexborHTMLParser(one_file(placed, BRIEFING))
    outside = {a.attributes["href"] for a in found.css("a[href]") if "://" in (a.attributes["href"] or "")}
    assert {"https://news.example/told/saydnaya/", "https://news.example/told/actors/"} <= outside


@pytest.mark.parametrize("name", ["nowhere", "actors", "data", "..", ""])
def test_only_a_published_briefing_has_one(project: Project, name: str) -> None:
    with pytest.raises(CheckError, match="no briefing"):
        one_file(project, name)


def test_the_command_writes_it(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    site = ["--output", str(project.output), "--briefings", str(project.briefings)]
    assert main(["offline", *site, BRIEFING], root=project.root) == 0
    assert capsys.readouterr().out.strip() == "saydnaya.html"
    assert (tmp_path / "saydnaya.html").read_text("utf-8") == one_file(project, BRIEFING)
    assert main(["offline", *site, "--to", "no/such/folder/x.html", BRIEFING], root=project.root) == 3
    assert main(["offline", *site, "nowhere"], root=project.root) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["saydnaya.html"]
