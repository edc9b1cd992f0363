"""A quote that somebody was sent: all that matters on the first screen, and what can be done with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.site import PHONE, serving

pytestmark = pytest.mark.browser
QUOTE, NOBODY = "u0000000002", "No speaker given"
PARTS = (".said .mq", ".credit", ".place a", ".date", ".side")
CARDS = "[...document.querySelectorAll('.card')].map(c => [c.id, !!c.querySelector('.said .mq')])"
FOLD = """([id, parts]) => {
  const card = document.getElementById(id);
  const context = card.querySelector('.said .ctx, .said .gap') ? ['.said .ctx, .said .gap'] : [];
  return [...parts, ...context].filter(part => {
    const found = card.querySelector(part);
    if (!found) return true;
    const box = found.getBoundingClientRect();
    return !(box.height > 0 && box.top >= 0 && box.bottom <= innerHeight && box.right <= innerWidth);
  });
}"""


def test_a_shared_quote_on_a_phone_shows_all_that_matters_first(phone: Any) -> None:
    phone.goto("ferry/quotes/")
    cards = phone.evaluate("[...document.querySelectorAll('.card')].map(c => c.id)")
    assert QUOTE in cards
    below = {}
    for card in cards:
        phone.goto("method/")
        phone.goto(f"ferry/quotes/#{card}")
        phone.wait_for_timeout(100)
        if missing := phone.evaluate(FOLD, [card, PARTS]):
            below[card] = missing
    assert below == {}
    named = phone.locator(f"#{QUOTE} .credit .basis")
    assert named.bounding_box()["y"] < PHONE["height"]
    assert phone.locator(f"#{QUOTE} .ctx").count() and phone.locator(f"#{QUOTE} .side").is_visible()


def test_every_shared_quote_of_the_seeds_shows_all_that_matters_first(
    chromium: Any, seeds_site: Path
) -> None:
    with serving(seeds_site) as address:
        context = chromium.new_context(viewport=PHONE, base_url=address, has_touch=True, is_mobile=True)
        page = context.new_page()
        page.goto("seeds/quotes/")
        cards = page.evaluate(CARDS)
        below = {}
        for card, granted in cards:
            page.goto("method/")
            page.goto(f"seeds/quotes/#{card}")
            page.wait_for_timeout(100)
            if missing := page.evaluate(FOLD, [card, PARTS if granted else PARTS[1:]]):
                below[card] = missing
        context.close()
    assert len(cards) == 11 and sum(granted for _, granted in cards) >= 10
    assert below == {}


def copied(page: Any, card: Any) -> str:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card.locator("button").click()
    card.locator("button >> text=copied").wait_for()
    found: str = page.evaluate("navigator.clipboard.readText()")
    return found


def test_a_copied_quote_has_words_speaker_outlet_date_and_address(page: Any) -> None:
    page.goto("ferry/quotes/")
    card = page.locator(f"#{QUOTE}")
    words = card.locator(".said .mq").first.text_content()
    text = copied(page, card)
    assert text.startswith(f"“{words}”")
    for part in (".credit bdi", ".place a bdi", ".place .date"):
        assert card.locator(part).first.text_content() in text
    assert text.endswith(f"ferry/quotes/#{QUOTE}")


def test_a_copied_quote_of_nobody_says_so(page: Any) -> None:
    page.goto("ferry/quotes/")
    card = page.locator(".card", has_text=NOBODY).first
    assert f"({NOBODY[0].lower()}{NOBODY[1:]}; " in copied(page, card)


def test_a_quote_leads_to_its_words_at_the_publisher(page: Any) -> None:
    page.goto("ferry/quotes/")
    links = page.eval_on_selector_all(".do a[rel=noopener]", "all => all.map(a => a.href)")
    assert links and all("#:~:text=" in href and href.startswith("https://") for href in links)


def test_without_javascript_a_quote_keeps_its_address_and_offers_no_copying(
    chromium: Any, address: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}ferry/quotes/")
    assert page.locator(f"#{QUOTE} .do a[href='#{QUOTE}']").is_visible()
    assert page.locator(".card button").count() == 0
    context.close()
