"""Statements seen with what stands around them: their actors, words, sentences and acts."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from gloss.link.acts import act_of, limiting
from gloss.link.ids import ItemIds
from gloss.link.known import NOTHING, Known
from gloss.link.matter import charged, deeds, document, said_not
from gloss.link.sides import NO_PLACES, Sides
from gloss.link.statements import by_article
from gloss.link.words import content_words, stem, words_of
from gloss.model import Act, AnnotatedArticle, Caveat, LinkedMention, Statement, TextSpan


class Scene:
    """Look-ups over the statements of a corpus that disputes are made from."""

    def __init__(
        self,
        records: Sequence[AnnotatedArticle],
        statements: Sequence[Statement],
        mentions: Iterable[LinkedMention],
        places: Mapping[str, str] = NO_PLACES,
        known: Known = NOTHING,
    ) -> None:
        """`places`: see Sides."""
        self._records = {r.article.id: r for r in records}
        self._known = known
        self._here = by_article(statements)
        self.statements = {s.id: s for s in statements}
        self.sides = Sides(self._records, mentions, places)
        self._stems: dict[str, frozenset[str]] = {}
        self._told: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {}
        self._speaking: dict[str, list[tuple[int, str]]] = {}
        self.acts = self._acts(statements)
        self._ids = {r.article.id: ItemIds(r.article) for r in records}
        self._made: dict[str, dict[TextSpan, Caveat]] = {}
        self._find_caveats()

    def _acts(self, statements: Sequence[Statement]) -> dict[str, Act]:
        """What each statement does; words that deny in one printing deny in every printing."""
        acts = {s.id: act for s in statements if (act := self._known.get(("act", id(s)), self._act(s), s))}
        acts.update({s.id: "denial" for s in self._in_one_breath(statements, acts)})
        denying = {s.utterance for s in statements if s.utterance and acts.get(s.id) == "denial"}
        acts.update({s.id: "denial" for s in statements if s.utterance in denying})
        return acts

    def _act(self, statement: Statement) -> Callable[[], Act | None]:
        return partial(act_of, statement, self._records[statement.article].article)

    def _in_one_breath(self, statements: Sequence[Statement], acts: Mapping[str, Act]) -> Iterator[Statement]:
        """What goes on a denial by a participle: "denied the charge, calling it …, saying that …"."""
        denials = {(s.article, self.sentence(s), s.source) for s in statements if acts.get(s.id) == "denial"}
        for said in statements:
            cue = self._records[said.article].article.words_at(said.cue[0]) if said.cue else ""
            if cue.endswith("ing") and (said.article, self.sentence(said), said.source) in denials:
                yield said

    def speaking(self, article: str) -> list[tuple[int, str]]:
        """Where each credited statement of an article begins, and who makes it; in order of place."""
        if article not in self._speaking:
            here = self._here.get(article, ())
            self._speaking[article] = sorted((s.extent.start, s.speaker) for s in here if s.speaker)
        return self._speaking[article]

    def by_briefing(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = defaultdict(list)
        for article, statements in sorted(self._here.items()):
            found[self._records[article].article.briefing].extend(statements)
        return found

    def behind(self, statements: Iterable[Statement]) -> Iterator[AnnotatedArticle | LinkedMention]:
        """The articles of the statements with their mentions: all that answers follow from, but for acts."""
        for article in dict.fromkeys(s.article for s in statements):
            yield self._records[article]
            yield from self.sides.given(article)

    def target(self, statement: Statement) -> str | None:
        """Whom an accusation is against: the first side its content names, not the speaker."""
        return next((a for a in self.sides.of(statement) if a != statement.speaker), None)

    def stems(self, statement: Statement) -> frozenset[str]:
        """Stems of the content's words of meaning, without the names of actors.

        Of an accusation those of the charge: not of the words for whom it is against.
        """
        if statement.id not in self._stems:
            spans = list(statement.content)
            if self.acts.get(statement.id) == "accusation":
                first = spans[0].start + charged(self._content(statement, 0))
                spans[0] = TextSpan(first, max(first, spans[0].end))
            found = [self._words(statement.article, span) for span in spans]
            self._stems[statement.id] = frozenset[str]().union(*found)
        return self._stems[statement.id]

    def deeds(self, statement: Statement) -> frozenset[str]:
        """Stems of what an accusation says was done, empty for other statements and where it is not told."""
        if self.acts.get(statement.id) != "accusation":
            return frozenset()
        return frozenset[str]().union(*map(deeds, self._norms(statement)))

    def deeds_printed(self, statement: Statement) -> tuple[str, ...]:
        """The words of the deeds an accusation names, as printed but for their case."""
        done = self.deeds(statement)
        return tuple(
            w for norms in self._norms(statement) for w in norms if w.endswith("ing") and stem(w) in done
        )

    def said_not(self, statement: Statement) -> frozenset[str]:
        """Stems of the content's words that stand close to a negation."""
        return frozenset[str]().union(*map(said_not, self._norms(statement)))

    def document(self, statement: Statement) -> str | None:
        """The kind of document that the content begins with ("that report as well"), None for none."""
        return document(next(self._norms(statement)))

    def cites(self, statement: Statement, kind: str) -> bool:
        """Whether a statement's source is a document of this kind."""
        text = self._records[statement.article].article.text
        return any(kind in words_of(text, span).norms for span in statement.source or ())

    def in_headline(self, statement: Statement) -> bool:
        """Whether a statement stands in the headline."""
        article = self._records[statement.article].article
        return any(b.kind == "headline" and b.span.contains(statement.content[0]) for b in article.blocks)

    def paragraph(self, statement: Statement) -> int:
        return self._records[statement.article].article.paragraph_at(statement.extent.start)

    def _norms(self, statement: Statement) -> Iterator[tuple[str, ...]]:
        text = self._records[statement.article].article.text
        return (words_of(text, span).norms for span in statement.content)

    def _content(self, statement: Statement, number: int) -> str:
        return self._records[statement.article].article.words_at(statement.content[number])

    def _words(self, article: str, span: TextSpan) -> frozenset[str]:
        names = self.sides.names(article, span)
        words = words_of(self._records[article].article.text, span)
        kept = [
            w
            for w, at in zip(words.norms, words.spans, strict=True)
            if not any(n.overlaps(at) for n in names)
        ]
        return content_words(kept)

    def sentence(self, statement: Statement) -> TextSpan:
        return self.sentence_at(statement.article, statement.extent.start)

    def sentence_at(self, article: str, offset: int) -> TextSpan:
        """The sentence that holds the offset; where sentences are not known, its block."""
        record = self._records[article]
        found = _holder(record.annotations.sentences, offset)
        return (
            found or _holder([b.span for b in record.article.blocks], offset) or TextSpan(offset, offset + 1)
        )

    def sentence_words(self, caveat: Caveat) -> tuple[frozenset[str], tuple[str, ...]]:
        """Stems and actors of a caveat's sentence."""
        if caveat.id not in self._told:
            actors = self.sides.actors(caveat.article, caveat.span)
            self._told[caveat.id] = (self._words(caveat.article, caveat.span), actors)
        return self._told[caveat.id]

    def holding(self, article: str, span: TextSpan) -> Statement | None:
        """The statement whose content shares most with the span, None where none does."""
        fits = [
            (sum(max(0, min(c.end, span.end) - max(c.start, span.start)) for c in s.content), s)
            for s in self._here.get(article, ())
        ]
        best = max(fits, key=lambda fit: (fit[0], fit[1].id), default=None)
        return best[1] if best and best[0] else None

    def caveats_in(self, article: str) -> tuple[Caveat, ...]:
        """The caveats of an article, in order of place."""
        return tuple(sorted(self._made.get(article, {}).values(), key=lambda c: c.span))

    def caveats(self) -> tuple[Caveat, ...]:
        """All caveats, those of editors included, in order of article and place."""
        return tuple(caveat for article in sorted(self._made) for caveat in self.caveats_in(article))

    def _find_caveats(self) -> None:
        """Finds sentences in the reporter's own voice that say what is not proved or not known."""
        for article, record in self._records.items():
            for sentence, at in self._known.get(("limits", id(record)), partial(limiting, record), record):
                if self._own_voice(article, at):
                    self.caveat_at(article, sentence)

    def caveat_at(self, article: str, span: TextSpan) -> Caveat:
        """The caveat whose sentence holds the span, made if there is none yet."""
        sentence = self.sentence_at(article, span.start)
        here = self._made.setdefault(article, {})
        if sentence not in here:
            here[sentence] = Caveat(self._ids[article].give("c", (sentence,)), article, sentence)
        return here[sentence]

    def _own_voice(self, article: str, span: TextSpan) -> bool:
        """Whether no statement of somebody else holds the words."""
        said = (s for s in self._here.get(article, ()) if s.source or s.speaker or s.kind == "direct")
        return not any(content.overlaps(span) for s in said for content in s.content)


def _holder(spans: Sequence[TextSpan], offset: int) -> TextSpan | None:
    """The span that holds the offset; the spans must be in order."""
    number = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return spans[number] if number >= 0 and offset < spans[number].end else None
