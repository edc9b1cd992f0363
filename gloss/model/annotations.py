"""What the pipeline finds in one article, from its own text and date alone."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from gloss.model.given import Article, Spans, TextSpan

ActorType = Literal["person", "body", "place", "group"]
MentionForm = Literal["name", "pronoun", "nominal"]
AttributionKind = Literal["direct", "mixed", "indirect"]
Basis = Literal[
    "named", "pronoun", "nominal", "metonym", "document", "repeat", "unnamed", "none", "unsure", "editor"
]
Bound = Literal["exact", "about", "at-least", "more-than", "at-most", "less-than", "vague"]
Granularity = Literal["year", "month", "week", "day", "time"]


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
