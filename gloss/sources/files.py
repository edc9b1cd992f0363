"""Bytes and characters of one file: refused by name, or read exactly as they are."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from gloss.errors import Problem, SourceError

_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "an archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "an archive"),
    (b"bplist", "a saved web archive"),
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS_UTF8 = "save the file as UTF-8"


def read_bytes(path: Path, limit: int, shown: str) -> bytes:
    """Content of the regular file at `path`, at most `limit` bytes.

    Pipes, devices and folders are refused without waiting on them. Raises SourceError.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except FileNotFoundError:
        raise _refused(shown, "there is no such file", "check the name") from None
    except OSError as error:
        raise _refused(shown, f"it cannot be read: {_reason(error)}", "check the file") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _refused(shown, "it is no regular file", "put a plain text file in its place")
    with os.fdopen(handle, "rb") as file:
        try:
            content = file.read(limit + 1)
        except OSError as error:
            raise _refused(shown, f"it cannot be read: {_reason(error)}", "check the file") from None
        size = max(len(content), os.fstat(handle).st_size)
    if size > limit:
        fact = f"it has {size:,} bytes, more than max_article_bytes allows ({limit:,})"
        raise _refused(shown, fact, "shorten it or raise extra.gloss.max_article_bytes in mkdocs.yml")
    return content


def decode(content: bytes, shown: str) -> str:
    """`content` as text: strict UTF-8, byte-order mark dropped, CRLF and CR turned into LF.

    Nothing is ever replaced by U+FFFD. Raises SourceError naming the line of the first fault.
    """
    for magic, name in _MAGIC:
        if content.startswith(magic):
            raise _refused(shown, f"it is {name}, not text", "save its text as .txt, .md or .html")
    if content.startswith(_WIDE_MARKS) or _looks_wide(content):
        raise _refused(shown, "it is encoded as UTF-16 or UTF-32, not UTF-8", _SAVE_AS_UTF8)
    if b"\0" in content:
        line = _line_at(content, content.index(b"\0"))
        raise _refused(shown, "it holds a NUL byte, so it is no text", "delete the byte", line)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # With "utf-8-sig" positions count from behind the mark.
        at = error.start + (3 if content.startswith(b"\xef\xbb\xbf") else 0)
        raise _refused(shown, _fault(content, at), _SAVE_AS_UTF8, _line_at(content, at)) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _fault(content: bytes, at: int) -> str:
    byte = content[at]
    try:
        guess = content[at : at + 1].decode("cp1252")
    except UnicodeDecodeError:
        guess = ""
    meant = f"; in Windows-1252 that byte is {guess}" if guess.isprintable() and guess else ""
    return f"it is not UTF-8: byte 0x{byte:02X}{meant}"


def _looks_wide(content: bytes) -> bool:
    head = content[:1000]
    return len(head) >= 8 and max(head[0::2].count(0), head[1::2].count(0)) * 2 > len(head) * 0.7


def _line_at(content: bytes, at: int) -> int:
    before = content[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _refused(shown: str, fact: str, remedy: str, line: int | None = None) -> SourceError:
    return SourceError(Problem(shown, line, fact, remedy))
