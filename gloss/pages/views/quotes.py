"""Quotations: a briefing's utterances by speaker, with every printing and its differences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from gloss.model import Briefing, Utterance
from gloss.pages import paging
from gloss.pages.addresses import quotes_folder
from gloss.pages.counts import Count, count, of_string, of_utterance, within
from gloss.pages.desk import Desk
from gloss.pages.escape import address
from gloss.pages.jsonld import quotations
from gloss.pages.lookup import Lookup
from gloss.pages.page import Page
from gloss.pages.views.cards import Card, card
from gloss.pages.views.frame import briefing_frame
from gloss.pages.views.narrowing import Filters, filters
from gloss.pages.wording import DOCUMENT, NO_SPEAKER, NOT_ESTABLISHED, TERM, UNNAMED, plural


@dataclass(frozen=True, slots=True)
class Section:
    """Cards of one speaker, or of one kind without a speaker."""

    id: Markup
    title: str
    href: Markup | None
    lead: str
    cards: tuple[Card, ...]
    count: Count


_WITHOUT = {
    NO_SPEAKER: ("no-speaker", "The text gives nobody for these words, and neither do we."),
    NOT_ESTABLISHED: (
        "not-established",
        "The text may say who spoke; we are not sure enough to name anybody.",
    ),
    UNNAMED: ("unnamed", "The text credits somebody without a name."),
    DOCUMENT: ("documents", "The text credits a document, and does not say whose."),
    TERM: ("terms", "A term, a nickname or a title in the reporter’s own sentence."),
}


def kind_without_speaker(lookup: Lookup, utterance: Utterance) -> str:
    """Under which heading an utterance without a speaker stands."""
    fullest = lookup.quoted[utterance.fullest]
    if fullest.attribution is None:
        return TERM if fullest.term else NO_SPEAKER
    basis = lookup.statements[fullest.attribution].basis
    without = {"unsure": NOT_ESTABLISHED, "unnamed": UNNAMED, "document": DOCUMENT}
    return without.get(basis, NO_SPEAKER)


def sections(
    desk: Desk, utterances: Iterable[Utterance], make: Callable[[Desk, Utterance], Card]
) -> tuple[Section, ...]:
    """Speakers by name, then the kinds without a speaker; cards in text order."""
    lookup = desk.lookup
    groups: dict[str, list[Utterance]] = {}
    for utterance in utterances:
        kind = utterance.speaker or kind_without_speaker(lookup, utterance)
        groups.setdefault(kind, []).append(utterance)
    speakers = sorted((k for k in groups if k in lookup.actors), key=lambda k: (lookup.actors[k].name, k))
    found = []
    for kind in (*speakers, *(k for k in _WITHOUT if k in groups)):
        ordered = sorted(groups[kind], key=lookup.utterance_place)
        cards = tuple(make(desk, u) for u in ordered)
        if kind in _WITHOUT:
            ident, lead = _WITHOUT[kind]
            title, href = kind, None
        else:
            ident, lead = f"by-{kind}", ""
            title, href = lookup.actors[kind].name, desk.at.actor(kind)
        here = count(len(cards), "", desk.at.to(desk.at.folder, ident), "utterance")
        found.append(Section(address(ident), title, href, lead, cards, here))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where an utterance stands when a briefing's quotes fill more than one page."""

    id: str
    strings: tuple[tuple[str, Markup], ...]
    href: Markup
    name: str
    of: Markup


def pages(desk_at: Callable[[str], Desk], briefing: Briefing) -> tuple[Page, ...]:
    """The quotes page of a briefing; where it is split, an index page and its parts."""
    lookup = desk_at("").lookup
    buckets = lookup.by_briefing.quote_pages[briefing.slug]
    split = len(buckets) > 1
    found = [_page(desk_at, briefing, bucket, split) for bucket in buckets if split or bucket.entries]
    return (*([] if found and not split else [_index(desk_at, briefing)]), *found)


def _page(
    desk_at: Callable[[str], Desk], briefing: Briefing, bucket: paging.Bucket[Utterance], split: bool
) -> Page:
    desk = desk_at(quotes_folder(briefing.slug, bucket.prefix))
    title = f"Quotes: {briefing.title}" + (f" ({bucket.prefix.strip('-')}…)" if split else "")
    shown = sections(desk, bucket.entries, card)
    whole = plural(len(bucket.entries), "utterance")
    return Page(
        desk.at.folder,
        "quotes.html",
        title,
        f"{whole} from “{briefing.title}”, by speaker, with every printing and how they differ.",
        {
            **briefing_frame(desk, briefing, "quotes"),
            "sections": shown,
            "elsewhere": (),
            "summary": _summary(desk, briefing),
            "jsonld": quotations(desk, bucket.entries),
            "filters": _filters(desk, bucket.entries, [c for s in shown for c in s.cards]),
        },
    )


def _filters(desk: Desk, utterances: Iterable[Utterance], cards: Iterable[Card]) -> Filters:
    articles = {desk.lookup.quoted[q].article for u in utterances for q in u.quoted}
    credits = chain.from_iterable((c.credit, *(p.credit for p in c.printings)) for c in cards)
    return filters(desk, articles, credits)


def _index(desk_at: Callable[[str], Desk], briefing: Briefing) -> Page:
    """Without quotes it says why; of many it leads each address to the page the quote is on."""
    desk = desk_at(quotes_folder(briefing.slug, ""))
    elsewhere = tuple(
        Elsewhere(
            u.id,
            tuple((q, of_string(desk, desk.lookup.quoted[q])) for q in u.quoted),
            desk.at.to(quotes_folder(briefing.slug, bucket.prefix), u.id),
            desk.lookup.speaker_name(u),
            of_utterance(desk, u),
        )
        for bucket in desk.lookup.by_briefing.quote_pages[briefing.slug]
        for u in bucket.entries
    )
    return Page(
        desk.at.folder,
        "quotes.html",
        f"Quotes: {briefing.title}",
        f"Quotes of “{briefing.title}”, by speaker.",
        {
            **briefing_frame(desk, briefing, "quotes"),
            "sections": (),
            "elsewhere": elsewhere,
            "summary": _summary(desk, briefing),
            "jsonld": "",
            "filters": (),
        },
    )


def _summary(desk: Desk, briefing: Briefing) -> tuple[Count, ...]:
    """How the quoted strings of a briefing fare, the whole first; nothing of what there is none."""
    found = desk.lookup.by_briefing.summaries.get(briefing.slug)
    if found is None:
        return ()
    page, here = desk.at.briefing(briefing.slug, "quotes"), within(briefing.slug)
    parts = (
        (found.quoted, "quoted string", None, "string"),
        (found.utterances, "utterance", None, "utterance"),
        (found.credited, "credited", "credited", "string credited"),
        (found.no_speaker, "with no speaker given", "with no speaker given", "string none"),
        (_unnamed(desk.lookup, briefing), "from unnamed sources", "from unnamed sources", "string unnamed"),
        (
            found.unsure,
            "with the speaker not established",
            "with the speaker not established",
            "string unsure",
        ),
        (found.terms, "term", None, "string term"),
    )
    return tuple(count(n, one, page, f"{of} {here}", many) for n, one, many, of in parts if n)


def _unnamed(lookup: Lookup, briefing: Briefing) -> int:
    """Quoted strings that the text credits to somebody without a name."""
    strings = (
        q for a in lookup.by_briefing.articles.get(briefing.slug, ()) for q in lookup.quoted_of.get(a.id, ())
    )
    statements = (lookup.statements.get(q.attribution or "") for q in strings)
    return sum(s is not None and s.speaker is None and s.basis == "unnamed" for s in statements)
