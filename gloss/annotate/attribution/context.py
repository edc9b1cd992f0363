"""What a word looks like where it stands: the features that need no cue to be known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gloss.annotate.attribution.keys import Templates
from gloss.annotate.attribution.tokens import OUTSIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gloss.annotate.attribution.tokens import Ids, Ints, Tokens
    from gloss.annotate.relation import QuoteRegion

EDGE = np.uint64(7)
"""What stands beyond the paragraph's first and last word."""


class Neighbours:
    """Columns of `tokens` as seen some words to the left or right, never across a paragraph's end."""

    __slots__ = ("_near", "size")

    def __init__(self, paragraph: Ints, reach: int) -> None:
        self.size = len(paragraph)
        here = np.arange(self.size)
        self._near: dict[int, Ints] = {}
        for offset in range(-reach, reach + 1):
            there = here + offset
            inside = (there >= 0) & (there < self.size)
            same = inside & (paragraph[np.clip(there, 0, max(self.size - 1, 0))] == paragraph)
            self._near[offset] = np.where(same, there, self.size)

    def at(self, column: NDArray[np.generic], offset: int) -> Ids:
        """`column` as seen from each word `offset` words on; EDGE beyond the paragraph."""
        return np.append(column.astype(np.uint64), EDGE)[self._near[offset]]


def buckets(values: Ints, bounds: tuple[int, ...]) -> Ints:
    """How many of the rising `bounds` each value reaches."""
    return np.searchsorted(np.array(bounds), values, side="right")


def quote_states(tokens: Tokens, regions: tuple[QuoteRegion, ...]) -> tuple[Ints, Ints, Ints]:
    """For each word: outside, at the start, in or at the end of its region; region size; words to a region.

    The size is a bucket of words; the last column is a bucket of words since the last region (even)
    or to the next one (odd), whichever is nearer within the paragraph.
    """
    region = tokens.region
    quoted = region != OUTSIDE
    size = np.bincount(region[quoted], minlength=len(regions) + 1)
    words = np.where(quoted, size[np.maximum(region, 0)], 0)
    before = np.ones(len(region), dtype=bool)
    after = np.ones(len(region), dtype=bool)
    before[1:] = region[1:] != region[:-1]
    after[:-1] = region[:-1] != region[1:]
    state = np.where(quoted, 1 + before + 2 * after, 0)
    return state, buckets(words, (1, 3, 4, 6, 9, 14, 25)), _nearest_region(tokens, quoted)


def _nearest_region(tokens: Tokens, quoted: NDArray[np.bool_]) -> Ints:
    here = np.arange(len(quoted))
    far = 99
    last = np.maximum.accumulate(np.where(quoted, here, -1))
    following = np.minimum.accumulate(np.where(quoted, here, 10**9)[::-1])[::-1]
    back, forward = np.full(len(here), far), np.full(len(here), far)
    has = last >= 0
    same = has & (tokens.paragraph[np.maximum(last, 0)] == tokens.paragraph)
    back[same] = (here - last)[same]
    has = following < len(here)
    same = has & (tokens.paragraph[np.where(has, following, 0)] == tokens.paragraph)
    forward[same] = (following - here)[same]
    bounds = (1, 2, 3, 5, 8, 99)
    return np.where(back <= forward, 2 * buckets(back, bounds), 2 * buckets(forward, bounds) + 1)


def places(tokens: Tokens) -> tuple[Ints, Ints]:
    """For each word, buckets of: words since its sentence began; sentences since its paragraph began."""
    here = np.arange(len(tokens))
    new_sentence = np.ones(len(here), dtype=bool)
    new_sentence[1:] = tokens.sentence[1:] != tokens.sentence[:-1]
    new_paragraph = np.ones(len(here), dtype=bool)
    new_paragraph[1:] = tokens.paragraph[1:] != tokens.paragraph[:-1]
    sentence_start = np.maximum.accumulate(np.where(new_sentence, here, 0))
    first_sentence = np.maximum.accumulate(np.where(new_paragraph, tokens.sentence, 0))
    return (
        buckets(here - sentence_start, (1, 2, 3, 5, 9, 16)),
        buckets(tokens.sentence - first_sentence, (1, 2, 4)),
    )


def features(
    tokens: Tokens, regions: tuple[QuoteRegion, ...], clusters: NDArray[np.uint64]
) -> NDArray[np.uint32]:
    """Keys of shape (words, templates). `clusters` holds one or more distributional classes a word."""
    near = Neighbours(tokens.paragraph, 4)
    state, size, nearest = quote_states(tokens, regions)
    since, sentence = places(tokens)
    templates = Templates(first=1)
    add = templates.add

    def window(column: NDArray[np.generic], *offsets: int) -> None:
        for offset in offsets:
            add(near.at(column, offset))

    t, head = tokens, tokens.head
    window(t.lower, -3, -2, -1, 0, 1, 2, 3)
    window(t.lemma, -2, -1, 0, 1, 2)
    window(t.tag, -3, -2, -1, 0, 1, 2, 3)
    window(t.dep, -2, -1, 0, 1, 2)
    window(t.entity, -1, 0, 1)
    window(state, -2, -1, 0, 1, 2)
    window(t.children, 0)
    add(t.shape, since)
    add(t.suffix)
    add(size, state)
    add(nearest)
    add(nearest, t.tag)
    add(nearest, t.lemma)
    add(since, t.tag)
    add(sentence, since, state)
    for left, right in ((-2, -1), (-1, 0), (0, 1), (1, 2)):
        add(near.at(t.lower, left), near.at(t.lower, right))
        add(near.at(t.tag, left), near.at(t.tag, right))
    add(near.at(t.tag, -2), near.at(t.tag, -1), t.tag)
    add(near.at(t.tag, -1), t.tag, near.at(t.tag, 1))
    add(t.tag, near.at(t.tag, 1), near.at(t.tag, 2))
    add(t.lemma, near.at(t.tag, 1), near.at(t.tag, -1))
    add(t.lemma, near.at(state, -1), near.at(state, 1), state)
    add(t.tag, near.at(state, -1), near.at(state, 1), state)
    add(near.at(t.lower, -1), near.at(state, 1), state)
    add(near.at(t.lower, -1), t.lower, near.at(t.lower, 1))
    _tree_features(templates, tokens, state)
    _clause_features(templates, tokens, near)
    for layer in clusters.T:
        window(layer, -1, 0, 1)
        add(layer, t.children)
        add(layer, t.tag, state)
        add(layer, near.at(layer, 1))
        add(near.at(layer, -1), layer)
        add(t.dep, layer[head])
    return templates.keys()


def _tree_features(templates: Templates, tokens: Tokens, state: Ints) -> None:
    """Each word in its tree: what hangs on it, and what it hangs on."""
    add, t, head = templates.add, tokens, tokens.head
    add(t.lemma, t.dep)
    add(t.lemma, t.children)
    add(t.lemma, t.tag, state)
    add(t.tag, t.children)
    add(t.tag, t.dep, t.children)
    add(t.dep, t.lemma[head])
    add(t.dep, t.tag, t.tag[head])
    add(t.lemma, t.lemma[head])
    add(t.dep, t.children[head])
    add(t.dep, t.dep[head], t.lemma[head])
    add(t.dep, t.dep[head], t.dep[head[head]])


def _clause_features(templates: Templates, tokens: Tokens, near: Neighbours) -> None:
    """The clause around each word: how it hangs on which word, and where its bounds are."""
    add, t, clause = templates.add, tokens, tokens.clause
    above = t.head[clause]
    outer = t.clause[above]
    side = np.sign(above - np.arange(len(t)))
    edges = (t.left[clause] == np.arange(len(t))) + 2 * (t.right[clause] == np.arange(len(t)))
    add(t.dep[clause], t.lemma[above], side)
    add(t.dep[clause], t.tag[above], side, edges)
    add(t.dep[clause], t.dep[above], t.lemma[outer])
    add(t.lemma[clause], t.dep[clause])
    add(t.dep[clause], t.children[above], side)
    add(near.at(t.dep[clause], -1), t.dep[clause], near.at(t.dep[clause], 1))
    add(near.at(clause, -1) == clause.astype(np.uint64), t.dep[clause], t.lemma[above])
    add(near.at(t.lemma[above], -1), t.lemma[above], t.dep[clause])
    add(t.dep, t.dep[clause], t.lemma[clause])
