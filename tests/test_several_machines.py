"""The walk-through for several machines, by the commands its page prints, over TCP on this one."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gloss.publish.record import hashes

pytest.importorskip("distributed")
pytestmark = pytest.mark.slow


def _free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return str(free.getsockname()[1])


@pytest.fixture
def commands(root: Path) -> dict[str, str]:
    """What the page has the reader type, by the first two words, with this machine and a free port."""
    blocks = re.findall(r"^```sh\n(.*?)\n```$", (root / "docs/several-machines.md").read_text("utf-8"), re.M)
    port = _free_port()
    typed = [block.replace("first", "127.0.0.1").replace("8786", port) for block in blocks]
    return {" ".join(line.split()[:2]): line for line in typed}


@pytest.fixture
def shell(root: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a shell in which this checkout is installed."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(root), "DASK_TEMPORARY_DIRECTORY": str(tmp_path)}


@pytest.fixture
def cluster(commands: dict[str, str], shell: dict[str, str], tmp_path: Path) -> Iterator[Path]:
    """Scheduler and workers as the page starts them; the file holds what they say."""
    log = tmp_path / "cluster.log"
    with log.open("w") as stream:
        running = [
            subprocess.Popen(
                ["bash", "-c", f"exec {commands[name]}"], env=shell, stdout=stream, stderr=stream
            )
            for name in ("dask scheduler", "dask worker")
        ]
    yield log
    for process in reversed(running):
        process.terminate()
        process.wait(30)


def test_the_walk_through_gives_the_site_of_a_single_machine(
    root: Path, commands: dict[str, str], shell: dict[str, str], cluster: Path, tmp_path: Path
) -> None:
    for name in ("alone", "shared"):
        shutil.copytree(root / "tests/site", tmp_path / name)
        (tmp_path / name / "templates").symlink_to(root / "templates")
    call = commands["gloss build"]
    subprocess.run(call.split()[:2], cwd=tmp_path / "alone", env=shell, check=True, capture_output=True)
    deadline = time.monotonic() + 200
    while "Registered to" not in cluster.read_text() and time.monotonic() < deadline:
        time.sleep(0.2)
    done = subprocess.run(
        call.split(), cwd=tmp_path / "shared", env=shell, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr + cluster.read_text()
    assert hashes(tmp_path / "alone/site") == hashes(tmp_path / "shared/site")
