"""Ids that stay the same on every build: addresses of actors, anchors of everything else."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from gloss.model import Article, TextSpan

_UNSAFE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|index|404|search|assets|pagefind)\Z")
_MAX_SLUG = 80


def digest(parts: Iterable[object], length: int = 10) -> str:
    """The first hex digits of a hash over the parts, in order."""
    joined = "\x1f".join(map(str, parts))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def slug(name: str) -> str:
    """An ASCII address for a name: lower case, hyphens, at most 80 characters, no reserved word.

    A name that has no ASCII letters gets a hash of itself, and a name that had to be cut or that is
    a reserved word gets one added, so that no two names share an address by accident of cutting.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['.]", "", plain)).strip("-")
    if not made:
        return "x-" + digest([name], 8)
    if len(made) > _MAX_SLUG or _UNSAFE.match(made):
        return made[: _MAX_SLUG - 9].rstrip("-") + "-" + digest([name], 8)
    return made


class ItemIds:
    """Ids of the items of one article: a letter of their kind and ten hex digits of a hash.

    The hash is over article id, exact words and which occurrence of these words in the article it
    is. Two items of one kind on the very same words differ by `tell`, what else is known of them.
    """

    def __init__(self, article: Article) -> None:
        self._article = article
        self._given: set[str] = set()
        self._counted: dict[tuple[str, str], tuple[int, int, int]] = {}

    def give(self, kind: str, spans: Sequence[TextSpan], *tell: object) -> str:
        words = [self._article.words_at(span) for span in spans]
        before = self._before(kind, words[0], spans[0].start) if words and words[0] else 0
        made = kind + digest([self._article.id, *words, before])
        more = 0
        while made in self._given:
            more += 1
            made = kind + digest([self._article.id, *words, before, *tell, more])
        self._given.add(made)
        return made

    def _before(self, kind: str, words: str, start: int) -> int:
        """How often `words` stand before `start`, as `str.count` counts.

        Items come in text order, and counting goes on where it stood: a long article may say the same
        words thousands of times.
        """
        text, size = self._article.text, len(words)
        asked, at, count = self._counted.get((kind, words), (0, 0, 0))
        if start < asked:
            at = count = 0
        while (found := text.find(words, at, start)) >= 0:
            at, count = found + size, count + 1
        # What lies between holds none of them but for one that may begin shortly before.
        self._counted[kind, words] = start, max(at, start - size + 1), count
        return count


def again(kind: str, item: str) -> str:
    """The id of a `kind` that is named after another item: the same digits under its own letter."""
    return kind + item[1:]
