"""Which person a name means that fits several: relatives, namesakes, who goes by the given name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gloss.annotate.actors.found import Name, fold
from gloss.annotate.actors.people import Gender, Person, by_word, fits, is_full, parsed

CLEAR = 1.5
RECENT = 150
OWN = 5.0
FAMILIAR, OFTEN = 1.2, 3
"""What a bare family name weighs less for who is called by the given name elsewhere: Ana is not "Reyl"."""


@dataclass(frozen=True, slots=True)
class Leanings:
    """What speaks for or against a person beside nearness.

    `familiar` tells how often each person, by the place of the first naming, has gone by the given name
    alone so far; `gender` is that of the subject's own pronoun.
    """

    familiar: Mapping[int, int]
    gender: Gender | None

    def weight(self, person: Person) -> float:
        """What a bare family name weighs more or less for this person."""
        agrees = 0.0
        if self.gender and person.gender:
            agrees = OWN if person.gender == self.gender else -OWN
        return agrees - FAMILIAR * min(self.familiar.get(person.first, 0), OFTEN)


def owners(
    names: Sequence[Name], people: Sequence[Person], own: Mapping[Name, Gender]
) -> dict[Name, Person | None]:
    """The person that each name stands for, in text order; None where it fits none, or two alike.

    A family name beats a given name. Among relatives a bare family name goes on meaning whom it meant
    last, and first means the office holder, or whoever was introduced first, most often or just now.
    `own` tells the gender that a subject's own pronoun behind it shows, which leans towards one of two.
    """
    full = {name: person for person in people for name in person.names}
    found: dict[Name, Person | None] = {}
    bare: dict[str, tuple[int, Person]] = {}
    fitting = by_word(people)
    familiar: Counter[int] = Counter()
    for name in names:
        person = full.get(name)
        if person is None and not is_full(name.text):
            word = parsed(name.text).family
            person = _owner(name, fitting.get(word, ()), bare.get(word), Leanings(familiar, own.get(name)))
            if person is not None:
                bare[word] = (name.start, person)
                familiar[person.first] += not any(f.family == word for f in person.forms)
        found[name] = person
    return found


def _owner(
    name: Name, people: Sequence[Person], before: tuple[int, Person] | None, leanings: Leanings
) -> Person | None:
    word = parsed(name.text).family
    fitting = [p for p in people if fits(name, p)]
    candidates = [p for p in fitting if any(f.family == word for f in p.forms)] or fitting
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    weighed = sorted(
        ((_weight(name, p, candidates, before) + leanings.weight(p), i) for i, p in enumerate(candidates)),
        reverse=True,
    )
    return candidates[weighed[0][1]] if weighed[0][0] - weighed[1][0] >= CLEAR else None


def _weight(name: Name, person: Person, rivals: Sequence[Person], before: tuple[int, Person] | None) -> float:
    weight = 2.5 * person.holds_office + min(2.0, 0.5 * (len(person.names) - 1))
    earliest = min(r.first for r in rivals)
    weight += 1.0 * (person.first == earliest) - 1.0 * (earliest < name.start < person.first)
    if name.title is not None:
        shared = _title_words(name) & {w for n in person.names if n.title for w in _title_words(n)}
        weight += 4.0 * bool(shared)
    others = [_last(r, name) for r in rivals if r is not person]
    if before is not None and before[1] is person:
        weight += 2.5 if all(at is None or at < before[0] for at in others) else 1.0
    mine = _last(person, name)
    if mine is not None and name.start - mine < RECENT:
        weight += 3.0 if all(at is None or name.start - at > 2 * RECENT for at in others) else 0.5
    return weight


def _last(person: Person, name: Name) -> int | None:
    """Where the person was last named in full before the name, None where not yet."""
    return max((n.start for n in person.names if n.start < name.start), default=None)


def _title_words(name: Name) -> set[str]:
    return {w for w in fold(name.title.text).split() if len(w) > 3} if name.title else set()
