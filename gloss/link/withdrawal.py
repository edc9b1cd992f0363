"""What falls if one article is withdrawn."""

from __future__ import annotations

from gloss.model import Index


def without(index: Index, article: str) -> tuple[str, ...]:
    """Ids of the items that would not stand without `article`, in order of kind and place.

    They are its statements and quoted strings, statements elsewhere whose speaker is known only from
    a printing in it, utterances, figure groups and caveats that stand in it alone, groups left with
    one figure, and disputes that lose every claim or every denial. An unknown article gives none.
    """
    own = [s.id for s in index.statements if s.article == article]
    strings = {q.id: q for q in index.quoted}
    gone = set(own) | {q.id for q in index.quoted if q.article == article}
    statements = {s.id: s for s in index.statements}
    found: list[str] = [*own, *(q.id for q in index.quoted if q.article == article)]
    for utterance in index.utterances:
        left = [strings[q] for q in utterance.quoted if q not in gone]
        if len(left) == len(utterance.quoted):
            continue
        if not left:
            found.append(utterance.id)
            continue
        said = [statements[q.attribution] for q in left if q.attribution]
        if not any(s.speaker and s.basis != "repeat" for s in said):
            found.extend(s.id for s in said if s.basis == "repeat")
    figures = {f.id: f.article for f in index.figures}
    for group in index.figure_groups:
        left_over = [f for f in group.figures if figures[f] != article]
        if len(left_over) < len(group.figures) and (
            not left_over or (len(left_over) == 1 and not group.computed)
        ):
            found.append(group.id)
    for dispute in index.disputes:
        if all(s in gone for s in dispute.claims) or all(s in gone for s in dispute.denials):
            found.append(dispute.id)
    found.extend(c.id for c in index.caveats if c.article == article)
    return tuple(dict.fromkeys(found))
