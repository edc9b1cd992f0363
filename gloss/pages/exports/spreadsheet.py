"""Quotes as CSV, for spreadsheets."""

from __future__ import annotations

import csv
import io

from gloss.pages.desk import Desk
from gloss.pages.exports.writing import words_granted

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
