"""The cases to label: drawn by seed from the corpus' own annotation and from capital letters, by no model.

usage: python benchmarks/actors/sample.py DATA [--read FOLDER]

DATA is laid out like the folder GLOSS_DATA names. Prints one JSON object a case: set, doc, split,
part, span. With --read, writes each document with its cases marked into FOLDER, to be read by the
person who judges; those files hold the corpus' text and stay out of the repository.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import zip_longest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from gloss.annotate.quotes import regions
from gloss.model import TextSpan
from training.attribution.corpus import GoldDocument, GoldRelation, held_out, read_split

SEED = "actors"
DRAWN = {"pronouns": (108, 4), "names": (84 * 6, 6), "passages": (225, 5)}
"""Cases of each set, with some to spare for those that cannot be decided, and the most of one document."""
TITLES = re.compile(
    "mrs?|ms|dr|sen|rep|gov|gen|lt|col|sgt|prof|rev|president|senator|secretary|governor|congress(wo)?man"
    "|general|judge|justice|king|queen|pope|prince|princess|mayor|chairman|director"
)
NO_NAMES = re.compile(
    "i|(mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september"
    "|october|november|december|sept|oct|nov|dec|jan|feb|aug|republicans?|democrats?|democratic|gop"
    "|americans?|america|english|internet"
)
_RUN = re.compile(
    r"[A-Z][\w.&-]*(?:['’](?!s\b)\w+)?(?:[  ](?:(?:of|for|and|the|de|van|von|al)[  ])*[A-Z][\w.&-]*)*"
)
_START = re.compile(r"(?:^|[.!?:;\n“”\"‘’'`(\[—–―-]\s*|\bin )$")
"""Before these a capital says little: a sentence begins, or a place is named."""
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


@dataclass(frozen=True, slots=True)
class Case:
    set: str
    doc: str
    split: str
    part: str
    span: tuple[int, int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--read", type=Path)
    given = parser.parse_args()
    dev = list(read_split(given.data, "dev"))
    train = [d for d in read_split(given.data, "train") if held_out(d.stem)]
    cases = [*pronouns(given.data, dev, train), *names(dev), *passages(train)]
    for case in cases:
        print(json.dumps(asdict(case)))
    if given.read:
        given.read.mkdir(parents=True, exist_ok=True)
        for document in (*dev, *train):
            write_marked(given.read, document, [c for c in cases if c.doc == document.stem])


def part(stem: str) -> str:
    """`choose` or `final`; a document is wholly in one of the two."""
    return ("choose", "final")[int(hashlib.sha256(f"{SEED} {stem}".encode()).hexdigest(), 16) % 2]


def pronouns(data: Path, dev: list[GoldDocument], train: list[GoldDocument]) -> list[Case]:
    """He or she as the source of a relation with quotation marks, dev first, none labelled already."""
    lines = (data / "eval" / "pronoun_gold.jsonl").read_text("utf-8").splitlines()
    known = {(g["doc"], g["start"]) for g in map(json.loads, lines)}
    count, most = DRAWN["pronouns"]

    def of(document: GoldDocument) -> list[TextSpan]:
        quoted = [r for r in document.relations if len(r.source) == 1 and _marked(document, r)]
        spans = {r.source[0] for r in quoted if _text(document, r.source[0]).lower() in ("he", "she")}
        return [s for s in spans if (document.stem, s.start) not in known]

    drawn = list(_drawn("pronouns", "dev", dev, of, count=count, most=most))
    return drawn + list(_drawn("pronouns", "train", train, of, count=count - len(drawn), most=most))


def names(dev: list[GoldDocument]) -> list[Case]:
    """Capitalised words that stand alone (titles set aside), a form at most twice a document."""
    common = {w for d in dev for w in _WORD.findall(d.article.text) if w.islower()}
    count, most = DRAWN["names"]

    def of(document: GoldDocument) -> list[TextSpan]:
        return [TextSpan(*s) for s in _single_names(document.article.text, common)]

    return list(_drawn("names", "dev", dev, of, count=count, most=most, same=2))


def passages(train: list[GoldDocument]) -> list[Case]:
    """Stretches of three words or more in quotation marks that lie inside one gold content."""
    count, most = DRAWN["passages"]

    def of(document: GoldDocument) -> list[TextSpan]:
        found = (r.inner for r in regions(document.article.text, document.article.blocks))
        return [s for s in found if len(_WORD.findall(_text(document, s))) >= 3 and _inside(s, document)]

    return list(_drawn("passages", "train", train, of, count=count, most=most))


def _drawn(
    kind: str,
    split: str,
    documents: list[GoldDocument],
    of: Callable[[GoldDocument], list[TextSpan]],
    *,
    count: int,
    most: int,
    same: int | None = None,
) -> Iterator[Case]:
    """One case of every document, then a second one, and so on, until there are `count`.

    At most `most` of one document, and at most `same` of one form in it.
    """
    queues = []
    for document in documents:
        spans = sorted(of(document))
        random.Random(f"{SEED} {kind} {document.stem}").shuffle(spans)
        if same is not None:
            forms = [_text(document, s).lower() for s in spans]
            spans = [s for n, s in enumerate(spans) if forms[:n].count(forms[n]) < same]
        half = part(document.stem)
        queues.append([Case(kind, document.stem, split, half, (s.start, s.end)) for s in spans[:most]])
    random.Random(f"{SEED} {kind}").shuffle(queues)
    drawn = [case for row in zip_longest(*queues) for case in row if case is not None]
    yield from sorted(drawn[:count], key=lambda c: (c.doc, c.span))


def _single_names(text: str, common: set[str]) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(text):
        start, words = run.start(), run.group()
        while (head := re.match(r"(\w+)\.?[  ]", words)) and TITLES.fullmatch(head[1].lower()):
            start, words = start + head.end(), words[head.end() :]
        word = words.rstrip(".-") if words.count(".") < 2 else words
        bare = bool(_START.search(text[max(0, start - 4) : start]))
        plain = word.lower()
        if re.search(r"[  '’]", word) or len(word) < 3:
            continue
        if NO_NAMES.fullmatch(plain) or TITLES.fullmatch(plain):
            continue
        if re.search(r"^[DRI]-|\d|-[a-z]", word) or (
            bare and (plain in common or text[:start].endswith(" in "))
        ):
            continue
        yield start, start + len(word)


def _marked(document: GoldDocument, relation: GoldRelation) -> bool:
    return any(re.search(r"[“\"”‘]|''|``", _text(document, span)) for span in relation.content)


def _inside(span: TextSpan, document: GoldDocument) -> bool:
    return any(
        any(c.start <= span.start and span.end <= c.end for c in r.content) for r in document.relations
    )


def _text(document: GoldDocument, span: TextSpan) -> str:
    return document.article.text[span.start : span.end]


def write_marked(folder: Path, document: GoldDocument, cases: Iterable[Case]) -> None:
    text, out, at = document.article.text, [], 0
    for case in sorted(cases, key=lambda c: c.span):
        start, end = case.span
        out.append(f"{text[at:start]}⟦{case.set[0]}{start} {text[start:end]}⟧")
        at = end
    (folder / f"{document.stem}.txt").write_text("".join(out) + text[at:], "utf-8")


if __name__ == "__main__":
    main()
