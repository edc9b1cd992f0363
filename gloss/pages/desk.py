"""What a view works with: look-ups, grants and the addresses of its page, made into ready values.

Templates get these values only; a word of an article reaches a page through `Desk.words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from gloss.model import Article, QuotedString, Spans, Statement, TextSpan
from gloss.pages.addresses import Addresses
from gloss.pages.escape import address, link, text
from gloss.pages.lookup import Lookup
from gloss.pages.names import NO_PUBLISHER
from gloss.pages.rights import Grant, Grants
from gloss.pages.values import Credit, Place, Row, Run, Shown, Words
from gloss.pages.wording import (
    ACTS,
    DOCUMENT,
    HOW,
    KIND,
    NO_DATE,
    NO_SPEAKER,
    NOT_A_STATEMENT,
    NOT_ESTABLISHED,
    UNNAMED,
    day,
    percent,
)

LONGEST_EXTENT = 70
"""Most words of a statement printed with its source and cue; of a longer one the content alone."""
_ROLE = 6
_MAIL = re.compile(r"[^\s@:/?&]+@[^\s@:/?&]+")


@dataclass(frozen=True, slots=True)
class Desk:
    lookup: Lookup
    grants: Grants
    at: Addresses

    # --- words ---

    def words(
        self, article: str, spans: Iterable[TextSpan], marks: Iterable[tuple[TextSpan, str]] = ()
    ) -> Words:
        """The granted words at `spans`, in order, with gaps for the rest."""
        grant, wanted, name = self.grants[article], tuple(marks), address(article)
        return tuple(
            Shown(name, p.start, p.end, gap=p.words)
            if p.gap
            else Shown(name, p.start, p.end, _runs(grant, p.start, p.end, wanted))
            for span in spans
            for p in grant.pieces(span)
        )

    def context(self, strings: Sequence[QuotedString]) -> tuple[Words, ...]:
        """The words before each of a statement's quoted strings and after the last, in its sentence.

        Where the strings are whole sentences, the sentences round them.
        """
        article, first, last = strings[0].article, strings[0].outer, strings[-1].outer
        text = self.lookup.articles[article].text
        sentence = self.lookup.sentence(article, TextSpan(first.start, last.end))
        edges = [sentence.start, *(o for q in strings for o in (q.outer.start, q.outer.end)), sentence.end]
        around = [TextSpan(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
        if not any(_has_words(text, span) for span in around):
            around[0] = TextSpan(self._neighbour(article, sentence.start - 1).start, first.start)
            around[-1] = TextSpan(last.end, max(last.end, self._neighbour(article, sentence.end + 1).end))
        return tuple(self.words(article, [s]) if _has_words(text, s) else () for s in around)

    def _neighbour(self, article: str, offset: int) -> TextSpan:
        length = len(self.lookup.articles[article].text)
        offset = min(max(offset, 0), max(length - 1, 0))
        return self.lookup.sentence(article, TextSpan(offset, offset + 1))

    def fact(self, article: str, span: TextSpan) -> str:
        """A short wording (a title, a value as printed); "…" where rights withhold it."""
        return self.grants[article].short(span) or "…"

    # --- people and places ---

    def credit(self, statement: Statement) -> Credit:
        how, score = HOW[statement.basis][0], percent(statement.score)
        if statement.speaker is not None:
            actor = self.lookup.actors[statement.speaker]
            return Credit(actor.name, self.at.actor(actor.id), how, score, True)
        if statement.basis == "unsure":
            return Credit(NOT_ESTABLISHED, None, "", "", False)
        if statement.basis in ("unnamed", "document") and statement.source:
            kind = UNNAMED if statement.basis == "unnamed" else DOCUMENT
            return Credit(kind + self._role(statement), None, "", score, False)
        return Credit(NO_SPEAKER, None, "", score if statement.score else "", False)

    def _role(self, statement: Statement) -> str:
        """The words for somebody without a name ("two officials"), where they are short."""
        span = joined(statement.source or ())
        words = self.grants[statement.article].short(span) or ""
        return f": {words}" if 0 < len(words.split()) <= _ROLE else ""

    def string_credit(self, quoted: QuotedString) -> Credit:
        if quoted.attribution is not None:
            return self.credit(self.lookup.statements[quoted.attribution])
        return Credit(NOT_A_STATEMENT if quoted.term else NO_SPEAKER, None, "", "", False)

    def place(self, article: str, offset: int) -> Place:
        number = self.lookup.paragraph(article, offset)
        return Place(
            self.lookup.names.dated[article],
            self.date(self.lookup.articles[article]),
            number,
            self.at.paragraph(article, number),
            self.at.article(article),
        )

    def date(self, article: Article) -> str:
        return day(article.published) if article.published else NO_DATE

    def outlet(self, article: Article) -> str:
        return article.publisher or NO_PUBLISHER

    def headline(self, article: Article) -> str:
        return article.headline or f"No headline in text ({article.id.partition('/')[2]})"

    def outside(self, url: str | None) -> Markup | None:
        return link(url)

    def report(self, about: str = "") -> Markup:
        """Where to report an error: the editors' mail (which names `about`) or web address, else empty."""
        given = self.lookup.project.settings.report_address or ""
        if _MAIL.fullmatch(given):
            return Markup("mailto:") + text(
                given + (f"?subject={quote(f'Error at {about}')}" if about else "")
            )
        return link(given) or Markup("")

    # --- statements ---

    def row(self, statement: Statement) -> Row:
        return Row(
            statement.id,
            statement.kind,
            KIND[statement.kind],
            ACTS.get(statement.act or "", ""),
            self.credit(statement),
            self.statement(statement),
            self.place(statement.article, statement.content[0].start),
            self.at.statement(statement),
            bool(self.lookup.strings_of.get(statement.id)),
        )

    def statement(self, statement: Statement) -> Words:
        """A statement's words; a reported one with its source and cue round it, marked `ctx`."""
        extent, article = statement.extent, statement.article
        if statement.kind == "direct" or self.grants[article].count(extent) > LONGEST_EXTENT:
            return self.words(article, statement.content)
        edges = [extent.start, *(o for s in sorted(statement.content) for o in (s.start, s.end)), extent.end]
        around = [TextSpan(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
        return self.words(article, [extent], [(span, "ctx") for span in around])


def _runs(grant: Grant, start: int, end: int, marks: tuple[tuple[TextSpan, str], ...]) -> tuple[Run, ...]:
    text, at, runs = grant.article.text, start, []
    for span, mark in marks:
        first, last = max(span.start, at), min(span.end, end)
        if first >= last:
            continue
        if at < first:
            runs.append(Run(text[at:first]))
        runs.append(Run(text[first:last], mark))
        at = last
    if at < end:
        runs.append(Run(text[at:end]))
    return tuple(runs)


def _has_words(text: str, span: TextSpan) -> bool:
    return any(c.isalnum() for c in text[span.start : span.end])


def joined(spans: Spans) -> TextSpan:
    """From the first to the last code point of `spans`."""
    return TextSpan(min(s.start for s in spans), max(s.end for s in spans))
