"""Addresses of pages and anchors, relative to the page they are printed on.

Relative addresses work from any sub-path and from a folder on disk served as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from gloss.model import QuotedString, Statement, Utterance
from gloss.pages.escape import address
from gloss.pages.lookup import Lookup
from gloss.pages.names import slug


def page_path(folder: str) -> str:
    """File of the page at an address: "" is the home page."""
    return f"{folder}index.md"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses as seen from the page at `folder` ("" or "x/y/")."""

    lookup: Lookup
    folder: str

    def to(self, path: str, anchor: str = "") -> Markup:
        """`path` is relative to the site's root and ends in a slash, or names a file."""
        if path == self.folder and anchor:
            return address(f"#{anchor}")
        return address(_relative(path, self.folder) + (f"#{anchor}" if anchor else ""))

    def briefing(self, name: str, part: str = "", anchor: str = "") -> Markup:
        return self.to(f"{name}/{part}/" if part else f"{name}/", anchor)

    def article(self, article: str, anchor: str = "") -> Markup:
        return self.to(article_folder(article), anchor)

    def paragraph(self, article: str, number: int) -> Markup:
        return self.article(article, f"p{number}")

    def actor(self, actor: str, anchor: str = "") -> Markup:
        return self.to(f"actors/{actor}/", anchor)

    def utterance(self, utterance: Utterance, anchor: str = "") -> Markup:
        """On the quotes page of the briefing of its fullest printing."""
        return self.to(utterance_folder(self.lookup, utterance), anchor or utterance.id)

    def quoted(self, quoted: QuotedString) -> Markup:
        if quoted.utterance is None:
            return self.article(quoted.article, quoted.id)
        return self.utterance(self.lookup.utterances[quoted.utterance], quoted.id)

    def statement(self, statement: Statement) -> Markup:
        """Its first quoted string on the quotes page, else its place in the article."""
        strings = self.lookup.strings_of.get(statement.id, ())
        if strings and strings[0].utterance:
            return self.quoted(strings[0])
        return self.article(statement.article, statement.id)


def _relative(path: str, folder: str) -> str:
    """The way from the page at `folder` to `path`, no longer than it must be."""
    here, there = folder.split("/")[:-1], path.split("/")
    same = 0
    while same < min(len(here), len(there) - 1) and here[same] == there[same]:
        same += 1
    return "../" * (len(here) - same) + "/".join(there[same:]) or "./"


def article_folder(article: str) -> str:
    briefing = article.partition("/")[0]
    return f"{briefing}/sources/{slug(article)}/"


def quotes_folder(briefing: str, prefix: str) -> str:
    return f"{briefing}/quotes/{f'by-{prefix}/' if prefix else ''}"


def utterance_folder(lookup: Lookup, utterance: Utterance) -> str:
    briefing = lookup.articles[lookup.quoted[utterance.fullest].article].briefing
    return quotes_folder(briefing, lookup.by_briefing.quote_prefix[briefing, utterance.id])
