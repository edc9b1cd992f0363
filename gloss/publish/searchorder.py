"""Give the search index one order: Pagefind writes its filters as its hash maps happen to lie.

Since Pagefind 1.3 the fragments and word indexes are the same on every run, the filters and the
list of them are not (Pagefind issue 638). Both are gzipped CBOR of lists, strings and numbers: they
are read, sorted, written again, and named by their content like all of Pagefind's files.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

MARK = b"pagefind_dcd"
"""What Pagefind's files begin with."""
_FILTERS, _SORTS = 3, 4  # places in the list that a .pf_meta file is
_LENGTHS = {24: 1, 25: 2, 26: 4, 27: 8}


def settle_order(folder: Path) -> None:
    """Rewrite filters and their list in the Pagefind folder so that equal pages give equal bytes."""
    entry_path = folder / "pagefind-entry.json"
    entry = json.loads(entry_path.read_text("utf-8"))
    for language in entry["languages"].values():
        language["hash"] = _settle_language(folder, language["hash"])
    entry["languages"] = dict(sorted(entry["languages"].items()))
    entry_path.write_text(json.dumps(entry, ensure_ascii=False, separators=(",", ":")), "utf-8")


def _settle_language(folder: Path, name: str) -> str:
    """The new name of one language's list of files, after its filters have got theirs."""
    path = folder / f"pagefind.{name}.pf_meta"
    meta = _read(path)
    prefix = name.rpartition("_")[0]
    meta[_FILTERS] = sorted([key, _settle_filter(folder, old, prefix)] for key, old in meta[_FILTERS])
    meta[_SORTS] = sorted(meta[_SORTS])
    path.unlink()
    content = encode(meta)
    new = f"{prefix}_{_digest(content)[:10]}"
    _write(folder / f"pagefind.{new}.pf_meta", content)
    return new


def _settle_filter(folder: Path, name: str, prefix: str) -> str:
    path = folder / "filter" / f"{name}.pf_filter"
    key, values = _read(path)
    path.unlink()
    content = encode([key, sorted(values)])
    new = f"{prefix}_{_digest(content)[:10]}"
    _write(folder / "filter" / f"{new}.pf_filter", content)
    return new


def _read(path: Path) -> Any:
    content = gzip.decompress(path.read_bytes())
    if not content.startswith(MARK):
        raise ValueError(f"{path.name} is no file of Pagefind")
    value, end = decode(content, len(MARK))
    if end != len(content):
        raise ValueError(f"{path.name} holds more than one value")
    return value


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(MARK + content, mtime=0))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def decode(data: bytes, at: int) -> tuple[Any, int]:
    """The CBOR value at `at` and where it ends; raises ValueError for a kind Pagefind does not write."""
    major, short = data[at] >> 5, data[at] & 31
    at += 1
    if short < 24:
        number = short
    elif short in _LENGTHS:
        number = int.from_bytes(data[at : at + _LENGTHS[short]], "big")
        at += _LENGTHS[short]
    else:
        raise ValueError(f"CBOR length {short}")
    if major == 0:
        return number, at
    if major == 1:
        return -1 - number, at
    if major == 3:
        return data[at : at + number].decode("utf-8"), at + number
    if major != 4:
        raise ValueError(f"CBOR major type {major}")
    items = []
    for _ in range(number):
        item, at = decode(data, at)
        items.append(item)
    return items, at


def encode(value: Any) -> bytes:
    """`value`, made of lists, strings and whole numbers, as CBOR."""
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, str):
        content = value.encode("utf-8")
        return _head(3, len(content)) + content
    return _head(4, len(value)) + b"".join(map(encode, value))


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    for short, length in _LENGTHS.items():
        if number < 1 << 8 * length:
            return bytes([major << 5 | short]) + number.to_bytes(length, "big")
    raise ValueError(f"{number} is too large")
