"""What the live preview keeps between builds, so that an edit costs what it changes.

Nothing here is trusted by name or time: articles are known by their bytes, annotations by the
article they were made for, the index by all that linking takes. With or without a memory a build
gives the same bytes; a test holds the two side by side over random edits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from gloss.link import Decisions, Known, Register, link, summarised
from gloss.model import AnnotatedArticle, Article, Briefing, Index
from gloss.pages.traces import Made
from gloss.publish.record import hashes
from gloss.settings import Project, Settings
from gloss.sources import read_article

Annotate = Callable[[Sequence[Article]], tuple[AnnotatedArticle, ...]]


@dataclass(slots=True)
class Memory:
    """Articles by file and bytes, their annotations, and the last index with what it was made from."""

    _program: object = None
    _articles: dict[object, Article] = field(default_factory=dict)
    _asked: dict[object, Article] = field(default_factory=dict)
    _records: dict[int, AnnotatedArticle] = field(default_factory=dict)
    _index: tuple[tuple[AnnotatedArticle, ...], Register, Decisions, Index] | None = None
    _known: Known = field(default_factory=Known)
    _made: Made = field(default_factory=Made)

    def begin(self, program: object) -> None:
        """Start a build; whatever another `program` (code, pipeline, settings) found is forgotten."""
        if program != self._program:
            self._program, self._articles, self._asked = program, {}, {}
            self._records, self._index, self._known = {}, None, Known()
        self._articles, self._asked = self._articles | self._asked, {}

    def read(self, path: Path, settings: Settings, **place: Any) -> Article:
        """The article in the file, as `read_article` gives it; from before where not a byte changed."""
        try:
            content = hashlib.sha256(path.read_bytes()).digest()
        except OSError:
            return read_article(path, settings, **place)  # it says what is wrong with the file
        key = path, content, settings, tuple(sorted(place.items()))
        found = self._articles.get(key) or read_article(path, settings, **place)
        self._asked[key] = found
        return found

    def annotated(self, articles: Sequence[Article], annotate: Annotate) -> tuple[AnnotatedArticle, ...]:
        """The articles with their annotations; `annotate` is asked for those that are not known."""
        self._articles = {}
        fresh = [article for article in articles if id(article) not in self._records]
        made = dict(zip(map(id, fresh), annotate(fresh), strict=True))
        known = self._records | made
        # A record holds its article, so that no other object can get the article's id.
        self._records = {id(article): known[id(article)] for article in articles}
        return tuple(self._records.values())

    def index(
        self,
        records: tuple[AnnotatedArticle, ...],
        register: Register,
        decisions: Decisions,
        briefings: Sequence[Briefing],
    ) -> Index:
        """The linked index; where only the editors' prose changed, the last one with new summaries."""
        last = self._index
        if last is not None and _same(last[0], records) and last[1:3] == (register, decisions):
            return replace(last[3], summaries=summarised(last[3], briefings))
        index = link(records, register, decisions, briefings, self._known)
        self._index = records, register, decisions, index
        return index

    def pages(self, project: Project) -> Made:
        """The pages of earlier builds, as far as templates, settings and code are what they were."""
        templates = [hashes(folder) for folder in project.template_folders]
        self._made.begin((self._program, templates))
        return self._made


def _same(one: Sequence[object], other: Sequence[object]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))
