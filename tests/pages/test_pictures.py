"""Pictures: where their marks stand, and that the table before them says the same."""

from __future__ import annotations

from datetime import date

from gloss.model import GeneratedSite
from gloss.pages.pictures import MOST_DATES, Named, Pair, folded, relations, timeline
from tests.pages.reading import words
from tests.pages.test_site import tree

SVG = "{http://www.w3.org/2000/svg}"
MARCH = [
    Named("2011", date(2011, 1, 1), False, ("Wire",)),
    Named("2 March 2025", date(2025, 3, 2), True, ("Wire", "Courier", "Wire")),
    Named("3 March 2025", date(2025, 3, 3), True, ("Courier",)),
]


def test_no_rows_no_picture() -> None:
    assert timeline([]) is None and relations([]) is None


def test_a_source_has_one_mark_for_each_date_it_names() -> None:
    found = timeline(MARCH)
    assert found is not None
    assert [(d.css, d.count) for d in found.dots] == [("ring", ""), ("dot", "2"), ("dot", ""), ("dot", "")]
    assert [h.text for h in found.heads] == ["Wire", "Courier"]
    years, days = found.rules[1] - found.rules[0], found.rules[2] - found.rules[1]
    assert years > days > 0
    assert "14 years later" in [label.text for label in found.labels]


def test_a_long_timeline_is_cut_and_says_so() -> None:
    many = [Named(str(y), date(y, 1, 1), False, ("Wire",)) for y in range(1900, 1900 + MOST_DATES + 1)]
    found = timeline(many)
    assert found is not None and len(found.rules) == MOST_DATES
    assert "the table holds everything" in found.note


def test_relations_are_joined_by_lines_of_their_count() -> None:
    found = relations([Pair("A", "B", 3, "accuses"), Pair("C", "B", 1, ""), Pair("A", "D", 99, "denies")])
    assert found is not None
    assert sorted((line.css, line.width) for line in found.lines) == [("", 1), ("accuses", 3), ("denies", 7)]
    assert {label.text for label in found.labels} == {"A", "B", "C", "D"}
    assert all(0 < line.y1 < found.height and 0 < line.y2 < found.height for line in found.lines)


def test_each_picture_stands_after_a_table_with_the_same_rows(site: GeneratedSite) -> None:
    for folder, rows in (("ferry/timeline/", "time"), ("ferry/relations/", "th")):
        page = tree(site, folder)
        found = [e for e in page.iter() if e.tag == "table" or e.attrib.get("role") == "img"]
        assert [e.tag for e in found[:2]] == ["table", f"{SVG}svg"]
        table, svg = found[:2]
        title = next(svg.iter(f"{SVG}title"))
        assert svg.attrib["aria-labelledby"] == title.attrib["id"]
        shown = {words(t) for t in svg.iter(f"{SVG}text")}
        named = {words(e) for e in table.iter(rows) if e.attrib.get("scope") != "col"}
        assert named and named <= shown


def test_long_names_stand_on_two_lines() -> None:
    assert folded("Ministry of Ports") == ("Ministry of Ports",)
    assert folded("Ministry of Ports and Coastal Traffic") == ("Ministry of Ports", "and Coastal Traffic")
    assert folded("x" * 30) == ("x" * 20 + "…",)
    assert all(len(part) <= 21 for part in folded("Board " + "of Everything " * 9))
    found = relations([Pair("Ministry of Ports and Coastal Traffic", "B", 1, "")])
    assert found is not None
    upper, lower = (label for label in found.labels if label.css == "end")
    assert (upper.text, lower.text) == ("Ministry of Ports", "and Coastal Traffic")
    assert upper.y < found.lines[0].y1 + 4 < lower.y
