"""The published site in Chromium: for everyone, on a phone, without JavaScript, by keyboard, in print."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gloss.publish.onefile import one_file
from gloss.settings import load_project
from tests.browser.site import DESK, PHONE, page_kinds, serving, violations
from tests.browser.wire import SHIFT, Wire
from tests.pages import factory

pytestmark = pytest.mark.browser
VIEWS = [(PHONE, "light"), (PHONE, "dark"), (DESK, "light"), (DESK, "dark")]


@pytest.mark.parametrize("view", VIEWS, ids=["390-light", "390-dark", "1280-light", "1280-dark"])
def test_every_page_kind_is_accessible_quiet_and_fits(
    chromium: Any, address: str, built: Path, axe: str, view: tuple[dict[str, int], str]
) -> None:
    context = chromium.new_context(viewport=view[0], color_scheme=view[1])
    page, wrong = context.new_page(), []
    page.on("console", lambda m: wrong.append(f"console: {m.text}"))
    page.on("request", lambda r: r.url.startswith(address) or wrong.append(f"request: {r.url}"))
    for name, path in page_kinds(built).items():
        page.goto(address + path)
        wrong += [f"{name}: {v}" for v in violations(page, axe)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{name}: wider than the view")
    context.close()
    assert wrong == []


@pytest.mark.parametrize("view", VIEWS, ids=["390-light", "390-dark", "1280-light", "1280-dark"])
def test_a_briefing_as_one_file_is_accessible_and_asks_for_nothing(
    chromium: Any, built: Path, tmp_path: Path, axe: str, view: tuple[dict[str, int], str]
) -> None:
    place = tmp_path / "ferry.html"
    place.write_text(one_file(load_project(built.parent), "ferry"), "utf-8")
    context = chromium.new_context(viewport=view[0], color_scheme=view[1])
    page, wrong = context.new_page(), []
    page.on("console", lambda m: wrong.append(f"console: {m.text}"))
    page.on("request", lambda r: r.url == place.as_uri() or wrong.append(f"request: {r.url}"))
    page.goto(place.as_uri())
    wrong += violations(page, axe)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wrong.append("wider than the view")
    context.close()
    assert wrong == []


CARDS = """() => [...document.querySelectorAll('table.cards tbody td')].flatMap(td => {
  const shown = getComputedStyle(td, '::before').content;
  if (shown === 'none' || shown === 'normal') return [];
  let column = 0;
  for (let e = td.previousElementSibling; e; e = e.previousElementSibling) column += e.colSpan;
  const name = td.closest('table').querySelectorAll('thead th')[column].textContent;
  return [[shown.slice(1, -1), name]];
})"""


def test_cards_name_their_lines_as_the_table_its_columns(phone: Any, built: Path) -> None:
    found = []
    for path in page_kinds(built).values():
        phone.goto(path)
        found += phone.evaluate(CARDS)
    assert len({name for _, name in found}) > 8
    assert [pair for pair in found if pair[0] != pair[1]] == []


def test_search_loads_nothing_before_it_is_opened(page: Any, axe: str) -> None:
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.goto("ferry/")
    page.wait_for_load_state("networkidle")
    assert not any("pagefind" in url for url in asked)
    page.keyboard.press("/")
    page.fill("dialog input", "smoke")
    page.wait_for_selector("dialog li a")
    assert violations(page, axe) == []
    assert not any("/filter/" in url for url in asked)
    page.click("dialog summary")
    page.wait_for_selector("dialog select[name=basis]")
    assert violations(page, axe) == []
    page.select_option("dialog select[name=actor]", index=1)
    page.wait_for_function("/page/.test(document.querySelector('dialog [role=status]').textContent)")
    page.keyboard.press("Escape")
    assert not page.is_visible("dialog")


def test_by_keyboard_to_a_narrowed_result(page: Any) -> None:
    page.goto("ferry/")
    page.keyboard.press("/")
    page.wait_for_selector("dialog input:focus")
    page.keyboard.type("Varga")
    page.wait_for_selector("dialog li a")
    before = page.inner_text("dialog [role=status]")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog select[name=basis]")
    page.keyboard.press("Tab")
    page.keyboard.type("Ilse")
    assert page.evaluate("document.activeElement.value") == "Ilse Varga"
    page.wait_for_function(
        "old => document.querySelector('dialog [role=status]').textContent !== old", arg=before
    )
    while not page.evaluate("document.activeElement.matches('dialog li a')"):
        page.keyboard.press("Tab")
    wanted = page.evaluate("document.activeElement.href")
    page.keyboard.press("Enter")
    page.wait_for_url(wanted)
    assert "Varga" in page.inner_text("#content")


def test_more_results_follow_on_request(page: Any, bundled_site: Path) -> None:
    with serving(bundled_site) as home:
        page.goto(f"{home}search/")
        page.fill("#search-page input", "the")
        page.wait_for_selector("#search-page li:nth-child(8)")
        told = int(page.inner_text("#search-page [role=status]").split()[0])
        assert told > 8 == page.locator("#search-page li").count()
        page.click("text=More results")
        page.wait_for_selector("#search-page li:nth-child(9) a:focus")
        assert page.locator("#search-page li").count() == min(told, 16)


def test_search_without_an_index_says_so(page: Any) -> None:
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto("search/")
    page.wait_for_selector("text=no search index")


def test_without_javascript_everything_is_there(chromium: Any, address: str) -> None:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}ferry/")
    assert page.is_visible(".notes li >> text=paragraph 1")
    assert not page.is_visible(".tool.find")
    page.click("a[href='#n1a'] >> nth=0")
    assert page.url.endswith("#n1a")
    page.goto(f"{address}search/")
    assert page.is_visible("noscript .empty")
    context.close()


def test_the_skip_link_is_first(page: Any) -> None:
    page.goto("ferry/quotes/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"


def test_highlights_switch_off(page: Any) -> None:
    page.goto("ferry/sources/coast-wire/")
    look = "getComputedStyle(document.querySelector('.text a.f')).textDecorationLine"
    assert page.evaluate(look) == "underline"
    page.uncheck(".k-f input")
    assert page.evaluate(look) == "none"


def test_the_scheme_can_be_chosen_and_stays(page: Any) -> None:
    page.goto("")
    page.click(".scheme")
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
    page.goto("method/")
    assert page.inner_text(".scheme") == "Light"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 23, 26)"


def test_print_writes_addresses_out_and_leaves_the_frame_out(page: Any) -> None:
    page.goto("ferry/")
    page.emulate_media(media="print")
    assert not page.is_visible(".bar")
    assert page.is_visible(".notes")
    written = page.evaluate("getComputedStyle(document.querySelector('.notes a.out'), '::after').content")
    assert "wire.example" in written


@pytest.mark.parametrize("fixture", ["page", "phone"])
def test_nothing_moves_while_a_page_loads(request: pytest.FixtureRequest, fixture: str, built: Path) -> None:
    page, moved = request.getfixturevalue(fixture), {}
    for name, path in page_kinds(built).items():
        page.goto(path, wait_until="load")
        moved[name] = page.evaluate(SHIFT)
    assert {name: shift for name, shift in moved.items() if shift} == {}


def test_the_first_view_of_a_visit_is_light(chromium: Any, address: str, built: Path) -> None:
    for path in page_kinds(built).values():
        context = chromium.new_context()
        page = context.new_page()
        wire = Wire(page)
        page.goto(address + path, wait_until="networkidle")
        assert 5_000 < wire.total() <= 120_000
        context.close()


def test_right_to_left_names_are_isolated(page: Any) -> None:
    page.goto("actors/")
    assert page.evaluate("document.querySelectorAll('.people tbody th bdi').length") == 4


def test_the_site_works_from_a_sub_path(chromium: Any, built: Path) -> None:
    with serving(built.parent, f"/{built.name}/") as sub_path:
        page = chromium.new_page()
        missing: list[str] = []
        page.on("response", lambda r: r.status < 400 or missing.append(r.url))
        page.goto(sub_path)
        page.click("text=Fire on the ferry")
        page.click(".tabs >> text=Quotes")
        page.click(".card .place a")
        assert page.url.startswith(f"{sub_path}ferry/sources/")
        assert page.evaluate("getComputedStyle(document.querySelector('.pn')).textDecorationLine") == "none"
        page.close()
    assert missing == []


@pytest.mark.usefixtures("chromium")
def test_the_gallery_draws_pages(built: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "tests.browser.gallery",
        str(built),
        str(tmp_path),
        "--only",
        "home-390-dark",
    ]
    subprocess.run(command, check=True, cwd=factory.ROOT)
    (picture,) = tmp_path.iterdir()
    assert picture.read_bytes().startswith(b"\x89PNG")
