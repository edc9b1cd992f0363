"""What a view works with: look-ups, grants and the addresses of its page, made into ready values.

Templates get these values only; a word of an article reaches a page through `Desk.words`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from gloss.model import Article, Basis, QuotedString, Spans, Statement, TextSpan
from gloss.pages.addresses import Addresses
from gloss.pages.escape import link
from gloss.pages.lookup import Lookup
from gloss.pages.rights import Grant, Grants

HOW: dict[Basis, str] = {
    "named": "named in the sentence",
    "pronoun": "by a pronoun",
    "nominal": "by a description",
    "metonym": "by a place that stands for it",
    "document": "by a document",
    "repeat": "by the same words printed elsewhere",
    "unnamed": "a source without a name",
    "none": "the text names nobody",
    "unsure": "not sure enough to say",
    "editor": "set by an editor",
}
KIND = {"direct": "quoted", "mixed": "partly quoted", "indirect": "reported"}
NO_SPEAKER = "No speaker given"
NOT_ESTABLISHED = "Speaker not established"
UNNAMED = "Unnamed source"
TERM = "Words in quotation marks that are nobody’s statement"
NO_PUBLISHER = "publisher not given"
NO_DATE = "date not given"


@dataclass(frozen=True, slots=True)
class Credit:
    """Who is shown as speaker, and how that was found; `score` is a percentage or ""."""

    name: str
    href: Markup | None
    how: str
    score: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Words with one mark: "" (none), miss (not printed elsewhere), chg (printed differently)."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A verbatim passage in runs, or a gap of `gap` words that rights do not grant."""

    article: str
    start: int
    end: int
    runs: tuple[Run, ...] = ()
    gap: int = 0


Words = tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: outlet, date, paragraph, and the address of the paragraph."""

    outlet: str
    date: str
    paragraph: int
    href: Markup
    article: Markup


@dataclass(frozen=True, slots=True)
class Row:
    """One statement in a list."""

    id: str
    kind: str
    label: str
    act: str
    credit: Credit
    words: Words
    place: Place
    href: Markup


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
        grant, wanted = self.grants[article], tuple(marks)
        return tuple(
            Shown(article, p.start, p.end, gap=p.words)
            if p.gap
            else Shown(article, p.start, p.end, _runs(grant, p.start, p.end, wanted))
            for span in spans
            for p in grant.pieces(span)
        )

    def context(self, quoted: QuotedString) -> tuple[Words, Words]:
        """The words before and after a quoted string in its sentence, or the sentences round it."""
        sentence = self.lookup.sentence(quoted.article, quoted.outer)
        outer, text = quoted.outer, self.lookup.articles[quoted.article].text
        before, after = TextSpan(sentence.start, outer.start), TextSpan(outer.end, sentence.end)
        if not _has_words(text, before) and not _has_words(text, after):
            before = _trimmed(text, self._neighbour(quoted.article, sentence.start - 1), outer.start)
            after = TextSpan(outer.end, self._neighbour(quoted.article, sentence.end + 1).end)
        return (
            self.words(quoted.article, [before]) if _has_words(text, before) else (),
            self.words(quoted.article, [after]) if _has_words(text, after) else (),
        )

    def _neighbour(self, article: str, offset: int) -> TextSpan:
        length = len(self.lookup.articles[article].text)
        offset = min(max(offset, 0), max(length - 1, 0))
        return self.lookup.sentence(article, TextSpan(offset, offset + 1))

    def fact(self, article: str, span: TextSpan) -> str:
        """A short wording (a title, a value as printed); "…" where rights withhold it."""
        return self.grants[article].short(span) or "…"

    # --- people and places ---

    def credit(self, statement: Statement) -> Credit:
        how, score = HOW[statement.basis], f"{statement.score * 100:.0f} %"
        if statement.speaker is not None:
            actor = self.lookup.actors[statement.speaker]
            return Credit(actor.name, self.at.actor(actor.id), how, score, True)
        if statement.basis == "unsure":
            return Credit(NOT_ESTABLISHED, None, "", "", False)
        if statement.basis == "unnamed" and statement.source:
            words = self.fact(statement.article, statement.source[0])
            return Credit(f"{UNNAMED} ({words})", None, how, score, False)
        return Credit(NO_SPEAKER, None, "", score if statement.score else "", False)

    def string_credit(self, quoted: QuotedString) -> Credit:
        if quoted.attribution is not None:
            return self.credit(self.lookup.statements[quoted.attribution])
        return Credit(TERM if quoted.term else NO_SPEAKER, None, "", "", False)

    def place(self, article: str, offset: int) -> Place:
        number = self.lookup.paragraph(article, offset)
        return Place(
            self.lookup.outlet_names[article],
            self.date(self.lookup.articles[article]),
            number,
            self.at.paragraph(article, number),
            self.at.article(article),
        )

    def date(self, article: Article) -> str:
        return article.published or NO_DATE

    def outlet(self, article: Article) -> str:
        return article.publisher or NO_PUBLISHER

    def headline(self, article: Article) -> str:
        return article.headline or f"No headline in text ({article.id.partition('/')[2]})"

    def outside(self, url: str | None) -> Markup | None:
        return link(url)

    # --- statements ---

    def row(self, statement: Statement) -> Row:
        return Row(
            statement.id,
            statement.kind,
            KIND[statement.kind],
            statement.act or "",
            self.credit(statement),
            self.words(statement.article, statement.content),
            self.place(statement.article, statement.content[0].start),
            self.at.statement(statement),
        )


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


def _trimmed(text: str, span: TextSpan, end: int) -> TextSpan:
    return TextSpan(min(span.start, end), end)


def joined(spans: Spans) -> TextSpan:
    """From the first to the last code point of `spans`."""
    return TextSpan(min(s.start for s in spans), max(s.end for s in spans))
