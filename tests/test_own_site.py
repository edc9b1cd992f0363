"""A site of one's own, from the wheel, outside the clone, by the commands that the docs print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from gloss.cli.starting import start
from gloss.errors import MachineError

pytestmark = pytest.mark.slow
Done = subprocess.CompletedProcess[str]
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as the docs say but with the hatchling that is installed."""
    folder = tmp_path_factory.mktemp("dist")
    call = [*PIP, "wheel", "-q", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(root)]
    subprocess.run(call, check=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a shell with the wheel installed in a fresh venv.

    The packages it depends on are lent by this Python's own folder, so that nothing is fetched.
    """
    venv = tmp_path_factory.mktemp("fresh") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    (packages,) = venv.glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib"))
    pip = [*PIP, "--python", str(venv / "bin/python")]
    subprocess.run([*pip, "install", "-q", "--no-deps", "--no-index", str(wheel)], check=True)
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return {**kept, "PATH": f"{venv / 'bin'}{os.pathsep}{os.environ['PATH']}"}


def printed(page: Path, title: str) -> str:
    """The shell commands under a heading."""
    section = page.read_text("utf-8").split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]
    return "\n".join(re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL))


def shell(commands: str, folder: Path, environment: dict[str, str]) -> Done:
    call = ["bash", "-euc", commands]
    return subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_holds_templates_pipeline_and_starter(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"gloss/templates/article.html", "gloss/models/en_gloss_news/meta.json"} <= names
    assert {"gloss/cli/starter/gitignore", "gloss/templates/theme/main.html"} <= names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"gloss"}


def test_a_site_from_the_wheel_as_the_docs_print_it(
    root: Path, installed: dict[str, str], tmp_path: Path
) -> None:
    docs = root / "docs/own-site.md"
    setting_up = [c for c in printed(docs, "Set up").splitlines() if c.startswith(("gloss ", "cd "))]
    assert len(setting_up) == 3
    done = shell("\n".join([*setting_up, printed(docs, "Two articles, one briefing")]), tmp_path, installed)
    assert done.returncode == 0, done.stderr
    site = tmp_path / "our-briefings/site"
    page = (site / "bridge/index.html").read_text("utf-8")
    assert "in two weeks" in page and "Dora Finch" in page
    assert (site / "bridge/sources/months-not-weeks/index.html").is_file()
    assert (site / "actors/amos-trill/index.html").is_file()
    assert not (site / "example").exists()
    assert (site / "assets/stylesheets/gloss.css").is_file()
    assert "bridge: 2 articles" in done.stdout
    again = shell("gloss build", site.parent, installed)
    assert "nothing changed" in again.stdout, again.stderr
    shipped = Path(shell("gloss templates", tmp_path, installed).stdout.strip())
    assert (shipped / "home.html").is_file() and not shipped.is_relative_to(root)


def test_what_a_site_without_a_checkout_lacks_comes_back_by_pip(
    installed: dict[str, str], tmp_path: Path
) -> None:
    shell("gloss new own && mkdir own/models", tmp_path, installed)
    done = shell("gloss build", tmp_path / "own", installed)
    assert done.returncode == 3
    assert "run pip install --force-reinstall gloss-briefings" in done.stderr
    assert "make" not in done.stderr


def test_own_templates_go_before_those_that_come_with_gloss(
    installed: dict[str, str], tmp_path: Path
) -> None:
    commands = """\
gloss new own
cd own
mkdir -p templates/theme/partials
cp "$(gloss templates)/home.html" templates/
echo '<p>Own words at home.</p>' >> templates/home.html
echo '<footer>Own words below.</footer>' > templates/theme/partials/footer.html
gloss build
"""
    done = shell(commands, tmp_path, installed)
    assert done.returncode == 0, done.stderr
    home = (tmp_path / "own/site/index.html").read_text("utf-8")
    assert "Own words at home." in home and "Own words below." in home
    article = (tmp_path / "own/site/example/sources/wire/index.html").read_text("utf-8")
    assert "Own words below." in article and "Own words at home." not in article
    (tmp_path / "own/templates/home.html").write_text("\n{{ no_such_value }}")
    broken = shell("gloss build", tmp_path / "own", installed)
    assert broken.returncode == 1
    assert "templates/home.html:2: 'no_such_value' is undefined" in broken.stderr


def test_git_keeps_articles_and_what_is_made_out(tmp_path: Path) -> None:
    start(tmp_path / "own")
    (tmp_path / "own/site").mkdir()
    (tmp_path / "own/site/index.html").touch()
    commands = "git init -q . && git add --all && git ls-files"
    listed = shell(commands, tmp_path / "own", dict(os.environ)).stdout.split()
    assert "briefings/example/briefing.md" in listed and "mkdocs.yml" in listed
    assert not [name for name in listed if name.startswith("site") or "/sources/" in name]


def test_nothing_is_set_up_over_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").touch()
    with pytest.raises(MachineError, match="it is not empty; name an empty or a new folder"):
        start(tmp_path)
    with pytest.raises(MachineError, match="it is a file"):
        start(tmp_path / "mkdocs.yml")


def test_the_workflow_in_the_docs_is_yaml_and_runs_known_commands(root: Path) -> None:
    text = (root / "docs/deployment.md").read_text("utf-8")
    (workflow,) = [b for b in re.findall(r"^```yaml\n(.*?)^```$", text, re.M | re.S) if "jobs:" in b]
    steps = YAML(typ="safe").load(workflow)["jobs"]["site"]["steps"]
    ours = [s["run"].removeprefix(".venv/bin/gloss ") for s in steps if "bin/gloss" in s.get("run", "")]
    assert ours == ["check", "build"]
