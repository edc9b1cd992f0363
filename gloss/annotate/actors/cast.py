"""Who takes part in one text: every name with its owner, every owner with names, titles, gender."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gloss.annotate import gazetteer
from gloss.annotate.actors import acronyms, clues, countries, metonyms, names, organisations, people, whose
from gloss.annotate.actors.found import Name, fold
from gloss.annotate.actors.lexicon import SEATS
from gloss.annotate.actors.people import Person
from gloss.model import ActorType, Spans, TextSpan, Title

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Member:
    """One actor of the text under the key that mentions point to."""

    key: str
    name: str
    type: ActorType
    names: tuple[str, ...] = ()
    titles: tuple[Title, ...] = ()
    gender: people.Gender | None = None
    code: str | None = None
    part_of: str | None = None
    named: bool = True
    first: int = 0


@dataclass(frozen=True, slots=True)
class Cast:
    """Names with the key of their owner (None: nobody's, or nobody knows whose) and the owners by key.

    `doubtful` are names that fit more than one actor.
    """

    owners: Mapping[Name, str | None]
    members: Mapping[str, Member]
    doubtful: frozenset[Name] = frozenset()

    @property
    def names(self) -> tuple[Name, ...]:
        return tuple(self.owners)


def gathered(doc: Doc, sources: Spans, nameless: Spans = ()) -> Cast:
    """The cast of a text; `sources` are the spans that statements are attributed to.

    Whatever stands in the spans `nameless` is nobody's name.
    """
    found = tuple(n for n in names.find(doc, sources) if not _lies_in(doc, n, nameless))
    found = tuple(sorted((*found, *_new(found, acronyms.in_brackets(doc, found))), key=lambda n: n.start))
    persons = people.persons_of([n for n in found if n.kind == "person"])
    owners, doubtful = _owned_by_persons(doc, found, persons)
    leaders = _leaders(persons)
    owners |= organisations.keys_of(doc, [n for n in found if n.kind == "body"], leaders)
    owners |= {n: None for n in found if n.kind == "body" and metonyms.is_dateline(doc, n)}
    listed = [n for n in found if n.kind in ("country", "capital", "people", "place")]
    owners |= {n: _place_key(doc, n, sources, found) for n in listed}
    owners |= metonyms.acting_places(doc, [n for n in listed if n.kind == "place"], sources)
    owners = {n: owners[n] for n in found}
    return Cast(owners, _members(owners, persons), frozenset(doubtful))


def _lies_in(doc: Doc, name: Name, spans: Spans) -> bool:
    return any(s.start <= doc[name.start].idx < s.end for s in spans)


def _new(found: Sequence[Name], more: Iterable[Name]) -> list[Name]:
    return [m for m in more if not any(m.overlaps(n) for n in found)]


def _owned_by_persons(
    doc: Doc, found: Sequence[Name], persons: Sequence[Person]
) -> tuple[dict[Name, str | None], set[Name]]:
    """Key per person's name; the second value holds the names that fit more than one person."""
    index = {id(p): f"person:{i}" for i, p in enumerate(persons)}
    owners: dict[Name, str | None] = {}
    named = [n for n in found if n.kind == "person"]
    behind = {n: clues.gender_behind(doc, n) for n in named}
    own = {n: gender for n, gender in behind.items() if gender is not None}
    for name, person in whose.owners(named, persons, own).items():
        owners[name] = index[id(person)] if person else None
    return owners, {n for n, key in owners.items() if key is None}


def _leaders(persons: Sequence[Person]) -> dict[str, str]:
    """Code of the country led, by folded family name, for everybody whose title shows an office of state."""
    leaders: dict[str, str] = {}
    for person in persons:
        for name in person.names:
            code = countries.code_in(name.title.text) if name.title and person.holds_office else None
            if code:
                leaders.setdefault(person.forms[0].family, code)
    return leaders


def _place_key(doc: Doc, name: Name, sources: tuple[TextSpan, ...], found: Sequence[Name]) -> str | None:
    if name.kind == "country":
        return None if name.code == "GE" and _is_state(found) else f"country:{name.code}"
    if name.kind == "capital":
        read = metonyms.reading(doc, name, sources)
        return None if read == "place" else f"{read}:{name.code}"
    if fold(name.text) == "korea":
        code = countries.korea({n.code: 1 for n in found if n.kind == "country" and n.code})
        return f"country:{code}" if code else None
    return None


def _is_state(found: Sequence[Name]) -> bool:
    """Whether "Georgia" is the American state here: nothing Georgian or next to it, something American."""
    codes = {n.code for n in found if n.text != "Georgia"}
    return not codes & {"GE", "RU", "AM", "AZ"} and "US" in codes


# --- members --------------------------------------------------------------------------------------


def _members(owners: Mapping[Name, str | None], persons: Sequence[Person]) -> dict[str, Member]:
    by_key: dict[str, list[Name]] = {}
    for name, key in owners.items():
        if key is not None:
            by_key.setdefault(key, []).append(name)
    members = {key: _member(key, held, persons) for key, held in by_key.items()}
    return {key: _within(member, by_key[key], members) for key, member in members.items()}


def _member(key: str, held: Sequence[Name], persons: Sequence[Person]) -> Member:
    forms = tuple(sorted({n.text for n in held}, key=lambda t: (-len(t), t)))
    first = min(n.start for n in held)
    kind, _, rest = key.partition(":")
    if kind == "person":
        person = persons[int(rest)]
        found = _distinct(n.title for n in held if n.title)
        return Member(key, _fullest(person, forms), "person", forms, found, person.gender, first=first)
    if kind == "country":
        country = next(c for c in gazetteer.countries() if c.code == rest)
        return Member(key, country.name, "place", forms, code=rest, first=first)
    if kind == "place":
        spoken: ActorType = "body" if all(n.label == "ORG" for n in held) else "place"
        return Member(key, forms[0], spoken, forms, first=first)
    code = rest if kind == "government" else next((n.code for n in held if n.code), None)
    return Member(key, organisations.display_name(key, forms), "body", forms, code=code, first=first)


def _fullest(person: Person, forms: Sequence[str]) -> str:
    full = [n.text for n in person.names]
    best = max(full or forms, key=lambda t: (min(len(t.split()), 5), full.count(t), len(t), t))
    return best.title() if best.isupper() and len(best) > 3 else best


def _distinct(found: Iterable[Title]) -> tuple[Title, ...]:
    """Titles in text order, each wording once."""
    kept: dict[str, Title] = {}
    for title in sorted(found, key=lambda t: t.span):
        kept.setdefault(fold(title.text), title)
    return tuple(kept.values())


def _within(member: Member, held: Sequence[Name], members: Mapping[str, Member]) -> Member:
    """The member with the government or country that it is an arm of, if the text has that as an actor."""
    if member.key.startswith("government:"):
        country = f"country:{member.code}"
        return replace(member, part_of=country if country in members else None)
    seat = fold(member.name) in SEATS
    code = member.code if seat else organisations.parent_code(member.key, member.code, member.name)
    parents = (f"government:{code}", f"country:{code}") if code else ()
    return replace(member, part_of=next((p for p in parents if p in members), None))
