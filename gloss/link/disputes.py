"""Claims and their denials: who carried which, and what the reporters say of the evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from gloss.link.answers import Answers
from gloss.link.caveats import limit
from gloss.link.decisions import Mark
from gloss.link.docket import Case, Docket, place
from gloss.link.ids import again, digest
from gloss.link.known import NOTHING, Known
from gloss.link.overlay import Overlay
from gloss.link.relations import Relations
from gloss.link.scene import Scene
from gloss.model import Act, Coverage, Dispute, IndexDate, Statement

_MOST_DEEDS = 3


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

    def run(self, dates: Sequence[IndexDate], known: Known = NOTHING) -> tuple[Dispute, ...]:
        """All disputes that have a claim and a denial, in order of their first claim."""
        cases: list[Case] = []
        for statements in self._scene.by_briefing().values():
            given = (*statements, *self._scene.behind(statements), self._relations)
            key = "cases", tuple(map(id, given)), tuple(self.acts.get(s.id) for s in statements)
            found = known.get(key, partial(self._cases, statements), *given)
            self.acts.update((s.id, "denial") for case in found for s in case.denials)
            cases.extend(Case(*case.sides, list(case.claims), list(case.denials)) for case in found)
        self._marked(cases)
        cases = sorted((c for c in cases if c.claims and c.denials), key=lambda c: place(c.first))
        limit(cases, self._scene, self._root)
        days = _days(dates)
        made: dict[str, Dispute] = {}
        labels = self._labels(cases)
        for case, label in zip(cases, labels, strict=True):
            item = again("d", case.first.id)
            item = item if item not in made else "d" + digest([item, case.against])
            made[item] = self._dispute(item, label, case, days)
        return tuple(made.values())

    def _cases(self, statements: Sequence[Statement]) -> list[Case]:
        """The answered cases of one briefing; they follow from its articles, their acts and the relations."""
        docket = Docket(self._scene, self._relations, self.acts)
        return Answers(self._scene, docket, self.acts).answered(docket.cases(statements), statements)

    def _root(self, actor: str | None) -> str:
        return self._relations.root(actor) if actor else ""

    def _marked(self, cases: list[Case]) -> None:
        """Applies what editors marked as claim, denial or caveat."""
        for decision, what, span in self._overlay.placed(Mark):
            case = self._case_of(what.of, what.mark, cases)
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

    def _case_of(self, item: str, mark: str, cases: list[Case]) -> Case | None:
        """The case an id names: a dispute's, that of one of its statements, else a new one on a statement.

        In a new one the statement is what the marked words answer: a claim if they deny it, else a denial.
        """
        statement = again("s", item)
        for case in cases:
            if any(s.id == statement for s in (*case.claims, *case.denials)):
                return case
        said = self._scene.statements.get(statement)
        if said is None:
            return None
        denies = mark == "claim" or self.acts.get(said.id) == "denial"
        root = self._root(said.speaker)
        cases.append(Case("", root, denials=[said]) if denies else Case(root, "", [said]))
        self.acts[said.id] = "denial" if denies else "claim"
        return cases[-1]

    def _dispute(
        self, item: str, label: str, case: Case, days: Mapping[str, Iterable[tuple[int, str]]]
    ) -> Dispute:
        claims = sorted({s.id: s for s in case.claims}.values(), key=place)
        denials = sorted({s.id: s for s in case.denials}.values(), key=place)
        articles = sorted({s.article for s in (*claims, *denials)})
        carrying = [{item.article for item in side} for side in (claims, denials, case.caveats)]
        coverage = tuple(Coverage(article, *(article in side for side in carrying)) for article in articles)
        return Dispute(
            item,
            label,
            tuple(s.id for s in claims),
            tuple(s.id for s in denials),
            self._events(denials, days),
            coverage,
            tuple(c.id for c in sorted(set(case.caveats), key=lambda c: (c.article, c.span))),
        )

    def _events(
        self, denials: Sequence[Statement], days: Mapping[str, Iterable[tuple[int, str]]]
    ) -> tuple[tuple[str, ...], ...]:
        """Denials as one event for each denying side and each day on which they say that it denied.

        Those that name no day belong to their side's first event. A day within what is said tells of
        something else.
        """
        sides: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for said in denials:
            named = (day for at, day in days.get(said.article, ()) if _beside(said, at))
            sides[self._root(said.speaker) or said.id][next(named, "")].append(said.id)
        found: list[tuple[str, ...]] = []
        for events in sides.values():
            undated = events.pop("", [])
            first, *rest = [list(ids) for ids in events.values()] or [[]]
            found.extend(tuple(ids) for ids in ([*first, *undated], *rest))
        return tuple(found)

    def _labels(self, cases: Sequence[Case]) -> list[str]:
        """Who claims and who denies; where two cases have the same sides, also what deeds it is about."""
        plain = [
            f"{self._name(c.claims, c.by)} claims, {self._name(c.denials, c.against)} denies" for c in cases
        ]
        often = Counter(plain)
        return [
            f"{label} ({', '.join(done)})" if often[label] > 1 and (done := self._deeds(case)) else label
            for label, case in zip(plain, cases, strict=True)
        ]

    def _name(self, statements: Sequence[Statement], side: str) -> str:
        """The side itself where it speaks, else whoever first accuses or denies for it."""
        speakers = [s.speaker for s in sorted(statements, key=place) if s.speaker]
        if not speakers:
            return "a source without a name"
        return self._names[side if side in speakers else speakers[0]]

    def _deeds(self, case: Case) -> list[str]:
        words = [w for s in sorted(case.claims, key=place) for w in self._scene.deeds_printed(s)]
        return list(dict.fromkeys(words))[:_MOST_DEEDS]


def _beside(said: Statement, at: int) -> bool:
    """Whether a place stands within a statement but outside what is said."""
    inside = any(c.start <= at < c.end for c in said.content)
    return said.extent.start <= at < said.extent.end and not inside


def _days(dates: Sequence[IndexDate]) -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for item in dates:
        if item.date.value and item.date.granularity == "day":
            found[item.article].append((item.date.span.start, item.date.value))
    return found


def with_acts(statements: Sequence[Statement], acts: Mapping[str, Act]) -> tuple[Statement, ...]:
    """The statements with what each does."""
    return tuple(s if s.act == acts.get(s.id) else replace(s, act=acts.get(s.id)) for s in statements)
