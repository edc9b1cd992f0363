"""The articles as a reference manager reads them: CSL-JSON and BibTeX.

Metadata alone, and none that is not given: an article without a date has no date here either.
Sources: the CSL-JSON schema 1.0.2; the fields of BibTeX's standard styles.
"""

from __future__ import annotations

import re

from gloss.model import Article
from gloss.pages.desk import Desk
from gloss.pages.escape import web_address
from gloss.pages.exports.writing import Json, lines, site_address

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[T ].*)?")
_TEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{c: f"\\{c}" for c in "#$%&_"},
}


def csl_json(desk: Desk) -> str:
    """An item for each article, in the order of the site's data."""
    return lines(_csl(desk, article) for article in desk.lookup.corpus.articles) + "\n"


def _csl(desk: Desk, article: Article) -> Json:
    url = web_address(article.url)
    found = {
        "id": article.id,
        "type": "article-newspaper",
        "title": article.headline,
        "container-title": article.publisher,
        "author": [{"literal": article.author}] if article.author else None,
        "issued": _csl_date(article.published),
        "URL": url,
        "accessed": _csl_date(article.retrieved) if url else None,
        "language": article.language,
        "custom": {
            "sha256": article.sha256,
            "annotated": site_address(desk, str(desk.at.article(article.id))),
        },
    }
    return {key: value for key, value in found.items() if value is not None}


def _csl_date(date: str | None) -> Json | None:
    parts = _parts(date)
    return {"date-parts": [list(parts)]} if parts else None


def _parts(date: str | None) -> tuple[int, ...]:
    """Year, month and day as far as given; empty for what is no date of the calendar."""
    found = _DATE.fullmatch(date or "")
    parts = tuple(int(part) for part in found.groups() if part) if found else ()
    return parts if all(part >= 1 for part in parts) and parts[1:2] <= (12,) else ()


def bibtex(desk: Desk) -> str:
    """An entry for each article; its key is the article's id with a colon for the slash."""
    return "\n".join(_entry(article) for article in desk.lookup.corpus.articles)


def _entry(article: Article) -> str:
    parts, url = _parts(article.published), web_address(article.url)
    fields = {
        "title": f"{{{_tex(article.headline)}}}" if article.headline else None,
        "author": f"{{{_tex(article.author)}}}" if article.author else None,
        "journal": _tex(article.publisher) if article.publisher else None,
        "year": str(parts[0]) if parts else None,
        "month": _MONTHS[parts[1] - 1] if len(parts) > 1 else None,
        "day": str(parts[2]) if len(parts) > 2 else None,
        "url": url,
        "urldate": article.retrieved[:10]
        if url and _parts(article.retrieved) and article.retrieved
        else None,
        "language": article.language,
        "note": f"SHA-256 {article.sha256}",
    }
    kind, key = "article" if article.publisher else "misc", article.id.replace("/", ":")
    # A month is a name that BibTeX knows; all else is text.
    told = [f"  {n} = {v if n == 'month' else f'{{{v}}}'},\n" for n, v in fields.items() if v]
    return f"@{kind}{{{key},\n{''.join(told)}}}\n"


def _tex(text: str) -> str:
    """Text as LaTeX prints it: on one line, braces in pairs."""
    return "".join(_TEX.get(c, c) for c in " ".join(text.split()))
