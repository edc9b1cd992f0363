"""B-cubed of person and organisation chains against GUM's gold coreference, from raw text to actors.

usage: python benchmarks/actors/coreference.py FOLDER [--genres news interview speech]

FOLDER holds GUM's dependency files (`corpora/gum/train/dep`). A gold chain counts where a proper noun
heads one of its mentions. "names" takes the mentions so headed alone, "all" those headed by pronouns and
common nouns as well. A mention of ours is a gold one's if it holds that one's head word and does not reach
beyond it. One of ours that is no gold mention costs precision, a gold one that we lack costs recall.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from training.scripts.coreference import NAME_TAGS, Gold, Noun, read  # noqa: E402

KINDS = {"person": ("person",), "organization": ("body", "group")}
Links = dict[tuple[Hashable, ...], Hashable]


def annotated(texts: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What `build.py annotate` says of each text, by its name."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name}.txt" for name in texts]
        for path in paths:
            path.write_text(texts[path.stem], encoding="utf-8")
        call = [sys.executable, str(ROOT / "build.py"), "annotate", *map(str, paths)]
        made = subprocess.run(call, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    return {Path(r["path"]).stem: r for r in map(json.loads, made.stdout.splitlines())}


def links(gold: Gold, record: dict[str, Any], kind: str, names_only: bool) -> tuple[Links, Links]:
    """Entity per gold mention of the kind and actor per mention of ours, under keys that both share."""
    named = {n.entity for n in gold.nouns if n.kind == kind and n.tag in NAME_TAGS}
    wanted = {n for n in gold.nouns if n.entity in named and (not names_only or n.tag in NAME_TAGS)}
    key: Links = {(gold.name, n.start, n.end): (gold.name, n.entity) for n in wanted}
    types = {a["id"]: a["type"] for a in record["actors"]}
    found: Links = {}
    for mention in record["mentions"]:
        if types.get(mention["actor"]) not in KINDS[kind] or (names_only and mention["form"] != "name"):
            continue
        noun = _matching(gold.nouns, *mention["span"])
        at = (noun.start, noun.end) if noun else ("none", *mention["span"])
        found[(gold.name, *at)] = (gold.name, mention["actor"])
    return key, found


def _matching(nouns: Iterable[Noun], start: int, end: int) -> Noun | None:
    """The smallest gold mention whose head lies in the span and that reaches beyond it."""
    fitting = [
        n for n in nouns
        if n.start <= start and end <= n.end + 2 and start <= n.head[0] and n.head[1] <= end
    ]  # fmt: skip
    return min(fitting, key=lambda n: n.end - n.start, default=None)


def b_cubed(key: Links, found: Links) -> tuple[float, float, float]:
    """Precision, recall and F in per cent; a mention that the other side lacks scores nothing."""
    precision, recall = _share(found, key), _share(key, found)
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def _share(own: Links, other: Links) -> float:
    """How much of each mention's chain the other side chains alike, on average over own mentions."""
    sizes = Counter(own.values())
    alike = Counter((chain, other[at]) for at, chain in own.items() if at in other)
    total = sum(alike[chain, other[at]] / sizes[chain] for at, chain in own.items() if at in other)
    return 100 * total / len(own) if own else 0.0


def scores(documents: Sequence[Gold]) -> list[tuple[str, str, int, tuple[float, float, float]]]:
    """Rows of type, mentions counted, their number in gold, and precision, recall and F."""
    records = annotated({d.name: d.text for d in documents})
    rows = []
    for kind in KINDS:
        for names_only in (True, False):
            key: Links = {}
            found: Links = {}
            for document in documents:
                for whole, part in zip(
                    (key, found), links(document, records[document.name], kind, names_only), strict=True
                ):
                    whole.update(part)
            rows.append((kind, "names" if names_only else "all", len(key), b_cubed(key, found)))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--genres", nargs="+", default=["news", "interview", "speech"])
    arguments = parser.parse_args()
    paths = sorted(p for p in arguments.folder.glob("*.conllu") if p.stem.split("_")[1] in arguments.genres)
    documents = [read(p) for p in paths]
    lines = [f"{len(documents)} documents", "", "| chains | mentions | in gold | P | R | F |"]
    lines.append("|---|---|---:|---:|---:|---:|")
    for kind, counted, size, (precision, recall, f) in scores(documents):
        lines.append(f"| {kind} | {counted} | {size:,} | {precision:.1f} | {recall:.1f} | {f:.1f} |")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
