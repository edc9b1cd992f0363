"""Whose name is it: full names, family names, given names and titles of the persons in one text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from gloss.annotate import gazetteer
from gloss.annotate.actors import titles
from gloss.annotate.actors.found import Name, fold
from gloss.annotate.actors.lexicon import NICKNAMES, PARTICLES, SUFFIXES

Gender = Literal["m", "f"]
ARABIC_ARTICLE = re.compile(r"^(?:al|el|ar|as|ash|at|an)[-‑](?=\w)", re.IGNORECASE)
INITIALS = re.compile(r"\w\.(?:\w\.)*")
# Persons of one family name, by that name.
Families = dict[str, list["Person"]]


@dataclass(frozen=True, slots=True)
class NameForm:
    """A person's name taken apart, folded: "Juan F. de la Cruz Jr." is juan | cruz | f. | jr."""

    given: tuple[str, ...]
    family: str
    initials: frozenset[str] = frozenset()
    suffix: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        return (*self.given, self.family)


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the text: the index of every full form, whether titles show an office, the gender."""

    forms: tuple[NameForm, ...]
    names: tuple[Name, ...]
    gender: Gender | None = None

    @property
    def holds_office(self) -> bool:
        return any(n.title and titles.holds_office(n.title.text) for n in self.names)

    @property
    def first(self) -> int:
        return min(n.start for n in self.names)


@cache
def parsed(text: str) -> NameForm:
    """The parts of a person's name as printed; a single word is taken for the family name."""
    words = [w.strip(",") for w in fold(text).split()]
    suffix = ""
    while len(words) > 1 and words[-1] in SUFFIXES:
        suffix = words.pop().strip(".")
    words = [w for w in words if not (w[:1] in "\"'“(" and len(w) > 2)] or words
    initials = frozenset(w[0] for w in words[:-1] if INITIALS.fullmatch(w))
    kept = [w for w in words[:-1] if "." not in w and w not in PARTICLES] + words[-1:]
    return NameForm(tuple(kept[:-1]), ARABIC_ARTICLE.sub("", kept[-1]), initials, suffix)


def family_name(text: str) -> str:
    """The last word of a person's name as printed, suffixes such as "Jr." left out."""
    words = [w.strip(",") for w in text.split()]
    while len(words) > 1 and words[-1].lower() in SUFFIXES:
        words.pop()
    return words[-1]


def is_full(text: str) -> bool:
    """Whether the name holds more than a family name: a given name or an initial."""
    form = parsed(text)
    return bool(form.given or form.initials)


def gender_of(form: NameForm) -> Gender | None:
    """The gender that the first given name is borne by, None where it says nothing."""
    if form.given:
        return gazetteer.given_name_gender(form.given[0].title())
    alone = form.family.title()
    return None if form.initials or gazetteer.is_surname(alone) else gazetteer.given_name_gender(alone)


def compatible(a: NameForm, b: NameForm) -> bool:
    """Whether two full names can be one person's: nothing in them contradicts."""
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return False
    if a.family != b.family:
        return False
    if not a.given or not b.given:
        return _initials_fit(a, b)
    if set(a.given) <= set(b.given) or set(b.given) <= set(a.given):
        return True
    return _same_given(a.given[0], b.given[0]) or _spells(a, b) or _spells(b, a)


def _spells(short: NameForm, full: NameForm) -> bool:
    """Whether a given name is made of the other's first letters, as "Jeb Brandt" of "John Edgar Brandt"."""
    letters = "".join(word[0] for word in (*full.given, full.family))
    return len(full.given) > 1 and short.given == (letters,)


def _initials_fit(a: NameForm, b: NameForm) -> bool:
    """Whether an initial in the place of the given name is that of the other's given name."""
    bare, full = (a, b) if not a.given else (b, a)
    heads = {w[0] for w in full.given} | full.initials
    return bool(bare.initials & heads) if bare.initials else not full.given


def _same_given(a: str, b: str) -> bool:
    return a == b or NICKNAMES.get(a, a) == NICKNAMES.get(b, b)


def persons_of(names: Sequence[Name]) -> tuple[Person, ...]:
    """The persons of a text by their full names, then by the single names that no full name explains."""
    families: Families = {}
    for name in sorted((n for n in names if is_full(n.text)), key=lambda n: (-len(n.text.split()), n.start)):
        _join(families, name)
    full = [_with_gender(p) for held in families.values() for p in held]
    explained = by_word(full)
    single = [n for n in names if not is_full(n.text)]
    alone: Families = {}
    for name in single:
        if not any(fits(name, p) for p in explained.get(parsed(name.text).family, ())):
            _join(alone, name)
    other = [_with_gender(_with_own_titles(p, single)) for held in alone.values() for p in held]
    return tuple(sorted((*full, *other), key=lambda p: p.first))


def by_word(people: Sequence[Person]) -> dict[str, list[Person]]:
    """The persons by every word of their names."""
    found: dict[str, list[Person]] = {}
    for person in people:
        for word in {w for form in person.forms for w in form.words}:
            found.setdefault(word, []).append(person)
    return found


def _with_own_titles(person: Person, single: Sequence[Name]) -> Person:
    """A person known by a family name alone, with the names under which a title goes before that name."""
    word = person.forms[0].family
    titled = [n for n in single if n.title and n not in person.names and parsed(n.text).family == word]
    fitting = [
        n for n in titled if n.title and titles.holds_office(n.title.text) and agree(n.gender, person.gender)
    ]
    return replace(person, names=(*person.names, *fitting))


def _join(families: Families, name: Name) -> None:
    """Add the name to the one person it fits; to a new one if it fits none, to nobody if two."""
    form, gender = parsed(name.text), name.gender
    people = families.setdefault(form.family, [])
    fitting = [
        i
        for i, p in enumerate(people)
        if all(compatible(form, f) for f in p.forms) and agree(gender, p.gender)
    ]
    if len(fitting) == 1:
        person = people[fitting[0]]
        forms = person.forms if form in person.forms else (*person.forms, form)
        names = (*person.names, name)
        people[fitting[0]] = replace(person, forms=forms, names=names, gender=person.gender or gender)
    elif not fitting:
        people.append(Person((form,), (name,), gender))


def agree(a: Gender | None, b: Gender | None) -> bool:
    return a is None or b is None or a == b


def _with_gender(person: Person) -> Person:
    said = [n.gender for n in person.names if n.gender] or [g for f in person.forms if (g := gender_of(f))]
    return replace(person, gender=person.gender or (said[0] if said else None))


def fits(name: Name, person: Person) -> bool:
    """Whether a single name ("Ruiz", "Ana") can stand for the person: by family name, else by given name."""
    word = parsed(name.text).family
    if not agree(name.gender, person.gender):
        return False
    return any(word == f.family or word in f.given for f in person.forms)
