"""Distributional word classes from raw text: which words keep the same company.

Every lemma is described by the frequent words one and two places to its left and right (positive
pointwise mutual information, reduced by a truncated SVD), then put into a coarse and a fine class by
k-means. A cue never met in training so shares a class with cues that were.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds
from spacy.tokens import Doc

from gloss.annotate.attribution.lexicon import Classes, lemma_keys

LAYERS = (48, 320)
RAREST = 6
"""Occurrences under which a lemma gets no class."""

CONTEXTS = 2000
PLACES = (-2, -1, 1, 2)
DIMENSIONS = 60
ROUNDS = 12
_WORD = re.compile(r"\w+(?:['’.-]\w+)*|[^\w\s]")


def open_texts(data: Path) -> Iterator[list[str]]:
    """Lower-cased sentences of the open news and written corpora under `data`/corpora."""
    corpora = data / "corpora"
    yield from _gmb(corpora / "gmb" / "ner_dataset.csv")
    for path in sorted((corpora / "masc" / "written").rglob("*.txt")):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            words = [word.rpartition("_")[0] or word for word in line.lower().split()]
            yield words if "_" in line else _WORD.findall(line.lower())


def _gmb(path: Path) -> Iterator[list[str]]:
    sentence: list[str] = []
    if not path.exists():
        return
    for line in path.read_text(encoding="latin-1").splitlines()[1:]:
        fields = line.split(",")
        if fields[0] and sentence:
            yield sentence
            sentence = []
        if len(fields) > 1:
            sentence.append(fields[1].lower())
    yield sentence


def from_documents(docs: Iterable[Doc], data: Path) -> Classes:
    """Classes from parsed documents and the open corpora, whose words are put to their usual lemma."""
    usual: dict[str, Counter[str]] = defaultdict(Counter)
    ids: dict[str, int] = {}
    sentences: list[list[str]] = []
    for doc in docs:
        for sentence in doc.sents:
            words = [token for token in sentence if not token.is_space]
            sentences.append([token.lemma_ for token in words])
            for token in words:
                usual[token.lower_][token.lemma_] += 1
                ids[token.lemma_] = token.lemma
    lemma = {form: found.most_common(1)[0][0] for form, found in usual.items()}
    for text in open_texts(data):
        sentences.append([lemma.get(word, word) for word in text])
    return learn(sentences, ids)


def learn(sentences: Iterable[Sequence[str]], ids: dict[str, int]) -> Classes:
    """Classes of the lemmas in `sentences`; `ids` gives the id by which a Doc knows each lemma."""
    kept = [tuple(sentence) for sentence in sentences]
    counts = Counter(word for sentence in kept for word in sentence)
    lemmas = sorted(word for word, count in counts.items() if count >= RAREST and word in ids)
    if len(lemmas) <= max(LAYERS):
        return Classes.none()
    vectors = _vectors(kept, lemmas, [word for word, _ in counts.most_common(CONTEXTS)])
    layers = [_grouped(vectors, size) + 1 for size in LAYERS]
    keys = lemma_keys(np.array([ids[lemma] for lemma in lemmas], dtype=np.uint64))
    order = np.argsort(keys)
    return Classes(keys[order], np.stack(layers, axis=1).astype(np.uint16)[order])


def _vectors(
    sentences: Sequence[Sequence[str]], lemmas: list[str], contexts: list[str]
) -> NDArray[np.float64]:
    row = {lemma: number for number, lemma in enumerate(lemmas)}
    column = {word: number for number, word in enumerate(contexts)}
    rows: list[int] = []
    columns: list[int] = []
    for sentence in sentences:
        for place, word in enumerate(sentence):
            if word not in row:
                continue
            for which, offset in enumerate(PLACES):
                if 0 <= place + offset < len(sentence) and sentence[place + offset] in column:
                    rows.append(row[word])
                    columns.append(which * len(contexts) + column[sentence[place + offset]])
    shape = (len(lemmas), len(PLACES) * len(contexts))
    counts = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape).tocoo()
    total = counts.data.sum()
    by_row = np.asarray(counts.sum(axis=1)).ravel()
    by_column = np.asarray(counts.sum(axis=0)).ravel() ** 0.75
    by_column *= total / by_column.sum()
    information = np.log(counts.data * total / (by_row[counts.row] * by_column[counts.col]))
    weighed = csr_matrix((np.maximum(information, 0), (counts.row, counts.col)), shape=shape)
    start = np.random.default_rng(1).standard_normal(min(shape))
    left, values, _ = svds(weighed, k=DIMENSIONS, v0=start)
    vectors: NDArray[np.float64] = left * np.sqrt(values)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.maximum(norms, 1e-9)


def _grouped(vectors: NDArray[np.float64], size: int) -> NDArray[np.int64]:
    """The number of each vector's group, by spherical k-means."""
    random = np.random.default_rng(size)
    centres = vectors[random.choice(len(vectors), size, replace=False)]
    groups = np.zeros(len(vectors), dtype=np.int64)
    for _ in range(ROUNDS):
        groups = (vectors @ centres.T).argmax(axis=1)
        sums = np.zeros_like(centres)
        np.add.at(sums, groups, vectors)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(norms > 0, sums / np.maximum(norms, 1e-9), centres)
    return groups
