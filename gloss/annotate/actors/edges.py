"""Where a name begins and ends inside what a tagger marked: without titles, possessives and loose words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gloss.annotate import gazetteer
from gloss.annotate.actors import countries, titles
from gloss.annotate.actors.found import POSSESSIVES, is_capitalised, is_joint
from gloss.annotate.actors.lexicon import BODY_HEADS, OFFICES, PARTICLES, TITLE_MODIFIERS, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Words that belong to the title behind a body rather than to the body: "Senate Majority Leader".
LOOSE = words("majority minority executive press communications policy managing deputy")
# These lead into a person's name only where they are no name themselves.
LEADING = ("VERB", "AUX", "ADP", "SCONJ", "ADV", "ADJ", "PRON", "DET")
MARKS = frozenset({",", ";", ":", "(", ")"})


def pieces(doc: Doc, start: int, end: int, label: str) -> Iterator[tuple[int, int]]:
    """The parts of an entity between possessives and commas; "Seafarers' Union" stays whole.

    A person's name has no conjunction in it: "Ana Reyl though Brandt" are two.
    """
    begin = start
    for at in range(start, end):
        if at + 1 < end and doc[at].text in ("'", "’") and doc[at + 1].lower_ in BODY_HEADS:
            continue
        joint = label == "PERSON" and is_joint(doc, at)
        if joint or doc[at].text in POSSESSIVES or doc[at].text in MARKS or doc[at].is_space:
            yield begin, at
            begin = at + 1
        elif doc[at].is_sent_start and at > begin:
            yield begin, at
            begin = at
    yield begin, end


def trimmed(doc: Doc, start: int, end: int, label: str) -> tuple[int, int]:
    """The tokens without article, title, punctuation and lower-case edges; maybe none are left."""
    while start < end and _trails_off(doc, start, end, label):
        end -= 1
    while start < end and (_is_edge(doc, start) or (label == "PERSON" and _leads_in(doc, start, end))):
        if doc[start].lower_ in PARTICLES and is_capitalised(doc[min(start + 2, end - 1)]):
            break
        start += 1
    if end - start > 1 and doc[end - 1].text == ".":
        end -= 1
    return start, end


def _trails_off(doc: Doc, start: int, end: int, label: str) -> bool:
    """Whether the last token is no part of the name: lower case (but "Ki-moon"), or a verb of a headline."""
    last = doc[end - 1]
    if last.text == "." or (end - start > 2 and doc[end - 2].text == "-"):
        return False
    if label == "ORG" and end - start > 1 and end < len(doc) and last.lower_ in LOOSE:
        return titles.is_role(doc[end])
    return _is_edge(doc, end - 1) or (
        label == "PERSON" and end - start > 2 and last.pos_ in ("VERB", "AUX", "ADP")
    )


def _is_edge(doc: Doc, at: int) -> bool:
    token = doc[at]
    return token.lower_ in ("the", "a", "an") or (not is_capitalised(token) and not token.text[:1].isdigit())


def _leads_in(doc: Doc, start: int, end: int) -> bool:
    """Whether the first word of a person entity is a title, a nationality or the like rather than a name."""
    token = doc[start]
    if end - start < 2:
        return False
    if any(t.lower_ in BODY_HEADS and not gazetteer.is_surname(t.text) for t in doc[start : end - 1]):
        return True
    if titles.is_honorific(token) or (titles.is_role(token) and token.lower_ in OFFICES):
        return True
    if gazetteer.is_given_name(token.text) or gazetteer.is_surname(token.text):
        return False
    listed = countries.classified(token.text) is not None or token.lower_ in TITLE_MODIFIERS
    return listed or titles.is_role(token) or token.pos_ in LEADING
