"""Which names of bodies mean the same body, and which government, leader or country they belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from gloss.annotate import gazetteer
from gloss.annotate.actors import countries, lexicon
from gloss.annotate.actors.found import Name, fold
from gloss.annotate.actors.lexicon import (
    BODY_HEADS,
    FORCE_HEADS,
    FORCE_TAILS,
    LEADER_HEADS,
    LETTERS,
    RULE_HEADS,
    SEATS,
)
from gloss.annotate.actors.people import ARABIC_ARTICLE

if TYPE_CHECKING:
    from spacy.tokens import Doc

Keys = dict[Name, str | None]
SMALL = lexicon.words("of the for and & on in affairs group inc co corp ltd inc. co.")
INSTITUTES = lexicon.words("institute center centre foundation observatory school academy")
KIND_WORDS = lexicon.words(
    """inc inc. co co. corp corp. ltd plc & company companies group news international university college
    institute foundation organization organisation bank energy newspaper corporation holdings industries
    airlines motors network television radio association partners party movement union"""
)
NEWS_HEADS = lexicon.words("times post journal herald tribune guardian gazette globe star")
# The possessive of an owner ("Keane's campaign"), not of those whom a body is for ("Seamen's Mission").
OWNER = re.compile(r"(?<!men)(?<!children)(?<!people)['’]s(?= \w+$)")
SPELLINGS = {"defence": "defense", "labour": "labor", "centre": "center", "organisation": "organization"}


def keys_of(doc: Doc, names: Sequence[Name], leaders: Mapping[str, str]) -> Keys:
    """Key of each body's name; None where a short name fits two bodies alike.

    `leaders` maps folded family names to the code of the country that a title says they lead.
    """
    rulers = {n: _ruler_key(n, leaders) for n in names}
    keys: Keys = {n: rulers[n] or _own_key(n) for n in names}
    keys = {n: _administration(k, keys) for n, k in keys.items()}
    keys = {n: _led_government(n, k, keys) for n, k in keys.items()}
    for join in (_by_country, _by_short_form):
        keys = join(keys)
    return _by_letters(doc, keys)


def _split(text: str) -> tuple[str | None, tuple[str, ...]]:
    """Code of the leading country and the folded words behind it, possessives cut."""
    words = tuple(text.split())
    code, size = countries.prefix_code(words)
    rest = fold(" ".join(words[size:])).split()
    return code, tuple(re.sub(r"'s?$", "", w) for w in rest)


def _ruler_key(name: Name, leaders: Mapping[str, str]) -> str | None:
    """Key of a government, administration or campaign; None for any other body."""
    code, rest = _split(name.text)
    if not rest:
        return None
    head = rest[-1]
    if code and len(rest) == 1 and head in RULE_HEADS:
        return f"administration:{code}" if head == "administration" else f"government:{code}"
    if code or head not in LEADER_HEADS or len(rest) < 2:
        return None
    leader = ARABIC_ARTICLE.sub("", rest[-2])
    if head in ("government", "regime"):
        return f"government:{leaders[leader]}" if leader in leaders else f"led:{leader}"
    return f"body::{leader} {head}"


def _own_key(name: Name) -> str:
    folded = fold(name.text)
    if folded in SEATS or LETTERS.get(folded):
        return f"body::{fold(SEATS[folded][0] if folded in SEATS else LETTERS[folded])}"
    code, rest = _split(name.text)
    words = sorted({SPELLINGS.get(w, w) for w in rest if w not in SMALL}) or [folded]
    return f"body:{code or ''}:{' '.join(words)}"


def _administration(key: str | None, keys: Keys) -> str | None:
    """ "The US administration" is the one led administration that the text names, else the government."""
    if key is None or not key.startswith("administration:"):
        return key
    led = {k for k in keys.values() if k and k.startswith("body::") and k.endswith(" administration")}
    return led.pop() if len(led) == 1 and key.endswith(":US") else f"government:{key.split(':')[1]}"


def _led_government(name: Name, key: str | None, keys: Keys) -> str | None:
    """ "The Okafor regime" is the one government that the text calls by the same word, else its own body."""
    if key is None or not key.startswith("led:"):
        return key
    head = fold(name.text).split()[-1]
    same = {
        k for n, k in keys.items() if k and k.startswith("government:") and fold(n.text).split()[-1] == head
    }
    return same.pop() if len(same) == 1 else f"body::{key[4:]} {head}"


def _by_country(keys: Keys) -> Keys:
    """ "State Department" joins "US Department of State": the same words with one country and without."""
    with_code: dict[str, set[str]] = {}
    for key in keys.values():
        if key and key.startswith("body:") and key.split(":")[1]:
            with_code.setdefault(key.split(":")[2], set()).add(key)

    def joined(key: str | None) -> str | None:
        if key is None or not key.startswith("body::"):
            return key
        fuller = with_code.get(key[6:], set())
        return key if not fuller else next(iter(fuller)) if len(fuller) == 1 else None

    return {n: joined(k) for n, k in keys.items()}


def _by_short_form(keys: Keys) -> Keys:
    """A short name joins the one longer name that starts with it, or ends with it for a newspaper."""
    starting: dict[str, set[str]] = {}
    ending: dict[str, set[str]] = {}
    for name, key in keys.items():
        words = fold(name.text).split()
        for size in range(1, len(words) if key else 0):
            if only_adds_kind(words, size) or (size == 1 and starts_own_name(name.text.split())):
                starting.setdefault(" ".join(words[:size]), set()).add(str(key))
        ending.setdefault(words[-1], set()).add(str(key))

    def joined(name: Name, key: str | None) -> str | None:
        short = fold(name.text)
        if key is None or not key.startswith("body:") or len(short.split()) > 3:
            return key
        fits = starting.get(short, set()) | (ending.get(short, set()) if short in NEWS_HEADS else set())
        fits = fits - {key}
        return key if not fits else fits.pop() if len(fits) == 1 else None

    return {n: joined(n, k) for n, k in keys.items()}


def starts_own_name(parts: Sequence[str]) -> bool:
    """Whether the first word alone may stand for a firm's name of two or three: "Bolt" for "Bolt Metals".

    Not where the rest makes a part of something ("Bolt Committee"), nor a place, a people or letters.
    """
    first = parts[0]
    if not 2 <= len(parts) <= 3 or not all(p[:1].isupper() for p in parts) or first.isupper():
        return False
    folded = [fold(p) for p in parts]
    if not BODY_HEADS.isdisjoint(folded) or not INSTITUTES.isdisjoint(folded):
        return False
    return countries.classified(first) is None and not gazetteer.is_city(first)


def only_adds_kind(words: Sequence[str], size: int) -> bool:
    """Whether the words behind the first `size` merely say what kind of body it is, or what it is for."""
    if words[size - 1] in INSTITUTES:
        return words[size] in ("of", "for")
    return all(w in KIND_WORDS for w in words[size:]) and words[size - 1] not in BODY_HEADS


def _by_letters(doc: Doc, keys: Keys) -> Keys:
    """Letters in brackets behind a name are that body everywhere: "Free Harbour Union (FHU)"."""
    letters = {}
    for name, key in keys.items():
        if name.end + 2 < len(doc) and doc[name.end].text == "(" and doc[name.end + 2].text == ")":
            short = doc[name.end + 1].text
            if short.isupper() and 2 <= len(short) <= 8:
                letters[short] = key
    for name, key in keys.items():
        initials = "".join(w[0] for w in name.text.split() if w[0].isupper())
        if len(initials) > 2 and key:
            letters.setdefault(initials, key)
    return {n: letters.get(n.text.replace(".", ""), k) for n, k in keys.items()}


def display_name(key: str, forms: Sequence[str]) -> str:
    """The name to show for a body: its fullest form without possessive; a government by its country."""
    kind, _, rest = key.partition(":")
    if kind == "government":
        return f"Government of {country_with_article(rest)}"
    fullest = max(forms, key=lambda f: (len(f.split()), len(f), f))
    if key.startswith("body::") and rest.rsplit(" ", 1)[-1] in LEADER_HEADS and len(rest.split()) == 2:
        return " ".join(re.sub(r"['’]s?$", "", w) for w in fullest.split()[-2:])
    seat = SEATS.get(fold(fullest))
    full = seat[0] if seat else LETTERS.get(fold(fullest)) or fullest
    return _with_adjective(OWNER.sub("", full) if key.startswith("body::") else full)


def _with_adjective(name: str) -> str:
    """ "Peru's military police" as "Peruvian military police"; other names as they are."""
    owner, mark, rest = name.partition("’s ") if "’s " in name else name.partition("'s ")
    country = gazetteer.country(owner) if mark else None
    return f"{country.demonyms[0]} {rest}" if country and country.demonyms else name


def country_with_article(code: str) -> str:
    """Name of the country as it stands in a sentence: "the United States", "Peru"."""
    country = next(c for c in gazetteer.countries() if c.code == code)
    plural = country.name.startswith("United ") or country.name in (
        "Netherlands",
        "Philippines",
        "Bahamas",
        "Gambia",
    )
    return f"the {country.name}" if plural else country.name


def parent_code(key: str, code: str | None, text: str) -> str | None:
    """Code of the country whose government the body is part of, None for what is no arm of a state."""
    words = set(fold(text).split())
    arms = FORCE_HEADS | FORCE_TAILS | {"ministry", "department"}
    return code if code and words & arms and not key.startswith("government:") else None
