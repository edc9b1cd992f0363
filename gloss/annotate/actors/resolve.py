"""Everybody in one article: mentions, actors, and each statement with its speaker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from gloss.annotate.actors import nominals, pronouns, speakers
from gloss.annotate.actors.antecedents import Reference
from gloss.annotate.actors.cast import Cast, Member, gathered
from gloss.annotate.actors.found import Kind, slug, text_span
from gloss.annotate.actors.nominals import Nominal
from gloss.annotate.actors.phrases import Held
from gloss.annotate.actors.scene import DOUBTFUL, Scene
from gloss.annotate.relation import QuoteRegion, Relation
from gloss.model import ArticleActor, Attribution, Mention, MentionForm, Spans, TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc

MENTION_SCORE = 0.6
SHARED_KEYS = ("country:", "government:")


@dataclass(frozen=True, slots=True)
class Resolved:
    """What one article says about whom, and who says what in it."""

    mentions: tuple[Mention, ...]
    actors: tuple[ArticleActor, ...]
    attributions: tuple[Attribution, ...]


def resolve(
    doc: Doc,
    relations: tuple[Relation, ...],
    regions: tuple[QuoteRegion, ...],
    nameless: Spans = (),
    threshold: float = 0.6,
) -> Resolved:
    """Mentions, actors and attributions of an article, each in text order.

    `doc` spans the whole canonical text, with tags, Universal Dependencies, lemmas, entities and
    sentences. In the spans `nameless` (a dateline) nobody is named. A speaker whose probability is
    below `threshold` is a proposal only. The attributions stand in the order of `relations`.
    """
    sources = tuple(s for r in relations for s in r.source or ())
    cast = gathered(doc, sources, nameless)
    found, roles = nominals.find(doc, cast)
    cast = replace(cast, members={**cast.members, **roles})
    referring = _references(doc, cast, found, sources, regions)
    found = (*found, *nominals.owned(doc, cast, {at: r.key for at, r in referring.items() if r.key}))
    held = _held(doc, cast, found, referring)
    ids = _ids(cast.members)
    by_token = {at: one for one in held.values() for at in range(one.start, one.end)}
    attributions = speakers.credited(doc, relations, by_token, ids, threshold)
    persons = frozenset(ids[m.key] for m in cast.members.values() if m.type == "person")
    own = _own_words(doc, attributions, regions, persons)
    mentions = (*_mentions(doc, cast, held, ids), *own)
    return Resolved(
        tuple(sorted(mentions, key=lambda m: m.span)),
        _actors(cast, ids, mentions, attributions),
        attributions,
    )


def _references(
    doc: Doc,
    cast: Cast,
    found: Sequence[Nominal],
    sources: Sequence[TextSpan],
    regions: Sequence[QuoteRegion],
) -> Mapping[int, Reference]:
    quoted = [r.outer for r in regions]
    doubtful = {n: f"{DOUBTFUL}{n.text}" for n in cast.doubtful}
    spoken = {
        n.start: (n.end, k) for n, key in cast.owners.items() if (k := key or doubtful.get(n)) is not None
    }
    spoken |= {n.start: (n.end, n.key) for n in found}
    first = pronouns.resolved(Scene(doc, cast, sources, quoted), spoken)
    told = pronouns.with_genders(doc, cast, first)
    return first if told is cast else pronouns.resolved(Scene(doc, told, sources, quoted), spoken)


def _held(
    doc: Doc, cast: Cast, found: Sequence[Nominal], referring: Mapping[int, Reference]
) -> dict[int, Held]:
    """Every mention by its first token."""
    held = {
        n.start: Held(n.start, n.end, key, "name", n.kind, 1.0, n in cast.doubtful)
        for n, key in cast.owners.items()
    }
    for nominal in found:
        member = cast.members[nominal.key]
        kind: Kind = "person" if member.type == "person" else "body"
        form: MentionForm = "nominal" if member.named else "name"
        one = Held(nominal.start, nominal.end, nominal.key, form, kind, nominal.score)
        held.setdefault(nominal.start, one)
    for at, reference in referring.items():
        held.setdefault(at, Held(at, at + 1, reference.key, "pronoun", "person", reference.score))
    return held


def _mentions(doc: Doc, cast: Cast, held: Mapping[int, Held], ids: Mapping[str, str]) -> Iterator[Mention]:
    labels = {n.start: n.label for n in cast.owners}
    for start, one in held.items():
        sure = one.form != "pronoun" or one.score >= MENTION_SCORE
        actor = ids.get(one.key or "") if sure else None
        label = labels.get(start) or ("PERSON" if one.kind == "person" else "ORG")
        if one.form == "name" or actor is not None:
            form = "nominal" if one.key and one.key.startswith("role:") else one.form
            yield Mention(text_span(doc, one.start, one.end), label, form, actor)


def _own_words(
    doc: Doc, attributions: Sequence[Attribution], regions: Sequence[QuoteRegion], persons: frozenset[str]
) -> Iterator[Mention]:
    """ "I" and "me" inside quoted words, as mentions of the person whose words they are."""
    spoken = sorted((s, a.speaker) for a in attributions if a.speaker in persons for s in a.content)
    at = 0
    for region in regions:
        while at < len(spoken) and spoken[at][0].end <= region.inner.start:
            at += 1
        if at == len(spoken) or not spoken[at][0].overlaps(region.inner):
            continue
        part = doc.char_span(region.inner.start, region.inner.end, alignment_mode="contract")
        for token in part or ():
            if token.lower_ in ("i", "me", "my", "myself"):
                yield Mention(text_span(doc, token.i, token.i + 1), "PERSON", "pronoun", spoken[at][1])


def _ids(members: Mapping[str, Member]) -> dict[str, str]:
    """Local id per key: the slug of the name; of names alike all but the first get a hash of their key."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for member in sorted(members.values(), key=lambda m: (m.first, m.key)):
        wanted = slug(member.name)
        if wanted in taken:
            wanted = f"{wanted}-{sha256(member.key.encode()).hexdigest()[:6]}"
        taken.add(wanted)
        ids[member.key] = wanted
    return ids


def _actors(
    cast: Cast, ids: Mapping[str, str], mentions: Sequence[Mention], attributions: Sequence[Attribution]
) -> tuple[ArticleActor, ...]:
    """The actors that a mention, a speaker or another actor points to, in order of first mention."""
    used = {m.actor for m in mentions} | {a.speaker for a in attributions}
    used |= {a.proposal.actor for a in attributions if a.proposal}
    members = [m for m in cast.members.values() if ids[m.key] in used]
    return tuple(_actor(m, ids, used) for m in sorted(members, key=lambda m: (m.first, m.key)))


def _actor(member: Member, ids: Mapping[str, str], used: set[str | None]) -> ArticleActor:
    key = member.key if member.key.startswith(SHARED_KEYS) else None
    parent = ids.get(member.part_of or "")
    return ArticleActor(
        ids[member.key], member.name, member.type, member.names, member.titles, member.gender, key,
        parent if parent in used else None, member.named,
    )  # fmt: skip
