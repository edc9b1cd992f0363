"""All names of a text: what the tagger found, repaired, and what the text's own build gives away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gloss.annotate import gazetteer
from gloss.annotate.actors import bodies, clues, countries, entities, organisations, titles
from gloss.annotate.actors.found import (
    Kind,
    Name,
    fold,
    is_capitalised,
    without_overlaps,
    words_of,
)
from gloss.annotate.actors.lexicon import words
from gloss.annotate.actors.people import ARABIC_ARTICLE, family_name
from gloss.model import TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc

DEMONYM_ENDS = ("an", "ian", "n", "ese", "ish", "i")
IN_PLACE = words("in near from at to around outside across toward towards through into inside")


def find(doc: Doc, sources: Sequence[TextSpan] = ()) -> tuple[Name, ...]:
    """The names of the text in order, none over another; persons carry the title printed beside them.

    `sources` are the spans that statements are attributed to: a proper noun there is a name.
    """
    found = [
        *bodies.find(doc),
        *countries.find(doc),
        *entities.find(doc),
        *clues.find(doc),
    ]
    names = _one_kind_per_name(doc, without_overlaps(sorted(found, key=_rank)))
    plain = tuple(n for n in names if n.code or not clues.in_headline(doc, n.start, n.end))
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


def _quoted_names(doc: Doc, sources: Sequence[TextSpan]) -> Iterator[Name]:
    """Sources that are a proper noun and nothing else, where no name was found."""
    for source in sources:
        span = doc.char_span(source.start, source.end, alignment_mode="contract")
        if span is None or not 1 <= len(span) <= 4:
            continue
        start, end = entities.trimmed(doc, span.start, span.end, "ORG")
        if start < end and all(t.pos_ == "PROPN" and is_capitalised(t) for t in doc[start:end]):
            text = words_of(doc, start, end)
            if gazetteer.is_surname(text.title()) and start == span.start:
                yield Name(start, end, text, "PERSON", "person")
            else:
                yield Name(start, end, text, "ORG", "body")


def family_names(names: Iterable[Name]) -> frozenset[str]:
    """The family names of the persons whose full names are given."""
    return frozenset(family_name(n.text) for n in names if n.kind == "person" and " " in n.text)


def _one_kind_per_name(doc: Doc, names: tuple[Name, ...]) -> tuple[Name, ...]:
    short = _short_forms(names)
    names = tuple(replace(n, kind="body", label="ORG") if n.text in short else n for n in names)
    families = family_names(names)
    votes: dict[str, Counter[Kind]] = {}
    for name in names:
        votes.setdefault(name.text, Counter())[name.kind] += 1
    for text in _lands(doc, votes):
        votes[text]["place"] += len(names)
    return tuple(_settled(doc, name, families, votes[name.text]) for name in names)


def _lands(doc: Doc, texts: Iterable[str]) -> list[str]:
    """The single names whose people the text names as well: "Kestria" beside "Kestrian"."""
    peoples = {t.text for t in doc if t.text.endswith(DEMONYM_ENDS) and t.text[:1].isupper()}
    stems = {p.removesuffix(end) for p in peoples for end in DEMONYM_ENDS if p.endswith(end)}
    return [t for t in texts if len(t) > 4 and t not in peoples and (t in stems or t[:-1] in stems)]


def _short_forms(names: Iterable[Name]) -> frozenset[str]:
    """The beginnings of bodies' names whose rest only says the kind, as "International" does."""
    found = set()
    for name in names:
        parts = name.text.split()
        for size in range(2, len(parts) if name.kind == "body" else 0):
            if organisations.only_adds_kind([fold(p) for p in parts], size):
                found.add(" ".join(parts[:size]))
    return frozenset(found)


def _settled(doc: Doc, name: Name, families: frozenset[str], votes: Counter[Kind]) -> Name:
    if name.kind in ("country", "capital", "people"):
        personal = name.text in families and not _stands_as_place(doc, name) and name.kind != "people"
        return replace(name, kind="person", label="PERSON", code=None) if personal else name
    if " " not in name.text and name.text in families:
        return replace(name, kind="person", label="PERSON", code=None)
    best = votes.most_common(1)[0][0]
    alone = " " not in name.text
    outvoted = votes[best] > votes[name.kind] or (alone and votes[best] == votes[name.kind])
    if best != name.kind and outvoted and name.code is None:
        label = {"person": "PERSON", "body": "ORG", "place": "LOC"}.get(best)
        return replace(name, kind=best, label=label) if label else name
    return name


def _stands_as_place(doc: Doc, name: Name) -> bool:
    return name.start > 0 and doc[name.start - 1].lower_ in IN_PLACE


def _elsewhere(doc: Doc, names: tuple[Name, ...]) -> Iterator[Name]:
    """Every other place where a name of the text stands: family names, given names, full names of bodies."""
    known = _known_forms(names)
    taken = {at for name in names for at in range(name.start, name.end)}
    common = {t.text for t in doc if t.is_lower}
    for at in range(len(doc)):
        if at in taken or (not is_capitalised(doc[at]) and doc[at].lower_ not in ("al", "el")):
            continue
        for end in range(min(at + 6, len(doc)), at, -1):
            model = known.get(words_of(doc, at, end))
            if model is not None and (_is_proper(doc, at, end) or doc[at].lower_ not in common):
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
