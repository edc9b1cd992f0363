"""Feature keys: columns of whole numbers mixed into one 32-bit key a row and template."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ids = NDArray[np.uint64]
    Column = NDArray[np.uint64] | NDArray[np.int64] | NDArray[np.bool_]

_PRIME = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)
_HIGH = np.uint64(32)


def mixed(*columns: Column) -> Ids:
    """One 64-bit number a row that depends on every column and on their order."""
    state = np.full(len(columns[0]), 0x51_7C_C1_B7, dtype=np.uint64)
    for column in columns:
        state = (state ^ column.astype(np.uint64)) * _PRIME
        state ^= state >> _SHIFT
    return state


def keyed(column: Ids, template: int) -> NDArray[np.uint32]:
    """The 32-bit keys of one template: equal numbers of different templates get different keys."""
    state = (column ^ np.uint64((template * int(_PRIME)) % 2**64)) * _PRIME
    state ^= state >> _SHIFT
    return (state * _PRIME >> _HIGH).astype(np.uint32)


class Templates:
    """Collects the keys of one template after the other; `first` is the number of the first."""

    __slots__ = ("_columns", "_next")

    def __init__(self, first: int) -> None:
        self._columns: list[NDArray[np.uint32]] = []
        self._next = first

    def add(self, *parts: Column) -> None:
        """One more template: the conjunction of `parts`, each of one entry a row."""
        self._columns.append(keyed(mixed(*parts), self._next))
        self._next += 1

    def keys(self) -> NDArray[np.uint32]:
        """Keys of shape (rows, templates)."""
        return np.stack(self._columns, axis=1)
