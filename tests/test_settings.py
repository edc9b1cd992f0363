"""Settings: `extra.gloss` of mkdocs.yml, its defaults, and what is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from gloss.errors import EditorFileError
from gloss.settings import Settings, load_project


def project(tmp_path: Path, content: str) -> Path:
    (tmp_path / "mkdocs.yml").write_text(content, "utf-8")
    return tmp_path


def test_defaults_hold_without_any_setting(tmp_path: Path) -> None:
    found = load_project(project(tmp_path, "site_name: Notes\n"))
    assert found.settings == Settings()
    assert (found.site_name, found.site_url) == ("Notes", None)
    assert (found.briefings, found.output) == (tmp_path / "briefings", tmp_path / "site")
    assert (found.build, found.templates) == (tmp_path / "build", tmp_path / "templates")


@pytest.mark.parametrize("content", ["", "extra:\n", "extra:\n  gloss:\n", "extra: {}\n"])
def test_what_is_left_empty_is_the_defaults(tmp_path: Path, content: str) -> None:
    assert load_project(project(tmp_path, content)).settings == Settings()


def test_folders_may_lie_anywhere(tmp_path: Path) -> None:
    root = project(tmp_path, "site_name: Notes\nsite_url: https://notes.example/\n")
    found = load_project(root, Path("/elsewhere/in"), Path("/elsewhere/out"))
    assert (found.briefings, found.output) == (Path("/elsewhere/in"), Path("/elsewhere/out"))
    assert found.site_url == "https://notes.example/"


def test_settings_are_read(tmp_path: Path) -> None:
    text = (
        "extra:\n  gloss:\n    rights: link\n    threshold: 0.8\n    languages: [en, de]\n    page_size: 50\n"
    )
    found = load_project(project(tmp_path, text)).settings
    assert (found.rights, found.threshold, found.languages, found.page_size) == (
        "link",
        0.8,
        ("en", "de"),
        50,
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "extra:\n  gloss:\n    colour: red\n",
            "mkdocs.yml:3: extra.gloss has no setting 'colour'; use one of pipeline",
        ),
        ("extra:\n  gloss:\n    rights: all\n", "mkdocs.yml:3: extra.gloss.rights: input should be 'full'"),
        (
            "extra:\n  gloss:\n    page_size: 1\n",
            "mkdocs.yml:3: extra.gloss.page_size: input should be greater",
        ),
        ("extra:\n  gloss: [a]\n", "mkdocs.yml:2: extra.gloss is a list where settings by name belong;"),
        ("extra:\n  gloss:\n  - a\n", "mkdocs.yml:2: extra.gloss is a list where"),
        ("a: 1\nextra:\n  gloss: red\n", "mkdocs.yml:3: extra.gloss is the value 'red' where"),
        ("extra:\n  gloss: false\n", "mkdocs.yml:2: extra.gloss is the value 'False' where"),
        ("extra:\n  gloss: !x red\n", "mkdocs.yml:2: extra.gloss is the value 'red' where"),
        ("a: 1\nextra: [a]\n", "mkdocs.yml:2: extra is a list where settings by name belong; write one"),
        ("a: 1\nextra: 5\n", "mkdocs.yml:2: extra is the value '5' where"),
        ("# Ours\n\n- a\n", "mkdocs.yml:3: mkdocs.yml is a list where settings by name belong; write"),
        ("words\n", "mkdocs.yml:1: mkdocs.yml is the value 'words' where"),
        ("site_name: [\n", "mkdocs.yml:2: "),
        ("site_name: \a\n", "mkdocs.yml: unacceptable character #x0007"),
    ],
)
def test_wrong_settings_are_refused_with_their_line(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(EditorFileError) as caught:
        load_project(project(tmp_path, content))
    assert message in str(caught.value)


def test_all_wrong_settings_come_at_once(tmp_path: Path) -> None:
    text = "extra:\n  gloss:\n    colour: red\n    excerpt_share: 3\n"
    with pytest.raises(EditorFileError) as caught:
        load_project(project(tmp_path, text))
    assert sorted(p.line or 0 for p in caught.value.problems) == [3, 4]


def test_no_file_and_no_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EditorFileError, match=r"mkdocs\.yml: there is no such file; run where"):
        load_project(tmp_path)
    (tmp_path / "mkdocs.yml").write_bytes(b"site_name: caf\xe9\n")
    with pytest.raises(EditorFileError, match="it is not UTF-8 text"):
        load_project(tmp_path)
