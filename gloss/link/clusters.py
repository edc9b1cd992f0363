"""A union-find over anything that can be hashed and ordered."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Clusters(Generic[T]):
    """Disjoint sets; members are known from the first time they are asked for."""

    def __init__(self, members: Iterable[T] = ()) -> None:
        self._parent: dict[T, T] = {member: member for member in members}
        self._size: dict[T, int] = {}

    def root(self, member: T) -> T:
        parent = self._parent.setdefault(member, member)
        while parent != self._parent[parent]:
            self._parent[member] = self._parent[parent]
            member, parent = parent, self._parent[parent]
        return parent

    def join(self, one: T, other: T) -> None:
        a, b = self.root(one), self.root(other)
        if a == b:
            return
        if self._size.get(a, 1) < self._size.get(b, 1):
            a, b = b, a
        self._parent[b] = a
        self._size[a] = self._size.get(a, 1) + self._size.get(b, 1)

    def together(self, one: T, other: T) -> bool:
        return self.root(one) == self.root(other)

    def sets(self) -> list[list[T]]:
        """The members of every set, sets and members in the order they came in."""
        found: dict[T, list[T]] = {}
        for member in self._parent:
            found.setdefault(self.root(member), []).append(member)
        return list(found.values())
