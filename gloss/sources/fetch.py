"""An article's bytes from a file or a web address, as UTF-8 text."""

from __future__ import annotations

import codecs
import re
import time
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path, PurePosixPath
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

from gloss import __version__
from gloss.errors import MachineError, Problem, SourceError
from gloss.sources import files
from gloss.sources.metadata import web_address

SILENCE_SECONDS = 20.0
PATIENCE_SECONDS = 60.0
_CHUNK = 65_536
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.I)
_PAGE = re.compile(rb"[\xef\xbb\xbf\xfe\xff\s]*<(?:!doctype|!--|\?xml|html|head|body)\b", re.I)
_KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What was fetched: `stem` is a name for it, `suffix` its kind, `url` where it came from."""

    text: str
    stem: str
    suffix: str
    url: str | None = None


def is_address(target: str) -> bool:
    """Whether `target` is meant as an address on the web, not as a file."""
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", target))


def from_file(path: Path, limit: int) -> Found:
    """The file at `path`; a page may be in the encoding it declares. Raises SourceError."""
    suffix = path.suffix.lower().replace(".htm", ".html").replace(".htmll", ".html")
    if suffix not in _KINDS.values():
        remedy = "save it as .txt, .md or .html"
        raise SourceError(Problem(str(path), None, f"{suffix or 'no ending'}: no kind of article", remedy))
    content = files.read_bytes(path, limit, str(path))
    return Found(_decoded(content, suffix, None, str(path)), path.stem, suffix)


def from_stream(content: bytes, limit: int, shown: str) -> Found:
    """What came over standard input: a page where it begins like one, else a text. Raises SourceError."""
    if len(content) > limit:
        fact = f"it has more than {limit:,} bytes (max_article_bytes)"
        raise SourceError(Problem(shown, None, fact, "shorten it, or raise the limit"))
    suffix = ".html" if _PAGE.match(content.replace(b"\0", b"")) else ".txt"
    return Found(_decoded(content, suffix, None, shown), "article", suffix)


def from_web(address: str, limit: int, silence: float = SILENCE_SECONDS) -> Found:
    """The page at an http or https address, at most `limit` bytes of it.

    Gives up after `silence` seconds without an answer. Raises SourceError where the address or the
    answer is at fault, MachineError where the network is.
    """
    if web_address(address) is None:
        raise SourceError(Problem(address, None, "is no http or https address", "give one, or a file"))
    headers = {"User-Agent": f"gloss/{__version__}", "Accept": "text/html, text/*"}
    request = Request(address, headers=headers)  # noqa: S310 - the scheme was checked above
    try:
        with urlopen(request, timeout=silence) as answer:  # noqa: S310 - so is a redirect's, below
            final = web_address(answer.geturl())
            kind, charset = answer.headers.get_content_type(), answer.headers.get_content_charset()
            content = _read(answer, limit, address) if final else b""
    except HTTPError as error:
        raise SourceError(
            Problem(
                address, None, f"the server answers {error.code}", "open it in a browser and save the page"
            )
        ) from None
    except (URLError, HTTPException, OSError) as error:
        reason = str(getattr(error, "reason", None) or error or type(error).__name__)
        raise MachineError(
            Problem(address, None, f"it cannot be fetched: {reason}", "check the network")
        ) from None
    suffix = _KINDS.get(kind)
    if final is None or suffix is None:
        fact = f"it is {kind}, no page of text" if final else "it leads away from the web"
        raise SourceError(Problem(address, None, fact, "save its text as .txt, .md or .html"))
    stem = unquote(PurePosixPath(urlsplit(final).path).stem) or str(urlsplit(final).hostname)
    return Found(_decoded(content, suffix, charset, address), stem, suffix, final)


def _read(answer: object, limit: int, address: str) -> bytes:
    started, parts, size = time.monotonic(), [], 0
    while chunk := answer.read1(_CHUNK):  # type: ignore[attr-defined]
        parts.append(chunk)
        size += len(chunk)
        if size > limit:
            remedy = "save its text as .txt"
            raise SourceError(Problem(address, None, f"the page has more than {limit:,} bytes", remedy))
        if time.monotonic() - started > PATIENCE_SECONDS:
            raise URLError(f"not finished after {PATIENCE_SECONDS:.0f} seconds")
    return b"".join(parts)


def _decoded(content: bytes, suffix: str, charset: str | None, shown: str) -> str:
    declared = _DECLARED.search(content[:4096]) if suffix == ".html" else None
    wide = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else None
    name = wide or charset or (declared[1].decode("ascii") if declared else None)
    if name and name.lower().replace("_", "-") not in {"utf-8", "utf8", "us-ascii", "ascii"}:
        try:
            return content.decode(name).replace("\r\n", "\n").replace("\r", "\n")
        except (LookupError, UnicodeDecodeError, ValueError):
            fact = f"it says it is encoded as {name[:40]}, but cannot be read so"
            raise SourceError(Problem(shown, None, fact, "save it as UTF-8")) from None
    return files.decode(content, shown)
