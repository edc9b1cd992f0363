"""What the preview remembers changes the time a build takes, and not one byte of what it makes."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from gloss.errors import GlossError
from gloss.model import Corpus, Index
from gloss.pages.environment import Templates
from gloss.publish.build import build
from gloss.publish.first import make_first
from gloss.publish.memory import Memory
from gloss.publish.record import hashes
from gloss.settings import Project, load_project

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow
Edit = Callable[[Path, random.Random], None]


def site(folder: Path) -> Project:
    """The tiny site with a second briefing, and templates of its own."""
    shutil.copytree(ROOT / "tests/site", folder)
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copytree(folder / "briefings/quay-fire", folder / "briefings/later-fire")
    prose = folder / "briefings/later-fire/briefing.md"
    prose.write_text(prose.read_text("utf-8").replace("Fire on", "More of the fire on"), "utf-8")
    return load_project(folder)


@dataclass
class Looking:
    """A preview with some pages open: what it showed first, and a memory."""

    pages: tuple[str, ...]
    memory: Memory = field(default_factory=Memory)
    first: dict[str, bytes] = field(default_factory=dict)

    def show(self, project: Project, corpus: Corpus, index: Index) -> None:
        if project.output.is_dir():
            make_first(project, corpus, index, self.pages)
        places = {page: project.output / page / "index.html" for page in self.pages}
        self.first = {page: place.read_bytes() for page, place in places.items() if place.is_file()}


def _article(root: Path, dice: random.Random) -> Path:
    return dice.choice(sorted(root.glob("briefings/*/sources/*.txt")))


def edit_article(root: Path, dice: random.Random) -> None:
    path = _article(root, dice)
    words = path.read_text("utf-8").split(" ")
    at = dice.randrange(len(words) // 2, len(words))
    words[at] = dice.choice(["granary", "“We saw it,” said Nora Quill.", "70", words[at] * 2])
    path.write_text(" ".join(words), "utf-8")


def add_article(root: Path, dice: random.Random) -> None:
    path = _article(root, dice)
    shutil.copy(path, path.with_name(f"copy-{dice.randrange(1000)}.txt"))


def drop_article(root: Path, dice: random.Random) -> None:
    copies = sorted(root.glob("briefings/*/sources/copy-*.txt"))
    if copies:
        dice.choice(copies).unlink()


def edit_prose(root: Path, dice: random.Random) -> None:
    path = dice.choice(sorted(root.glob("briefings/*/briefing.md")))
    path.write_text(path.read_text("utf-8") + f"\nNight {dice.randrange(99)} of it.\n", "utf-8")


def edit_decisions(root: Path, dice: random.Random) -> None:
    entry = f"- {{rename: ilse-marrow, name: Ilse Marrow the {dice.randrange(9)}th}}\n"
    (root / "briefings/decisions.yml").write_text(dice.choice(["[]\n", entry]), "utf-8")


def edit_register(root: Path, dice: random.Random) -> None:
    entry = f"- {{id: ilse-marrow, name: I. Marrow, type: person, aliases: [Ilse {dice.choice('ABC')}.]}}\n"
    (root / "briefings/actors.yml").write_text(dice.choice(["[]\n", entry]), "utf-8")


def edit_template(root: Path, dice: random.Random) -> None:
    path = root / "templates" / dice.choice(["article.html", "actor.html", "theme/main.html"])
    path.write_text(path.read_text("utf-8") + f"{{# {dice.randrange(99)} #}}\n", "utf-8")


def edit_style(root: Path, dice: random.Random) -> None:
    path = root / "templates/theme/assets/stylesheets/gloss.css"
    path.write_text(path.read_text("utf-8") + f"\n/* {dice.randrange(99)} */\n", "utf-8")


EDITS: tuple[Edit, ...] = (
    edit_article,
    edit_article,
    add_article,
    drop_article,
    edit_prose,
    edit_decisions,
    edit_register,
    edit_template,
    edit_style,
)
PAGES = ("", "quay-fire/", "quay-fire/sources/ledger/", "actors/", "actors/ilse-marrow/", "no/such/page/")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_edits_give_what_a_clean_build_gives(tmp_path: Path, seed: int) -> None:
    dice, project = random.Random(seed), site(tmp_path / "warm")
    project = replace(project, output=project.build / "preview")
    looking = Looking(PAGES)
    build(project, preview=looking)
    for _ in range(5):
        for _ in range(dice.choice([1, 1, 2])):
            dice.choice(EDITS)(project.root, dice)
        try:
            build(project, preview=looking)
        except GlossError:  # an edit that took words away which the prose cites: mend it, go on
            shutil.copytree(ROOT / "tests/site/briefings", project.briefings, dirs_exist_ok=True)
            build(project, preview=looking)
        for page, content in looking.first.items():
            assert (project.output / page / "index.html").read_bytes() == content, page
    clean = tmp_path / "clean"
    shutil.copytree(project.briefings, clean / "briefings")
    shutil.copytree(project.templates, clean / "templates")
    shutil.copy(project.config, clean)
    build(load_project(clean))
    assert hashes(project.output) == hashes(clean / "site")


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    project = site(tmp_path / "warm")
    memory, settings = Memory(), project.settings
    path = project.briefings / "quay-fire/sources/ledger.txt"
    memory.begin("one program")
    first = memory.read(path, settings, shown_path="a")
    memory.begin("one program")
    assert memory.read(path, settings, shown_path="a") is first
    path.touch()
    assert memory.read(path, settings, shown_path="a") is first
    assert memory.read(path, settings, shown_path="b") is not first
    memory.begin("another program")
    assert memory.read(path, settings, shown_path="a") is not first


def test_an_edit_makes_only_the_pages_anew_that_show_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = site(tmp_path / "site")
    project, looking = replace(project, output=project.build / "preview"), Looking(())
    build(project, preview=looking)
    made: list[str] = []
    render = Templates.render

    def counted(self: Templates, name: str, values: dict[str, object]) -> str:
        made.append(name)
        return render(self, name, values)

    monkeypatch.setattr(Templates, "render", counted)
    path = project.briefings / "later-fire/sources/ledger.txt"
    path.write_text(path.read_text("utf-8").replace(" the ", " the the ", 1), "utf-8")
    build(project, preview=looking)
    assert made.count("article.html") == 1
    assert made.count("home.html") == 1
