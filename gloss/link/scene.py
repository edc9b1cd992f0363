"""Statements seen with what stands around them: their actors, words, sentences and acts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gloss.link.acts import act_of, limits_evidence
from gloss.link.ids import ItemIds
from gloss.link.statements import by_article
from gloss.link.words import content_words, words_of
from gloss.model import Act, AnnotatedArticle, Caveat, LinkedMention, Statement, TextSpan


class Scene:
    """Look-ups over the statements of a corpus that disputes are made from."""

    def __init__(
        self,
        records: Sequence[AnnotatedArticle],
        statements: Sequence[Statement],
        mentions: Iterable[LinkedMention],
    ) -> None:
        self._records = {r.article.id: r for r in records}
        self._here = by_article(statements)
        self.statements = {s.id: s for s in statements}
        self._mentions: dict[str, list[LinkedMention]] = defaultdict(list)
        for mention in mentions:
            if mention.actor:
                self._mentions[mention.article].append(mention)
        self._starts = {a: [m.span.start for m in found] for a, found in self._mentions.items()}
        self._stems: dict[str, frozenset[str]] = {}
        self._told: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {}
        self._speaking: dict[str, list[tuple[int, str]]] = {}
        self.acts = self._acts(statements)
        self._ids = {r.article.id: ItemIds(r.article) for r in records}
        self._made: dict[str, dict[TextSpan, Caveat]] = {}
        self._find_caveats()

    def _acts(self, statements: Sequence[Statement]) -> dict[str, Act]:
        """What each statement does; words that deny in one printing deny in every printing."""
        acts = {s.id: act for s in statements if (act := act_of(s, self._records[s.article].article))}
        acts.update({s.id: "denial" for s in self._in_one_breath(statements, acts)})
        denying = {s.utterance for s in statements if s.utterance and acts.get(s.id) == "denial"}
        acts.update({s.id: "denial" for s in statements if s.utterance in denying})
        return acts

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

    def mentions(self, article: str) -> Sequence[LinkedMention]:
        """The mentions of actors in an article, in order."""
        return self._mentions.get(article, ())

    def by_briefing(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = defaultdict(list)
        for article, statements in sorted(self._here.items()):
            found[self._records[article].article.briefing].extend(statements)
        return found

    def _within(self, article: str, span: TextSpan) -> Sequence[LinkedMention]:
        starts = self._starts.get(article, [])
        return self._mentions[article][bisect_left(starts, span.start) : bisect_right(starts, span.end - 1)]

    def actors_in(self, statement: Statement) -> tuple[str, ...]:
        """The actors whom the content names, in order."""
        return tuple(
            m.actor for span in statement.content for m in self._within(statement.article, span) if m.actor
        )

    def target(self, statement: Statement) -> str | None:
        """Whom an accusation is against: the first actor its content names, not the speaker."""
        return next((a for a in self.actors_in(statement) if a != statement.speaker), None)

    def stems(self, statement: Statement) -> frozenset[str]:
        """Stems of the content's words of meaning, without the names of actors."""
        if statement.id not in self._stems:
            spans = [self._words(statement.article, span) for span in statement.content]
            self._stems[statement.id] = frozenset[str]().union(*spans)
        return self._stems[statement.id]

    def _words(self, article: str, span: TextSpan) -> frozenset[str]:
        names = [m.span for m in self._within(article, span) if m.form == "name"]
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
            actors = tuple(m.actor for m in self._within(caveat.article, caveat.span) if m.actor)
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
            for sentence in record.annotations.sentences:
                found = limits_evidence(record.article.words_at(sentence))
                if found is None:
                    continue
                at = TextSpan(sentence.start + found.start, sentence.start + found.end)
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
