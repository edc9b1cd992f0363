"""Quotes as CSV for spreadsheets, corrections as an Atom feed for readers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from gloss.pages.corrections import Correction
from gloss.pages.desk import Desk
from gloss.pages.export import words_granted

COLUMNS = (
    "quote",
    "utterance",
    "speaker",
    "basis",
    "score",
    "outlet",
    "published",
    "article",
    "start",
    "end",
    "text",
    "url",
)


def quotes_csv(desk: Desk) -> str:
    """Every printing of every quote; `speaker` is empty where nobody is shown."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for quoted in desk.lookup.index.quoted:
        statement = desk.lookup.statements.get(quoted.attribution or "")
        article = desk.lookup.articles[quoted.article]
        writer.writerow(
            [
                quoted.id,
                quoted.utterance or "",
                (statement.speaker or "") if statement else "",
                statement.basis if statement else "",
                f"{statement.score:.2f}" if statement else "",
                _cell(article.publisher or ""),
                article.published or "",
                article.id,
                quoted.span.start,
                quoted.span.end,
                _cell(words_granted(desk, quoted.article, quoted.span) or ""),
                str(desk.at.quoted(quoted)),
            ]
        )
    return out.getvalue()


def _cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def corrections_feed(desk: Desk, entries: Iterable[Correction]) -> str:
    """Corrections as an Atom feed; without `site_url` its ids are URNs and links relative."""
    project = desk.lookup.project
    base = (project.site_url or "").rstrip("/")
    entries = tuple(entries)
    updated = f"{entries[0].date.isoformat()}T00:00:00Z" if entries else "1970-01-01T00:00:00Z"
    ident = f"{base}/corrections/" if base else "urn:gloss:corrections"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{_xml(project.site_name)}: corrections</title>",
        f"<id>{_xml(ident)}</id>",
        f"<updated>{updated}</updated>",
        f"<author><name>{_xml(project.site_name)}</name></author>",
    ]
    for number, entry in zip(range(len(entries), 0, -1), entries, strict=True):
        lines += _feed_entry(entry, f"{base or '..'}/{entry.address}", f"{ident}#{number}")
    return "\n".join([*lines, "</feed>", ""])


def _feed_entry(entry: Correction, href: str, ident: str) -> list[str]:
    body = f"Was: {entry.was}\nNow: {entry.now}" + (f"\nWhy: {entry.why}" if entry.why else "")
    return [
        "<entry>",
        f"<title>{_xml(entry.briefing)}: correction of {entry.date.isoformat()}</title>",
        f"<id>{_xml(ident)}</id>",
        f"<updated>{entry.date.isoformat()}T00:00:00Z</updated>",
        f"<link href={quoteattr(href)}/>",
        f'<content type="text">{_xml(body)}</content>',
        "</entry>",
    ]


def _xml(text: str) -> str:
    """Text without the characters XML 1.0 does not allow."""
    return escape("".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff")))
