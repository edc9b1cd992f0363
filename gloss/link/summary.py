"""The counts of each briefing, made once for its pages and for the build's closing line."""

from __future__ import annotations

from collections.abc import Sequence

from gloss.model import Briefing, BriefingSummary, Index, QuotedString, Statement


def summaries_of(index: Index, briefings: Sequence[Briefing] = ()) -> tuple[BriefingSummary, ...]:
    """One summary for each briefing given or met, by slug."""
    slugs = {b.slug for b in briefings} | {r.article.briefing for r in index.articles}
    return tuple(_summary(index, slug) for slug in sorted(slugs))


def _summary(index: Index, briefing: str) -> BriefingSummary:
    here = {r.article.id for r in index.articles if r.article.briefing == briefing}
    statements = {s.id: s for s in index.statements if s.article in here}
    quoted = [q for q in index.quoted if q.article in here]
    states = [state_of(q, statements) for q in quoted]
    return BriefingSummary(
        briefing=briefing,
        articles=len(here),
        quoted=len(quoted),
        utterances=len({q.utterance for q in quoted}),
        credited=states.count("credited"),
        no_speaker=states.count("none"),
        unsure=states.count("unsure"),
        terms=states.count("term"),
        to_check=sum(item.briefing == briefing for item in index.review),
        copied=sum(s.a.article in here or s.b.article in here for s in index.shared_text),
        actors=sum(not here.isdisjoint(a.articles) for a in index.actors),
        disputed=sum(any(c.article in here for c in d.coverage) for d in index.disputes),
        unread=sum(r.article.id in here and r.annotations.unread is not None for r in index.articles),
    )


def state_of(quoted: QuotedString, statements: dict[str, Statement]) -> str:
    """Under which heading a quoted string stands: credited, none, unsure or term."""
    if quoted.term:
        return "term"
    statement = statements.get(quoted.attribution or "")
    if statement is None:
        return "none"
    return "credited" if statement.speaker else "unsure" if statement.basis == "unsure" else "none"


def describe(summary: BriefingSummary) -> str:
    """The summary as one line: "2 articles; 15 quoted strings in 11 utterances: 12 credited, …"."""
    head = f"{_count(summary.articles, 'article')}"
    if summary.unread:
        head += f" ({summary.unread} not annotated)"
    said = f"{_count(summary.quoted, 'quoted string')}"
    if summary.quoted:
        states = [
            f"{summary.credited} credited" if summary.credited else "",
            f"{summary.no_speaker} with no speaker given" if summary.no_speaker else "",
            f"{summary.unsure} with speaker not established" if summary.unsure else "",
            _count(summary.terms, "term", article=True) if summary.terms else "",
        ]
        said += f" in {_count(summary.utterances, 'utterance')}: " + ", ".join(s for s in states if s)
    return "; ".join([head, said, f"{summary.to_check} to check", _count(summary.copied, "copied sentence")])


def _count(number: int, noun: str, *, article: bool = False) -> str:
    return f"{number} {'a ' if article and number == 1 else ''}{noun}{'' if number == 1 else 's'}"
