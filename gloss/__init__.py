"""Gloss: annotated briefings from source articles, honest about who said what and where it stands."""

__version__ = "0.1.0"
