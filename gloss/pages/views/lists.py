"""Home, and the paged indexes of all actors and all quotes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from markupsafe import Markup

from gloss.model import Actor, Briefing, Utterance
from gloss.pages import paging
from gloss.pages.corrections import Correction
from gloss.pages.counts import Count, Mark, count
from gloss.pages.desk import Desk
from gloss.pages.escape import tokens
from gloss.pages.page import Page
from gloss.pages.values import Words
from gloss.pages.views.frame import Tab, facts
from gloss.pages.views.quotes import kind_without_speaker
from gloss.pages.wording import TYPES, day

LATEST = 3
ON_THE_SHELF = ("sources", "people and bodies", "quoted strings", "disputed")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BriefingCard:
    title: str
    href: Markup
    date: str
    summary: str
    counts: tuple[tuple[str, Count], ...]


@dataclass(frozen=True, slots=True)
class ActorLine:
    name: str
    href: Markup
    kind: str
    quoted: Count
    reported: Count
    mentions: Count
    articles: Count


@dataclass(frozen=True, slots=True)
class QuoteLine:
    speaker: str
    words: Words
    href: Markup
    outlets: str


def home(desk: Desk, corrections: tuple[Correction, ...]) -> Page:
    """The front page: briefings, newest first, then the latest corrections."""
    project = desk.lookup.project
    ordered = sorted(desk.lookup.corpus.briefings, key=lambda b: b.slug)
    ordered.sort(key=lambda b: b.date or "", reverse=True)
    return Page(
        "",
        "home.html",
        project.site_name,
        "Annotated news briefings: who said what, in which words, and where it stands.",
        {
            "site_name": project.site_name,
            "briefings": tuple(_card(desk, b) for b in ordered),
            "corrections": corrections[:LATEST],
            "corrections_href": desk.at.to("corrections/"),
            "method_href": desk.at.to("method/"),
            "search_href": desk.at.to("search/"),
        },
    )


def _card(desk: Desk, briefing: Briefing) -> BriefingCard:
    found = desk.lookup.by_briefing.summaries.get(briefing.slug)
    counts = facts(desk, found) if found else ()
    return BriefingCard(
        briefing.title,
        desk.at.briefing(briefing.slug),
        day(briefing.date) if briefing.date else "date not given",
        briefing.summary or "",
        tuple((name, c) for name, c in counts if name in ON_THE_SHELF),
    )


def actors(desk_at: Callable[[str], Desk]) -> tuple[Page, ...]:
    """All actors by name, in pages."""
    entries = [(paging.key(a.name, a.id), a) for a in desk_at("").lookup.index.actors]
    return _paged(desk_at, _List("actors/", "People and bodies", "actors.html", _actor_line), entries)


def _actor_line(desk: Desk, actor: Actor) -> ActorLine:
    counts, to = actor.counts, desk.at.actor
    return ActorLine(
        actor.name,
        to(actor.id),
        TYPES[actor.type] if actor.named else "Role",
        count(counts.direct + counts.mixed, "", to(actor.id, "said"), "quoted"),
        count(counts.indirect, "", to(actor.id, "reported"), "reported"),
        count(counts.mentions, "", to(actor.id, "mentions"), "mention"),
        count(len(actor.articles), "", to(actor.id, "mentions"), "article"),
    )


def quotes(desk_at: Callable[[str], Desk]) -> tuple[Page, ...]:
    """All utterances by speaker, in pages."""
    lookup = desk_at("").lookup
    entries = [(paging.key(lookup.speaker_name(u), u.id), u) for u in lookup.index.utterances]
    return _paged(desk_at, _List("quotes/", "Quotes", "all_quotes.html", _quote_line), entries)


def _quote_line(desk: Desk, utterance: Utterance) -> QuoteLine:
    lookup = desk.lookup
    fullest = lookup.quoted[utterance.fullest]
    articles = sorted({lookup.quoted[q].article for q in utterance.quoted})
    actor = lookup.actors.get(utterance.speaker or "")
    return QuoteLine(
        actor.name if actor else kind_without_speaker(lookup, utterance),
        desk.words(fullest.article, [fullest.span]),
        desk.at.utterance(utterance),
        ", ".join(lookup.names.outlet[a] for a in articles),
    )


@dataclass(frozen=True, slots=True)
class _List(Generic[T]):
    """A kind of list: where it stands, its template, and how an entry becomes a line."""

    folder: str
    title: str
    template: str
    line: Callable[[Desk, T], object]


def _paged(desk_at: Callable[[str], Desk], kind: _List[T], entries: list[tuple[str, T]]) -> tuple[Page, ...]:
    size = desk_at("").lookup.project.settings.page_size
    found = paging.buckets(entries, size)
    if len(found) < 2:
        whole = paging.Bucket("", tuple(e for b in found for e in b.entries))
        return (_list(desk_at(kind.folder), kind, (), whole),)
    first = _list(desk_at(kind.folder), kind, found, paging.Bucket("", ()))
    rest = (_list(desk_at(f"{kind.folder}by-{b.prefix}/"), kind, found, b) for b in found)
    return (first, *rest)


def _list(desk: Desk, kind: _List[T], pages: tuple[paging.Bucket[T], ...], shown: paging.Bucket[T]) -> Page:
    """One page of a list; `pages` are all of them, none where the list is on one page.

    The first of several holds no entry: it leads to the others, and says how many each has.
    """
    tabs = tuple(
        Tab(b.prefix.strip("-").upper(), desk.at.to(f"{kind.folder}by-{b.prefix}/"), b is shown)
        for b in pages
    )
    whole = sum(len(b.entries) for b in pages) or len(shown.entries)
    total = count(whole, "entry", desk.at.to(kind.folder, "list"), "entry", "entries")
    shelves = tuple(
        Mark(t.title, desk.at.to(f"{kind.folder}by-{b.prefix}/", "list"), len(b.entries), tokens("entry"))
        for t, b in zip(tabs, pages, strict=True)
        if not shown.entries
    )
    return Page(
        desk.at.folder,
        kind.template,
        f"{kind.title}: {shown.prefix.strip('-').upper()}" if shown.prefix else kind.title,
        f"{kind.title} of all briefings: {total.shown}.",
        {
            "title": kind.title,
            "tabs": tabs if shown.entries else (),
            "shelves": shelves,
            "lines": tuple(kind.line(desk, e) for e in shown.entries),
            "total": total,
        },
    )
