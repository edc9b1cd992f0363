"""For every reader and on paper: no script, large letters, any script of the world, no motion, print."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from tests.browser.site import DESK, page_kinds

pytestmark = pytest.mark.browser
pypdf = pytest.importorskip("pypdf")
WORDS = "e => [...document.querySelectorAll(e)].map(q => q.textContent.trim()).filter(Boolean)"
MOVING = """() => [...document.querySelectorAll('*')].filter(e => {
  const s = getComputedStyle(e);
  return s.transitionDuration !== '0s' || s.animationName !== 'none' || s.scrollBehavior !== 'auto';
}).map(e => e.outerHTML.slice(0, 80))"""
CUT = """() => [...document.querySelectorAll('#content *')].filter(e => {
  const s = getComputedStyle(e);
  const hides = s.overflowX === 'hidden' || s.overflowX === 'clip';
  return hides && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1;
}).map(e => e.outerHTML.slice(0, 80))"""
SCRIPTS = {"arabic": "وزارة الخارجية", "hebrew": "משרד החוץ", "han": "外交部", "hangul": "외교부"}


def squeezed(text: str) -> str:
    """Letters and figures alone: lines, hyphens and ligatures of a PDF are its own."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


@pytest.fixture
def scriptless(chromium: Any, address: str) -> Any:
    context = chromium.new_context(java_script_enabled=False, base_url=address, viewport=DESK)
    yield context.new_page()
    context.close()


def test_without_javascript_every_note_and_statement_can_be_read(scriptless: Any, built: Path) -> None:
    notes = 0
    for path in page_kinds(built).values():
        scriptless.goto(path)
        for ref in scriptless.locator(".ref a").all():
            note = scriptless.locator(f"[id='{ref.get_attribute('href')[1:]}']")
            assert note.is_visible() and note.locator("a[href*='#p']").is_visible()
            notes += 1
        words = scriptless.locator("#content q")
        hidden = [q.text_content() for q in words.all() if not q.is_visible() and not _folded(q)]
        assert hidden == [], path
    assert notes > 5


def _folded(passage: Any) -> bool:
    """Whether it stands in something that opens without a script."""
    return bool(passage.locator("xpath=ancestor::details").count())


def test_a_printed_briefing_has_every_word_note_and_address(page: Any) -> None:
    page.goto("ferry/")
    page.wait_for_load_state("networkidle")
    parts = ("#content q", ".notes cite", ".notes ul li", "h2", ".credit bdi")
    wanted = [words for part in parts for words in page.evaluate(WORDS, part)]
    addresses = page.eval_on_selector_all(".notes a.out", "all => all.map(a => a.getAttribute('href'))")
    printed = io.BytesIO(page.pdf(format="A4"))
    text = squeezed(" ".join(sheet.extract_text() for sheet in pypdf.PdfReader(printed).pages))
    assert len(wanted) > 20 and addresses
    assert [w for w in (*wanted, *addresses) if squeezed(w) not in text] == []


def test_a_printed_article_cuts_no_highlight(page: Any) -> None:
    page.goto("ferry/sources/coast-wire/")
    page.emulate_media(media="print")
    assert page.evaluate(CUT) == []
    marked = page.evaluate(WORDS, ".text .d, .text .i, .text a.f, .text a.t")
    text = "".join(
        squeezed(s.extract_text()) for s in pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    )
    assert marked and [w for w in marked if squeezed(w) not in text] == []


@pytest.mark.parametrize("width", [1280, 390])
def test_letters_twice_as_large_lose_nothing(chromium: Any, address: str, built: Path, width: int) -> None:
    context = chromium.new_context(base_url=address, viewport={"width": width, "height": 900})
    page = context.new_page()
    for name, path in page_kinds(built).items():
        page.goto(path)
        page.evaluate("document.documentElement.style.setProperty('font-size', '212.5%')")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
        assert page.evaluate(CUT) == [], name
    context.close()


def test_nothing_on_a_page_moves_by_itself(page: Any, built: Path) -> None:
    for motion in ("reduce", "no-preference"):
        page.emulate_media(reduced_motion=motion)
        for path in page_kinds(built).values():
            page.goto(path)
            assert page.evaluate(MOVING) == [], path


@pytest.mark.parametrize("name", SCRIPTS.values(), ids=SCRIPTS)
def test_a_name_in_any_script_stays_in_its_place(page: Any, name: str) -> None:
    page.goto("ferry/quotes/")
    page.evaluate(
        "name => document.querySelectorAll('.by .credit bdi').forEach(e => { e.textContent = name; })", name
    )
    order = page.evaluate("""() => [...document.querySelectorAll('.by')].map(by => {
      const parts = ['.credit bdi', '.credit .basis', '.place'].map(s => by.querySelector(s)).filter(Boolean);
      const lines = parts.map(e => e.getClientRects()[0]);
      return lines.every((r, n) => !n || r.top > lines[n - 1].top + 4 || r.left >= lines[n - 1].right - 1);
    })""")
    assert order and all(order)
