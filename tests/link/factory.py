"""Annotated articles made by hand for the tests of linking."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from decimal import Decimal

from gloss.model import (
    AnnotatedArticle,
    Annotations,
    Article,
    ArticleActor,
    Attribution,
    Block,
    DateMention,
    Figure,
    Mention,
    PipelineInfo,
    Proposal,
    Quoted,
    TextSpan,
    Title,
)

PIPELINE = PipelineInfo("by-hand", "1")
_PRONOUNS = ("he", "she", "it", "they", "i", "we")


class Sketch:
    """An article in the making: words of its text stand for ranges; `word#2` is the second occurrence."""

    def __init__(self, article_id: str, text: str, **metadata: str) -> None:
        self.id = article_id
        self.text = text
        self.metadata = metadata
        self.actors: list[ArticleActor] = []
        self.mentions: list[Mention] = []
        self.said: list[Attribution] = []
        self.quoted: list[Quoted] = []
        self.figures: list[Figure] = []
        self.dates: list[DateMention] = []
        self.headed = False

    def span(self, words: str) -> TextSpan:
        found = re.fullmatch(r"(.*)#(\d+)", words, re.DOTALL)
        words, number = (found.group(1), int(found.group(2))) if found else (words, 1)
        at = -1
        for _ in range(number):
            at = self.text.index(words, at + 1)
        return TextSpan(at, at + len(words))

    def actor(
        self,
        actor_id: str,
        name: str,
        kind: str = "person",
        *,
        at: Sequence[str] = (),
        titles: Sequence[str] = (),
        **more: object,
    ) -> Sketch:
        made = tuple(Title(t, self.span(t)) for t in titles)
        names = more.pop("names", (name,))
        self.actors.append(ArticleActor(actor_id, name, kind, names, made, **more))  # type: ignore[arg-type]
        for words in at:
            form = "pronoun" if words.partition("#")[0].lower() in _PRONOUNS else "name"
            self.mentions.append(Mention(self.span(words), kind.upper(), form, actor_id))  # type: ignore[arg-type]
        return self

    def says(
        self,
        speaker: str | None,
        content: str,
        *,
        cue: str | None = None,
        lemma: str | None = None,
        source: str | None = None,
        basis: str = "named",
        score: float = 0.95,
        proposal: tuple[str, float] | None = None,
    ) -> Sketch:
        """An attribution; quotation marks in the content make quoted strings and its kind."""
        span = self.span(content)
        outers = [
            TextSpan(span.start + m.start(), span.start + m.end())
            for m in re.finditer("“[^”]*”", self.text[span.start : span.end])
        ]
        kind = "indirect" if not outers else "direct" if outers == [span] else "mixed"
        self.said.append(
            Attribution(
                kind,  # type: ignore[arg-type]
                (span,),
                (self.span(source),) if source else None,
                (self.span(cue),) if cue else None,
                speaker,
                basis,  # type: ignore[arg-type]
                score,
                Proposal(*proposal) if proposal else None,
                lemma or cue,
            )
        )
        for outer in outers:
            self.quoted.append(Quoted(TextSpan(outer.start + 1, outer.end - 1), outer, len(self.said) - 1))
        return self

    def term(self, words: str) -> Sketch:
        outer = self.span(words)
        self.quoted.append(Quoted(TextSpan(outer.start + 1, outer.end - 1), outer, None, term=True))
        return self

    def figure(self, words: str, value: str | None, bound: str = "exact", **more: str) -> Sketch:
        number = Decimal(value) if value else None
        self.figures.append(Figure(self.span(words), number, bound, **more))  # type: ignore[arg-type]
        return self

    def place(self, words: str) -> Sketch:
        """A place, or an adjective of one, that does nothing in its article."""
        self.mentions.append(Mention(self.span(words), "LOC", "name", None))
        return self

    def date(self, words: str, value: str | None, granularity: str | None = "day") -> Sketch:
        self.dates.append(DateMention(self.span(words), value, granularity, "test"))  # type: ignore[arg-type]
        return self

    def record(self) -> AnnotatedArticle:
        sha = hashlib.sha256(self.text.encode()).hexdigest()
        lines = [TextSpan(*m.span()) for m in re.finditer(r"[^\n]+", self.text)]
        blocks = tuple(
            Block(span, "headline" if self.headed and not n else "text") for n, span in enumerate(lines)
        )
        briefing = self.id.partition("/")[0]
        article = Article(
            self.id,
            f"{self.id}.txt",
            briefing,
            self.text,
            blocks,
            sha,
            sha,
            **self.metadata,  # type: ignore[arg-type]
        )
        sentences = tuple(
            TextSpan(b.span.start + m.start(), b.span.start + m.end())
            for b in blocks
            for m in re.finditer(r"\S[^.?!]*(?:[.?!]+[”\"]?|$)", self.text[b.span.start : b.span.end])
        )
        annotations = Annotations(
            sha,
            PIPELINE,
            sentences,
            tuple(sorted(self.mentions, key=lambda m: m.span)),
            tuple(self.actors),
            tuple(self.said),
            tuple(sorted(self.quoted, key=lambda q: q.span)),
            tuple(sorted(self.figures, key=lambda f: f.span)),
            tuple(sorted(self.dates, key=lambda d: d.span)),
        )
        return AnnotatedArticle(article, annotations)
