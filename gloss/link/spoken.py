"""What an article's actors are quoted with, as evidence that two articles mean the same person."""

from __future__ import annotations

from collections.abc import Sequence

from gloss.link.nodes import LocalId, Node
from gloss.link.words import words_of
from gloss.model import AnnotatedArticle

_RUN = 5


class Spoken:
    """Runs of five quoted words by actor, read only for the actors that are asked for."""

    def __init__(self, records: Sequence[AnnotatedArticle]) -> None:
        self._records = {record.article.id: record for record in records}
        self._runs: dict[LocalId, frozenset[tuple[str, ...]]] = {}

    def agree(self, one: Node, other: Node) -> bool:
        """Whether both are credited with the same run of quoted words."""
        return not self._of(one.id).isdisjoint(self._of(other.id))

    def _of(self, node: LocalId) -> frozenset[tuple[str, ...]]:
        if node not in self._runs:
            self._runs[node] = frozenset(self._read(*node))
        return self._runs[node]

    def _read(self, article: str, actor: str) -> set[tuple[str, ...]]:
        record = self._records[article]
        found: set[tuple[str, ...]] = set()
        said = [a.speaker for a in record.annotations.attributions]
        for string in record.annotations.quoted:
            if string.attribution is not None and said[string.attribution] == actor:
                norms = words_of(record.article.text, string.span).norms
                found.update(norms[n : n + _RUN] for n in range(len(norms) - _RUN + 1))
        return found
