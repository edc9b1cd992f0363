"""Relations whose source the tagger left in pieces, made whole."""

from __future__ import annotations

import re
from dataclasses import replace

from gloss.annotate.attribution.rules import Found
from gloss.model import Spans, TextSpan

_WIDEST = 60
"""Code points between two pieces of one source phrase."""
_LEAD = re.compile(r"([”\"’'],?)[ \xa0]+([a-z]+(?:[ \xa0][a-z]+)?[ \xa0]*)\Z")

_TITLED = re.compile(
    r"[”\"’'],?[ \xa0]+([a-z]+[ \xa0]+(?!(?:the|an?|his|her|their|its|he|she|it|they)\b)[a-z].*)", re.S
)
"""A closing mark, a word and a title without an article: the word is of the title."""


def whole(text: str, relation: Found) -> Found:
    """The relation with its source in one piece where nothing of it stands between, and with its lead.

    “…”, acting minister Ilse Brandt said: "acting" is of the minister, not of the quotation.
    """
    source = _joined(text, relation)
    content = list(relation.content)
    if source and content and 0 <= source[0].start - content[-1].end <= 1:
        last = content[-1]
        lead = _LEAD.search(text, last.start, source[0].start)
        if lead and lead.start() > last.start:
            content[-1] = TextSpan(last.start, lead.end(1) - lead[1].endswith(","))
            source = (TextSpan(lead.start(2), source[0].end), *source[1:])
    if source and content and not any(c.end <= source[0].start for c in relation.cue):
        source = (_with_lead(text, source[0], content), *source[1:])
    return replace(relation, source=source, content=tuple(content))


def _with_lead(text: str, source: TextSpan, content: list[TextSpan]) -> TextSpan:
    """The source with the word between the marks before it and the title it opens with ("acting")."""
    before = max((s.end for s in content if s.end <= source.start), default=source.start)
    lead = _TITLED.fullmatch(text, before - 1, source.end)
    return TextSpan(lead.start(1), source.end) if lead else source


def _joined(text: str, relation: Found) -> Spans:
    """Pieces of the source as one over short gaps that hold no sentence's end and none of the relation."""
    out: list[TextSpan] = []
    taken = (*relation.cue, *relation.content)
    for piece in sorted(relation.source):
        gap = TextSpan(out[-1].end, piece.start) if out else None
        between = text[gap.start : gap.end] if gap else "."
        free = gap is not None and not any(s.start < gap.end and gap.start < s.end for s in taken)
        if free and len(between) <= _WIDEST and not re.search(r"[.!?;\n]", between):
            out[-1] = TextSpan(out[-1].start, piece.end)
        else:
            out.append(piece)
    return tuple(out)
