"""Which cases the caveats of an article limit the evidence of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gloss.link.docket import Case, View
from gloss.link.scene import Scene
from gloss.link.statements import by_article
from gloss.link.words import stem, word_set
from gloss.model import Caveat, Statement

_NEAR = 1_500
"""Code points behind a claim or denial within which a caveat without words of its own is about it."""
_OF_A_NUMBER = frozenset(map(stem, word_set("figure number toll count tally total estimate statistics")))


@dataclass(frozen=True, slots=True)
class Part:
    """What one article has of a case: stems of all its claims, and the claims and denials here."""

    case: Case
    words: frozenset[str]
    said: Sequence[Statement]


def limit(cases: Sequence[Case], scene: Scene, root: Callable[[str | None], str]) -> None:
    """Gives each case the caveats of the articles that carry its claim.

    A caveat is of every case whose words it shares or whose sides it names; where there is none, of
    that with the nearest claim or denial before it, unless it speaks of a number.
    """
    of_article: dict[str, list[Part]] = {}
    for case in cases:
        view, denied = View.of(case, scene), by_article(case.denials)
        for article, claims in view.claims.items():
            said = (*claims, *denied.get(article, ()))
            of_article.setdefault(article, []).append(Part(case, view.words, said))
    found: dict[int, dict[Caveat, None]] = {id(case): dict.fromkeys(case.caveats) for case in cases}
    for article, here in of_article.items():
        for caveat in scene.caveats_in(article):
            about = [part for part in here if _is_about(caveat, part, scene, root)]
            for part in about or _nearest(caveat, here, scene):
                found[id(part.case)].setdefault(caveat)
    for case in cases:
        case.caveats = list(found[id(case)])


def _is_about(caveat: Caveat, part: Part, scene: Scene, root: Callable[[str | None], str]) -> bool:
    stems, actors = scene.sentence_words(caveat)
    return not stems.isdisjoint(part.words) or any(root(actor) in part.case.sides for actor in actors)


def _nearest(caveat: Caveat, parts: Sequence[Part], scene: Scene) -> list[Part]:
    stems, _ = scene.sentence_words(caveat)
    if not stems.isdisjoint(_OF_A_NUMBER):
        return []
    gaps = [
        (caveat.span.start - said.extent.end, number)
        for number, part in enumerate(parts)
        for said in part.said
    ]
    gap, number = min((g for g in gaps if g[0] >= 0), default=(_NEAR + 1, 0))
    return [parts[number]] if gap <= _NEAR else []
