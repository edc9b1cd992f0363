"""The stage that pronouns are resolved on: who came up where in a text, and in which role."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gloss.annotate.actors.cast import Cast, Member
from gloss.annotate.actors.found import POSSESSIVES, SUBJECTS
from gloss.annotate.actors.lexicon import GENDERED_ROLES, words
from gloss.annotate.actors.titles import is_role
from gloss.model import TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

GENDERED_NOUNS: dict[str, Literal["m", "f"]] = {"man": "m", "boy": "m", "woman": "f", "girl": "f"}
INDEFINITE = words("a an another one")
PEOPLE = words("man woman boy girl official source person voter")
# Stands for a person whose name fits two, or who has none: a pronoun may mean them, and then nobody knows.
DOUBTFUL = "?"


@dataclass(frozen=True, slots=True)
class Point:
    """Where an actor comes up: token, sentence and paragraph number, and in which role.

    `quoted` is the number of the quotation that it stands in, None outside of any.
    """

    at: int
    end: int
    key: str
    sentence: int
    paragraph: int
    subject: bool
    source: bool
    quoted: int | None
    owner: bool
    pronoun: bool


class Scene:
    """What pronouns are resolved against: the actors, and where each token stands."""

    def __init__(self, doc: Doc, cast: Cast, sources: Sequence[TextSpan], quoted: Sequence[TextSpan]) -> None:
        self.doc = doc
        doubtful = {f"{DOUBTFUL}{n.text}": Member(DOUBTFUL, n.text, "person") for n in cast.doubtful}
        self.members: dict[str, Member] = {**cast.members, **doubtful}
        self.sources = frozenset(_numbers(doc, sources))
        self.quoted = _numbers(doc, quoted)
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
        head, first = head_of(self.doc, start, end), self.doc[start]
        self.counts[key] = self.counts.get(key, 0) + 1
        point = Point(
            head.i, end, key, self.sentence[start], self.paragraph[start], is_subject(head),
            bool(self.sources.intersection(range(start, end))), self.quoted.get(start),
            (end < len(self.doc) and self.doc[end].text in POSSESSIVES) or first.tag_ == "PRP$",
            first.tag_ in ("PRP", "PRP$"),
        )  # fmt: skip
        self.points.append(point)
        if point.source:
            self.last_source = point
            self.last_person = key if self.members[key].type == "person" else self.last_person


def is_nobody_named(doc: Doc, at: int) -> bool:
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


def _numbers(doc: Doc, spans: Iterable[TextSpan]) -> dict[int, int]:
    """The number of the span that each token lies in; tokens in none are left out."""
    covered: dict[int, int] = {}
    for number, span in enumerate(spans):
        found = doc.char_span(span.start, span.end, alignment_mode="expand")
        if found is not None:
            covered.update(dict.fromkeys(range(found.start, found.end), number))
    return covered


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


def head_of(doc: Doc, start: int, end: int) -> Token:
    """The token of the phrase that the rest of the sentence hangs on."""
    inside = range(start, end)
    return next((t for t in doc[start:end] if t.head.i not in inside or t.head.i == t.i), doc[end - 1])


def is_subject(token: Token) -> bool:
    """Whether the token, or the one it merely goes on, is the subject of a verb."""
    while token.dep_ in ("conj", "flat", "compound", "appos") and token.head.i < token.i:
        token = token.head
    return token.dep_ in SUBJECTS
