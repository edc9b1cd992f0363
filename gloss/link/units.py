"""What figures count: populations, events and measures, compared by small general word lists.

Two words are one population only where news uses them for the very same people; "people" and
"civilians" are not, and no list here knows any particular story.
"""

from __future__ import annotations

from functools import lru_cache

from gloss.annotate.symbols import SYMBOLS
from gloss.link.words import FUNCTION_WORDS, fold, word_set, words_of

_POPULATIONS = (
    "detainee prisoner inmate captive",
    "people person human",
    "soldier troop serviceman servicemember",
    "child kid",
    "policeman officer police",
    "worker employee staffer",
    "refugee asylum-seeker",
    "protester demonstrator",
    "house home",
    "vehicle car",
    "woman female",
    "man male",
)
_EVENTS = (
    "kill die death dead slay fatality casualty claim",
    "injure wound hurt",
    "arrest detain apprehend",
    "displace uproot flee",
    "execute behead",
    "destroy demolish raze",
    "abduct kidnap",
    "evacuate rescue",
)
_IRREGULAR = dict(
    pair.split(":")
    for pair in word_set(
        """people:people persons:person men:man women:woman children:child police:police policemen:policeman
        servicemen:serviceman wives:wife lives:life troops:troop hung:hang hanged:hang slain:slay died:die
        dying:die fled:flee dead:dead homes:home houses:house vehicles:vehicle employees:employee
        refugees:refugee males:male females:female deaths:death casualties:casualty lost:lose killed:kill
        wounded:wound injured:injure arrested:arrest detained:detain displaced:displace"""
    )
)
_CODE = 3
"""Letters of a currency's code, or fewer for its sign ("R38 million")."""
_MEASURES = word_set(
    """second minute hour day week month year decade century percent percentage point per-cent % dollar euro
    pound yen cent rupee peso franc yuan rouble ruble riyal dinar lira usd eur gbp meter metre kilometer
    kilometre mile foot inch yard acre hectare ton tonne kilogram kilo gram litre liter gallon barrel degree
    rs rp rm tk sh ksh km kg mph mm cm m ft ha sq watt megawatt gigawatt $ £ € ¥ time page"""
)


@lru_cache(maxsize=4096)
def head(unit: str) -> str:
    """The lemma of a unit's head noun: "imprisoned political opponents" gives "opponent"."""
    kept: list[str] = []
    for word in unit.split():
        if kept and fold(word) in ("of", "in", "from", "on", "at", "for", "who", "that", "with", "by"):
            break
        kept.append(word)
    norms = [w for w in words_of(" ".join(kept)).norms if w not in FUNCTION_WORDS]
    return lemma(norms[-1]) if norms else fold(unit.strip())


def lemma(word: str) -> str:
    """The singular of a noun or the bare form of a listed participle, as far as endings tell."""
    word = fold(word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, instead in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + instead
    return (
        word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word
    )


@lru_cache(maxsize=4096)
def population(unit: str) -> str:
    """The class of what is counted: the head noun, or the first word of its synonyms."""
    return _first_of(_POPULATIONS, head(unit))


@lru_cache(maxsize=4096)
def happening(event: str) -> str:
    """The class of what happened: the lemma given, or the first word of its synonyms."""
    return _first_of(_EVENTS, lemma(event))


@lru_cache(maxsize=4096)
def is_measure(unit: str) -> bool:
    """Whether a unit is time, money, length, weight or a share, which no group ever holds."""
    letters = unit.isupper() and len(unit) <= _CODE
    return letters or unit in SYMBOLS or head(unit) in _MEASURES or any(c in unit for c in "$£€¥%")


def _first_of(classes: tuple[str, ...], word: str) -> str:
    return next((names.split()[0] for names in classes if word in names.split()), word)
