"""Pages whose look-ups answer as before are taken from memory; every other answer makes them anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

import pytest

from gloss.model import GeneratedFile
from gloss.pages.traces import Answers, Made, Watched


@dataclass
class Names:
    short: dict[str, str]


@dataclass
class Things:
    """A world with a mapping, one that is made late, a part, a plain value and a method."""

    size: dict[str, int]
    names: Names
    title: str = "Things"
    asked: list[str] = field(default_factory=list)

    @cached_property
    def doubled(self) -> Mapping[str, int]:
        return {name: 2 * size for name, size in self.size.items()}

    def both(self, name: str) -> int:
        return self.size[name] + self.doubled[name]


def world(**more: Any) -> Things:
    return Things(**{"size": {"a": 1, "b": 2}, "names": Names({"a": "A"}), **more})


ASK = {
    "a key": lambda w: w.size["a"],
    "a key by get": lambda w: w.size.get("a", 0),
    "a key that is not there": lambda w: w.size.get("z", 0),
    "whether there is a key": lambda w: "z" in w.size,
    "all keys": lambda w: list(w.size),
    "how many": lambda w: len(w.size),
    "a late one": lambda w: w.doubled["a"],
    "a method": lambda w: w.both("a"),
    "a part": lambda w: w.names.short["a"],
    "a value": lambda w: w.title,
}
CHANGES = {
    "nothing": (world(), set[str]()),
    "another key": (world(size={"a": 1, "b": 3}), set[str]()),
    "the key": (
        world(size={"a": 5, "b": 2}),
        {"a key", "a key by get", "a late one", "a method"},
    ),
    "a new key": (
        world(size={"a": 1, "b": 2, "z": 9}),
        {"a key that is not there", "whether there is a key", "all keys", "how many"},
    ),
    "the part": (world(names=Names({"a": "Ay"})), {"a part"}),
    "the value": (world(title="More"), {"a value"}),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("ask", ASK)
def test_a_page_is_made_anew_where_an_answer_is_another(ask: str, change: str) -> None:
    made, calls = Made(), []

    def files(of: Things) -> tuple[GeneratedFile, ...]:
        def make(answers: Answers) -> list[GeneratedFile]:
            watched = cast("Things", Watched(of, answers, parts=(Names,)))
            calls.append(ask)
            return [GeneratedFile("a.md", str(ASK[ask](watched)))]

        made.begin("frame")
        return made.files("a", of, make)

    after, affected = CHANGES[change]
    files(world())
    assert files(after) == (GeneratedFile("a.md", str(ASK[ask](after))),)
    assert len(calls) == 1 + (ask in affected)


def test_another_frame_forgets_and_an_ended_build_lets_go() -> None:
    made = Made()

    def file(key: str, text: str) -> str:
        (found,) = made.files(key, None, lambda _: [GeneratedFile(key, text)])
        return found.text

    made.begin("one")
    assert file("a", "1") == "1"
    made.begin("one")
    assert file("b", "1") == "1"
    made.begin("one")  # the build before was overtaken: what the first one made counts
    assert (file("a", "2"), file("b", "2")) == ("1", "1")
    made.begin("one")
    assert file("b", "3") == "1"
    made.end()
    made.begin("one")
    assert file("a", "4") == "4"
    made.begin("two")
    assert file("b", "5") == "5"
