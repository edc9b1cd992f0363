"""What the machine does to a build: readers, other builds, disks, damaged caches, other surroundings."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gloss.annotate.record import SCHEMA
from gloss.publish.record import hashes
from tests.fire.elsewhere import Later
from tests.fire.site import Site, times, tiny
from tests.fire.test_kills import CHANGES
from tests.fire.warm import ROOT

pytestmark = pytest.mark.slow
Refused = Callable[..., str]


def again(site: Site) -> None:
    """Forget what was published, so that the next build does all its work again."""
    shutil.rmtree(site.root / "build/published")


def test_reading_while_publishing(site: Site, tmp_path: Path) -> None:
    edit, whole = CHANGES["edit"], []
    for _ in range(2):
        edit(site)
        assert site.build().code == 0
        whole.append({p: (site.output / p).read_bytes() for p in hashes(site.output)})
    watched = [p for p in whole[0] if p in whole[1] and p.endswith((".html", ".json", ".css"))]
    reads, rounds, wanted = 0, 0, times(5_000, 50_000)
    while reads < wanted or rounds < 6:
        edit(site)
        pid = site.warm.start(site.root, "build", prints=tmp_path)
        building = Path(f"/proc/{pid}/stat")
        for name in itertools.cycle(watched):
            content = (site.output / name).read_bytes()  # a file that is missing fails the test
            assert content in (whole[0][name], whole[1][name]), name
            reads += 1
            if reads % 50 == 0 and building.read_text("ascii").rpartition(")")[2].split()[0] == "Z":
                break
        assert site.warm.wait(pid) == 0
        rounds += 1
    assert reads >= wanted


def test_two_builds_at_once(site: Site, tmp_path: Path) -> None:
    for turn, delay in enumerate((0.0, 0.05, 0.2, 0.5)):
        CHANGES["edit"](site)
        prints = [tmp_path / f"{turn}-{n}" for n in range(2)]
        started = []
        for place in prints:
            place.mkdir()
            started.append(site.warm.start(site.root, "build", prints=place))
            time.sleep(delay)
        codes = [site.warm.wait(pid) for pid in started]
        assert 0 in codes
        for code, place in zip(codes, prints, strict=True):
            said = (place / "err").read_text("utf-8")
            assert code == 0 or (code == 3 and "a build is already running (process " in said), said
        together = hashes(site.output)
        records = hashes(site.root / "build/cache")
        again(site)
        assert site.build().code == 0
        assert hashes(site.output) == together
        assert hashes(site.root / "build/cache") == records
        assert site.leftovers() == []


@pytest.fixture
def small(tmp_path: Path, site: Site) -> Iterator[Site]:
    """A built site on a small disk of its own."""
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)]
    if os.getuid() or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        shutil.copytree(site.root, place / "tiny", symlinks=True)
        copy = Site(place / "tiny", site.warm)
        assert copy.build().code == 0
        yield copy
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("left", [0, 20_000, 100_000, 400_000, 1_000_000, 2_000_000])
def test_full_disk(small: Site, left: int) -> None:
    before, disk = hashes(small.output), os.statvfs(small.root)
    CHANGES["edit"](small)
    given = small.given()
    filler = small.root.parent / "filler"
    filler.write_bytes(b"x" * max(0, disk.f_bavail * disk.f_frsize - left))
    full = small.build()
    assert full.code in ({3} if left < 1_000_000 else {0, 3}), full
    assert "Traceback" not in full.err and "error of the program" not in full.err
    if full.code:
        assert re.search("the disk is full; free some space|No space left on device; make room", full.err)
        assert hashes(small.output) == before
    assert small.given() == given
    filler.unlink()
    assert small.build().code == 0
    assert hashes(small.output) != before
    assert small.leftovers() == []


@pytest.mark.parametrize("limit", [2_000, 8_000, 40_000])
def test_file_size_limit(site: Site, limit: int) -> None:
    before = hashes(site.output)
    CHANGES["edit"](site)
    given = site.given()
    done = site.build(fault=("file_size", limit))
    assert done.code == 3
    assert re.search("a file would exceed the file-size limit|File too large", done.err)
    assert "Traceback" not in done.err and "error of the program" not in done.err
    assert hashes(site.output) == before and site.given() == given
    assert site.build().code == 0
    assert hashes(site.output) != before


def test_read_only_disk(small: Site) -> None:
    CHANGES["edit"](small)
    before, place = hashes(small.output), str(small.root.parent)
    subprocess.run(["mount", "-o", "remount,ro", place], check=True)
    done = small.build()
    subprocess.run(["mount", "-o", "remount,rw", place], check=True)
    assert done.code == 3
    assert "read-only" in done.err and "Traceback" not in done.err
    assert hashes(small.output) == before
    assert small.build().code == 0


def _rewritten(path: Path, change: Callable[[Any], object]) -> None:
    """The record with its JSON changed and its checksum made right again."""
    data = json.loads(path.read_bytes().split(b"\n", 1)[1])
    change(data)
    body = json.dumps(data).encode()
    path.write_bytes(f"gloss {SCHEMA} {hashlib.sha256(body).hexdigest()}\n".encode() + body)


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for at in range(100, len(content), 97):
        content[at] ^= 1 << (at % 8)
    path.write_bytes(content)


def _to_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "inside").write_text("x")


def _to_nowhere(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "truncated": lambda p: p.write_bytes(p.read_bytes()[: p.stat().st_size // 2]),
    "empty": lambda p: p.write_bytes(b""),
    "garbage": lambda p: p.write_bytes(bytes(range(256)) * 40),
    "bit flips": _flip,
    "truncated values": lambda p: _rewritten(p, lambda data: data.pop(next(reversed(data)))),
    "other schema": lambda p: p.write_bytes(b"gloss 0 " + p.read_bytes().split(b" ", 2)[2]),
    "a directory": _to_folder,
    "a dangling link": _to_nowhere,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_cache(site: Site, damage: str) -> None:
    before = hashes(site.output)
    records = [p for p in (site.root / "build/cache").rglob("*.json") if p.is_file()]
    assert len(records) >= 2
    for path in records:
        DAMAGES[damage](path)
    again(site)
    done = site.build()
    assert done.code == 0, done.err
    assert hashes(site.output) == before
    assert all(p.is_file() and not p.is_symlink() for p in records)


def test_a_cache_that_is_no_folder(site: Site) -> None:
    shutil.rmtree(site.root / "build/cache")
    (site.root / "build/cache").write_text("a file")
    again(site)
    done = site.build()
    assert done.code == 3 and "build/cache" in done.err and "Traceback" not in done.err


def _older(site: Site) -> None:
    """Another text, whose file says it is from long ago."""
    ledger = site.sources / "ledger.txt"
    ledger.write_text(ledger.read_text("utf-8").replace("three dock workers", "four dock workers"), "utf-8")
    os.utime(ledger, (1, 1))


def _new_briefing(site: Site) -> None:
    folder = site.root / "briefings/second/sources"
    folder.mkdir(parents=True)
    (folder / "tide.txt").write_text("The tide was late, Ilse Marrow said.\n")


EDITS: dict[str, Callable[[Site], object]] = {
    "edited": CHANGES["edit"],
    "added": CHANGES["add and delete"],
    "renamed": CHANGES["rename"],
    "older": _older,
    "briefing added": _new_briefing,
    "briefing renamed": lambda site: (site.root / "briefings/second").rename(site.root / "briefings/third"),
    "briefing deleted": lambda site: shutil.rmtree(site.root / "briefings/third"),
    "deleted": lambda site: (site.sources / "latest.txt").unlink(),
}


def test_warm_build_equals_clean_build(site: Site) -> None:
    kept = site.root / "build-kept"
    for name, change in EDITS.items():
        change(site)
        warm = site.build()
        assert warm.code == 0, warm.err
        found = hashes(site.output)
        (site.root / "build").rename(kept)
        shutil.rmtree(site.output)
        assert site.build().code == 0
        assert hashes(site.output) == found, name
        shutil.rmtree(site.root / "build")
        kept.rename(site.root / "build")


WORLDS: dict[str, dict[str, str]] = {
    "clock": {},
    "listing": {},
    "umask": {},
    "cwd": {},
    "hash seed": {"PYTHONHASHSEED": "4711"},
    "zone": {"TZ": "Pacific/Kiritimati"},
    "locale": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"},
    "home": {"HOME": "/nowhere", "USER": "somebody", "SOURCE_DATE_EPOCH": "1", "XDG_CACHE_HOME": "/nowhere"},
    "path": {},
}


@pytest.mark.parametrize("world", WORLDS)
def test_other_surroundings(built: Site, tmp_path: Path, world: str) -> None:
    folder = tmp_path / ("another place/ü" if world == "path" else "tiny")
    folder.parent.mkdir(exist_ok=True)
    tiny(folder)
    environment = {**os.environ, "PYTHONHASHSEED": "1", "OMP_NUM_THREADS": "1", **WORLDS[world]}
    environment["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, "-m", "tests.fire.elsewhere", world, str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert hashes(folder / "site") == hashes(built.output)
    assert (folder / "site/index.html").stat().st_mode & 0o777 == 0o644
    assert (folder / "site").stat().st_mode & 0o777 == 0o755


def test_the_clock_of_another_world_is_moved() -> None:
    assert (Later.now() - Later.strptime("2024-01-01", "%Y-%m-%d")).days > 403


BROKEN = {
    "briefing.html": ("{% if %}\n", "briefing.html:1"),
    "article.html": ("\n{{ not_there }}\n", "article.html:2"),
    "actor.html": ('\n\n{% include "nowhere.html" %}\n', "actor.html"),
    "quotes.html": ("{{ briefing.no.such }}\n", "quotes.html:1"),
    "method.html": ("{{ 1 / 0 }}\n", "method.html:1"),
    "timeline.html": ("{% for x in 5 %}{% endfor %}\n", "timeline.html:1"),
    "theme/main.html": ('{% extends "base.html" %}\n{% block %}\n', "main.html:2"),
    "theme/partials/header.html": ("{{ not_there }}\n", "header.html:1"),
    "theme/404.html": ('{% extends "nowhere.html" %}\n', "404.html:1"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_template(site: Site, refused: Refused, name: str) -> None:
    content, named = BROKEN[name]
    (site.root / "templates" / name).write_text(content, "utf-8")
    refused(named, "; ")


def test_no_network(site: Site) -> None:
    before = hashes(site.output)
    again(site)
    done = site.build("--no-cache", fault=("no_network",))
    assert done.code == 0, done
    assert hashes(site.output) == before


def test_no_working_files_in_the_site(built: Site) -> None:
    local = [str(built.root).encode(), str(ROOT).encode(), str(Path.home()).encode() + b"/"]
    local += [value.encode() for name, value in os.environ.items() if "TOKEN" in name and len(value) > 8]
    working = {".py", ".pyc", ".lock", ".db", ".yml", ".yaml", ".log", ".tmp", ".pkl", ".spacy"}
    for path in built.output.rglob("*"):
        assert not path.name.startswith(".") and path.suffix not in working, path
        if path.is_file():
            content = path.read_bytes()
            content = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
            assert not [p for p in local if p in content], path
