"""Values under their keys: the one shape of all look-ups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def grouped(values: Iterable[V], by: Callable[[V], K]) -> Mapping[K, tuple[V, ...]]:
    """Values under their keys, each group in the order given."""
    found: dict[K, list[V]] = defaultdict(list)
    for value in values:
        found[by(value)].append(value)
    return {key: tuple(group) for key, group in found.items()}
