"""Accusations of one briefing and the claims that go with them, brought together as cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from gloss.link.clusters import Clusters
from gloss.link.relations import Relations
from gloss.link.scene import Scene
from gloss.link.statements import by_article
from gloss.link.units import lemma
from gloss.link.words import word_set
from gloss.model import Act, Caveat, Statement

_OVERLAP = 2
_CROWD = 200
"""Cases with one word, or in one article, that are looked at for a claim."""
_CALL = word_set("call describe brand label term denounce condemn")
"""Verbs by which accusers name what they accuse somebody of ("She called it a blockade")."""


def place(statement: Statement) -> tuple[str, int, int, str]:
    return statement.article, statement.extent.start, statement.extent.end, statement.id


@dataclass(slots=True, eq=False)
class Case:
    """One dispute in the making; `by` and `against` are the outermost actors on both sides."""

    by: str
    against: str
    claims: list[Statement] = field(default_factory=list)
    denials: list[Statement] = field(default_factory=list)
    caveats: list[Caveat] = field(default_factory=list)

    @property
    def first(self) -> Statement:
        return min(self.claims, key=place)

    @property
    def sides(self) -> tuple[str, str]:
        return self.by, self.against

    @property
    def articles(self) -> list[str]:
        """Articles that carry the claim."""
        return sorted({s.article for s in self.claims})


@dataclass(frozen=True, slots=True)
class View:
    """What a case is about: stems of all that is claimed, of the deeds, and its claims by article."""

    words: frozenset[str]
    deeds: frozenset[str]
    claims: Mapping[str, Sequence[Statement]]

    @classmethod
    def of(cls, case: Case, scene: Scene) -> View:
        words = frozenset[str]().union(*(scene.stems(s) for s in case.claims))
        deeds = frozenset[str]().union(*(scene.deeds(s) for s in case.claims))
        return cls(words, deeds, by_article(case.claims))


class Docket:
    """The cases of one briefing; `acts` says what each statement does."""

    def __init__(self, scene: Scene, relations: Relations, acts: Mapping[str, Act]) -> None:
        self._scene = scene
        self._relations = relations
        self._acts = acts

    def cases(self, statements: Sequence[Statement]) -> list[Case]:
        """What one side accuses another of, by matter, in order of the first accusation."""
        cases = self._accusations(statements)
        if not cases:
            return []
        self._add_claims(cases, statements)
        return self._said_alike(cases)

    def root(self, actor: str | None) -> str:
        return self._relations.root(actor) if actor else ""

    def _accusations(self, statements: Sequence[Statement]) -> list[Case]:
        """Accusations of one side against another that are about one matter, as one case each."""
        sides: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for said in statements:
            target = self._scene.target(said) if self._acts.get(said.id) == "accusation" else None
            if target:
                sides[self.root(said.speaker), self.root(target)].append(said)
        cases: list[Case] = []
        for (by, against), accusing in sides.items():
            if by != against:
                cases.extend(Case(by, against, list(same)) for same in self._one_matter(accusing))
        return sorted(cases, key=lambda case: place(case.first))

    def _one_matter(self, statements: Sequence[Statement]) -> list[list[Statement]]:
        """Accusations that share two words or a deed, and a headline with the accusation it tops."""
        clusters = Clusters(s.id for s in statements)
        by_id = {s.id: s for s in statements}
        index: dict[tuple[str, ...], str] = {}
        topped: dict[str, str] = {}
        for said in sorted(statements, key=place):
            stems = sorted(self._scene.stems(said))
            pairs = [(a, b) for n, a in enumerate(stems) for b in stems[n + 1 :]]
            for key in (*pairs, *((deed,) for deed in self._scene.deeds(said))):
                clusters.join(index.setdefault(key, said.id), said.id)
            if self._scene.in_headline(said):
                topped[said.article] = said.id
            elif said.article in topped:
                clusters.join(topped.pop(said.article), said.id)
        return [[by_id[i] for i in same] for same in clusters.sets()]

    def _add_claims(self, cases: Sequence[Case], statements: Sequence[Statement]) -> None:
        """Adds what the accusing side says elsewhere of the matter."""
        taken = {s.id for case in cases for s in case.claims}
        views = [View.of(case, self._scene) for case in cases]
        index: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for n, (case, view) in enumerate(zip(cases, views, strict=True)):
            for word in view.words | view.deeds:
                index[case.by, "word", word].append(n)
            for article in view.claims:
                index[case.by, "article", article].append(n)
        for said in statements:
            if said.id in taken or self._acts.get(said.id) not in ("claim", "accusation") or not said.speaker:
                continue
            root = self.root(said.speaker)
            near = index.get((root, "article", said.article), [])[:_CROWD]
            alike = (index.get((root, "word", w), [])[:_CROWD] for w in self._scene.stems(said))
            fits = [(self._belongs(said, cases[n], views[n]), -n) for n in {*near, *chain(*alike)}]
            most, home = max(fits, default=((False, False, 0), 0))
            if most[0] or most[1] or most[2] >= _OVERLAP:
                cases[-home].claims.append(said)

    def _belongs(self, said: Statement, case: Case, view: View) -> tuple[bool, bool, int]:
        """Whether a claim names the matter or tops it, whether it has a deed of it, how many of its words."""
        stems, here = self._scene.stems(said), view.claims.get(said.article, ())
        named = any(self._names(said, a) for a in here) or (bool(here) and self._tops(said, case))
        return named, not stems.isdisjoint(view.deeds), len(stems & view.words)

    def _tops(self, said: Statement, case: Case) -> bool:
        """Whether a claim against the accused side is the headline."""
        accused = (self.root(actor) == case.against for actor in self._scene.sides.of(said))
        return self._scene.in_headline(said) and any(accused)

    def _names(self, said: Statement, accusation: Statement) -> bool:
        """Whether the accuser goes on in the same paragraph by giving the matter a name."""
        near = (said.article, said.speaker) == (accusation.article, accusation.speaker)
        after = near and accusation.extent.start < said.extent.start
        return (
            after
            and lemma(said.cue_lemma or "") in _CALL
            and self._scene.paragraph(said) == self._scene.paragraph(accusation)
        )

    def _said_alike(self, cases: Sequence[Case]) -> list[Case]:
        """The cases, those of the same two sides joined that print the same words of somebody."""
        kept: list[Case] = []
        homes: dict[tuple[str, str, str], Case] = {}
        for case in cases:
            said = [(*case.sides, s.utterance) for s in case.claims if s.utterance]
            home = next((homes[key] for key in said if key in homes), None)
            if home is None:
                kept.append(case)
            else:
                home.claims.extend(case.claims)
            homes.update(dict.fromkeys(said, home or case))
        return kept
