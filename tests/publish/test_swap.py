"""The exchange of folders, its second best, leftovers, and the lock."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from gloss.errors import MachineError
from gloss.publish import swap
from gloss.publish.lock import build_lock
from gloss.publish.machine import machine_error


def _folder(path: Path, word: str) -> Path:
    path.mkdir(parents=True)
    (path / "index.html").write_text(word)
    return path


def test_the_new_folder_takes_the_place_of_the_old(tmp_path: Path) -> None:
    output = _folder(tmp_path / "site", "old")
    with swap.staging(output) as new:
        (new / "index.html").write_text("new")
        swap.put_in_place(new, output)
        assert (new / "index.html").read_text() == "old"
    assert (output / "index.html").read_text() == "new"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_the_first_site_is_moved_in(tmp_path: Path) -> None:
    output = tmp_path / "deep" / "site"
    with swap.staging(output) as new:
        (new / "index.html").write_text("new")
        swap.put_in_place(new, output)
    assert (output / "index.html").read_text() == "new"


def test_a_failure_while_building_leaves_the_old(tmp_path: Path) -> None:
    output = _folder(tmp_path / "site", "old")
    with pytest.raises(ZeroDivisionError), swap.staging(output) as new:
        (new / "index.html").write_text("new")
        1 / 0  # noqa: B018
    assert (output / "index.html").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_without_an_exchange_two_renames_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "_exchange", lambda a, b: False)
    output = _folder(tmp_path / "site", "old")
    with swap.staging(output) as new:
        (new / "index.html").write_text("new")
        swap.put_in_place(new, output)
    assert (output / "index.html").read_text() == "new"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_failing_second_rename_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = _folder(tmp_path / "site", "old")
    new = _folder(tmp_path / "staging" / "site", "new")
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == new:
            raise OSError(errno.EIO, "no")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="no"):
        swap._two_renames(new, output)
    assert (output / "index.html").read_text() == "old"


def test_a_site_stranded_between_two_renames_is_put_back(tmp_path: Path) -> None:
    _folder(tmp_path / ".site.gloss-dead" / "old", "old")
    _folder(tmp_path / ".site.gloss-dead" / "site", "new")
    swap.clear_leftovers(tmp_path / "site")
    assert (tmp_path / "site/index.html").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_leftovers_go_but_a_living_build_keeps_its_folder(tmp_path: Path) -> None:
    output = tmp_path / "site"
    _folder(tmp_path / ".site.gloss-dead" / "site", "half")
    (tmp_path / ".site.gloss-link").symlink_to(tmp_path)
    with swap.staging(output) as living:
        assert not (tmp_path / ".site.gloss-dead").exists()
        swap.clear_leftovers(output)
        assert living.is_dir()
    assert (tmp_path / ".site.gloss-link").is_symlink()


def test_other_folders_beside_are_left_alone(tmp_path: Path) -> None:
    _folder(tmp_path / ".site2.gloss-x", "other")
    _folder(tmp_path / "site.gloss-x", "other")
    swap.clear_leftovers(tmp_path / "site")
    assert len(list(tmp_path.iterdir())) == 2


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to(tmp_path / "gone")
    with pytest.raises(MachineError, match="leads nowhere"):
        swap.refuse_foreign(tmp_path / "site", ours=True)


def test_a_second_build_says_who_has_the_lock(tmp_path: Path) -> None:
    told = f"already running \\(process {os.getpid()}\\)"
    with (
        build_lock(tmp_path / "build"),
        pytest.raises(MachineError, match=told),
        build_lock(tmp_path / "build"),
    ):
        pytest.fail("two builds hold the lock")
    with build_lock(tmp_path / "build"):
        pass


def test_the_lock_of_a_dead_process_is_free(tmp_path: Path) -> None:
    script = f"""
        import os, signal
        from pathlib import Path
        from gloss.publish.lock import build_lock
        with build_lock(Path({str(tmp_path)!r})):
            os.kill(os.getpid(), signal.SIGKILL)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False)
    assert done.returncode == -9
    with build_lock(tmp_path):
        assert (tmp_path / "lock").read_text() == f"process {os.getpid()}\n"


@pytest.mark.parametrize("code", ["ENOSPC", "EROFS", "EACCES", "EFBIG", "EMFILE"])
def test_the_machine_is_named(code: str) -> None:
    number = getattr(errno, code)
    told = machine_error(OSError(number, os.strerror(number), "/srv/site/x"))
    assert str(told).startswith("/srv/site/x: ")
    assert told.exit_code == 3


def test_an_unknown_fault_keeps_the_systems_words() -> None:
    assert "Level 2 halted; correct it" in str(machine_error(OSError(99999, "Level 2 halted"), "place"))
