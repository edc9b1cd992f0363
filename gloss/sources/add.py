"""A saved page, a text or an address into a briefing, with the metadata found in it."""

from __future__ import annotations

import json
import os
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from gloss.errors import MachineError, Problem, Problems, SourceError
from gloss.model import Article
from gloss.settings import Settings
from gloss.sources import frontmatter
from gloss.sources.article import SUFFIXES, read_article
from gloss.sources.described import described
from gloss.sources.fetch import Found, from_file, from_stream, from_web, is_address
from gloss.sources.frontmatter import FENCE
from gloss.sources.slugs import slug, told_apart

_MADE_BY = "# Found by machine in the page itself: check every line."
_WANTED = ("title", "publisher", "author", "published", "url", "language")


def add_all(
    target: str, briefing: Path, settings: Settings, *, given: bytes | None = None, today: date | None = None
) -> tuple[list[Path], Problems]:
    """Paths of the new files for everything at `target`, and what could not be added.

    `target` is what `add` takes, or a folder, of which every .txt, .md and .html file is added, in
    the order of their names. Raises what `add` raises where `target` is no folder.
    """
    folder, problems = Path(target), Problems()
    if given is not None or is_address(target) or not folder.is_dir():
        return [add(target, briefing, settings, given=given, today=today)], problems
    files = sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES and not p.name.startswith("."))
    if not files:
        raise SourceError(
            Problem(target, None, "no article lies in it", "put .txt, .md or .html files there")
        )
    added = []
    for file in files:
        try:
            added.append(add(str(file), briefing, settings, today=today))
        except SourceError as error:
            problems.extend(error.problems)
    return added, problems


def add(
    target: str, briefing: Path, settings: Settings, *, given: bytes | None = None, today: date | None = None
) -> Path:
    """Path of the new file under `briefing/sources/` that holds the article at `target`.

    `target` is a file (.txt, .md, .html) or an http or https address; with `given` only a name for
    these bytes, which came from elsewhere. Metadata found in a page
    goes into front matter under a comment that says so; a file with front matter of its own is
    copied as it is. Nothing is overwritten; the same words a second time are refused, naming the
    file that has them. Raises SourceError, or MachineError for network and disk.
    """
    limit = settings.max_article_bytes
    if given is not None:
        found = from_stream(given, limit, target)
    else:
        found = from_web(target, limit) if is_address(target) else from_file(Path(target), limit)
    text, title = _with_front_matter(found, today or datetime.now(UTC).date())
    sources = briefing / "sources"
    try:
        sources.mkdir(parents=True, exist_ok=True)
        path = sources / f"{slug(title or found.stem, 'article')}{found.suffix}"
        return _kept(text, path, settings, target)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise MachineError(
            Problem(str(sources), None, f"it cannot be written: {reason}", "check disk and permissions")
        ) from None


def _with_front_matter(found: Found, today: date) -> tuple[str, str | None]:
    """The file's text to be, and the title to name it by."""
    if found.text.partition("\n")[0].rstrip() == FENCE:
        given = frontmatter.split(found.text, "", Problems()).values.get("title")
        return found.text, given[0] if given else None
    values = described(found.text, found.url) if found.suffix == ".html" else {}
    if found.url:
        values |= {"url": found.url, "retrieved": today.isoformat()}
    missing = [name for name in _WANTED if name not in values]
    lines = [FENCE]
    if values:
        lines += [_MADE_BY, *(f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in values.items())]
    lines += [f"# not found: {', '.join(missing)}"] if missing else []
    return "\n".join([*lines, FENCE, found.text]), values.get("title")


def _kept(text: str, wanted: Path, settings: Settings, target: str) -> Path:
    """Path of the file written; first into a hidden one, so that no half file is ever in place."""
    sources, suffix = wanted.parent, wanted.suffix
    handle, hidden = tempfile.mkstemp(prefix=".adding-", suffix=suffix, dir=sources)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(hidden).chmod(0o644)
        article = read_article(Path(hidden), settings, shown_path=target)
        _refuse_same(article, sources, settings, target)
        for stem in (wanted.stem, told_apart(wanted.stem, article.text_sha256)):
            path = sources / f"{stem}{suffix}"
            if not any(os.path.lexists(sources / f"{stem}{other}") for other in SUFFIXES):
                os.link(hidden, path)
                return path
        raise FileExistsError(17, "both names for it are taken")
    finally:
        Path(hidden).unlink(missing_ok=True)


def _refuse_same(article: Article, sources: Path, settings: Settings, target: str) -> None:
    for path in sorted(sources.iterdir()):
        if path.name.startswith(".") or path.suffix.lower() not in SUFFIXES or not path.is_file():
            continue
        try:
            other = read_article(path, settings)
        except SourceError:
            # What is wrong with a file that is there already, the next build says by name.
            continue
        if other.text_sha256 == article.text_sha256:
            raise SourceError(Problem(target, None, f"its words are already in {path}", "nothing to add"))
