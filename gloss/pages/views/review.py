"""The review page: each doubt with its sentence, the proposal and the line to paste.

It is written beside the site and shows sentences in full: only editors see it.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from gloss.pages.lookup import Lookup
from gloss.pages.page import Page
from gloss.pages.wording import plural


@dataclass(frozen=True, slots=True)
class Doubt:
    """One item; the sentence in three parts, the words in question in the middle."""

    id: str
    outlet: str
    paragraph: int
    path: str
    before: str
    words: str
    after: str
    proposal: str
    reason: str
    line: str


@dataclass(frozen=True, slots=True)
class Pile:
    """The doubts of one briefing, most harmful first."""

    title: str
    doubts: tuple[Doubt, ...]


def page(lookup: Lookup, css: Markup) -> Page:
    """A page that stands alone, its style inside."""
    titles = {b.slug: b.title for b in lookup.corpus.briefings}
    piles: dict[str, list[Doubt]] = {}
    for item in lookup.index.review:
        article = lookup.articles[item.article]
        text, span, sentence = article.text, item.span, item.sentence
        piles.setdefault(item.briefing, []).append(
            Doubt(
                item.id,
                lookup.names.outlet[article.id],
                lookup.paragraph(article.id, span.start),
                article.path,
                text[sentence.start : span.start],
                text[span.start : span.end],
                text[span.end : sentence.end],
                item.proposal,
                item.reason,
                item.line,
            )
        )
    states = tuple((d.line, d.text, d.state, d.message) for d in lookup.index.decisions)
    return Page(
        "review/",
        "review.html",
        "Review",
        "",
        {
            "site_name": lookup.project.site_name,
            "piles": tuple(Pile(titles.get(b, b), tuple(items)) for b, items in piles.items()),
            "total": plural(len(lookup.index.review), "open item"),
            "decisions": states,
            "warnings": lookup.index.warnings,
            "css": css,
        },
    )
