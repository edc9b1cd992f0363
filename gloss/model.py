"""The data types every other module speaks in.

Nothing here imports anything of ours or does I/O. All offsets are half-open Unicode code points
into `Article.text`. Sequences are tuples, so every value can be hashed, compared and cached.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Rights = Literal["full", "excerpt", "link"]
BlockKind = Literal["headline", "dateline", "text", "furniture"]
ActorType = Literal["person", "body", "place", "group"]
MentionForm = Literal["name", "pronoun", "nominal"]
AttributionKind = Literal["direct", "mixed", "indirect"]
Basis = Literal[
    "named", "pronoun", "nominal", "metonym", "document", "repeat", "unnamed", "none", "unsure", "editor"
]
Bound = Literal["exact", "about", "at-least", "more-than", "at-most", "less-than", "vague"]
Granularity = Literal["year", "month", "week", "day", "time"]
Act = Literal["claim", "accusation", "denial", "caveat"]
DecisionStatus = Literal["applied", "orphan"]


# --- what an editor gives us -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class TextSpan:
    """A range of the canonical text (a W3C TextPositionSelector)."""

    start: int
    end: int

    def overlaps(self, other: TextSpan) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: TextSpan) -> bool:
        return self.start <= other.start and other.end <= self.end


Spans = tuple[TextSpan, ...]


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """Exact words with the text just before and after them (W3C TextQuoteSelector)."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the canonical text; block number n (from 1) is the anchor `p<n>`."""

    span: TextSpan
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Article:
    """One source article as read: canonical text, numbered blocks and the metadata given with it.

    Metadata that nobody gave is None, never guessed. `rights` is already narrowed to what both the
    editor and the article allow. `dateline` and `agency` are what the text itself prints.
    """

    id: str
    path: str
    briefing: str
    text: str
    blocks: tuple[Block, ...]
    sha256: str
    text_sha256: str
    rights: Rights = "excerpt"
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    archive_url: str | None = None
    retrieved: str | None = None
    language: str | None = None
    agency: str | None = None
    dateline: str | None = None
    notices: tuple[str, ...] = ()

    def words_at(self, span: TextSpan) -> str:
        return self.text[span.start : span.end]

    @property
    def headline(self) -> str | None:
        """The title given, else the headline block of the text, else None."""
        if self.title:
            return self.title
        found = next((b for b in self.blocks if b.kind == "headline"), None)
        return self.words_at(found.span) if found else None

    def paragraph_at(self, offset: int) -> int:
        """Number (from 1) of the block that holds `offset`, or of the last block before it."""
        number = 1
        for n, block in enumerate(self.blocks, start=1):
            if block.span.start > offset:
                break
            number = n
        return number


@dataclass(frozen=True, slots=True)
class Briefing:
    """One briefing folder: its metadata and the editor's prose (Markdown, or None without a file).

    `body_line` is the line of `path` on which the prose starts, for error messages.
    """

    slug: str
    title: str
    path: str
    date: str | None = None
    summary: str | None = None
    rights: Rights | None = None
    prose: str | None = None
    body_line: int = 1


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything the editors' folder holds. Articles are ordered by id; equal texts stand once.

    `also_in` maps the id of an article to further `(briefing, path)` places of the same text.
    `notices` say what was left aside while reading (files that are no articles, clashing names).
    """

    briefings: tuple[Briefing, ...]
    articles: tuple[Article, ...]
    also_in: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    notices: tuple[str, ...] = ()


# --- what the pipeline finds in one article -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class PipelineInfo:
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One flat mention, without title or possessive; `actor` is an actor id or None."""

    span: TextSpan
    label: str
    form: MentionForm
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """A title or description as the article prints it beside a name."""

    text: str
    span: TextSpan


@dataclass(frozen=True, slots=True)
class ArticleActor:
    """Somebody who speaks, acts or is spoken about in one article.

    `id` is local to the article (a slug). `names` are the surface forms, longest first. `key` is a
    canonical key where general library facts give one (`country:SY`, `government:SY`), evidence
    that two articles mean the same. `named` is False for a role without a name.
    """

    id: str
    name: str
    type: ActorType
    names: tuple[str, ...] = ()
    titles: tuple[Title, ...] = ()
    gender: Literal["m", "f"] | None = None
    key: str | None = None
    part_of: str | None = None
    named: bool = True


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who the machine thinks spoke when it is not sure enough to show it."""

    actor: str
    score: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution relation (PolNeAR): who (source), by which words (cue), what (content).

    `content` is never empty and includes its quotation marks. `speaker` is the actor *shown*;
    `basis` says how it was found. `cue_lemma` is the lemma of the cue's head, if there is a cue.
    """

    kind: AttributionKind
    content: Spans
    source: Spans | None = None
    cue: Spans | None = None
    speaker: str | None = None
    basis: Basis = "none"
    score: float = 0.0
    proposal: Proposal | None = None
    cue_lemma: str | None = None


@dataclass(frozen=True, slots=True)
class Quoted:
    """One string in quotation marks. `span` excludes the marks, `outer` includes them.

    `attribution` is the index of the attribution that holds it in `Annotations.attributions`.
    A `term` (scare quotes, a nickname, a title of a work) is nobody's statement.
    """

    span: TextSpan
    outer: TextSpan
    attribution: int | None = None
    term: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with what it counts. `value` is None for "thousands", "scores".

    `bound` and `hedge` keep the article's caution; `hedge` is verbatim. `period` is ISO 8601
    ("P4Y") or None. `event` is the lemma of what happened to the counted ("hang", "kill"),
    `place` the place named with it; both only where the sentence says so.
    """

    span: TextSpan
    value: Decimal | None
    bound: Bound
    unit: str | None = None
    per: str | None = None
    period: str | None = None
    hedge: str | None = None
    event: str | None = None
    place: str | None = None
    since: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date. `value` is an ISO prefix or interval ("2017-05", "2017-W20", "2011/..") or None."""

    span: TextSpan
    value: str | None
    granularity: Granularity | None
    basis: str


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that was found in one article, from its own text and date alone.

    `unread` says why an article was not annotated at all (its language); then all else is empty.
    """

    text_sha256: str
    pipeline: PipelineInfo
    sentences: Spans = ()
    mentions: tuple[Mention, ...] = ()
    actors: tuple[ArticleActor, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    quoted: tuple[Quoted, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[DateMention, ...] = ()
    unread: str | None = None


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article with its annotations: the unit that linking works on."""

    article: Article
    annotations: Annotations


# --- what holds over the whole corpus -----------------------------------------------------------


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
    """Figures that count the same. `corroborating` counts further origins, not outlets.

    `refusals` say in words why figures that look alike are not compared.
    """

    id: str
    label: str
    figures: tuple[str, ...]
    outlets: int
    origins: tuple[str, ...]
    corroborating: int
    computed: tuple[Computed, ...] = ()
    refusals: tuple[str, ...] = ()


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
    """Claims and their denials. One denial printed three ways is one denial event."""

    id: str
    label: str
    claims: tuple[str, ...]
    denials: tuple[str, ...]
    denial_events: int
    coverage: tuple[Coverage, ...]
    caveats: tuple[str, ...] = ()


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
    """How often one article uses one word for an actor ("regime", "government")."""

    actor: str
    label: str
    article: str
    count: int


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


# --- what goes to the publisher -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GeneratedFile:
    """One file of the generated tree; `path` is relative to it, with forward slashes."""

    path: str
    content: str | bytes


@dataclass(frozen=True, slots=True)
class NavItem:
    title: str
    path: str = ""
    children: tuple[NavItem, ...] = ()


@dataclass(frozen=True, slots=True)
class GeneratedSite:
    """Everything publishing needs: pages and data, navigation, and what rights grant.

    `granted` holds, for every article that is not `full`, the spans whose words may stand on the
    site. `review` files are shown by `serve` and written beside the site, never into it.
    """

    files: tuple[GeneratedFile, ...]
    nav: tuple[NavItem, ...]
    granted: tuple[tuple[str, Spans], ...] = ()
    review: tuple[GeneratedFile, ...] = ()
    words: tuple[tuple[str, int, int], ...] = field(default=())
    """(article id, words published, words in all)."""
