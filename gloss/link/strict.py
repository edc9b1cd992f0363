"""Editors' YAML lists, read strictly: every mistake comes with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from rapidfuzz import fuzz, process
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import ScalarString

from gloss.errors import Problems

M = TypeVar("M", bound=BaseModel)
_LIKE_ENOUGH = 60.0
_MAX_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One map of the list: the line it starts on, its plain values, and the line of each key."""

    line: int
    values: dict[str, Any]
    key_lines: dict[str, int]


def read_entries(path: Path, shown: str, problems: Problems) -> list[Entry]:
    """The maps of a YAML list in file order; no file or an empty one gives none.

    Tags, anchors and duplicate keys are refused; whatever is wrong is added to `problems`.
    """
    if not path.exists():
        return []
    data = _load(path, shown, problems)
    if data is None:
        return []
    if not isinstance(data, CommentedSeq):
        problems.add(shown, 1, "the file is not a list", "start every entry with '- '")
        return []
    entries = []
    for number, item in enumerate(data):
        line = data.lc.item(number)[0] + 1
        if isinstance(item, CommentedMap) and all(isinstance(key, str) for key in item):
            entries.append(_entry(item, line))
        else:
            problems.add(
                shown, line, "the entry is not a map of keys and values", "write it as {key: value, …}"
            )
    return entries


def _load(path: Path, shown: str, problems: Problems) -> Any:
    try:
        if path.stat().st_size > _MAX_BYTES:
            problems.add(shown, None, "the file is larger than 5 MB", "split or shorten it")
            return None
        text = path.read_bytes().decode("utf-8-sig")
        _refuse_anchors(text, shown, problems)
        return None if problems else _reader().load(StringIO(text))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.add(shown, line, "the file is not UTF-8 text", "save it as UTF-8")
    except OSError as error:
        problems.add(shown, None, f"it cannot be read ({error.strerror})", "make it a readable file")
    except (YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        fact = str(getattr(error, "problem", None) or error).splitlines()[0]
        problems.add(shown, mark.line + 1 if mark else None, fact, "correct the YAML")
    return None


class _Constructor(RoundTripConstructor):
    """Reads dates as the text they are, so that 30 February gets a line like every other mistake."""


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)


def _reader() -> YAML:
    made = YAML(typ="rt")
    made.Constructor = _Constructor
    return made


def _refuse_anchors(text: str, shown: str, problems: Problems) -> None:
    """Aliases can blow a small file up to a huge one, and nothing in these lists needs them."""
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(r"[^#\"']*[:\-,\[{]\s+[&*]\w", line):
            problems.add(shown, number, "anchors and aliases are not read", "write the value out")


def _entry(item: CommentedMap, line: int) -> Entry:
    keys = {key: item.lc.key(key)[0] + 1 for key in item}
    return Entry(line, {key: plain(value) for key, value in item.items()}, keys)


def plain(value: Any) -> Any:
    """The value without ruamel's own types, so that pydantic and equality see plain Python."""
    if isinstance(value, CommentedMap):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, CommentedSeq):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, ScalarString) else value


def validated(kind: type[M], entry: Entry, shown: str, problems: Problems) -> M | None:
    """The entry as a `kind`, or None with all its faults added to `problems`."""
    try:
        return kind.model_validate(entry.values)
    except ValidationError as error:
        for fault in error.errors():
            _explain(kind, entry, fault, shown, problems)
        return None


def _explain(kind: type[BaseModel], entry: Entry, fault: Any, shown: str, problems: Problems) -> None:
    key = str(fault["loc"][0]) if fault["loc"] else ""
    line = entry.key_lines.get(key, entry.line)
    keys = [field.alias or name for name, field in kind.model_fields.items()]
    if fault["type"] == "extra_forbidden":
        problems.add(shown, line, f"there is no key {key!r}", nearest(key, keys))
    elif fault["type"] == "missing":
        problems.add(shown, line, f"the key {key!r} is missing", "add it")
    elif fault["type"] == "string_type" and fault["input"] is not None:
        problems.add(shown, line, f"{key}: input should be a valid string", "put it in quotation marks")
    else:
        message = fault["msg"][0].lower() + fault["msg"][1:]
        problems.add(shown, line, f"{key}: {message}", "correct the value")


def nearest(given: str, known: Iterable[str]) -> str:
    """A remedy in words: the known name most like the given one, else a plain request to correct it."""
    best = process.extractOne(given, sorted(set(known)), scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH)
    return f"did you mean {best[0]!r}?" if best else "correct the name"


def quoted(text: str) -> str:
    """The text as a double-quoted YAML scalar on one line; it reads back as the same text."""
    made = json.dumps(text, ensure_ascii=False)
    return re.sub(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda m: f"\\u{ord(m.group()):04x}", made)
