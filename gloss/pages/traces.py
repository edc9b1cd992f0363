"""What each page was made from, so that a page whose look-ups answer as before is not made again.

A page is made from answers: the statements of one article, the grant of another. While it is made
every answer is noted with its question. Asked again later, the same answers give the same page, and
any other answer has it made anew: what build systems call a verifying trace.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MethodType
from typing import Any, TypeVar

from gloss.model import Corpus, GeneratedFile, Index

K = TypeVar("K")
V = TypeVar("V")
Steps = tuple[str, ...]
"""Names of attributes that lead to a look-up."""
Answers = dict[tuple[Steps, Hashable], object]
"""By where a look-up is found and what was asked of it."""

_ALL = object()
"""The question for all keys of a look-up, and for a value that is none."""
_NOTHING = object()
"""The answer where there is nothing under a key."""


class Watched:
    """Stands for `about` and notes in `answers` what is taken from it; its methods ask here as well.

    An attribute of a type in `parts` is watched in the same way.
    """

    def __init__(self, about: object, answers: Answers, parts: tuple[type, ...], steps: Steps = ()) -> None:
        self._about, self._answers, self._parts, self._steps = about, answers, parts, steps

    def __getattr__(self, name: str) -> Any:
        found, steps = getattr(self._about, name), (*self._steps, name)
        watched: object
        if isinstance(found, self._parts):
            watched = Watched(found, self._answers, self._parts, steps)
        elif isinstance(found, MethodType):
            watched = MethodType(found.__func__, self)
        elif isinstance(found, Mapping):
            watched = _WatchedMapping(found, self._answers, steps)
        else:
            watched = self._answers[steps, _ALL] = found
        setattr(self, name, watched)
        return watched


class _WatchedMapping(Mapping[K, V]):
    """A mapping that notes what it is asked."""

    __slots__ = ("_about", "_answers", "_steps")

    def __init__(self, about: Mapping[K, V], answers: Answers, steps: Steps) -> None:
        self._about, self._answers, self._steps = about, answers, steps

    def __getitem__(self, key: K) -> V:
        found = self._answers[self._steps, key] = self._about.get(key, _NOTHING)
        if found is _NOTHING:
            raise KeyError(key)
        return found  # type: ignore[return-value]

    def __iter__(self) -> Iterator[K]:
        keys = self._answers[self._steps, _ALL] = tuple(self._about)
        return iter(keys)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class _Kept:
    """Files that were made together, from what."""

    answers: Answers
    files: tuple[GeneratedFile, ...]


@dataclass(slots=True)
class Made:
    """Files of earlier builds by a key of whoever makes them."""

    _frame: object = None
    _before: dict[Hashable, _Kept] = field(default_factory=dict)
    _now: dict[Hashable, _Kept] = field(default_factory=dict)

    def begin(self, frame: object) -> None:
        """Start a build. With another `frame`, all that shapes pages besides, nothing earlier counts.

        What the last build asked for is kept, and, where it came to no end, what those before it did.
        """
        if frame != self._frame:
            self._frame, self._before, self._now = frame, {}, {}
        self._before, self._now = self._before | self._now, {}

    def end(self) -> None:
        """All files were asked for: whatever else is remembered is of no use."""
        self._before = {}

    def files(
        self, key: Hashable, world: object, make: Callable[[Answers], Iterable[GeneratedFile]]
    ) -> tuple[GeneratedFile, ...]:
        """The files under `key`; `make` is asked for them unless `world` answers as it did.

        `make` gets a trace to note in it what it takes from `world`.
        """
        kept = self._now.get(key) or self._before.get(key)
        if kept is None or not _holds(kept.answers, world):
            answers: Answers = {}
            kept = _Kept(answers, tuple(make(answers)))
        self._now[key] = kept
        return kept.files


def _holds(answers: Answers, world: object) -> bool:
    """Whether `world` answers every question as it did."""
    found: dict[Steps, Any] = {}
    for (steps, key), answer in answers.items():
        if steps not in found:
            found[steps] = _at(world, steps)
        about = found[steps]
        if isinstance(about, Mapping):
            now = tuple(about) if key is _ALL else about.get(key, _NOTHING)
        else:
            now = about
        if now is not answer and (isinstance(now, (Index, Corpus)) or now != answer):
            return False
    return True


def _at(world: object, steps: Steps) -> object:
    for name in steps:
        world = getattr(world, name)
    return world
