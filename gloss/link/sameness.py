"""What editors said is one utterance, and what they said is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gloss.link.clusters import Clusters
from gloss.link.decisions import Decision, Different, Same
from gloss.link.ids import again
from gloss.link.overlay import Overlay
from gloss.model import QuotedString, TextSpan


def decide(clusters: Clusters[str], quoted: Sequence[QuotedString], overlay: Overlay) -> set[tuple[str, str]]:
    """Joins what editors said is the same; gives back the pairs (this, from that) they said differ."""
    strings = {q.id: q for q in quoted}
    apart: set[tuple[str, str]] = set()
    for decision, what, span in overlay.placed(Different):
        here = _string_at(quoted, what.article, span)
        pair = _pair(decision, here, what.different, strings, overlay)
        if pair:
            apart.add(pair)
    for decision, same, span in overlay.placed(Same):
        here = _string_at(quoted, same.article, span)
        pair = _pair(decision, here, same.same, strings, overlay)
        if pair and (pair in apart or pair[::-1] in apart):
            overlay.warn(decision, "you said these differ in another entry; they stay apart")
        elif pair:
            clusters.join(*pair)
    return apart


def _string_at(quoted: Sequence[QuotedString], article: str, span: TextSpan) -> str | None:
    return next((q.id for q in quoted if q.article == article and q.outer.overlaps(span)), None)


def _pair(
    decision: Decision, here: str | None, other: str, strings: Mapping[str, QuotedString], overlay: Overlay
) -> tuple[str, str] | None:
    """The string at the decision's words and the one its id names, by its own or its utterance's id."""
    there = again("q", other)
    if here is None:
        overlay.orphan(decision, "its words stand in no quotation marks")
    elif there not in strings:
        overlay.orphan(decision, f"there is no utterance {other!r}")
    else:
        return here, there
    return None


def parted(same: list[str], apart: set[tuple[str, str]]) -> list[list[str]]:
    """The strings of a set in sets that hold no pair which must stay apart."""
    leaving = [i for i in same if any((i, j) in apart for j in same)]
    parts = [[i for i in same if i not in leaving]]
    for string in leaving:
        home = next((p for p in parts if not any({(string, o), (o, string)} & apart for o in p)), None)
        if home is None:
            parts.append([string])
        else:
            home.append(string)
    return [part for part in parts if part]
