"""Utterances: the same words of one speaker, however often and however cropped they were printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from gloss.link.clusters import Clusters
from gloss.link.diff import word_diff
from gloss.link.ids import again
from gloss.link.known import NOTHING, Known
from gloss.link.matching import SHORT, crop_of, same_words, segments
from gloss.link.overlay import Overlay
from gloss.link.relations import Relations
from gloss.link.repeats import Repeats
from gloss.link.sameness import decide, parted
from gloss.link.words import count_words, words_of
from gloss.model import Article, Printing, QuotedString, SharedText, Statement, TextSpan, Utterance

Item = TypeVar("Item", Statement, QuotedString)


@dataclass(frozen=True, slots=True)
class Said:
    """Statements and quoted strings with their utterances.

    `doubtful` pairs are for the editors; `apart` holds the pairs of which they said that they differ.
    """

    statements: tuple[Statement, ...]
    quoted: tuple[QuotedString, ...]
    utterances: tuple[Utterance, ...]
    doubtful: tuple[tuple[QuotedString, QuotedString], ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()


def utterances_of(
    statements: Sequence[Statement],
    quoted: Sequence[QuotedString],
    articles: Mapping[str, Article],
    relations: Relations,
    *,
    shared: Sequence[SharedText] = (),
    overlay: Overlay,
    known: Known = NOTHING,
) -> Said:
    """The utterances of the corpus; a floating string that repeats a credited one gets its speaker.

    Every quoted string is in exactly one utterance, a term alone in its own.
    """
    by_id = {s.id: s for s in statements}
    repeats = Repeats(quoted, by_id, articles, relations, shared=shared, known=known)
    repeats.run()
    clusters = Clusters(q.id for q in quoted)
    first: dict[object, str] = {}
    for key, unit in repeats.units.items():
        for string in unit.strings:
            clusters.join(first.setdefault(repeats.clusters.root(key), string.id), string.id)
    strings = {q.id: q for q in quoted}
    apart = decide(clusters, quoted, overlay)
    sets = [[strings[i] for i in part] for same in clusters.sets() for part in parted(same, apart)]
    made = []
    for same in sets:
        _credit_repeats(same, by_id, articles, relations)
        made.append(_utterance(sorted(same, key=_place), by_id, articles))
    made.sort(key=lambda u: _place(strings[u.quoted[0]]))
    said = _filled(made, by_id, quoted, known)
    return replace(said, doubtful=tuple(repeats.doubtful), apart=frozenset(map(frozenset, apart)))


def _place(string: QuotedString) -> tuple[str, TextSpan]:
    return string.article, string.span


def _length(string: QuotedString, articles: Mapping[str, Article]) -> int:
    return count_words(articles[string.article].text, string.span)


def _credit_repeats(
    same: Sequence[QuotedString],
    statements: dict[str, Statement],
    articles: Mapping[str, Article],
    relations: Relations,
) -> None:
    """Gives printings without a speaker the one that the fullest credited printing speaks for.

    They must either stand without source and cue, or have a proposal that this speaker bears out.
    """
    said = [(q, statements[q.attribution]) for q in same if q.attribution]
    credited = [(q, s) for q, s in said if s.speaker]
    if not credited or not _one_voice([s.speaker for _, s in credited if s.speaker], relations):
        return
    _, model = max(credited, key=lambda pair: (_length(pair[0], articles), pair[1].score, pair[1].id))
    for string, statement in said:
        speaker = _borne_out(statement, model, _length(string, articles), relations)
        if speaker:
            statements[statement.id] = replace(
                statement, speaker=speaker, basis="repeat", score=model.score, proposal=None
            )


def _borne_out(statement: Statement, model: Statement, length: int, relations: Relations) -> str | None:
    """The speaker that a credited repeat gives a statement which has none; None if it gives none."""
    if statement.speaker is not None or model.speaker is None or statement.basis not in ("none", "unsure"):
        return None
    if statement.proposal:
        proposed = statement.proposal.actor
        return proposed if relations.related(proposed, model.speaker) else None
    bare = statement.source is None and statement.cue is None
    return model.speaker if bare and length >= SHORT else None


def _one_voice(speakers: Sequence[str], relations: Relations) -> bool:
    return all(relations.related(speakers[0], other) for other in speakers[1:])


def _utterance(
    same: Sequence[QuotedString], statements: Mapping[str, Statement], articles: Mapping[str, Article]
) -> Utterance:
    lengths = {q.id: _length(q, articles) for q in same}
    attributed = [q for q in same if q.attribution]
    fullest = max(same, key=lambda q: lengths[q.id])
    voice = fullest if fullest.attribution else max(attributed, key=lambda q: lengths[q.id], default=None)
    speaker = statements[voice.attribution].speaker if voice and voice.attribution else None
    printings = tuple(_printing(q, same, fullest, lengths, articles) for q in same if _differs(q, fullest))
    return Utterance(
        again("u", fullest.id),
        speaker,
        tuple(q.id for q in same),
        fullest.id,
        tuple(p for p in printings if p),
    )


def _differs(string: QuotedString, fullest: QuotedString) -> bool:
    """Whether a string is another printing than the fullest, not a further piece of the same statement."""
    return string.id != fullest.id and (
        string.attribution is None or string.attribution != fullest.attribution
    )


def _printing(
    string: QuotedString,
    same: Sequence[QuotedString],
    fullest: QuotedString,
    lengths: Mapping[str, int],
    articles: Mapping[str, Article],
) -> Printing | None:
    """The string beside the fullest one that prints its words; None if only a piece joins it here."""
    parts = segments(articles[string.article].text, string.span)
    words = tuple(word for part in parts for word in part)
    others = sorted(
        (q for q in same if q.id != string.id), key=lambda q: (q.id != fullest.id, -lengths[q.id])
    )
    for other in others:
        norms = words_of(articles[other.article].text, other.span).norms
        longer = lengths[other.id] >= lengths[string.id] and _differs(string, other)
        if longer and (same_words(words, norms) or crop_of(parts, norms)):
            diff = word_diff(articles[other.article], other, articles[string.article], string)
            return Printing(string.id, other.id, diff)
    return None


def _filled(
    utterances: Sequence[Utterance],
    statements: Mapping[str, Statement],
    quoted: Sequence[QuotedString],
    known: Known,
) -> Said:
    """Strings and statements with the utterance they belong to; the same ones where nothing changed."""
    of = {string: u.id for u in utterances for string in u.quoted}
    by_statement: dict[str, str] = {}
    for q in quoted:
        if q.attribution:
            by_statement.setdefault(q.attribution, of[q.id])
    strings = tuple(_in(q, of[q.id], known) for q in quoted)
    said = tuple(_in(s, by_statement.get(s.id), known) for s in statements.values())
    return Said(said, strings, tuple(utterances))


def _in(item: Item, utterance: str | None, known: Known) -> Item:
    if item.utterance == utterance:
        return item
    return known.get(("in", id(item), utterance), lambda: replace(item, utterance=utterance), item)
