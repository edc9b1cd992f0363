"""The tagger's entities, repaired: titles, possessives and verbs cut off, cut names made whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from spacy.tokens import Span

from gloss.annotate import gazetteer
from gloss.annotate.actors import bodies, clues, countries, edges, titles
from gloss.annotate.actors.found import Kind, Name, fold, is_capitalised, words_of
from gloss.annotate.actors.lexicon import (
    BODY_HEADS,
    LETTERS,
    PARTICLES,
    PLACE_HEADS,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

LABELS = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "ORGANIZATION": "ORG", "LOC": "LOC", "GPE": "LOC",
    "FAC": "LOC", "LOCATION": "LOC", "NORP": "NORP", "MISC": "MISC", "PRODUCT": "MISC", "EVENT": "MISC",
    "WORK_OF_ART": "MISC", "LAW": "MISC",
}  # fmt: skip
# Words of an office's name that may stand before what was tagged: "secretary for Near Eastern Affairs".
_LONGEST_OFFICE = 5
KINDS: dict[str, Kind] = {
    "PERSON": "person",
    "ORG": "body",
    "LOC": "place",
    "NORP": "people",
    "MISC": "place",
}


def find(doc: Doc) -> Iterator[Name]:
    """The entities as names, in text order; rows of listed names and runs of headlines are left out."""
    counted = Counter(e.text for e in doc.ents if LABELS.get(e.label_) == "ORG")
    sure = frozenset(text for text, times in counted.items() if times > 1)
    family = frozenset(e[-1].text for e in doc.ents if LABELS.get(e.label_) == "PERSON" and len(e) > 1)
    pairs = Counter((a.lower_, b.lower_) for a, b in pairwise(doc) if a.text[:1].isupper())
    alone = frozenset(e.text for e in doc.ents if LABELS.get(e.label_) == "PERSON" and len(e) == 1)
    for entity in chain.from_iterable(_parted(doc, e, alone) for e in doc.ents):
        label = LABELS.get(entity.label_)
        if label is None:
            continue
        if label == "PERSON" and _is_bare_city(doc, entity.start, entity.end, family):
            label = "LOC"
        for start, end in edges.pieces(doc, _begun(doc, entity, label, pairs), entity.end, label):
            found = _repaired(doc, *edges.trimmed(doc, start, end, label), label, sure)
            if found is not None:
                yield found


def _parted(doc: Doc, entity: Span, alone: frozenset[str]) -> Iterator[Span]:
    """The entity, or a body and a person whom it runs together: "told the Harbour Herald Reyl"."""
    the = entity.start > 0 and doc[entity.start - 1].lower_ == "the"
    if the and len(entity) > 2 and entity.label_ == "ORG" and entity[-1].text in alone:
        yield Span(doc, entity.start, entity.end - 1, "ORG")
        yield Span(doc, entity.end - 1, entity.end, "PERSON")
    else:
        yield entity


def _begun(doc: Doc, entity: Span, label: str, pairs: Mapping[tuple[str, str], int]) -> int:
    """Where the name begins of which the tagger saw but the last word: the text prints both words again."""
    before = doc[entity.start - 1] if entity.start else None
    if before is None or label != "PERSON" or len(entity) > 1 or entity[0].is_sent_start:
        return entity.start
    known = titles.is_role(before) or titles.is_honorific(before) or gazetteer.is_people(before.text)
    cut = before.tag_ == "NNP" and is_capitalised(before) and not before.ent_type_ and not known
    repeated = pairs[before.lower_, entity[0].lower_] > 1
    return entity.start - 1 if cut and repeated else entity.start


def _repaired(doc: Doc, start: int, end: int, label: str, sure: frozenset[str]) -> Name | None:
    """The name over the trimmed tokens; `sure` are words that the tagger took for a body more than once."""
    if start < end and label == "PERSON":
        end = _extended(doc, start, end)
    if label in ("ORG", "PERSON") and (split := _person_in(doc, start, end)):
        start, label = split, "PERSON"
    if label != "PERSON" and start < end and titles.is_role(doc[end - 1]):
        return None
    if start < end and _is_amount(doc, start, end):
        return None
    if start >= end or _is_headline_run(doc, start, end) or _is_listed_row(doc, start, end):
        return None
    if label in ("ORG", "LOC", "MISC") and _is_person(doc, start, end, sure):
        label = "PERSON"
    return _as_name(doc, start, end, label)


def _extended(doc: Doc, start: int, end: int) -> int:
    """The end of a person's name with the particles and the suffix that the tagger cut off."""
    if end < len(doc) and doc[end].lower_ in PARTICLES and not doc[end].is_sent_start:
        end = max(end, clues.person_end(doc, start) or end)
    suffix = end + (end + 1 < len(doc) and doc[end].text == ",")
    if suffix < len(doc) and titles.is_suffix(doc[suffix]):
        end = suffix + 1
    full_stop = end < len(doc) and doc[end].text == "." and titles.is_suffix(doc[end - 1])
    return end + 1 if full_stop and end - start > 1 and not doc[end - 1].text.endswith(".") else end


def _person_in(doc: Doc, start: int, end: int) -> int | None:
    """Where a person's name starts in a body's and a person's words behind "secretary for", else None."""
    if start >= end or gazetteer.is_given_name(doc[start].text):
        return None
    link = start - 1
    while (
        link > 0
        and start - link < _LONGEST_OFFICE
        and (doc[link].text[:1].isupper() or doc[link].lower_ == "the")
    ):
        link -= 1
    if link < 1 or doc[link].lower_ not in ("for", "of") or not titles.is_role(doc[link - 1]):
        return None
    if doc[link - 1].tag_ in ("NNS", "NNPS"):
        return None
    return next((at for at in range(start + 1, end - 1) if gazetteer.is_given_name(doc[at].text)), None)


def _is_bare_city(doc: Doc, start: int, end: int, family: frozenset[str]) -> bool:
    """Whether one word tagged as a person is a city's, and nothing else in the text says it is a person's."""
    word = doc[start]
    if end - start != 1 or word.text in family or gazetteer.is_given_name(word.text):
        return False
    titled = start > 0 and (titles.is_role(doc[start - 1]) or gazetteer.is_title(doc[start - 1].text))
    return not titled and gazetteer.is_city(word.text)


def _is_amount(doc: Doc, start: int, end: int) -> bool:
    """Whether the words hold a sign of money: "C$120 million" names nobody."""
    return any(t.is_currency or t.text[-1:] in "$€£¥" for t in doc[start:end])


def _is_headline_run(doc: Doc, start: int, end: int) -> bool:
    return end - start > 4 and any(
        not t.is_punct and t.pos_ in ("VERB", "AUX", "PRON") for t in doc[start:end]
    )


def _is_listed_row(doc: Doc, start: int, end: int) -> bool:
    """Whether the entity is several names in a row that are found one by one: "UN Cyprus" (envoy)."""
    return (
        end - start > 1
        and all(
            countries.classified(t.text) is not None or (fold(t.text) in LETTERS and t.text.isupper())
            for t in doc[start:end]
        )
        and countries.classified(words_of(doc, start, end)) is None
    )


def _as_name(doc: Doc, start: int, end: int, label: str) -> Name:
    text = words_of(doc, start, end)
    if (
        label == "PERSON"
        and end - start > 1
        and text.split()[-1].lower() in BODY_HEADS - {"guard", "post", "league"}
    ):
        label = "ORG"
    state = gazetteer.is_us_state(text) and not gazetteer.capital(text)
    if (state and label != "LOC") or (label == "PERSON" and text.endswith(".") and end - start == 1):
        return Name(start, end, text, "LOC", "place")
    listed = countries.classified(text)
    if listed is not None and label != "PERSON":
        return Name(start, end, text, label, *listed)
    if label == "PERSON" and " " in text and bodies.is_place(text):
        return Name(start, end, text, "MISC", "place")
    kind = KINDS[label]
    last = text.split()[-1].lower()
    if label == "ORG" and bodies.is_place(text):
        kind = "place"
    elif label in ("NORP", "MISC", "LOC") and last in BODY_HEADS and end - start > 1:
        kind, label = "body", "ORG"
    elif label in ("NORP", "MISC") and not gazetteer.is_people(text):
        kind = "place"
    return Name(start, end, text, label, kind, bodies.code_of(text) if kind == "body" else None)


def _is_person(doc: Doc, start: int, end: int, sure: frozenset[str]) -> bool:
    """Whether words tagged as something else are a person's: a given name with a title or a particle."""
    words = [t.lower_ for t in doc[start:end]]
    if (
        not 2 <= end - start <= 6
        or words[-1] in BODY_HEADS | PLACE_HEADS
        or not gazetteer.is_given_name(doc[start].text)
    ):
        return False
    if (start > 0 and titles.is_role(doc[start - 1])) or PARTICLES.intersection(words[1:-1]):
        return True
    gendered = gazetteer.given_name_gender(doc[start].text) is not None
    return gendered and gazetteer.is_surname(doc[end - 1].text) and words_of(doc, start, end) not in sure
