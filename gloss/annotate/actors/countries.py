"""Countries, capitals and peoples in a text, found by the gazetteer whatever the tagger said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gloss.annotate import gazetteer
from gloss.annotate.actors.found import Kind, Name, is_capitalised, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

LONGEST = 6
POINTS = {"N": "North ", "S": "South "}
SHORT_POINTS = re.compile(r"^([NS])\. ?(?=[A-Z])")


def find(doc: Doc) -> tuple[Name, ...]:
    """Country, capital and people names in text order, the longest at every place."""
    return tuple(_scan(doc))


def _scan(doc: Doc) -> Iterator[Name]:
    at = 0
    while at < len(doc):
        found = _longest_at(doc, at) if is_capitalised(doc[at]) else None
        if found is not None:
            yield found
        at = found.end if found else at + 1


def _longest_at(doc: Doc, start: int) -> Name | None:
    """The longest name of the gazetteer that starts at the token, else None; "the" is left out."""
    if doc[start].lower_ == "the":
        return None
    for end in range(min(start + LONGEST, len(doc)), start, -1):
        if doc[end - 1].is_space or doc[end - 1].text in ("'s", "’s", ","):
            continue
        found = classified(words_of(doc, start, end))
        if found is not None:
            kind, code = found
            return Name(start, end, words_of(doc, start, end), _label(kind), kind, code)
    return None


def _label(kind: Kind) -> str:
    return "NORP" if kind == "people" else "LOC"


def classified(text: str) -> tuple[Kind, str | None] | None:
    """Kind and ISO code where the text is the name of a country, a capital or a people, else None."""
    country = gazetteer.country(SHORT_POINTS.sub(lambda m: POINTS[m[1]], text))
    if country is not None:
        return "country", country.code
    people = gazetteer.demonym(text)
    if people is not None:
        return "people", people.code
    capital = gazetteer.capital(text)
    if capital is not None:
        return "capital", capital.code
    if gazetteer.is_people(text):
        return "people", None
    return None


def prefix_code(words: tuple[str, ...]) -> tuple[str | None, int]:
    """Code of the country or people that a phrase starts with, and how many words that takes (0 for none)."""
    for size in range(min(4, len(words) - 1), 0, -1):
        head = " ".join(words[:size])
        head = head[:-2] if head.endswith(("'s", "’s")) else head.rstrip("'’")
        found = gazetteer.country(head) or gazetteer.demonym(head)
        if found is not None:
            return found.code, size
    return None, 0


def code_in(text: str) -> str | None:
    """Code of the one country that a title speaks of ("Danish President"), None for none or two."""
    words = tuple(text.replace("’s", "").replace("'s", "").split())
    codes = set()
    for at in range(len(words)):
        code, _ = prefix_code((*words[at:], ""))
        if code:
            codes.add(code)
    return codes.pop() if len(codes) == 1 else None


def korea(code_counts: dict[str, int]) -> str | None:
    """The Korea that a bare "Korea" means where the article speaks of one alone, else None."""
    present = [code for code in ("KP", "KR") if code_counts.get(code)]
    return present[0] if len(present) == 1 else None
