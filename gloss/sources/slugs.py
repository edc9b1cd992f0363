"""Names to address parts: ASCII, portable, the same on every build."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

LONGEST = 80
HASH_DIGITS = 8

WINDOWS_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))]
)
"""Device names that no file or folder on Windows may bear, whatever its ending."""

SITE_RESERVED = frozenset(["index", "404"])
"""Names that web servers and MkDocs give a meaning of their own."""

_BRIEFING_RESERVED_SPELT = """
    actors quotes corrections method data search assets pagefind review sitemap sources
"""
BRIEFING_RESERVED = frozenset(_BRIEFING_RESERVED_SPELT.split())
"""First parts of addresses the site uses itself: no briefing may bear them."""

_SPELT_OUT = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "œ": "oe", "Œ": "oe", "ł": "l", "Ł": "l"}
    | {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i", "ħ": "h", "Ħ": "h"}
    | {"'": "", "’": "", "‘": "", "ʼ": ""}
)


def slug(name: str, fallback: str = "item") -> str:
    """Address part for `name`: `[a-z0-9-]`, 1 to 80 characters, never a reserved name.

    Letters with marks lose the marks; where letters of other scripts or much of a long name are
    lost, a hash of the whole name stands at the end, so that two such names stay apart. Names
    equal after folding case and marks give the same slug: see `told_apart`.
    """
    plain = unicodedata.normalize("NFKD", name.translate(_SPELT_OUT))
    kept = "".join(c for c in plain if c.isascii())
    lost = any(c.isalnum() and not c.isascii() for c in plain)
    parts = "-".join(re.findall(r"[a-z0-9]+", kept.lower()))
    if not parts:
        return f"{fallback}-{_digest(name)}"
    if len(parts) > LONGEST:
        cut = parts[: LONGEST - HASH_DIGITS - 1].rpartition("-")[0] or parts[: LONGEST - HASH_DIGITS - 1]
        return f"{cut}-{_digest(name)}"
    if lost or parts in WINDOWS_RESERVED or parts in SITE_RESERVED:
        return f"{parts[: LONGEST - HASH_DIGITS - 1]}-{_digest(name)}"
    return parts


def told_apart(plain: str, name: str) -> str:
    """`plain` with a hash of `name`, for a name whose slug another one has too."""
    return f"{plain[: LONGEST - HASH_DIGITS - 1].rstrip('-')}-{_digest(name)}"


def _digest(name: str) -> str:
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_DIGITS]
