"""docs/security.md names a test for every fault, and every test it names is there."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"\| (.+?) \| ([^|]+) \| ((?:`[\w/]+::\w+`(?:, )?)+) \|")


def _rows() -> dict[str, list[str]]:
    """The tests of each fault."""
    page = (ROOT / "docs/security.md").read_text("utf-8").partition("## Faults and tests")[2]
    lines = [line for line in page.partition("\n## ")[0].splitlines() if line.startswith("| ")][2:]
    found = [ROW.fullmatch(line) for line in lines]
    assert all(found), lines[found.index(None)]
    return {row[1]: re.findall(r"`([\w/]+::\w+)`", row[3]) for row in found if row}


def test_every_fault_has_a_test_that_is_there() -> None:
    rows = _rows()
    assert len(rows) > 30
    for fault, tests in rows.items():
        for test in tests:
            module, name = test.split("::")
            source = (ROOT / "tests" / f"{module}.py").read_text("utf-8")
            assert f"\ndef {name}(" in source, f"{fault}: {test}"


def test_every_property_is_tried_a_thousand_times() -> None:
    page = (ROOT / "docs/security.md").read_text("utf-8").partition("## Properties")[2]
    named = re.findall(r"`([\w/]+)::(\w+)`", page.partition("\n## ")[0])
    assert len(named) >= 10
    for module, name in named:
        test = getattr(importlib.import_module("tests." + module.replace("/", ".")), name)
        assert test._hypothesis_internal_use_settings.max_examples >= 1_000, name


def test_every_fault_of_the_design_is_in_the_table(data_dir: Path) -> None:
    design = (data_dir / "design/TRUST.md").read_text("utf-8").partition("## Faults")[2].partition("\n## ")[0]
    faults = [line.strip("| ").rpartition(" | ")[0] for line in design.splitlines() if line.startswith("| ")][
        2:
    ]
    assert len(faults) > 30
    assert set(faults) == set(_rows())
