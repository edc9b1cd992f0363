"""New names in old sentences: the corpora know one decade's people, the news of tomorrow others."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from training.scripts.entities import Tagged

PARTICLES = (
    "al-", "el-", "Al-", "van", "von", "de", "bin", "ben", "da", "O'", "Mac", "Abu",
)  # fmt: skip
BODIES = (
    "Ministry", "Department", "Agency", "Bureau", "Commission", "Council", "Court", "Parliament",
    "Party", "Front", "Police", "Army", "Bank", "University", "College", "Hospital", "Institute",
    "Foundation", "Observatory", "Union", "Federation", "Association", "Committee", "Authority",
    "Office", "Center", "Centre", "Museum", "Airlines", "Railways", "Times", "Post", "News", "Herald",
    "Tribune", "Daily", "Television", "Radio", "Group", "Holdings", "Motors", "Industries", "Energy",
    "Oil", "Steel", "Insurance", "Partners", "Systems", "Technologies", "Records", "Society",
)  # fmt: skip
FIELDS = (
    "Foreign Affairs", "Defense", "Defence", "Justice", "Health", "Education", "Finance", "Interior",
    "Information", "Agriculture", "Human Rights", "Energy", "Trade", "Labor", "Culture", "Transport",
    "Security", "Science", "International Studies", "Technology", "Refugees", "Migration", "Statistics",
    "Elections", "Economic Affairs",
)  # fmt: skip
KINDS = (
    "National", "Royal", "Central", "Supreme", "Federal", "State", "Democratic", "People's", "Liberal",
    "United", "International", "American", "European", "World", "First", "General", "Free", "Islamic",
    "New",
)  # fmt: skip
FIRMS = (
    "Inc.", "Corp.", "Co.", "Ltd.", "Group", "LLC", "AG", "Plc", "& Co.", "Holdings", "SA",
)  # fmt: skip
ENDINGS = (
    "com", "tech", "soft", "net", "media", "corp", "air", "bank", "tel", "gen", "pharm", "tron", "ex",
    "ix", "ware", "co", "works", "lab", "point", "star", "mart", "line", "data", "gas", "oil", "sys",
    "nova", "via", ".com", ".org",
)  # fmt: skip
TEAMS = (
    "Tigers", "Lions", "Eagles", "Bears", "Rangers", "United", "City", "Rovers", "Giants", "Kings",
    "Stars", "Warriors", "Hawks", "Rockets", "Blues", "Athletic", "Wanderers", "Panthers", "Bulls",
    "Devils", "Knights", "FC",
)  # fmt: skip
WIRES = (
    "AP", "Reuters", "AFP", "UPI", "CNN", "dpa", "IPS", "Xinhua", "BBC", "The Associated Press",
)  # fmt: skip
DASHES = (
    "_", "-", "--", "–", "—",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pools:
    """Lists to draw names from; `bodies` are names of organisations seen in the corpora, as word tuples."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]
    titles: tuple[str, ...]
    cities: tuple[str, ...]
    countries: tuple[str, ...]
    abbreviations: tuple[str, ...]
    peoples: tuple[tuple[str, ...], tuple[str, ...]]
    bodies: tuple[tuple[str, ...], ...]


def pools(gazetteer: dict[str, Any], seen: Iterable[Tagged]) -> Pools:
    """Pools of the frozen gazetteer and of the organisations that the passages name."""
    forms = [form for entry in gazetteer["countries"].values() for form in entry["demonyms"]]
    forms += [form for listed in gazetteer["regions"].values() for form in listed]
    bodies = {
        passage.words[start:end]
        for passage in seen
        for start, end, label in passage.entities
        if label == "ORG" and passage.words[start][:1].isupper()
    }
    return Pools(
        given=tuple(gazetteer["given_names"]),
        surnames=tuple(gazetteer["surnames"]),
        titles=("Sen.", "Rep.", "Gov.", "President", "Mr.", "Ms.", "Dr.", "Secretary"),
        cities=tuple(gazetteer["cities"]),
        countries=tuple(entry["name"] for entry in gazetteer["countries"].values()),
        abbreviations=tuple(short for listed in gazetteer["states"].values() for short in listed[1:]),
        peoples=(
            tuple(form for form in forms if not form.endswith("s")),
            tuple(form for form in forms if form.endswith("s")),
        ),
        bodies=tuple(sorted(bodies)),
    )


class Swapper:
    """Draws new names for one passage; a name that occurs twice is given the same new one."""

    def __init__(self, lists: Pools, rng: random.Random) -> None:
        self.lists = lists
        self.rng = rng
        self.drawn: dict[tuple[str, str], list[str]] = {}

    def name(self, words: tuple[str, ...], label: str) -> list[str]:
        """The words that stand for this name in the varied passage, the old ones for a label not swapped."""
        if label == "PERSON":
            return self._person(words)
        draw = {"LOC": self._place, "ORG": self._body, "NORP": self._people}.get(label)
        if draw is None:
            return list(words)
        key = (label, " ".join(words))
        if key not in self.drawn:
            self.drawn[key] = draw(words)
        return self.drawn[key]

    def _person(self, words: tuple[str, ...]) -> list[str]:
        new = []
        for position, word in enumerate(words):
            if not word[:1].isupper() or len(word) < 3 or word in {"Jr.", "Sr.", "III"}:
                new.append(word)
                continue
            last = position == len(words) - 1
            # One map for both places: "Clinton" alone must match the "Clinton" of the full name.
            key = ("surname" if last else "given", word)
            if key not in self.drawn:
                self.drawn[key] = [self._surname() if last else self._blend(self.lists.given, 0.2)]
            new += self.drawn[key]
        return new

    def _blend(self, pool: tuple[str, ...], share: float) -> str:
        """A name of the pool, or with chance `share` one of two names' halves, which no list holds."""
        name = self.rng.choice(pool)
        if self.rng.random() >= share or " " in name:
            return name
        other = self.rng.choice(pool).lower()
        return name[: max(2, (len(name) + 1) // 2)] + other[len(other) // 2 :]

    def _surname(self) -> str:
        name = self._blend(self.lists.surnames if self.rng.random() < 0.8 else self.lists.given, 0.35)
        if self.rng.random() < 0.12:
            particle = self.rng.choice(PARTICLES)
            return particle + name if particle[-1] in "-'" or particle == "Mac" else f"{particle} {name}"
        if self.rng.random() < 0.03:
            return f"{name}-{self.rng.choice(self.lists.surnames)}"
        return name

    def _place(self, words: tuple[str, ...]) -> list[str]:
        pool = self.lists.countries if self.rng.random() < 0.3 else self.lists.cities
        name = self._blend(pool, 0.2).split()
        return [part.upper() for part in name] if words[0].isupper() and len(words[0]) > 3 else name

    def _people(self, words: tuple[str, ...]) -> list[str]:
        return self.rng.choice(self.lists.peoples[words[-1].endswith("s")]).split()

    def _body(self, words: tuple[str, ...]) -> list[str]:
        if len(words) == 1 and words[0].isupper():
            length = self.rng.choices((2, 3, 4, 5), (10, 50, 30, 10))[0]
            return ["".join(self.rng.choices("ABCDEFGHIJKLMNOPRSTUVW", k=length))]
        if len(words) == 1 and self.rng.random() < 0.6:
            return [self._brand()]
        return list(self.rng.choice(self.lists.bodies)) if self.rng.random() < 0.5 else self.coined().split()

    def _brand(self) -> str:
        """A firm's or product's one-word name: halves of two names, or a name with a trade's ending."""
        name = self._blend(
            self.lists.surnames if self.rng.random() < 0.6 else self.lists.cities, 0.5
        ).split()[0]
        if self.rng.random() < 0.5:
            name = name[: self.rng.randint(3, 6)] + self.rng.choice(ENDINGS)
        return name

    def coined(self) -> str:
        """An organisation nobody knows, after the common patterns of names of bodies, firms and teams."""
        rng, lists = self.rng, self.lists
        place = rng.choice(lists.cities if rng.random() < 0.5 else lists.countries)
        people = rng.choice(lists.peoples[0])
        body, person = rng.choice(BODIES), rng.choice(lists.surnames)
        patterns = (
            f"{place} {body}",
            f"{people} {body}",
            f"{people} {rng.choice(FIELDS)} Ministry",
            f"Ministry of {rng.choice(FIELDS)}",
            f"{rng.choice(KINDS)} {body}",
            f"{people} {rng.choice(KINDS)} {body}",
            f"{rng.choice(KINDS)} {body} of {place}",
            f"{rng.choice(KINDS)} {body} for {rng.choice(FIELDS)}",
            f"{body} of {rng.choice(FIELDS)}",
            f"University of {place}",
            f"{person} {rng.choice(FIRMS)}",
            f"{person} & {rng.choice(lists.surnames)}",
            f"{person}, {rng.choice(lists.surnames)} & {rng.choice(lists.surnames)}",
            f"{person} & {rng.choice(lists.surnames)} {rng.choice(FIRMS)}",
            f"{rng.choice(lists.given)} {person} {rng.choice(FIRMS)}",
            f"{rng.choice(lists.given)} {person} {body}",
            f"{self._brand()} {rng.choice(FIRMS)}",
            f"{person} {body}",
            f"{place} {rng.choice(TEAMS)}",
            f"{rng.choice(TEAMS[:-1])}",
        )
        return rng.choice(patterns)


def swapped(passage: Tagged, lists: Pools, rng: random.Random, share: float = 0.6) -> Tagged:
    """The passage with about `share` of its names replaced, spans moved along."""
    swapper = Swapper(lists, rng)
    chosen = {" ".join(passage.words[start:end]): rng.random() < share for start, end, _ in passage.entities}
    words: list[str] = []
    spaces: list[bool] = []
    entities: list[tuple[int, int, str]] = []
    last = 0
    for start, end, label in passage.entities:
        words += passage.words[last:start]
        spaces += passage.spaces[last:start]
        old = passage.words[start:end]
        # Persons are swapped together, or "Clinton" would part from the full name it belongs to.
        swap = chosen[" ".join(old)] or (label == "PERSON" and any(chosen.values()))
        new = swapper.name(old, label) if swap else list(old)
        new = " ".join(new).split()
        entities.append((len(words), len(words) + len(new), label))
        words += new
        spaces += (
            [True] * (len(new) - 1) + [passage.spaces[end - 1]]
            if new != list(old)
            else passage.spaces[start:end]
        )
        last = end
    return Tagged((*words, *passage.words[last:]), (*spaces, *passage.spaces[last:]), tuple(entities))


def with_dateline(passage: Tagged, lists: Pools, rng: random.Random) -> Tagged:
    """The passage after the dateline of a news wire: CITY, Country (AP) and a dash."""
    city = rng.choice(lists.cities).upper().split()
    words, entities = list(city), [(0, len(city), "LOC")]
    if rng.random() < 0.5:
        country = rng.choice(lists.countries if rng.random() < 0.6 else lists.abbreviations).split()
        entities.append((len(words) + 1, len(words) + 1 + len(country), "LOC"))
        words += [",", *country]
    spaces = [following != "," for following in [*words[1:], ""]]
    if rng.random() < 0.8:
        wire = rng.choice(WIRES).split()
        first = 1 if wire[0] == "The" else 0
        entities.append((len(words) + 1 + first, len(words) + 1 + len(wire), "ORG"))
        words += ["(", *wire, ")"]
        spaces += [False, *([True] * (len(wire) - 1)), False, True]
    words.append(rng.choice(DASHES))
    spaces.append(True)
    moved = [(start + len(words), end + len(words), label) for start, end, label in passage.entities]
    return Tagged((*words, *passage.words), (*spaces, *passage.spaces), (*entities, *moved))


def with_speaker(passage: Tagged, lists: Pools, rng: random.Random) -> Tagged:
    """The passage as one of a transcript: the speaker's name in capitals and a colon before it."""
    names = [rng.choice(lists.surnames)]
    if rng.random() < 0.25:
        names.insert(0, rng.choice(lists.given))
    title = [rng.choice(lists.titles)] if rng.random() < 0.15 else []
    words = [word.upper() for word in (*title, *" ".join(names).split())]
    entity = (len(title), len(words), "PERSON")
    moved = [(start + len(words) + 1, end + len(words) + 1, label) for start, end, label in passage.entities]
    spaces = [True] * (len(words) - 1) + [False, True]
    return Tagged((*words, ":", *passage.words), (*spaces, *passage.spaces), (entity, *moved))


def recased(passage: Tagged, rng: random.Random) -> Tagged:
    """The passage as a headline: all capitals, every word capitalised, or all small."""
    style = rng.choices((str.upper, str.title, str.lower), (45, 45, 10))[0]
    words = tuple(style(word) if word[:1].isalpha() else word for word in passage.words)
    return Tagged(words, passage.spaces, passage.entities)
