"""The command: everything that prints, and nothing else does."""

from __future__ import annotations

from gloss.cli.run import main

__all__ = ["main"]
