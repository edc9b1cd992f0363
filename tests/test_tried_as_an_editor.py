"""The page for editors to try, run from top to bottom: its commands print what stands under them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gloss.annotate.cache import Cache

pytestmark = pytest.mark.slow
STEP = re.compile(r"^```sh\n(.*?)^```\n\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def desk(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder the page leads to, every step on the way compared with what the page says it prints."""
    page = (root / "docs/tried-as-an-editor.md").read_text("utf-8")
    steps = STEP.findall(page)
    assert len(steps) == page.count("```sh\n") > 0
    folder = tmp_path_factory.mktemp("editor")
    for commands, printed in steps:
        done = shell(commands, folder, root)
        assert done.returncode == 0, done.stderr
        assert done.stdout.endswith(f"\n{printed}") or done.stdout == printed, commands
        folder = folder / "desk" if (folder / "desk").is_dir() else folder
    return folder


def shell(commands: str, folder: Path, root: Path) -> subprocess.CompletedProcess[str]:
    """The commands in one shell that ends at the first that fails, with this checkout's `gloss`."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(root)}
    call = ["bash", "-euc", commands]
    return subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_every_step_prints_what_the_page_says_and_every_decision_holds(desk: Path) -> None:
    data = json.loads((desk / "site/data/index.json").read_text("utf-8"))
    assert [d["state"] for d in data["decisions"]] == ["applied"] * 3
    assert {a["id"] for a in data["actors"]} >= {"nora-pell", "ruth-amble", "ruth-amble-diver"}


def test_decisions_hold_where_the_machine_finds_no_statement(desk: Path, root: Path) -> None:
    folder = desk / "build/cache/annotations"
    records = sorted(path.stem for path in folder.rglob("*.json"))
    assert len(records) == 3
    for key in records:
        found = Cache(folder).get(key)
        assert found is not None
        quoted = tuple(replace(q, attribution=None) for q in found.quoted)
        Cache(folder).put(key, replace(found, attributions=(), quoted=quoted))
    with (desk / "briefings/decisions.yml").open("a") as file:
        file.write("# looked at again\n")
    done = shell("gloss build --strict", desk, root)
    assert done.returncode == 0, done.stderr
    data = json.loads((desk / "site/data/index.json").read_text("utf-8"))
    assert [d["state"] for d in data["decisions"]] == ["applied"] * 3
    said = [(a["article"], a["speaker"], a["basis"]) for a in data["attributions"] if a["speaker"]]
    assert said == [("quay/herald", "ruth-amble-diver", "editor")]
