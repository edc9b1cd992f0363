"""Words of a web page that reading it left out: a second reading of the source, without a parser.

A parser that repairs broken markup can take words for part of a tag. This reading takes out only
what is plainly markup (tags that are well formed, comments and scripts that are closed) and calls
everything else words, so that a word the parser lost shows up as a difference.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from html import unescape

# Attributes are capped: without a cap, a tag that never ends is tried again at every `<` within it.
_TAG = re.compile(
    r"""</?([a-z][^\s<>/"']*+)
        (?:[\s/]++|[^\s<>/"'=]++(?:\s*+=\s*+(?:"[^"]*+"(?=[\s/>])|'[^']*+'(?=[\s/>])|[^\s<>"']++))?+){0,200}+>
    """,
    re.I | re.X,
)
_DECLARATION = re.compile(r"<!doctype\b[^<>]*+>|<\?xml\b[^<>]*+>|<!\[(?:if\b[^<>]*+|endif)\]>", re.I)
_COMMENT = "!--"
_NESTABLE = frozenset(["noscript", "template"])
_UNSEEN = ("script", "style", "template", "noscript", "iframe", "title", "noembed", "noframes")
_OPEN_UNSEEN = re.compile(rf"<(?:{'|'.join(_UNSEEN)}|!--)", re.I)
_WORD = re.compile(r"[^\W_]+")


class _Places:
    """Where the opening and closing marks of each unseen element stand, each looked for once."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._found: dict[str, list[re.Match[str]]] = {}

    def after(self, pattern: str, at: int) -> re.Match[str] | None:
        """The first match of `pattern` that starts at `at` or later."""
        if pattern not in self._found:
            self._found[pattern] = list(re.finditer(pattern, self._source, re.I))
        found = self._found[pattern]
        n = bisect_left(found, at, key=lambda match: match.start())
        return found[n] if n < len(found) else None


def lost_words(source: str, shown: str, breaking: frozenset[str]) -> tuple[str, ...]:
    """Words of the page's `source` that are not in the text `shown` from it, in order of the page.

    `breaking` names the elements that part words. A word is counted as often as it is missing.
    """
    have = Counter(_words(shown))
    lost = []
    for word in _words(unescape("".join(_outside_markup(source, breaking)))):
        if have[word]:
            have[word] -= 1
        else:
            lost.append(word)
    return tuple(lost)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _outside_markup(source: str, breaking: frozenset[str]) -> Iterator[str]:
    places = _Places(source)
    at = 0
    while (start := source.find("<", at)) >= 0:
        yield source[at:start]
        tag = _TAG.match(source, start)
        end = _end_of_unseen(source, start, tag, places)
        if end is None and (plain := tag or _DECLARATION.match(source, start)):
            end = plain.end()
        if tag and tag[1].lower() in breaking:
            yield " "
        if end is None:
            yield "<"
        at = start + 1 if end is None else end
    yield source[at:]


def _end_of_unseen(source: str, start: int, tag: re.Match[str] | None, places: _Places) -> int | None:
    """End of the comment, script and the like that opens at `start`; None where none plainly does.

    One in which another of its kind opens before it ends was most likely never closed.
    """
    opened = _OPEN_UNSEEN.match(source, start)
    if not opened:
        return None
    name = opened[0][1:].lower()
    if name == _COMMENT:
        closer, opener, inside = "--!?>", "<!--", start + 2
    elif tag and tag[1].lower() == name:
        closer, inside = rf"</{name}\s*+>", tag.end()
        # In a script, a quoted one is a string.
        opener = rf"(?<![\"'`])<{name}[\s>]"
    else:
        return None
    end = places.after(closer, inside)
    again = places.after(opener, start + 1)
    if end is None or (again and again.start() < end.start() and name not in _NESTABLE):
        return None
    return end.end()
