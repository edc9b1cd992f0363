"""What two articles that print the same text say of one statement: each reading bears out the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from gloss.link.statements import by_article
from gloss.model import Passage, SharedText, Statement


def borne_out(statements: Sequence[Statement], shared: Sequence[SharedText]) -> list[Statement]:
    """The statements in their order; a proposed speaker is shown where copied text shows the same one.

    That is a statement with the same verb in the other printing of the passage, credited to the actor
    that was proposed here.
    """
    there = _printings(shared)
    here = {a: [s for s in said if s.speaker and s.cue_lemma] for a, said in by_article(statements).items()}
    return [_with_speaker(s, there, here) for s in statements]


def _printings(shared: Sequence[SharedText]) -> dict[str, list[tuple[Passage, Passage]]]:
    """The passages of each article, each with its other printing."""
    found: dict[str, list[tuple[Passage, Passage]]] = defaultdict(list)
    for text in shared:
        found[text.a.article].append((text.a, text.b))
        found[text.b.article].append((text.b, text.a))
    return found


def _with_speaker(
    said: Statement,
    there: Mapping[str, Sequence[tuple[Passage, Passage]]],
    here: Mapping[str, Sequence[Statement]],
) -> Statement:
    if said.proposal is None or said.basis != "unsure" or not said.cue_lemma:
        return said
    others = (
        other
        for one, copy in there.get(said.article, ())
        if _stands_in(said, one)
        for other in here.get(copy.article, ())
        if _stands_in(other, copy)
    )
    model = next(_same(said, others), None)
    if model is None:
        return said
    return replace(said, speaker=model.speaker, basis="repeat", score=model.score, proposal=None)


def _same(said: Statement, others: Iterator[Statement]) -> Iterator[Statement]:
    for other in others:
        if other.cue_lemma == said.cue_lemma and said.proposal and other.speaker == said.proposal.actor:
            yield other


def _stands_in(said: Statement, passage: Passage) -> bool:
    return passage.article == said.article and any(c.overlaps(passage.span) for c in said.content)
