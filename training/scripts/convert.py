"""Corpora to spaCy's binary format, one file per set, under build/training/corpus."""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans

from gloss.annotate.gazetteer import is_people
from training.scripts import entities
from training.scripts.corpora import WORK, checksums, corpora_folder, gum_files, strangers
from training.scripts.entities import Tagged
from training.scripts.repair import agreed, repaired
from training.scripts.tokens import blank_news
from training.scripts.treebanks import make_doc, passages, read_conllu

SEED = 20170516
GMB_LABELS = {"per": "PERSON", "org": "ORG", "geo": "LOC", "gpe": "LOC", "art": "MISC", "eve": "MISC", "": ""}
WIKI_LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}
LONGEST = 220


def syntax_docs(nlp: Language, paths: Iterable[Path]) -> Iterator[Doc]:
    """Gold documents for tags, lemmas and dependencies, paragraph by paragraph."""
    rng = random.Random(SEED)
    for path in paths:
        for group in passages(read_conllu(path), rng):
            yield make_doc(group, nlp.vocab)


def name_docs(nlp: Language, passages_: Iterable[Tagged]) -> Iterator[Doc]:
    """Documents with entities; passages longer than the longest batch are left out."""
    for passage in passages_:
        if not 1 < len(passage.words) <= LONGEST:
            continue
        doc = Doc(nlp.vocab, words=list(passage.words), spaces=list(passage.spaces))
        spans = [Span(doc, start, end, label=label) for start, end, label in passage.entities]
        doc.ents = filter_spans(spans)
        yield doc


def polnear(corpora: Path, split: str) -> Iterator[Tagged]:
    """Paragraphs of PolNeAR with the silver entities of its CoreNLP files."""
    for xml in sorted((corpora / "polnear" / split / "corenlp").glob("*.xml.xz")):
        text = (corpora / "polnear" / split / "text" / xml.name.removesuffix(".xml.xz")).read_text(
            encoding="utf-8"
        )
        yield from repaired(entities.corenlp_passages(xml, text, is_people))


def evened(passage: Tagged) -> Tagged:
    """The passage with the labels that all guidelines agree on."""
    entities_ = (
        (start, end, agreed(" ".join(passage.words[start:end]), label))
        for start, end, label in passage.entities
    )
    return Tagged(passage.words, passage.spaces, tuple(entities_))


def gmb(corpora: Path) -> Iterator[Tagged]:
    rows = entities.read_gmb(corpora / "gmb" / "ner_dataset.csv")
    return map(evened, entities.iob_passages(rows, GMB_LABELS, is_people))


def wikigold(corpora: Path) -> Iterator[Tagged]:
    (path,) = (corpora / "wikigold" / "CONLL-format" / "data").iterdir()
    return entities.iob_passages(entities.read_columns(path, 0, 1, None), WIKI_LABELS, is_people)


def gum(corpora: Path, split: str) -> Iterator[Tagged]:
    for path in gum_files(corpora, split):
        yield from entities.gum_passages(path, is_people)


def convert(corpora: Path, target: Path, limit: int | None = None) -> dict[str, int]:
    """The number of words of every set, each written below `target`; `limit` cuts each to so many docs."""
    nlp = blank_news()
    treebank = corpora / "ud_ewt"
    sets: dict[str, Iterator[Doc]] = {
        "syntax/train/ewt": syntax_docs(nlp, [treebank / "en_ewt-ud-train.conllu"]),
        "syntax/train/gum": syntax_docs(nlp, gum_files(corpora, "train")),
        "syntax/dev/ewt": syntax_docs(nlp, [treebank / "en_ewt-ud-dev.conllu"]),
        "syntax/dev/gum": syntax_docs(nlp, gum_files(corpora, "dev")),
        "syntax/dev/news": syntax_docs(nlp, gum_files(corpora, "news")),
        "names/train/polnear": name_docs(nlp, polnear(corpora, "train")),
        "names/train/gmb": name_docs(nlp, gmb(corpora)),
        "names/train/wikigold": name_docs(nlp, wikigold(corpora)),
        "names/train/gum": name_docs(nlp, gum(corpora, "train")),
        "names/dev/polnear": name_docs(nlp, polnear(corpora, "dev")),
        "names/dev/gum": name_docs(nlp, gum(corpora, "news")),
    }
    return {name: _write(islice(docs, limit), target / f"{name}.spacy") for name, docs in sets.items()}


def _write(docs: Iterable[Doc], path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    store = DocBin(
        attrs=[
            "ORTH",
            "SPACY",
            "TAG",
            "POS",
            "MORPH",
            "LEMMA",
            "HEAD",
            "DEP",
            "SENT_START",
            "ENT_IOB",
            "ENT_TYPE",
        ]
    )
    words = 0
    for doc in docs:
        store.add(doc)
        words += len(doc)
    store.to_disk(path)
    return words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", type=Path, default=WORK / "corpus")
    parser.add_argument("--limit", type=int, help="documents of each set, for a trial run")
    arguments = parser.parse_args()
    corpora = corpora_folder()
    words = convert(corpora, arguments.target, arguments.limit)
    sums = checksums(corpora)
    record = {"words": words, "sha256": sums}
    for name in strangers(sums):
        print(f"{name}: not the files that the shipped model was made of (corpora.json)", file=sys.stderr)
    (arguments.target / "record.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
