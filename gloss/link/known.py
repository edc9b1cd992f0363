"""What linking found last time, for a program that links again and again: the live preview."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

T = TypeVar("T")


class Known:
    """Results by what they were made from; one run keeps what it asked for, and the next may take it.

    Only results that follow from their key alone belong here, so that a link with a memory gives what
    one without gives. With `keep` False nothing is kept and memory stays as it was.
    """

    def __init__(self, *, keep: bool = True) -> None:
        self._keep = keep
        self._before: dict[Hashable, tuple[tuple[object, ...], object]] = {}
        self._now: dict[Hashable, tuple[tuple[object, ...], object]] = {}

    def begin(self) -> None:
        """Start another run: what the last one did not ask for is forgotten."""
        self._before, self._now = self._now, {}

    def get(self, key: Hashable, make: Callable[[], T], *held: object) -> T:
        """The result under `key`, from before or made now.

        `held` are the objects whose `id` is in the key: they are kept, so that no other object gets it.
        """
        if not self._keep:
            return make()
        found = self._now.get(key) or self._before.get(key) or (held, make())
        self._now[key] = found
        return cast(T, found[1])

    def same(self, name: str, value: T) -> T:
        """The equal value of this name from before where there is one, so that its `id` may be in keys."""
        found = self._before.get(name)
        kept = found[1] if found is not None and found[1] == value else value
        if self._keep:
            self._now[name] = (), kept
        return kept


NOTHING = Known(keep=False)
"""Remembers nothing."""
