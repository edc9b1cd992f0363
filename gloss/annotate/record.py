"""Annotations as JSON: the record that is cached, and the object `annotate` prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gloss.model import (
    Actor,
    Annotations,
    Article,
    Attribution,
    DateMention,
    Figure,
    Index,
    LinkedMention,
    Mention,
    PipelineInfo,
    Spans,
    Statement,
)

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SCHEMA = 1
"""Number of the record's form; raised when old records can no longer be read."""

Json = dict[str, Any]


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Annotations]:
    from pydantic import TypeAdapter

    return TypeAdapter(Annotations)


def to_json(annotations: Annotations) -> bytes:
    """One line of JSON that `from_json` turns back into the very same value."""
    return _adapter().dump_json(annotations)


def from_json(record: bytes) -> Annotations:
    """The value `to_json` was given; raises ValueError on anything else."""
    return _adapter().validate_json(record, strict=True)


def contract_record(article: Article, annotations: Annotations) -> Json:
    """The contract's object for one article by itself: actor ids are local to the article."""
    actors = [_actor(a.id, a.name, a.type, (t.text for t in a.titles)) for a in annotations.actors]
    return _record(
        article,
        annotations.pipeline,
        annotations.unread,
        mentions=[_mention(m) for m in annotations.mentions],
        actors=actors,
        attributions=[_attribution(a) for a in annotations.attributions],
        figures=[_figure(f) for f in annotations.figures],
        dates=[_date(d) for d in annotations.dates],
    )


def contract_records(index: Index) -> dict[str, Json]:
    """The contract's objects of all articles of `index`, by article id; actor ids are the index's."""
    mentions = _grouped((m.article, _mention(m)) for m in index.mentions)
    statements = _grouped((s.article, _attribution(s)) for s in index.statements)
    figures = _grouped((f.article, _figure(f.figure)) for f in index.figures)
    dates = _grouped((d.article, _date(d.date)) for d in index.dates)
    actors = _grouped((article, _linked_actor(a, article)) for a in index.actors for article in a.articles)
    return {
        record.article.id: _record(
            record.article,
            record.annotations.pipeline,
            record.annotations.unread,
            mentions=mentions.get(record.article.id, []),
            actors=actors.get(record.article.id, []),
            attributions=statements.get(record.article.id, []),
            figures=figures.get(record.article.id, []),
            dates=dates.get(record.article.id, []),
        )
        for record in index.articles
    }


def _record(article: Article, pipeline: PipelineInfo, unread: str | None, **found: list[Json]) -> Json:
    record: Json = {
        "article": article.id,
        "path": article.path,
        "sha256": article.sha256,
        "text_sha256": article.text_sha256,
        "pipeline": {"name": pipeline.name, "version": pipeline.version},
        "text_length": len(article.text),
        **found,
    }
    if unread is not None:
        record["unread"] = unread
    return record


def _grouped(items: Iterable[tuple[str, Json]]) -> Mapping[str, list[Json]]:
    groups: dict[str, list[Json]] = {}
    for article, item in items:
        groups.setdefault(article, []).append(item)
    return groups


def _mention(mention: Mention | LinkedMention) -> Json:
    span = [mention.span.start, mention.span.end]
    return {"span": span, "label": mention.label, "form": mention.form, "actor": mention.actor}


def _linked_actor(actor: Actor, article: str) -> Json:
    titles = (t.text for t in actor.titles if t.article == article)
    return _actor(actor.id, actor.name, actor.type, titles)


def _actor(id_: str, name: str, type_: str, titles: Iterable[str]) -> Json:
    return {"id": id_, "name": name, "type": type_, "titles": list(dict.fromkeys(titles))}


def _attribution(found: Attribution | Statement) -> Json:
    proposal = found.proposal
    return {
        "kind": found.kind,
        "source": _spans(found.source),
        "cue": _spans(found.cue),
        "content": _spans(found.content),
        "speaker": found.speaker,
        "basis": found.basis,
        "score": round(found.score, 2),
        "proposal": proposal and {"actor": proposal.actor, "score": round(proposal.score, 2)},
    }


def _figure(figure: Figure) -> Json:
    return {
        "span": [figure.span.start, figure.span.end],
        "value": None if figure.value is None else format(figure.value, "f"),
        "bound": figure.bound,
        "unit": figure.unit,
        "per": figure.per,
        "period": figure.period,
        "hedge": figure.hedge,
    }


def _date(date: DateMention) -> Json:
    span = [date.span.start, date.span.end]
    return {"span": span, "value": date.value, "granularity": date.granularity, "basis": date.basis}


def _spans(spans: Spans | None) -> list[list[int]] | None:
    return None if spans is None else [[s.start, s.end] for s in spans]
