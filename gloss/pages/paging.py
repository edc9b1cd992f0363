"""Long lists on pages whose membership does not shift when an entry comes or goes.

A list is split by the first letters of its entries' keys, and only where a page would be too
long: a new entry changes the page it belongs on, and no other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bucket(Generic[T]):
    """One page of a list; `prefix` is "" where everything fits on one."""

    prefix: str
    entries: tuple[T, ...]


def key(name: str, ident: str) -> str:
    """Sort key of an entry: its name in ASCII, then its id, so that no two are equal."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", f"{plain} {ident}".casefold()).strip("-")


def buckets(entries: Sequence[tuple[str, T]], size: int) -> tuple[Bucket[T], ...]:
    """The pages of `(key, entry)` pairs in order of key, each of at most `size` entries.

    Entries with the same key stay together, however many they are.
    """
    ordered = sorted(entries, key=lambda entry: entry[0])
    if not ordered:
        return ()
    return tuple(Bucket(prefix, tuple(e for _, e in group)) for prefix, group in _split("", ordered, size))


def _split(prefix: str, entries: list[tuple[str, T]], size: int) -> list[tuple[str, list[tuple[str, T]]]]:
    if len(entries) <= size or entries[0][0] == entries[-1][0]:
        return [(prefix, entries)]
    width = len(prefix) + 1
    groups: dict[str, list[tuple[str, T]]] = {}
    for entry in entries:
        groups.setdefault(entry[0][:width].ljust(width, "-"), []).append(entry)
    found = []
    for longer, group in groups.items():
        found += _split(longer, group, size)
    return found
