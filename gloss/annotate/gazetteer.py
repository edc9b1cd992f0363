"""Countries, their capitals and peoples, places and given names, frozen with the package.

The data is made by training/scripts/freeze_gazetteers.py. Every look-up takes a name as printed: a
leading "the", curly apostrophes and capitals throughout ("SYRIA") do not matter, other case does
("us" is no country).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar

Gender = Literal["m", "f"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166 code ("XK" for Kosovo); `names` and `demonyms` hold every listed form."""

    code: str
    name: str
    names: tuple[str, ...]
    capitals: tuple[str, ...]
    demonyms: tuple[str, ...]

    @property
    def capital(self) -> str | None:
        """The first capital listed, None for a territory without one."""
        return self.capitals[0] if self.capitals else None


def country(text: str) -> Country | None:
    """The country of this name, official name or abbreviation ("Russian Federation", "U.S."), else None.

    "Georgia" gives the country: ask `is_us_state` too where both can be meant. A bare "Congo" is no one's.
    """
    return _found(_by_name(), text)


def demonym(text: str) -> Country | None:
    """The country whose adjective or people this is ("Syrian", "Britons"), else None."""
    return _found(_by_demonym(), text)


def capital(text: str) -> Country | None:
    """The country whose capital or seat of government this is ("Damascus", "The Hague"), else None."""
    return _found(_by_capital(), text) or _found(_by_capital(), "The " + _plain(text))


def is_people(text: str) -> bool:
    """Whether the text names a nationality, a people, a faith or another group ("Syrians", "Kurdish")."""
    return demonym(text) is not None or _listed(_peoples(), text)


def is_us_state(text: str) -> bool:
    """Whether the text is a US state or its abbreviation ("Mich.", "MI"); "Washington" is one."""
    return _listed(_states(), text)


def is_region(text: str) -> bool:
    """Whether the text is a part of the world above or below countries ("Middle East", "Scotland")."""
    return _listed(_regions(), text)


def is_city(text: str) -> bool:
    """Whether the text is a capital or a city of 80,000 people or more, whatever else it may also be."""
    return capital(text) is not None or _listed(_cities(), text)


def is_surname(token: str) -> bool:
    """Whether the word is on the list of surnames; many of them are common words as well."""
    return _listed(_surnames(), token)


def is_given_name(token: str) -> bool:
    """Whether the word is on the list of given names, of whatever gender."""
    return _found(_given_names(), token) is not None


def given_name_gender(token: str) -> Gender | None:
    """The gender that bears this given name, None for names of both and for unknown ones."""
    gender = _found(_given_names(), token)
    return "m" if gender == "m" else "f" if gender == "f" else None


def is_title(word: str) -> bool:
    """Whether the word goes before a name as rank, office or trade ("Mr.", "Secretary", "spokesman")."""
    return word.rstrip(".").lower() in _words("titles")


def is_body_word(word: str) -> bool:
    """Whether names of organisations are built with the word ("Ministry", "Foundation", "Inc.")."""
    return word.rstrip(".").lower() in _words("bodies")


def _plain(text: str) -> str:
    """The text with straight apostrophes, single spaces and no leading article."""
    plain = " ".join(text.replace("’", "'").split())
    return plain[4:] if plain[:4].lower() == "the " else plain


def _found(table: Mapping[str, T], text: str) -> T | None:
    plain = _plain(text)
    if plain in table:
        return table[plain]
    # Headlines and datelines are set in capitals; short ones ("US", "IT") must be listed as they stand.
    return table.get(plain.upper() + "^") if plain.isupper() and len(plain) > 3 else None


def _listed(table: Mapping[str, bool], text: str) -> bool:
    return _found(table, text) is not None


def _table(entries: Iterable[tuple[str, T]]) -> dict[str, T]:
    """Look-up by name as printed and, marked by "^", in capitals; the first entry of a name stays."""
    table: dict[str, T] = {}
    for name, value in entries:
        plain = _plain(name)
        table.setdefault(plain, value)
        table.setdefault(plain.upper() + "^", value)
    return table


@cache
def _data() -> dict[str, Any]:
    source = files("gloss.annotate").joinpath("data/gazetteer.json")
    data: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return data


@cache
def countries() -> tuple[Country, ...]:
    """Every country and territory listed, in the order of their codes."""
    return tuple(
        Country(code, entry["name"], *(tuple(entry[field]) for field in ("names", "capitals", "demonyms")))
        for code, entry in _data()["countries"].items()
    )


@cache
def _by_name() -> dict[str, Country]:
    return _table((name, one) for one in countries() for name in one.names)


@cache
def _by_demonym() -> dict[str, Country]:
    return _table((form, one) for one in countries() for form in one.demonyms)


@cache
def _by_capital() -> dict[str, Country]:
    return _table((name, one) for one in countries() for name in one.capitals)


@cache
def _peoples() -> dict[str, bool]:
    regional = (form for forms in _data()["regions"].values() for form in forms)
    return _table((form, True) for form in (*_data()["peoples"], *regional))


@cache
def _states() -> dict[str, bool]:
    return _table((form, True) for name, short in _data()["states"].items() for form in (name, *short))


@cache
def _regions() -> dict[str, bool]:
    return _table((name, True) for name in _data()["regions"])


@cache
def _cities() -> dict[str, bool]:
    return _table((name, True) for name in _data()["cities"])


@cache
def _surnames() -> dict[str, bool]:
    return _table((name, True) for name in _data()["surnames"])


@cache
def _given_names() -> dict[str, str]:
    return _table(_data()["given_names"].items())


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(_data()[kind])
