"""Names as evidence: what of a printed name tells whether two articles mean the same actor."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from gloss.annotate.gazetteer import country, demonym

_ARTICLES = frozenset({"al", "el", "ul", "the"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_LINKS = frozenset({"of", "for", "and", "the", "on", "to", "in", "s"})
_GENERIC = frozenset({"group", "organisation", "organization", "inc", "corp", "ltd", "llc", "plc", "co"})
# Two head nouns that news uses for one and the same kind of body.
_HEADS = {"dept": "department", "govt": "government", "regime": "government", "defense": "defence"}


@dataclass(frozen=True, slots=True)
class BodyName:
    """What is left of a body's name without word order: its country's code, and its own words."""

    country: str | None
    core: frozenset[str]


@lru_cache(maxsize=65536)
def plain_words(name: str) -> tuple[str, ...]:
    """The words of a name without accents, case, stops and leading Arabic articles."""
    bare = unicodedata.normalize("NFKD", name)
    bare = "".join(c for c in bare if not unicodedata.combining(c)).casefold()
    found = re.findall(
        r"\w+", re.sub(r"(?<=\w)\.(?=\w)|['’ʼ]s\b", "", bare).replace("'", "").replace("’", "")
    )
    return tuple(word for word in found if word not in _ARTICLES) or tuple(found)


@lru_cache(maxsize=65536)
def person_key(name: str) -> tuple[str, ...]:
    """The words of a person's name without initials; a generation ("Jr.") stays part of it."""
    words = plain_words(name)
    return tuple(w for n, w in enumerate(words) if len(w) > 1 or n == 0)


def initials(name: str) -> frozenset[str]:
    """Middle initials printed in a name."""
    return frozenset(w for w in plain_words(name)[1:] if len(w) == 1)


def surname(name: str) -> str:
    """The last word of a name that is no generation suffix; empty for a name without words."""
    words = [w for w in plain_words(name) if w not in _SUFFIXES]
    return words[-1] if words else ""


def is_full(name: str) -> bool:
    """Whether a person's name has more than one word besides initials and suffixes."""
    return len([w for w in person_key(name) if w not in _SUFFIXES and len(w) > 1]) > 1


@lru_cache(maxsize=65536)
def body_name(name: str) -> BodyName:
    """Country and own words of a body's name: "US Department of State" gives US and {department, state}.

    The country may lead ("Syrian Ministry of …"), own it ("Syria's military") or close it
    ("Government of Syria"). A name that is nothing but a country has no own words.
    """
    words = re.sub(r"['’ʼ]s?(?=\s|$)", "", name.strip()).split()
    if words and words[0].lower() == "the":
        words = words[1:]
    code, rest = _leading(words)
    if code is None and len(words) > 2 and words[-2].lower() in ("of", "the"):
        code, rest = _closing(words)
    bare = [_HEADS.get(w, w) for part in rest for w in plain_words(part) if w not in _LINKS]
    own = [w for w in bare if w not in _GENERIC] or bare
    return BodyName(code, frozenset(own))


def _leading(words: list[str]) -> tuple[str | None, list[str]]:
    for width in (3, 2, 1):
        if len(words) > width or (len(words) == width and width > 1):
            text = " ".join(words[:width])
            found = country(text) or demonym(text)
            if found and len(words) > width:
                return found.code, words[width:]
    return None, words


def _closing(words: list[str]) -> tuple[str | None, list[str]]:
    for n, word in enumerate(words[:-1]):
        if word.lower() == "of":
            found = country(" ".join(words[n + 1 :]))
            if found:
                return found.code, words[:n]
    return None, words
