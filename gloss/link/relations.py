"""Which actors speak for which: bodies that are part of others, people by their titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gloss.annotate.gazetteer import country, demonym
from gloss.link.belonging import owners_printed, place_words
from gloss.link.names import body_name, plain_words, surname
from gloss.link.nodes import Group, LocalId
from gloss.model import AnnotatedArticle

_STEPS = 8
_LED = ("administration", "cabinet", "government", "regime")


@dataclass(slots=True)
class Relations:
    """`part_of` by id, the further actors whose names stand in a person's titles, and towns' governments.

    `places` leads from the names of places and the adjectives of them to their actors.
    """

    part_of: dict[str, str]
    speaks_for: dict[str, tuple[str, ...]]
    seat_of: dict[str, str]
    places: dict[str, str] = field(default_factory=dict)
    _above: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(
        cls,
        groups: Mapping[str, Group],
        cast: Mapping[LocalId, str | None],
        records: Sequence[AnnotatedArticle] = (),
    ) -> Relations:
        """The relations among the groups: the register's, else what most articles say."""
        part_of = {}
        by_key = {group.key: actor for actor, group in groups.items() if group.key}
        places = place_words(groups)
        printed = owners_printed(records, cast, groups, places)
        for actor, group in groups.items():
            owner = _owner(actor, group, groups, cast, by_key) or _printed(group, printed.get(actor))
            if owner:
                part_of[actor] = owner
        speaks_for = _by_title(groups, places, printed)
        for actor, owner in _led(groups, speaks_for).items():
            part_of.setdefault(actor, owner)
        _break_circles(part_of)
        return cls(part_of, speaks_for, _seats(groups, part_of), places)

    def above(self, actor: str) -> tuple[str, ...]:
        """The actor and all it is part of or speaks for, nearest first."""
        if actor not in self._above:
            self._above[actor] = self._found_above(actor)
        return self._above[actor]

    def _found_above(self, actor: str) -> tuple[str, ...]:
        seen: dict[str, None] = {}
        waiting = [actor]
        while waiting and len(seen) < _STEPS:
            here = waiting.pop(0)
            if here not in seen:
                seen[here] = None
                waiting.extend([self.part_of[here]] if here in self.part_of else [])
                waiting.extend(self.speaks_for.get(here, ()))
                waiting.extend([self.seat_of[here]] if here in self.seat_of else [])
        return tuple(seen)

    def related(self, one: str, other: str) -> bool:
        """Whether one of the two is the other, or is part of it or speaks for it."""
        one, other = self.seat_of.get(one, one), self.seat_of.get(other, other)
        return one == other or other in self.above(one) or one in self.above(other)

    def root(self, actor: str) -> str:
        """The last actor above by `part_of`, through a title where there is nothing to be part of."""
        *_, last = self._line(actor)
        return last

    def _line(self, actor: str) -> Iterator[str]:
        seen = set()
        here: str | None = actor
        while here and here not in seen:
            seen.add(here)
            yield here
            here = self.part_of.get(here) or next(iter(self.speaks_for.get(here, ())), None)


def _owner(
    actor: str,
    group: Group,
    groups: Mapping[str, Group],
    cast: Mapping[LocalId, str | None],
    by_key: Mapping[str, str],
) -> str | None:
    if group.entry and group.entry.part_of:
        return group.entry.part_of if group.entry.part_of in groups else None
    said = Counter(
        owner for n in group.nodes if n.local.part_of and (owner := cast.get((n.article, n.local.part_of)))
    )
    said.pop(actor, 0)
    if said:
        return min(said, key=lambda owner: (-said[owner], owner))
    return _national(actor, group, by_key)


def _printed(group: Group, owners: Counter[str] | None) -> str | None:
    """The owner that a body is printed with most, None where articles differ as often as they agree."""
    if group.type != "body" or not owners:
        return None
    (owner, most), *rest = owners.most_common(2)
    return owner if not rest or rest[0][1] < most else None


def _national(actor: str, group: Group, by_key: Mapping[str, str]) -> str | None:
    """The government, else the country, that a body's own name begins with ("Syrian Ministry of …")."""
    code = body_name(group.name).country
    if group.type != "body" or code is None:
        return None
    keys = [f"country:{code}"] if group.key else [f"government:{code}", f"country:{code}"]
    return next((by_key[key] for key in keys if key in by_key and by_key[key] != actor), None)


def _led(groups: Mapping[str, Group], speaks_for: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Administrations and the like by the country of the one person whose surname they bear."""
    leaders: dict[str, set[str]] = {}
    for actor, owners in speaks_for.items():
        leaders.setdefault(surname(groups[actor].name), set()).add(owners[0])
    found = {}
    for actor, group in groups.items():
        *leader, head = plain_words(group.name) or ("",)
        countries = leaders.get(leader[-1], set()) if leader and head in _LED else set()
        if group.type == "body" and len(countries) == 1:
            found[actor] = next(iter(countries))
    return found


def _seats(groups: Mapping[str, Group], part_of: Mapping[str, str]) -> dict[str, str]:
    """The one government of the place that a town is part of: a town that says or denies is no town."""
    governments: dict[str, list[str]] = {}
    for actor, group in groups.items():
        head = {*plain_words(group.name)[:1], *plain_words(group.name)[-1:]}
        if group.type == "body" and "government" in head and actor in part_of:
            governments.setdefault(part_of[actor], []).append(actor)
    towns = [a for a, g in groups.items() if g.type == "place" and a in part_of]
    return {a: found[0] for a in towns if len(found := governments.get(part_of[a], [])) == 1}


def _break_circles(part_of: dict[str, str]) -> None:
    """Takes out the links that would make an actor part of itself."""
    for actor in sorted(part_of):
        seen = {actor}
        here = part_of.get(actor)
        while here:
            if here in seen:
                del part_of[actor]
                break
            seen.add(here)
            here = part_of.get(here)


def _by_title(
    groups: Mapping[str, Group], places: Mapping[str, str], printed: Mapping[str, Counter[str]]
) -> dict[str, tuple[str, ...]]:
    """Bodies and countries for which a person's titles speak ("White House spokesman", "US diplomat")."""
    names: dict[tuple[str, ...], str] = {}
    codes: dict[str, str] = {}
    for actor, group in groups.items():
        if group.key and group.key.startswith("country:"):
            codes[group.key.removeprefix("country:")] = actor
        if group.type in ("body", "place"):
            for name in {n for node in group.nodes for n in node.names} | {group.name}:
                names.setdefault(plain_words(name), actor)
    for name, actor in places.items():
        names.setdefault(plain_words(name), actor)
    found: dict[str, tuple[str, ...]] = {}
    for actor, group in groups.items():
        if group.type == "person":
            titles = (title.text for node in group.nodes for title in node.local.titles)
            said = Counter(other for title in titles if (other := _spoken_for(title, names, codes)))
            said.update(
                {o: n for o, n in printed.get(actor, Counter()).items() if groups[o].type != "person"}
            )
            if said:
                found[actor] = tuple(sorted(said, key=lambda other: (-said[other], other)))
    return found


def _spoken_for(title: str, names: Mapping[tuple[str, ...], str], codes: Mapping[str, str]) -> str | None:
    """The first body or country a title names, unless the office is one towards it ("envoy to …") or past."""
    words = title.split()
    if words and words[0].lower().startswith(("former", "ex-", "late", "then")):
        return None
    for first, word in enumerate(words):
        if not word[:1].isupper():
            continue
        for last in range(min(len(words), first + 6), first, -1):
            text = " ".join(words[first:last]).rstrip(",")
            nation = country(text) or demonym(text)
            other = names.get(plain_words(text)) or (codes.get(nation.code) if nation else None)
            if other:
                towards = first > 0 and words[first - 1].lower() in ("to", "for", "on", "in", "against")
                return None if towards else other
    return None
