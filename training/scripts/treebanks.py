"""Universal Dependencies files as spaCy documents, cut the way the pipeline meets text."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word of a CoNLL-U file; `head` is an index in its sentence, its own for the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space: bool
    misc: str


@dataclass(frozen=True, slots=True)
class Sentence:
    words: tuple[Word, ...]
    new_paragraph: bool
    new_document: bool


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file, in order. Empty nodes are dropped, surface forms cut into words."""
    comments: list[str] = []
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            comments.append(line)
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield _sentence(rows, comments)
            comments, rows = [], []


def _sentence(rows: list[list[str]], comments: list[str]) -> Sentence:
    spaceless = {row[0] for row in rows if "SpaceAfter=No" in row[9]}
    joined: set[int] = set()
    for row in rows:
        if "-" in row[0]:
            first, last = (int(part) for part in row[0].split("-"))
            joined.update(range(first, last + (row[0] in spaceless)))
    plain = [row for row in rows if row[0].isdigit()]
    # Some releases print hyphenated words with spaces round the hyphen; no newspaper does.
    hyphens = {index for index, row in enumerate(plain) if row[4] == "HYPH"}
    glued = hyphens | {index - 1 for index in hyphens}
    words = tuple(
        _word(row, row[0] not in spaceless and int(row[0]) not in joined and index not in glued)
        for index, row in enumerate(plain)
    )
    return Sentence(
        words,
        any(line.startswith("# newpar") and "newpar_block" not in line for line in comments),
        any(line.startswith("# newdoc") for line in comments),
    )


def _word(row: list[str], space: bool) -> Word:
    identifier, form, lemma, upos, xpos, feats, head, deprel, _, misc = row
    index = int(identifier) - 1
    # A part of a name is a proper noun to whoever reads names, whatever its morphology ("United").
    if xpos in {"NNP", "NNPS"} and upos != "PROPN":
        upos, lemma = "PROPN", form
        feats = "Number=Plur" if xpos == "NNPS" else "Number=Sing"
    return Word(
        form=form,
        lemma=form if lemma == "_" else lemma,
        upos=upos,
        xpos="" if xpos == "_" else xpos,
        feats="" if feats == "_" else feats,
        head=index if head == "0" else int(head) - 1,
        deprel="ROOT" if head == "0" else deprel,
        space=space,
        misc=misc,
    )


def passages(
    sentences: Iterable[Sentence], rng: random.Random, singles: float = 0.25
) -> Iterator[list[Sentence]]:
    """Groups of sentences as documents: paragraphs of at most eight, a share of them cut to one or two.

    The pipeline is applied paragraph by paragraph, so boundaries must be learnt inside paragraphs.
    """
    group: list[Sentence] = []
    limit = 8
    for sentence in sentences:
        if group and (sentence.new_paragraph or sentence.new_document or len(group) >= limit):
            yield group
            group = []
        if not group:
            limit = rng.choice((1, 2)) if rng.random() < singles else 8
        group.append(sentence)
    if group:
        yield group


def make_doc(group: list[Sentence], vocab: Vocab) -> Doc:
    """A gold document of one group of sentences: tags, morphology, lemmas, dependencies, boundaries."""
    words = [word for sentence in group for word in sentence.words]
    heads: list[int] = []
    starts: list[bool] = []
    for sentence in group:
        offset = len(heads)
        heads.extend(offset + word.head for word in sentence.words)
        starts.extend(index == 0 for index in range(len(sentence.words)))
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        tags=[word.xpos for word in words],
        pos=[word.upos for word in words],
        morphs=[word.feats for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=[word.deprel for word in words],
        sent_starts=starts,  # type: ignore[arg-type]
    )
