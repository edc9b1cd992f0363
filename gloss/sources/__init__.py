"""The editors' folder to articles: plain text, Markdown and saved web pages."""

from gloss.sources.add import add, add_all
from gloss.sources.article import read_article
from gloss.sources.corpus import read_corpus

__all__ = ["add", "add_all", "read_article", "read_corpus"]
