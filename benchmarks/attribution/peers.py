"""Peers on the same documents: textacy, as shipped and paragraph by paragraph, and a rule of thumb.

Each peer is a function from a text to predictions in the form the scorer reads:
`{"source": [[start, end]] | None, "cue": ..., "content": [[start, end]]}`, code points of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import textacy.extract
from spacy.language import Language
from spacy.tokens import Doc, Token

Prediction = dict[str, list[list[int]] | None]
Peer = Callable[[str, Language], list[Prediction]]

_QUOTED = re.compile(r'["“](.+?)["”]', re.S)
_SAID = re.compile(r"\b(said|says|told|added|asked|wrote|tweeted|according to)\b")
_NAME = re.compile(r"\b(?:[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*|he|she|they)\b")


class RefusedError(Exception):
    """The peer gave up on the document."""


def rule_of_thumb(text: str, _nlp: Language) -> list[Prediction]:
    """Every string in quotation marks with the name nearest to the nearest "said" of its paragraph."""
    found = []
    for paragraph in re.finditer(r"[^\n]+", text):
        for quoted in _QUOTED.finditer(paragraph.group()):
            at = paragraph.start()
            cue = _nearest(_SAID, paragraph.group(), quoted.span())
            if cue is None:
                continue
            source = _nearest(_NAME, paragraph.group(), cue, quoted.span())
            found.append(
                {
                    "source": [_shift(source, at)] if source else None,
                    "cue": [_shift(cue, at)],
                    "content": [_shift(quoted.span(), at)],
                }
            )
    return found


def textacy_as_shipped(text: str, nlp: Language) -> list[Prediction]:
    """textacy.extract.direct_quotations over the whole document; raises RefusedError where it raises."""
    try:
        return list(_quotations(nlp(text), 0))
    except ValueError as error:
        raise RefusedError(str(error)) from error


def textacy_by_paragraph(text: str, nlp: Language) -> list[Prediction]:
    """The same, one paragraph at a time; a paragraph it refuses gives nothing."""
    found: list[Prediction] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        try:
            found.extend(_quotations(nlp(paragraph.group()), paragraph.start()))
        except ValueError:
            continue
    return found


PEERS: dict[str, Peer] = {
    "marks and the nearest said": rule_of_thumb,
    "textacy as shipped": textacy_as_shipped,
    "textacy by paragraph": textacy_by_paragraph,
}


def _quotations(doc: Doc, at: int) -> Iterator[Prediction]:
    for speaker, cue, content in textacy.extract.direct_quotations(doc):
        yield {
            "source": [_extent(speaker, at)],
            "cue": [_extent(cue, at)],
            "content": [[content.start_char + at, content.end_char + at]],
        }


def _extent(tokens: list[Token], at: int) -> list[int]:
    return [tokens[0].idx + at, tokens[-1].idx + len(tokens[-1]) + at]


def _nearest(
    pattern: re.Pattern[str], text: str, to: tuple[int, int], outside: tuple[int, int] = (0, 0)
) -> tuple[int, int] | None:
    spans = [m.span() for m in pattern.finditer(text)]
    free = [s for s in spans if not (s[0] < outside[1] and outside[0] < s[1])]
    return min(free, key=lambda s: max(s[0] - to[1], to[0] - s[1]), default=None)


def _shift(span: tuple[int, int], at: int) -> list[int]:
    return [span[0] + at, span[1] + at]
