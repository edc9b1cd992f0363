"""Source notes: previewed, opened in place, followed to the paragraph, and the way back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.site import violations

pytestmark = pytest.mark.browser
FOCUSED = "document.activeElement.id"
LABEL = "document.activeElement.getAttribute('aria-label')"


def test_a_note_is_previewed_on_hover(page: Any) -> None:
    page.goto("ferry/")
    page.hover("#r1-1")
    page.wait_for_selector("#peek")
    assert "paragraph" in page.inner_text("#peek")
    page.hover("#peek p >> nth=0")
    page.wait_for_timeout(400)
    assert page.is_visible("#peek")
    page.mouse.move(5, 5)
    page.wait_for_selector("#peek", state="detached")


def test_a_note_is_previewed_on_focus_and_dismissed_by_escape(page: Any) -> None:
    page.goto("ferry/")
    page.keyboard.press("Tab")
    page.focus("#r1-1")
    page.wait_for_selector("#peek")
    assert page.get_attribute("#r1-1", "aria-describedby") == "peek"
    page.keyboard.press("Escape")
    assert page.query_selector("#peek") is None
    assert page.evaluate(FOCUSED) == "r1-1"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("fixture", ["page", "phone"])
def test_an_open_note_is_accessible(
    request: pytest.FixtureRequest, fixture: str, scheme: str, axe: str
) -> None:
    page = request.getfixturevalue(fixture)
    page.emulate_media(color_scheme=scheme)
    page.goto("ferry/")
    page.click("#r1-1")
    assert page.is_visible("#peek.pinned")
    assert violations(page, axe) == []


def test_a_tap_opens_the_note_in_place(phone: Any) -> None:
    phone.goto("ferry/")
    phone.tap("#r1-1")
    note, ref = phone.locator("#peek"), phone.locator("#r1-1")
    assert note.evaluate("e => getComputedStyle(e).position") == "static"
    box, mark = note.bounding_box(), ref.bounding_box()
    assert box["y"] >= mark["y"] and box["y"] + box["height"] <= phone.viewport_size["height"]
    assert not phone.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not phone.url.endswith("#n1a")
    phone.tap("#peek button")
    assert note.count() == 0 and phone.evaluate(FOCUSED) == "r1-1"


def test_by_keyboard_to_the_paragraph_and_back_to_where_one_was(page: Any) -> None:
    page.goto("ferry/")
    page.keyboard.press("Tab")
    page.focus("#r1-1")
    before = page.evaluate("scrollY")
    page.keyboard.press("Enter")
    assert page.evaluate(LABEL) == "Note 1a"
    while "paragraph" not in (page.evaluate(LABEL) or ""):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources/**#p*")
    assert page.evaluate("document.querySelector(':target').className").startswith("para")
    page.go_back()
    page.wait_for_function(f"{FOCUSED} === 'r1-1'")
    assert abs(page.evaluate("scrollY") - before) < page.viewport_size["height"]
    box = page.locator("#r1-1").bounding_box()
    assert 0 <= box["y"] < page.viewport_size["height"]


def test_escape_returns_from_an_open_note_to_its_reference(page: Any) -> None:
    page.goto("ferry/")
    page.focus("#r1-1")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) == "r1-1"
    assert page.query_selector("#peek") is None


def test_the_list_of_notes_leads_back_by_name(page: Any) -> None:
    page.goto("ferry/#n1a")
    page.focus("#n1a .back")
    assert page.evaluate(LABEL) == "Back to reference 1 of note 1"
    page.keyboard.press("Enter")
    page.wait_for_url("**#r1-1")


def test_a_note_on_a_slow_page_never_moves_what_is_read(page: Any) -> None:
    page.goto("ferry/")
    where = "document.querySelector('#said').getBoundingClientRect().top"
    before = page.evaluate(where)
    page.hover("#r1-1")
    page.wait_for_selector("#peek")
    assert page.evaluate(where) == before
