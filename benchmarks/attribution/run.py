"""Gloss beside its peers on the same PolNeAR documents.

usage: python benchmarks/attribution/run.py DATA [--split dev] [--out FOLDER]

DATA is laid out like the folder GLOSS_DATA names: `corpora/polnear/<split>` and the scorer
`eval/score_attribution.py`. All systems read the same raw text; textacy uses the tags and the
syntax of the pipeline that ships with Gloss. Writes `results.json`, the table of README.md and the plot
`docs/pictures/attribution.svg`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from peers import PEERS, Peer, RefusedError
from plot import SHOWN, plot
from spacy.language import Language

from gloss.annotate.pipeline import load

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
CITED: dict[str, tuple[float | None, ...]] = {
    "marks and the nearest said (cited)": (28.9, 62.3, 19.4, 16.4, 47.9, 38.4, 85.9),
    "textacy as shipped (cited)": (17.9, 51.2, None, None, 41.7, 23.7, 85.8),
    "textacy by paragraph (cited)": (25.8, 69.5, None, None, 56.2, 30.9, 90.4),
    "Gender Gap Tracker (cited)": (41.7, 58.1, 48.4, 32.1, 54.5, 54.8, 83.5),
    "BBC Citron, re-trained on PolNeAR (cited)": (52.8, 63.2, 62.3, 47.0, 62.8, 69.6, 88.3),
    "the same, marks read with care (cited)": (56.3, 79.3, 63.3, 47.0, 72.4, 71.9, 88.6),
    "one trained person against another (cited)": (74.4, 98.0, 88.9, 65.8, 94.3, 84.6, 93.6),
}
COLUMNS = ("full F", "direct", "mixed", "indirect", "quoted", "content soft F", "source given content")
PLOT = ROOT / "docs" / "pictures" / "attribution.svg"
TABLE_START, TABLE_END = "<!-- table -->", "<!-- /table -->"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "benchmarks" / "attribution")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    corpus = given.data / "corpora" / "polnear" / given.split
    texts = sorted((corpus / "text").glob("*.txt"))
    nlp = load("en_gloss_news", ROOT / "models")
    nlp.remove_pipe("gloss_attribution")  # the peers take tags, names and syntax from it
    rows, refused = {}, {}
    for name, peer in PEERS.items():
        predictions, refused[name] = run_peer(peer, texts, nlp)
        rows[name] = score(given.data, corpus, write(given.out / f"{slug(name)}.jsonl", predictions))
    rows["Gloss"] = score(given.data, corpus, write(given.out / "gloss.jsonl", run_gloss(texts)))
    results = {"split": given.split, "documents": len(texts), "refused": refused, "rows": rows}
    (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    write_table(table(rows, refused, len(texts)))
    PLOT.write_text(plot(bars(rows)), "utf-8")


def run_peer(peer: Peer, texts: list[Path], nlp: Language) -> tuple[list[dict[str, Any]], int]:
    found, refused = [], 0
    for path in texts:
        try:
            attributions = peer(read(path), nlp)
        except RefusedError:
            attributions, refused = [], refused + 1
        found.append({"doc": path.stem, "attributions": attributions})
    return found, refused


def run_gloss(texts: list[Path]) -> list[dict[str, Any]]:
    """Gloss through its own command, as a user would run it."""
    command = [sys.executable, "build.py", "annotate", *map(str, texts)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    if len(records) != len(texts):
        raise SystemExit(f"annotate gave {len(records)} of {len(texts)} documents:\n{done.stderr}")
    keys = ("source", "cue", "content")
    return [
        {"doc": Path(r["path"]).stem, "attributions": [{k: a[k] for k in keys} for a in r["attributions"]]}
        for r in records
    ]


def score(data: Path, corpus: Path, predictions: Path) -> dict[str, float]:
    """The table's figures, in percent, from the scorer's JSON."""
    out = predictions.with_suffix(".json")
    scorer = [sys.executable, str(data / "eval" / "score_attribution.py"), str(predictions)]
    places = ["--gold-dir", str(corpus / "attributions"), "--text-dir", str(corpus / "text")]
    subprocess.run([*scorer, *places, "--json", str(out)], check=True, stdout=subprocess.DEVNULL)
    got = json.loads(out.read_text("utf-8"))
    full = [got[kind]["full"]["F"] for kind in ("ALL", "DIRECT", "MIXED", "INDIRECT", "QUOTED")]
    values = [*full, got["ALL"]["content_soft"]["F"], got["ALL"]["src_head"]]
    return {name: round(100 * value, 1) for name, value in zip(COLUMNS, values, strict=True)}


def table(rows: dict[str, dict[str, float]], refused: dict[str, int], documents: int) -> str:
    lines = [f"| system | {' | '.join(COLUMNS)} |", "|---" * (len(COLUMNS) + 1) + "|"]
    for name, row in rows.items():
        share = f" (refused {refused[name]} of {documents})" if refused.get(name) else ""
        lines.append(f"| {name}{share} | {' | '.join(f'{row[c]:.1f}' for c in COLUMNS)} |")
    for name, values in CITED.items():
        lines.append(f"| {name} | {' | '.join('–' if v is None else f'{v:.1f}' for v in values)} |")
    return "\n".join(lines)


def bars(rows: dict[str, dict[str, float]]) -> list[tuple[str, tuple[float | None, ...]]]:
    """What the plot shows of every system, ours last but for people."""
    places = [COLUMNS.index(column) for column in SHOWN]
    measured = [(name, tuple(row[column] for column in SHOWN)) for name, row in rows.items()]
    cited = [(name, tuple(values[place] for place in places)) for name, values in CITED.items()]
    *others, ours = measured
    *peers, people = cited
    return [*others, *peers, ours, people]


def write_table(text: str) -> None:
    readme = HERE / "README.md"
    before, rest = readme.read_text("utf-8").split(TABLE_START)
    after = rest.split(TABLE_END)[1]
    readme.write_text(f"{before}{TABLE_START}\n{text}\n{TABLE_END}{after}", "utf-8")


def write(path: Path, predictions: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(p) + "\n" for p in predictions), "utf-8")
    return path


def read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def slug(name: str) -> str:
    return "-".join(name.lower().split())


if __name__ == "__main__":
    main()
