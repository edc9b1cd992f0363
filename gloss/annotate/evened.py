"""One type per name within an article: names were found paragraph by paragraph, each without the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from spacy.tokens import Span

from gloss.annotate import gazetteer

if TYPE_CHECKING:
    from spacy.tokens import Doc

PERSONS = frozenset({"PERSON", "PER"})
GROUPS = frozenset({"ORG", "LOC", "GPE", "FAC"})
"""What is looked for again where it was found elsewhere in the article; one word of a person's never is."""

_ASIDE = frozenset({"the", "'s", "’s", "'", "’"})
_SHORTEST_FAMILY = 3

Words = tuple[str, ...]


class _Name(NamedTuple):
    """An entity over the tokens `start` to `end` (half-open)."""

    start: int
    end: int
    label: str


def even_names(doc: Doc) -> None:
    """Give every name of `doc` one type throughout, and find again what was passed over.

    A word that closes a person's full name is that person. Any other name takes the type it has most
    often. "Lycos and Excite" comes apart where either stands alone elsewhere, and places and bodies
    named elsewhere are names here too. Works on the labels that the pipeline gives, whichever they are.
    """
    names = [_Name(e.start, e.end, e.label_) for e in doc.ents]
    if not names:
        return
    families = _families(doc, names)
    names = _apart(doc, names)
    names = list(_agreed(doc, names, families))
    names += _again(doc, names, families)
    doc.ents = [Span(doc, *name) for name in sorted(names)]


def _families(doc: Doc, names: Iterable[_Name]) -> frozenset[str]:
    """The last words of persons' names of two words or more, countries' names left out."""
    last = {doc[n.end - 1].text for n in names if n.label in PERSONS and n.end - n.start > 1}
    return frozenset(w for w in last if len(w) >= _SHORTEST_FAMILY and not gazetteer.country(w))


def _apart(doc: Doc, names: Sequence[_Name]) -> list[_Name]:
    alone = {doc[n.start].text for n in names if n.end - n.start == 1}
    found: list[_Name] = []
    for name in names:
        first, last = name.start, name.end - 1
        joined = last - first == 2 and doc[first + 1].text == "and"
        if joined and alone & {doc[first].text, doc[last].text}:
            found += [_Name(first, first + 1, name.label), _Name(last, last + 1, name.label)]
        else:
            found.append(name)
    return found


def _agreed(doc: Doc, names: Sequence[_Name], families: frozenset[str]) -> Iterator[_Name]:
    person = next((n.label for n in names if n.label in PERSONS), "")
    votes: dict[Words, Counter[str]] = defaultdict(Counter)
    for name in names:
        votes[_key(doc, name)][name.label] += 1
    for name in names:
        seen = votes[_key(doc, name)]
        most, times = seen.most_common(1)[0]
        if name.end - name.start == 1 and doc[name.start].text in families and name.label != "NORP":
            yield name._replace(label=person)
        else:
            yield name._replace(label=most) if times > seen[name.label] else name


def _again(doc: Doc, names: Sequence[_Name], families: frozenset[str]) -> list[_Name]:
    """Names passed over: longest first, one word only where it was found twice and starts no sentence."""
    known: dict[Words, list[str]] = defaultdict(list)
    for name in names:
        words = _words(doc, name)
        if words[0][:1].isupper() and (name.label in GROUPS or (len(words) == 1 and words[0] in families)):
            known[words].append(name.label)
    lengths: dict[str, list[int]] = defaultdict(list)
    for words in sorted(known, key=len, reverse=True):
        lengths[words[0]].append(len(words))
    taken = {at for name in names for at in range(name.start, name.end)}
    found: list[_Name] = []
    for token in doc:
        for length in lengths.get(token.text, ()):
            at = range(token.i, min(token.i + length, len(doc)))
            words = tuple(doc[i].text for i in at)
            sure = length > 1 or (len(known.get(words, ())) > 1 and not token.is_sent_start)
            if words in known and sure and taken.isdisjoint(at):
                found.append(_Name(at.start, at.stop, Counter(known[words]).most_common(1)[0][0]))
                taken.update(at)
    return found


def _words(doc: Doc, name: _Name) -> Words:
    return tuple(token.text for token in doc[name.start : name.end])


def _key(doc: Doc, name: _Name) -> Words:
    """The name's words as they are compared: without article and possessive, capitals aside."""
    return tuple(word.casefold() for word in _words(doc, name) if word.lower() not in _ASIDE)
