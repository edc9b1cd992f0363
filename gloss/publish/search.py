"""Full-text search over the built pages, by the Pagefind program that its package brings along.

Pagefind numbers pages as it meets them. Left to walk a folder it takes whatever order the file
system lists, which another machine does otherwise; so it is handed page after page, in one order.
The files of the index are written here: told to write them itself, Pagefind under load answers
before they are whole.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryFile
from typing import Any

from gloss.errors import CheckError, Problem, reinstall
from gloss.publish.searchorder import settle_order

FOLDER = "pagefind"
BESIDE = (
    *(".kicker", ".byline span", ".out", ".rights", ".counts", ".tabs", ".jump", ".lead", ".facts dt"),
    *(".actor .standfirst", ".quotes .standfirst", ".tally", ".basis", ".gap span", ".lbl", ".pn"),
    *(".margin", ".ref", ".card .by", ".do", ".printings"),
)
"""What stands beside the words a reader looks for: numbers, labels, buttons, the same words again."""


def can_search() -> bool:
    """Whether there is a program that indexes pages; without an index pages offer no search."""
    return _program() is not None


def index_search(site: Path) -> str | None:
    """Write the search index to `site/pagefind`; a notice where there is no Pagefind, else None.

    Raises CheckError with what Pagefind said when it fails.
    """
    program = _program()
    if program is None:
        return "there is no search: the package pagefind has no program for this machine"
    _index(program, site)
    _in_one_order(site / FOLDER)
    return None


def _index(program: Path, site: Path) -> None:
    command = [str(program), "--service"]
    with (
        TemporaryFile() as said,
        subprocess.Popen(command, cwd=site, stdin=PIPE, stdout=PIPE, stderr=said) as pagefind,  # noqa: S603 - ours
    ):
        try:
            _hand_over(_Talk(pagefind), site)
        except EOFError:
            said.seek(0)
            words = said.read().decode("utf-8", "replace").strip().splitlines()
            raise _failed(words[-1] if words else "without a word") from None


def _hand_over(pagefind: _Talk, site: Path) -> None:
    index = pagefind.ask({"type": "NewIndex", "config": {"exclude_selectors": BESIDE}})["index_id"]
    for path in sorted(p.relative_to(site).as_posix() for p in site.rglob("*.html")):
        content = (site / path).read_text("utf-8")
        pagefind.ask({"type": "AddFile", "index_id": index, "file_path": path, "file_contents": content})
    files = pagefind.ask({"type": "GetFiles", "index_id": index})["files"]
    while files:
        file = files.pop()
        place = site / FOLDER / file["path"]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(base64.b64decode(file["content"]))


class _Talk:
    """Questions to Pagefind and its answers: base64 of JSON, each with a comma behind it."""

    def __init__(self, pagefind: subprocess.Popen[bytes]) -> None:
        assert pagefind.stdin and pagefind.stdout  # noqa: S101 - for the types; pipes were asked for
        self._to, self._from = pagefind.stdin, pagefind.stdout.fileno()

    def ask(self, payload: dict[str, Any]) -> dict[str, Any]:
        """The answer to `payload`; raises CheckError where it is an error, EOFError where none comes."""
        message = base64.b64encode(json.dumps({"message_id": 1, "payload": payload}).encode())
        try:
            self._to.write(message + b",")
            self._to.flush()
        except BrokenPipeError:
            with suppress(BrokenPipeError):
                self._to.close()  # else the rest of the message is tried again at the end
            raise EOFError from None
        answer = self._answer()
        if answer["type"] == "Error":
            raise _failed(str(answer["message"]))
        return answer

    def _answer(self) -> dict[str, Any]:
        said = bytearray()
        while not said.endswith(b","):
            more = os.read(self._from, 1 << 16)
            if not more:
                raise EOFError
            said += more
        # A whole index comes in one answer: never more than two copies of it at once.
        plain = base64.b64decode(memoryview(said)[:-1])
        del said
        text = plain.decode("utf-8")
        del plain
        found: dict[str, Any] = json.loads(text)["payload"]
        return found


def _failed(said: str) -> CheckError:
    return CheckError(Problem(FOLDER, None, f"Pagefind failed: {' '.join(said.split())}", "report this"))


def _in_one_order(folder: Path) -> None:
    try:
        settle_order(folder)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        fact = f"this Pagefind writes its index in another way ({error})"
        remedy = f"use the version it was made for: {reinstall()}"
        raise CheckError(Problem(FOLDER, None, fact, remedy)) from error


def _program() -> Path | None:
    try:
        from pagefind_bin import get_executable  # type: ignore[import-untyped]
    except ImportError:
        return None
    try:
        return Path(get_executable())
    except FileNotFoundError:
        return None
