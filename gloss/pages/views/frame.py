"""What every page of a briefing carries: its title and the way to its parts."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from gloss.model import Briefing
from gloss.pages.desk import Desk
from gloss.pages.wording import day

PARTS = (
    ("", "Overview"),
    ("quotes", "Quotes"),
    ("figures", "Figures and claims"),
    ("timeline", "Timeline"),
    ("relations", "Relations"),
)


@dataclass(frozen=True, slots=True)
class Tab:
    title: str
    href: Markup
    current: bool


def briefing_frame(desk: Desk, briefing: Briefing, part: str) -> dict[str, object]:
    """Values for the head of a briefing's pages; `part` is "" for the briefing itself."""
    return {
        "briefing": briefing.title,
        "briefing_href": desk.at.briefing(briefing.slug),
        "briefing_date": day(briefing.date) if briefing.date else "",
        "tabs": tuple(Tab(title, desk.at.briefing(briefing.slug, p), p == part) for p, title in PARTS),
    }
