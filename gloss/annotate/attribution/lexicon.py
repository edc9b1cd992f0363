"""Distributional classes of words, learnt from raw text: words that occur alike share a class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gloss.annotate.attribution.keys import keyed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

UNKNOWN = 0
"""The class of a word that was never met."""


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes by lemma: `keys` sorted, `numbers` of shape (keys, layers), from coarse to fine."""

    keys: NDArray[np.uint32]
    numbers: NDArray[np.uint16]

    def of(self, lemmas: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Classes of shape (words, layers) of lemma ids; UNKNOWN for a word never met."""
        out = np.full((len(lemmas), self.numbers.shape[1]), UNKNOWN, dtype=np.uint64)
        if len(self.keys) and self.numbers.shape[1]:
            wanted = lemma_keys(lemmas)
            place = np.searchsorted(self.keys, wanted)
            place[place == len(self.keys)] = 0
            known = self.keys[place] == wanted
            out[known] = self.numbers[place[known]]
        return out

    def to_arrays(self) -> dict[str, NDArray[np.generic]]:
        return {"class_keys": self.keys, "class_numbers": self.numbers}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Classes:
        """The classes that `to_arrays` stored; KeyError where an array is missing."""
        return cls(
            np.asarray(arrays["class_keys"], dtype=np.uint32),
            np.asarray(arrays["class_numbers"], dtype=np.uint16),
        )

    @classmethod
    def none(cls) -> Classes:
        return cls(np.zeros(0, np.uint32), np.zeros((0, 0), np.uint16))


def lemma_keys(lemmas: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Short keys of spaCy's lemma ids."""
    return keyed(lemmas, 0)
