"""The newswire sample of the IEER evaluation, read to measure names by; never trained on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_NAMES = {"PERSON": "PERSON", "ORGANIZATION": "ORG", "LOCATION": "LOC"}
_MARK = re.compile(r'<b_\w+\s[^>]*?type="([A-Z|]+)"[^>]*>|<e_\w+>')
_BODY = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)

Passage = tuple[str, list[tuple[int, int, str]]]


def read_ieer(path: Path) -> Iterator[list[Passage]]:
    """Articles of a file as lists of paragraphs (text, [(start, end, label)]), in single spaces."""
    for body in _BODY.findall(path.read_text(encoding="latin-1")):
        parts = re.split(r"\n\s*\n|\n(?=\t|   )|<p>|</p>", body, flags=re.IGNORECASE)
        plain = (" ".join(_unescaped(part).split()) for part in parts)
        yield [_passage(paragraph) for paragraph in plain if paragraph]


def _passage(marked: str) -> Passage:
    text, last = "", 0
    open_mark: tuple[int, str] | None = None
    names: list[tuple[int, int, str]] = []
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        last = mark.end()
        if mark[1]:
            open_mark = (len(text), _NAMES.get(mark[1].split("|")[0], ""))
        elif open_mark and open_mark[1]:
            names.append((open_mark[0], len(text), open_mark[1]))
    return text + marked[last:], names


def _unescaped(plain: str) -> str:
    return plain.replace("&AMP;", "&").replace("&LR;", "").replace("&UR;", "")
