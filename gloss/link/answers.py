"""Which case each denial answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from gloss.link.clusters import Clusters
from gloss.link.docket import Case, Docket, place
from gloss.link.scene import Scene
from gloss.model import Act, Statement

_OVERLAP = 2
_NEAR = 1_500
"""Code points within which a denial without words of its own ("denied it") answers a claim."""
_CROWD = 200
"""Claims about one side, and cases against it, that are looked at for a denial."""
Fit = tuple[bool, int, bool, bool, int, int]


class Answers:
    """The denials of one briefing put to its cases."""

    def __init__(self, scene: Scene, docket: Docket, acts: Mapping[str, Act]) -> None:
        self._scene = scene
        self._docket = docket
        self._root = docket.root
        self._acts = acts
        self._against: dict[str, list[Case]] = defaultdict(list)
        self._about: dict[str, list[Statement]] = defaultdict(list)
        self._citing: list[Statement] = []
        self._known: dict[int, frozenset[str]] = {}

    def answered(self, cases: Sequence[Case], statements: Sequence[Statement]) -> list[Case]:
        """The cases that somebody denies, and new ones of claims that are no accusations by their verb."""
        denials = [s for s in statements if self._acts.get(s.id) == "denial" and s.speaker]
        for case in cases:
            self._against[case.against].append(case)
        if denials:
            self._read(statements)
        for same in self._one_answer(denials):
            if home := self._case_of(same):
                home.denials.extend(same)
        self._deny_deeds(statements)
        return [case for same in self._against.values() for case in same if case.denials]

    def _read(self, statements: Sequence[Statement]) -> None:
        for said in statements:
            if self._acts.get(said.id) in ("claim", "accusation"):
                for root in dict.fromkeys(self._root(actor) for actor in self._scene.sides_in(said)):
                    self._about[root].append(said)
            if said.speaker and said.basis == "document":
                self._citing.append(said)

    def _one_answer(self, denials: Sequence[Statement]) -> list[list[Statement]]:
        """Denials that answer one case: of one speaker in one sentence, or printings of the same words.

        "denied it, saying it was false" is one answer, and so is one quotation in two articles.
        """
        clusters = Clusters(s.id for s in denials)
        by_id = {s.id: s for s in denials}
        index: dict[tuple[object, ...], str] = {}
        for said in denials:
            keys: list[tuple[object, ...]] = [(said.article, self._scene.sentence(said), said.speaker)]
            for key in (*keys, *([(said.utterance,)] if said.utterance else [])):
                clusters.join(index.setdefault(key, said.id), said.id)
        return [[by_id[i] for i in same] for same in clusters.sets()]

    def _case_of(self, denials: Sequence[Statement]) -> Case | None:
        """The case that denials with one answer are put to, by the one that fits best."""
        for denial in denials:
            if (kind := self._scene.document(denial)) and (case := self._documented(denial, kind)):
                return case
        fits = [
            (self._fit(d, case), len(case.claims), case.claims[0].id, case)
            for d in denials
            for case in self._cases_for(d)
        ]
        if fits:
            return max(fits, key=lambda fit: fit[:3])[3]
        return next(filter(None, map(self._plain_claim, denials)), None)

    def _cases_for(self, denial: Statement) -> list[Case]:
        """The cases against the denying side; in a crowd those its article has, else the first ones."""
        against = self._against.get(self._root(denial.speaker), [])
        if len(against) <= _CROWD:
            return against
        here = [case for case in against if denial.article in case.articles]
        return (here or against)[:_CROWD]

    def _fit(self, denial: Statement, case: Case) -> Fit:
        """Same sentence, shared words, the accuser named, a claim just before, more claims here, nearness.

        Far behind a claim a denial answers what the article is mostly about, not what it said last.
        """
        here = [s for s in case.claims if s.article == denial.article]
        sentence = any(self._scene.sentence(s) == self._scene.sentence(denial) for s in here)
        shared = len(self._scene.stems(denial) & self._words(case))
        named = any(self._root(actor) == case.by for actor in self._scene.sides_in(denial))
        before = [s for s in here if s.extent.start <= denial.extent.start]
        paragraph = self._scene.paragraph(denial)
        beside = any(paragraph - self._scene.paragraph(s) <= 1 for s in before)
        gap = min((denial.extent.start - s.extent.start for s in before), default=10**9)
        return sentence, shared, named, beside, len(here), -gap

    def _words(self, case: Case) -> frozenset[str]:
        if id(case) not in self._known:
            self._known[id(case)] = self._docket.words(case)
        return self._known[id(case)]

    def _documented(self, denial: Statement, kind: str) -> Case | None:
        """The case of what a document said that the denial rejects ("rejected that report as well").

        It is one that the denial's article speaks of, the nearest before it, else the first elsewhere.
        """
        mine, here = self._root(denial.speaker), denial.article
        present = {m.actor for m in self._scene.mentions(here)}
        found = [
            s
            for s in self._citing
            if s.speaker in present and self._root(s.speaker) != mine and self._scene.cites(s, kind)
        ]
        before = [s for s in found if s.article == here and s.extent.start <= denial.extent.start]
        said = max(before, key=place) if before else next(iter(found), None)
        return self._new(said, mine) if said else None

    def _plain_claim(self, denial: Statement) -> Case | None:
        """A claim about the denying side, though no accusation by its verb: in its words, or just before."""
        mine = self._root(denial.speaker)
        words = self._scene.stems(denial)
        best: tuple[tuple[int, int], Statement] | None = None
        near = sorted(self._about.get(mine, ()), key=lambda s: s.article != denial.article)
        for said in near[:_CROWD]:
            if said.id == denial.id or self._root(said.speaker) == mine:
                continue
            shared = len(self._scene.stems(said) & words)
            gap = denial.extent.start - said.extent.start if said.article == denial.article else -1
            if shared >= _OVERLAP or 0 <= gap <= _NEAR:
                found = (shared, -abs(gap)), said
                best = found if best is None or found[0] > best[0] else best
        return self._new(best[1], mine) if best else None

    def _new(self, said: Statement, against: str) -> Case:
        """The case of one claim against one side, made if there is none yet."""
        held = (c for c in self._against[against] if any(s.id == said.id for s in c.claims))
        case = next(held, None)
        if case is None:
            case = Case(self._root(said.speaker), against, [said])
            self._against[against].append(case)
        return case

    def _deny_deeds(self, statements: Sequence[Statement]) -> None:
        """Adds what the accused side says was not done, though no verb of denying tells so."""
        of_deed: dict[tuple[str, str], list[Case]] = defaultdict(list)
        for root, cases in self._against.items():
            for case in cases:
                for deed in self._docket.deeds(case):
                    of_deed[root, deed].append(case)
        for said in statements if of_deed else ():
            root = self._root(said.speaker)
            if root in self._against and self._acts.get(said.id) == "claim":
                fits = [c for w in sorted(self._scene.said_not(said)) for c in of_deed.get((root, w), ())]
                home = max(fits, key=lambda case: said.article in case.articles, default=None)
                if home is not None:
                    home.denials.append(said)
