"""Whom pronouns mean: he and she by who came up before, it by the body, who by the name before it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from gloss.annotate.actors import antecedents
from gloss.annotate.actors.antecedents import REACH, Reference
from gloss.annotate.actors.cast import Cast
from gloss.annotate.actors.scene import DOUBTFUL, Scene, head_of, is_nobody_named, is_subject

if TYPE_CHECKING:
    from spacy.tokens import Doc

MASCULINE = frozenset({"he", "him", "his", "himself"})
FEMININE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
ALL = MASCULINE | FEMININE | NEUTER | RELATIVE
AHEAD = 25
# From here on a pronoun counts as a mention of whom it means, and says that person's gender.
CLEAR, SURE = 0.6, 0.8


def resolved(scene: Scene, held: Mapping[int, tuple[int, str]]) -> dict[int, Reference]:
    """Reference per pronoun token; `held` gives end and actor of every name by its first token."""
    found: dict[int, Reference] = {}
    upcoming = sorted(held)
    covered = {at for start, (end, _) in held.items() for at in range(start, end)}
    for at in range(len(scene.doc)):
        if at in held:
            scene.add(at, *held[at])
            continue
        if at not in covered and is_nobody_named(scene.doc, at):
            scene.add(at, at + 1, scene.nobody(at))
            continue
        word = scene.doc[at].lower_
        if word not in ALL or scene.doc[at].text == "US":
            continue
        reference = _reference(scene, at, word, upcoming, held)
        if reference is not None:
            found[at] = reference
            if reference.key is not None and reference.score >= CLEAR:
                scene.add(at, at + 1, reference.key)
    return found


def with_genders(doc: Doc, cast: Cast, found: Mapping[int, Reference]) -> Cast:
    """The cast with the gender of those whom he or she clearly meant; the cast itself if none is new."""
    seen: dict[str, Counter[Literal["m", "f"]]] = {}
    for at, reference in found.items():
        word = doc[at].lower_
        if reference.key is not None and reference.score >= SURE and word in MASCULINE | FEMININE:
            seen.setdefault(reference.key, Counter())["f" if word in FEMININE else "m"] += 1
    members = dict(cast.members)
    for key, counted in seen.items():
        gender, times = counted.most_common(1)[0]
        if members[key].gender is None and times >= 2 and times >= 4 * (counted.total() - times):
            members[key] = replace(members[key], gender=gender)
    return cast if members == dict(cast.members) else replace(cast, members=members)


def _reference(
    scene: Scene, at: int, word: str, upcoming: Sequence[int], held: Mapping[int, tuple[int, str]]
) -> Reference | None:
    if word in RELATIVE:
        return _antecedent(scene, at)
    if word in NEUTER:
        return _thing(scene, at)
    gender = "f" if word in FEMININE else "m"
    return antecedents.person(scene, at, gender, _ahead(scene, at, upcoming, held))


def _antecedent(scene: Scene, at: int) -> Reference | None:
    """Whom a relative pronoun takes up: the name that ends right before it or before the comma before it."""
    token = scene.doc[at]
    if token.tag_ not in ("WP", "WDT", "WP$") or not scene.points:
        return None
    last = scene.points[-1]
    plain = at == last.end or (at == last.end + 1 and scene.doc[last.end].text in (",", "—", "–", "("))
    person = scene.members[last.key].type == "person" if last.key in scene.members else False
    if not plain or (token.lower_ in ("who", "whom") and not person):
        return None
    return Reference(at, None if last.key.startswith(DOUBTFUL) else last.key, 0.9)


def _thing(scene: Scene, at: int) -> Reference | None:
    """The body or country that "it" means: the last one that was a subject or source nearby.

    Who spoke last goes on, unless a later sentence, right before this one, has another body for its
    subject: "The council paid. It said …".
    """
    token = scene.doc[at]
    if at in scene.quoted or token.dep_ == "expl" or (token.lower_ == "it" and at not in scene.sources):
        return None
    near = [
        p
        for p in scene.points[-REACH:]
        if 0 <= scene.sentence[at] - p.sentence <= 1 and p.quoted is None and not p.owner
    ]
    near = [p for p in near if scene.members[p.key].type in ("body", "place") and (p.subject or p.source)]
    speaking = scene.last_source
    if at in scene.sources and speaking is not None and scene.members[speaking.key].type == "body":
        bodies = [p for p in near if scene.members[p.key].type == "body" and p.subject]
        if not bodies or bodies[-1].sentence <= speaking.sentence:
            return Reference(at, speaking.key, 0.85 if scene.sentence[at] - speaking.sentence <= 1 else 0.75)
    if not near:
        return None
    same = [p for p in near if p.sentence == scene.sentence[at]]
    rivals = {p.key for p in (same or near)}
    return Reference(at, (same or near)[-1].key, 0.85 if len(rivals) == 1 else 0.6)


def _ahead(scene: Scene, at: int, upcoming: Sequence[int], held: Mapping[int, tuple[int, str]]) -> str | None:
    """The person that a fronted phrase is about: "In his speech, Okafor said"; None without one."""
    opener = _sentence_start(scene, at)
    if scene.doc[opener].tag_ not in ("IN", "VBG", "VBN", "RB", "TO"):
        return None
    after = bisect_right(upcoming, at)
    for start in upcoming[after : after + 1]:
        if start - at < AHEAD:
            comma = any(t.text == "," for t in scene.doc[at:start])
            same = scene.sentence[start] == scene.sentence[at]
            key = held[start][1]
            subject = is_subject(head_of(scene.doc, start, held[start][0]))
            return key if comma and same and subject and scene.members[key].type == "person" else None
    return None


def _sentence_start(scene: Scene, at: int) -> int:
    while at > 0 and scene.sentence[at - 1] == scene.sentence[at]:
        at -= 1
    return at
