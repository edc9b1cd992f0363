"""The command as it is called: arguments, exit codes, and what is printed where."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gloss.cli import main, report
from gloss.errors import Problem

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "tests" / "site"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the tiny site, with the templates of the repository, to stand in."""
    folder = tmp_path / "site"
    shutil.copytree(SITE, folder)
    (folder / "templates").symlink_to(ROOT / "templates")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    return folder


def _python(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, capture_output=True, text=True, check=False, timeout=120
    )


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    printed = capsys.readouterr().out
    for command in ("build", "serve", "check", "annotate", "review", "add"):
        assert command in printed
    assert main(["--version"]) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["bild"],
        ["build", "--loud"],
        ["--briefings", "/nowhere/at/all"],
        ["annotate"],
        ["add", "x.txt"],
        ["add", "x.txt", "--briefing", "../elsewhere"],
        ["serve", "--port", "x"],
    ],
)
def test_wrong_usage_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str], site: Path) -> None:
    assert main(arguments) == 2
    assert "Error:" in capsys.readouterr().err


def test_options_may_stand_before_the_command(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "empty").mkdir()
    assert main(["--briefings", "empty", "check"]) == 1
    assert "holds no briefing" in capsys.readouterr().err


def test_all_problems_of_a_folder_are_told_together(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources = site / "briefings/quay-fire/sources"
    (sources / "ledger.txt").write_bytes(b"---\ntitle: [\n---\nx\n")
    (sources / "courier.txt").write_bytes(b"caf\xe9\n")
    (site / "briefings/actors.yml").write_text("- id: a\n  nmae: A\n")
    (site / "briefings/decisions.yml").write_text("- [\n")
    assert main(["build"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    for place in ("ledger.txt:2:", "courier.txt:1:", "actors.yml:", "decisions.yml:"):
        assert place in printed.err
    assert "Traceback" not in printed.err
    assert str(site) not in printed.err
    assert not (site / "site").exists()


def test_a_folder_without_settings_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 1
    assert "mkdocs.yml: there is no such file" in capsys.readouterr().err


def test_a_missing_model_is_the_machines_fault(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("en_gloss_news", "xx_not_there"))
    assert main(["build"]) == 3
    assert "xx_not_there" in capsys.readouterr().err


def test_annotate_text_prints_canonical_texts(site: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (site / "a.txt").write_bytes("\ufeffFirst line\r\nsecond “line”\r".encode())
    assert main(["annotate", "--text", "a.txt"]) == 0
    assert capfdbinary.readouterr().out == "First line\nsecond “line”\n".encode()


def test_annotate_reports_a_bad_file_and_prints_the_others(
    site: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (site / "a.txt").write_text("One.\n")
    (site / "bad.txt").write_bytes(b"\xff\xfe\x00")
    assert main(["annotate", "--text", "bad.txt", "a.txt", "gone.txt"]) == 1
    printed = capfdbinary.readouterr()
    assert printed.out == b"One.\n"
    assert b"bad.txt" in printed.err
    assert b"gone.txt" in printed.err


def test_add_saves_an_article(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "found.txt").write_text("A short report of something.\n")
    assert main(["add", "found.txt", "--briefing", "quay-fire"]) == 0
    assert capsys.readouterr().out == "briefings/quay-fire/sources/found.txt\n"
    assert main(["add", "found.txt", "--briefing", "quay-fire"]) == 1
    assert main(["add", "gone.txt", "--briefing", "quay-fire"]) == 1


def test_an_interrupt_is_130(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gloss.publish.build.build", interrupt)
    assert main(["build"]) == 130
    assert "interrupted" in capsys.readouterr().err


@pytest.mark.parametrize(
    "case",
    [
        (MemoryError(), 3, "not enough memory"),
        (OSError(28, "No space left on device", "/x/site"), 3, "/x/site: the disk is full"),
        (
            ModuleNotFoundError("No module named 'spacy'", name="spacy"),
            3,
            "lacks the package spacy; run make",
        ),
        (ValueError("odd"), 3, "an error of the program itself (ValueError: odd)"),
    ],
)
def test_no_traceback_whatever_happens(
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    case: tuple[Exception, int, str],
) -> None:
    error, code, words = case

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("gloss.publish.build.build", fail)
    assert main(["build"]) == code
    printed = capsys.readouterr().err
    assert words in printed
    assert "Traceback" not in printed
    monkeypatch.setenv("GLOSS_DEBUG", "1")
    main(["build"])
    assert "Traceback" in capsys.readouterr().err


def test_problems_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    report.problems([Problem("a\x1b[2J.txt", 3, "it says \u202eevil", "look")])
    assert capsys.readouterr().err == "a\\x1b[2J.txt:3: it says \\u202eevil; look\n"


def test_paths_are_shown_as_one_would_type_them(site: Path) -> None:
    assert report.shown_path(str(site / "briefings" / "a.txt")) == "briefings/a.txt"
    assert report.shown_path("/elsewhere/a.txt") == "/elsewhere/a.txt"
    assert report.shown_path("b.txt") == "b.txt"


def test_a_python_without_the_packages_says_run_make_site() -> None:
    done = _python("-S", "-I", str(ROOT / "build.py"))
    assert done.returncode == 3
    assert "run make site" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_who_stops_reading_is_no_error(site: Path) -> None:
    (site / "long.txt").write_text("A line of text.\n" * 20_000)
    command = f"{sys.executable} {ROOT / 'build.py'} annotate --text long.txt | head -1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], cwd=site, capture_output=True, text=True, check=False
    )
    assert done.stdout == "A line of text.\n"
    assert done.stderr == ""


def test_on_a_terminal_there_is_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with report.progress() as step:
        step("annotating", 1, 2)
        assert step is not report._silent
    monkeypatch.setattr(os, "environ", {**os.environ, "TERM": "dumb"})
    with report.progress() as step:
        assert step is report._silent


def test_check_without_an_article_tells_what_falls(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--without", "quay-fire/ledger"]) == 0
    printed = capsys.readouterr()
    lines = [line.split("\t") for line in printed.out.splitlines()]
    assert {kind for _, kind, _ in lines} >= {"statement", "quoted string", "group of figures"}
    assert ["quoted string", "The fire was out before dawn,"] in [rest for _, *rest in lines]
    assert f"{len(lines)} items would fall with quay-fire/ledger" in printed.err
    assert main(["check", "--without", "quay-fire/legder"]) == 1
    assert "there is no such article" in capsys.readouterr().err
