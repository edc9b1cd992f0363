"""The margin of an article: who said what in each paragraph, and where the same words stand elsewhere."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from markupsafe import Markup

from gloss.model import Article, QuotedString, SharedText
from gloss.pages.counts import NOTHING, of_statement
from gloss.pages.desk import Desk
from gloss.pages.escape import tokens
from gloss.pages.values import Credit
from gloss.pages.wording import ACTS, KIND, percent


@dataclass(frozen=True, slots=True)
class Margin:
    """What was found in a paragraph; `number` is the mark in the text, `id` its anchor."""

    id: str
    number: int
    label: str
    css: str
    credit: Credit
    act: str
    href: Markup
    quoted: bool
    of: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class Also:
    """Nearly the same words in another article."""

    id: str
    outlet: str
    paragraph: int
    href: Markup
    likeness: str
    earlier: str


def margins(desk: Desk, article: Article) -> dict[int, list[Margin]]:
    """Number of a paragraph -> its statements, strings that are nobody's statement, and caveats."""
    found: dict[int, list[Margin]] = defaultdict(list)
    for n, statement in enumerate(desk.lookup.statements_of.get(article.id, ()), start=1):
        strings = desk.lookup.strings_of.get(statement.id, ())
        number_ = desk.lookup.paragraph(article.id, statement.content[0].start)
        found[number_].append(
            Margin(
                statement.id,
                n,
                KIND[statement.kind],
                "d" if statement.kind == "direct" else "i",
                desk.credit(statement),
                ACTS.get(statement.act or "", ""),
                desk.at.quoted(strings[0]) if strings else NOTHING,
                bool(strings),
                of_statement(desk, statement),
            )
        )
    for string in desk.lookup.quoted_of.get(article.id, ()):
        if string.attribution is None:
            found[desk.lookup.paragraph(article.id, string.span.start)].append(_loose(desk, string))
    for caveat in desk.lookup.caveats_of.get(article.id, ()):
        nobody = Credit("the reporter’s own words", None, "", "", False)
        limit = Margin(
            caveat.id, 0, "limit on the evidence", "x", nobody, "", NOTHING, False, tokens("caveat")
        )
        found[desk.lookup.paragraph(article.id, caveat.span.start)].append(limit)
    return found


def _loose(desk: Desk, string: QuotedString) -> Margin:
    """A quoted string outside every statement; its anchor is on the quotes page."""
    credit, href = desk.string_credit(string), desk.at.quoted(string)
    label = "term" if string.term else "quoted"
    return Margin("", 0, label, "x" if string.term else "d", credit, "", href, True)


def also(desk: Desk, article: Article) -> dict[int, list[Also]]:
    """Number of a paragraph -> where nearly the same words stand as well."""
    found: dict[int, list[Also]] = defaultdict(list)
    for shared in desk.lookup.shared_of.get(article.id, ()):
        here, there = (shared.a, shared.b) if shared.a.article == article.id else (shared.b, shared.a)
        place = desk.place(there.article, there.span.start)
        n = desk.lookup.paragraph(article.id, here.span.start)
        found[n].append(
            Also(
                shared.id,
                place.outlet,
                place.paragraph,
                place.href,
                percent(shared.likeness),
                _earlier(desk, shared, article.id),
            )
        )
    return found


def _earlier(desk: Desk, shared: SharedText, here: str) -> str:
    if shared.earlier is None:
        return "which came first is not known"
    return "printed here first" if shared.earlier == here else "printed there first"
