"""Accusations of one briefing and the claims that go with them, brought together as cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gloss.link.clusters import Clusters
from gloss.link.relations import Relations
from gloss.link.scene import Scene
from gloss.link.units import lemma
from gloss.link.words import word_set
from gloss.model import Act, Caveat, Statement

_OVERLAP = 2
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

    def words(self, case: Case) -> frozenset[str]:
        """Stems of all that is claimed."""
        return frozenset[str]().union(*(self._scene.stems(s) for s in case.claims))

    def deeds(self, case: Case) -> frozenset[str]:
        """Stems of the deeds that its accusations name."""
        return frozenset[str]().union(*(self._scene.deeds(s) for s in case.claims))

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
        sides: dict[str, list[Case]] = defaultdict(list)
        for case in cases:
            sides[case.by].append(case)
        known = {id(case): (self.words(case), self.deeds(case), list(case.claims)) for case in cases}
        for said in statements:
            if said.id in taken or self._acts.get(said.id) not in ("claim", "accusation") or not said.speaker:
                continue
            here = sides.get(self.root(said.speaker), ())
            fits = [(self._belongs(said, c, *known[id(c)]), c) for c in here]
            most, home = max(fits, key=lambda fit: fit[0], default=((False, False, 0), None))
            if home is not None and (most[0] or most[1] or most[2] >= _OVERLAP):
                home.claims.append(said)

    def _belongs(
        self,
        said: Statement,
        case: Case,
        words: frozenset[str],
        done: frozenset[str],
        accusing: Sequence[Statement],
    ) -> tuple[bool, bool, int]:
        """Whether a claim names the matter or tops it, whether it has a deed of it, how many of its words."""
        stems = self._scene.stems(said)
        named = any(self._names(said, a) for a in accusing) or self._tops(said, case, accusing)
        return named, not stems.isdisjoint(done), len(stems & words)

    def _tops(self, said: Statement, case: Case, accusing: Sequence[Statement]) -> bool:
        """Whether a claim against the accused side is the headline of an article that has the accusation."""
        return (
            any(a.article == said.article for a in accusing)
            and self._scene.in_headline(said)
            and any(self.root(actor) == case.against for actor in self._scene.sides_in(said))
        )

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
