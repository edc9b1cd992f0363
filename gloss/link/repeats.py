"""Which quoted strings print the same words of one speaker.

Equal strings of one speaker are one unit; units are compared only where they share rare runs of
words, so the cost grows with the number of words. A crop that fits two statements joins neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from gloss.link.clusters import Clusters
from gloss.link.known import NOTHING, Known
from gloss.link.matching import SHORT, crop_of, same_words, segments, telling
from gloss.link.relations import Relations
from gloss.link.runs import Run, grams, rarest
from gloss.link.words import content_words, word_set, words_of
from gloss.model import Article, QuotedString, SharedText, Statement

_RUN = 3
_NEAR = 160
"""Characters before and after a single word in which the words of its occasion are looked for."""
_SAME_OCCASION = 2
"""Words that both must have around them, or all of a headline's few."""
_SAYING = content_words(word_set("say says said tell told call calls called calling add added"))


class UnitKey(NamedTuple):
    """What makes two strings one unit: words, speaker, and for short ones the briefing."""

    words: tuple[str, ...]
    speaker: str
    scope: str


@dataclass(slots=True)
class Unit:
    """Strings that are equal word by word and have one speaker, or none (an empty speaker)."""

    key: UnitKey
    parts: tuple[tuple[str, ...], ...]
    strings: list[QuotedString] = field(default_factory=list)
    briefings: set[str] = field(default_factory=set)

    @property
    def words(self) -> tuple[str, ...]:
        return self.key.words

    @property
    def speaker(self) -> str:
        return self.key.speaker


class Repeats:
    """One run of joining; `clusters` holds units, `doubtful` pairs that need an editor."""

    def __init__(
        self,
        quoted: Iterable[QuotedString],
        statements: Mapping[str, Statement],
        articles: Mapping[str, Article],
        relations: Relations,
        *,
        shared: Iterable[SharedText] = (),
        known: Known = NOTHING,
    ) -> None:
        self._relations = relations
        self._known = known
        self.units: dict[UnitKey, Unit] = {}
        self._told: dict[tuple[str, str, str], list[tuple[str, frozenset[str]]]] = defaultdict(list)
        self.doubtful: list[tuple[QuotedString, QuotedString]] = []
        said_in: dict[str, list[UnitKey]] = defaultdict(list)
        for string in quoted:
            if string.term:
                continue
            statement = statements.get(string.attribution or "")
            unit = self._unit(string, articles[string.article], statement)
            if statement:
                said_in[statement.id].append(unit.key)
        self.clusters: Clusters[UnitKey] = Clusters(self.units)
        self._voices: dict[UnitKey, set[str]] = {key: {key.speaker} - {""} for key in self.units}
        for keys in said_in.values():
            for key in keys[1:]:
                self._join(keys[0], key)
        for one, other in self._copied(shared):
            if self._may_join(one, other):
                self._join(one, other)

    def _unit(self, string: QuotedString, article: Article, statement: Statement | None) -> Unit:
        make = partial(segments, article.text, string.span)
        parts = self._known.get(("parts", id(string)), make, string)
        words = tuple(word for part in parts for word in part)
        speaker = _voice(statement, len(words))
        scope = "" if len(words) >= SHORT else article.briefing if speaker and words else string.id
        if scope == article.briefing and len(words) == 1:
            scope = self._occasion(string, article, (scope, speaker, *words))
        key = UnitKey(words, speaker, scope)
        unit = self.units.setdefault(key, Unit(key, parts))
        unit.strings.append(string)
        unit.briefings.add(article.briefing)
        return unit

    def _occasion(self, string: QuotedString, article: Article, key: tuple[str, str, str]) -> str:
        """What parts one word said on two occasions: the first string whose surroundings share words."""
        around = _surroundings(string, article) - content_words((*key[1].split("-"), key[2]))
        told = self._told[key]
        enough = (len(w & around) >= max(1, min(_SAME_OCCASION, len(w), len(around))) for _, w in told)
        scope = next((at for (at, _), same in zip(told, enough, strict=True) if same), string.id)
        told.append((scope, around))
        return scope

    def _copied(self, shared: Iterable[SharedText]) -> Iterator[tuple[UnitKey, UnitKey]]:
        """Equal strings at equal places of copied text: one utterance, however short, whoever speaks."""
        here: dict[str, list[tuple[QuotedString, UnitKey]]] = defaultdict(list)
        for key, unit in self.units.items():
            for string in unit.strings:
                here[string.article].append((string, key))
        for text in shared:
            others = {k.words: k for q, k in here[text.b.article] if text.b.span.contains(q.span)}
            for string, key in here[text.a.article]:
                if text.a.span.contains(string.span) and key.words in others:
                    yield key, others[key.words]

    def run(self) -> None:
        """Joins repeats and variants, then strings without a speaker, then crops, longest first."""
        pairs = sorted(self._pairs())
        units = self.units
        alike = [(a, b) for a, b in pairs if same_words(a.words, b.words) and _enough(a.words)]
        for a, b in alike:
            if bool(a.speaker) == bool(b.speaker) and self._may_join(a, b):
                self._join(a, b)
            elif a.speaker and b.speaker and not self._may_join(a, b):
                self.doubtful.append((units[a].strings[0], units[b].strings[0]))
        self._place_each(
            [(a, b) if not a.speaker else (b, a) for a, b in alike if bool(a.speaker) != bool(b.speaker)]
        )
        known = {frozenset(pair) for pair in alike}
        crops = [self._crop(a, b) for a, b in pairs if frozenset((a, b)) not in known]
        self._place_each([pair for pair in crops if pair])

    def _join(self, a: UnitKey, b: UnitKey) -> None:
        voices = self._voices[self.clusters.root(a)] | self._voices[self.clusters.root(b)]
        self.clusters.join(a, b)
        self._voices[self.clusters.root(a)] = voices

    def _may_join(self, a: UnitKey, b: UnitKey) -> bool:
        """Whether those who are credited with what is joined so far are one voice, or one side has none."""
        one, other = self._voices[self.clusters.root(a)], self._voices[self.clusters.root(b)]
        return not one or not other or any(self._relations.related(x, y) for x in one for y in other)

    def _crop(self, a: UnitKey, b: UnitKey) -> tuple[UnitKey, UnitKey] | None:
        """The pair as (crop, host), None where neither is cropped from the other."""
        crop, host = sorted((a, b), key=lambda key: (len(key.words), key))
        if len(crop.words) < SHORT and not (crop.speaker and host.speaker and telling(crop.words)):
            return None
        if not self._may_join(crop, host):
            return None
        parts = self.units[crop].parts
        fits = self._known.get(("crop", parts, host.words), partial(crop_of, parts, host.words))
        return (crop, host) if fits else None

    def _place_each(self, pairs: Sequence[tuple[UnitKey, UnitKey]]) -> None:
        """Joins the first of each pair to the second, if all it pairs with are one utterance.

        Where they are several, those of its own briefings are asked alone.
        """
        hosts: dict[UnitKey, list[UnitKey]] = defaultdict(list)
        for one, host in pairs:
            hosts[one].append(host)
        for one in sorted(hosts, key=lambda key: (-len(key.words), key)):
            able = [host for host in hosts[one] if self._may_join(one, host)]
            fits = self._distinct(able)
            if len(fits) > 1:
                home = [h for h in able if self.units[h].briefings & self.units[one].briefings]
                fits = self._distinct(home) or fits
            if len(fits) == 1:
                self._join(fits[0], one)
            else:
                self.doubtful.append((self.units[one].strings[0], self.units[hosts[one][0]].strings[0]))

    def _distinct(self, keys: Iterable[UnitKey]) -> list[UnitKey]:
        return list({self.clusters.root(key): key for key in keys}.values())

    def _pairs(self) -> Iterator[tuple[UnitKey, UnitKey]]:
        """Pairs of units that share a rare run of words; short ones only with related speakers."""
        seen: set[tuple[UnitKey, UnitKey]] = set()
        index = self._index()
        for key, unit in self.units.items():
            asked = self._runs(key.words) if len(key.words) >= SHORT else self._short_runs(key, unit)
            for run in rarest(asked, index):
                for other in index[run]:
                    pair = (key, other) if key < other else (other, key)
                    if key != other and pair not in seen:
                        seen.add(pair)
                        yield pair

    def _index(self) -> dict[Run, list[UnitKey]]:
        """Units by the runs they hold; runs of two words only where a short string asks for them."""
        index: dict[Run, list[UnitKey]] = defaultdict(list)
        asked = {
            run
            for key, unit in self.units.items()
            for run in self._short_runs(key, unit)
            if len(key.words) < SHORT
        }
        bare = {run[2:] for run in asked}
        for key, unit in self.units.items():
            for run in self._runs(key.words) if len(key.words) >= SHORT else ():
                index[run].append(key)
            if not bare.isdisjoint(grams(key.words, 2)):
                for run in self._short_runs(key, unit) & asked:
                    index[run].append(key)
        return index

    def _runs(self, words: tuple[str, ...]) -> set[Run]:
        return self._known.get(("runs", words), partial(grams, words, _RUN))

    def _short_runs(self, key: UnitKey, unit: Unit) -> set[Run]:
        """Runs of two words with briefing and each actor the speaker speaks for; none without a speaker."""
        if not key.speaker:
            return set()
        scopes = [(b, r) for b in unit.briefings for r in self._relations.above(key.speaker)]
        return {(*scope, *gram) for scope in scopes for gram in grams(key.words, 2)}


def _surroundings(string: QuotedString, article: Article) -> frozenset[str]:
    """Stems of the words of meaning in the string's block, near it."""
    text, span = article.text, string.outer
    before = text[max(0, span.start - _NEAR) : span.start].rpartition("\n\n")[2]
    after = text[span.end : span.end + _NEAR].partition("\n\n")[0]
    return content_words((*words_of(before).norms, *words_of(after).norms)) - _SAYING


def _voice(statement: Statement | None, length: int) -> str:
    """Who is credited with a string; for a short one also who is proposed, since only that can place it."""
    if statement is None:
        return ""
    proposed = statement.proposal.actor if statement.proposal and length < SHORT else None
    return statement.speaker or proposed or ""


def _enough(words: Sequence[str]) -> bool:
    return len(words) >= SHORT or telling(words)
