"""Whom a name belongs to by the words beside it: "Brelland's Port Authority", "its defence minister"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise

from gloss.annotate.gazetteer import countries
from gloss.link.nodes import Group, LocalId
from gloss.link.words import fold, word_set
from gloss.model import AnnotatedArticle, Mention

_OWNS = re.compile(r"(?:['’ʼ]s?)?\s")
_ITS = word_set("its his her their our my your whose")
_OF_A_STATE = word_set(
    """ministry department authority army navy guard police parliament court military forces government
    cabinet customs treasury prosecutor council commission command"""
)
"""Words of bodies that, owned by a place, are an arm of it; its newspapers, clubs and firms are not."""


def place_words(groups: Mapping[str, Group]) -> dict[str, str]:
    """Names of the corpus's places and the adjectives made of them, folded, each with the actor.

    A place that no gazetteer knows gives an adjective where its name ends in "a": "Caldria", "Caldrian".
    """
    forms = {c.code: c.demonyms for c in countries()}
    found: dict[str, str] = {}
    for actor, group in groups.items():
        if group.type != "place":
            continue
        names = {group.name, *(n for node in group.nodes for n in node.names)}
        names |= {n + "n" for n in names if n.endswith("a") and " " not in n}
        for name in (*names, *forms.get((group.key or "").removeprefix("country:"), ())):
            found.setdefault(fold(name), actor)
    return found


def owners_printed(
    records: Sequence[AnnotatedArticle],
    cast: Mapping[LocalId, str | None],
    groups: Mapping[str, Group],
    places: Mapping[str, str],
) -> dict[str, Counter[str]]:
    """How often each state body and each person is printed as belonging to another actor."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    persons = {actor for actor, group in groups.items() if group.type == "person"}
    for record in records:
        for actor, owner in _in_article(record, cast, persons, places):
            if actor != owner and owner in groups:
                found[actor][owner] += 1
    return found


def _in_article(
    record: AnnotatedArticle,
    cast: Mapping[LocalId, str | None],
    persons: Set[str],
    places: Mapping[str, str],
) -> Iterator[tuple[str, str]]:
    article, text = record.article.id, record.article.text
    ordered = sorted(record.annotations.mentions, key=lambda m: m.span)
    whose = {m.span: _whose(m, text, article, cast, places) for m in ordered}
    for before, mention in pairwise(ordered):
        owner, actor = whose[before.span], cast.get((article, mention.actor)) if mention.actor else None
        words = fold(text[mention.span.start : mention.span.end])
        beside = _OWNS.fullmatch(text[before.span.end : mention.span.start])
        if owner and actor and beside and mention.form == "name" and _OF_A_STATE & set(words.split()):
            yield actor, owner
    for node in record.annotations.actors:
        actor = cast.get((article, node.id))
        for title in node.titles if actor in persons else ():
            opening = next((m for m in ordered if title.span.contains(m.span)), None)
            owner = whose[opening.span] if opening else None
            if actor and opening and owner and _opens(text, title.span.start, opening):
                yield actor, owner


def _whose(
    mention: Mention, text: str, article: str, cast: Mapping[LocalId, str | None], places: Mapping[str, str]
) -> str | None:
    """The actor of a mention; of a place that does nothing in its article, the place of that name."""
    if mention.actor:
        return cast.get((article, mention.actor))
    return places.get(fold(text[mention.span.start : mention.span.end])) if mention.form == "name" else None


def _opens(text: str, start: int, mention: Mention) -> bool:
    """Whether a title begins with a possessive: "its minister", "the ministry's spokesman"."""
    if text[start : mention.span.start].strip().lower() not in ("", "the"):
        return False
    owned = text[mention.span.end : mention.span.end + 2].rstrip("s") in ("'", "’", "ʼ")
    return owned or fold(text[mention.span.start : mention.span.end]) in _ITS
