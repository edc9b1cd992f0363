"""What a browser makes of a generated page: Python-Markdown as MkDocs sets it up, then html5lib."""

from __future__ import annotations

import re
from functools import cache
from xml.etree.ElementTree import Element

import html5lib
import markdown

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
EXTENSIONS = ["toc", "tables", "fenced_code"]
"""What MkDocs adds on its own; mkdocs.yml adds none."""


@cache
def parsed(source: str) -> Element:
    """The page as a tree. A page without front matter is read as it is."""
    html = markdown.Markdown(extensions=EXTENSIONS).convert(_FRONT.sub("", source))
    tree: Element = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return tree


def words(element: Element) -> str:
    return "".join(element.itertext())


def tags(tree: Element) -> list[str]:
    return [e.tag for e in tree.iter() if isinstance(e.tag, str)]
