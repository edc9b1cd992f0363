"""The editors' folder to a corpus: every briefing with its articles, all problems at once."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from gloss.errors import GlossError, Problem, Problems, SourceError
from gloss.model import Article, Briefing, Corpus, Rights
from gloss.settings import Settings
from gloss.sources import files, frontmatter
from gloss.sources.article import SUFFIXES, read_article
from gloss.sources.identity import each_once, with_own_ids
from gloss.sources.metadata import BriefingFields, checked
from gloss.sources.slugs import BRIEFING_RESERVED, SITE_RESERVED, WINDOWS_RESERVED, slug

EDITOR_FILES = frozenset(["actors.yml", "decisions.yml", "corrections.yml"])
PROSE = "briefing.md"
SOURCES = "sources"
_JUNK = re.compile(
    r"[._].*|.*(?:~|\.(?:bak|swp|tmp|orig|part|crdownload))|Thumbs\.db|desktop\.ini|README(?:\..*)?", re.I
)
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

Reader = Callable[..., Article]
"""`read_article`, or what remembers the articles it gave."""


@dataclass(slots=True)
class _Reading:
    """What one run over the folder has found so far."""

    root: Path
    briefings: Path
    settings: Settings
    read: Reader = read_article
    problems: Problems = field(default_factory=Problems)
    notices: list[str] = field(default_factory=list)

    def shown(self, path: Path) -> str:
        """`path` for messages and pages: relative to the project, never a path of this machine."""
        base = self.root if path.is_relative_to(self.root) else self.briefings.parent
        return _UNPRINTABLE.sub(lambda c: f"\\x{ord(c[0]):02x}", path.relative_to(base).as_posix())


def read_corpus(briefings: Path, settings: Settings, root: Path, *, read: Reader = read_article) -> Corpus:
    """Everything under the folder `briefings`, the same for any listing order.

    Paths in the corpus are relative to `root` where the folder lies in it. Equal texts of one
    publisher stand once, under the first of their ids. `read` gives an article of its file.
    Raises SourceError with all problems of all files.
    """
    reading = _Reading(root.absolute(), briefings.absolute(), settings, read)
    if not briefings.is_dir():
        raise SourceError(
            Problem(
                str(briefings), None, "there is no such folder", "make it, with a folder for each briefing"
            )
        )
    found: list[Briefing] = []
    articles: list[Article] = []
    taken: dict[str, str] = {}
    for folder in _briefing_folders(reading):
        briefing = _read_briefing(reading, folder, taken)
        if briefing:
            found.append(briefing)
            articles += _read_articles(reading, folder, briefing)
    reading.problems.raise_as(SourceError)
    if not found:
        shown = reading.shown(reading.briefings)
        raise SourceError(
            Problem(shown, None, "it holds no briefing", f"make a folder with {SOURCES}/ in it")
        )
    once, also_in = each_once(articles)
    reading.notices += [f"{a.path}: {notice}" for a in once for notice in a.notices]
    return Corpus(
        briefings=tuple(sorted(found, key=lambda b: b.slug)),
        articles=tuple(once),
        also_in=tuple(sorted(also_in.items())),
        notices=tuple(sorted(reading.notices)),
    )


def _entries(folder: Path) -> list[tuple[Path, os.stat_result]]:
    """What lies in `folder`, in order of name, with its own (not a link target's) state."""
    return [(path, path.lstat()) for path in sorted(folder.iterdir(), key=lambda p: p.name)]


def _briefing_folders(reading: _Reading) -> Iterator[Path]:
    for path, state in _entries(reading.briefings):
        shown = reading.shown(path)
        if _JUNK.fullmatch(path.name) or path.name in EDITOR_FILES:
            if path.name not in EDITOR_FILES:
                reading.notices.append(f"{shown}: is no briefing and is left aside")
        elif stat.S_ISLNK(state.st_mode):
            _refuse_link(reading, shown)
        elif stat.S_ISDIR(state.st_mode):
            yield path
        elif path.suffix.lower() in SUFFIXES:
            remedy = f"move it to the {SOURCES}/ folder of a briefing"
            reading.problems.add(shown, None, "an article outside any briefing", remedy)
        else:
            reading.notices.append(f"{shown}: is no briefing and is left aside")


def _read_briefing(reading: _Reading, folder: Path, taken: dict[str, str]) -> Briefing | None:
    """The briefing in `folder`; None where it is none or where problems were noted."""
    shown = reading.shown(folder)
    name = slug(folder.name, "briefing")
    if not (folder / SOURCES).is_dir() and not os.path.lexists(folder / PROSE):
        reading.notices.append(f"{shown}: has neither {SOURCES}/ nor {PROSE} and is left aside")
        return None
    if folder.name.lower() in BRIEFING_RESERVED | SITE_RESERVED | WINDOWS_RESERVED:
        fact = f"the site uses the address /{folder.name.lower()}/ itself"
        reading.problems.add(shown, None, fact, "give the folder another name")
        return None
    if name in taken:
        fact = f"its address /{name}/ is that of {taken[name]} too"
        reading.problems.add(shown, None, fact, "give one of the folders another name")
        return None
    taken[name] = shown
    return _with_prose(reading, folder, Briefing(name, _titled(folder.name), reading.shown(folder / PROSE)))


def _with_prose(reading: _Reading, folder: Path, bare: Briefing) -> Briefing:
    path, problems = folder / PROSE, Problems()
    if not os.path.lexists(path):
        return bare
    if path.is_symlink():
        _refuse_link(reading, bare.path)
        return bare
    try:
        content = files.read_bytes(path, reading.settings.max_article_bytes, bare.path)
        header = frontmatter.split(files.decode(content, bare.path), bare.path, problems)
        fields = checked(BriefingFields, header, bare.path, problems)
        problems.raise_as(SourceError)
    except GlossError as error:
        reading.problems.extend(error.problems)
        return bare
    return replace(
        bare,
        title=fields.title or bare.title,
        date=fields.date,
        summary=fields.summary,
        rights=fields.rights,
        prose=header.body if header.body.strip() else None,
        body_line=header.body_line,
    )


def _read_articles(reading: _Reading, folder: Path, briefing: Briefing) -> list[Article]:
    granted: Rights = briefing.rights or reading.settings.rights
    articles = []
    for path in _article_files(reading, folder):
        try:
            article = reading.read(
                path,
                reading.settings,
                briefing=briefing.slug,
                granted=granted,
                shown_path=reading.shown(path),
            )
            articles.append(article)
        except GlossError as error:
            reading.problems.extend(error.problems)
    if not articles:
        reading.notices.append(f"{reading.shown(folder)}: has no article yet")
    apart, notices = with_own_ids(articles)
    reading.notices += notices
    return apart


def _article_files(reading: _Reading, folder: Path) -> Iterator[Path]:
    for path, _ in _entries(folder):
        if path.suffix.lower() in SUFFIXES and path.name != PROSE and not _JUNK.fullmatch(path.name):
            shown = reading.shown(path)
            reading.problems.add(shown, None, f"an article outside {SOURCES}/", f"move it to {SOURCES}/")
    if (folder / SOURCES).is_symlink():
        _refuse_link(reading, reading.shown(folder / SOURCES))
    elif (folder / SOURCES).is_dir():
        for path, state in _entries(folder / SOURCES):
            if _is_article_file(reading, path, state):
                yield path


def _is_article_file(reading: _Reading, path: Path, state: os.stat_result) -> bool:
    shown, known = reading.shown(path), path.suffix.lower() in SUFFIXES
    if _JUNK.fullmatch(path.name):
        reading.notices.append(f"{shown}: is no article and is left aside")
    elif _UNPRINTABLE.search(path.name):
        reading.problems.add(shown, None, "its name holds unprintable characters", "rename the file")
    elif stat.S_ISLNK(state.st_mode):
        _refuse_link(reading, shown)
    elif stat.S_ISDIR(state.st_mode) and not known:
        reading.notices.append(f"{shown}/: folders in {SOURCES}/ are left aside")
    elif not stat.S_ISREG(state.st_mode):
        reading.problems.add(shown, None, "it is no regular file", "put the article's file in its place")
    elif not known:
        fact = f"{path.suffix or 'no ending'}: no kind of article"
        reading.problems.add(shown, None, fact, "save it as .txt, .md or .html")
    else:
        return True
    return False


def _refuse_link(reading: _Reading, shown: str) -> None:
    reading.problems.add(shown, None, "it is a symbolic link", "put the file or folder itself here")


def _titled(folder: str) -> str:
    words = " ".join(re.split(r"[-_\s]+", folder)).strip() or folder
    return words[:1].upper() + words[1:]
