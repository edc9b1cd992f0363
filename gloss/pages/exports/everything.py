"""`index.json` as in the contract, and its schema.

Words of an article appear only where rights grant them; spans always do. Order is that of the
index, so the same index gives the same bytes.
"""

from __future__ import annotations

import json
from decimal import Decimal
from importlib import resources

from gloss.model import (
    Actor,
    Article,
    Computed,
    Dispute,
    FigureGroup,
    IndexDate,
    IndexFigure,
    Passage,
    QuotedString,
    SharedText,
    Spans,
    Statement,
    TextSpan,
    Utterance,
)
from gloss.pages.desk import Desk
from gloss.pages.exports.writing import Json, lines, words_granted
from gloss.pages.rights import clipped

SCHEMA = "index.schema.json"


def schema() -> str:
    """The JSON Schema of `index.json`."""
    return resources.files("gloss.pages").joinpath("data", SCHEMA).read_text("utf-8")


def index_json(desk: Desk) -> str:
    """`data/index.json`; addresses are relative to the site's root."""
    parts = (f"\n{json.dumps(name)}: {lines(items)}" for name, items in tables(desk).items())
    return "{" + ",".join(parts) + "\n}\n"


def tables(desk: Desk) -> dict[str, list[Json]]:
    """All lists of the data under their names; the items of a list have the same fields."""
    index, corpus = desk.lookup.index, desk.lookup.corpus
    return {
        "articles": [_article(desk, a) for a in corpus.articles],
        "actors": [_actor(desk, a) for a in index.actors],
        "attributions": [_statement(desk, s) for s in index.statements],
        "quoted": [_quoted(desk, q) for q in index.quoted],
        "utterances": [_utterance(desk, u) for u in index.utterances],
        "figures": [_figure(f) for f in index.figures],
        "figure_groups": [_group(desk, g) for g in index.figure_groups],
        "shared_text": [_shared(s) for s in index.shared_text],
        "disputes": [_dispute(desk, d) for d in index.disputes],
        "dates": [_date(d) for d in index.dates],
        "decisions": [{"id": d.id, "state": d.state} for d in index.decisions],
    }


def _span(span: TextSpan) -> list[int]:
    return [span.start, span.end]


def _spans(spans: Spans | None) -> list[list[int]] | None:
    return [_span(s) for s in spans] if spans is not None else None


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _article(desk: Desk, article: Article) -> Json:
    grant = desk.grants[article.id]
    return {
        "id": article.id,
        "briefing": article.briefing,
        "title": article.headline,
        "publisher": article.publisher,
        "published": article.published,
        "rights": article.rights,
        "sha256": article.sha256,
        "text_sha256": article.text_sha256,
        "url": article.url if desk.outside(article.url) else None,
        "page": str(desk.at.article(article.id)),
        "words": grant.words,
        "words_published": grant.published,
    }


def _actor(desk: Desk, actor: Actor) -> Json:
    titles = [
        {"text": desk.fact(t.article, t.span), "article": t.article}
        for t in actor.titles
        if desk.grants[t.article].short(t.span)
    ]
    counts = actor.counts
    return {
        "id": actor.id,
        "name": actor.name,
        "type": actor.type,
        "aliases": [{"text": a.text, "counts": dict(a.counts)} for a in actor.aliases],
        "titles": titles,
        "part_of": actor.part_of,
        "url": str(desk.at.actor(actor.id)),
        "counts": {
            "direct": counts.direct,
            "mixed": counts.mixed,
            "indirect": counts.indirect,
            "mentions": counts.mentions,
        },
    }


def _statement(desk: Desk, statement: Statement) -> Json:
    return {
        "id": statement.id,
        "article": statement.article,
        "kind": statement.kind,
        "source": _spans(statement.source),
        "cue": _spans(statement.cue),
        "content": _spans(statement.content),
        "content_text": [words_granted(desk, statement.article, s) for s in statement.content],
        "speaker": statement.speaker,
        "basis": statement.basis,
        "score": round(statement.score, 2),
        "act": statement.act,
        "utterance": statement.utterance,
        "url": str(desk.at.statement(statement)),
    }


def _quoted(desk: Desk, quoted: QuotedString) -> Json:
    return {
        "id": quoted.id,
        "article": quoted.article,
        "span": _span(quoted.span),
        "text": words_granted(desk, quoted.article, quoted.span),
        "term": quoted.term,
        "attribution": quoted.attribution,
        "utterance": quoted.utterance,
        "url": str(desk.at.quoted(quoted)),
    }


def _utterance(desk: Desk, utterance: Utterance) -> Json:
    return {
        "id": utterance.id,
        "speaker": utterance.speaker,
        "quoted": list(utterance.quoted),
        "fullest": utterance.fullest,
        "url": str(desk.at.utterance(utterance)),
    }


def _figure(found: IndexFigure) -> Json:
    figure = found.figure
    return {
        "id": found.id,
        "article": found.article,
        "span": _span(figure.span),
        "value": _decimal(figure.value),
        "bound": figure.bound,
        "unit": figure.unit,
        "per": figure.per,
        "period": figure.period,
        "hedge": figure.hedge,
        "origin": found.origin,
        "group": found.group,
    }


def _group(desk: Desk, group: FigureGroup) -> Json:
    articles = [desk.lookup.figures[f].article for f in group.figures]
    briefing = desk.lookup.articles[articles[0]].briefing
    return {
        "id": group.id,
        "label": clipped(group.label),
        "figures": list(group.figures),
        "outlets": group.outlets,
        "origins": list(group.origins),
        "corroborating": group.corroborating,
        "computed": [_computed(c) for c in group.computed],
        "refusals": list(group.refusals),
        "url": str(desk.at.briefing(briefing, "figures", group.id)),
    }


def _computed(computed: Computed) -> Json:
    return {
        "value": _decimal(computed.value),
        "unit": computed.unit,
        "per": computed.per,
        "from": computed.figure,
        "bound": computed.bound,
        "hedge": computed.hedge,
        "method": computed.method,
    }


def _shared(shared: SharedText) -> Json:
    def passage(at: Passage) -> Json:
        return {"article": at.article, "span": _span(at.span)}

    return {
        "id": shared.id,
        "a": passage(shared.a),
        "b": passage(shared.b),
        "likeness": round(shared.likeness, 2),
        "earlier": shared.earlier,
    }


def _dispute(desk: Desk, dispute: Dispute) -> Json:
    briefing = desk.lookup.articles[dispute.coverage[0].article].briefing if dispute.coverage else ""
    return {
        "id": dispute.id,
        "label": clipped(dispute.label),
        "claims": list(dispute.claims),
        "denials": list(dispute.denials),
        "denial_events": dispute.denial_events,
        "articles": {
            c.article: {"claim": c.claim, "denial": c.denial, "caveat": c.caveat} for c in dispute.coverage
        },
        "url": str(desk.at.briefing(briefing, "figures", dispute.id)) if briefing else "",
    }


def _date(found: IndexDate) -> Json:
    return {
        "id": found.id,
        "article": found.article,
        "span": _span(found.date.span),
        "value": found.date.value,
        "granularity": found.date.granularity,
        "basis": found.date.basis,
    }
