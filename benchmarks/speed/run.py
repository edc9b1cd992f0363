"""Words per second of the annotate step, part by part, beside a blank spaCy pipeline.

    python benchmarks/speed/run.py [--data FOLDER] [--words N] [--write]

The blank pipeline (tok2vec, tagger, parser, NER, not trained) reads the same paragraphs in the same
process, before ours. Times are CPU seconds of this process, so that other work on the machine does
not count. `--write` puts the table into README.md beside this file.
"""

# ruff: noqa: PLC0415 - nothing heavy is imported before the number of threads is set

from __future__ import annotations

import argparse
import os
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
README = Path(__file__).with_name("README.md")
MUST = 0.35

if TYPE_CHECKING:
    from spacy.language import Language

    from gloss.model import Article


class Clock:
    """CPU seconds by part, in the order the parts were first met."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        start = time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - start


def articles(data: Path | None, words: int) -> list[Article]:
    """Articles of about `words` words in all: PolNeAR's, or those of the bundled briefings."""
    from gloss.settings import Settings
    from gloss.sources import read_article

    folder = data / "corpora" / "polnear" / "dev" / "text" if data else ROOT / "briefings"
    found: list[Article] = []
    while sum(len(a.text.split()) for a in found) < words:
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and (data or p.suffix == ".txt")):
            found.append(read_article(path, Settings(languages=("en",))))
            if sum(len(a.text.split()) for a in found) >= words:
                break
    return found


def blank_pipeline() -> Language:
    """tok2vec, tagger, parser and NER with spaCy's default sizes for the CPU, not trained."""
    import spacy

    nlp = spacy.blank("en")
    config: dict[str, Any] = {
        "model": {"tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}}
    }
    nlp.add_pipe("tok2vec")
    for name, labels in (("tagger", 45), ("parser", 45), ("ner", 18)):
        pipe: Any = nlp.add_pipe(name, config=config)
        for n in range(labels):
            pipe.add_label(f"L{n}")
    nlp.initialize()
    return nlp


def read_blank(nlp: Language, texts: list[str]) -> None:
    for _ in nlp.pipe(texts, batch_size=64):
        pass


def read_parts(nlp: Language, texts: list[str], clock: Clock) -> None:
    """Our own components over the paragraphs, one after the other, to know what each costs."""
    from gloss.annotate.doc import BATCH, OWN_COMPONENTS

    with clock.part("tokenizer"):
        docs = [nlp.make_doc(text) for text in texts]
    for name, component in nlp.pipeline:
        if not name.startswith(OWN_COMPONENTS):
            piped: Callable[..., Any] | None = getattr(component, "pipe", None)
            with clock.part(name):
                docs = list(piped(docs, batch_size=BATCH)) if piped else [component(doc) for doc in docs]


def annotate_parts(nlp: Language, given: list[Article], clock: Clock) -> None:
    """The whole step as `annotate` runs it, part by part."""
    from gloss.annotate import dates, figures, quotes
    from gloss.annotate.actors.resolve import resolve
    from gloss.annotate.article import quoted, sentences
    from gloss.annotate.attribution import relations
    from gloss.annotate.doc import OWN_COMPONENTS, read_doc

    for article in given:
        with clock.part("paragraphs to one Doc"):
            doc = read_doc(nlp, article)
        for name in nlp.pipe_names:
            if name.startswith(OWN_COMPONENTS):
                with clock.part(name):
                    doc = nlp.get_pipe(name)(doc)
        with clock.part("quotation marks"):
            regions = quotes.regions(article.text, article.blocks)
        with clock.part("relations"):
            found = relations(doc, regions)
        with clock.part("actors"):
            resolved = resolve(doc, found, regions, threshold=0.6)
        with clock.part("dates"):
            days = dates.dates(doc, article)
        with clock.part("figures"):
            figures.figures(doc, days)
        with clock.part("quoted strings, sentences"):
            quoted(regions, resolved.attributions)
            sentences(doc)


def memory() -> int:
    """Peak memory of this process in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1024 if sys.platform != "darwin" else 1024 * 1024)


def measure(data: Path | None, words: int) -> str:
    """The result as a Markdown table with a line below it."""
    from gloss.annotate.pipeline import load

    given = articles(data, words)
    texts = [a.words_at(b.span) for a in given for b in a.blocks]
    count = sum(len(text.split()) for text in texts)
    peer, blank = Clock(), blank_pipeline()
    read_blank(blank, texts[:50])
    with peer.part("blank"):
        read_blank(blank, texts)
    start = time.perf_counter()
    nlp = load("en_gloss_news", ROOT / "models")
    loaded = time.perf_counter() - start
    annotate_parts(nlp, given[:2], Clock())
    inside, whole = Clock(), Clock()
    read_parts(nlp, texts, inside)
    annotate_parts(nlp, given, whole)
    return table(count, peer.seconds["blank"], inside.seconds, whole.seconds, loaded)


def table(count: int, blank: float, inside: dict[str, float], whole: dict[str, float], loaded: float) -> str:
    total = sum(whole.values())
    rows = [("blank spaCy pipeline", blank), ("**the whole annotate step**", total)]
    for name, seconds in whole.items():
        rows.append((name, seconds))
        if name == "paragraphs to one Doc":
            rows += [(f"– of it {part}", cost) for part, cost in inside.items()]
    lines = ["| part | CPU seconds | words per second | share of blank speed |", "|---|---|---|---|"]
    for name, seconds in rows:
        speed = f"{count / seconds:,.0f}" if seconds > 0.005 else "–"
        share = f"{blank / seconds:.2f}" if seconds > 0.005 else "–"
        lines.append(f"| {name} | {seconds:.2f} | {speed} | {share} |")
    lines += [
        "",
        f"{count:,} words; peak memory {memory()} MB; the pipeline loads in {loaded:.1f} s."
        f" Share {blank / total:.2f} (must {MUST}).",
    ]
    return "\n".join(lines)


def main() -> None:
    """Print the table; with --write, keep it in README.md."""
    parser = argparse.ArgumentParser(description="Words per second of the annotate step.")
    parser.add_argument("--data", type=Path, default=os.environ.get("GLOSS_DATA"))
    parser.add_argument("--words", type=int, default=30_000)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    result = measure(Path(options.data) if options.data else None, options.words)
    print(result)
    if options.write:
        text = README.read_text("utf-8")
        marks = "<!-- result -->"
        text = re.sub(f"{marks}.*{marks}", lambda _: f"{marks}\n{result}\n{marks}", text, flags=re.DOTALL)
        README.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
