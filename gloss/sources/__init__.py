"""The editors' folder to articles: plain text, Markdown and saved web pages."""

from gloss.sources.add import add
from gloss.sources.article import read_article
from gloss.sources.corpus import read_corpus

__all__ = ["add", "read_article", "read_corpus"]
