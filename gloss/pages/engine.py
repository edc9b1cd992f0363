"""Which engine annotated the articles, and how well it did on texts kept out of its training."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from gloss.pages.lookup import Lookup
from gloss.pages.wording import percent

_NAMES = {
    "attribution_f": "Statements: source and content together, F1",
    "attribution_direct_f": "Direct quotations, F1",
    "attribution_mixed_f": "Partly quoted statements, F1",
    "attribution_indirect_f": "Reported statements, F1",
    "quoted_right": "Quoted passages credited to the right source",
    "quoted_wrong": "Quoted passages credited to a wrong source",
    "pronoun_accuracy": "Pronouns resolved to the right speaker",
    "ents_f": "Names of people, bodies and places, F1",
    "dep_uas": "Sentence structure, unlabelled attachment",
    "tag_acc": "Parts of speech",
    "sents_f": "Sentence ends, F1",
}


@dataclass(frozen=True, slots=True)
class Engine:
    """A pipeline, the articles it read, and its scores as percentages."""

    name: str
    version: str
    articles: tuple[str, ...]
    scores: tuple[tuple[str, str], ...]


def engine(lookup: Lookup) -> tuple[Engine, ...]:
    """The pipelines that read the articles of this site."""
    read: dict[tuple[str, str], list[str]] = {}
    for record in lookup.index.articles:
        if record.annotations.unread is not None:
            continue
        pipeline = record.annotations.pipeline
        read.setdefault((pipeline.name, pipeline.version), []).append(record.article.id)
    performance = _performance(lookup)
    return tuple(
        Engine(
            name,
            version,
            tuple(articles),
            _scores(performance) if version == performance.get("version") else (),
        )
        for (name, version), articles in sorted(read.items())
    )


def _performance(lookup: Lookup) -> dict[str, Any]:
    """The measured scores that ship with the pipeline; empty where it lies elsewhere."""
    project = lookup.project
    path = project.models / project.settings.pipeline / "meta.json"
    if not path.is_file():
        return {}
    meta = json.loads(path.read_text("utf-8"))
    return {**meta.get("performance", {}), "version": meta.get("version")}


def _scores(performance: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (label, percent(performance[name]))
        for name, label in _NAMES.items()
        if isinstance(performance.get(name), int | float)
    )
