"""Accusations and denials of one briefing brought together as cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gloss.link.clusters import Clusters
from gloss.link.relations import Relations
from gloss.link.scene import Scene
from gloss.model import Act, Caveat, Statement, TextSpan

_OVERLAP = 2
_NEAR = 1_500
"""Code points within which a denial without words of its own ("denied it") answers a claim."""
_CROWD = 200
"""Claims about one side that are looked at for a denial; beyond that the nearest ones."""


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
    def articles(self) -> list[str]:
        """Articles that carry the claim."""
        return sorted({s.article for s in self.claims})


class Docket:
    """The cases of one briefing; `acts` says what each statement does."""

    def __init__(self, scene: Scene, relations: Relations, acts: Mapping[str, Act]) -> None:
        self._scene = scene
        self._relations = relations
        self._acts = acts
        self._against: dict[str, list[Case]] = defaultdict(list)
        self._about: dict[str, list[Statement]] = defaultdict(list)

    def cases(self, statements: Sequence[Statement]) -> list[Case]:
        """Claims with the denials that answer them; none where nobody denies anything.

        What one speaker denies in one sentence ("denied it, saying it was false") answers one case.
        """
        denials = [s for s in statements if self._acts.get(s.id) == "denial" and s.speaker]
        if not denials:
            return []
        cases = self._accusations(statements)
        self._add_claims(cases, statements)
        for case in cases:
            self._against[case.against].append(case)
        for said in statements:
            if self._acts.get(said.id) in ("claim", "accusation"):
                for root in dict.fromkeys(self.root(actor) for actor in self._scene.actors_in(said)):
                    self._about[root].append(said)
        said_before: dict[tuple[str, TextSpan, str | None], Case] = {}
        for denial in denials:
            breath = (denial.article, self._scene.sentence(denial), denial.speaker)
            answered = said_before.get(breath) or self._answered(denial) or self._plain_claim(denial)
            if answered is not None:
                said_before[breath] = answered
                answered.denials.append(denial)
        return [case for same in self._against.values() for case in same if case.denials]

    def root(self, actor: str | None) -> str:
        return self._relations.root(actor) if actor else ""

    def _accusations(self, statements: Sequence[Statement]) -> list[Case]:
        """Accusations of one side against another that share words, as one case each."""
        sides: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for said in statements:
            target = self._scene.target(said)
            if self._acts.get(said.id) == "accusation" and target:
                sides[self.root(said.speaker), self.root(target)].append(said)
        cases: list[Case] = []
        for (by, against), accusing in sides.items():
            if by != against:
                cases.extend(Case(by, against, list(same)) for same in self._one_matter(accusing))
        return sorted(cases, key=lambda case: place(case.first))

    def _one_matter(self, statements: Sequence[Statement]) -> list[list[Statement]]:
        clusters = Clusters(s.id for s in statements)
        by_id = {s.id: s for s in statements}
        index: dict[tuple[str, str], str] = {}
        for said in statements:
            stems = sorted(self._scene.stems(said))
            for pair in ((a, b) for n, a in enumerate(stems) for b in stems[n + 1 :]):
                clusters.join(index.setdefault(pair, said.id), said.id)
        return [[by_id[i] for i in same] for same in clusters.sets()]

    def _add_claims(self, cases: Sequence[Case], statements: Sequence[Statement]) -> None:
        """Adds what the accusing side says elsewhere in the words of its accusation."""
        taken = {s.id for case in cases for s in case.claims}
        sides: dict[str, list[tuple[Case, frozenset[str]]]] = defaultdict(list)
        for case in cases:
            sides[case.by].append((case, self._words(case)))
        for said in statements:
            if said.id in taken or self._acts.get(said.id) not in ("claim", "accusation") or not said.speaker:
                continue
            stems = self._scene.stems(said)
            fits = [(len(stems & words), case) for case, words in sides.get(self.root(said.speaker), ())]
            most, home = max(fits, key=lambda fit: fit[0], default=(0, None))
            if home is not None and most >= _OVERLAP:
                home.claims.append(said)

    def _words(self, case: Case) -> frozenset[str]:
        return frozenset[str]().union(*(self._scene.stems(s) for s in case.claims))

    def _answered(self, denial: Statement) -> Case | None:
        """The case against the denying side that the denial speaks of; None where none is against it."""
        fits = self._against.get(self.root(denial.speaker), ())
        return max(fits, key=lambda case: (self._fit(denial, case), *_first(case)), default=None)

    def _fit(self, denial: Statement, case: Case) -> tuple[bool, int, bool, int]:
        """Same sentence, shared words, the accuser named, nearness of a claim before it."""
        here = [s for s in case.claims if s.article == denial.article]
        sentence = any(self._scene.sentence(s) == self._scene.sentence(denial) for s in here)
        shared = len(
            self._scene.stems(denial) & frozenset[str]().union(*(self._scene.stems(s) for s in case.claims))
        )
        named = any(self.root(actor) == case.by for actor in self._scene.actors_in(denial))
        gaps = [denial.extent.start - s.extent.start for s in here if s.extent.start <= denial.extent.start]
        return sentence, shared, named, -min(gaps, default=10**9)

    def _plain_claim(self, denial: Statement) -> Case | None:
        """A claim about the denying side, though no accusation by its verb: in its words, or just before."""
        mine = self.root(denial.speaker)
        words = self._scene.stems(denial)
        best: tuple[tuple[int, int], Statement] | None = None
        near = sorted(self._about.get(mine, ()), key=lambda s: s.article != denial.article)
        for said in near[:_CROWD]:
            if said.id == denial.id or self.root(said.speaker) == mine:
                continue
            shared = len(self._scene.stems(said) & words)
            gap = denial.extent.start - said.extent.start if said.article == denial.article else -1
            if shared >= _OVERLAP or 0 <= gap <= _NEAR:
                found = (shared, -abs(gap)), said
                best = found if best is None or found[0] > best[0] else best
        if best is None:
            return None
        case = Case(self.root(best[1].speaker), mine, [best[1]])
        self._against[mine].append(case)
        return case


def _first(case: Case) -> tuple[int, str]:
    """Decides between equal fits: the case with more claims, then the one whose id is first."""
    return len(case.claims), case.claims[0].id
