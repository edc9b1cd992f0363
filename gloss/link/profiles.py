"""Actors as the pages show them: names and titles as printed, counts, and the words used for them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from gloss.link.actors import Cast
from gloss.link.known import NOTHING, Known
from gloss.link.statements import Standing, by_article, covering
from gloss.link.words import fold, word_set, words_of
from gloss.model import (
    Actor,
    ActorTitle,
    Alias,
    AnnotatedArticle,
    Article,
    Counts,
    LabelCount,
    LinkedMention,
    Statement,
    TextSpan,
)

_FIRST_PERSON = word_set("i me my mine myself we us our ours ourselves")


def mentions_of(
    records: Sequence[AnnotatedArticle], cast: Cast, known: Known = NOTHING
) -> tuple[LinkedMention, ...]:
    """All mentions with corpus actors, in order of article and place."""
    found: list[LinkedMention] = []
    for record in records:
        actors = tuple(cast.actor(record.article.id, m.actor) for m in record.annotations.mentions)
        make = partial(_mentions_in, record, actors)
        found.extend(known.get(("mentions", id(record), actors), make, record))
    return tuple(found)


def _mentions_in(record: AnnotatedArticle, actors: Sequence[str | None]) -> list[LinkedMention]:
    linked = sorted(zip(record.annotations.mentions, actors, strict=True), key=lambda pair: pair[0].span)
    return [LinkedMention(record.article.id, m.span, m.label, m.form, actor) for m, actor in linked]


def first_persons(
    mentions: Sequence[LinkedMention],
    statements: Sequence[Statement],
    articles: Mapping[str, Article],
    known: Known = NOTHING,
) -> tuple[LinkedMention, ...]:
    """The mentions, each "I" and "we" in words that are quoted meaning whoever is shown to say them."""
    standing = {a: Standing(here) for a, here in by_article(statements).items()}
    found = []
    for mention in mentions:
        own = mention.form == "pronoun" and mention.article in standing
        if own and fold(articles[mention.article].words_at(mention.span)) in _FIRST_PERSON:
            said = covering(standing[mention.article].around(mention.span), (mention.span,))
            if said is not None and said.kind != "indirect" and said.speaker != mention.actor:
                make = partial(replace, mention, actor=said.speaker)
                found.append(known.get(("own", id(mention), said.speaker), make, mention))
                continue
        found.append(mention)
    return tuple(found)


def actors_of(
    cast: Cast,
    articles: Mapping[str, Article],
    mentions: Sequence[LinkedMention],
    statements: Sequence[Statement],
) -> tuple[Actor, ...]:
    """All actors by id, with aliases by fall of their count and titles by article."""
    spoken: dict[str, list[Statement]] = defaultdict(list)
    for said in statements:
        if said.speaker:
            spoken[said.speaker].append(said)
    named: dict[str, list[LinkedMention]] = defaultdict(list)
    for mention in mentions:
        if mention.actor:
            named[mention.actor].append(mention)
    return tuple(_actor(actor, cast, articles, named[actor], spoken[actor]) for actor in sorted(cast.groups))


def _actor(
    actor: str,
    cast: Cast,
    articles: Mapping[str, Article],
    mentions: Sequence[LinkedMention],
    said: Sequence[Statement],
) -> Actor:
    group = cast.groups[actor]
    spoken = Counter(statement.kind for statement in said)
    titles = sorted({(n.article, t.span, t.text) for n in group.nodes for t in n.local.titles})
    return Actor(
        id=actor,
        name=group.name,
        type=group.type,
        aliases=_aliases(mentions, articles),
        titles=tuple(ActorTitle(text, article, span) for article, span, text in titles),
        part_of=cast.relations.part_of.get(actor),
        never=cast.never.get(actor, ()),
        counts=Counts(spoken["direct"], spoken["mixed"], spoken["indirect"], len(mentions)),
        articles=tuple(
            sorted(
                {n.article for n in group.nodes} | {m.article for m in mentions} | {s.article for s in said}
            )
        ),
        named=group.named,
        key=group.key,
        former_ids=tuple(sorted(set(group.former) - {actor})),
    )


def _aliases(mentions: Sequence[LinkedMention], articles: Mapping[str, Article]) -> tuple[Alias, ...]:
    """Names as printed, with how often each article prints them; white space folded."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention.form == "name":
            counts[" ".join(articles[mention.article].words_at(mention.span).split())][mention.article] += 1
    order = sorted(counts, key=lambda text: (-counts[text].total(), text))
    return tuple(Alias(text, tuple(sorted(counts[text].items()))) for text in order)


def labels_of(
    actors: Sequence[Actor],
    mentions: Sequence[LinkedMention],
    articles: Mapping[str, Article],
    known: Known = NOTHING,
) -> tuple[LabelCount, ...]:
    """Where each article uses one common noun for an actor: from descriptions, names and titles.

    "the Assad regime" counts as "regime", "Syrian President" before a name as "president". Ordered
    by actor, label and article; only nouns that are printed in lower case or end a title count, and
    for bodies other than governments only where there is a choice of words.
    """
    places: dict[tuple[str, str, str], list[TextSpan]] = defaultdict(list)
    for mention in mentions:
        if mention.actor and mention.form != "pronoun":
            text = articles[mention.article].text
            last = known.get(("noun", id(mention)), partial(_last_noun, text, mention), mention)
            if last:
                places[mention.actor, last, mention.article].append(mention.span)
    for actor in actors:
        for title in actor.titles:
            noun = _head_noun(title.text)
            if noun:
                places[actor.id, noun, title.article].append(title.span)
    varied = Counter(actor for actor, _ in {(actor, label) for actor, label, _ in places})
    plain = {a.id for a in actors if a.type == "body" and not (a.key or "").startswith("government:")}
    return tuple(
        LabelCount(actor, label, article, _apart(spans))
        for (actor, label, article), spans in sorted(places.items())
        if actor not in plain or varied[actor] > 1
    )


def _last_noun(text: str, mention: LinkedMention) -> str:
    """The last word of a mention where it is printed in lower case, folded; else nothing."""
    words = words_of(text, mention.span)
    last = text[words.spans[-1].start : words.spans[-1].end] if words.spans else ""
    return fold(last) if last.islower() and last.isalpha() else ""


def _apart(spans: Sequence[TextSpan]) -> tuple[TextSpan, ...]:
    """The spans in order, without those that overlap one before: a title and a mention may hold one word."""
    kept: list[TextSpan] = []
    for span in sorted(spans):
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
    return tuple(kept)


def _head_noun(title: str) -> str | None:
    """The noun a title is built on: its last word before "of", "for" or a comma."""
    words: list[str] = []
    for word in title.replace(",", " , ").split():
        if words and fold(word) in (",", "of", "for", "to", "at", "in", "and", "on", "who", "with"):
            break
        words.append(word)
    found = words_of(words[-1]).norms if words else ()
    return found[-1] if found and found[-1].isalpha() else None
