"""All names of a text: what the tagger found, repaired, and what the text's own build gives away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gloss.annotate import gazetteer
from gloss.annotate.actors import acronyms, bodies, clues, countries, edges, entities, kinds, titles
from gloss.annotate.actors.found import (
    Name,
    is_capitalised,
    without_overlaps,
    words_of,
)
from gloss.annotate.actors.lexicon import words
from gloss.annotate.actors.people import ARABIC_ARTICLE, family_name
from gloss.model import TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

RELATIVE = words("who which that whose where")
NOUNS = ("NN", "NNS", "NNP", "NNPS")
NAME_WORDS = 5
OPENERS = frozenset({"“", '"', "‘", "'", "``", ":", "("})


def find(doc: Doc, sources: Sequence[TextSpan] = ()) -> tuple[Name, ...]:
    """The names of the text in order, none over another; persons carry the title printed beside them.

    `sources` are the spans that statements are attributed to: a proper noun there is a name.
    """
    found = [
        *acronyms.spelled_out(doc),
        *bodies.find(doc),
        *countries.find(doc),
        *entities.find(doc),
        *clues.find(doc),
    ]
    found = [*acronyms.of_names(doc, found), *found]
    quoted = tuple(_quoted_names(doc, sources))
    found += _longer(doc, quoted, found)
    names = kinds.settled(doc, without_overlaps(sorted(found, key=_rank)))
    plain = tuple(n for n in names if n.code or not clues.in_headline(doc, n.start, n.end))
    borne_out = _borne_out(names, plain)
    names = without_overlaps([*plain, *_elsewhere(doc, plain), *borne_out, *quoted])
    names = tuple(_introduced(doc, n) if n.kind == "person" else n for n in names)
    return without_strays(doc, names, sources)


def without_strays(doc: Doc, names: tuple[Name, ...], sources: Sequence[TextSpan]) -> tuple[Name, ...]:
    """The names without single words tagged as persons that only ever open a sentence or a quotation.

    Such a word has its capital from its place. A listed name, a title or a statement bears one out.
    """
    spoken = {source.start for source in sources}
    borne_out = {
        n.text
        for n in names
        if n.end - n.start > 1 or n.title or not kinds.is_coined(n.text) or doc[n.start].idx in spoken
        or not _has_its_capital_from_its_place(doc, n.start)
    }  # fmt: skip
    families = kinds.family_names(names)
    return tuple(n for n in names if n.kind != "person" or n.text in borne_out or n.text in families)


def _has_its_capital_from_its_place(doc: Doc, at: int) -> bool:
    before = doc[at - 1].text if at else ""
    return bool(doc[at].is_sent_start) or before in OPENERS or clues.in_headline(doc, at, at + 1)


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


def _borne_out(names: Sequence[Name], plain: Sequence[Name]) -> Iterator[Name]:
    """The short names of a headline's capitals that a given name or the text below bears out."""
    words = {word for n in plain for word in n.text.split() if len(word) > 2 and n.kind != "people"}
    for name in names:
        parts = name.text.split()
        if len(parts) < 4 and (gazetteer.is_given_name(parts[0]) or not words.isdisjoint(parts)):
            yield name


def _quoted_names(doc: Doc, sources: Sequence[TextSpan]) -> Iterator[Name]:
    """Names that sources are headed by ("Bolt Metals, a maker of screws"), where no name was found."""
    for source in sources:
        span = doc.char_span(source.start, source.end, alignment_mode="contract")
        if span is None:
            continue
        start, end = edges.trimmed(doc, span.start, _head_end(span), "ORG")
        if start < end and not titles.is_role(doc[end - 1]) and _reads_as_name(doc, start, end):
            text = words_of(doc, start, end)
            if gazetteer.is_surname(text.title()) and start == span.start:
                yield Name(start, end, text, "PERSON", "person")
            else:
                yield Name(start, end, text, "ORG", "body")


def _longer(doc: Doc, quoted: Iterable[Name], found: Iterable[Name]) -> list[Name]:
    """Of the names that sources are, those of several words of which nothing or one word was found."""
    taken = {
        at
        for n in found
        if n.code or n.kind in ("people", "country", "capital") or n.end - n.start > 1
        for at in range(n.start, n.end)
    }
    return [q for q in quoted if _is_untitled(doc, q) and taken.isdisjoint(range(q.start, q.end))]


def _is_untitled(doc: Doc, name: Name) -> bool:
    """Whether a name of several words holds no title and no word of a person's name that the lists know."""
    tokens = doc[name.start : name.end]
    titled = any(titles.is_honorific(t) or titles.is_role(t) for t in tokens)
    return len(tokens) > 1 and not titled and all(kinds.is_coined(t.text) for t in (tokens[0], tokens[-1]))


def _head_end(source: Span) -> int:
    """The end of what stands before a source's first comma, bracket or relative clause."""
    stops = (t.i for t in source if t.i > source.start and (t.text in ",(—–" or t.lower_ in RELATIVE))
    return min(stops, default=source.end)


def _reads_as_name(doc: Doc, start: int, end: int) -> bool:
    """Whether the words are proper nouns, or capitals throughout that end in one ("Sing Against Smog")."""
    tokens = doc[start:end]
    if len(tokens) > NAME_WORDS or not all(map(is_capitalised, tokens)):
        return False
    if all(t.pos_ == "PROPN" for t in tokens):
        return True
    joined = (
        any(t.pos_ == "ADP" for t in tokens[1:-1]) and tokens[0].tag_ in NOUNS and tokens[-1].tag_ in NOUNS
    )
    return joined and not clues.in_headline(doc, start, end)


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
