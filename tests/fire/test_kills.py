"""kill -9 at each rename, unlink, symlink, fsync and mkdir of a build: the published site is whole."""

from __future__ import annotations

import shutil
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from gloss.publish.record import hashes
from tests.fire.faults import LIBC, STEPS
from tests.fire.site import Site, times

pytestmark = pytest.mark.slow

_LATER = "---\npublisher: The Quay\nlanguage: en\n---\n“They did not listen,” said Ilse Marrow.\n"


def _edit(site: Site) -> None:
    ledger = site.sources / "ledger.txt"
    text = ledger.read_text("utf-8")
    tonnes = ("400 tonnes", "450 tonnes") if "400 tonnes" in text else ("450 tonnes", "400 tonnes")
    ledger.write_text(text.replace(*tonnes), "utf-8")


def _add_or_delete(site: Site) -> None:
    later = site.sources / "later.txt"
    later.unlink() if later.exists() else later.write_text(_LATER, "utf-8")


def _rename(site: Site) -> None:
    names = [site.sources / "later.txt", site.sources / "latest.txt"]
    if not any(name.exists() for name in names):
        names[0].write_text(_LATER, "utf-8")
    old, new = names if names[0].exists() else reversed(names)
    old.rename(new)


def _unpublish(site: Site) -> None:
    """Back to before the first build, but for the cache."""
    shutil.rmtree(site.output, ignore_errors=True)
    for name in ("docs", "published", "review"):
        shutil.rmtree(site.root / "build" / name, ignore_errors=True)


CHANGES: dict[str, Callable[[Site], None]] = {
    "edit": _edit,
    "add and delete": _add_or_delete,
    "rename": _rename,
    "first build": _unpublish,
}
EACH = times(25, 125)


def _chosen(steps: Sequence[str], count: int) -> list[int]:
    """Numbers of `count` steps: the rarer kinds all (and what follows them), the others evenly."""
    common = Counter(steps)
    rare = [n for n, name in enumerate(steps, start=1) if common[name] <= 4]
    picked = sorted({m for n in rare for m in (n, n + 1) if m <= len(steps)})[:count]
    rest = [n for n in range(1, len(steps) + 1) if n not in picked]
    wanted = min(count - len(picked), len(rest))
    return sorted([*picked, *(rest[k * len(rest) // wanted] for k in range(wanted))])


@pytest.mark.parametrize("change", CHANGES)
def test_kill_at_each_step(site: Site, tmp_path: Path, change: str) -> None:
    alter = CHANGES[change]
    log = tmp_path / "steps"
    alter(site)
    assert site.build().code == 0
    whole = [hashes(site.output)]
    alter(site)
    assert site.build(fault=("list_steps", str(log))).code == 0
    whole.append(hashes(site.output))
    steps = log.read_text().splitlines()
    assert set(steps) <= {*STEPS, *LIBC}
    assert {"mkdir", "unlink", "replace"} <= set(steps)
    for turn, number in enumerate(_chosen(steps, EACH)):
        alter(site)
        given = site.given()
        killed = site.build(fault=("kill_at", number))
        # Deleting is done in another order each time, so that a build may end just before its number.
        assert killed.code == -signal.SIGKILL or number > len(steps) - 5, (number, steps[number - 1])
        found = hashes(site.output)
        assert found in whole or (change == "first build" and not found), (number, steps[number - 1])
        assert site.given() == given
        assert site.build().code == 0
        assert hashes(site.output) == whole[1 if change == "first build" else turn % 2]
        assert site.leftovers() == []
