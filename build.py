#!/usr/bin/env python3
"""The command of a Gloss site: `python build.py [build|serve|check|annotate|review|add] …`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST = (3, 11)
MACHINE = 3


def main() -> int:
    """Hand over to gloss.cli; say what to do where this Python cannot run it."""
    if sys.version_info < OLDEST:
        print("Gloss needs Python 3.11 or newer; run make site", file=sys.stderr)
        return MACHINE
    sys.path.insert(0, str(ROOT))
    try:
        from gloss.cli import main as run  # noqa: PLC0415 (after the look at the version)
    except ModuleNotFoundError as error:
        print(f"this Python lacks the package {error.name}; run make site", file=sys.stderr)
        return MACHINE
    return run(root=ROOT)


if __name__ == "__main__":
    sys.exit(main())
