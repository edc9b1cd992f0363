"""Linking with a memory of what it found gives what linking without one gives, to the last value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gloss.link import Known, link, read_decisions, read_register
from gloss.model import AnnotatedArticle
from tests.link.test_golden import cases, sketch, with_ids

MEMORY = Known()
"""One for all cases: what one corpus left behind must not show in the next."""


def edits(records: Sequence[AnnotatedArticle]) -> Iterator[list[AnnotatedArticle]]:
    """The corpus as an editor leaves it time after time: whole, one article gone, back, made anew."""
    yield list(records)
    for n, record in enumerate(records):
        rest = [*records[:n], *records[n + 1 :]]
        yield rest
        if len(record.annotations.attributions) > 1:
            fewer = replace(record.annotations, attributions=record.annotations.attributions[:1], quoted=())
            yield [*rest, replace(record, annotations=fewer)]
        yield [*rest, replace(record)]
    yield list(records)


@pytest.mark.parametrize("case", list(cases()))
def test_a_memory_changes_nothing(case: dict[str, Any], tmp_path: Path) -> None:
    for name in ("actors", "decisions"):
        if name in case:
            (tmp_path / f"{name}.yml").write_text(with_ids(case, name), "utf-8")
    register = read_register(tmp_path / "actors.yml", "actors.yml")
    decisions = read_decisions(tmp_path / "decisions.yml", "decisions.yml")
    records = [sketch(a).record() for a in case["articles"]]
    for some in edits(records):
        for editors in ((), (register, decisions)):
            try:
                plain = link(some, *editors)
            except Exception as error:  # an entry about an actor that is gone now
                with pytest.raises(type(error)):
                    link(some, *editors, known=MEMORY)
            else:
                assert link(some, *editors, known=MEMORY) == plain
