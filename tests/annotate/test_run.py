from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gloss.annotate import annotate_all
from gloss.errors import MachineError
from gloss.model import Article
from gloss.settings import Settings
from tests.annotate.articles import make_article

ROOT = Path(__file__).parents[2]


def articles(count: int) -> list[Article]:
    return [
        make_article(f"Ana Ruiz said on Monday that {n + 2} ships had sunk.", id=f"a{n}")
        for n in range(count)
    ]


def test_results_come_in_the_order_given(models: Path, tmp_path: Path) -> None:
    given = articles(4)
    steps: list[tuple[int, int]] = []

    def note(done: int, total: int) -> None:
        steps.append((done, total))

    found = annotate_all(given, Settings(), models=models, cache=tmp_path, progress=note)
    assert [a.text_sha256 for a in found] == [a.text_sha256 for a in given]
    assert steps == [(n, 4) for n in range(5)]
    again = annotate_all(given[::-1], Settings(), models=models, cache=tmp_path)
    assert again == found[::-1]


def test_several_processes_give_the_same(models: Path, tmp_path: Path) -> None:
    given = articles(5)
    alone = annotate_all(given, Settings(), models=models, cache=None)
    assert annotate_all(given, Settings(), models=models, cache=None, jobs=2) == alone


def test_the_threshold_of_the_settings_counts(models: Path) -> None:
    given = articles(1)
    strict = annotate_all(given, Settings(threshold=1.0), models=models, cache=None)[0]
    assert all(a.speaker is None for a in strict.attributions if a.score < 1.0)


def test_no_articles_are_no_work(models: Path, tmp_path: Path) -> None:
    assert annotate_all([], Settings(), models=models, cache=tmp_path) == ()


def test_a_missing_pipeline_is_an_error_of_the_machine(tmp_path: Path) -> None:
    with pytest.raises(MachineError):
        annotate_all(articles(1), Settings(), models=tmp_path, cache=None)


# A shell that starts the tests in the background has them ignore interrupts; a terminal does not.
SCRIPT = """
import signal
import sys
from pathlib import Path
from gloss.annotate import annotate_all
from gloss.settings import Settings
from tests.annotate.test_run import articles

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    models, cache, jobs = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    loud = (lambda done, total: print(done, flush=True)) if jobs else None
    given = articles(400 if jobs else 3)
    annotate_all(given, Settings(), models=models, cache=cache, progress=loud, jobs=jobs or 1)
    print("spacy" in sys.modules)
"""


def script(tmp_path: Path, *arguments: object) -> list[str]:
    path = tmp_path / "run.py"
    path.write_text(SCRIPT)
    return [sys.executable, str(path), *map(str, arguments)]


def test_a_cached_run_imports_no_spacy(models: Path, tmp_path: Path) -> None:
    annotate_all(articles(3), Settings(), models=models, cache=tmp_path / "cache")
    done = subprocess.run(
        script(tmp_path, models, tmp_path / "cache", 0),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.split() == ["False"]


def test_an_interrupt_keeps_what_was_done(models: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        script(tmp_path, models, tmp_path / "cache", 2),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    assert process.stdout is not None
    while (line := process.stdout.readline()) and int(line) < 2:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does it: to parent and workers alike
    _, errors = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "KeyboardInterrupt" in errors
    kept = list((tmp_path / "cache").rglob("*.json"))
    assert 2 <= len(kept) < 400


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="threads are counted in /proc")
def test_reading_takes_one_thread(models: Path) -> None:
    program = (
        "from pathlib import Path\n"
        "from gloss.annotate import article\n"
        "from gloss.annotate.pipeline import load\n"
        f"pipeline = load('en_gloss_news', Path({str(models)!r}))\n"
        "list(pipeline.pipe(['Ana Ruiz said on Monday that two ships had sunk.'] * 9))\n"
        "print(next(line for line in open('/proc/self/status') if line.startswith('Threads')))\n"
    )
    free = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=free
    )
    assert done.stdout.split() == ["Threads:", "1"]
