"""Write one file so that whoever reads it finds the old or the new one, never a part."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(place: Path, content: bytes) -> None:
    """Put `content` at `place` in one step; where that fails, what stood there stays. Raises OSError."""
    draft = place.with_name(f".{place.name}.new")
    try:
        draft.write_bytes(content)
        os.replace(draft, place)  # noqa: PTH105 - one atomic step
    except OSError:
        draft.unlink(missing_ok=True)
        raise
