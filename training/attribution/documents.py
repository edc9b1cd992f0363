"""The corpus as the pipeline reads it: parsed once, kept in a cache, turned into words and labels."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from gloss.annotate.attribution import component
from gloss.annotate.attribution import tokens as words
from gloss.annotate.attribution.tokens import Tokens
from gloss.annotate.doc import read_doc
from gloss.annotate.quotes import regions
from gloss.annotate.relation import QuoteRegion
from training.attribution.corpus import GoldDocument, read_split
from training.attribution.gold import WordRelation, by_word

_ATTRS = ("ORTH", "TAG", "POS", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE", "SPACY")


@dataclass(frozen=True, slots=True)
class Document:
    """One corpus document with its parse and its gold relations by word."""

    gold: GoldDocument
    doc: Doc
    regions: tuple[QuoteRegion, ...]
    tokens: Tokens
    relations: tuple[WordRelation, ...]


def documents(
    data: Path, split: str, nlp: Language, cache: Path, limit: int | None = None
) -> Iterator[Document]:
    """Documents of a split, by name, at most `limit`; parses are kept in `cache` by pipeline and text."""
    for number, gold in enumerate(read_split(data, split)):
        if limit is not None and number >= limit:
            return
        yield document(gold, _parsed(gold, nlp, cache))


def document(gold: GoldDocument, doc: Doc) -> Document:
    found = regions(doc.text, component.blocks(doc))
    tokens = words.read(doc, found)
    return Document(gold, doc, found, tokens, by_word(tokens, gold.relations))


def fingerprint(folder: Path) -> str:
    """Short hash of a pipeline's files, our own component's left out."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and component.FACTORY not in path.parts and path.name != "meta.json":
            digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _parsed(gold: GoldDocument, nlp: Language, cache: Path) -> Doc:
    cache.mkdir(parents=True, exist_ok=True)
    path = cache / f"{gold.article.text_sha256[:24]}.spacy"
    if path.exists():
        return next(DocBin().from_disk(path).get_docs(nlp.vocab))
    doc = read_doc(nlp, gold.article)
    stored = DocBin(attrs=_ATTRS)
    stored.add(doc)
    stored.to_disk(path)
    return doc
