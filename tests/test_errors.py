"""Errors: place, fact and remedy; all problems of a run together, in order, once."""

from __future__ import annotations

import pytest

from gloss.errors import (
    CheckError,
    EditorFileError,
    GlossError,
    MachineError,
    Problem,
    Problems,
    SourceError,
    TemplateError,
)


def test_a_problem_reads_place_fact_remedy() -> None:
    assert str(Problem("a.txt", 3, "it is late", "wait")) == "a.txt:3: it is late; wait"
    assert str(Problem("a.txt", None, "it is late", "wait")) == "a.txt: it is late; wait"


def test_an_error_says_each_problem_once() -> None:
    problem = Problem("a.txt", 3, "it is late", "wait")
    error = SourceError(problem, problem, Problem("b.txt", 1, "it is early", "go"))
    assert str(error) == "a.txt:3: it is late; wait\nb.txt:1: it is early; go"
    assert len(error.problems) == 2


@pytest.mark.parametrize(
    ("kind", "code"),
    [(SourceError, 1), (EditorFileError, 1), (TemplateError, 1), (CheckError, 1), (MachineError, 3)],
)
def test_exit_codes_follow_the_contract(kind: type[GlossError], code: int) -> None:
    assert kind.exit_code == code


def test_problems_are_raised_in_order_of_place() -> None:
    problems = Problems()
    problems.raise_as(SourceError)
    assert not problems
    problems.add("b.txt", 1, "it is late", "wait")
    problems.add("a.txt", 9, "it is late", "wait")
    problems.extend([Problem("a.txt", None, "it is late", "wait"), Problem("a.txt", 2, "it is late", "wait")])
    assert problems
    with pytest.raises(SourceError) as caught:
        problems.raise_as(SourceError)
    assert [(p.path, p.line) for p in caught.value.problems] == [
        ("a.txt", None),
        ("a.txt", 2),
        ("a.txt", 9),
        ("b.txt", 1),
    ]
