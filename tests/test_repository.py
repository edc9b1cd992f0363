"""What anybody can see of the project's care from its files, as OpenSSF Scorecard looks at them."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PROGRAMS = (b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"PK\x03\x04", b"\0asm", b"!<arch>")
"""First bytes of programs, libraries and packages; numpy's archive of weights is a zip of arrays."""
WEIGHTS = ".npz"


def pins(lock: str) -> dict[str, str]:
    """Package and marker -> what follows it, up to the next package."""
    text = (ROOT / lock).read_text("utf-8")
    found = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    return {entry.partition(" \\\n")[0]: entry for entry in found}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_by_hashes(lock: str) -> None:
    found = pins(lock)
    assert len(found) > 50
    for pin, entry in found.items():
        assert re.match(r"[a-z0-9-]+==\S+", pin), pin
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), pin
    assert "://" not in "".join(found.values())


def test_the_audited_lock_holds_the_other() -> None:
    assert pins(LOCKS[0]).keys() <= pins(LOCKS[1]).keys()


def test_nothing_is_installed_without_hashes() -> None:
    made = (ROOT / "Makefile").read_text("utf-8")
    installs = re.findall(r"pip install.*", made.partition("\nTESTS")[2])
    assert re.search(r"^PIP := .*pip install .*--require-hashes$", made, re.MULTILINE)
    assert installs and all("--no-deps" in install or "uv" in install for install in installs)
    assert not re.search(r"\b(pip|curl|wget|npm)\b", (ROOT / ".ci/run").read_text("utf-8"))


def test_updates_are_looked_for_in_both_locks() -> None:
    settings = json.loads((ROOT / ".github/renovate.json").read_text("utf-8"))
    (pattern,) = settings["pip_requirements"]["managerFilePatterns"]
    assert all(re.search(pattern.strip("/"), lock) for lock in LOCKS)


def test_no_program_is_committed() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = [name for name in listed.stdout.decode().split("\0") if name]
    if not names:
        pytest.skip("this is no checkout of git")
    for name in names:
        with (ROOT / name).open("rb") as file:
            first = file.read(8)
        assert not first.startswith(PROGRAMS) or name.endswith(WEIGHTS), name


def test_a_fault_can_be_reported_in_private() -> None:
    policy = (ROOT / "SECURITY.md").read_text("utf-8")
    assert "Report a vulnerability" in policy and "not a public issue" in policy
    assert re.search(r"answer within \d+ working days", policy) and re.search(r"within \d+ days", policy)
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License")
