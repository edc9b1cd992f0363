"""All articles of a corpus linked into one index, with the editors' register and decisions on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gloss.link.actors import cast_of
from gloss.link.copied import borne_out
from gloss.link.decisions import Decisions, Rekind, read_decisions
from gloss.link.disputes import Disputes, with_acts
from gloss.link.figures import Figures, figures_of
from gloss.link.known import NOTHING, Known
from gloss.link.origins import Origins
from gloss.link.overlay import Overlay, block_at, block_kinds, with_block_kinds
from gloss.link.profiles import actors_of, first_persons, labels_of, mentions_of
from gloss.link.register import Register, read_register
from gloss.link.review import Review, accept
from gloss.link.scene import Scene
from gloss.link.shared import shared_text
from gloss.link.statements import statements_of
from gloss.link.summary import describe, summaries_of
from gloss.link.summary import summaries_of as summarised
from gloss.link.timeline import dates_of
from gloss.link.utterances import utterances_of
from gloss.link.withdrawal import Falling, withdrawals, without
from gloss.model import AnnotatedArticle, Briefing, FigureGroup, Index, IndexFigure, Statement

__all__ = [
    "Decisions",
    "Falling",
    "Known",
    "Register",
    "accept",
    "block_kinds",
    "describe",
    "link",
    "read_decisions",
    "read_register",
    "summarised",
    "with_block_kinds",
    "withdrawals",
    "without",
]

NO_REGISTER = Register()
NO_DECISIONS = Decisions()


def link(
    records: Sequence[AnnotatedArticle],
    register: Register = NO_REGISTER,
    decisions: Decisions = NO_DECISIONS,
    briefings: Sequence[Briefing] = (),
    known: Known = NOTHING,
) -> Index:
    """The index of the corpus: the same for the articles in any order, with ids that stay.

    `briefings` adds summaries of briefings without articles; `known` is what was found the last time,
    which changes the time it takes and nothing else. Raises EditorFileError where register
    or decisions name an actor that looks like a misspelt one; other decisions that match nothing are
    orphans in `Index.decisions`, contradictions among them warnings.
    """
    known.begin()
    records = sorted(records, key=lambda record: record.article.id)
    articles = {record.article.id: record.article for record in records}
    overlay = Overlay(decisions, articles)
    _check_blocks(overlay, records)
    cast = cast_of(records, register, overlay)
    cast.relations = known.same("relations", cast.relations)
    mentions = mentions_of(records, cast, known)
    statements, quoted = statements_of(records, cast, overlay, known)
    shared = shared_text(records, quoted, known)
    statements = borne_out(statements, shared)
    said = utterances_of(
        statements, quoted, articles, cast.relations, shared=shared, overlay=overlay, known=known
    )
    dates = dates_of(records, overlay)
    origins = Origins(articles, cast.relations, shared)
    figures, groups = _figures(records, said.statements, origins, overlay, known)
    mentions = first_persons(mentions, said.statements, articles, known)
    scene = Scene(records, said.statements, mentions, cast.relations.places, known)
    argued = Disputes(scene, cast.relations, {a: g.name for a, g in cast.groups.items()}, overlay)
    disputes = argued.run(dates, known)
    acting = with_acts(said.statements, argued.acts)
    actors = actors_of(cast, articles, mentions, acting)
    index = Index(
        articles=tuple(records),
        actors=actors,
        mentions=mentions,
        statements=acting,
        quoted=said.quoted,
        utterances=said.utterances,
        figures=figures,
        figure_groups=groups,
        shared_text=shared,
        caveats=scene.caveats(),
        disputes=disputes,
        dates=dates,
        labels=labels_of(actors, mentions, articles, known),
        decisions=overlay.states(),
        review=Review(articles, said, cast, actors, scene).items(),
        warnings=tuple(overlay.warnings),
    )
    return replace(index, summaries=summaries_of(index, briefings))


def _figures(
    records: Sequence[AnnotatedArticle],
    statements: Sequence[Statement],
    origins: Origins,
    overlay: Overlay,
    known: Known,
) -> tuple[tuple[IndexFigure, ...], tuple[FigureGroup, ...]]:
    articles = {record.article.id: record.article for record in records}
    found = figures_of(records, statements, overlay, known)
    return Figures(found, articles, statements, origins, overlay).run()


def _check_blocks(overlay: Overlay, records: Sequence[AnnotatedArticle]) -> None:
    """Notes block decisions that lie in no block; what they change was changed before annotation."""
    blocks = {record.article.id: record.article.blocks for record in records}
    for decision, what, span in overlay.placed(Rekind):
        if block_at(blocks[what.article], span) is None:
            overlay.orphan(decision, "its words lie in no single paragraph")
