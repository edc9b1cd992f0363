"""One utterance as it is shown: its fullest printing with context, the way on, and every other printing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from gloss.model import QuotedString, Utterance
from gloss.pages.counts import of_string, of_utterance
from gloss.pages.desk import Desk
from gloss.pages.lookup import Lookup
from gloss.pages.values import Credit, Place, Words
from gloss.pages.wording import ACTS

LONG = 420
"""Characters of words and context beyond which a phone would not show speaker and source below them."""
MARKS = {"missing": "miss", "replaced": "chg", "added": "chg"}


@dataclass(frozen=True, slots=True)
class String:
    """One quoted string with its anchor, and the words before it in its sentence."""

    id: str
    before: Words
    words: Words
    of: Markup


@dataclass(frozen=True, slots=True)
class Printing:
    """A further printing; `within` is the fullest one with what this one leaves out marked.

    `other` says that it credits somebody else than the utterance as a whole.
    """

    id: str
    place: Place
    credit: Credit
    other: bool
    words: Words
    within: Words
    same: bool
    of: Markup


@dataclass(frozen=True, slots=True)
class Card:
    """One utterance: its fullest printing with context, then the others.

    `side` leads to the other side: the dispute it belongs to (`disputed`), or the claims and denials
    among which it is not. `long` words stand after their speaker, so that a phone shows both.
    `earlier` and `later` are the speaker's quotes before and after, None at the ends; `published` is the
    address of the article at its publisher, if given.
    """

    id: str
    credit: Credit
    act: str
    side: Markup
    disputed: bool
    long: bool
    strings: tuple[String, ...]
    place: Place
    after: Words
    printings: tuple[Printing, ...]
    earlier: Markup | None
    later: Markup | None
    published: Markup | None
    report: Markup
    of: Markup


def card(desk: Desk, utterance: Utterance) -> Card:
    """The utterance as printed in full, with all its other printings."""
    lookup = desk.lookup
    fullest = lookup.quoted[utterance.fullest]
    own = _strings(lookup, utterance, fullest)
    others = [lookup.quoted[q] for q in utterance.quoted if q not in {s.id for s in own}]
    place, credit = desk.place(fullest.article, fullest.span.start), desk.string_credit(fullest)
    around = desk.context(own)
    statement = lookup.statements.get(fullest.attribution or "")
    disputes = [d for q in own for d in lookup.disputes_of.get(q.attribution or "", ())]
    home = lookup.articles[disputes[0].coverage[0].article if disputes else fullest.article].briefing
    earlier, later = lookup.neighbours.get(utterance.id, (None, None))
    return Card(
        utterance.id,
        credit,
        ACTS.get((statement.act or "") if statement else "", ""),
        desk.at.briefing(home, "figures", disputes[0].id if disputes else "claims"),
        bool(disputes),
        _length(around) + sum(q.span.end - q.span.start for q in own) > LONG,
        tuple(
            String(s.id, b, desk.words(s.article, [s.span]), of_string(desk, s))
            for s, b in zip(own, around, strict=False)
        ),
        place,
        around[-1],
        tuple(_printing(desk, utterance, q, credit) for q in others),
        desk.at.utterance(earlier) if earlier else None,
        desk.at.utterance(later) if later else None,
        desk.outside(lookup.articles[fullest.article].url),
        desk.report(str(desk.at.folder) + "#" + utterance.id),
        of_utterance(desk, utterance),
    )


def _length(around: Iterable[Words]) -> int:
    return sum(w.end - w.start for words in around for w in words if not w.gap)


def _strings(lookup: Lookup, utterance: Utterance, fullest: QuotedString) -> list[QuotedString]:
    """The fullest printing with the other strings of the same statement."""
    if fullest.attribution is None:
        return [fullest]
    mine = lookup.strings_of.get(fullest.attribution, ())
    return [q for q in mine if q.utterance == utterance.id] or [fullest]


def _printing(desk: Desk, utterance: Utterance, quoted: QuotedString, credit: Credit) -> Printing:
    diff = next((p for p in utterance.printings if p.quoted == quoted.id), None)
    own = desk.string_credit(quoted)
    parts = diff.parts if diff else ()
    same = bool(parts) and all(p.op == "equal" for p in parts)
    fullest = desk.lookup.quoted[diff.fullest] if diff else None
    marks = [(p.other, MARKS[p.op]) for p in parts if p.op in ("replaced", "added")]
    gone = [(p.full, MARKS[p.op]) for p in parts if p.op in ("missing", "replaced")]
    within = desk.words(fullest.article, [fullest.span], gone) if fullest and gone else ()
    return Printing(
        quoted.id,
        desk.place(quoted.article, quoted.span.start),
        own,
        own.name != credit.name,
        desk.words(quoted.article, [quoted.span], marks),
        within,
        same,
        of_string(desk, quoted),
    )
