"""A name as found in one text, before anybody knows whose it is, and how its words are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gloss.annotate.actors.lexicon import PARTICLES
from gloss.model import TextSpan, Title

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Kind = Literal["person", "body", "country", "capital", "people", "place"]
POSSESSIVES = frozenset({"'s", "’s", "'", "’", "'S", "’S"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "csubj"})
JOINTS = frozenset({"SCONJ", "CCONJ"})
DASHES = frozenset({"-", "–", "—", "--"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name over the tokens `start` to `end` (half-open), without title and possessive.

    `code` is the ISO code of the country that the name is (country), is the capital of (capital),
    or belongs to (body, people). `title` is what the text prints beside a person's name, `gender` what
    its title or honorific says.
    """

    start: int
    end: int
    text: str
    label: str
    kind: Kind
    code: str | None = None
    title: Title | None = None
    gender: Literal["m", "f"] | None = None

    def overlaps(self, other: Name) -> bool:
        return self.start < other.end and other.start < self.end


def text_span(doc: Doc, start: int, end: int) -> TextSpan:
    """The code points that the tokens `start` to `end` (half-open) take."""
    last = doc[end - 1]
    return TextSpan(doc[start].idx, last.idx + len(last.text))


def words_of(doc: Doc, start: int, end: int) -> str:
    """The text of the tokens, white space made single."""
    return " ".join(doc[start:end].text.split())


def line_of(doc: Doc, start: int, end: int, reach: int) -> tuple[int, int]:
    """First and last token (half-open) of the line around the tokens, up to `reach` tokens away."""
    first, last = start, end
    while first > 0 and start - first < reach and not _ends_line(doc[first - 1]):
        first -= 1
    while last < len(doc) and last - end < reach and not _ends_line(doc[last]):
        last += 1
    return first, last


def is_joint(doc: Doc, at: int) -> bool:
    """Whether the token stands between two names: "Ana Reyl though Brandt", "Ana Reyl - Brandt"."""
    token = doc[at]
    dash = token.text in DASHES and at > 0 and bool(doc[at - 1].whitespace_)
    return dash or (token.pos_ in JOINTS and token.lower_ not in PARTICLES)


def _ends_line(token: Token) -> bool:
    return token.is_space and "\n" in token.text


def is_capitalised(token: Token) -> bool:
    return token.text[:1].isupper()


def fold(text: str) -> str:
    """The text in lower case, without accents, with straight apostrophes and single spaces."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def slug(text: str) -> str:
    """The text as an ASCII id: letters and digits joined by hyphens; "x" where nothing is left."""
    ascii_only = fold(text).replace("ß", "ss").encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.replace("'", "").replace(".", "")).strip("-") or "x"


def without_overlaps(ranked: Iterable[Name]) -> tuple[Name, ...]:
    """The names of a list, best first, that overlap no better one; in text order."""
    taken: set[int] = set()
    kept = []
    for name in ranked:
        if taken.isdisjoint(range(name.start, name.end)):
            taken.update(range(name.start, name.end))
            kept.append(name)
    return tuple(sorted(kept, key=lambda n: n.start))
