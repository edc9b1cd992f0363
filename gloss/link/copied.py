"""What two articles that print the same text say of one statement: each reading bears out the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from gloss.link.statements import by_article
from gloss.model import Passage, SharedText, Statement

Printings = Mapping[str, Sequence[tuple[Passage, Passage]]]


def borne_out(statements: Sequence[Statement], shared: Sequence[SharedText]) -> list[Statement]:
    """The statements in their order; a proposed speaker is shown where copied text shows the same one.

    That is a statement with the same verb in the other printing of the passage, credited to the actor
    that was proposed here.
    """
    there = printings(shared)
    here = by_article(s for s in statements if s.speaker and s.cue_lemma)
    return [_with_speaker(s, there, here) for s in statements]


def printings(shared: Sequence[SharedText]) -> Printings:
    """The passages of each article, each with its other printing."""
    found: dict[str, list[tuple[Passage, Passage]]] = defaultdict(list)
    for text in shared:
        found[text.a.article].append((text.a, text.b))
        found[text.b.article].append((text.b, text.a))
    return found


def alike(
    said: Statement, speaker: str, there: Printings, here: Mapping[str, Sequence[Statement]]
) -> Iterator[Statement]:
    """The speaker's statements with the same verb in other printings of the passage `said` stands in."""
    for one, copy in there.get(said.article, ()):
        if _stands_in(said, one):
            for other in here.get(copy.article, ()):
                if (other.speaker, other.cue_lemma) == (speaker, said.cue_lemma) and _stands_in(other, copy):
                    yield other


def _with_speaker(said: Statement, there: Printings, here: Mapping[str, Sequence[Statement]]) -> Statement:
    if said.proposal is None or said.basis != "unsure" or not said.cue_lemma:
        return said
    model = next(alike(said, said.proposal.actor, there, here), None)
    if model is None:
        return said
    return replace(said, speaker=model.speaker, basis="repeat", score=model.score, proposal=None)


def _stands_in(said: Statement, passage: Passage) -> bool:
    return passage.article == said.article and any(c.overlaps(passage.span) for c in said.content)
