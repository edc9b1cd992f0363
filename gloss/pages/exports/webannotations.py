"""All statements as Web Annotations, for readers and tools that know the standard.

A statement is one annotation. Its targets are the passages of its content, each twice: in the page
of its article by its words, where rights grant them, and in the article's canonical text by its
place. That text is named by its hash (RFC 6920), for it is published nowhere. Who is shown as the
speaker is a body; where nobody is shown there is none.
Source: W3C Web Annotation Data Model, 23 February 2017.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from bisect import bisect_right
from collections.abc import Iterator

from gloss.model import Article, Statement, TextSpan
from gloss.pages.desk import Desk
from gloss.pages.exports.writing import Json, lines, site_address
from gloss.selectors import CONTEXT

PATH = "data/annotations.jsonld"
_CLASSES = {"person": "Person", "body": "Organization", "group": "Organization"}
_FRAGMENT = "http://tools.ietf.org/rfc/rfc3236"


def collection(desk: Desk) -> str:
    """An AnnotationCollection with all its annotations on its one page; without any, without a page."""
    statements, here = desk.lookup.index.statements, site_address(desk, PATH)
    about: Json = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": here,
        "type": "AnnotationCollection",
        "label": f"{desk.lookup.project.site_name}: statements",
        "generator": {"type": "Software", "name": "Gloss"},
        "total": len(statements),
    }
    head = json.dumps(about, ensure_ascii=False)
    if not statements:
        return f"{head}\n"
    page = json.dumps({"id": f"{here}#all", "type": "AnnotationPage", "startIndex": 0})
    items = lines(_annotation(desk, s) for s in statements)
    return f'{head[:-1]}, "first": {page[:-1]}, "items": {items}}}}}\n'


def _annotation(desk: Desk, statement: Statement) -> Json:
    bodies = [*_speaker(desk, statement), *_tags(statement)]
    return {
        "id": f"{site_address(desk, PATH)}#{statement.id}",
        "type": "Annotation",
        "motivation": "identifying" if statement.speaker else "tagging",
        "body": bodies,
        "target": [target for span in statement.content for target in _targets(desk, statement, span)],
    }


def _speaker(desk: Desk, statement: Statement) -> Iterator[Json]:
    if statement.speaker is None:
        return
    actor = desk.lookup.actors[statement.speaker]
    about = {"id": site_address(desk, str(desk.at.actor(actor.id))), "name": actor.name}
    kind = {"type": _CLASSES[actor.type]} if actor.type in _CLASSES else {}
    yield {"type": "SpecificResource", "purpose": "identifying", "source": about | kind}


def _tags(statement: Statement) -> Iterator[Json]:
    for value in (statement.kind, f"basis: {statement.basis}", statement.act):
        if value:
            yield {"type": "TextualBody", "purpose": "tagging", "value": value}


def _targets(desk: Desk, statement: Statement, span: TextSpan) -> Iterator[Json]:
    article = desk.lookup.articles[statement.article]
    page = site_address(desk, str(desk.at.article(article.id)))
    quote = _quote(desk, article, span)
    paragraph = {
        "type": "FragmentSelector",
        "conformsTo": _FRAGMENT,
        "value": f"p{desk.lookup.paragraph(article.id, span.start)}",
    }
    yield {"source": page, "selector": quote or paragraph}
    place = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    yield {"source": {"id": _named(article), "type": "Text", "format": "text/plain"}, "selector": place}


def _quote(desk: Desk, article: Article, span: TextSpan) -> Json | None:
    """The words with what stands round them on their line, as far as granted; None where they are not."""
    grant = desk.grants[article.id]
    at = bisect_right(grant.spans, span.start, key=lambda s: s.start) - 1
    if at < 0 or not grant.spans[at].contains(span):
        return None
    room, text = grant.spans[at], article.text
    before = text[max(room.start, span.start - CONTEXT) : span.start]
    after = text[span.end : min(room.end, span.end + CONTEXT)]
    return {
        "type": "TextQuoteSelector",
        "exact": article.words_at(span),
        "prefix": before.rpartition("\n")[2],
        "suffix": after.partition("\n")[0],
    }


def _named(article: Article) -> str:
    """The name of the canonical text: the SHA-256 of its UTF-8."""
    digest = urlsafe_b64encode(bytes.fromhex(article.text_sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"
