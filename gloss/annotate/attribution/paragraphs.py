"""Paragraphs of a Doc, where nobody says which blocks it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gloss.model import Spans, TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc


def paragraphs(doc: Doc) -> Spans:
    """The stretches of `doc` between line breaks at which a sentence ends, white space left out."""
    out: list[TextSpan] = []
    start = end = 0
    for token in doc:
        end = token.idx + len(token) + len(token.whitespace_)
        if token.is_space and "\n" in token.text:
            following = token.i + 1
            ends = following == len(doc) or doc[following].is_sent_start or token.is_sent_start
            if ends and token.idx > start:
                out.append(TextSpan(start, token.idx))
            if ends:
                start = token.idx + len(token)
    if start < end:
        out.append(TextSpan(start, end))
    return tuple(out)
