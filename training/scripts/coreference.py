"""Coreference chains of GUM's dependency files: raw text and, for each mention, entity, type and head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.scripts.treebanks import Sentence, Word, read_conllu

# A proper noun heads a name.
NAME_TAGS = frozenset({"NNP", "NNPS"})
BRACKET = re.compile(r"\([^()]+\)?|[^()]+\)")


@dataclass(frozen=True, slots=True)
class Noun:
    """One mention: code points of the text (half-open), those of its head word, and whose it is."""

    start: int
    end: int
    head: tuple[int, int]
    tag: str
    entity: str
    kind: str


@dataclass(frozen=True, slots=True)
class Gold:
    """A document as running text, paragraphs parted by a blank line, with its mentions in text order."""

    name: str
    text: str
    nouns: tuple[Noun, ...]


def read(path: Path) -> Gold:
    """The document of one file. Where an entity's bracket is never closed, its mention is left out."""
    parts: list[str] = []
    length = 0
    nouns: list[Noun] = []
    for sentence in read_conllu(path):
        if parts:
            parts.append("\n\n" if sentence.new_paragraph else " ")
            length += len(parts[-1])
        at, text = _offsets(sentence, length)
        nouns.extend(_nouns(sentence, at))
        parts.append(text)
        length += len(text)
    return Gold(path.stem, "".join(parts) + "\n", tuple(sorted(nouns, key=lambda n: (n.start, -n.end))))


def _offsets(sentence: Sentence, begin: int) -> tuple[list[tuple[int, int]], str]:
    """Where each word stands in the text, and the sentence as printed."""
    text, at = "", []
    for word in sentence.words:
        at.append((begin + len(text), begin + len(text) + len(word.form)))
        text += word.form + " " * word.space
    return at, text.rstrip(" ")


def _nouns(sentence: Sentence, at: list[tuple[int, int]]) -> Iterator[Noun]:
    open_: list[tuple[str, str, int]] = []
    for index, word in enumerate(sentence.words):
        for entity, kind, opens, closes in _brackets(word):
            if opens:
                open_.append((entity, kind, index))
            if closes:
                found = next((o for o in reversed(open_) if o[0] == entity), None)
                if found is not None:
                    open_.remove(found)
                    head = _head(sentence, found[2], index)
                    tag = sentence.words[head].xpos
                    yield Noun(at[found[2]][0], at[index][1], at[head], tag, entity, found[1])


def _brackets(word: Word) -> Iterator[tuple[str, str, bool, bool]]:
    """Entity, type, whether it opens and whether it closes here, as the file writes them in a row."""
    field = next((part[7:] for part in word.misc.split("|") if part.startswith("Entity=")), "")
    for part in BRACKET.findall(field):
        name = part.strip("()")
        fields = name.split("-")
        yield fields[0], fields[1] if len(fields) > 1 else "", part.startswith("("), part.endswith(")")


def _head(sentence: Sentence, first: int, last: int) -> int:
    """The word of the span that hangs on a word outside it."""
    for index in range(first, last + 1):
        head = sentence.words[index].head
        if head == index or not first <= head <= last:
            return index
    return last
