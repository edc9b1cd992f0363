"""What falls if one article is withdrawn."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gloss.link.copied import alike, printings
from gloss.link.statements import by_article
from gloss.model import Dispute, Index, Statement


@dataclass(frozen=True, slots=True)
class Falling:
    """Ids of what rests on one article alone.

    `statements` are its own; `speakers` statements elsewhere whose speaker is known only from a printing
    in it; `groups` figure groups left with one figure or none; `disputes` lose every claim, every denial or
    every accusation by its verb, which the others are claims of.
    """

    statements: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()
    utterances: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[str, ...]:
        """All of them, in order of kind and place."""
        own = (*self.statements, *self.strings, *self.utterances, *self.speakers)
        return tuple(dict.fromkeys((*own, *self.groups, *self.disputes, *self.caveats)))


def without(index: Index, article: str) -> tuple[str, ...]:
    """Ids of the items that would not stand without `article`; an unknown article gives none."""
    return withdrawals(index).get(article, Falling()).items


def withdrawals(index: Index) -> Mapping[str, Falling]:
    """What falls with each article, in time that grows with the index."""
    statements = {s.id: s for s in index.statements}
    kinds = {
        "statements": [(s.article, s.id) for s in index.statements],
        "strings": [(q.article, q.id) for q in index.quoted],
        "utterances": list(_in_one_article(index)),
        "speakers": [*_quoted_alike(index, statements), *_copied(index)],
        "groups": list(_groups(index)),
        "disputes": [pair for d in index.disputes for pair in _sides(d, statements)],
        "caveats": [(c.article, c.id) for c in index.caveats],
    }
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for kind, pairs in kinds.items():
        for article, item in pairs:
            found[article][kind].append(item)
    return {
        article: Falling(**{kind: tuple(dict.fromkeys(ids)) for kind, ids in here.items()})
        for article, here in found.items()
    }


def _in_one_article(index: Index) -> Iterator[tuple[str, str]]:
    home = {q.id: q.article for q in index.quoted}
    for utterance in index.utterances:
        articles = {home[q] for q in utterance.quoted}
        if len(articles) == 1:
            yield articles.pop(), utterance.id


def _quoted_alike(index: Index, statements: Mapping[str, Statement]) -> Iterator[tuple[str, str]]:
    """Statements whose speaker is known from the only article that credits the words by itself."""
    of_string = {q.id: statements[q.attribution] for q in index.quoted if q.attribution}
    for utterance in index.utterances:
        said = [of_string[q] for q in utterance.quoted if q in of_string]
        firm = {s.article for s in said if s.speaker and s.basis != "repeat"}
        if len(firm) == 1:
            (article,) = firm
            yield from ((article, s.id) for s in said if s.basis == "repeat" and s.article != article)


def _copied(index: Index) -> Iterator[tuple[str, str]]:
    """Statements whose speaker is borne out by copied text in one article alone."""
    there, here = printings(index.shared_text), by_article(index.statements)
    for said in index.statements:
        if said.basis == "repeat" and said.speaker and said.cue_lemma:
            models = {
                s.article
                for s in alike(said, said.speaker, there, here)
                if s.basis not in ("repeat", "unsure")
            }
            if len(models) == 1:
                yield models.pop(), said.id


def _groups(index: Index) -> Iterator[tuple[str, str]]:
    home = {f.id: f.article for f in index.figures}
    for group in index.figure_groups:
        for article, here in Counter(home[f] for f in group.figures).items():
            left = len(group.figures) - here
            if not left or (left == 1 and not group.computed):
                yield article, group.id


def _sides(dispute: Dispute, statements: Mapping[str, Statement]) -> Iterator[tuple[str, str]]:
    accusing = tuple(s for s in dispute.claims if statements[s].act == "accusation")
    for side in (dispute.claims, dispute.denials, accusing):
        articles = {statements[s].article for s in side}
        if len(articles) == 1:
            yield articles.pop(), dispute.id
