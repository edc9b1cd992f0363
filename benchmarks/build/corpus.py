"""An invented corpus of any size: articles with speakers, quotations, figures and denials."""

from __future__ import annotations

import random
from itertools import accumulate
from pathlib import Path

_SYLLABLES = [
    "bar",
    "dun",
    "fel",
    "gor",
    "hal",
    "ister",
    "kes",
    "lorn",
    "mar",
    "nor",
    "ost",
    "pell",
    "quin",
    "ras",
    "sel",
    "tor",
    "ul",
    "ven",
    "wes",
    "yar",
]
_STOCK = 4000
"""Invented words beside the real ones, and one more for each article."""
_OUTLETS = ("The Coast Herald", "Northern Wire", "Evening Ledger", "Harbour Post", "Inland Courier")
_ROLES = ("minister", "mayor", "spokeswoman", "engineer", "professor", "judge", "captain", "nurse")
_BODIES = ("Harbour Board", "Water Company", "City Council", "Rail Union", "Fire Service", "Power Agency")
_THINGS = ("bridge", "tunnel", "reservoir", "school", "market", "railway", "clinic", "warehouse")
_WORDS = [
    "plain",
    "early",
    "heavy",
    "northern",
    "second",
    "public",
    "narrow",
    "costly",
    "quiet",
    "sudden",
    "clear",
    "distant",
    "repeated",
    "general",
    "report",
    "budget",
    "winter",
    "morning",
    "contract",
    "platform",
    "machine",
    "number",
    "section",
    "window",
    "garden",
    "record",
    "signal",
    "carried",
    "opened",
    "closed",
    "counted",
    "followed",
    "measured",
    "delayed",
    "repaired",
    "examined",
    "planned",
    "reached",
    "crossed",
]


def write_corpus(folder: Path, articles: int, seed: int = 1) -> None:
    """Write `articles` articles into briefings of 25 under `folder`; the same for the same seed.

    Words follow Zipf's law over a stock that grows with the corpus, as in real text. Of a few words
    drawn evenly, runs of three would be equal by chance, ever more of them in a larger corpus.
    """
    dice = random.Random(seed)
    words = _Words(dice, articles)
    people = [(_name(dice), dice.choice(_ROLES)) for _ in range(articles)]
    for number in range(articles):
        briefing = folder / f"story-{number // 25:03d}"
        (briefing / "sources").mkdir(parents=True, exist_ok=True)
        if number % 25 == 0:
            head = f"---\ntitle: Story {number // 25}\ndate: 2024-02-{number // 25 % 28 + 1:02d}\n---\n"
            (briefing / "briefing.md").write_text(head + "What the papers said.\n", "utf-8")
        text = _article(dice, words, people[number], people[dice.randrange(articles)])
        (briefing / "sources" / f"article-{number:05d}.txt").write_text(text, "utf-8")
    (folder / "actors.yml").write_text("[]\n", "utf-8")
    (folder / "decisions.yml").write_text("[]\n", "utf-8")


class _Words:
    """Words to draw from, the first ones most often."""

    def __init__(self, dice: random.Random, articles: int) -> None:
        invented = ("".join(dice.choices(_SYLLABLES, k=dice.randint(1, 3))) for _ in range(_STOCK + articles))
        self._dice, self._stock = dice, [*_WORDS, *invented]
        self._weights = list(accumulate(1 / (n + 3) for n in range(len(self._stock))))

    def clause(self) -> str:
        """Seven to eleven words, the first with a capital."""
        many = self._dice.randrange(6, 11)
        return " ".join(["The", *self._dice.choices(self._stock, cum_weights=self._weights, k=many)])


def _article(dice: random.Random, words: _Words, speaker: tuple[str, str], other: tuple[str, str]) -> str:
    (name, role), (critic, critics_role) = speaker, other
    thing, body, place = dice.choice(_THINGS), dice.choice(_BODIES), _place(dice)
    surname = name.split()[1]
    paragraphs = [
        f"The {body} said on Tuesday that {dice.randrange(20, 900)} people used the {thing} in {place} "
        "each day.",
        f"“{words.clause()} and {words.clause()},” said {name}, the {role} of {place}. “{words.clause()}.”",
        f"{words.clause()}, and {words.clause()}. {words.clause()} before {words.clause().lower()}.",
        f"{surname} said that about {dice.randrange(2, 90)} workers had lost their jobs "
        f"in {dice.randrange(2, 9)} years.",
        f"{critic}, a {critics_role}, accused the {body} of hiding the cost. "
        f"“{words.clause()},” {critic} said.",
        f"The {body} denied this. “{words.clause()},” it said in a statement.",
        f"{words.clause()}. {words.clause()}. It was not clear whether {words.clause().lower()}.",
    ]
    head = (
        f"---\ntitle: {thing.capitalize()} in {place}\npublisher: {dice.choice(_OUTLETS)}\n"
        f"published: 2024-02-{dice.randrange(1, 29):02d}\nlanguage: en\n---\n"
    )
    return head + "\n\n".join(paragraphs) + "\n"


def _name(dice: random.Random) -> str:
    return f"{_place(dice)} {_place(dice)}"


def _place(dice: random.Random) -> str:
    return "".join(dice.choice(_SYLLABLES) for _ in range(3)).capitalize()
