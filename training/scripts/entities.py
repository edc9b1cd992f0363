"""Named entities of the corpora, mapped to one set of labels: PERSON, ORG, LOC, NORP, MISC."""

from __future__ import annotations

import csv
import itertools
import lzma
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from gloss.annotate import gazetteer
from training.scripts.treebanks import Sentence, Word, read_conllu

LABELS = ("PERSON", "ORG", "LOC", "NORP", "MISC")

# Words before titles, beside those that the gazetteer lists as titles.
BEFORE_TITLES = frozenset({"vice", "foreign", "former", "chief", "first", "mister"})


def is_title(word: str) -> bool:
    """Whether a personal name's span should not begin with this word."""
    return gazetteer.is_title(word) or word.lower() in BEFORE_TITLES


@dataclass(frozen=True, slots=True)
class Tagged:
    """A passage with its entities: words, whether a space follows each, and (start, end, label) by word."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    entities: tuple[tuple[int, int, str], ...]


def corenlp_passages(xml: Path, text: str, demonym: Callable[[str], bool]) -> Iterator[Tagged]:
    """Paragraphs of one CoreNLP file with its silver entities; words are taken from the text itself."""
    with lzma.open(xml) as stream:
        tokens = [
            (
                int(node.findtext("CharacterOffsetBegin", "0")),
                int(node.findtext("CharacterOffsetEnd", "0")),
                node.findtext("NER", "O"),
            )
            for node in ElementTree.parse(stream).iter("token")
        ]
    tokens = [token for token in tokens if text[token[0] : token[1]].strip()]
    paragraph: list[tuple[int, int, str]] = []
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        paragraph.append(token)
        if following is None or "\n" in text[token[1] : following[0]]:
            yield _tagged(paragraph, text, demonym)
            paragraph = []


def _tagged(tokens: list[tuple[int, int, str]], text: str, demonym: Callable[[str], bool]) -> Tagged:
    words = tuple(text[start:end] for start, end, _ in tokens)
    gaps = itertools.pairwise(tokens)
    spaces = (*(left[1] < right[0] for left, right in gaps), False)
    names = {"PERSON": "PERSON", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "MISC"}
    labels = [names.get(label, "") for _, _, label in tokens]
    return Tagged(words, spaces, tuple(_named(words, _runs(labels), demonym)))


def _runs(labels: list[str]) -> Iterator[tuple[int, int, str]]:
    start = 0
    for index in range(1, len(labels) + 1):
        if index == len(labels) or labels[index] != labels[start]:
            if labels[start]:
                yield start, index, labels[start]
            start = index


def _named(
    words: tuple[str, ...], spans: Iterator[tuple[int, int, str]], demonym: Callable[[str], bool]
) -> Iterator[tuple[int, int, str]]:
    for first, end, given in spans:
        start, label = first, given
        while start < end - 1 and label in {"PERSON", "LOC"} and _leads(words[start], label):
            start += 1
        if label in {"MISC", "LOC"} and demonym(" ".join(words[start:end])):
            label = "NORP"
        if label != "MISC" or words[start][:1].isupper():
            yield start, end, label


def _leads(word: str, label: str) -> bool:
    """Whether the word goes before the name ("southern", "President") and is no part of it."""
    return word[:1].islower() or (label == "PERSON" and is_title(word))


def iob_passages(
    sentences: Iterator[list[tuple[str, str]]], names: dict[str, str], demonym: Callable[[str], bool]
) -> Iterator[Tagged]:
    """Sentences of (word, IOB tag) pairs; `names` maps the set's labels to ours, "" drops one."""
    for sentence in sentences:
        words = tuple(word for word, _ in sentence)
        yield Tagged(words, detokenized(words), tuple(_named(words, _iob_spans(sentence, names), demonym)))


def _iob_spans(sentence: list[tuple[str, str]], names: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    start, label = 0, ""
    for index, tag in enumerate([*(tag for _, tag in sentence), "O"]):
        prefix, _, name = tag.partition("-")
        current = names.get(name, "")
        if prefix == "B" or current != label:
            if label:
                yield start, index, label
            start, label = index, current


_CLOSING = re.compile(r"[,.;:!?%)\]}’”]|''|['’](s|d|m|re|ve|ll)?|n['’]t", re.IGNORECASE)
_OPENING = re.compile(r"[(\[{$£€#“‘]|``")


def detokenized(words: tuple[str, ...]) -> tuple[bool, ...]:
    """Whether a space followed each word in running text, by the usual habits of print."""
    spaces = []
    inside = False
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == '"':
            inside = not inside
        glued = _CLOSING.fullmatch(following) or _OPENING.fullmatch(word) or not following
        glued = glued or (word == '"' and inside) or (following == '"' and inside)
        spaces.append(not glued)
    return tuple(spaces)


def read_gmb(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Sentences of the Groningen entity file as (word, tag) pairs; its last, cut sentence is dropped."""
    sentence: list[tuple[str, str]] = []
    with path.open(encoding="latin-1", newline="") as stream:
        for row in csv.reader(stream):
            if row and row[0].startswith("Sentence:") and sentence:
                yield sentence
                sentence = []
            if len(row) == 4 and row[1] and row[0] != "Sentence #":
                sentence.append((row[1], row[3]))


def read_columns(path: Path, word: int, tag: int, separator: str | None) -> Iterator[list[tuple[str, str]]]:
    """Sentences of a file with one word a line and blank lines between; `word` and `tag` are columns."""
    sentence: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# "):
            continue
        row = line.split(separator)
        if len(row) > max(word, tag):
            sentence.append((row[word], row[tag]))
        elif sentence:
            yield sentence
            sentence = []


GUM_LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC", "event": "MISC", "object": "MISC"}
_OPEN = re.compile(r"\((\d+)-([a-z]+)-")
_PART = re.compile(r"\(\d+-[a-z]+-[^()]*\)?|\d+\)")
_LINKING = frozenset({"of", "the", "for", "and", "de", "la", "-", "&", "'s", "’s"})


def gum_passages(path: Path, demonym: Callable[[str], bool]) -> Iterator[Tagged]:
    """Sentences of a GUM file with the names inside its entities: the run of proper nouns at their heads."""
    for sentence in read_conllu(path):
        words = tuple(word.form for word in sentence.words)
        spans = sorted(set(_gum_names(sentence)), key=lambda span: (span[0], -span[1]))
        flat: list[tuple[int, int, str]] = []
        for span in spans:
            if not flat or span[0] >= flat[-1][1]:
                flat.append(span)
        for index, word in enumerate(sentence.words):
            if demonym(word.form) and not any(start <= index < end for start, end, _ in flat):
                flat.append((index, index + 1, "NORP"))
        yield Tagged(
            words,
            tuple(word.space for word in sentence.words),
            tuple(_named(words, iter(sorted(flat)), demonym)),
        )


def _gum_names(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    words = sentence.words
    spans = list(_gum_spans(words))
    for start, end, kind in spans:
        label = GUM_LABELS.get(kind)
        head = next(
            (i for i in range(start, end) if not start <= words[i].head < end or words[i].head == i), start
        )
        if not label or words[head].upos != "PROPN" or is_title(words[head].form):
            continue
        inner = {
            i for s, e, _ in spans if (s, e) != (start, end) and start <= s and e <= head for i in range(s, e)
        }
        left, right = _name_run(words[start:end], head - start, label == "PERSON", {i - start for i in inner})
        yield start + left, start + right, label


def _name_run(words: tuple[Word, ...], head: int, personal: bool, inner: set[int]) -> tuple[int, int]:
    """The run of proper nouns round the head; names of bodies and places may hold linking words."""
    left, right = head, head + 1
    while left > 0 and words[left - 1].upos == "PROPN" and not (personal and left - 1 in inner):
        left -= 1
    while right < len(words) and words[right].upos == "PROPN":
        right += 1
    step = right
    while (
        not personal and step < len(words) and (words[step].form in _LINKING or words[step].upos == "PROPN")
    ):
        step += 1
        if words[step - 1].upos == "PROPN":
            right = step
    return left, right


def _gum_spans(words: tuple[Word, ...]) -> Iterator[tuple[int, int, str]]:
    open_spans: list[tuple[str, str, int]] = []
    for index, word in enumerate(words):
        field = next((part[7:] for part in word.misc.split("|") if part.startswith("Entity=")), "")
        for part in _PART.findall(field):
            opening = _OPEN.match(part)
            if opening:
                open_spans.append((opening[1], opening[2], index))
                if not part.endswith(")"):
                    continue
            number = opening[1] if opening else part[:-1]
            for position in range(len(open_spans) - 1, -1, -1):
                if open_spans[position][0] == number:
                    _, kind, start = open_spans.pop(position)
                    yield start, index + 1, kind
                    break
