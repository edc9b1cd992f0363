"""Time and memory of linking synthetic corpora, stage by stage, with the exponent of each.

usage: python benchmarks/link/run.py [--together] [--crowded] [SIZES…]    (1000 2000 5000 10000 unless given)

Every story is a briefing of its own; with --together all are in one. With --crowded every story names
twelve people more, so that there are more than four actors to an article. Every size is linked in a
process of its own. The exponent of a stage is the slope of log(seconds) over log(articles); 1 is
linear.
"""

from __future__ import annotations

import json
import math
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import gloss.link as linking
from gloss.link.ids import slug
from gloss.model import AnnotatedArticle
from tests.link.factory import Sketch

SIZES = (1000, 2000, 5000, 10000)
ONSETS = ("b", "br", "d", "dr", "f", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "v")
VOWELS = ("a", "e", "i", "o", "u", "au", "ei", "ia", "ou")
T = TypeVar("T")


def word(rng: random.Random) -> str:
    return "".join(rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(rng.randint(1, 3)))


@dataclass(frozen=True)
class Story:
    """What the articles of one story draw from."""

    words: Iterator[str]
    people: Sequence[str]
    quotes: Sequence[str]
    copied: str
    bystanders: Sequence[str]


def corpus(size: int, briefings: int, bystanders: int = 0) -> list[AnnotatedArticle]:
    """Articles of four in one story: copied passages, repeated and cropped quotes, four actors each.

    Words follow Zipf's law over a stock that grows with the corpus, as in real text. The stories are
    spread over so many briefings. So many bystanders are named in each, every one by two articles.
    """
    rng = random.Random(size)
    stock = [word(rng) for _ in range(4000 + size)]
    weights = list(accumulate(1 / (n + 3) for n in range(len(stock))))
    records = []
    for number in range(size // 4):
        drawn = iter(rng.choices(stock, cum_weights=weights, k=4000))
        people = [f"{word(rng).title()} {word(rng).title()}" for _ in range(5)]
        quotes = [" ".join(next(drawn) for _ in range(rng.randint(4, 25))) for _ in range(6)]
        copied = " ".join(next(drawn) for _ in range(40)).capitalize() + "."
        others = [f"{word(rng).title()} {word(rng).title()}" for _ in range(bystanders)]
        story = Story(drawn, people, quotes, copied, others)
        briefing = f"b{number % briefings:05}"
        records.extend(article(rng, story, f"{briefing}/s{number}", part) for part in range(4))
    return records


def article(rng: random.Random, story: Story, name: str, part: int) -> AnnotatedArticle:
    lines = [" ".join(islice(story.words, rng.randint(8, 30))).capitalize() + "." for _ in range(14)]
    said = []
    for quote in rng.sample(list(story.quotes), 4):
        words = quote.split()
        first = rng.randint(0, 2) if len(words) > 8 else 0
        who = story.people[story.quotes.index(quote) % 4]
        printed = f"“{' '.join(words[first:])}”"
        lines.append(f"{printed}, {who} said.")
        said.append((who, printed))
    if rng.random() < 0.5:
        lines.append(story.copied)
    rng.shuffle(lines)
    lines.append("At least 11 sailors were killed. The Harbour Board denied everything.")
    seen = sorted({who for n, who in enumerate(story.bystanders) if (part - n) % 4 < 2})
    lines.extend(f"{who} looked on." for who in seen)
    outlet = f"Outlet {rng.randint(1, 40)}"
    sketch = Sketch(f"{name}-{part}", "\n".join(lines), publisher=outlet, published="2020-01-02")
    for who in sorted({who for who, _ in said} | set(seen)):
        sketch.actor(slug(who), who, at=[who])
    sketch.actor("board", f"{story.people[4]} Harbour Board", "body")
    for who, printed in said:
        sketch.says(slug(who), printed, lemma="say")
    sketch.says("board", "everything", cue="denied", lemma="deny")
    sketch.figure("At least 11 sailors", "11", "at-least", unit="sailors", event="kill")
    return sketch.record()


def measure(size: int, briefings: int, bystanders: int) -> dict[str, float]:
    """Seconds of every stage and of all of `link`, and the peak of memory in MiB."""
    records = corpus(size, briefings, bystanders)
    stages: dict[str, float] = {}

    def timed(name: str, run: Callable[..., T]) -> Callable[..., T]:
        def wrapper(*args: Any, **named: Any) -> T:
            start = time.process_time()
            try:
                return run(*args, **named)
            finally:
                stages[name] = stages.get(name, 0.0) + time.process_time() - start

        return wrapper

    names = ("cast_of", "statements_of", "utterances_of", "shared_text", "figures_of", "actors_of", "Scene")
    for name in (*names, "mentions_of", "labels_of", "summaries_of", "Origins"):
        setattr(linking, name, timed(name.removesuffix("_of"), getattr(linking, name)))
    for kind, method in ((linking.Figures, "run"), (linking.Disputes, "run"), (linking.Review, "items")):
        setattr(kind, method, timed(kind.__name__.lower(), getattr(kind, method)))
    start = time.process_time()
    index = linking.link(records)
    stages["all"] = time.process_time() - start
    stages["MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    stages["actors in all"] = len(index.actors)
    stages["utterances in all"] = len(index.utterances)
    stages["shared in all"] = len(index.shared_text)
    return stages


def slope(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    xs, ys = [math.log(s) for s in sizes], [math.log(max(t, 1e-3)) for t in seconds]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / sum((x - mx) ** 2 for x in xs)


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        sys.stdout.write(json.dumps(measure(*map(int, sys.argv[2:]))))
        return
    together = "--together" in sys.argv
    bystanders = 12 if "--crowded" in sys.argv else 0
    sizes = [int(s) for s in sys.argv[1:] if s.isdigit()] or list(SIZES)
    found = []
    for size in sizes:
        briefings = 1 if together else size // 4
        call = [sys.executable, __file__, "--one", str(size), str(briefings), str(bystanders)]
        made = subprocess.run(call, stdout=subprocess.PIPE, check=True)
        found.append(json.loads(made.stdout))
    rows = [f"| | {' | '.join(f'{s:,}' for s in sizes)} | exponent |", "|---|" + "---:|" * (len(sizes) + 1)]
    for name in found[0]:
        values = [f[name] for f in found]
        seconds = name != "MiB" and not name.endswith("in all")
        cells = [f"{v:.2f}" if seconds else f"{v:,.0f}" for v in values]
        power = f"{slope(sizes, values):.2f}" if seconds and values[-1] > 0.05 and len(sizes) > 1 else ""
        rows.append(f"| {name} | {' | '.join(cells)} | {power} |")
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
