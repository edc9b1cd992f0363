"""Claims and their denials: who carried which, and what the reporters say of the evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gloss.link.clusters import Clusters
from gloss.link.decisions import Mark
from gloss.link.ids import again, digest
from gloss.link.overlay import Overlay
from gloss.link.relations import Relations
from gloss.link.scene import Scene
from gloss.model import Act, Caveat, Coverage, Dispute, IndexDate, Statement

_OVERLAP = 2
_NEAR = 1_500
"""Code points within which a denial without words of its own ("denied it") answers a claim."""


@dataclass(slots=True)
class _Case:
    """One dispute in the making; `by` and `against` are the outermost actors on both sides."""

    by: str
    against: str
    claims: list[Statement] = field(default_factory=list)
    denials: list[Statement] = field(default_factory=list)
    caveats: list[Caveat] = field(default_factory=list)

    @property
    def first(self) -> Statement:
        return min(self.claims, key=_place)

    @property
    def articles(self) -> list[str]:
        """Articles that carry the claim."""
        return sorted({s.article for s in self.claims})


class Disputes:
    """One run over the corpus; `acts` holds what each statement does."""

    def __init__(
        self, scene: Scene, relations: Relations, names: Mapping[str, str], overlay: Overlay
    ) -> None:
        self._scene = scene
        self._relations = relations
        self._names = names
        self._overlay = overlay
        self.acts: dict[str, Act] = dict(scene.acts)

    def run(self, dates: Sequence[IndexDate]) -> tuple[Dispute, ...]:
        """All disputes that have a claim and a denial, in order of their first claim."""
        cases: list[_Case] = []
        for statements in self._scene.by_briefing().values():
            cases.extend(self._in_briefing(statements))
        self._marked(cases)
        cases = sorted((c for c in cases if c.claims and c.denials), key=lambda c: _place(c.first))
        for case in cases:
            here = (c for a in case.articles for c in self._scene.caveats_in(a))
            case.caveats.extend(c for c in here if c not in case.caveats and self._limits(c, case))
        days = _days(dates)
        made: dict[str, Dispute] = {}
        for case in cases:
            item = again("d", case.first.id)
            item = item if item not in made else "d" + digest([item, case.against])
            made[item] = self._dispute(item, case, days)
        return tuple(made.values())

    def _root(self, actor: str | None) -> str:
        return self._relations.root(actor) if actor else ""

    def _in_briefing(self, statements: Sequence[Statement]) -> list[_Case]:
        denials = [s for s in statements if self.acts.get(s.id) == "denial" and s.speaker]
        if not denials:
            return []
        cases = self._accusations(statements)
        self._add_claims(cases, statements)
        for denial in denials:
            case = self._answered(denial, cases) or self._plain_claim(denial, statements)
            if case is not None:
                case.denials.append(denial)
                if case not in cases:
                    cases.append(case)
        return [case for case in cases if case.denials]

    def _accusations(self, statements: Sequence[Statement]) -> list[_Case]:
        """Accusations of one side against another that share words, as one case each."""
        sides: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for said in statements:
            target = self._scene.target(said)
            if self.acts.get(said.id) == "accusation" and target:
                sides[self._root(said.speaker), self._root(target)].append(said)
        cases: list[_Case] = []
        for (by, against), accusing in sides.items():
            if by != against:
                cases.extend(_Case(by, against, list(same)) for same in self._one_matter(accusing))
        return sorted(cases, key=lambda case: _place(case.first))

    def _one_matter(self, statements: Sequence[Statement]) -> list[list[Statement]]:
        clusters = Clusters(s.id for s in statements)
        by_id = {s.id: s for s in statements}
        index: dict[tuple[str, str], str] = {}
        for said in statements:
            stems = sorted(self._scene.stems(said))
            for pair in ((a, b) for n, a in enumerate(stems) for b in stems[n + 1 :]):
                clusters.join(index.setdefault(pair, said.id), said.id)
        return [[by_id[i] for i in same] for same in clusters.sets()]

    def _add_claims(self, cases: Sequence[_Case], statements: Sequence[Statement]) -> None:
        """Adds what the accusing side says elsewhere in the words of its accusation."""
        taken = {s.id for case in cases for s in case.claims}
        stems = [frozenset[str]().union(*(self._scene.stems(s) for s in case.claims)) for case in cases]
        for said in statements:
            if said.id in taken or self.acts.get(said.id) not in ("claim", "accusation") or not said.speaker:
                continue
            fits = [
                (len(self._scene.stems(said) & words), n)
                for n, words in enumerate(stems)
                if cases[n].by == self._root(said.speaker)
            ]
            best = max(fits, key=lambda fit: (fit[0], -fit[1]), default=(0, 0))
            if best[0] >= _OVERLAP:
                cases[best[1]].claims.append(said)

    def _answered(self, denial: Statement, cases: Sequence[_Case]) -> _Case | None:
        """The case against the denying side that the denial speaks of; None where none is against it."""
        fits = [c for c in cases if c.against == self._root(denial.speaker) and c.by != c.against]
        return max(fits, key=lambda case: (self._fit(denial, case), *_first(case)), default=None)

    def _fit(self, denial: Statement, case: _Case) -> tuple[bool, int, bool, int]:
        """Same sentence, shared words, the accuser named, nearness of a claim before it."""
        here = [s for s in case.claims if s.article == denial.article]
        sentence = any(self._scene.sentence(s) == self._scene.sentence(denial) for s in here)
        shared = len(
            self._scene.stems(denial) & frozenset[str]().union(*(self._scene.stems(s) for s in case.claims))
        )
        named = any(self._root(actor) == case.by for actor in self._scene.actors_in(denial))
        gaps = [denial.extent.start - s.extent.start for s in here if s.extent.start <= denial.extent.start]
        return sentence, shared, named, -min(gaps, default=10**9)

    def _plain_claim(self, denial: Statement, statements: Sequence[Statement]) -> _Case | None:
        """A claim about the denying side, though no accusation by its verb: in its words, or just before."""
        mine = self._root(denial.speaker)
        best: tuple[tuple[int, int], Statement] | None = None
        for said in statements:
            if said.id == denial.id or self.acts.get(said.id) not in ("claim", "accusation"):
                continue
            by = self._root(said.speaker)
            if by == mine or mine not in {self._root(a) for a in self._scene.actors_in(said)}:
                continue
            shared = len(self._scene.stems(said) & self._scene.stems(denial))
            gap = denial.extent.start - said.extent.start if said.article == denial.article else -1
            if shared >= _OVERLAP or 0 <= gap <= _NEAR:
                best = max(best or ((-1, 0), said), ((shared, -abs(gap)), said), key=lambda found: found[0])
        return _Case(self._root(best[1].speaker), mine, [best[1]]) if best else None

    def _limits(self, caveat: Caveat, case: _Case) -> bool:
        """Whether a caveat shares words with the case's claims or names one of its sides."""
        stems, actors = self._scene.sentence_words(caveat)
        words = frozenset[str]().union(*(self._scene.stems(s) for s in case.claims))
        return bool(stems & words) or bool({case.by, case.against} & {self._root(a) for a in actors})

    def _marked(self, cases: list[_Case]) -> None:
        """Applies what editors marked as claim, denial or caveat."""
        for decision, what, span in self._overlay.placed(Mark):
            case = self._case_of(what.of, cases)
            if case is None:
                self._overlay.orphan(decision, f"there is no statement or dispute {what.of!r}")
                continue
            if what.mark == "caveat":
                case.caveats.append(self._scene.caveat_at(what.article, span))
                continue
            said = self._scene.holding(what.article, span)
            if said is None:
                self._overlay.orphan(decision, "no statement was found in its words")
                continue
            for other in cases:
                other.claims = [s for s in other.claims if s.id != said.id]
                other.denials = [s for s in other.denials if s.id != said.id]
            (case.claims if what.mark == "claim" else case.denials).append(said)
            self.acts[said.id] = what.mark

    def _case_of(self, item: str, cases: list[_Case]) -> _Case | None:
        """The case an id names: a dispute's, that of one of its statements, else a new one on a statement."""
        statement = again("s", item)
        for case in cases:
            if any(s.id == statement for s in (*case.claims, *case.denials)):
                return case
        said = self._scene.statements.get(statement)
        if said is None:
            return None
        cases.append(_Case(self._root(said.speaker), "", [said]))
        return cases[-1]

    def _dispute(self, item: str, case: _Case, days: Mapping[str, Iterable[tuple[int, str]]]) -> Dispute:
        claims = sorted({s.id: s for s in case.claims}.values(), key=_place)
        denials = sorted({s.id: s for s in case.denials}.values(), key=_place)
        articles = sorted({s.article for s in (*claims, *denials)})
        coverage = tuple(
            Coverage(
                article,
                any(s.article == article for s in claims),
                any(s.article == article for s in denials),
                any(c.article == article for c in case.caveats),
            )
            for article in articles
        )
        return Dispute(
            item,
            self._label(claims, denials),
            tuple(s.id for s in claims),
            tuple(s.id for s in denials),
            self._events(denials, days),
            coverage,
            tuple(c.id for c in sorted(set(case.caveats), key=lambda c: (c.article, c.span))),
        )

    def _events(self, denials: Sequence[Statement], days: Mapping[str, Iterable[tuple[int, str]]]) -> int:
        """Denials counted once for each denying side and each day that they themselves name."""
        named: dict[str, set[str]] = defaultdict(set)
        for said in denials:
            extent = said.extent
            found = [day for at, day in days.get(said.article, ()) if extent.start <= at < extent.end]
            named[self._root(said.speaker) or said.id].update(found)
        return sum(max(1, len(found)) for found in named.values())

    def _label(self, claims: Sequence[Statement], denials: Sequence[Statement]) -> str:
        by = next((self._names[s.speaker] for s in claims if s.speaker), "a source without a name")
        against = next((self._names[s.speaker] for s in denials if s.speaker), "a source without a name")
        return f"{by} claims, {against} denies"


def _place(statement: Statement) -> tuple[str, int, int, str]:
    return statement.article, statement.extent.start, statement.extent.end, statement.id


def _first(case: _Case) -> tuple[int, str]:
    """Decides between equal fits: the case with more claims, then the one whose id is first."""
    return len(case.claims), case.claims[0].id


def _days(dates: Sequence[IndexDate]) -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for item in dates:
        if item.date.value and item.date.granularity == "day":
            found[item.article].append((item.date.span.start, item.date.value))
    return found


def with_acts(statements: Sequence[Statement], acts: Mapping[str, Act]) -> tuple[Statement, ...]:
    """The statements with what each does."""
    return tuple(replace(s, act=acts.get(s.id)) for s in statements)
