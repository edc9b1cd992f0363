"""Whom pronouns mean: he and she by the last named speaker, gender, subject and nearness."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from gloss.annotate.actors.cast import Cast, Member
from gloss.annotate.actors.found import POSSESSIVES
from gloss.annotate.actors.lexicon import GENDERED_ROLES, words
from gloss.annotate.actors.titles import is_role
from gloss.model import TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MASCULINE = frozenset({"he", "him", "his", "himself"})
FEMININE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
FIRST = frozenset({"i", "me", "my", "myself", "we", "us", "our"})
OTHERS = frozenset({"they", "them", "their"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "csubj"})
GENDERED_NOUNS: dict[str, Literal["m", "f"]] = {"man": "m", "boy": "m", "woman": "f", "girl": "f"}
INDEFINITE = words("a an another one")
PEOPLE = words("man woman boy girl official source person voter")
REACH = 40
FARTHEST = 6
AHEAD = 25
# Stands for a person whose name fits two: a pronoun may mean them, and then nobody knows whom.
DOUBTFUL = "?"
SURE = 0.8


@dataclass(frozen=True, slots=True)
class Point:
    """Where an actor comes up: token, sentence and paragraph number, and in which role."""

    at: int
    end: int
    key: str
    sentence: int
    paragraph: int
    subject: bool
    source: bool
    quoted: bool
    owner: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun token with the actor it means and how likely that is; None where nobody is clear."""

    at: int
    key: str | None
    score: float


class Scene:
    """What pronouns are resolved against: the actors, and where each token stands."""

    def __init__(self, doc: Doc, cast: Cast, sources: Sequence[TextSpan], quoted: Sequence[TextSpan]) -> None:
        self.doc = doc
        doubtful = {f"{DOUBTFUL}{n.text}": Member(DOUBTFUL, n.text, "person") for n in cast.doubtful}
        self.members: dict[str, Member] = {**cast.members, **doubtful}
        self.sources = _covered(doc, sources)
        self.quoted = _covered(doc, quoted)
        self.sentence, self.paragraph = _numbered(doc)
        self.counts: dict[str, int] = {}
        self.points: list[Point] = []
        self.last_source: Point | None = None
        self.last_person: str | None = None

    def nobody(self, at: int) -> str:
        """Key of the person whom the role word at this token means without a name."""
        key = f"{DOUBTFUL}{at}"
        word = self.doc[at].lower_
        gender = GENDERED_ROLES.get(word) or GENDERED_NOUNS.get(word)
        self.members[key] = Member(DOUBTFUL, word, "person", gender=gender)
        return key

    def add(self, start: int, end: int, key: str) -> None:
        """Note that the actor comes up over these tokens."""
        head = _head(self.doc, start, end)
        self.counts[key] = self.counts.get(key, 0) + 1
        self.points.append(
            Point(
                head.i, end, key, self.sentence[start], self.paragraph[start], _is_subject(head),
                bool(self.sources.intersection(range(start, end))), start in self.quoted,
                (end < len(self.doc) and self.doc[end].text in POSSESSIVES) or self.doc[start].tag_ == "PRP$",
            )
        )  # fmt: skip
        if self.points[-1].source:
            self.last_source = self.points[-1]
            self.last_person = key if self.members[key].type == "person" else self.last_person


def _is_nobody_named(doc: Doc, at: int) -> bool:
    """Whether the word is the subject "a senior official", "the man": somebody whom no name explains.

    "The governor" may well be somebody named, and stands in nobody's way.
    """
    token = doc[at]
    if token.tag_ != "NN" or token.dep_ not in SUBJECTS or not (is_role(token) or token.lower_ in PEOPLE):
        return False
    if at + 1 < len(doc) and doc[at + 1].tag_ in ("NNP", "NNPS"):
        return False
    children = tuple(token.children)
    if token.lower_ not in PEOPLE and not any(c.lower_ in INDEFINITE for c in children):
        return False
    return not any(c.dep_ in ("appos", "flat", "cop") for c in children)


def _covered(doc: Doc, spans: Iterable[TextSpan]) -> frozenset[int]:
    """The tokens that lie in the spans."""
    covered: set[int] = set()
    for span in spans:
        found = doc.char_span(span.start, span.end, alignment_mode="expand")
        if found is not None:
            covered.update(range(found.start, found.end))
    return frozenset(covered)


def _numbered(doc: Doc) -> tuple[list[int], list[int]]:
    """Sentence and paragraph number of every token."""
    sentences, paragraphs = [], []
    sentence = paragraph = 0
    for token in doc:
        sentence += bool(token.is_sent_start) and token.i > 0
        sentences.append(sentence)
        paragraphs.append(paragraph)
        paragraph += token.is_space and "\n" in token.text
    return sentences, paragraphs


def _head(doc: Doc, start: int, end: int) -> Token:
    inside = range(start, end)
    return next((t for t in doc[start:end] if t.head.i not in inside or t.head.i == t.i), doc[end - 1])


def _is_subject(token: Token) -> bool:
    while token.dep_ in ("conj", "flat", "compound", "appos") and token.head.i < token.i:
        token = token.head
    return token.dep_ in SUBJECTS


def resolved(scene: Scene, held: Mapping[int, tuple[int, str]]) -> dict[int, Reference]:
    """Reference per pronoun token; `held` gives end and actor of every name by its first token."""
    found: dict[int, Reference] = {}
    upcoming = sorted(held)
    covered = {at for start, (end, _) in held.items() for at in range(start, end)}
    for at in range(len(scene.doc)):
        if at in held:
            scene.add(at, *held[at])
            continue
        if at not in covered and _is_nobody_named(scene.doc, at):
            scene.add(at, at + 1, scene.nobody(at))
            continue
        word = scene.doc[at].lower_
        if word not in ALL or scene.doc[at].text == "US":
            continue
        reference = _reference(scene, at, word, upcoming, held)
        if reference is not None:
            found[at] = reference
            if reference.key is not None and reference.score >= 0.6:
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


ALL = MASCULINE | FEMININE | NEUTER | RELATIVE


def _reference(
    scene: Scene, at: int, word: str, upcoming: Sequence[int], held: Mapping[int, tuple[int, str]]
) -> Reference | None:
    if word in RELATIVE:
        return _antecedent(scene, at)
    if at in scene.quoted:
        return None
    if word in NEUTER:
        return _thing(scene, at)
    return _person(scene, at, "f" if word in FEMININE else "m", _ahead(scene, at, upcoming, held))


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
    """The body or country that "it" means: the last one that was a subject or source nearby."""
    token = scene.doc[at]
    if token.dep_ == "expl" or (token.lower_ == "it" and at not in scene.sources):
        return None
    speaking = scene.last_source
    if at in scene.sources and speaking is not None and scene.members[speaking.key].type == "body":
        return Reference(at, speaking.key, 0.85 if scene.sentence[at] - speaking.sentence <= 1 else 0.75)
    near = [
        p
        for p in scene.points[-REACH:]
        if 0 <= scene.sentence[at] - p.sentence <= 1 and not p.quoted and not p.owner
    ]
    near = [p for p in near if scene.members[p.key].type in ("body", "place") and (p.subject or p.source)]
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
            subject = _is_subject(_head(scene.doc, start, held[start][0]))
            return key if comma and same and subject and scene.members[key].type == "person" else None
    return None


def _sentence_start(scene: Scene, at: int) -> int:
    while at > 0 and scene.sentence[at - 1] == scene.sentence[at]:
        at -= 1
    return at


def _person(scene: Scene, at: int, gender: str, ahead: str | None) -> Reference | None:
    weights: dict[str, float] = {}
    for point in scene.points[-REACH:]:
        member = scene.members[point.key]
        if member.type != "person" or member.gender not in (None, gender) or _clashes(scene, at, point):
            continue
        weight = _weight(scene, at, point, point.key == scene.last_person)
        weight += 0.8 if member.gender == gender else 0.0
        weights[point.key] = max(weights.get(point.key, -math.inf), weight)
    if ahead is not None and scene.members[ahead].gender in (None, gender):
        weights[ahead] = max(weights.get(ahead, -math.inf), 2.0)
    return _best(at, weights)


def _weight(scene: Scene, at: int, point: Point, last_source: bool) -> float:
    """How well a point fits a pronoun after it: near, subject, source, in no other's words."""
    distance = scene.sentence[at] - point.sentence
    weight = -0.55 * min(distance, FARTHEST) - 0.25 * min(scene.paragraph[at] - point.paragraph, 3)
    weight += (
        0.9 * point.subject + 0.7 * point.source + 0.9 * last_source + 0.6 * (point.subject and distance == 0)
    )
    weight += 0.25 * math.log(scene.counts[point.key])
    return weight - 1.2 * point.quoted - 0.5 * point.owner


def _clashes(scene: Scene, at: int, point: Point) -> bool:
    """Whether pronoun and point hang on the same verb, so that they cannot be the same person."""
    token, other = scene.doc[at], scene.doc[point.at]
    if token.tag_ == "PRP$" or point.sentence != scene.sentence[at] or token.lower_.endswith("self"):
        return False
    return token.head.i == other.head.i and {token.dep_, other.dep_} <= SUBJECTS | {
        "obj",
        "iobj",
        "dobj",
        "obl",
    }


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
