"""Runs of words by which quoted strings are brought together: only the rare ones tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Sized

Run = tuple[str, ...]

_ASKED = 16
_CROWD = 64
"""A run of words that stands in more units than this says nothing about any of them."""


def grams(words: Sequence[str], size: int) -> set[Run]:
    """The runs of `size` words, each once."""
    return {tuple(words[n : n + size]) for n in range(len(words) - size + 1)}


def rarest(runs: Iterable[Run], index: Mapping[Run, Sized]) -> list[Run]:
    """Of the 16 rarest runs those that more than one unit holds, and no crowd, rarest first.

    `index` holds the units of each run. Runs of one unit are among the rarest, but lead nowhere.
    """
    counts = [(len(index.get(run, ())), run) for run in runs]
    shared = sorted(found for found in counts if found[0] > 1)
    room = max(0, _ASKED - (len(counts) - len(shared)))
    return [run for count, run in shared[:room] if count <= _CROWD]
