"""What can be downloaded: each file with what it holds, for the site and for its data page."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from gloss.pages.corrections import Correction
from gloss.pages.desk import Desk
from gloss.pages.exports import database, everything, feeds, references, spreadsheet, webannotations


class Export(NamedTuple):
    """A file of the site; `make` takes the desk of the site's root and the corrections, newest first."""

    path: str
    what: str
    make: Callable[[Desk, tuple[Correction, ...]], str | bytes]


EXPORTS = (
    Export(
        "data/index.json",
        "Everything the pages were made from, as JSON.",
        lambda desk, _: everything.index_json(desk),
    ),
    Export(
        "data/index.schema.json",
        "The JSON Schema of that file.",
        lambda *_: everything.schema(),
    ),
    Export(
        "data/quotes.csv",
        "Every printing of every quote, one a line, as CSV for spreadsheets.",
        lambda desk, _: spreadsheet.quotes_csv(desk),
    ),
    Export(
        "data/site.sqlite",
        "The lists of data/index.json as the tables of one SQLite file, to be asked in SQL.",
        lambda desk, _: database.database(desk),
    ),
    Export(
        webannotations.PATH,
        "Every statement as a W3C Web Annotation: its words on the article’s page as far as rights allow, "
        "its place in the text, and its speaker where there is one.",
        lambda desk, _: webannotations.collection(desk),
    ),
    Export(
        "data/sources.csl.json",
        "The articles as CSL-JSON, for Zotero and other reference managers.",
        lambda desk, _: references.csl_json(desk),
    ),
    Export(
        "data/sources.bib",
        "The articles as BibTeX, for LaTeX.",
        lambda desk, _: references.bibtex(desk),
    ),
    Export("corrections/feed.xml", "Corrections as an Atom feed, for feed readers.", feeds.atom),
    Export("corrections/feed.json", "The same corrections as a JSON Feed.", feeds.json_feed),
)
