"""Silver entities made more even: one type per name in a document, and what every guideline agrees on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from gloss.annotate import gazetteer
from training.scripts.entities import Tagged
from training.scripts.swap import BODIES

# Buildings whose names mean who works there: organisations to guidelines of newswire (MUC, IEER).
SEATS = frozenset({"White House", "Kremlin", "Pentagon", "Vatican"})
PARTIES = frozenset({"GOP", "Republican Party", "Democratic Party"})
BODY_WORDS = frozenset(BODIES) - {"Oil", "Post", "Times", "Center", "Centre", "Records", "Front"}

Entity = tuple[int, int, str]


def repaired(document: Iterable[Tagged]) -> list[Tagged]:
    """The passages of one document with their entities' labels made one per name.

    A single word that closes a full personal name elsewhere in the document is that person, labelled or not;
    so is one in capitals before a colon, as transcripts name their speakers.
    """
    passages = list(document)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    people: Counter[str] = Counter()
    for passage in passages:
        for start, end, label in passage.entities:
            votes[_text(passage, start, end)][label] += 1
            if label == "PERSON" and end - start > 1:
                people[passage.words[end - 1]] += 1
    surnames = {
        name for name, seen in people.items() if seen and not gazetteer.country(name) and len(name) > 2
    }
    return [Tagged(p.words, p.spaces, tuple(_entities(p, votes, surnames))) for p in passages]


def _entities(passage: Tagged, votes: dict[str, Counter[str]], surnames: set[str]) -> list[Entity]:
    kept: list[Entity] = []
    for start, end, label in passage.entities:
        text = _text(passage, start, end)
        if end - start == 1 and text in surnames:
            kept.append((start, end, "PERSON"))
        else:
            kept.append((start, end, agreed(text, votes[text].most_common(1)[0][0] if votes else label)))
    taken = {index for start, end, _ in kept for index in range(start, end)}
    capitals = {name.upper() for name in surnames}
    for index, word in enumerate(passage.words):
        speaks = word in capitals and passage.words[index + 1 : index + 2] == (":",)
        if index not in taken and word[:1].isupper() and (word in surnames or speaks):
            kept.append((index, index + 1, "PERSON"))
    return sorted(kept)


def agreed(text: str, label: str) -> str:
    """The label after what all guidelines agree on: countries are places, ministries are organisations."""
    if text in SEATS or text in PARTIES:
        return "ORG"
    if label in {"ORG", "MISC", "PERSON"} and (gazetteer.country(text) or gazetteer.is_us_state(text)):
        return "LOC" if label != "PERSON" else label
    words = text.split()
    if label in {"PERSON", "LOC", "MISC"} and len(words) > 1 and words[-1] in BODY_WORDS:
        return "ORG"
    return label


def _text(passage: Tagged, start: int, end: int) -> str:
    return " ".join(passage.words[start:end])
