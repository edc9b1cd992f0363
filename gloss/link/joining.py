"""Which actors of different articles are one: by register, key, full name and head words.

Every rule looks at nodes that share a key of its own, so the cost grows with the number of nodes.
Evidence to the contrary keeps apart; what fits two is left to the editors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from itertools import chain

from gloss.link.ids import slug
from gloss.link.names import initials, is_full, person_key, plain_words, surname
from gloss.link.nodes import Doubt, Joins, LocalId, Node
from gloss.link.register import Register, RegisterEntry
from gloss.link.registered import RegisteredNames
from gloss.link.spoken import Spoken
from gloss.link.words import content_words, word_set

# Words of which every country has bodies: alike in name, they are the same only with the same country.
_GENERIC = word_set(
    """ministry department army police military court parliament government office agency council cabinet
    senate navy force forces administration embassy party opposition president presidency prosecutor
    assembly congress bank commission committee bureau service services guard authority authorities
    regime ministerium directorate union
    foreign affairs defence interior health finance trade justice education agriculture energy transport
    security intelligence national central federal supreme high public works labour labor economy culture
    information home external internal armed air"""
)


class Joiner:
    """One run of joining over the nodes of a corpus."""

    def __init__(self, nodes: list[Node], register: Register, spoken: Spoken) -> None:
        self._spoken = spoken
        self.nodes = nodes
        self.register = register
        self.joins = Joins(nodes)
        self.doubts: list[Doubt] = []
        self._marks: dict[LocalId, RegisterEntry] = {}

    def run(self) -> list[list[Node]]:
        """The joined sets of nodes; `doubts` is filled on the way."""
        self._by_register()
        self._join_each(self.nodes, lambda n: n.local.key)
        unkeyed = [node for node in self.nodes if node.local.key is None]
        self._people([n for n in unkeyed if n.local.type == "person" and n.local.named])
        self._bodies([n for n in unkeyed if n.local.type != "person" and n.local.named])
        self._join_each([n for n in unkeyed if not n.local.named], _role_key)
        self._acronyms(unkeyed)
        self._short_names(unkeyed)
        return self.joins.groups(self.nodes)

    def entry_of(self, node: Node) -> RegisterEntry | None:
        """The register's entry for the set this node is in."""
        return self._marks.get(self.joins.root(node.id))

    def _join_each(self, nodes: Iterable[Node], key: Callable[[Node], Hashable | None]) -> None:
        for same in _blocks(nodes, key).values():
            self._join(same)

    def _join(self, nodes: list[Node]) -> None:
        """Joins the nodes, unless the register tells some of them apart: then the others fit several."""
        entries = {entry.id: entry for node in nodes if (entry := self.entry_of(node))}
        if len(entries) > 1:
            firsts = [next(n for n in nodes if self.entry_of(n) is entry) for entry in entries.values()]
            free = [node for node in nodes if self.entry_of(node) is None]
            self.doubts.extend(
                Doubt(n, tuple(firsts), "the register holds several of this name") for n in free
            )
            return
        for entry in entries.values():
            nodes = [n for n in nodes if self.entry_of(n) or slug(n.local.name) not in entry.not_]
        self.joins.join(nodes)
        self._marks.update((self.joins.root(nodes[0].id), entry) for entry in entries.values())

    def _by_register(self) -> None:
        names = RegisteredNames(self.register)
        entries = {entry.id: entry for entry in self.register.entries}
        same: dict[str, list[Node]] = defaultdict(list)
        for node in self.nodes:
            found = names.entry_of(node)
            if found and slug(node.local.name) not in found.not_:
                same[found.id].append(node)
        for actor, nodes in same.items():
            self.joins.join(nodes)
            self._marks[self.joins.root(nodes[0].id)] = entries[actor]

    def _people(self, nodes: list[Node]) -> None:
        full = _blocks(nodes, lambda n: person_key(n.local.name) if is_full(n.local.name) else None)
        for same in full.values():
            for part in self._apart(same, lambda n: n.local.gender, "a man and a woman bear this name"):
                for whole in self._apart(part, _initials, "people of this name have different initials"):
                    self._join(whole)

    def _apart(
        self, nodes: list[Node], mark: Callable[[Node], Hashable | None], reason: str
    ) -> list[list[Node]]:
        """Nodes parted by a mark where it contradicts; those without it fit several, so they stay alone."""
        marked = _blocks(nodes, mark)
        if len(marked) < 2:
            return [nodes]
        unmarked = [node for node in nodes if mark(node) is None]
        firsts = tuple(same[0] for same in marked.values())
        self.doubts.extend(Doubt(node, firsts, reason) for node in unmarked)
        return [*marked.values(), *([node] for node in unmarked)]

    def _bodies(self, nodes: list[Node]) -> None:
        for same in _blocks(nodes, lambda n: (n.local.type, n.body.core)).values():
            core = same[0].body.core
            generic = core <= _GENERIC
            by_country = _blocks(same, lambda n: n.body.country)
            for nation in by_country.values():
                self._join(nation)
            stateless = [node for node in same if node.body.country is None]
            if not generic and not by_country:
                self._join(stateless)
                continue
            for local in _blocks(stateless, lambda n: n.briefing).values():
                self._stateless(local, by_country, generic)

    def _stateless(self, nodes: list[Node], by_country: dict[Hashable, list[Node]], generic: bool) -> None:
        """Joins bodies printed without their country to the one body of their briefing they can be."""
        briefing = nodes[0].briefing
        near = {
            code: here
            for code, same in by_country.items()
            if (here := [n for n in same if n.briefing == briefing])
        }
        if not near:
            self._join(nodes)
            return
        for node in nodes:
            fits = (
                near
                if len(near) == 1 and not generic
                else {c: s for c, s in near.items() if c == node.main_country}
            )
            if len(fits) == 1:
                self._join([next(iter(fits.values()))[0], node])
            else:
                firsts = tuple(same[0] for same in near.values())
                self.doubts.append(Doubt(node, firsts, "the text does not say of which country"))

    def _acronyms(self, nodes: list[Node]) -> None:
        """Joins an actor printed only as an acronym to the one that explains it in the same briefing."""
        explained: dict[Hashable, dict[LocalId, Node]] = defaultdict(dict)
        for node in nodes:
            if not _is_acronym(node.local.name):
                for name in filter(_is_acronym, node.names):
                    explained[node.briefing, node.local.type, name].setdefault(self.joins.root(node.id), node)
        for node in nodes:
            fits = list(explained.get((node.briefing, node.local.type, node.local.name), {}).values())
            if len(fits) == 1:
                self._join([fits[0], node])
            elif fits:
                self.doubts.append(Doubt(node, tuple(fits), "the letters stand for more than one name here"))

    def _short_names(self, nodes: list[Node]) -> None:
        """Joins a surname that an article prints alone if a title or quoted words agree; else editors say.

        Where no article of the briefing prints a fuller name with it, the surname is one person.
        """
        people = [n for n in self.nodes if n.local.type == "person" and n.local.named]
        full: dict[Hashable, dict[LocalId, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for node in people:
            if is_full(node.local.name):
                full[node.briefing, surname(node.local.name)][self.joins.root(node.id)].append(node)
        alone = []
        for node in nodes:
            if node.local.type != "person" or not node.local.named or is_full(node.local.name):
                continue
            fits = list(full.get((node.briefing, surname(node.local.name)), {}).values())
            if fits:
                self._place_short(node, fits)
            else:
                alone.append(node)
        for same in _blocks(alone, lambda n: (n.briefing, person_key(n.local.name))).values():
            for part in self._apart(same, lambda n: n.local.gender, "a man and a woman bear this name"):
                self._join(part)

    def _agree(self, one: Node, other: Node) -> bool:
        return _titles_agree(one, other) or self._spoken.agree(one, other)

    def _place_short(self, node: Node, fits: list[list[Node]]) -> None:
        agreeing = [same for same in fits if any(self._agree(node, other) for other in same)]
        if len(agreeing) == 1 and not any(_contradict(node, other) for other in agreeing[0]):
            self._join([agreeing[0][0], node])
            return
        reason = "the surname fits several people"
        if len(fits) == 1:
            reason = "only the surname is printed, and no title or quoted words agree"
        self.doubts.append(Doubt(node, tuple(same[0] for same in fits), reason))


def _blocks(nodes: Iterable[Node], key: Callable[[Node], Hashable | None]) -> dict[Hashable, list[Node]]:
    """Nodes by key, in order; those whose key is None are left out."""
    found: dict[Hashable, list[Node]] = {}
    for node in nodes:
        value = key(node)
        if value is not None:
            found.setdefault(value, []).append(node)
    return found


def _role_key(node: Node) -> Hashable | None:
    """A role without a name is the same in one briefing if it says of what ("crown prince of …")."""
    words = node.local.name.split()
    specific = len(words) > 2 and any(word[:1].isupper() for word in words[1:])
    return (node.briefing, plain_words(node.local.name)) if specific else None


def _initials(node: Node) -> Hashable | None:
    return initials(node.local.name) or None


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "")
    return letters.isalpha() and letters.isupper() and 2 < len(letters) < 8


def _titles_agree(one: Node, other: Node) -> bool:
    """Whether titles of both share two words of meaning, or one holds no word but the other's."""
    mine = [content_words(plain_words(t.text)) for t in one.local.titles]
    theirs = [content_words(plain_words(t.text)) for t in other.local.titles]
    return any(
        len(a & b) > 1 or (a and b and (a <= b or b <= a))
        for a, b in chain.from_iterable(((a, b) for b in theirs) for a in mine)
    )


def _contradict(one: Node, other: Node) -> bool:
    return None not in (one.local.gender, other.local.gender) and one.local.gender != other.local.gender
