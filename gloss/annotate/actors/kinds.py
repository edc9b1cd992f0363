"""Which kind of actor a name is, once for a text: person, body or place, by where and how it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from gloss.annotate import gazetteer
from gloss.annotate.actors import organisations, titles
from gloss.annotate.actors.found import POSSESSIVES, Kind, Name, fold
from gloss.annotate.actors.lexicon import OF_HEADS, VESSELS, words
from gloss.annotate.actors.people import family_name

if TYPE_CHECKING:
    from spacy.tokens import Doc

DEMONYM_ENDS = ("an", "ian", "n", "ese", "ish", "i")
SETTLEMENTS = words(
    """town city village suburb port district province region island county township neighbourhood
    neighborhood hamlet municipality"""
)
IN_PLACE = words("in near from at to around outside across toward towards through into inside")
# Before these no person is named: one goes to somebody, but stands near somewhere.
WHERE = words("in near outside across throughout off inside")
CALLED = words(
    """agency broadcaster newspaper daily magazine website channel network union company firm group militia
    party movement alliance federation charity bank watchdog organisation organization"""
)
"""Words for bodies behind which their names stand ("the agency SANA"); behind "court" a person's may."""
DETERMINERS = frozenset({"a", "an", "the"})
APPOSITION = 6
"""Most words of "the state news agency" and the mark behind them."""
DATELINE = 12
RULES = frozenset({"—", "–", "--"})
"""What parts a dateline from its text; a plain hyphen does not."""


def settled(doc: Doc, names: Sequence[Name]) -> tuple[Name, ...]:
    """The names with one kind for all that read alike; common nouns that open a sentence are left out."""
    families = family_names(names)
    common = _common_nouns(doc, names)
    names = [n for n in names if n.text in families or not (_opens(doc, n) and doc[n.start].text in common)]
    short = _short_forms(names)
    names = [replace(n, kind="body", label="ORG") if n.text in short else n for n in names]
    things = _things(doc, names, families)
    names = [replace(n, kind="place", label="MISC") if n.text in things else n for n in names]
    votes: dict[str, Counter[Kind]] = {}
    for name in names:
        votes.setdefault(name.text, Counter())[name.kind] += 1
    for text in (*_lands(doc, votes), *_places(doc, names, families), *_settlements(doc, names)):
        votes[text]["place"] += len(names)
    for text in (*_bodies_by_pronoun(doc, names), *_called_bodies(doc, names, families)):
        votes[text]["body"] += len(names)
    return tuple(_settled(doc, name, families, votes[name.text]) for name in names)


def _opens(doc: Doc, name: Name) -> bool:
    """Whether a supposed person is the single word that a sentence opens with."""
    return name.end - name.start == 1 and name.kind == "person" and bool(doc[name.start].is_sent_start)


def _common_nouns(doc: Doc, names: Iterable[Name]) -> frozenset[str]:
    """Words with a capital only where a sentence opens: elsewhere the text has them in small letters."""
    opening = {doc[n.start].text for n in names if _opens(doc, n)}
    every = {t.text for t in doc}
    inside = {t.text for t in doc if not t.is_sent_start}
    return frozenset(text for text in opening - inside if text.lower() in every)


def _places(doc: Doc, names: Sequence[Name], families: frozenset[str]) -> frozenset[str]:
    """The texts of supposed persons that stand where only places do and nowhere as a person."""
    supposed = [n for n in names if n.kind in ("person", "place")]
    titled = {n.text for n in supposed if _is_titled(doc, n)} | families
    lines = set(_datelines(doc))
    free = [n for n in supposed if n.text not in titled]
    found = {n.text for n in free if fold(n.text) in lines}
    free = [n for n in free if not gazetteer.is_given_name(n.text.split()[0])]
    found |= {n.text for n in free if _is_where(doc, n)}
    known = found | {n.text for n in names if n.kind in ("place", "country", "capital")}
    return frozenset(found | set(_paired(doc, free, known)))


def _is_titled(doc: Doc, name: Name) -> bool:
    before = doc[name.start - 1] if name.start else None
    return before is not None and (titles.is_role(before) or titles.is_honorific(before))


def _datelines(doc: Doc) -> Iterator[str]:
    """The capitals that open a line with a dash a few words on, folded: "PORT ANSEL, Dalmora (NPA) —"."""
    for token in doc:
        if token.i and not (doc[token.i - 1].is_space and "\n" in doc[token.i - 1].text):
            continue
        end = token.i
        while end < len(doc) and doc[end].is_upper and doc[end].is_alpha:
            end += 1
        labelled = doc[end : end + 1].text == ":"
        if end > token.i and not labelled and any(t.text in RULES for t in doc[end : end + DATELINE]):
            yield fold(doc[token.i : end].text)


def _is_where(doc: Doc, name: Name) -> bool:
    """Whether the name stands behind "in" or "near", or has a ministry: "Dalmora's Ministry of Trade"."""
    owns = name.end + 1 < len(doc) and doc[name.end].text in POSSESSIVES
    if owns:
        return any(t.text[:1].isupper() and t.lower_ in OF_HEADS for t in doc[name.end + 1 : name.end + 3])
    return name.start > 0 and doc[name.start - 1].lower_ in WHERE


def _paired(doc: Doc, names: Sequence[Name], known: Iterable[str]) -> Iterator[str]:
    """The names that "between" joins with a known place: "between Lima and Port Ansel"."""
    by_start = {n.start: n for n in names}
    places = frozenset(known)
    for name in names:
        other = by_start.get(name.end + 1)
        joined = other is not None and name.start > 0 and doc[name.start - 1].lower_ == "between"
        if joined and other and doc[name.end].lower_ == "and" and places & {name.text, other.text}:
            yield from (name.text, other.text)


def _things(doc: Doc, names: Sequence[Name], families: frozenset[str]) -> frozenset[str]:
    """The single names of supposed persons that are ships or the like: "the trawler Annelise"."""
    return frozenset(
        n.text
        for n in names
        if n.kind == "person" and " " not in n.text and n.text not in families and _is_thing(doc, n)
    )


def _is_thing(doc: Doc, name: Name) -> bool:
    if name.start == 0 or name.end >= len(doc):
        return False
    before, behind = doc[name.start - 1].lower_, doc[name.end]
    bare = behind.tag_ in ("VBD", "VBZ", "VBN", "MD", "IN", ".", ",") and behind.text not in POSSESSIVES
    return before in VESSELS or (before == "the" and bare and not gazetteer.is_surname(name.text))


def family_names(names: Iterable[Name]) -> frozenset[str]:
    """The family names of the persons whose full names are given."""
    return frozenset(family_name(n.text) for n in names if n.kind == "person" and " " in n.text)


def _lands(doc: Doc, texts: Iterable[str]) -> list[str]:
    """The single names whose people the text names as well: "Kestria" beside "Kestrian"."""
    peoples = {t.text for t in doc if t.text.endswith(DEMONYM_ENDS) and t.text[:1].isupper()}
    stems = {p.removesuffix(end) for p in peoples for end in DEMONYM_ENDS if p.endswith(end)}
    return [t for t in texts if len(t) > 4 and t not in peoples and (t in stems or t[:-1] in stems)]


def _settlements(doc: Doc, names: Iterable[Name]) -> list[str]:
    """The names that the text calls a settlement or the like: "the northern town of Karo"."""
    return [
        n.text
        for n in names
        if n.start > 1 and doc[n.start - 1].lower_ == "of" and doc[n.start - 2].lower_ in SETTLEMENTS
    ]


def _bodies_by_pronoun(doc: Doc, names: Iterable[Name]) -> list[str]:
    """The names of several words, no listed given name first, that "which" follows: no person's."""
    return [
        n.text
        for n in names
        if n.kind == "person"
        and n.end - n.start > 1
        and doc[n.end : n.end + 2].text == ", which"
        and not gazetteer.is_given_name(doc[n.start].text)
    ]


def _called_bodies(doc: Doc, names: Iterable[Name], families: frozenset[str]) -> list[str]:
    """The single names that the text calls an agency or the like: "the agency SANA", "Volta, a union"."""
    alone = [n for n in names if n.kind == "person" and " " not in n.text and n.text not in families]
    return [n.text for n in alone if _called_before(doc, n) or _called_behind(doc, n)]


def _called_before(doc: Doc, name: Name) -> bool:
    """Whether a word for a body leads to the name, which is in capitals or no listed person's."""
    before = doc[name.start - 1] if name.start else None
    unlike_person = name.text.isupper() or is_coined(name.text)
    return before is not None and unlike_person and before.tag_ == "NN" and before.text in CALLED


def _called_behind(doc: Doc, name: Name) -> bool:
    """Whether ", the" or ", a" follows with a word for a body before the next comma or stop."""
    if doc[name.end : name.end + 1].text != "," or doc[name.end + 1 : name.end + 2].text not in DETERMINERS:
        return False
    behind = list(doc[name.end + 2 : name.end + 2 + APPOSITION])
    phrase = list(takewhile(lambda t: not t.is_punct, behind))
    return (
        bool(phrase) and len(phrase) < len(behind) and phrase[-1].tag_ == "NN" and phrase[-1].text in CALLED
    )


def _short_forms(names: Iterable[Name]) -> frozenset[str]:
    """The beginnings of bodies' names whose rest only says the kind, as "International" does."""
    found = set()
    for name in names:
        parts = name.text.split()
        for size in range(2, len(parts) if name.kind == "body" else 0):
            if organisations.only_adds_kind([fold(p) for p in parts], size):
                found.add(" ".join(parts[:size]))
        if name.kind == "body" and is_coined(parts[0]) and organisations.starts_own_name(parts):
            found.add(parts[0])
    return frozenset(found)


def is_coined(word: str) -> bool:
    """Whether the word is no person's name that the lists know."""
    return not gazetteer.is_given_name(word) and not gazetteer.is_surname(word)


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
