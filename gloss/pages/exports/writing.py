"""What all files for download have in common: addresses and JSON with an item a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from gloss.model import TextSpan
from gloss.pages.desk import Desk

Json = dict[str, Any]


def site_address(desk: Desk, path: str) -> str:
    """Where `path` of the site is: absolute where the site knows its address, else relative.

    Every file for download lies one folder deep, so that "../" leads to the root from each.
    """
    return f"{(desk.lookup.project.site_url or '..').rstrip('/')}/{path}"


def lines(items: Iterable[Json]) -> str:
    """A JSON array, an item a line."""
    found = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    return f"[\n{found}\n]" if found else "[]"


def words_granted(desk: Desk, article: str, span: TextSpan) -> str | None:
    """The words at `span`; None where rights do not grant all of them."""
    grant = desk.grants[article]
    return grant.article.words_at(span) if grant.covers(span) else None
