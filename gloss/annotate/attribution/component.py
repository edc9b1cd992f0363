"""The spaCy component `gloss_attribution`: reads a whole article's Doc, leaves raw relations on it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from gloss.annotate.attribution import tokens as words
from gloss.annotate.attribution.paragraphs import paragraphs
from gloss.annotate.attribution.reader import Raw, Reader
from gloss.annotate.quotes import regions
from gloss.model import Block

FACTORY = "gloss_attribution"
FILE = "weights.npz"


class Record(TypedDict):
    """One relation as it is kept on the Doc: character ranges, `score` that the source is right."""

    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]
    cue_lemma: str
    score: float


class AttributionReader:
    """Callable on a Doc; keeps its records in `doc.user_data["gloss_attribution"]`.

    Needs tags, lemmas and dependencies, and the whole article in one Doc. Without weights (before
    `from_disk`) it finds nothing.
    """

    def __init__(self, name: str = FACTORY, reader: Reader | None = None) -> None:
        self.name = name
        self.reader = reader

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data[FACTORY] = self.records(doc)
        return doc

    def records(self, doc: Doc) -> list[Record]:
        """The relations of `doc`, in the order of their contents."""
        if self.reader is None:
            return []
        found = regions(doc.text, blocks(doc))
        tokens = words.read(doc, found)
        reader = self.reader
        return [_record(doc, tokens, raw, reader.sureness(raw)) for raw in reader.read(tokens, found)]

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        if self.reader is None:
            return b""
        stream = io.BytesIO()
        np.savez_compressed(stream, **self.reader.to_arrays())  # type: ignore[arg-type]
        return stream.getvalue()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> AttributionReader:
        if data:
            with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
                self.reader = Reader.from_arrays(arrays)
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the weights into the folder `path`, making it if need be."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> AttributionReader:
        """Reads what `to_disk` wrote; OSError where there is none."""
        return self.from_bytes((Path(path) / FILE).read_bytes())


@Language.factory(FACTORY, requires=["token.tag", "token.lemma", "token.dep"])
def make_attribution(nlp: Language, name: str) -> AttributionReader:
    """The component, still without weights."""
    return AttributionReader(name)


def blocks(doc: Doc) -> tuple[Block, ...]:
    """The paragraphs of `doc` as blocks."""
    return tuple(Block(span, "text") for span in paragraphs(doc))


def _record(doc: Doc, tokens: words.Tokens, raw: Raw, score: float) -> Record:
    head = doc.char_span(int(tokens.start[raw.head]), int(tokens.end[raw.head]))
    return Record(
        source=_ranges(tokens, raw.source),
        cue=_ranges(tokens, raw.cue),
        content=_ranges(tokens, raw.content),
        cue_lemma=head[0].lemma_ if head else "",
        score=round(score, 4),
    )


def _ranges(tokens: words.Tokens, numbers: words.Ints) -> list[tuple[int, int]]:
    """Character ranges of the unbroken runs of words."""
    if not len(numbers):
        return []
    breaks = np.flatnonzero(np.diff(numbers) > 1)
    firsts = numbers[np.concatenate(([0], breaks + 1))]
    lasts = numbers[np.concatenate((breaks, [len(numbers) - 1]))]
    return [(int(tokens.start[a]), int(tokens.end[b])) for a, b in zip(firsts, lasts, strict=True)]
