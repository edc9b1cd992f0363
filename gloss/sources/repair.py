"""Openings in a web page that would swallow the words after them, turned into text."""

from __future__ import annotations

import re

_RAW = (
    "script",
    "style",
    "textarea",
    "title",
    "template",
    "noscript",
    "iframe",
    "xmp",
    "noembed",
    "noframes",
)
_RAW_OPEN = re.compile(rf"<(?:(?:{'|'.join(_RAW)})(?=[\s/>])|!--|plaintext\b)", re.I)
_TAG_IN_TAG = re.compile(
    rf"""<(?!/(?:{"|".join(_RAW)})\b|!--)(?=[A-Za-z/!?](?:[^<>"']|"[^"<>]*"|'[^'<>]*')*<)""", re.I
)
_RAW_END_WITHOUT_STOP = re.compile(rf"(</(?:{'|'.join(_RAW)}))(?=[\s/])([^<>]*)(?=<)", re.I)
_REPAIRS = 4


def repaired(source: str) -> str:
    """`source` with the openings that would swallow words turned into text.

    One repair can lay another opening bare (`<iframe a="<script>">`), so it is done again until
    nothing changes. A page made to need more than a few is left to the count of lost words.
    """
    page = _RAW_END_WITHOUT_STOP.sub(r"\1>\2", source)
    for _ in range(_REPAIRS):
        before, page = page, _with_open_tags_as_text(page)
        if page == before:
            break
    return page


def _with_open_tags_as_text(source: str) -> str:
    """`source` with tags that are opened but never closed turned into text.

    A parser takes all that follows an unclosed `<script` or `<!--` for its content: the rest of
    the article would be gone.
    """
    out: list[str] = []
    start = at = 0
    unclosed = {"plaintext"}
    while found := _RAW_OPEN.search(source, at):
        name = found[0][1:].lower()
        closer = re.compile("-->" if name == "!--" else f"</{name}", re.I)
        end = None if name in unclosed else closer.search(source, found.end())
        if end is None:
            unclosed.add(name)
            out += [source[start : found.start()], "&lt;"]
            start = at = found.start() + 1
        else:
            at = end.end()
    page = _TAG_IN_TAG.sub("&lt;", "".join([*out, source[start:]]))
    closed = page.rfind(">") + 1
    return page[:closed] + page[closed:].replace("<", "&lt;")
