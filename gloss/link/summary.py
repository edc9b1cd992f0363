"""The counts of each briefing, made once for its pages and for the build's closing line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from gloss.model import Briefing, BriefingSummary, Index, QuotedString, Statement


def summaries_of(index: Index, briefings: Sequence[Briefing] = ()) -> tuple[BriefingSummary, ...]:
    """One summary for each briefing given or met, by slug."""
    home = {record.article.id: record.article.briefing for record in index.articles}
    states = {s.id: s for s in index.statements}
    counts: dict[str, Counter[str]] = {b.slug: Counter() for b in briefings}
    for record in index.articles:
        count = counts.setdefault(record.article.briefing, Counter())
        count["articles"] += 1
        count["unread"] += record.annotations.unread is not None
    for quoted in index.quoted:
        counts[home[quoted.article]].update(["quoted", state_of(quoted, states)])
    strings = {q.id: home[q.article] for q in index.quoted}
    spread: list[tuple[str, set[str]]] = [
        *(("utterances", {strings[q] for q in u.quoted}) for u in index.utterances),
        *(("copied", {home[s.a.article], home[s.b.article]}) for s in index.shared_text),
        *(("actors", {home[a] for a in actor.articles}) for actor in index.actors),
        *(("disputed", {home[c.article] for c in d.coverage}) for d in index.disputes),
        *(("to_check", {item.briefing}) for item in index.review),
    ]
    for what, slugs in spread:
        for slug in slugs:
            counts[slug][what] += 1
    return tuple(_summary(slug, counts[slug]) for slug in sorted(counts))


def _summary(briefing: str, count: Counter[str]) -> BriefingSummary:
    return BriefingSummary(
        briefing=briefing,
        articles=count["articles"],
        quoted=count["quoted"],
        utterances=count["utterances"],
        credited=count["credited"],
        no_speaker=count["none"],
        unsure=count["unsure"],
        terms=count["term"],
        to_check=count["to_check"],
        copied=count["copied"],
        actors=count["actors"],
        disputed=count["disputed"],
        unread=count["unread"],
    )


def state_of(quoted: QuotedString, statements: Mapping[str, Statement]) -> str:
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
