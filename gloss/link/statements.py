"""Attributions and quoted strings of all articles as items of the index, editors' decisions applied."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from gloss.link.actors import Cast
from gloss.link.decisions import Decision, Mark, Missed, Speaker
from gloss.link.ids import ItemIds
from gloss.link.known import NOTHING, Known
from gloss.link.overlay import Overlay
from gloss.model import (
    AnnotatedArticle,
    Article,
    Attribution,
    Quoted,
    QuotedString,
    Spans,
    Statement,
    TextSpan,
)

_OPENING = "\"“„«‘'`"
_CLOSING = "\"”“»’'´"


@dataclass(slots=True)
class _Page:
    """What one article holds while decisions are applied: attributions and the strings in them."""

    article: Article
    said: list[Attribution]
    strings: list[Quoted]
    decided: set[int] = field(default_factory=set)


def statements_of(
    records: Sequence[AnnotatedArticle], cast: Cast, overlay: Overlay, known: Known = NOTHING
) -> tuple[list[Statement], list[QuotedString]]:
    """All statements and quoted strings, ordered by article and place."""
    kinds = (Missed, Speaker, Mark)
    decided = {what.article for kind in kinds for _, what, _ in overlay.placed(kind)}
    pages = {r.article.id: _page(r, cast) for r in records if r.article.id in decided}
    for decision, missed, span in overlay.placed(Missed):
        if not overlay.is_orphan(decision):
            page = pages[missed.article]
            _note(_set(page, span, cast.decided(missed.speaker), missed.statement), page, decision, overlay)
    for decision, what, span in overlay.placed(Speaker):
        if not overlay.is_orphan(decision):
            page = pages[what.article]
            _note(_set(page, span, cast.decided(what.speaker), None), page, decision, overlay)
    for _, mark, span in overlay.placed(Mark):
        page = pages[mark.article]
        if mark.mark != "caveat" and _holding(page.said, span) is None:
            page.said.append(Attribution("indirect", (span,), basis="editor"))
    statements: list[Statement] = []
    quoted: list[QuotedString] = []
    for record in records:
        here = pages.get(record.article.id)
        made, strings = _items(here) if here else _undecided(record, cast, known)
        statements.extend(made)
        quoted.extend(strings)
    return statements, quoted


def _note(held: int | None, page: _Page, decision: Decision, overlay: Overlay) -> None:
    """Warns where an earlier entry gave the same statement a speaker; the later one holds."""
    if held is not None:
        if held in page.decided:
            overlay.warn(decision, "an earlier entry speaks of the same statement; this one holds")
        page.decided.add(held)


def _page(record: AnnotatedArticle, cast: Cast) -> _Page:
    article, found = record.article, record.annotations
    return _Page(article, [_linked(a, article.id, cast) for a in found.attributions], list(found.quoted))


def _undecided(
    record: AnnotatedArticle, cast: Cast, known: Known
) -> tuple[list[Statement], list[QuotedString]]:
    """The items of an article that no decision speaks of; they follow from it and from its actors."""
    actors = tuple(cast.actor(record.article.id, actor.id) for actor in record.annotations.actors)
    return known.get(("said", id(record), actors), lambda: _items(_page(record, cast)), record)


def _linked(attribution: Attribution, article: str, cast: Cast) -> Attribution:
    """The attribution with corpus actors; a speaker whom editors deleted leaves it without one."""
    speaker = cast.actor(article, attribution.speaker)
    proposal = attribution.proposal
    if proposal:
        likely = cast.actor(article, proposal.actor)
        proposal = replace(proposal, actor=likely) if likely else None
    if attribution.speaker and speaker is None:
        return replace(attribution, speaker=None, basis="editor", score=1.0, proposal=None)
    basis = (
        "none"
        if attribution.basis == "unsure" and proposal is None and not attribution.source
        else attribution.basis
    )
    return replace(attribution, speaker=speaker, proposal=proposal, basis=basis)


def _set(page: _Page, span: TextSpan, speaker: str | None, kind: str | None) -> int | None:
    """Gives the words at `span` this speaker, in the attribution that holds them or in a new one.

    The number of the attribution comes back, None where there is none and none was needed.
    """
    string = next((n for n, q in enumerate(page.strings) if q.outer.overlaps(span)), None)
    held = _holding(page.said, span)
    if held is None and (speaker is not None or kind is not None):
        held = _add(page, span, string, direct=kind == "direct" or (kind is None and string is not None))
        string = next((n for n, q in enumerate(page.strings) if q.outer.overlaps(span)), None)
    if held is None:
        return None
    changed = replace(page.said[held], speaker=speaker, basis="editor", score=1.0, proposal=None)
    if kind == "indirect" or (kind == "direct" and changed.kind == "indirect"):
        changed = replace(changed, kind="indirect" if kind == "indirect" else "direct")
    page.said[held] = changed
    if string is not None and (kind or page.strings[string].attribution is None):
        page.strings[string] = replace(page.strings[string], attribution=held, term=False)
    return held


def _add(page: _Page, span: TextSpan, string: int | None, *, direct: bool) -> int:
    outer = page.strings[string].outer if string is not None else with_marks(page.article.text, span)
    if direct and string is None:
        page.strings.append(Quoted(without_marks(page.article.text, span), outer, len(page.said)))
        page.strings.sort(key=lambda q: q.outer)
    page.said.append(Attribution("direct" if direct else "indirect", (outer if direct else span,)))
    return len(page.said) - 1


def _holding(said: Sequence[Attribution], span: TextSpan) -> int | None:
    """The attribution whose content covers most of the span, at least half; the shorter among equals."""
    best: tuple[int, int, int] | None = None
    for number, attribution in enumerate(said):
        common = sum(_common(part, span) for part in attribution.content)
        if 2 * common >= span.end - span.start:
            size = sum(part.end - part.start for part in attribution.content)
            best = min(best or (0, 0, -1), (-common, size, number)) if best else (-common, size, number)
    return best[2] if best else None


def _common(one: TextSpan, other: TextSpan) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def with_marks(text: str, span: TextSpan) -> TextSpan:
    """The span with the quotation marks that stand right before and after it."""
    if (
        span.start
        and span.end < len(text)
        and text[span.start - 1] in _OPENING
        and text[span.end] in _CLOSING
    ):
        return TextSpan(span.start - 1, span.end + 1)
    return span


def without_marks(text: str, span: TextSpan) -> TextSpan:
    """The span without a quotation mark at either end."""
    start, end = span.start, span.end
    if end - start > 2 and text[start] in _OPENING and text[end - 1] in _CLOSING:
        return TextSpan(start + 1, end - 1)
    return span


def _items(page: _Page) -> tuple[list[Statement], list[QuotedString]]:
    ids = ItemIds(page.article)
    order = sorted(range(len(page.said)), key=lambda n: (page.said[n].content, page.said[n].source or ()))
    names: dict[int, str] = {}
    statements = []
    for number in order:
        a = page.said[number]
        names[number] = ids.give("s", a.content, a.cue, a.source, a.kind)
        statements.append(
            Statement(
                names[number],
                page.article.id,
                a.kind,
                a.content,
                a.source,
                a.cue,
                a.speaker,
                a.basis,
                a.score,
                a.proposal,
                cue_lemma=a.cue_lemma,
            )
        )
    strings = [
        QuotedString(
            ids.give("q", (q.span,)),
            page.article.id,
            q.span,
            q.outer,
            names.get(q.attribution) if q.attribution is not None and not q.term else None,
            None,
            q.term,
        )
        for q in sorted(page.strings, key=lambda q: (q.span, q.outer))
    ]
    return statements, strings


def by_article(items: Iterable[Statement]) -> dict[str, list[Statement]]:
    """The statements of each article, in the given order."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for item in items:
        found[item.article].append(item)
    return found


class Standing:
    """The statements of one article by place, for those that stand around a passage."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._sorted = sorted(((s.extent, s) for s in statements), key=lambda placed: placed[0])
        self._starts = [extent.start for extent, _ in self._sorted]
        self._furthest = list(accumulate((extent.end for extent, _ in self._sorted), max))

    def around(self, span: TextSpan) -> list[Statement]:
        """Statements that reach into the span; not all of them are looked at."""
        found, at = [], bisect_left(self._starts, span.end)
        while at and self._furthest[at - 1] > span.start:
            at -= 1
            extent, statement = self._sorted[at]
            if extent.end > span.start:
                found.append(statement)
        return found


def covering(statements: Iterable[Statement], spans: Spans) -> Statement | None:
    """The statement whose content covers all the spans, the shortest of several; None if none does."""
    fits = [s for s in statements if all(any(c.contains(span) for c in s.content) for span in spans)]
    return min(fits, key=lambda s: (sum(c.end - c.start for c in s.content), s.id), default=None)
