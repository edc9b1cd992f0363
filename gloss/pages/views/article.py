"""One source article: its text as rights allow, with what was found in it, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from gloss.model import Article, Block, QuotedString, Statement, TextSpan
from gloss.pages.addresses import article_folder
from gloss.pages.desk import Desk
from gloss.pages.escape import address
from gloss.pages.jsonld import news_article
from gloss.pages.page import Page
from gloss.pages.segments import Cut, Mark, cuts, flat
from gloss.pages.views.frame import Tab, briefing_frame
from gloss.pages.views.margin import Also, Margin, also, margins
from gloss.pages.views.narrowing import filters
from gloss.pages.views.withdrawn import falls
from gloss.pages.wording import RIGHTS, dated, day, number, plural, value


@dataclass(frozen=True, slots=True)
class Item:
    """A step of the text: `kind` is text, open, link, close or end (of a link)."""

    kind: str
    text: str = ""
    css: str = ""
    href: Markup | str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A granted passage with its marks, or a gap of words not shown."""

    start: int
    end: int
    items: tuple[Item, ...]
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    number: int
    kind: str
    passages: tuple[Passage, ...]
    margin: tuple[Margin, ...]
    also: tuple[Also, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What to mark in one article: marks by level, and what each mark leads to."""

    levels: tuple[tuple[Mark, ...], ...]
    ends: dict[str, Item]
    links: dict[str, Item]
    css: dict[str, str]


def page(desk: Desk, article: Article) -> Page:
    """The page of `article`. An article that was not annotated says so and why."""
    lookup = desk.lookup
    record = lookup.records.get(article.id)
    used = lookup.by_briefing.using.get(article.id, ())
    home = lookup.by_briefing.briefing[article.briefing]
    grant = desk.grants[article.id]
    paragraphs = tuple(_paragraphs(desk, article))
    share = f"{number(grant.published)} of {plural(grant.words, 'word')} shown here"
    return Page(
        article_folder(article.id),
        "article.html",
        f"{desk.headline(article)} ({desk.outlet(article)})",
        f"A source of “{home.title}”, printed by {lookup.names.outlet[article.id]}: who is quoted in it, "
        "paragraph by paragraph.",
        {
            **briefing_frame(desk, home, "sources"),
            "article": address(article.id),
            "headline": article.headline or "No headline in text",
            "has_headline": article.headline is not None,
            "outlet": desk.outlet(article),
            "date": day(article.published) if article.published else "date not given",
            "facts": tuple(_facts(article)),
            "links": tuple(_links(desk, article)),
            "rights": f"{RIGHTS[article.rights]}; {share}",
            "unread": (record.annotations.unread or "") if record else "it was not read",
            "paragraphs": paragraphs,
            "filters": filters(desk, [article.id], (m.credit for p in paragraphs for m in p.margin)),
            "falls": tuple(falls(desk, article)),
            "used": tuple(Tab(b.title, desk.at.briefing(b.slug), False) for b in used),
            "jsonld": news_article(article),
        },
    )


def _facts(article: Article) -> Iterator[tuple[str, str]]:
    yield "Dateline", article.dateline or "none in text"
    if article.agency:
        yield "Agency", article.agency
    yield "Author", article.author or "not given"
    if article.retrieved:
        yield "Retrieved", article.retrieved
    if article.language:
        yield "Language", article.language
    yield "SHA-256 of the file", article.sha256


def _links(desk: Desk, article: Article) -> Iterator[tuple[str, Markup, str]]:
    """(what, address, address as text) of the article elsewhere."""
    for what, url in (("At the publisher", article.url), ("Archived copy", article.archive_url)):
        if (found := desk.outside(url)) is not None and url:
            yield what, found, url


def _paragraphs(desk: Desk, article: Article) -> Iterator[Paragraph]:
    found = _found(desk, article)
    beside = margins(desk, article)
    shared = also(desk, article)
    for n, block in enumerate(article.blocks, start=1):
        passages = tuple(_passages(desk, article, block, found))
        yield Paragraph(n, block.kind, passages, tuple(beside[n]), tuple(shared[n]))


def _passages(desk: Desk, article: Article, block: Block, found: Found) -> Iterator[Passage]:
    for piece in desk.grants[article.id].pieces(block.span):
        span = TextSpan(piece.start, piece.end)
        if piece.gap:
            yield Passage(piece.start, piece.end, (), piece.words)
        else:
            steps = cuts(article.text, span, found.levels)
            yield Passage(piece.start, piece.end, tuple(i for s in steps if (i := _item(s, found))))


def _item(cut: Cut, found: Found) -> Item | None:
    if cut.opens:
        key = cut.opens.key
        return found.links[key] if key in found.links else Item("open", css=found.css[key])
    if cut.closes:
        key = cut.closes.key
        if key in found.links:
            return Item("end")
        return found.ends[key] if cut.last and key in found.ends else Item("close")
    return Item("text", text=cut.text)


def _found(desk: Desk, article: Article) -> Found:
    lookup = desk.lookup
    statements = lookup.statements_of.get(article.id, ())
    links, css, ends = {}, {}, {}
    outer, quoted, inner = [], [], []
    for n, statement in enumerate(statements, start=1):
        for position, span in enumerate(statement.content):
            key = f"{statement.id}.{position}"
            outer.append(Mark(span, 0, key))
            css[key] = "i" if statement.kind != "direct" else "s"
            if position == len(statement.content) - 1:
                ends[key] = _mark_end(desk, statement, n)
    for string in lookup.quoted_of.get(article.id, ()):
        if not string.term:
            quoted.append(Mark(string.outer, 1, string.id))
            css[string.id] = "d"
            if string.attribution is None:
                ends[string.id] = Item("mark", href=desk.at.quoted(string), label=_string_label(desk, string))
    for mark, item in _inner(desk, article):
        inner.append(mark)
        links[mark.key] = item
    return Found((flat(outer), flat(quoted), flat(inner)), ends, links, css)


def _mark_end(desk: Desk, statement: Statement, n: int) -> Item:
    label = f"Statement {n}: {desk.credit(statement).name}"
    return Item("mark", str(n), href=address(f"#{statement.id}"), label=label)


def _string_label(desk: Desk, string: QuotedString) -> str:
    return f"Quoted words: {desk.string_credit(string).name}"


def _inner(desk: Desk, article: Article) -> Iterator[tuple[Mark, Item]]:
    """Figures, dates and names of actors as links to their pages."""
    lookup, home = desk.lookup, article.briefing
    for figure in lookup.figures_of.get(article.id, ()):
        anchor = figure.group or figure.id
        href = desk.at.briefing(home, "figures", anchor)
        yield (
            Mark(figure.figure.span, 2, figure.id),
            Item("link", css="f", href=href, label=value(figure.figure)),
        )
    for date in lookup.dates_of.get(article.id, ()):
        href = desk.at.briefing(home, "timeline", date.id)
        label = day(date.date.value) if date.date.value else dated(date.date.basis)
        yield Mark(date.date.span, 2, date.id), Item("link", css="t", href=href, label=label)
    for n, mention in enumerate(lookup.mentions_of.get(article.id, ())):
        if mention.actor and mention.form != "nominal":
            actor = lookup.actors[mention.actor]
            item = Item("link", css="a", href=desk.at.actor(actor.id))
            yield Mark(mention.span, 2, f"m{n}"), item
