"""Who is who in one article: names, titles, roles, pronouns and metonyms, and the speakers of statements."""

from __future__ import annotations

from gloss.annotate.actors.resolve import Resolved, resolve

__all__ = ["Resolved", "resolve"]
