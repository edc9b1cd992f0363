"""How often the right actor stands behind a pronoun, a short name and a quoted passage.

usage: GLOSS_DATA=DATA python benchmarks/actors/run.py [--from RECORDS] [--list] [--write]

Runs `build.py annotate` over the labelled documents (or reads what it printed earlier from RECORDS)
and scores the hand labels of labels/, the choosing half and the final half apart. --list names every
mistake of the choosing half by document and offset; --write puts the table into README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TABLE_START, TABLE_END = "<!-- table -->", "<!-- /table -->"
PARTS = ("choose", "final")
LEAST = (0.7, 0.8, 0.85, 0.88, 0.9, 0.95)
Label = dict[str, Any]


class Verdict(NamedTuple):
    """What one labelled place got: right, wrong, another word, and the actor id that stands there."""

    set: str
    label: Label
    word: str
    actor: str | None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="records", type=Path)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    labels = {name: read_labels(name) for name in ("pronouns", "names", "passages")}
    lines = given.records.read_text("utf-8").splitlines() if given.records else annotate(labels)
    records = {Path(r["path"]).stem: Record(r) for r in map(json.loads, lines)}
    verdicts = [
        *(pronoun(records[x["doc"]], x) for x in labels["pronouns"]),
        *(short_name(records[x["doc"]], x) for x in labels["names"]),
        *(passage(records[x["doc"]], x) for x in labels["passages"]),
    ]
    by_score = "\n".join(thresholds(records, labels["passages"]))
    text = "\n".join(table(verdicts)) + f"\n\n{by_score}\n\n{machine(next(iter(records.values())))}"
    print(text)
    if given.list:
        print(*mistakes(verdicts), sep="\n")
    if given.write:
        write_table(text)


def read_labels(name: str) -> list[Label]:
    return [json.loads(line) for line in (HERE / "labels" / f"{name}.jsonl").read_text("utf-8").splitlines()]


def annotate(labels: dict[str, list[Label]]) -> list[str]:
    """What the shipped pipeline prints for every labelled document, all in one call."""
    data = os.environ.get("GLOSS_DATA")
    if not data:
        raise SystemExit("GLOSS_DATA names no folder of public data sets; set it to one that holds corpora/")
    corpus = Path(data) / "corpora" / "polnear"
    documents = sorted({(x["split"], x["doc"]) for found in labels.values() for x in found})
    paths = [str(corpus / split / "text" / f"{doc}.txt") for split, doc in documents]
    command = [sys.executable, "build.py", "annotate", *paths]
    return subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    ).stdout.splitlines()


class Record:
    """One article as `annotate` printed it."""

    def __init__(self, record: dict[str, Any]) -> None:
        self.least = 0.0
        self.pipeline: dict[str, str] = record["pipeline"]
        self.mentions: list[dict[str, Any]] = [m for m in record["mentions"] if m["actor"]]
        self.attributions: list[dict[str, Any]] = record["attributions"]
        self.names: dict[str, str] = {a["id"]: a["name"] for a in record["actors"]}

    def actor_at(self, span: Sequence[int], forms: Sequence[str] = ("name", "nominal")) -> str | None:
        """The actor of the longest mention that covers the span's last character; None without one."""
        here = [m for m in self.mentions if m["span"][0] < span[1] <= m["span"][1] and m["form"] in forms]
        longest = max(here, key=lambda m: m["span"][1] - m["span"][0], default=None)
        return None if longest is None else str(longest["actor"])


def pronoun(record: Record, label: Label) -> Verdict:
    """Right, wrong, or unclear where no actor stands behind the pronoun."""
    got = record.actor_at((label["start"], label["end"]), ("pronoun",))
    if got is None:
        return Verdict("pronouns", label, "unclear", got)
    return Verdict("pronouns", label, "right" if same(record, got, label) else "wrong", got)


def short_name(record: Record, label: Label) -> Verdict:
    """Right, wrong (another actor with a longer name), or not joined; "alone" without a fuller name."""
    got = record.actor_at((label["start"], label["end"]))
    if label["full"] is None:
        return Verdict("names", label, "alone", got)
    if got is None:
        return Verdict("names", label, "not joined", got)
    if got == record.actor_at(label["full"]):
        return Verdict("names", label, "right", got)
    longer = len(record.names.get(got, "").split()) > 1
    return Verdict("names", label, "wrong" if longer else "not joined", got)


def passage(record: Record, label: Label) -> Verdict:
    """Right or wrong where a speaker is shown, else not shown; of unnamed speakers likewise."""
    got = shown(record, label)
    if got is None:
        return Verdict("passages", label, "not shown", got)
    return Verdict("passages", label, "right" if same(record, got, label) else "wrong", got)


def shown(record: Record, label: Label) -> str | None:
    """The speaker shown for the statement that holds most of the passage, half of it at least.

    None as well where the score is below the record's `least`.
    """
    best, most = None, (label["end"] - label["start"]) / 2
    for attribution in record.attributions:
        spans = attribution["content"]
        shared = sum(max(0, min(e, label["end"]) - max(s, label["start"])) for s, e in spans)
        if shared >= most:
            sure = attribution["score"] >= record.least
            best, most = attribution["speaker"] if sure else None, shared
    return None if best is None else str(best)


def same(record: Record, actor: str, label: Label) -> bool:
    """Whether an actor is the labelled one."""
    spans = [span for span in (label["full"], *label.get("also", ())) if span]
    return actor in [record.actor_at(span) for span in spans]


def table(verdicts: list[Verdict]) -> Iterator[str]:
    yield "| | choose | final | all |"
    yield "|---|---:|---:|---:|"
    for name, row in ROWS.items():
        cells = (
            row([v for v in verdicts if v.label["part"] in parts]) for parts in (PARTS[:1], PARTS[1:], PARTS)
        )
        yield f"| {name} | {' | '.join(cells)} |"


def thresholds(records: dict[str, Record], labels: list[Label]) -> Iterator[str]:
    """What a site with a higher threshold than the pipeline's would show, and how much of it is right."""
    yield "| threshold | speaker shown is right | shown, of those with a name |"
    yield "|---|---:|---:|"
    for least in LEAST:
        for record in records.values():
            record.least = least
        verdicts = [passage(records[x["doc"]], x) for x in labels]
        right = share("passages", "right", ("right", "wrong"))(verdicts)
        yield f"| {least:.2f} | {right} | {covered(verdicts)} |"


def share(kind: str, word: str, among: Sequence[str]) -> Any:
    """A cell: so many percent of the places of a set that got one of `among` got `word`."""

    def cell(verdicts: list[Verdict]) -> str:
        count = Counter(v.word for v in verdicts if v.set == kind)
        total = sum(count[w] for w in among)
        return f"{100 * count[word] / total:.1f} % of {total}" if total else "–"

    return cell


def covered(verdicts: list[Verdict]) -> str:
    """Of the passages whose speaker has a name, those for which a speaker is shown."""
    named = [v for v in verdicts if v.set == "passages" and v.label["speaker"] == "actor"]
    return f"{100 * sum(v.word != 'not shown' for v in named) / len(named):.1f} % of {len(named)}"


PRONOUN, NAME, PASSAGE = ("right", "wrong", "unclear"), ("right", "wrong", "not joined"), ("right", "wrong")
ROWS = {
    "he, she: right": share("pronouns", "right", PRONOUN),
    "he, she: wrong": share("pronouns", "wrong", PRONOUN),
    "he, she: unclear": share("pronouns", "unclear", PRONOUN),
    "short name: joined to the fuller one": share("names", "right", NAME),
    "short name: another actor": share("names", "wrong", NAME),
    "short name: not joined": share("names", "not joined", NAME),
    "quoted passage: speaker shown is right": share("passages", "right", PASSAGE),
    "quoted passage: a speaker shown, of those with a name": covered,
}


def mistakes(verdicts: list[Verdict]) -> Iterator[str]:
    """The choosing half's places that are not right: set, verdict, document, offset, the actor there."""
    for v in verdicts:
        if v.label["part"] == "choose" and v.word not in ("right", "alone"):
            yield f"{v.set}\t{v.word}\t{v.label['doc']}\t{v.label['start']}\t{v.actor}"


def machine(record: Record) -> str:
    pipeline = f"{record.pipeline['name']} {record.pipeline['version']}"
    python = f"Python {platform.python_version()}, spaCy {version('spacy')}"
    return f"{pipeline}, {python}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores."


def write_table(text: str) -> None:
    readme = HERE / "README.md"
    marks = re.compile(f"{TABLE_START}.*{TABLE_END}", re.DOTALL)
    fresh = marks.sub(lambda _: f"{TABLE_START}\n{text}\n{TABLE_END}", readme.read_text("utf-8"))
    readme.write_text(fresh, "utf-8")


if __name__ == "__main__":
    main()
