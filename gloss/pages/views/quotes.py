"""Quotations: a briefing's utterances by speaker, with every printing and its differences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup

from gloss.model import Briefing, Utterance
from gloss.pages import paging
from gloss.pages.addresses import quotes_folder
from gloss.pages.desk import NO_SPEAKER, NOT_ESTABLISHED, TERM, UNNAMED, Desk
from gloss.pages.jsonld import quotations
from gloss.pages.lookup import Lookup
from gloss.pages.page import Page
from gloss.pages.views.cards import Card, card, filters
from gloss.pages.views.frame import briefing_frame
from gloss.pages.wording import plural


@dataclass(frozen=True, slots=True)
class Section:
    """Cards of one speaker, or of one kind without a speaker."""

    id: str
    title: str
    href: Markup | None
    lead: str
    cards: tuple[Card, ...]


_WITHOUT = {
    NO_SPEAKER: ("no-speaker", "The text gives nobody for these words, and neither do we."),
    NOT_ESTABLISHED: (
        "not-established",
        "The text may say who spoke; we are not sure enough to name anybody.",
    ),
    UNNAMED: ("unnamed", "The text credits somebody without a name."),
    TERM: ("terms", "A term, a nickname or a title in the reporter’s own sentence."),
}


def kind_without_speaker(lookup: Lookup, utterance: Utterance) -> str:
    """Under which heading an utterance without a speaker stands."""
    fullest = lookup.quoted[utterance.fullest]
    if fullest.attribution is None:
        return TERM if fullest.term else NO_SPEAKER
    basis = lookup.statements[fullest.attribution].basis
    return {"unsure": NOT_ESTABLISHED, "unnamed": UNNAMED}.get(basis, NO_SPEAKER)


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
            found.append(Section(ident, kind, None, lead, cards))
        else:
            found.append(Section(f"by-{kind}", lookup.actors[kind].name, desk.at.actor(kind), "", cards))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where an utterance stands when a briefing's quotes fill more than one page."""

    ids: tuple[str, ...]
    href: Markup
    name: str


def pages(desk_at: Callable[[str], Desk], briefing: Briefing) -> tuple[Page, ...]:
    """The quotes page of a briefing; where it is split, an index page and its parts."""
    lookup = desk_at("").lookup
    buckets = lookup.quote_buckets[briefing.slug]
    split = len(buckets) > 1
    found = [_page(desk_at, briefing, bucket, split) for bucket in buckets if split or bucket.entries]
    return (*([] if found and not split else [_index(desk_at, briefing)]), *found)


def _page(
    desk_at: Callable[[str], Desk], briefing: Briefing, bucket: paging.Bucket[Utterance], split: bool
) -> Page:
    desk = desk_at(quotes_folder(briefing.slug, bucket.prefix))
    title = f"Quotes: {briefing.title}" + (f" ({bucket.prefix.strip('-')}…)" if split else "")
    shown = sections(desk, bucket.entries, card)
    count = plural(len(bucket.entries), "utterance")
    return Page(
        desk.at.folder,
        "quotes.html",
        title,
        f"{count} from “{briefing.title}”, by speaker, with every printing and how they differ.",
        {
            **briefing_frame(desk, briefing, "quotes"),
            "sections": shown,
            "elsewhere": (),
            "summary": _summary(desk.lookup, briefing),
            "jsonld": quotations(desk, bucket.entries),
            "filters": filters(desk, bucket.entries, [c for s in shown for c in s.cards]),
        },
    )


def _index(desk_at: Callable[[str], Desk], briefing: Briefing) -> Page:
    """Without quotes it says why; of many it leads each address to the page the quote is on."""
    desk = desk_at(quotes_folder(briefing.slug, ""))
    elsewhere = tuple(
        Elsewhere(
            (u.id, *u.quoted),
            desk.at.to(quotes_folder(briefing.slug, bucket.prefix), u.id),
            desk.lookup.speaker_name(u),
        )
        for bucket in desk.lookup.quote_buckets[briefing.slug]
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
            "summary": _summary(desk.lookup, briefing),
            "jsonld": "",
            "filters": (),
        },
    )


def _summary(lookup: Lookup, briefing: Briefing) -> str:
    found = lookup.summaries.get(briefing.slug)
    if found is None:
        return ""
    unnamed = _unnamed(lookup, briefing)
    of_them = f" ({unnamed} of them from unnamed sources)" if unnamed else ""
    parts = [
        f"{found.credited} credited",
        f"{found.no_speaker} with no speaker given{of_them}" if found.no_speaker else "",
        f"{found.unsure} with the speaker not established" if found.unsure else "",
        f"{found.terms} a term" if found.terms == 1 else f"{found.terms} terms" if found.terms else "",
    ]
    strings, said = plural(found.quoted, "quoted string"), plural(found.utterances, "utterance")
    return f"{strings} in {said}: " + ", ".join(p for p in parts if p) + "."


def _unnamed(lookup: Lookup, briefing: Briefing) -> int:
    """Quoted strings that the text credits to somebody without a name."""
    strings = (q for a in lookup.articles_in.get(briefing.slug, ()) for q in lookup.quoted_of.get(a.id, ()))
    statements = (lookup.statements.get(q.attribution or "") for q in strings)
    return sum(s is not None and s.speaker is None and s.basis == "unnamed" for s in statements)
