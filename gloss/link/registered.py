"""Which entry of the register an article's actor is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from gloss.link.ids import slug
from gloss.link.names import is_full, plain_words
from gloss.link.nodes import Node
from gloss.link.register import Register, RegisterEntry


class RegisteredNames:
    """Look-up of the register's names, by type and, where a name is one entry's alone, without."""

    def __init__(self, register: Register) -> None:
        self._typed: dict[tuple[str, tuple[str, ...]], RegisterEntry] = {}
        self._bearers: dict[tuple[str, ...], dict[str, RegisterEntry]] = defaultdict(dict)
        for entry in register.entries:
            for text in entry.names:
                self._typed[entry.type, plain_words(text)] = entry
                self._bearers[plain_words(text)][entry.id] = entry

    def entry_of(self, node: Node) -> RegisterEntry | None:
        """The entry one of the node's names belongs to, the longest name first.

        A surname among the aliases stands for whoever is printed by that surname alone, not for
        everybody with it. Where the machine took a registered name for another kind of actor, the
        register is right, unless library facts say which country or government is meant.
        """
        for text in sorted(node.names, key=lambda t: (-len(plain_words(t)), t)):
            words = plain_words(text)
            entry = self._typed.get((node.local.type, words)) or self._of_any_type(node, words)
            if entry and not (entry.type == "person" and is_full(node.local.name) and not is_full(text)):
                return entry
        return None

    def _of_any_type(self, node: Node, words: tuple[str, ...]) -> RegisterEntry | None:
        bearers = list(self._bearers.get(words, {}).values())
        if node.local.key or len(bearers) != 1 or (bearers[0].type == "person" and len(words) < 2):
            return None
        return bearers[0]


def addresses(register: Register, taken: Collection[str]) -> dict[str, str]:
    """Slugs of registered names and the entry each belongs to: where the machine had put that actor before.

    Without those that two entries share, and those that are an actor's own address already.
    """
    bearers: dict[str, set[str]] = defaultdict(set)
    for entry in register.entries:
        for name in entry.names:
            bearers[slug(name)].add(entry.id)
    own = {entry.id for entry in register.entries}.union(taken)
    return {made: min(ids) for made, ids in bearers.items() if len(ids) == 1 and made not in own}
