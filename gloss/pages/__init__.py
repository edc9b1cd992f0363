"""Index to pages: everything MkDocs and the publisher need, as files that hold no code."""

from gloss.pages.site import generate, prepare

__all__ = ["generate", "prepare"]
