"""What a row looks like from its cue: the features that say whose source and content it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gloss.annotate.attribution.context import buckets
from gloss.annotate.attribution.cues import BEGIN_CONTENT, BEGIN_SOURCE, IN_CONTENT, IN_SOURCE
from gloss.annotate.attribution.keys import Templates, mixed
from gloss.annotate.attribution.tokens import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from gloss.annotate.attribution.crf import Floats
    from gloss.annotate.attribution.cues import Cues
    from gloss.annotate.attribution.tokens import Ids, Ints, Tokens
    from gloss.annotate.attribution.windows import Rows

    Add = Callable[..., None]

UP, DOWN = 7, 5
"""Longest paths followed: steps from the row's word and from the cue to where they meet."""

STRONG = 0.5
NOWHERE = 99


@dataclass(frozen=True, slots=True)
class _View:
    """Everything the templates are made from, one entry a row."""

    side: Ints
    distance: Ints
    sentences: Ints
    path: Ids
    steps_down: Ints
    top: Ids
    edges: Ints
    before_top: Ids
    label: Ints
    label_before: Ints
    label_after: Ints
    content: Ints
    source: Ints
    cues_between: Ints
    sources_between: Ints
    contents_between: Ints
    commas_between: Ints
    quotes_between: Ints
    quoted: Ints
    quote_size: Ints


def features(
    tokens: Tokens, cues: Cues, rows: Rows, nodes: Floats, classes: NDArray[np.uint64]
) -> NDArray[np.uint32]:
    """Keys of shape (rows, templates). `nodes` are the first tagger's probabilities by word.

    `classes` holds one or more distributional classes a word.
    """
    templates = Templates(first=201)
    view = _view(tokens, cues, rows, nodes)
    _syntax(templates.add, tokens, cues, rows, view)
    _tags(templates.add, tokens, cues, rows, view)
    _quotations(templates.add, tokens, cues, rows, view)
    for layer in classes.T:
        head = cues.head[rows.cue]
        _classes(templates.add, view, layer[head], layer[rows.word], tokens.children[head])
    return templates.keys()


# --- templates -----------------------------------------------------------------------------------


def _syntax(add: Add, tokens: Tokens, cues: Cues, rows: Rows, v: _View) -> None:
    t, word, head = tokens, rows.word, cues.head[rows.cue]
    lemma, tag, dep, mask = t.lemma[head], t.tag[head], t.dep[head], t.children[head]
    wording = _wording(tokens, cues)[rows.cue]
    add(v.path)
    add(v.path, lemma)
    add(v.path, tag)
    add(v.path, t.tag[word])
    add(v.path, t.lemma[word])
    add(v.path, t.entity[word])
    add(v.path, v.edges)
    add(v.top, v.steps_down, v.side)
    add(v.top, v.steps_down, v.edges, v.side)
    add(v.top, v.steps_down, lemma, v.side)
    add(v.top, v.steps_down, lemma, v.edges, v.side)
    add(v.top, v.steps_down, wording, v.edges, v.side)
    add(v.top, v.steps_down, mask, v.edges)
    add(v.top, v.steps_down, dep, mask, v.side)
    add(v.before_top, v.top, v.steps_down, v.side)
    add(v.before_top, v.top, t.lower[rows.first], v.side)
    add(v.top, v.edges, t.lower[rows.first], v.side)
    add(dep, v.top, v.steps_down, v.edges)
    clause = t.clause[word]
    add(clause == head, t.head[clause] == head, t.dep[clause], v.side)
    add(clause == t.clause[head], t.head[clause] == head, lemma, v.side)
    add(t.clause[head] == head, t.dep[clause], clause == t.clause[t.head[head]], tag, v.side)


def _tags(add: Add, tokens: Tokens, cues: Cues, rows: Rows, v: _View) -> None:
    t, word, head = tokens, rows.word, cues.head[rows.cue]
    lemma, tag, dep, mask = t.lemma[head], t.tag[head], t.dep[head], t.children[head]
    wording = _wording(tokens, cues)[rows.cue]
    sure = buckets((cues.likely[rows.cue] * 100).astype(np.int64), (25, 50, 75, 90))
    add(v.side, v.distance)
    add(v.side, v.distance, v.label)
    add(v.label, v.path)
    add(v.sentences, v.side, v.label)
    add(v.label_before, v.label, v.label_after, v.side)
    add(v.label, v.cues_between, v.side)
    add(v.label, v.sources_between, v.side)
    add(v.label, v.contents_between, v.side)
    add(v.label, v.commas_between, v.side)
    add(v.content, v.side)
    add(v.content, v.cues_between, v.side)
    add(v.source, v.side, v.sources_between)
    add(v.source, v.side, v.cues_between, v.sentences)
    add(v.cues_between, v.side, v.path)
    add(v.cues_between, v.top, v.steps_down, v.side)
    add(lemma, v.side, t.tag[word])
    add(lemma, v.label, v.side)
    add(wording, v.side)
    add(wording, v.label, v.side)
    add(wording, v.side, v.distance)
    add(wording, t.lower[rows.first], v.distance)
    add(tag, dep, v.label, v.side)
    add(mask, v.label, v.side)
    add(mask, tag, v.side, v.distance)
    add(sure, v.label, v.side)
    add(sure, v.side)
    add(v.side, v.distance, t.tag[word])
    add(v.side, v.distance, t.lower[rows.first])


def _quotations(add: Add, tokens: Tokens, cues: Cues, rows: Rows, v: _View) -> None:
    t, head = tokens, cues.head[rows.cue]
    whole = rows.last > rows.first
    count = len(t)
    after = np.minimum(rows.last + 1, max(count - 1, 0))
    before = np.maximum(rows.first - 1, 0)
    new = t.paragraph[before] != t.paragraph[rows.first]
    over = t.paragraph[after] != t.paragraph[rows.first]
    starts, ends = new | (rows.first == 0), over | (rows.last == count - 1)
    stop = t.lower[np.maximum(rows.last - 1, 0)]
    same = (t.region[head] != OUTSIDE) + 2 * (t.region[head] == t.region[rows.word])
    add(v.quoted, v.side, v.distance)
    add(whole, v.quote_size, v.side, v.sentences)
    add(v.quoted, np.where(whole, stop, np.uint64(0)), v.side, v.distance)
    add(whole, t.lower[after], v.side)
    add(whole, t.lower[before], v.side)
    add(whole, starts, ends, v.side, v.sentences)
    add(whole, t.lemma[head], v.side, v.quotes_between)
    add(whole, v.quotes_between, v.cues_between, v.side)
    add(whole, v.cues_between, v.sentences, v.side, starts)
    add(whole, v.sources_between, v.cues_between, v.sentences, v.side)
    add(same, v.quoted, v.side)
    add(same, v.label, v.side)
    add(v.quoted, t.lemma[head], v.side)
    add(v.quoted, v.label, v.quotes_between, v.side)
    add(whole, v.path)


def _classes(add: Add, v: _View, kin: Ids, own: Ids, mask: Ints) -> None:
    """What holds for all cues of one class, so that a rare cue is read like its kin.

    `kin` and `own` are the classes of each row's cue and of its own word.
    """
    add(kin, v.path)
    add(kin, v.top, v.steps_down, v.edges, v.side)
    add(kin, v.top, mask, v.edges, v.side)
    add(kin, v.label, v.side)
    add(kin, v.side, v.distance)
    add(kin, v.quoted, v.side)
    add(own, v.path)
    add(kin, own, v.top, v.side)


def _wording(tokens: Tokens, cues: Cues) -> Ids:
    """The cue's own words, as one number."""
    middle = np.where(cues.last - cues.first > 1, tokens.lower[np.minimum(cues.first + 1, cues.last)], 0)
    return mixed(tokens.lower[cues.first], middle, tokens.lower[cues.last], cues.last - cues.first)


# --- what the templates are made from ------------------------------------------------------------


def _view(tokens: Tokens, cues: Cues, rows: Rows, nodes: Floats) -> _View:
    first, last = cues.first[rows.cue], cues.last[rows.cue]
    side = np.where(rows.last < first, 0, np.where(rows.first > last, 2, 1))
    tags = nodes.argmax(axis=1)
    path, up, down, below = _paths(tokens, rows.word, cues.head[rows.cue])
    top = np.where(up > 0, tokens.dep[below], np.uint64(3))
    edges = (tokens.left[below] == rows.first) + 2 * (tokens.right[below] == rows.last)
    label = tags[rows.word]
    region = tokens.region[rows.word]
    sizes = np.bincount(tokens.region[tokens.region != OUTSIDE], minlength=1)

    def between(flags: NDArray[np.bool_], most: int = 3) -> Ints:
        sums = np.concatenate(([0], np.cumsum(flags)))
        low = np.where(side == 0, rows.last + 1, last + 1)
        high = np.where(side == 0, first, rows.first)
        return np.where(side == 1, 0, np.clip(sums[np.maximum(high, low)] - sums[low], 0, most))

    return _View(
        side=side,
        distance=_distance(rows, side),
        sentences=np.clip(tokens.sentence[rows.first] - tokens.sentence[cues.head[rows.cue]], -3, 3) + 3,
        path=path,
        steps_down=down,
        top=top,
        edges=np.where(up > 0, edges, 4),
        before_top=_before(top, rows),
        label=label,
        label_before=tags[np.maximum(rows.first - 1, 0)],
        label_after=tags[np.minimum(rows.last + 1, len(tokens) - 1)],
        content=_level(nodes[:, BEGIN_CONTENT] + nodes[:, IN_CONTENT])[rows.word],
        source=_level(nodes[:, BEGIN_SOURCE] + nodes[:, IN_SOURCE])[rows.word],
        cues_between=between(_begun(len(tokens), cues.first[cues.likely >= STRONG])),
        sources_between=between(tags == BEGIN_SOURCE),
        contents_between=between(tags == BEGIN_CONTENT),
        commas_between=between(tokens.punct),
        quotes_between=between(np.diff(tokens.region, prepend=OUTSIDE) > 0),
        quoted=(region != OUTSIDE).astype(np.int64),
        quote_size=np.where(region == OUTSIDE, 0, buckets(sizes[np.maximum(region, 0)], (3, 6, 10, 20))),
    )


def _level(likely: Floats) -> Ints:
    return buckets((likely * 100).astype(np.int64), (5, 20, 40, 60, 80, 95))


def _begun(count: int, at: Ints) -> NDArray[np.bool_]:
    flags = np.zeros(count, dtype=bool)
    flags[at] = True
    return flags


def _before(column: Ids, rows: Rows) -> Ids:
    """`column` of the row before, 0 at the start of each sequence."""
    shifted = np.concatenate((np.zeros(1, np.uint64), column[:-1]))[: len(column)]
    shifted[rows.starts] = 0
    return shifted


def _distance(rows: Rows, side: Ints) -> Ints:
    """Bucket of rows between each row and its cue."""
    here = np.arange(len(rows))
    inside = side == 1
    low = np.full(len(rows.starts), NOWHERE * NOWHERE)
    high = np.full(len(rows.starts), -1)
    np.minimum.at(low, rows.cue[inside], here[inside])
    np.maximum.at(high, rows.cue[inside], here[inside])
    away = np.where(side == 0, low[rows.cue] - here, np.where(side == 2, here - high[rows.cue], 0))
    return buckets(away, (1, 2, 3, 4, 5, 7, 10, 15, 25))


def _paths(tokens: Tokens, word: Ints, cue: Ints) -> tuple[Ids, Ints, Ints, Ints]:
    """Path between each row's word and its cue in the tree, and how it runs.

    A number for the path, the steps up from the word and down to the cue (NOWHERE where they meet too
    far away or never), and the last word before they meet on the word's side.
    """
    words = np.arange(len(tokens))
    above, chain = [words], [np.zeros(len(tokens), dtype=np.uint64)]
    for _ in range(UP):
        above.append(tokens.head[above[-1]])
        chain.append(mixed(chain[-1], tokens.dep[above[-2]]))
    up, down = np.full(len(word), NOWHERE), np.full(len(word), NOWHERE)
    path = np.zeros(len(word), dtype=np.uint64)
    below = word.copy()
    open_rows = np.ones(len(word), dtype=bool)
    for total in range(UP + DOWN + 1):
        for j in range(max(0, total - UP), min(DOWN, total) + 1):
            i = total - j
            met = open_rows & (above[i][word] == above[j][cue])
            if met.any():
                up[met], down[met] = i, j
                path[met] = mixed(chain[i][word[met]], chain[j][cue[met]], np.full(met.sum(), i))
                below[met] = above[max(i - 1, 0)][word[met]]
                open_rows &= ~met
    return path, up, down, below
