"""Decisions laid over the articles: where each holds, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from gloss.link.decisions import Anchored, Decision, Decisions, Rekind
from gloss.link.strict import nearest
from gloss.model import Article, Block, BlockKind, DecisionState, TextSpan
from gloss.selectors import anchors

D = TypeVar("D", bound=Anchored)


class Overlay:
    """The decisions of one run: places of the anchored ones, and a note of what each did.

    Every decision starts as applied where its words stand once, as an orphan where they do not;
    a stage that finds nothing to apply one to says so with `orphan`.
    """

    def __init__(self, decisions: Decisions, articles: Mapping[str, Article]) -> None:
        self._decisions = decisions
        self._places: dict[str, TextSpan] = {}
        self._orphans: dict[str, str] = {}
        self.warnings: list[str] = []
        for decision in decisions.entries:
            if isinstance(decision.what, Anchored):
                self._place(decision, decision.what, articles)

    def _place(self, decision: Decision, what: Anchored, articles: Mapping[str, Article]) -> None:
        article = articles.get(what.article)
        if article is None:
            self.orphan(decision, f"there is no article {what.article!r}; {nearest(what.article, articles)}")
            return
        found = anchors(article.text, what.selector)
        if len(found) == 1:
            self._places[decision.id] = found[0]
        elif found:
            self.orphan(
                decision, f"its words stand {len(found)} times in {what.article}; add prefix or suffix"
            )
        else:
            self.orphan(
                decision, f"its words do not stand in {what.article} as written; correct or remove it"
            )

    def placed(self, kind: type[D]) -> Iterator[tuple[Decision, D, TextSpan]]:
        """Decisions of this kind whose words stand, in file order, with the range of the words."""
        for decision in self._decisions.entries:
            if isinstance(decision.what, kind) and decision.id in self._places:
                yield decision, decision.what, self._places[decision.id]

    @property
    def path(self) -> str:
        return self._decisions.path

    def entries(self) -> tuple[Decision, ...]:
        return self._decisions.entries

    def orphan(self, decision: Decision, message: str) -> None:
        self._orphans.setdefault(decision.id, message)

    def is_orphan(self, decision: Decision) -> bool:
        return decision.id in self._orphans

    def warn(self, decision: Decision, message: str) -> None:
        self.warnings.append(f"{self._decisions.path}:{decision.line}: {message}")

    def states(self) -> tuple[DecisionState, ...]:
        """What became of every entry, in file order."""
        return tuple(
            DecisionState(
                d.id,
                d.line,
                d.text,
                "orphan" if d.id in self._orphans else "applied",
                self._orphans.get(d.id, ""),
            )
            for d in self._decisions.entries
        )


def block_kinds(decisions: Decisions, article: Article) -> tuple[tuple[int, BlockKind], ...]:
    """The kinds editors gave to blocks of this article, as (block number from 1, kind).

    For the step before annotation. A decision whose words are gone, ambiguous or in no block gives
    nothing here; linking reports it as an orphan.
    """
    overlay = Overlay(decisions, {article.id: article})
    found: dict[int, BlockKind] = {}
    for _, what, span in overlay.placed(Rekind):
        number = block_at(article.blocks, span)
        if number is not None:
            found[number] = what.block
    return tuple(sorted(found.items()))


def with_block_kinds(decisions: Decisions, article: Article) -> Article:
    """The article with its blocks as the editors decided; the same article where they did not."""
    changes = dict(block_kinds(decisions, article))
    if not changes:
        return article
    blocks = (replace(b, kind=changes.get(n, b.kind)) for n, b in enumerate(article.blocks, start=1))
    return replace(article, blocks=tuple(blocks))


def block_at(blocks: Iterable[Block], span: TextSpan) -> int | None:
    """Number (from 1) of the block that holds the whole span, None where none does."""
    return next((n for n, block in enumerate(blocks, start=1) if block.span.contains(span)), None)
