"""One article to its Annotations: the steps in order, nothing else."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from itertools import accumulate
from typing import TYPE_CHECKING

from gloss.annotate import dates, figures, quotes
from gloss.annotate.actors.resolve import resolve
from gloss.annotate.attribution import relations
from gloss.annotate.doc import OWN_COMPONENTS, read_doc
from gloss.annotate.language import unread_reason
from gloss.annotate.relation import QuoteRegion
from gloss.model import (
    Annotations,
    Article,
    ArticleActor,
    Attribution,
    Mention,
    PipelineInfo,
    Quoted,
    Spans,
    TextSpan,
)
from gloss.sources.datelines import lead_end

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def annotate(article: Article, nlp: Language, threshold: float, languages: tuple[str, ...]) -> Annotations:
    """Everything found in `article`, in text order, from its own text and date alone.

    A speaker whose score is below `threshold` is proposed, not shown. An article in a language not
    among `languages` comes back empty, with the reason in `unread`. What stands in page furniture
    ("Related news") is left out, and no actor is taken from the dateline.
    """
    pipeline = PipelineInfo(f"{nlp.lang}_{nlp.meta['name']}", str(nlp.meta["version"]))
    unread = unread_reason(article, languages)
    if unread is not None:
        return Annotations(article.text_sha256, pipeline, unread=unread)
    doc = whole_doc(nlp, article)
    regions = quotes.regions(article.text, article.blocks)
    found = relations(doc, regions)
    placed = dateline(article)
    resolved = resolve(doc, found, regions, placed, threshold=threshold)
    days = dates.dates(doc, article)
    hidden = tuple(b.span for b in article.blocks if b.kind == "furniture")
    attributions = tuple(a for a in resolved.attributions if not _within(hidden, a.content[0]))
    nameless = hidden + placed
    mentions = tuple(m for m in resolved.mentions if not _within(nameless, m.span))
    shown = tuple(r for r in regions if not _within(hidden, r.outer))
    return Annotations(
        text_sha256=article.text_sha256,
        pipeline=pipeline,
        sentences=sentences(doc),
        mentions=mentions,
        actors=_present(resolved.actors, mentions, attributions) if nameless else resolved.actors,
        attributions=attributions,
        quoted=quoted(shown, attributions, {r.outer for r in shown if quotes.is_so_called(article.text, r)}),
        figures=tuple(f for f in figures.figures(doc, days) if not _within(hidden, f.span)),
        dates=tuple(d for d in days if not _within(hidden, d.span)),
    )


def whole_doc(nlp: Language, article: Article) -> Doc:
    """`read_doc`, then the components that want the whole article at once."""
    doc = read_doc(nlp, article)
    for name in nlp.pipe_names:
        if name.startswith(OWN_COMPONENTS):
            doc = nlp.get_pipe(name)(doc)
    return doc


def dateline(article: Article) -> Spans:
    """Where the article prints its dateline, agency and all: a place of writing, nobody who acts."""
    if not article.dateline:
        return ()
    words = re.compile(r"\s+".join(map(re.escape, article.dateline.split())))
    for block in article.blocks:
        found = words.search(article.text, block.span.start, block.span.end)
        if found and (block.kind == "dateline" or found.start() == block.span.start):
            end = block.span.start + lead_end(article.words_at(block.span))
            return (TextSpan(found.start(), max(end, found.end())),)
    return ()


def sentences(doc: Doc) -> Spans:
    """Spans of the sentences without the white space around them."""
    found = []
    for sentence in doc.sents:
        text = sentence.text
        start = sentence.start_char + len(text) - len(text.lstrip())
        end = sentence.start_char + len(text.rstrip())
        if start < end:
            found.append(TextSpan(start, end))
    return tuple(found)


def quoted(
    regions: tuple[QuoteRegion, ...],
    attributions: tuple[Attribution, ...],
    terms: Set[TextSpan] = frozenset(),
) -> tuple[Quoted, ...]:
    """One entry per region, with the attribution that holds most of it; a region in none is a term.

    So is one whose `outer` is among `terms`, whoever's sentence it stands in.
    """
    found = []
    contents = _Ordered((span, n) for n, a in enumerate(attributions) for span in a.content)
    for region in regions:
        shares: Counter[int] = Counter()
        for span, number in contents.touching(region.inner):
            shares[number] += min(span.end, region.inner.end) - max(span.start, region.inner.start)
        most, number = max(((share, -n) for n, share in shares.items()), default=(0, 0))
        held = most * 2 >= region.inner.end - region.inner.start and most > 0 and region.outer not in terms
        found.append(Quoted(region.inner, region.outer, -number if held else None, term=not held))
    return tuple(found)


class _Ordered:
    """Numbered spans found by place: a long article has thousands, and asks thousands of times."""

    def __init__(self, spans: Iterable[tuple[TextSpan, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span, _ in self._spans]
        # an earlier span may end behind a later one, so the ends are searched by the farthest so far
        self._ends = list(accumulate((span.end for span, _ in self._spans), max))

    def touching(self, span: TextSpan) -> Iterator[tuple[TextSpan, int]]:
        """The spans that share a character with `span`, in text order."""
        low, high = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        return (pair for pair in self._spans[low:high] if pair[0].overlaps(span))


def _present(
    actors: tuple[ArticleActor, ...], mentions: tuple[Mention, ...], attributions: tuple[Attribution, ...]
) -> tuple[ArticleActor, ...]:
    """The actors somebody still mentions, quotes or belongs to, once page furniture is left out."""
    wanted = {m.actor for m in mentions} | {a.speaker for a in attributions}
    wanted |= {a.proposal.actor for a in attributions if a.proposal}
    parents = {a.id: a.part_of for a in actors}
    for name in tuple(wanted):
        above = parents.get(name or "")
        while above and above not in wanted:
            wanted.add(above)
            above = parents.get(above)
    return tuple(a for a in actors if a.id in wanted)


def _within(spans: Spans, span: TextSpan) -> bool:
    return any(s.start <= span.start < s.end for s in spans)
