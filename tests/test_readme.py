"""What the README prints is there: commands with their options, make targets, settings, pictures."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from gloss.cli.commands import app
from gloss.settings import Settings

COMMAND = re.compile(r"python build\.py ?([^`\n|]*)")


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def site_folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as an editor has it: the repository's own files, the bundled briefings, no build."""
    folder = tmp_path_factory.mktemp("readme")
    for name in ("gloss", "templates", "models", "briefings"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("build.py", "mkdocs.yml", "pyproject.toml"):
        shutil.copy(root / name, folder / name)
    return folder


def test_every_option_printed_is_known(readme: str) -> None:
    assert isinstance(app, click.Group)
    for line in COMMAND.findall(readme):
        name, *rest = line.split() or ["build"]
        known = {option for parameter in app.commands[name].params for option in parameter.opts}
        assert {word.strip("[]") for word in rest if "--" in word} <= known, line


def test_every_make_target_printed_is_there(root: Path, readme: str) -> None:
    makefile = (root / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make (\w+)", readme, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize(
    "line", ["", "check", "review", "annotate briefings/saydnaya/sources/evening-desk.txt"]
)
def test_the_commands_of_the_first_fifteen_minutes_run(site_folder: Path, readme: str, line: str) -> None:
    assert f"python build.py {line.split(maxsplit=1)[0] if line else ''}".strip() in readme
    done = subprocess.run(
        [sys.executable, "build.py", *shlex.split(line)],
        cwd=site_folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_every_setting_is_listed_with_its_default(readme: str) -> None:
    table = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", readme, re.MULTILINE))
    assert set(table) == set(Settings.model_fields)
    for name, field in Settings.model_fields.items():
        default = field.default
        if isinstance(default, tuple):
            default = f"[{', '.join(default)}]"
        if default is not None:
            assert str(default) in table[name], name


def test_links_and_pictures_are_there(root: Path, readme: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", readme):
        assert (root / target).exists(), target
