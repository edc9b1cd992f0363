"""Which cases the caveats of an article limit the evidence of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gloss.link.docket import Case
from gloss.link.scene import Scene
from gloss.link.words import stem, word_set
from gloss.model import Caveat

_NEAR = 1_500
"""Code points behind a claim or denial within which a caveat without words of its own is about it."""
_OF_A_NUMBER = frozenset(map(stem, word_set("figure number toll count tally total estimate statistics")))


def limit(cases: Sequence[Case], scene: Scene, root: Callable[[str | None], str]) -> None:
    """Gives each case the caveats of the articles that carry its claim.

    A caveat is of every case whose words it shares or whose sides it names; where there is none, of
    that with the nearest claim or denial before it, unless it speaks of a number.
    """
    of_article: dict[str, list[Case]] = {}
    for case in cases:
        for article in case.articles:
            of_article.setdefault(article, []).append(case)
    for article, here in of_article.items():
        for caveat in scene.caveats_in(article):
            about = [case for case in here if _is_about(caveat, case, scene, root)]
            for case in about or _nearest(caveat, here, scene):
                if caveat not in case.caveats:
                    case.caveats.append(caveat)


def _is_about(caveat: Caveat, case: Case, scene: Scene, root: Callable[[str | None], str]) -> bool:
    stems, actors = scene.sentence_words(caveat)
    words = frozenset[str]().union(*(scene.stems(s) for s in case.claims))
    return not stems.isdisjoint(words) or any(root(actor) in case.sides for actor in actors)


def _nearest(caveat: Caveat, cases: Sequence[Case], scene: Scene) -> list[Case]:
    stems, _ = scene.sentence_words(caveat)
    if not stems.isdisjoint(_OF_A_NUMBER):
        return []
    gaps = [
        (caveat.span.start - said.extent.end, number)
        for number, case in enumerate(cases)
        for said in (*case.claims, *case.denials)
        if said.article == caveat.article
    ]
    gap, number = min((g for g in gaps if g[0] >= 0), default=(_NEAR + 1, 0))
    return [cases[number]] if gap <= _NEAR else []
