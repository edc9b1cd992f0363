"""Claims and their denials: who carried which, and what the reporters say of the evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from gloss.link.decisions import Mark
from gloss.link.docket import Case, Docket, place
from gloss.link.ids import again, digest
from gloss.link.overlay import Overlay
from gloss.link.relations import Relations
from gloss.link.scene import Scene
from gloss.model import Act, Caveat, Coverage, Dispute, IndexDate, Statement


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
        cases: list[Case] = []
        for statements in self._scene.by_briefing().values():
            cases.extend(Docket(self._scene, self._relations, self.acts).cases(statements))
        self._marked(cases)
        cases = sorted((c for c in cases if c.claims and c.denials), key=lambda c: place(c.first))
        for case in cases:
            here = (c for a in case.articles for c in self._scene.caveats_in(a))
            words = frozenset[str]().union(*(self._scene.stems(s) for s in case.claims))
            sides = {case.by, case.against}
            case.caveats.extend(c for c in here if c not in case.caveats and self._limits(c, words, sides))
        days = _days(dates)
        made: dict[str, Dispute] = {}
        for case in cases:
            item = again("d", case.first.id)
            item = item if item not in made else "d" + digest([item, case.against])
            made[item] = self._dispute(item, case, days)
        return tuple(made.values())

    def _root(self, actor: str | None) -> str:
        return self._relations.root(actor) if actor else ""

    def _limits(self, caveat: Caveat, words: frozenset[str], sides: set[str]) -> bool:
        """Whether a caveat shares words with a case's claims or names one of its sides."""
        stems, actors = self._scene.sentence_words(caveat)
        return not stems.isdisjoint(words) or not sides.isdisjoint(self._root(a) for a in actors)

    def _marked(self, cases: list[Case]) -> None:
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

    def _case_of(self, item: str, cases: list[Case]) -> Case | None:
        """The case an id names: a dispute's, that of one of its statements, else a new one on a statement."""
        statement = again("s", item)
        for case in cases:
            if any(s.id == statement for s in (*case.claims, *case.denials)):
                return case
        said = self._scene.statements.get(statement)
        if said is None:
            return None
        cases.append(Case(self._root(said.speaker), "", [said]))
        return cases[-1]

    def _dispute(self, item: str, case: Case, days: Mapping[str, Iterable[tuple[int, str]]]) -> Dispute:
        claims = sorted({s.id: s for s in case.claims}.values(), key=place)
        denials = sorted({s.id: s for s in case.denials}.values(), key=place)
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

    def _events(
        self, denials: Sequence[Statement], days: Mapping[str, Iterable[tuple[int, str]]]
    ) -> tuple[tuple[str, ...], ...]:
        """Denials as one event for each denying side and each day that they themselves name.

        Those that name no day belong to their side's first event.
        """
        sides: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for said in denials:
            extent = said.extent
            named = (day for at, day in days.get(said.article, ()) if extent.start <= at < extent.end)
            sides[self._root(said.speaker) or said.id][next(named, "")].append(said.id)
        found: list[tuple[str, ...]] = []
        for events in sides.values():
            undated = events.pop("", [])
            first, *rest = [list(ids) for ids in events.values()] or [[]]
            found.extend(tuple(ids) for ids in ([*first, *undated], *rest))
        return tuple(found)

    def _label(self, claims: Sequence[Statement], denials: Sequence[Statement]) -> str:
        by = next((self._names[s.speaker] for s in claims if s.speaker), "a source without a name")
        against = next((self._names[s.speaker] for s in denials if s.speaker), "a source without a name")
        return f"{by} claims, {against} denies"


def _days(dates: Sequence[IndexDate]) -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for item in dates:
        if item.date.value and item.date.granularity == "day":
            found[item.article].append((item.date.span.start, item.date.value))
    return found


def with_acts(statements: Sequence[Statement], acts: Mapping[str, Act]) -> tuple[Statement, ...]:
    """The statements with what each does."""
    return tuple(replace(s, act=acts.get(s.id)) for s in statements)
