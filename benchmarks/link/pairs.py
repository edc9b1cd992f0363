"""Reported repeats and shared passages on real pairs of articles, against labels made by hand.

usage: GLOSS_DATA=DATA python benchmarks/link/pairs.py [--show FILE] [--write]

Picks pairs of PolNeAR training articles that were printed on one day and share most names, sixty of two
publishers and sixty of one, makes a briefing of each pair, links all of them together and compares every
reported repeat of quoted words and every shared passage with labels/. --show writes what is reported and
not yet judged, with its text and context, into FILE, to be read by the person who judges; that file
holds the corpus' text and stays out of the repository.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from gloss.link import link
from gloss.model import Article, Index, TextSpan
from gloss.publish.site import annotate
from gloss.settings import load_project
from gloss.sources import read_article

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PAIRS = 60
"""Of two publishers, and as many of one."""
NAME = re.compile(r"[A-Z][\w’'-]+(?: (?:of |the |de |bin |al-)?[A-Z][\w’'-]+)+")
COMMON_SHARE = 4
"""A name that more than one article in so many prints says nothing about the event."""
KINDS = ("repeats", "shared")


class Place(NamedTuple):
    doc: str
    start: int
    end: int


class Reported(NamedTuple):
    """Two places that are said to print the same words, the first in order."""

    a: Place
    b: Place


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    data = os.environ.get("GLOSS_DATA")
    if not data:
        raise SystemExit("GLOSS_DATA names no folder of public data sets; set it to one that holds corpora/")
    articles = corpus(Path(data) / "corpora" / "polnear")
    annotated = annotate(load_project(ROOT), articles, lambda *_: None)
    index = link(annotated)
    texts = {Path(a.path).stem: a for a in articles}
    found = {"repeats": sorted(repeats(index)), "shared": sorted(shared(index))}
    if given.show:
        given.show.write_text("\n".join(shown(texts, found)), "utf-8")
    text = "\n".join(table(found))
    print(text)
    if given.write:
        write_table(text)


def corpus(folder: Path) -> list[Article]:
    """The articles of the pairs, each pair a briefing, with publisher and date of the metadata."""
    with (folder / "metadata.tsv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file, delimiter="\t") if r["compartment"] == "train"]
    texts = {r["filename"]: folder / "train" / "text" / f"{r['filename']}.txt" for r in rows}
    names = {stem: frozenset(NAME.findall(path.read_text("utf-8"))) for stem, path in texts.items()}
    settings = load_project(ROOT).settings
    found = []
    for number, pair in enumerate(pairs(rows, names)):
        for row in pair:
            stem = row["filename"]
            article = read_article(texts[stem], settings, shown_path=f"{stem}.txt")
            origin = {"publisher": row["publisher"], "published": row["publication_date"]}
            found.append(replace(article, briefing=f"pair-{number:03}", **origin))
    return found


def pairs(
    rows: list[dict[str, str]], names: dict[str, frozenset[str]]
) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """The pairs of one day that share most names, rare names counting more; an article stands in one."""
    frequency = Counter(name for found in names.values() for name in found)
    weight = {
        name: math.log(len(rows) / count)
        for name, count in frequency.items()
        if count * COMMON_SHARE <= len(rows)
    }
    days: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        days[row["publication_date"]].append(row)
    scored: dict[bool, list[tuple[float, str, str]]] = {False: [], True: []}
    for day in days.values():
        for one, other in combinations(day, 2):
            common = names[one["filename"]] & names[other["filename"]]
            score = -sum(weight.get(name, 0.0) for name in sorted(common))
            alone = one["publisher"] == other["publisher"]
            scored[alone].append((score, one["filename"], other["filename"]))
    by_name = {row["filename"]: row for row in rows}
    used: set[str] = set()
    for ranked in scored.values():
        wanted = len(used) + 2 * PAIRS
        for _, first, second in sorted(ranked):
            if not used & {first, second} and len(used) < wanted:
                used |= {first, second}
                yield by_name[first], by_name[second]


def repeats(index: Index) -> Iterator[Reported]:
    """Every printing with the fuller one it is shown beside."""
    paths = {r.article.id: Path(r.article.path).stem for r in index.articles}
    strings = {q.id: q for q in index.quoted}
    for utterance in index.utterances:
        for printing in utterance.printings:
            one, other = strings[printing.quoted], strings[printing.fullest]
            yield reported(paths[one.article], one.span, paths[other.article], other.span)


def shared(index: Index) -> Iterator[Reported]:
    paths = {r.article.id: Path(r.article.path).stem for r in index.articles}
    for text in index.shared_text:
        yield reported(paths[text.a.article], text.a.span, paths[text.b.article], text.b.span)


def reported(one: str, at: TextSpan, other: str, there: TextSpan) -> Reported:
    a, b = sorted([Place(one, at.start, at.end), Place(other, there.start, there.end)])
    return Reported(a, b)


def shown(texts: dict[str, Article], found: dict[str, list[Reported]]) -> Iterator[str]:
    for kind in KINDS:
        judged = labels(kind)
        for item in (r for r in found[kind] if label_of(r, judged) is None):
            yield f"== {kind}"
            for place in item:
                text = texts[place.doc].text
                before, after = (
                    text[max(0, place.start - 160) : place.start],
                    text[place.end : place.end + 160],
                )
                words = f"{before}⟦{text[place.start : place.end]}⟧{after}"
                yield f"  {place.doc} {place.start}: {' '.join(words.split())}"


def labels(kind: str) -> dict[Reported, str]:
    """The judged pairs with `right` or the category of what is wrong."""
    lines = (HERE / "labels" / f"{kind}.jsonl").read_text("utf-8").splitlines()
    return {Reported(Place(*x["a"]), Place(*x["b"])): x["label"] for x in map(json.loads, lines)}


def label_of(item: Reported, judged: dict[Reported, str]) -> str | None:
    """The label of a reported pair, or of the judged one that shares most of both its places."""
    if item in judged:
        return judged[item]
    return next((word for other, word in judged.items() if all(map(alike, item, other))), None)


def alike(one: Place, other: Place) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    longer = max(one.end - one.start, other.end - other.start)
    return one.doc == other.doc and 2 * shared > longer


def table(found: dict[str, list[Reported]]) -> Iterable[str]:
    yield "| | reported | judged | right | |"
    yield "|---|---:|---:|---:|---|"
    for kind in KINDS:
        for name, chosen in (
            (f"{kind}, two articles", [r for r in found[kind] if r.a.doc != r.b.doc]),
            (f"{kind}, one article", [r for r in found[kind] if r.a.doc == r.b.doc]),
        ):
            judged = labels(kind)
            words = Counter(word for r in chosen if (word := label_of(r, judged)))
            total = words.total()
            share = f"{100 * words.pop('right', 0) / total:.1f} %" if total else "–"
            wrong = ", ".join(f"{word} {count}" for word, count in words.most_common())
            yield f"| {name} | {len(chosen)} | {total} | {share} | {wrong} |"


def write_table(text: str) -> None:
    readme = HERE / "labels" / "README.md"
    marks = re.compile("<!-- table -->.*<!-- /table -->", re.DOTALL)
    fresh = marks.sub(lambda _: f"<!-- table -->\n{text}\n<!-- /table -->", readme.read_text("utf-8"))
    readme.write_text(fresh, "utf-8")


if __name__ == "__main__":
    main()
