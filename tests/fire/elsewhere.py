"""A build in another world: `python -m tests.fire.elsewhere WORLD FOLDER`, before anything is imported."""

from __future__ import annotations

import datetime as clock
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

LATER = 403 * 86_400
Real = clock.datetime
RealDate = clock.date


class _Kind(type):
    """Takes every real moment for one of ours, as libraries that make their own need it."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, Real)


class _DateKind(type):
    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, RealDate)


class Later(Real, metaclass=_Kind):
    """`datetime`, 403 days on."""

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return Real.now(tz) + clock.timedelta(seconds=LATER)

    @classmethod
    def today(cls) -> Any:
        return cls.now()

    @classmethod
    def utcnow(cls) -> Any:
        return cls.now(clock.UTC).replace(tzinfo=None)


class LaterDate(RealDate, metaclass=_DateKind):
    """`date`, 403 days on."""

    @classmethod
    def today(cls) -> Any:
        return RealDate.today() + clock.timedelta(seconds=LATER)


def move_clock() -> None:
    """Every way to ask for the time answers 403 days on."""
    import pydantic.v1  # noqa: F401 - makes classes of `date` that no class of ours may stand in for

    seconds, nanoseconds = time.time, time.time_ns
    time.time = lambda: seconds() + LATER
    time.time_ns = lambda: nanoseconds() + LATER * 10**9
    for name in ("localtime", "gmtime"):
        plain: Callable[..., Any] = getattr(time, name)
        setattr(time, name, lambda at=None, plain=plain: plain(time.time() if at is None else at))
    clock.datetime = Later  # type: ignore[misc]
    clock.date = LaterDate  # type: ignore[misc]


def shuffle_listings() -> None:
    """Every folder lists its entries in another order, another one each time."""
    dice, scan, names = random.Random(11), os.scandir, os.listdir

    class Shuffled:
        def __init__(self, *place: Any) -> None:
            with scan(*place) as found:
                self._entries = list(found)
            dice.shuffle(self._entries)

        def __iter__(self) -> Any:
            return iter(self._entries)

        def __next__(self) -> Any:
            if not self._entries:
                raise StopIteration
            return self._entries.pop()

        def __enter__(self) -> Any:
            return self

        def __exit__(self, *_: object) -> None:
            self.close()

        def close(self) -> None:
            """Nothing is open."""

    def listdir(*place: Any) -> list[Any]:
        found = names(*place)
        dice.shuffle(found)
        return found

    os.scandir, os.listdir = Shuffled, listdir  # type: ignore[assignment]


def main(world: str, folder: str) -> int:
    """Build `folder` from there, or from the root folder of the machine where `world` is cwd."""
    {"clock": move_clock, "listing": shuffle_listings, "umask": lambda: os.umask(0o077)}.get(world, int)()
    os.chdir("/" if world == "cwd" else folder)
    from gloss.cli import main as run

    return run(["build"], Path(folder))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
