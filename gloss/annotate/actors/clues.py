"""Names that the text gives away where the tagger saw none: by titles, given names and speaker labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from gloss.annotate import gazetteer
from gloss.annotate.actors import countries, titles
from gloss.annotate.actors.found import SUBJECTS, Name, is_capitalised, is_joint, line_of, words_of
from gloss.annotate.actors.lexicon import BODY_HEADS, OFFICES, PARTICLES, PLACE_HEADS, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

HEADLINE = 20
OWN_REACH = 25
OWN: dict[str, Literal["m", "f"]] = {"his": "m", "himself": "m", "her": "f", "herself": "f"}
OTHERS = frozenset({"he", "him", "she", "hers", "they", "who", "whose"})
# Words that title case leaves small.
MINOR = words("a an the of in on at to by for from with and or as but nor via per vs up out off into over")


def find(doc: Doc) -> Iterator[Name]:
    """Persons' names in no certain order; the same name may come more than once."""
    yield from _titled(doc)
    yield from _given(doc)
    yield from _speaker_labels(doc)


def _titled(doc: Doc) -> Iterator[Name]:
    """Capitalised words after a title: "spokeswoman Ana Ruiz", "Mr. Okafor"."""
    for at in range(1, len(doc)):
        opener = doc[at - 1]
        if not (titles.is_honorific(opener) or titles.is_role(opener)) or (
            doc[at].is_sent_start and opener.text[-1] != "."
        ):
            continue
        end = person_end(doc, at)
        if end is not None and not titles.is_role(doc[at]):
            yield Name(at, end, words_of(doc, at, end), "PERSON", "person")


def person_end(doc: Doc, start: int) -> int | None:
    """Where the person's name that starts at this token ends, None if it cannot be one."""
    at = start
    while at < len(doc) and at - start < 6 and _may_be_name(doc, at, start) and not is_joint(doc, at):
        at += 1
    if at - start == 6 or in_headline(doc, start, at):
        return None
    while at > start and not is_capitalised(doc[at - 1]) and not (at - start > 2 and doc[at - 2].text == "-"):
        at -= 1
    if at == start or countries.classified(words_of(doc, start, at)):
        return None
    if any(t.lower_ in BODY_HEADS | PLACE_HEADS for t in doc[start:at]):
        return None
    return at


def in_headline(doc: Doc, start: int, end: int) -> bool:
    """Whether the line is capitalised throughout, as a headline is: then capitals say nothing."""
    first, last = line_of(doc, start, end, HEADLINE)
    around = [t for t in doc[first:last] if t.is_alpha and t.lower_ not in MINOR and not start <= t.i < end]
    return len(around) > 2 and sum(t.text[0].isupper() for t in around) > 0.8 * len(around)


def _may_be_name(doc: Doc, at: int, start: int) -> bool:
    token = doc[at]
    if (
        token.lower_ in titles.DATES
        or countries.classified(token.text)
        or (token.is_sent_start and at > start)
    ):
        return False
    if is_capitalised(token):
        return token.tag_.startswith("NNP") and any(c.islower() for c in token.text + "a")
    return token.lower_ in PARTICLES or (at > start and (token.text == "-" or doc[at - 1].text == "-"))


def _given(doc: Doc) -> Iterator[Name]:
    """A given name and the proper nouns right after it, where the tagger saw nothing and no "the" stands."""
    covered = {at for entity in doc.ents for at in range(entity.start, entity.end)}
    for at in range(len(doc) - 1):
        token = doc[at]
        if (
            at in covered
            or (at > 0 and doc[at - 1].lower_ == "the")
            or token.lower_ in OFFICES
            or not is_capitalised(token)
            or not gazetteer.is_given_name(token.text)
        ):
            continue
        end = person_end(doc, at)
        if end is not None and end - at > 1 and not covered.intersection(range(at, end)):
            yield Name(at, end, words_of(doc, at, end), "PERSON", "person")


def _speaker_labels(doc: Doc) -> Iterator[Name]:
    """Names in capitals before a colon at the start of a line, as transcripts print them: "PENCE: ..."."""
    for at in range(1, len(doc)):
        token = doc[at - 1]
        opens = at == 1 or (doc[at - 2].is_space and "\n" in doc[at - 2].text)
        if opens and doc[at].text == ":" and token.is_alpha and token.is_upper and len(token) > 3:
            yield Name(at - 1, at, token.text, "PERSON", "person")


def gender_behind(doc: Doc, name: Name) -> Literal["m", "f"] | None:
    """What the first pronoun behind a subject says of it if it is its own: "Reyl sold her boat"."""
    head = doc[name.end - 1]
    if head.dep_ not in SUBJECTS:
        return None
    for token in doc[name.end : name.end + OWN_REACH]:
        if token.is_sent_start or token.lower_ in OTHERS or token.ent_type_ == "PERSON":
            return None
        if token.lower_ in OWN:
            return OWN[token.lower_]
    return None
