"""Corrections as feeds: Atom (RFC 4287) and JSON Feed 1.1, with the same entries."""

from __future__ import annotations

import json
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from gloss.pages.corrections import Correction
from gloss.pages.desk import Desk
from gloss.pages.exports.writing import Json


def atom(desk: Desk, entries: Iterable[Correction]) -> str:
    """Corrections as an Atom feed; without `site_url` its ids are URNs and links relative."""
    name, base, entries = desk.lookup.project.site_name, _base(desk), tuple(entries)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{_xml(name)}: corrections</title>",
        f"<id>{_xml(_ident(base))}</id>",
        f"<updated>{_time(entries[0]) if entries else '1970-01-01T00:00:00Z'}</updated>",
        f"<author><name>{_xml(name)}</name></author>",
    ]
    for ident, entry in _identified(base, entries):
        lines += _atom_entry(entry, f"{base or '..'}/{entry.address}", ident)
    return "\n".join([*lines, "</feed>", ""])


def json_feed(desk: Desk, entries: Iterable[Correction]) -> str:
    """The same as JSON Feed; without `site_url` it has no addresses, which must be absolute there."""
    base = _base(desk)
    feed: Json = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{desk.lookup.project.site_name}: corrections",
        **({"home_page_url": f"{base}/corrections/"} if base else {}),
        **({"feed_url": f"{base}/corrections/feed.json"} if base else {}),
        "items": [_json_entry(entry, base, ident) for ident, entry in _identified(base, tuple(entries))],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _base(desk: Desk) -> str:
    return (desk.lookup.project.site_url or "").rstrip("/")


def _ident(base: str) -> str:
    return f"{base}/corrections/" if base else "urn:gloss:corrections"


def _identified(base: str, entries: tuple[Correction, ...]) -> Iterable[tuple[str, Correction]]:
    """Entries, newest first, with ids that stay as newer ones come."""
    numbers = range(len(entries), 0, -1)
    return [(f"{_ident(base)}#{n}", entry) for n, entry in zip(numbers, entries, strict=True)]


def _title(entry: Correction) -> str:
    return f"{entry.briefing}: correction of {entry.date.isoformat()}"


def _time(entry: Correction) -> str:
    return f"{entry.date.isoformat()}T00:00:00Z"


def _body(entry: Correction) -> str:
    return f"Was: {entry.was}\nNow: {entry.now}" + (f"\nWhy: {entry.why}" if entry.why else "")


def _json_entry(entry: Correction, base: str, ident: str) -> Json:
    return {
        "id": ident,
        **({"url": f"{base}/{entry.address}"} if base else {}),
        "title": _title(entry),
        "content_text": _body(entry),
        "date_published": _time(entry),
    }


def _atom_entry(entry: Correction, href: str, ident: str) -> list[str]:
    return [
        "<entry>",
        f"<title>{_xml(_title(entry))}</title>",
        f"<id>{_xml(ident)}</id>",
        f"<updated>{_time(entry)}</updated>",
        f"<link href={quoteattr(href)}/>",
        f'<content type="text">{_xml(_body(entry))}</content>',
        "</entry>",
    ]


def _xml(text: str) -> str:
    """Text without the characters XML 1.0 does not allow."""
    return escape("".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff")))
