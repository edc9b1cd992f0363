"""Governments, ministries, forces, campaigns and other bodies, found by how their names are built."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from gloss.annotate import gazetteer
from gloss.annotate.actors import countries
from gloss.annotate.actors.found import POSSESSIVES, Name, fold, is_capitalised, words_of
from gloss.annotate.actors.lexicon import (
    BODY_HEADS,
    FORCE_HEADS,
    FORCE_MODIFIERS,
    FORCE_TAILS,
    LEADER_HEADS,
    LETTERS,
    OF_HEADS,
    PLACE_HEADS,
    PORTFOLIO_HEADS,
    PORTFOLIOS,
    RULE_HEADS,
    SEATS,
    words,
)
from gloss.annotate.actors.titles import DATES, is_honorific, is_role

if TYPE_CHECKING:
    from spacy.tokens import Doc

Rule = Callable[["Doc", int], int | None]
ARABIC = frozenset({"al", "el"})
# These end a body's name only where nothing capitalised follows ("White House Press Secretary").
WEAK_HEADS = words(
    """international press times post journal guard group club front service company college board
    party union fund trust guardian campaign center centre office conference house news force army"""
)
# Irregular plurals whose possessive is part of a body's name: "Seamen's Mission", "Children's Fund".
PLURALS = ("men", "children", "people")
GROUP_NOUNS = frozenset(
    {"group", "movement", "militia", "network", "organisation", "organization", "party", "alliance"}
)
INNER = frozenset({"of", "for", "and", "the", "on", "in", "&", "-"})


def find(doc: Doc) -> tuple[Name, ...]:
    """Bodies in text order; a country or people that leads into the name is part of it."""
    return tuple(_scan(doc))


def _scan(doc: Doc) -> Iterator[Name]:
    at = 0
    while at < len(doc):
        end = _end_at(doc, at)
        if end is None:
            at += 1
            continue
        text = words_of(doc, at, end)
        yield Name(at, end, text, "ORG", "body", code_of(text))
        at = end


def _end_at(doc: Doc, start: int) -> int | None:
    """Where the body that starts at this token ends (half-open), None where none starts."""
    if not (is_capitalised(doc[start]) or doc[start].lower_ in ARABIC) or doc[start].lower_ == "the":
        return None
    ends = [end for rule in RULES if (end := rule(doc, start)) is not None]
    end = max(ends, default=None)
    return None if end is None or gazetteer.country(words_of(doc, start, end)) else end


def _country_end(doc: Doc, start: int) -> int:
    """Where the country, capital or people at this token ends; `start` itself for none."""
    for end in range(min(start + 4, len(doc)), start, -1):
        text = words_of(doc, start, end)
        if is_capitalised(doc[start]) and (gazetteer.country(text) or gazetteer.is_people(text)):
            return end
    return start


def _possessive_end(doc: Doc, at: int) -> int:
    return at + 1 if at < len(doc) and doc[at].text in POSSESSIVES else at


def _national(doc: Doc, start: int) -> int | None:
    """ "Danish government", "Peru's military police", "US foreign ministry"."""
    at = _country_end(doc, start)
    if at == start:
        return None
    at = _possessive_end(doc, at)
    if at >= len(doc):
        return None
    word, following = doc[at].lower_, doc[at + 1].lower_ if at + 1 < len(doc) else ""
    if (word in PORTFOLIOS and following in PORTFOLIO_HEADS) or (
        word in FORCE_MODIFIERS and following in FORCE_TAILS
    ):
        return at + 2
    return at + 1 if word in RULE_HEADS or word in FORCE_HEADS else None


def _led(doc: Doc, start: int) -> int | None:
    """ "Keane administration", "al-Masri's government", "Rojas campaign": a leader's name and a head."""
    at = start
    while at < len(doc) and at - start < 5 and _in_person_name(doc, at, start):
        at += 1
    if at == start or not any(is_capitalised(t) for t in doc[start:at]):
        return None
    at = _possessive_end(doc, at)
    if at < len(doc) and doc[at].lower_ in LEADER_HEADS and doc[at].lower_ != "cabinet":
        return at + 1
    return None


def _in_person_name(doc: Doc, at: int, start: int) -> bool:
    token = doc[at]
    if (
        token.lower_ in DATES
        or token.lower_ in BODY_HEADS
        or is_role(token)
        or is_honorific(token)
        or (token.is_sent_start and at > start)
    ):
        return False
    if token.text == "-" or token.lower_ in ARABIC or token.lower_ in ("de", "van"):
        return True
    return is_capitalised(token) and token.pos_ in ("PROPN", "NOUN", "ADJ")


def _of(doc: Doc, start: int) -> int | None:
    """ "Ministry of Foreign Affairs", "US Department of State", "Danish Ministry of Health"."""
    at = _possessive_end(doc, _country_end(doc, start))
    if at + 2 >= len(doc) or doc[at].lower_ not in OF_HEADS or not is_capitalised(doc[at]):
        return None
    if doc[at + 1].lower_ not in ("of", "for", "on"):
        return None
    return _capitalised_run(doc, at + 2, inner=True)


def _capitalised_run(doc: Doc, start: int, inner: bool) -> int | None:
    """Where the capitalised words that begin at `start` end, over "of", "and" between them if `inner`."""
    at, end = start, None
    while at < len(doc) and at - start < 9 and not doc[at].is_sent_start:
        if is_capitalised(doc[at]) and doc[at].lower_ not in DATES:
            end = at + 1
        elif not (inner and doc[at].lower_ in INNER):
            break
        at += 1
    return end


def _headed(doc: Doc, start: int) -> int | None:
    """ "State Department", "Red Crescent Society": a capitalised run that ends in the head of a body."""
    if not is_capitalised(doc[start]) or (
        start > 0 and is_capitalised(doc[start - 1]) and not doc[start].is_sent_start
    ):
        return None
    at, end = start, None
    while at < len(doc) and at - start < 8 and _in_run(doc, at, start):
        if at > start and is_capitalised(doc[at]) and doc[at].lower_ in BODY_HEADS:
            weak = doc[at].lower_ in WEAK_HEADS and at + 1 < len(doc) and is_capitalised(doc[at + 1])
            end = end if weak else at + 1
        at += 1
    return _with_field(doc, end) if end else None


def _with_field(doc: Doc, end: int) -> int:
    """The end of a body's name with what it is for: "Caldrian Ministry" goes on "of Justice"."""
    goes_on = end + 1 < len(doc) and doc[end].lower_ in ("of", "for") and doc[end - 1].lower_ in OF_HEADS
    return (_capitalised_run(doc, end + 1, inner=True) if goes_on else None) or end


def _in_run(doc: Doc, at: int, start: int) -> bool:
    token = doc[at]
    if token.is_sent_start and at > start:
        return False
    if token.lower_ in DATES or (at == start and token.pos_ not in ("PROPN", "NOUN", "ADJ")):
        return False
    inside = (
        token.ent_iob_ == "I"
        and token.lower_ in ("and", "of", "for")
        and at + 1 < len(doc)
        and doc[at + 1].ent_iob_ == "I"
    )
    owners = token.text in POSSESSIVES and doc[at - 1].lower_.endswith(PLURALS)
    plural = owners or (token.text in ("'", "’") and doc[at - 1].text.endswith("s"))
    return (
        inside
        or plural
        or (is_capitalised(token) and token.pos_ in ("PROPN", "NOUN", "ADJ", "NUM"))
        or token.text in ("&", "-")
    )


def _seat(doc: Doc, start: int) -> int | None:
    """ "White House", "Kremlin", "Pentagon": bodies known by where they sit."""
    for end in range(min(start + 3, len(doc)), start, -1):
        if is_capitalised(doc[start]) and fold(words_of(doc, start, end)) in SEATS:
            return end
    return None


def _letters(doc: Doc, start: int) -> int | None:
    """ "UN", "European Union": bodies under their letters or their full names."""
    for end in range(min(start + 4, len(doc)), start, -1):
        text = words_of(doc, start, end)
        if (
            is_capitalised(doc[start])
            and LETTERS.get(fold(text))
            and (end - start > 1 or text.isupper() or len(text) > 4)
        ):
            return end
    return None


def _grouped(doc: Doc, start: int) -> int | None:
    """ "the Northern Dawn group": capitalised words before what allied or armed people are called."""
    if start == 0 or doc[start - 1].lower_ not in ("the", "called", "by", "with", "and", "of"):
        return None
    end = _capitalised_run(doc, start, inner=False)
    if end is None or end >= len(doc) or doc[end].lower_ not in GROUP_NOUNS or end - start < 2:
        return None
    return None if is_role(doc[end - 1]) else end


RULES: tuple[Rule, ...] = (_national, _led, _of, _headed, _seat, _letters, _grouped)


def code_of(text: str) -> str | None:
    """Code of the country that the name of a body starts with or is known to belong to, else None."""
    seat = SEATS.get(fold(text))
    return seat[1] if seat else countries.prefix_code(tuple(text.split()))[0]


def is_place(text: str) -> bool:
    """Whether the last word says that the name is one of a place or a thing ("Grey Tower")."""
    words = fold(text).split()
    return bool(words) and words[-1] in PLACE_HEADS
