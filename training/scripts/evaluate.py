"""Scores of a trained pipeline on the sets kept for measuring, as one JSON object."""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from gloss.annotate import ner_features
from gloss.annotate.doc import read_doc
from gloss.model import Article, Block, TextSpan
from training.scripts.ablation import ablations
from training.scripts.corpora import WORK, corpora_folder
from training.scripts.entities import detokenized, read_columns
from training.scripts.ieer import Passage, read_ieer
from training.scripts.said import Said, attribution

__all__ = ["evaluate", "ner_features"]

COMMON = ("PERSON", "ORG", "LOC")
_KEPT_OUT = "attribution on PolNeAR train, kept out of training"
SHOWN = {
    "attribution_f": (_KEPT_OUT, "full F"),
    "attribution_direct_f": (_KEPT_OUT, "full F, direct"),
    "attribution_mixed_f": (_KEPT_OUT, "full F, mixed"),
    "attribution_indirect_f": (_KEPT_OUT, "full F, indirect"),
    "quoted_right": (_KEPT_OUT, "quoted passages right"),
    "quoted_wrong": (_KEPT_OUT, "quoted passages wrong"),
    "ents_f": ("names on ieer dev (gold)", "all"),
    "dep_uas": ("syntax on GUM news", "dep_uas"),
    "tag_acc": ("syntax on GUM news", "tag_acc"),
    "sents_f": ("syntax on GUM news", "sents_f"),
}
UNER_LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without a leading "the" and a closing "'s", which guidelines count differently."""
    if text[start : start + 4].lower() == "the ":
        start += 4
    for closing in ("'s", "’s", "'", "’"):
        if text[start:end].endswith(closing):
            end -= len(closing)
            break
    return start, end


def name_scores(nlp: Language, documents: Iterable[list[Passage]]) -> dict[str, float]:
    """Exact-span F by label and over all in per cent of PERSON, ORG and LOC, as Gloss reads articles."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for passages in documents:
        article, names = joined(passages)
        doc = read_doc(nlp, article)
        wanted = {(*trimmed(doc.text, start, end), label) for start, end, label in names if label in COMMON}
        given = {
            (*trimmed(doc.text, entity.start_char, entity.end_char), entity.label_)
            for entity in doc.ents
            if entity.label_ in COMMON
        }
        found.update(label for *_, label in given)
        gold.update(label for *_, label in wanted)
        right.update(label for *_, label in wanted & given)
    scores = {label: _f(right[label], found[label], gold[label]) for label in COMMON}
    scores["all"] = _f(right.total(), found.total(), gold.total())
    return scores


def joined(passages: list[Passage]) -> tuple[Article, list[tuple[int, int, str]]]:
    """The passages as the paragraphs of one article, and their names by its offsets."""
    text, blocks, names = "", [], []
    for passage, spans in passages:
        start = len(text)
        blocks.append(Block(TextSpan(start, start + len(passage)), "text"))
        names += [(start + first, start + last, label) for first, last, label in spans]
        text += passage + "\n"
    return Article("", "", "", text, tuple(blocks), sha256="", text_sha256=""), names


def _f(right: int, found: int, gold: int) -> float:
    return round(200 * right / (found + gold), 1) if found + gold else 0.0


def column_passages(path: Path, names: dict[str, str]) -> Iterator[list[Passage]]:
    """Sentences of an IOB file as running text with character spans, each a document of its own."""
    for rows in read_columns(path, 1, 2, "\t"):
        words = [word for word, _ in rows]
        text, offsets = "", []
        for word, space in zip(words, detokenized(tuple(words)), strict=True):
            offsets.append((len(text), len(text) + len(word)))
            text += word + " " * space
        spans = [(offsets[first][0], offsets[last][1], label) for first, last, label in _spans(rows, names)]
        yield [(text, spans)]


def _spans(rows: list[tuple[str, str]], names: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    start = 0
    for index, (_, tag) in enumerate(rows):
        if tag.startswith("B-"):
            start = index
        following = rows[index + 1][1] if index + 1 < len(rows) else "O"
        if tag != "O" and not following.startswith("I-") and tag[2:] in names:
            yield start, index, names[tag[2:]]


def doc_passages(path: Path, nlp: Language) -> Iterator[list[Passage]]:
    """Passages of a binary file as text with the spans of their entities, each a document of its own."""
    for doc in DocBin().from_disk(path).get_docs(nlp.vocab):
        yield [(doc.text, [(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents])]


def syntax_scores(nlp: Language, path: Path) -> dict[str, float]:
    """Tag, morphology, lemma and attachment accuracy and sentence F, in per cent, by spaCy's own scorer."""
    gold = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    docs = nlp.pipe(doc.text for doc in gold)
    scores = nlp.evaluate([Example(doc, reference) for doc, reference in zip(docs, gold, strict=True)])
    wanted = ("tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")
    return {name: round(100 * scores[name], 1) for name in wanted if scores.get(name) is not None}


def words_per_second(nlp: Language, docs: list[Doc]) -> int:
    """Words in a second of processor time on the texts of `docs`, tokenizer included."""
    texts = [doc.text for doc in docs]
    started = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return round(words / (time.process_time() - started))


def evaluate(nlp: Language, corpora: Path, corpus: Path) -> dict[str, dict[str, float]]:
    """Every score there is for the pipeline's components, by set."""
    scores: dict[str, dict[str, float]] = {}
    if nlp.has_pipe("ner"):
        newswire = [article for path in sorted((corpora / "ieer").glob("*_*")) for article in read_ieer(path)]
        scores["names on ieer dev (gold)"] = name_scores(nlp, newswire)
        uner = column_passages(corpora / "uner_ewt" / "en_ewt-ud-dev.iob2", UNER_LABELS)
        scores["names on UNER EWT dev (gold)"] = name_scores(nlp, uner)
        for name, title in (("polnear", "PolNeAR dev (silver)"), ("gum", "GUM news (derived)")):
            scores[f"names on {title}"] = name_scores(
                nlp, doc_passages(corpus / f"names/dev/{name}.spacy", nlp)
            )
    if nlp.has_pipe("parser"):
        for name, title in (("news", "GUM news"), ("gum", "GUM dev"), ("ewt", "EWT dev")):
            scores[f"syntax on {title}"] = syntax_scores(nlp, corpus / f"syntax/dev/{name}.spacy")
    return scores


def shown(scores: dict[str, dict[str, float]]) -> dict[str, float]:
    """What the method page of a site shows, as shares of one, of the sets least flattering to us."""
    figures = {}
    for key, (title, measure) in SHOWN.items():
        if title in scores:
            figures[key] = round(scores[title][measure] / 100, 3)
    return figures


def _attribution(nlp: Language, limit: int | None) -> dict[str, Said]:
    data = corpora_folder().parent
    return attribution(nlp, data, limit) if nlp.has_pipe("gloss_attribution") else {}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--corpus", type=Path, default=WORK / "corpus")
    parser.add_argument("--output", type=Path)
    parser.add_argument("--limit", type=int, help="documents of each set that attribution is scored on")
    arguments = parser.parse_args()
    nlp = spacy.load(arguments.model)
    timed = list(DocBin().from_disk(arguments.corpus / "names/dev/polnear.spacy").get_docs(nlp.vocab))
    said = _attribution(nlp, arguments.limit)
    scores = evaluate(nlp, corpora_folder(), arguments.corpus)
    scores |= {f"attribution on {title}": found.scores for title, found in said.items()}
    record = {
        "scores": scores,
        "shown": shown(scores),
        "attribution": {title: asdict(found) for title, found in said.items()},
        "ablations": ablations(nlp, corpora_folder().parent, arguments.limit) if said else {},
        "words_per_second": words_per_second(nlp, timed[:800]),
        "corpora": json.loads((arguments.corpus / "record.json").read_text(encoding="utf-8")),
    }
    text = json.dumps(record, indent=2)
    if arguments.output:
        arguments.output.write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
