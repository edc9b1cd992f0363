"""Projects to measure, and CPU seconds of Python programs run in them."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from corpus import write_corpus

ROOT = Path(__file__).resolve().parents[2]
PAGES_PER_ARTICLE = 2.6
"""Generated pages per article of the invented corpus; only to hit the wanted number roughly."""
CONFIG = {
    "site_name": "Benchmark",
    "plugins": [],
    "markdown_extensions": [],
    "theme": {"name": "material", "custom_dir": "templates/theme", "font": False, "language": "en"},
    "extra": {"generator": False},
}
MEASURE = """
import json, resource, runpy, sys
sys.argv, code = json.loads(sys.argv[1]), 0
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
except SystemExit as end:
    code = end.code or 0
own, rest = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
json.dump([code, own.ru_utime + own.ru_stime, rest.ru_utime + rest.ru_stime, own.ru_maxrss], sys.stderr)
"""


def prepare(site: Path, pages: int) -> None:
    """A project with its annotations cached, its tree generated, and a bare MkDocs project beside it."""
    write_corpus(site / "briefings", round(pages / PAGES_PER_ARTICLE))
    shutil.copytree(ROOT / "templates", site / "templates")
    (site / "mkdocs.yml").write_text(json.dumps(CONFIG))
    cpu(site, str(ROOT / "build.py"), "build")
    sys.path.insert(0, str(ROOT))
    from gloss.publish import site as making  # noqa: PLC0415 (after the path is set)
    from gloss.publish.render import nav_entry  # noqa: PLC0415
    from gloss.settings import load_project  # noqa: PLC0415

    project = load_project(site)
    folder = making.read_folder(project)
    index = making.index_of(project, folder, lambda *_: None)
    nav = [nav_entry(item) for item in making.generate_site(project, folder, index, lambda *_: None).nav]
    bare = {**CONFIG, "nav": nav, "not_in_nav": "*", "docs_dir": "build/docs", "site_dir": "bare"}
    (site / "bare.yml").write_text(json.dumps(bare))


def cpu(site: Path, *command: str) -> tuple[float, float, float]:
    """CPU seconds of a Python program by itself and of its children, and its memory in kB."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, json.dumps(command)],
        cwd=site,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, "OMP_NUM_THREADS": "1", "NO_MKDOCS_2_WARNING": "1"},
    )
    code, own, rest, memory = json.loads("[" + done.stderr.rpartition("[")[2])
    if code:
        raise SystemExit(f"{command} ended with {code}: {done.stderr[-2000:]}")
    return own, rest, memory


def cpu_of_bare(site: Path) -> tuple[float, float]:
    """CPU seconds and memory in kB of bare `mkdocs build` of the tree that was generated in `site`."""
    mkdocs = str(Path(sys.executable).with_name("mkdocs"))
    seconds, _, memory = cpu(site, mkdocs, "build", "--quiet", "-f", "bare.yml")
    return seconds, memory


def machine() -> str:
    """What figures were taken on and with; it stands under every table."""
    parts = (f"{name} {version(name.lower())}" for name in ("spaCy", "MkDocs", "Pagefind"))
    return (
        f"Python {platform.python_version()}, {', '.join(parts)}; {platform.system()} {platform.machine()}, "
        f"{_processor()}, {os.cpu_count()} cores."
    )


def _processor() -> str:
    """The processor as Linux names it, else nothing better than its kind."""
    place = Path("/proc/cpuinfo")
    lines = place.read_text("utf-8").splitlines() if place.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or "unknown processor")
