"""The words of one Doc as arrays: what every feature of attribution is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from gloss.annotate.relation import QuoteRegion

    Ints = NDArray[np.int64]
    Ids = NDArray[np.uint64]

OUTSIDE = -1
"""`Tokens.region` of a word that stands in no quotation marks."""

DEEPEST = 24
"""Steps towards the root after which a dependency chain is cut off."""

CHILD_RELATIONS = (
    "nsubj", "nsubj:pass", "csubj", "obj", "iobj", "ccomp", "xcomp", "parataxis", "advcl", "mark", "obl",
    "aux", "aux:pass", "cop", "conj", "acl", "acl:relcl", "nmod", "nmod:poss", "appos", "case", "det",
    "compound", "compound:prt", "advmod", "punct",
)  # fmt: skip
CLAUSES = ("root", "ccomp", "xcomp", "parataxis", "advcl", "acl", "acl:relcl", "csubj", "conj", "ROOT")
NOUN_PARTS = ("compound", "det", "amod", "nummod", "flat", "goeswith", "nmod:desc")

_ATTRS = ("ORTH", "LOWER", "LEMMA", "TAG", "POS", "DEP", "ENT_TYPE", "SHAPE", "SUFFIX", "HEAD", "SENT_START",
          "IS_SPACE", "IS_PUNCT", "LENGTH")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a Doc, white space left out; every array has one entry a word, in text order.

    `head`, `left` and `right` are word numbers (the root is its own head; `left` and `right` bound the
    subtree, inclusive). `sentence` and `paragraph` count from 0. `region` numbers the quotation regions,
    OUTSIDE elsewhere; the marks themselves belong to their region. `children` is a bit set over
    CHILD_RELATIONS, `clause` the word that heads the smallest clause around each word,
    `noun_part` says which words are a part of the noun or name they hang on.
    """

    start: Ints
    end: Ints
    orth: Ids
    lower: Ids
    lemma: Ids
    tag: Ids
    pos: Ids
    dep: Ids
    entity: Ids
    shape: Ids
    suffix: Ids
    punct: NDArray[np.bool_]
    head: Ints
    left: Ints
    right: Ints
    sentence: Ints
    paragraph: Ints
    region: Ints
    children: Ints
    clause: Ints
    noun_part: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.start)


def read(doc: Doc, regions: tuple[QuoteRegion, ...]) -> Tokens:
    """The words of `doc` with their place in sentences, paragraphs and quotation `regions`.

    A paragraph ends at white space that holds a newline where a new sentence follows. A Doc without
    a parse gives words that are all their own head.
    """
    columns = np.asarray(doc.to_array(list(_ATTRS)), dtype=np.uint64).reshape(len(doc), len(_ATTRS))
    column = dict(zip(_ATTRS, columns.T, strict=True))
    starts = np.fromiter((token.idx for token in doc), dtype=np.int64, count=len(doc))
    blank = column["IS_SPACE"].astype(bool)
    keep = np.flatnonzero(~blank)
    paragraph = _paragraphs(doc, blank, column["SENT_START"])[keep]
    head = _heads(np.arange(len(doc)) + column["HEAD"].astype(np.int64), blank, keep)
    dep = column["DEP"][keep]
    left, right = _extents(head)
    start, end = starts[keep], (starts + column["LENGTH"].astype(np.int64))[keep]
    ids = {name: doc.vocab.strings[name] for name in {*CHILD_RELATIONS, *CLAUSES, *NOUN_PARTS}}
    return Tokens(
        start=start,
        end=end,
        orth=column["ORTH"][keep],
        lower=column["LOWER"][keep],
        lemma=column["LEMMA"][keep],
        tag=column["TAG"][keep],
        pos=column["POS"][keep],
        dep=dep,
        entity=column["ENT_TYPE"][keep],
        shape=column["SHAPE"][keep],
        suffix=column["SUFFIX"][keep],
        punct=column["IS_PUNCT"][keep].astype(bool),
        head=head,
        left=left,
        right=right,
        sentence=_sentences(column["SENT_START"], keep, paragraph),
        paragraph=paragraph,
        region=_region_numbers(start, regions),
        children=_children(head, dep, ids),
        clause=_clauses(head, dep, ids),
        noun_part=np.isin(dep, np.array([ids[name] for name in NOUN_PARTS], dtype=np.uint64)),
    )


def _paragraphs(doc: Doc, blank: NDArray[np.bool_], starts: Ids) -> Ints:
    breaks = np.zeros(len(doc) + 1, dtype=np.int64)
    for index in np.flatnonzero(blank):
        following = index + 1
        new = following == len(doc) or starts[following] == 1 or starts[index] == 1
        breaks[following] = "\n" in doc[int(index)].text and new
    return np.cumsum(breaks)[:-1]


def _heads(heads: Ints, blank: NDArray[np.bool_], keep: Ints) -> Ints:
    """Heads as word numbers; a word that hangs on white space becomes a root."""
    number = np.full(len(heads), -1, dtype=np.int64)
    number[keep] = np.arange(len(keep))
    found = number[heads[keep]]
    return np.where(found < 0, np.arange(len(keep)), found)


def _sentences(starts: Ids, keep: Ints, paragraph: Ints) -> Ints:
    first = starts == 1
    numbers = np.cumsum(first)[keep]
    changed = np.ones(len(keep), dtype=bool)
    changed[1:] = (numbers[1:] != numbers[:-1]) | (paragraph[1:] != paragraph[:-1])
    return np.cumsum(changed) - 1


def _extents(head: Ints) -> tuple[Ints, Ints]:
    """First and last word of the subtree of every word."""
    left, right = np.arange(len(head)), np.arange(len(head))
    for _ in range(DEEPEST):
        before = (left.copy(), right.copy())
        np.minimum.at(left, head, before[0])
        np.maximum.at(right, head, before[1])
        if np.array_equal(left, before[0]) and np.array_equal(right, before[1]):
            break
    return left, right


def _region_numbers(start: Ints, regions: tuple[QuoteRegion, ...]) -> Ints:
    if not regions:
        return np.full(len(start), OUTSIDE, dtype=np.int64)
    opening = np.array([region.outer.start for region in regions])
    closing = np.array([region.outer.end for region in regions])
    number = np.searchsorted(opening, start, side="right") - 1
    inside = (number >= 0) & (start < closing[np.maximum(number, 0)])
    return np.where(inside, number, OUTSIDE)


def _children(head: Ints, dep: Ids, ids: dict[str, int]) -> Ints:
    bits = np.zeros(len(head), dtype=np.int64)
    for number, name in enumerate(CHILD_RELATIONS):
        found = np.flatnonzero(dep == np.uint64(ids[name]))
        np.bitwise_or.at(bits, head[found], 1 << number)
    return bits


def _clauses(head: Ints, dep: Ids, ids: dict[str, int]) -> Ints:
    heads_clause = np.isin(dep, np.array([ids[name] for name in CLAUSES], dtype=np.uint64))
    clause = np.arange(len(head))
    for _ in range(DEEPEST):
        climbing = ~heads_clause[clause]
        if not climbing.any():
            break
        clause = np.where(climbing, head[clause], clause)
    return clause
