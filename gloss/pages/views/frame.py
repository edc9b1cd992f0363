"""What every page of a briefing carries: its title and the way to its parts."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from gloss.model import Briefing, BriefingSummary
from gloss.pages.counts import Count, count, within
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


def facts(desk: Desk, summary: BriefingSummary) -> tuple[tuple[str, Count], ...]:
    """What a briefing holds, each number with the way to the list it was counted from."""
    here, slug = within(summary.briefing), summary.briefing

    def found(n: int, part: str, anchor: str, of: str) -> Count:
        return count(n, "", desk.at.briefing(slug, part, anchor), of)

    return (
        ("sources", found(summary.articles, "", "sources", "source")),
        ("people and bodies", found(summary.actors, "", "names", "actor")),
        ("quoted strings", found(summary.quoted, "quotes", "", f"string {here}")),
        ("utterances", found(summary.utterances, "quotes", "", f"utterance {here}")),
        ("disputed", found(summary.disputed, "figures", "claims", "dispute")),
        ("copied passages", found(summary.copied, "", "copied", "copied")),
    )
