"""Numbers a page shows, each with the way to what was counted.

A number leads to a page or a list whose counted items all bear its words in `data-item` (`Count`),
or opens to links to the places themselves (`Tally`). What a list leaves out for its length it names by
article, each with its number and the way to them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from gloss.link.summary import state_of
from gloss.model import QuotedString, Statement, Utterance
from gloss.pages.desk import Desk
from gloss.pages.escape import tokens
from gloss.pages.wording import number, plural

NOTHING = tokens("")
"""What counts as no item of any list."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number in its words; at `href` it counts the items that bear every word of `of`."""

    shown: str
    n: int
    href: Markup
    of: Markup


@dataclass(frozen=True, slots=True)
class Mark:
    """One place a number was counted from; it may stand for `n` of them, counted at `href` by `of`."""

    name: str
    href: Markup
    n: int = 1
    of: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class Tally:
    """A number in its words that opens to its places; `more` leads to those that are not listed."""

    shown: str
    n: int
    marks: tuple[Mark, ...]
    more: Markup | None = None


def within(briefing: str) -> str:
    """The word that items of one briefing bear."""
    return f"in-{briefing}"


def by_actor(actor: str) -> str:
    """The word that statements of one actor bear."""
    return f"by-{actor}"


def homes(desk: Desk, article: str) -> str:
    """The words for all briefings that use an article."""
    return " ".join(within(b.slug) for b in desk.lookup.by_briefing.using.get(article, ()))


def of_statement(desk: Desk, statement: Statement) -> Markup:
    """What a statement counts as, as an item of a list."""
    kind = "reported" if statement.kind == "indirect" else "quoted"
    act = f" {statement.act}" if statement.act else ""
    by = f" {by_actor(statement.speaker)}" if statement.speaker else ""
    return tokens(f"statement {kind} basis-{statement.basis}{act}{by} {homes(desk, statement.article)}")


def of_string(desk: Desk, quoted: QuotedString) -> Markup:
    """What a quoted string counts as, as an item of a list."""
    statement = desk.lookup.statements.get(quoted.attribution or "")
    unnamed = " unnamed" if statement and not statement.speaker and statement.basis == "unnamed" else ""
    state = state_of(quoted, desk.lookup.statements)
    return tokens(f"string {state}{unnamed} {homes(desk, quoted.article)}")


def of_utterance(desk: Desk, utterance: Utterance) -> Markup:
    """What an utterance counts as: one in every briefing that prints it."""
    articles = {desk.lookup.quoted[q].article for q in utterance.quoted}
    return tokens(" ".join(["utterance", *sorted({w for a in articles for w in homes(desk, a).split()})]))


def tally(desk: Desk, shown: str, places: Iterable[tuple[str, int]], *, outlets: bool = False) -> Tally:
    """A tally of places (article, offset), named by paragraph and, if wanted, by outlet."""
    found = list(places)
    marks = []
    for article, offset in found:
        place = desk.place(article, offset)
        outlet = f"{place.outlet}, " if outlets else ""
        marks.append(Mark(f"{outlet}paragraph {place.paragraph}", place.href))
    return Tally(shown, len(found), tuple(marks))


def count(n: int, one: str, href: Markup, of: str, many: str | None = None) -> Count:
    """A count as `3 quotes`; without a noun as the bare number."""
    return Count(plural(n, one, many) if one else number(n), n, href, tokens(of))
