"""What each part of the attribution brings: the shipped weights on PolNeAR dev with one part taken away."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from spacy.language import Language
from spacy.tokens import Doc

from gloss.annotate import quotes
from gloss.annotate.attribution import answers, beside, reader, rules
from gloss.annotate.attribution import component as attribution
from gloss.annotate.attribution.component import AttributionReader
from gloss.annotate.attribution.reader import Reader
from gloss.annotate.attribution.relations import relations
from gloss.annotate.doc import read_doc
from gloss.annotate.relation import Relation
from training.attribution.corpus import GoldDocument, read_split
from training.scripts.said import Run, Scores, can_score, scores

Change = Callable[[Reader], Reader]
COLUMNS = (
    "full F", "full F, direct", "full F, mixed", "full F, indirect", "content soft F",
    "source head, given content", "quoted passages right", "quoted passages wrong",
)  # fmt: skip


steps: Final = sys.modules[relations.__module__]
"""The module of that name: the package's own `relations` is the function."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part, and how it is taken away: names of functions put out of use, or other settings."""

    title: str
    functions: tuple[tuple[Any, str, Callable[..., Any]], ...] = ()
    change: Change = lambda reader: reader


def _nothing(page: Any, found: Any) -> list[Any]:
    return []


def _as_it_was(page: Any, found: Any) -> Any:
    return found


def _source_as_read(tokens: Any, source: Any, taken: Any) -> Any:
    return source


PARTS = (
    Part("everything, as shipped"),
    Part("without the rest of a noun to its source", ((reader, "_whole_noun", _source_as_read),)),
    Part("a source only where one is likelier than none", change=lambda r: replace(r, least_sourced=0.5)),
    Part("every cue likelier than not", change=lambda r: replace(r, least=0.5, least_quoted=0.5)),
    Part("without whole quotations", ((steps, "_snapped", _as_it_was),)),
    Part("without quotations signed with a dash", ((rules, "signed", _nothing),)),
    Part("without transcripts", ((rules, "labelled", _nothing),)),
    Part("without “he said:” before a paragraph", ((rules, "announced", _nothing),)),
    Part("without going on: “…,” he said. “…”", ((rules, "going_on", _as_it_was),)),
    Part("without who stands beside a cue", ((beside, "sourced", _as_it_was), (beside, "framed", _nothing))),
    Part("without denials that quote nothing", ((answers, "answered", _nothing),)),
    Part("a statement alone goes to who spoke before", ((rules, "standing_alone", _as_it_was),)),
)


def ablations(nlp: Language, data: Path, limit: int | None = None) -> dict[str, Scores]:
    """COLUMNS in per cent for each of PARTS; nothing where the data folder has no scorer."""
    if not can_score(data):
        return {}
    documents = list(read_split(data, "dev"))[:limit]
    docs = [read_doc(nlp, document.article) for document in documents]
    component: Any = nlp.get_pipe(attribution.FACTORY)
    empty = Run(data, "dev", documents, [])
    return {part.title: _without(part, component, empty, docs) for part in PARTS}


def _without(part: Part, component: AttributionReader, run: Run, docs: Sequence[Doc]) -> Scores:
    if component.reader is None:
        raise ValueError("the pipeline's attribution component has no weights")
    changed = AttributionReader(reader=part.change(component.reader))
    with ExitStack() as stack:
        for owner, name, instead in part.functions:
            stack.enter_context(patch.object(owner, name, instead))
        found = [_read(changed, d, doc) for d, doc in zip(run.documents, docs, strict=True)]
    every = scores(replace(run, found=found).scored(lambda a: True))
    return {column: every[column] for column in COLUMNS}


def _read(component: AttributionReader, document: GoldDocument, doc: Doc) -> tuple[Relation, ...]:
    article = document.article
    return relations(component(doc), quotes.regions(article.text, article.blocks))
