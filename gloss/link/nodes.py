"""Actors of single articles as nodes to be joined, and the groups they are joined into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gloss.link.names import BodyName, body_name
from gloss.link.register import RegisterEntry
from gloss.model import ActorType, AnnotatedArticle, ArticleActor

LocalId = tuple[str, str]
"""(article id, id of the actor within that article)."""


@dataclass(frozen=True, slots=True)
class Node:
    """One actor of one article, with the countries that article speaks of."""

    article: str
    briefing: str
    local: ArticleActor
    country: str | None
    main_country: str | None

    @property
    def id(self) -> LocalId:
        return self.article, self.local.id

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.local.name, *self.local.names)))

    @property
    def body(self) -> BodyName:
        """Its name without word order; the country is that of the name or of what it is part of."""
        found = body_name(self.local.name)
        return BodyName(found.country or self.country, found.core)


@dataclass(slots=True)
class Group:
    """Nodes that are one actor."""

    nodes: list[Node]
    entry: RegisterEntry | None = None
    id: str = ""
    name: str = ""
    former: list[str] = field(default_factory=list)

    @property
    def type(self) -> ActorType:
        if self.entry:
            return self.entry.type
        if len(self.nodes) == 1:
            return self.nodes[0].local.type
        return most_common(node.local.type for node in self.nodes)

    @property
    def key(self) -> str | None:
        return next((n.local.key for n in self.nodes if n.local.key), None)

    @property
    def named(self) -> bool:
        return self.entry is not None or not self.nodes or any(n.local.named for n in self.nodes)

    @property
    def briefings(self) -> frozenset[str]:
        return frozenset(n.briefing for n in self.nodes)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Nodes that fit more than one actor, or one on too little evidence; they were left apart."""

    node: Node
    candidates: tuple[Node, ...]
    reason: str


def nodes_of(records: Iterable[AnnotatedArticle]) -> list[Node]:
    """A node for every actor of every article, in the articles' order."""
    found = []
    for record in records:
        article, annotations = record.article, record.annotations
        local = {actor.id: actor for actor in annotations.actors}
        main = _main_country(record)
        for actor in annotations.actors:
            owner = local.get(actor.part_of) if actor.part_of else None
            code = _code(owner.key) if owner else None
            found.append(Node(article.id, article.briefing, actor, code, main))
    return found


def _main_country(record: AnnotatedArticle) -> str | None:
    """The code of the country an article mentions most; None where two lead or there is none."""
    codes = {a.id: _code(a.key) for a in record.annotations.actors}
    counts = Counter(code for m in record.annotations.mentions if m.actor and (code := codes.get(m.actor)))
    leading = counts.most_common(2)
    if not leading or (len(leading) == 2 and leading[0][1] == leading[1][1]):
        return None
    return leading[0][0]


def _code(key: str | None) -> str | None:
    """The country code of a key such as `country:SY` or `government:SY`."""
    return key.partition(":")[2] or None if key else None


def most_common(values: Iterable[ActorType]) -> ActorType:
    """The most frequent value, the first in the alphabet among equals."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else "person"


def fullest(nodes: Iterable[Node]) -> str:
    """The fullest name among the nodes: most words, then longest, then first in the alphabet."""
    names = {node.local.name for node in nodes}
    return min(names, key=lambda name: (-len(name.split()), -len(name), name))


class Joins:
    """Union-find over nodes."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._parent = {node.id: node.id for node in nodes}

    def root(self, node: LocalId) -> LocalId:
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def join(self, nodes: Sequence[Node]) -> None:
        for node in nodes[1:]:
            first, other = sorted((self.root(nodes[0].id), self.root(node.id)))
            self._parent[other] = first

    def groups(self, nodes: Iterable[Node]) -> list[list[Node]]:
        """The nodes of every joined set, sets and nodes in the given order."""
        found: dict[LocalId, list[Node]] = {}
        for node in nodes:
            found.setdefault(self.root(node.id), []).append(node)
        return list(found.values())
