"""What holds over the whole corpus."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from gloss.model.annotations import (
    ActorType,
    AnnotatedArticle,
    AttributionKind,
    Basis,
    Bound,
    DateMention,
    Figure,
    MentionForm,
    Proposal,
)
from gloss.model.given import Spans, TextSpan

Act = Literal["claim", "accusation", "denial", "caveat"]
DecisionStatus = Literal["applied", "orphan"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A range of one article."""

    article: str
    span: TextSpan


@dataclass(frozen=True, slots=True)
class Alias:
    """A name form with its counts: `counts` holds (article id, times printed), by article id."""

    text: str
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ActorTitle:
    text: str
    article: str
    span: TextSpan


@dataclass(frozen=True, slots=True)
class Counts:
    """Own statements by kind, and mentions; bodies that are part of the actor are not added up."""

    direct: int = 0
    mixed: int = 0
    indirect: int = 0
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor over all articles. `former_ids` are addresses that must lead here."""

    id: str
    name: str
    type: ActorType
    aliases: tuple[Alias, ...] = ()
    titles: tuple[ActorTitle, ...] = ()
    part_of: str | None = None
    never: tuple[str, ...] = ()
    counts: Counts = Counts()
    articles: tuple[str, ...] = ()
    named: bool = True
    key: str | None = None
    former_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedMention:
    article: str
    span: TextSpan
    label: str
    form: MentionForm
    actor: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution in the index: its speaker is a corpus actor, its id its anchor on the pages."""

    id: str
    article: str
    kind: AttributionKind
    content: Spans
    source: Spans | None
    cue: Spans | None
    speaker: str | None
    basis: Basis
    score: float
    proposal: Proposal | None = None
    utterance: str | None = None
    act: Act | None = None
    cue_lemma: str | None = None

    @property
    def extent(self) -> TextSpan:
        """From the first to the last code point of source, cue and content."""
        spans = self.content + (self.source or ()) + (self.cue or ())
        return TextSpan(min(s.start for s in spans), max(s.end for s in spans))


@dataclass(frozen=True, slots=True)
class QuotedString:
    """One printing of quoted words; `span` excludes the marks."""

    id: str
    article: str
    span: TextSpan
    outer: TextSpan
    attribution: str | None
    utterance: str | None
    term: bool = False


@dataclass(frozen=True, slots=True)
class DiffPart:
    """One step of a word diff between the fullest printing (`full`) and another (`other`).

    `op` is equal, replaced, missing (not printed in the other) or added; a side without words has
    an empty span.
    """

    op: Literal["equal", "replaced", "missing", "added"]
    full: TextSpan
    other: TextSpan


@dataclass(frozen=True, slots=True)
class Printing:
    """How one quoted string of an utterance differs from its fullest printing."""

    quoted: str
    fullest: str
    parts: tuple[DiffPart, ...]


@dataclass(frozen=True, slots=True)
class Utterance:
    """The same words of one speaker, however often and however cropped they were printed.

    `quoted` is in order (article id, position); `fullest` leads, the first speaks.
    """

    id: str
    speaker: str | None
    quoted: tuple[str, ...]
    fullest: str
    printings: tuple[Printing, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexFigure:
    """A figure in the index; `origin` is the actor it comes from, through its attribution."""

    id: str
    article: str
    figure: Figure
    origin: str | None = None
    attribution: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """A rate this site computed from a figure whose period is stated; `bound` is kept."""

    value: Decimal
    unit: str
    per: str
    figure: str
    bound: Bound
    method: str
    hedge: str | None = None


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures that count the same. `corroborated_by` holds further origins, not outlets.

    `refusals` say in words why figures that look alike are not compared.
    """

    id: str
    label: str
    figures: tuple[str, ...]
    outlets: int
    origins: tuple[str, ...]
    corroborated_by: tuple[str, ...] = ()
    computed: tuple[Computed, ...] = ()
    refusals: tuple[str, ...] = ()

    @property
    def corroborating(self) -> int:
        return len(self.corroborated_by)


@dataclass(frozen=True, slots=True)
class SharedText:
    """A passage two articles share nearly word for word; `earlier` only where dates prove it."""

    id: str
    a: Passage
    b: Passage
    likeness: float
    earlier: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether one article carries the claim, a denial of it, a caveat on its evidence."""

    article: str
    claim: bool
    denial: bool
    caveat: bool


@dataclass(frozen=True, slots=True)
class Caveat:
    """A sentence in the reporter's own voice that limits the evidence."""

    id: str
    article: str
    span: TextSpan


@dataclass(frozen=True, slots=True)
class Dispute:
    """Claims and their denials. One denial printed three ways is one event: a tuple of its printings."""

    id: str
    label: str
    claims: tuple[str, ...]
    denials: tuple[str, ...]
    events: tuple[tuple[str, ...], ...]
    coverage: tuple[Coverage, ...]
    caveats: tuple[str, ...] = ()

    @property
    def denial_events(self) -> int:
        return len(self.events)


@dataclass(frozen=True, slots=True)
class IndexDate:
    id: str
    article: str
    date: DateMention


@dataclass(frozen=True, slots=True)
class DecisionState:
    """What became of one entry of decisions.yml; `text` is the entry as the editor wrote it."""

    id: str
    line: int
    text: str
    state: DecisionStatus
    message: str = ""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One doubt for the editor: `line` is the YAML to paste into decisions.yml.

    Items are ordered by `harm` (greatest first): a published speaker in doubt before a missed one.
    """

    id: str
    briefing: str
    article: str
    span: TextSpan
    sentence: TextSpan
    proposal: str
    reason: str
    line: str
    harm: int


@dataclass(frozen=True, slots=True)
class LabelCount:
    """Where one article uses one word for an actor ("regime", "government"), in order."""

    actor: str
    label: str
    article: str
    spans: Spans

    @property
    def count(self) -> int:
        return len(self.spans)


@dataclass(frozen=True, slots=True)
class BriefingSummary:
    """The counts of one briefing, the same on its pages and in the build's closing line."""

    briefing: str
    articles: int
    quoted: int
    utterances: int
    credited: int
    no_speaker: int
    unsure: int
    terms: int
    to_check: int
    copied: int
    actors: int
    disputed: int
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Index:
    """The whole corpus, linked. Pure, and the same for the articles in any order."""

    articles: tuple[AnnotatedArticle, ...] = ()
    actors: tuple[Actor, ...] = ()
    mentions: tuple[LinkedMention, ...] = ()
    statements: tuple[Statement, ...] = ()
    quoted: tuple[QuotedString, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    figures: tuple[IndexFigure, ...] = ()
    figure_groups: tuple[FigureGroup, ...] = ()
    shared_text: tuple[SharedText, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    dates: tuple[IndexDate, ...] = ()
    labels: tuple[LabelCount, ...] = ()
    decisions: tuple[DecisionState, ...] = ()
    review: tuple[ReviewItem, ...] = ()
    summaries: tuple[BriefingSummary, ...] = ()
    warnings: tuple[str, ...] = ()
