"""Which person he or she means: every person who came up before, weighed by role, nearness and gender."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gloss.annotate.actors.found import SUBJECTS
from gloss.annotate.actors.scene import DOUBTFUL, Point, Scene

REACH = 40
FARTHEST = 6
AHEAD = 2.0
# Chosen on GUM's training documents and on newspaper articles kept out of training.
WEIGHTS: Mapping[str, float] = {
    "sentences": -0.55, "paragraphs": -0.25, "latest": 0.6, "subject": 0.9, "subject here": 0.6,
    "source": 0.7, "last source": 0.9, "often": 0.4, "gender": 0.8, "pronoun": 0.3, "quoted": -1.2,
    "owner": -0.7,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun token with the actor it means and how likely that is; None where nobody is clear."""

    at: int
    key: str | None
    score: float


def person(scene: Scene, at: int, gender: str, ahead: str | None) -> Reference | None:
    """The person a pronoun of this gender means; None where nobody who could be meant came up.

    Inside quotation marks only those who came up in the same quotation could be. `ahead` is the key
    of the person whom the fronted phrase of the pronoun is about, if any.
    """
    weights: dict[str, float] = {}
    latest = True
    for point in reversed(scene.points[-REACH:]):
        if _is_candidate(scene, at, gender, point):
            traits = (*_traits(scene, at, point, gender), ("latest", float(latest)))
            weight = sum(WEIGHTS[name] * value for name, value in traits)
            weights[point.key] = max(weights.get(point.key, -math.inf), weight)
            latest = False
    if ahead is not None and scene.members[ahead].gender in (None, gender):
        weights[ahead] = max(weights.get(ahead, -math.inf), AHEAD)
    return _best(at, weights)


def _is_candidate(scene: Scene, at: int, gender: str, point: Point) -> bool:
    member = scene.members[point.key]
    if member.type != "person" or member.gender not in (None, gender) or _clashes(scene, at, point):
        return False
    return scene.quoted.get(at) in (None, point.quoted)


def _traits(scene: Scene, at: int, point: Point, gender: str) -> Iterator[tuple[str, float]]:
    """How well the point fits a pronoun after it: near, subject, source, in no other's words."""
    distance = scene.sentence[at] - point.sentence
    yield "sentences", min(distance, FARTHEST)
    yield "paragraphs", min(scene.paragraph[at] - point.paragraph, 3)
    yield "subject", point.subject
    yield "subject here", point.subject and distance == 0
    yield "source", point.source
    yield "last source", point.key == scene.last_person
    yield "often", math.log(scene.counts[point.key])
    yield "gender", scene.members[point.key].gender == gender
    yield "pronoun", point.pronoun
    yield "quoted", point.quoted not in (None, scene.quoted.get(at))
    yield "owner", point.owner


def _clashes(scene: Scene, at: int, point: Point) -> bool:
    """Whether pronoun and point hang on the same verb, so that they cannot be the same person."""
    token, other = scene.doc[at], scene.doc[point.at]
    if token.tag_ == "PRP$" or point.sentence != scene.sentence[at] or token.lower_.endswith("self"):
        return False
    objects = {"obj", "iobj", "dobj", "obl"}
    return token.head.i == other.head.i and {token.dep_, other.dep_} <= SUBJECTS | objects


def _best(at: int, weights: Mapping[str, float]) -> Reference | None:
    if not weights:
        return None
    ranked = sorted(weights.items(), key=lambda kv: (-kv[1], kv[0]))
    margin = ranked[0][1] - ranked[1][1] if len(ranked) > 1 else 2.0
    score = 0.5 + 0.45 * (1 - math.exp(-1.6 * margin))
    if ranked[0][1] < -2.0:
        score -= 0.2
    best = ranked[0][0]
    return Reference(at, None if best.startswith(DOUBTFUL) else best, round(score, 3))
