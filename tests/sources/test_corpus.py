"""The editors' folder: briefings, names, links, rights, all problems at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gloss.errors import SourceError
from gloss.model import Corpus
from gloss.settings import Settings
from gloss.sources import read_corpus

WORDS = "The ferry was late.\n"


class Folder:
    """A project folder under a temporary path."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.briefings = root / "briefings"
        self.sources = self.briefings / "ferry" / "sources"
        self.sources.mkdir(parents=True)

    def write(self, path: str, content: str = WORDS) -> Path:
        target = self.briefings / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, "utf-8")
        return target

    def read(self, **given: object) -> Corpus:
        return read_corpus(self.briefings, Settings.model_validate(given), self.root)

    def refused(self) -> str:
        with pytest.raises(SourceError) as caught:
            self.read()
        return str(caught.value)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_articles_and_briefings_are_ordered_whatever_the_listing(folder: Folder) -> None:
    for name in ("c", "a", "b"):
        folder.write(f"ferry/sources/{name}.txt", f"{name} was late.")
        folder.write(f"{name}-ferry/sources/one.txt", f"{name} ferry was late.")
    corpus = folder.read()
    ids = [a.id for a in corpus.articles]
    assert ids == sorted(ids) and len(ids) == 6
    assert [b.slug for b in corpus.briefings] == ["a-ferry", "b-ferry", "c-ferry", "ferry"]
    assert corpus.articles[-1].path == "briefings/ferry/sources/c.txt"


def test_paths_never_name_the_machine(folder: Folder, tmp_path: Path) -> None:
    folder.write("ferry/sources/a.txt")
    elsewhere = read_corpus(folder.briefings, Settings(), tmp_path / "other")
    assert elsewhere.articles[0].path == "briefings/ferry/sources/a.txt"
    assert elsewhere.articles == folder.read().articles


def test_briefing_metadata_and_prose(folder: Folder) -> None:
    folder.write("ferry/sources/a.txt")
    folder.write(
        "ferry/briefing.md",
        "---\ntitle: Late\ndate: 2025-03-08\nsummary: >-\n  Two\n  lines\n---\nProse[^a].\n",
    )
    (briefing,) = folder.read().briefings
    assert (briefing.title, briefing.date, briefing.summary) == ("Late", "2025-03-08", "Two lines")
    assert (briefing.prose, briefing.body_line) == ("Prose[^a].\n", 8)


def test_a_briefing_without_a_file_is_named_after_its_folder(folder: Folder) -> None:
    folder.write("night_ferry/sources/a.txt")
    folder.sources.rmdir()
    (briefing,) = folder.read().briefings
    assert (briefing.slug, briefing.title, briefing.prose) == ("night-ferry", "Night ferry", None)


@pytest.mark.parametrize(
    ("site", "editor", "article", "expected"),
    [
        ("excerpt", None, None, "excerpt"),
        ("full", None, None, "full"),
        ("link", "full", None, "full"),
        ("excerpt", "full", "link", "link"),
        ("excerpt", "link", "full", "link"),
        ("full", None, "excerpt", "excerpt"),
    ],
)
def test_only_the_editor_widens_rights(
    folder: Folder, site: str, editor: str | None, article: str | None, expected: str
) -> None:
    folder.write("ferry/sources/a.txt", f"---\nrights: {article}\n---\n{WORDS}" if article else WORDS)
    if editor:
        folder.write("ferry/briefing.md", f"---\nrights: {editor}\n---\n")
    assert folder.read(rights=site).articles[0].rights == expected


def test_all_problems_of_all_files_come_at_once(folder: Folder) -> None:
    folder.write("ferry/sources/a.txt", "")
    folder.write("ferry/sources/b.md", "---\nfoo: bar\n---\nx")
    folder.write("ferry/briefing.md", "---\ndate: soon\n---\n")
    folder.write("other/sources/c.txt", "---\n")
    assert [line.split(":")[0] for line in folder.refused().splitlines()] == [
        "briefings/ferry/briefing.md",
        "briefings/ferry/sources/a.txt",
        "briefings/ferry/sources/b.md",
        "briefings/other/sources/c.txt",
    ]


# --- one address for every article -------------------------------------------------------------


@pytest.mark.parametrize(
    "names",
    [
        ("Upper.txt", "upper.txt"),
        ("one.md", "one.txt"),
        ("caf\u00e9.txt", "cafe\u0301.txt"),
        ("a b.txt", "a-b.txt", "a_b.txt", "A  B.txt"),
        ("\u674e\u4f1f.txt", "\u738b\u82b3.txt"),
        ("\U0001f600.txt", "\U0001f601.txt"),
        ("index.txt", "con.txt", "aux.md", "404.html", "search.txt", "assets.txt", "NUL.txt", "lpt1.txt"),
        ("x" * 240 + "a.txt", "x" * 240 + "b.txt"),
        ("%2e%2e.txt", "%2E%2E.md", "-.txt", "--.txt", "%2e.txt"),
    ],
    ids=["case", "endings", "nfc-nfd", "marks", "cjk", "emoji", "reserved", "long", "dots"],
)
def test_slug_collisions_leave_every_article_on_its_own_page(folder: Folder, names: tuple[str, ...]) -> None:
    for n, name in enumerate(names):
        body = f"Ferry number {n} was late."
        folder.write(f"ferry/sources/{name}", f"<p>{body}</p>" if name.endswith("html") else body)
    ids = [a.id.partition("/")[2] for a in folder.read().articles]
    assert len({i.casefold() for i in ids}) == len(names)
    assert all(
        i.isascii() and 0 < len(i) <= 80 and "/" not in i and not i.startswith(("-", ".")) for i in ids
    )
    assert not {"index", "con", "aux", "404", "nul", "lpt1"} & set(ids)


def test_the_name_spelt_like_its_address_keeps_it(folder: Folder) -> None:
    folder.write("ferry/sources/Upper.txt", "One was late.")
    before = folder.read().articles[0].id
    folder.write("ferry/sources/upper.txt", "Two was late.")
    corpus = folder.read()
    assert before == "ferry/upper"
    assert "ferry/upper" in {a.id for a in corpus.articles}
    assert any("names that give one address" in notice for notice in corpus.notices)


@pytest.mark.parametrize(
    "name", ["actors", "Quotes", "data", "search", "assets", "pagefind", "method", "index", "con"]
)
def test_reserved_briefing_names_are_refused(folder: Folder, name: str) -> None:
    folder.write(f"{name}/sources/a.txt")
    assert f"briefings/{name}: the site uses the address /{name.lower()}/ itself" in folder.refused()


def test_two_briefings_with_one_address_are_refused_naming_both(folder: Folder) -> None:
    folder.write("Ferry/sources/a.txt")
    assert "briefings/ferry: its address /ferry/ is that of briefings/Ferry too" in folder.refused()


# --- the same text ------------------------------------------------------------------------------


def test_the_same_text_in_two_briefings_is_one_article(folder: Folder) -> None:
    folder.write("ferry/sources/a.txt")
    folder.write("boats/sources/b.txt")
    folder.write("boats/briefing.md", "---\nrights: link\n---\n")
    corpus = folder.read()
    assert [a.id for a in corpus.articles] == ["boats/b"]
    assert corpus.also_in == (("boats/b", (("ferry", "briefings/ferry/sources/a.txt"),)),)
    assert corpus.articles[0].rights == "link"


def test_the_same_text_from_two_publishers_is_two_printings(folder: Folder) -> None:
    folder.write("ferry/sources/a.txt", f"---\npublisher: One\n---\n{WORDS}")
    folder.write("ferry/sources/b.txt", f"---\npublisher: Two\n---\n{WORDS}")
    corpus = folder.read()
    assert len(corpus.articles) == 2 and not corpus.also_in


# --- what is no article -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [".DS_Store", ".hidden.txt", "_draft.md", "Thumbs.db", "a.txt~", "a.bak", ".adding-x.html", "README.md"],
)
def test_junk_is_left_aside_with_a_notice(folder: Folder, name: str) -> None:
    folder.write("ferry/sources/a.txt")
    folder.write(f"ferry/sources/{name}", "")
    corpus = folder.read()
    assert len(corpus.articles) == 1
    assert any(name in notice for notice in corpus.notices)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a", "a.txt.zip"])
def test_unknown_kinds_of_file_are_refused(folder: Folder, name: str) -> None:
    folder.write(f"ferry/sources/{name}")
    assert f"briefings/ferry/sources/{name}: " in folder.refused()


def test_symlink_to_file_is_refused(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("The secret.")
    (folder.sources / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert folder.refused().startswith("briefings/ferry/sources/a.txt: it is a symbolic link;")


@pytest.mark.parametrize("place", ["boats", "ferry/sources/more.md", "ferry/briefing.md", "boats/sources"])
def test_symlink_out_of_the_folder_is_refused(folder: Folder, tmp_path: Path, place: str) -> None:
    outside = tmp_path / "outside"
    (outside / "sources").mkdir(parents=True)
    (outside / "sources" / "a.txt").write_text("The secret.")
    (folder.briefings / place).parent.mkdir(exist_ok=True)
    (folder.briefings / place).symlink_to(outside)
    assert f"briefings/{place}: it is a symbolic link;" in folder.refused()


def test_dangling_and_looping_symlinks_are_refused(folder: Folder) -> None:
    (folder.sources / "gone.txt").symlink_to(folder.root / "nowhere")
    (folder.sources / "loop.txt").symlink_to(folder.sources / "loop.txt")
    (folder.sources / "up.txt").symlink_to(folder.briefings)
    assert folder.refused().count("it is a symbolic link") == 3


def test_named_pipe_is_refused_without_waiting(folder: Folder) -> None:
    os.mkfifo(folder.sources / "a.txt")
    assert "briefings/ferry/sources/a.txt: it is no regular file" in folder.refused()


def test_directory_named_like_an_article_is_refused(folder: Folder) -> None:
    (folder.sources / "x.md").mkdir()
    assert "briefings/ferry/sources/x.md: it is no regular file" in folder.refused()


def test_other_folders_are_left_aside_with_a_notice(folder: Folder) -> None:
    folder.write("ferry/sources/a.txt")
    (folder.sources / "a_files").mkdir()
    (folder.briefings / "pictures").mkdir()
    notices = "\n".join(folder.read().notices)
    assert "a_files/: folders" in notices and "briefings/pictures: has neither" in notices


@pytest.mark.parametrize("place", ["stray.txt", "ferry/stray.md"])
def test_an_article_in_the_wrong_place_is_refused(folder: Folder, place: str) -> None:
    folder.write("ferry/sources/a.txt")
    folder.write(place)
    assert f"briefings/{place}: an article outside" in folder.refused()


def test_briefing_that_is_a_file_is_left_aside(folder: Folder) -> None:
    folder.write("ferry/sources/a.txt")
    folder.write("boats")
    folder.write("actors.yml", "[]")
    assert folder.read().notices == ("briefings/boats: is no briefing and is left aside",)


@pytest.mark.parametrize("name", [b"a\xff.txt", b"a\nb.txt", b"a\x1b.txt"])
def test_unprintable_file_names_are_refused(folder: Folder, name: bytes) -> None:
    Path(os.fsdecode(os.fsencode(folder.sources) + b"/" + name)).write_text(WORDS)
    message = folder.refused()
    assert "its name holds unprintable characters" in message
    assert message.isascii() and len(message.splitlines()) == 1


def test_unreadable_prose_is_refused_with_its_line(folder: Folder) -> None:
    (folder.briefings / "ferry" / "briefing.md").write_bytes(b"One\nCaf\xe9\n")
    assert folder.refused().startswith("briefings/ferry/briefing.md:2: it is not UTF-8")


@pytest.mark.parametrize("made", [False, True])
def test_no_briefing_at_all_is_refused(tmp_path: Path, made: bool) -> None:
    if made:
        (tmp_path / "briefings").mkdir()
    with pytest.raises(SourceError, match="briefings: "):
        read_corpus(tmp_path / "briefings", Settings(), tmp_path)


def test_a_briefing_without_articles_is_noted(folder: Folder) -> None:
    assert folder.read().notices == ("briefings/ferry: has no article yet",)


def test_six_hundred_articles_are_read_in_seconds(folder: Folder) -> None:
    for n in range(600):
        folder.write(f"ferry/sources/a{n}.txt", f"Ferry {n} was late.\n" * 50)
    assert len(folder.read().articles) == 600
