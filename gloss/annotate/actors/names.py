"""All names of a text: what the tagger found, repaired, and what the text's own build gives away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gloss.annotate import gazetteer
from gloss.annotate.actors import bodies, countries, titles
from gloss.annotate.actors.found import POSSESSIVES, Kind, Name, fold, is_capitalised, without_overlaps, words_of
from gloss.annotate.actors.people import ARABIC_ARTICLE, family_name
from gloss.annotate.actors.lexicon import BODY_HEADS, LETTERS, OFFICES, PARTICLES, PLACE_HEADS

from gloss.model import TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc

LABELS = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "ORGANIZATION": "ORG", "LOC": "LOC", "GPE": "LOC",
    "FAC": "LOC", "LOCATION": "LOC", "NORP": "NORP", "MISC": "MISC", "PRODUCT": "MISC", "EVENT": "MISC",
    "WORK_OF_ART": "MISC", "LAW": "MISC",
}  # fmt: skip
KINDS: dict[str, Kind] = {"PERSON": "person", "ORG": "body", "LOC": "place", "NORP": "people", "MISC": "place"}
IN_PLACE = frozenset("in near from at to around outside across toward towards through into inside".split())


def find(doc: Doc, sources: Sequence[TextSpan] = ()) -> tuple[Name, ...]:
    """The names of the text in order, none over another; persons carry the title printed beside them.

    `sources` are the spans that statements are attributed to: a proper noun there is a name.
    """
    found = [*bodies.find(doc), *countries.find(doc), *_entities(doc), *_titled(doc), *_given(doc), *_speaker_labels(doc)]
    names = _one_kind_per_name(doc, without_overlaps(sorted(found, key=_rank)))
    plain = tuple(n for n in names if n.code or not _in_headline(doc, n.start, n.end))
    short = (n for n in names if n.end - n.start < 4)
    names = without_overlaps([*plain, *_elsewhere(doc, plain), *short, *_quoted_names(doc, sources)])
    return tuple(_introduced(doc, n) if n.kind == "person" else n for n in names)


def _introduced(doc: Doc, name: Name) -> Name:
    """The person's name with the title and the gender that the text prints beside it."""
    title = titles.title_of(doc, name.start, name.end)
    gender = titles.gender_before(doc, name.start) or (titles.gender_of(title.text) if title else None)
    return replace(name, title=title, gender=gender)


def _rank(name: Name) -> tuple[int, int, int]:
    """Sort key: bodies by their build first, then full names, listed names, single words."""
    size = name.end - name.start
    if name.kind == "body" and (name.code or size > 1):
        rank = 0
    elif name.kind == "person" and size > 1:
        rank = 1
    elif name.kind in ("country", "capital", "people"):
        rank = 1 if size > 1 else 2
    else:
        rank = 3
    return rank, -size, name.start


# --- the tagger's entities, repaired ------------------------------------------------------------


def _entities(doc: Doc) -> Iterator[Name]:
    for entity in doc.ents:
        label = LABELS.get(entity.label_)
        if label is None:
            continue
        for start, end in _pieces(doc, entity.start, entity.end):
            begin, end = _trimmed(doc, start, end, label)
            if begin < end and not _is_headline_run(doc, begin, end) and not _is_listed_row(doc, begin, end):
                yield _as_name(doc, begin, end, label)


def _is_headline_run(doc: Doc, start: int, end: int) -> bool:
    return end - start > 4 and any(not t.is_punct and t.pos_ in ("VERB", "AUX", "PRON") for t in doc[start:end])


def _is_listed_row(doc: Doc, start: int, end: int) -> bool:
    """Whether the entity is several names in a row that are found one by one: "UN Syria" (envoy)."""
    return end - start > 1 and all(
        countries.classified(t.text) is not None or fold(t.text) in LETTERS and t.text.isupper() for t in doc[start:end]
    ) and countries.classified(words_of(doc, start, end)) is None


def _pieces(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of an entity between possessives and commas."""
    begin = start
    for at in range(start, end):
        if doc[at].text in POSSESSIVES or doc[at].text in (",", ";", ":", "(", ")") or doc[at].is_space:
            yield begin, at
            begin = at + 1
        elif doc[at].is_sent_start and at > begin:
            yield begin, at
            begin = at
    yield begin, end


def _trimmed(doc: Doc, start: int, end: int, label: str) -> tuple[int, int]:
    """The tokens without article, title, edge punctuation and lower-case edges; empty where nothing is left."""
    while start < end and _trails_off(doc, start, end, label):
        end -= 1
    while start < end and (_is_edge(doc, start) or label == "PERSON" and _leads_in(doc, start, end)):
        if doc[start].lower_ in PARTICLES and start + 1 < end and is_capitalised(doc[min(start + 2, end - 1)]):
            break
        start += 1
    if end - start > 1 and doc[end - 1].text == ".":
        end -= 1
    return start, end


def _trails_off(doc: Doc, start: int, end: int, label: str) -> bool:
    """Whether the last token is no part of the name: lower case (but "Ki-moon"), or a verb of a headline."""
    last = doc[end - 1]
    if last.text == "." or end - start > 2 and doc[end - 2].text == "-":
        return False
    return _is_edge(doc, end - 1) or label == "PERSON" and end - start > 2 and last.pos_ in ("VERB", "AUX", "ADP")


def _is_edge(doc: Doc, at: int) -> bool:
    token = doc[at]
    return token.lower_ in ("the", "a", "an") or not is_capitalised(token) and not token.text[:1].isdigit()


def _leads_in(doc: Doc, start: int, end: int) -> bool:
    """Whether the first word of a person entity is a title or a nationality rather than a name."""
    token = doc[start]
    borne = gazetteer.is_given_name(token.text) and token.lower_ not in OFFICES
    if end - start < 2 or borne and not titles.is_honorific(token):
        return False
    return titles.is_honorific(token) or titles.is_role(token) or countries.classified(token.text) is not None


def _as_name(doc: Doc, start: int, end: int, label: str) -> Name:
    text = words_of(doc, start, end)
    if label == "PERSON" and end - start > 1 and text.split()[-1].lower() in BODY_HEADS - {"guard", "post", "league"}:
        label = "ORG"
    state = gazetteer.is_us_state(text) and not gazetteer.capital(text)
    if state and label != "LOC" or label == "PERSON" and text.endswith(".") and end - start == 1:
        return Name(start, end, text, "LOC", "place")
    listed = countries.classified(text)
    if listed is not None and label != "PERSON":
        return Name(start, end, text, label, *listed)
    if label in ("ORG", "LOC", "MISC") and _is_person(doc, start, end):
        label = "PERSON"
    kind = KINDS[label]
    last = text.split()[-1].lower()
    if label == "ORG" and bodies.is_place(text):
        kind = "place"
    elif label in ("NORP", "MISC", "LOC") and last in BODY_HEADS and end - start > 1:
        kind, label = "body", "ORG"
    elif label in ("NORP", "MISC") and not gazetteer.is_people(text):
        kind = "place"
    return Name(start, end, text, label, kind, bodies.code_of(text) if kind == "body" else None)


def _is_person(doc: Doc, start: int, end: int) -> bool:
    """Whether words tagged as something else are a person's: a given name with a title or a particle."""
    words = [t.lower_ for t in doc[start:end]]
    if not 2 <= end - start <= 6 or words[-1] in BODY_HEADS | PLACE_HEADS or not gazetteer.is_given_name(doc[start].text):
        return False
    return start > 0 and titles.is_role(doc[start - 1]) or bool(PARTICLES.intersection(words[1:-1]))


# --- what titles, given names and speaker labels give away ----------------------------------------


def _titled(doc: Doc) -> Iterator[Name]:
    """Capitalised words after a title: "spokeswoman Ana Ruiz", "Mr. Okafor"."""
    for at in range(1, len(doc)):
        opener = doc[at - 1]
        if not (titles.is_honorific(opener) or titles.is_role(opener)) or doc[at].is_sent_start and opener.text[-1] != ".":
            continue
        end = _person_end(doc, at)
        if end is not None and not titles.is_role(doc[at]):
            yield Name(at, end, words_of(doc, at, end), "PERSON", "person")


def _person_end(doc: Doc, start: int) -> int | None:
    """Where the person's name that starts at this token ends, None if it cannot be one."""
    at = start
    while at < len(doc) and at - start < 6 and _may_be_name(doc, at, start):
        at += 1
    if at - start == 6 or _in_headline(doc, start, at):
        return None
    while at > start and not is_capitalised(doc[at - 1]) and not (at - start > 2 and doc[at - 2].text == "-"):
        at -= 1
    if at == start or countries.classified(words_of(doc, start, at)) or doc[at - 1].lower_ in BODY_HEADS | PLACE_HEADS:
        return None
    return at


def _in_headline(doc: Doc, start: int, end: int) -> bool:
    """Whether the sentence is capitalised throughout, as the line over an article, so that capitals say nothing."""
    around = [t for t in doc[start].sent if t.is_alpha and len(t) > 3 and not start <= t.i < end]
    return len(around) > 3 and sum(t.text[0].isupper() for t in around) > 0.8 * len(around)


def _may_be_name(doc: Doc, at: int, start: int) -> bool:
    token = doc[at]
    if token.lower_ in titles.DATES or countries.classified(token.text) or token.is_sent_start and at > start:
        return False
    if is_capitalised(token):
        return token.tag_.startswith("NNP") and any(c.islower() for c in token.text + "a")
    return token.lower_ in PARTICLES or at > start and (token.text == "-" or doc[at - 1].text == "-")


def _given(doc: Doc) -> Iterator[Name]:
    """A given name and the proper nouns right after it, where the tagger saw nothing."""
    covered = {at for entity in doc.ents for at in range(entity.start, entity.end)}
    for at in range(len(doc) - 1):
        token = doc[at]
        if at in covered or not is_capitalised(token) or not gazetteer.is_given_name(token.text):
            continue
        end = _person_end(doc, at)
        if end is not None and end - at > 1 and not covered.intersection(range(at, end)):
            yield Name(at, end, words_of(doc, at, end), "PERSON", "person")


def _speaker_labels(doc: Doc) -> Iterator[Name]:
    """Names in capitals before a colon at the start of a line, as transcripts print them: "PENCE: ..."."""
    for at in range(1, len(doc)):
        token = doc[at - 1]
        opens = at == 1 or doc[at - 2].is_space and "\n" in doc[at - 2].text
        if opens and doc[at].text == ":" and token.is_alpha and token.is_upper and len(token) > 3:
            yield Name(at - 1, at, token.text, "PERSON", "person")


def _quoted_names(doc: Doc, sources: Sequence[TextSpan]) -> Iterator[Name]:
    """Sources that are a proper noun and nothing else, where no name was found."""
    for source in sources:
        span = doc.char_span(source.start, source.end, alignment_mode="contract")
        if span is None or not 1 <= len(span) <= 4:
            continue
        start, end = _trimmed(doc, span.start, span.end, "ORG")
        if start < end and all(t.pos_ == "PROPN" and is_capitalised(t) for t in doc[start:end]):
            text = words_of(doc, start, end)
            personal = gazetteer.is_surname(text.title()) and start == span.start or doc[start].text.isupper()
            yield Name(start, end, text, "PERSON" if personal else "ORG", "person" if personal else "body")


# --- one kind per name within a text --------------------------------------------------------------


def family_names(names: Iterable[Name]) -> frozenset[str]:
    """The family names of the persons whose full names are given."""
    return frozenset(family_name(n.text) for n in names if n.kind == "person" and " " in n.text)


def _one_kind_per_name(doc: Doc, names: tuple[Name, ...]) -> tuple[Name, ...]:
    families = family_names(names)
    votes: dict[str, Counter[Kind]] = {}
    for name in names:
        votes.setdefault(name.text, Counter())[name.kind] += 1
    return tuple(_settled(doc, name, families, votes[name.text]) for name in names)


def _settled(doc: Doc, name: Name, families: frozenset[str], votes: Counter[Kind]) -> Name:
    if name.kind in ("country", "capital", "people"):
        personal = name.text in families and not _stands_as_place(doc, name) and name.kind != "people"
        return replace(name, kind="person", label="PERSON", code=None) if personal else name
    if " " not in name.text and name.text in families:
        return replace(name, kind="person", label="PERSON", code=None)
    best = votes.most_common(1)[0][0]
    if best != name.kind and votes[best] > votes[name.kind] and name.code is None:
        label = {"person": "PERSON", "body": "ORG", "place": "LOC"}.get(best)
        return replace(name, kind=best, label=label) if label else name
    return name


def _stands_as_place(doc: Doc, name: Name) -> bool:
    return name.start > 0 and doc[name.start - 1].lower_ in IN_PLACE


def _elsewhere(doc: Doc, names: tuple[Name, ...]) -> Iterator[Name]:
    """Every other place where a name of the text stands: family names, given names, full names of bodies."""
    known = _known_forms(names)
    taken = {at for name in names for at in range(name.start, name.end)}
    for at in range(len(doc)):
        if at in taken or not is_capitalised(doc[at]) and doc[at].lower_ not in ("al", "el"):
            continue
        for end in range(min(at + 6, len(doc)), at, -1):
            model = known.get(words_of(doc, at, end))
            if model is not None and _is_proper(doc, at, end):
                yield replace(model, start=at, end=end, title=None)
                break


def _known_forms(names: tuple[Name, ...]) -> dict[str, Name]:
    known: dict[str, Name] = {}
    for name in names:
        if name.kind in ("person", "body"):
            known.setdefault(name.text, name)
    for name in names:
        if name.kind == "person" and " " in name.text:
            last = family_name(name.text)
            for form in (last, ARABIC_ARTICLE.sub("", last)):
                if len(form) > 2:
                    known.setdefault(form, replace(name, text=form))
    return known


def _is_proper(doc: Doc, start: int, end: int) -> bool:
    labels = end < len(doc) and doc[end].text == ":"
    return end - start > 1 or doc[start].pos_ == "PROPN" or not doc[start].is_sent_start or labels
