"""Front matter: a flat list of `key: text` lines between two `---` lines, read strictly.

The values are taken as the text they are written in (`language: no` is Norwegian, `title: 1984`
a title), so YAML is only asked for its events: nothing is ever built, expanded or executed from
them. Anchors, aliases, tags, nested values and a second document have no use here and are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
)

from gloss.errors import Problems

FENCE = "---"
LONGEST_BLOCK = 65_536
LONGEST_VALUE = 2_000
DEEPEST = 8
"""Levels of lists and maps that are read to say what is wrong; thousands would take minutes."""

_NULLS = frozenset(["", "~", "null", "Null", "NULL"])
_NO_TEXT = ("holds a list or a map", "write one line of text")
_BIDI = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Header:
    """The front matter of one file: raw values with their lines, and what follows it.

    `body` is everything behind the closing line, `body_line` the number of its first line.
    """

    values: dict[str, tuple[str, int]]
    body: str
    body_line: int = 1


def split(text: str, shown: str, problems: Problems) -> Header:
    """Front matter and body of `text`; no front matter gives no values and the whole text.

    Faults are added to `problems`, each with its line; what could be read is still returned.
    """
    first, found, rest = text.partition("\n")
    if first.rstrip() != FENCE or not (found or first == text):
        return Header({}, text)
    lines = rest.split("\n")
    end = next((n for n, line in enumerate(lines) if line.rstrip() == FENCE), None)
    if end is None:
        problems.add(shown, 1, "front matter is opened but not closed", "close it with a line ---")
        return Header({}, "")
    body, body_line = "\n".join(lines[end + 1 :]), end + 3
    if re.match(r"---[ \t]*\n[A-Za-z_]+:", body):
        problems.add(shown, body_line, "a second front matter follows the first", "keep one of them")
    return Header(_values("\n".join(lines[:end]), shown, problems), body, body_line)


def _values(source: str, shown: str, problems: Problems) -> dict[str, tuple[str, int]]:
    if len(source) > LONGEST_BLOCK:
        problems.add(shown, 1, f"front matter is longer than {LONGEST_BLOCK:,} characters", "shorten it")
        return {}
    wrong = CONTROL.search(source)
    if wrong:
        line = source.count("\n", 0, wrong.start()) + 2
        problems.add(shown, line, f"control character U+{ord(wrong[0]):04X} in front matter", "delete it")
        return {}
    try:
        return _pairs(list(_events(source)), shown, problems)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        fact = f"front matter is not valid YAML: {error.problem or 'it cannot be read'}"
        problems.add(shown, mark.line + 2 if mark else 1, " ".join(fact.split()), "correct the line")
    except (YAMLError, ValueError, RecursionError) as error:
        fact = f"front matter is not valid YAML: {str(error).splitlines()[0] if str(error) else 'too deep'}"
        problems.add(shown, 1, fact, "correct it")
    return {}


def _events(source: str) -> Iterator[Event]:
    """The events of `source`, one by one; raises MarkedYAMLError where they nest too deep."""
    depth = 0
    for event in YAML(typ="safe", pure=True).parse(StringIO(source)):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > DEEPEST:
            raise MarkedYAMLError(problem="lists or maps are nested too deep", problem_mark=event.start_mark)
        yield event


def _pairs(events: list[Event], shown: str, problems: Problems) -> dict[str, tuple[str, int]]:
    documents = [e for e in events if isinstance(e, DocumentStartEvent)]
    if len(documents) > 1:
        line = documents[1].start_mark.line + 2
        problems.add(shown, line, "front matter holds two YAML documents", "keep one of them")
        return {}
    content = events[2:-2] if documents else []
    if content and not isinstance(content[0], MappingStartEvent) and not _is_null(content[0]):
        problems.add(shown, 2, "front matter is no list of keys", "write lines like title: Some words")
        return {}
    values: dict[str, tuple[str, int]] = {}
    position = 1
    while position < len(content) and not isinstance(content[position], MappingEndEvent):
        key, value = content[position], content[position + 1]
        line = key.start_mark.line + 2
        if not isinstance(key, ScalarEvent) or CONTROL.search(key.value):
            problems.add(shown, line, "a key is no plain word", "write lines like title: Some words")
            break
        fault = next(_faults(key, value), None)
        if key.value in values:
            problems.add(shown, line, f"{key.value} is given twice", "keep one of the two lines")
        elif fault or not isinstance(value, ScalarEvent):
            fact, remedy = fault or _NO_TEXT
            problems.add(shown, line, f"{key.value[:60]} {fact}", remedy)
        else:
            values[key.value] = (" ".join(value.value.translate(_BIDI).split()), line)
        position = _after(content, position + 1)
    return values


def _faults(key: Event, value: Event) -> Iterator[tuple[str, str]]:
    """What is wrong with one pair, as fact and remedy, the gravest first."""
    if isinstance(value, AliasEvent) or any(getattr(e, "anchor", None) for e in (key, value)):
        yield "uses a YAML anchor or alias", "write the value out"
    if getattr(key, "tag", None) or getattr(value, "tag", None):
        yield "bears a YAML tag", "write the plain value"
    if not isinstance(value, ScalarEvent):
        yield _NO_TEXT
        return
    if _is_null(value):
        yield "has no value", "give one or delete the line"
    wrong = CONTROL.search(value.value)
    if wrong:
        yield f"holds the control character U+{ord(wrong[0]):04X}", "delete it"
    if len(value.value) > LONGEST_VALUE:
        yield f"is longer than {LONGEST_VALUE:,} characters", "shorten it"


def _is_null(event: Event) -> bool:
    return isinstance(event, ScalarEvent) and event.style is None and event.value in _NULLS


def _after(content: list[Event], at: int) -> int:
    """Index of the event behind the value that starts at `at`."""
    depth = 0
    while at < len(content):
        depth += str(type(content[at]).__name__).endswith("StartEvent")
        depth -= str(type(content[at]).__name__).endswith("EndEvent")
        at += 1
        if depth <= 0:
            break
    return at
