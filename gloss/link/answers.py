"""Which case each denial answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from gloss.link.clusters import Clusters
from gloss.link.docket import Case, Docket, View, place
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
        self._in: dict[tuple[str, str], list[Case]] = defaultdict(list)
        self._of: dict[tuple[str, str], Case] = {}
        self._about: dict[str, list[Statement]] = defaultdict(list)
        self._about_in: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        self._citing: dict[str, list[Statement]] = defaultdict(list)
        self._views: dict[int, View] = {}

    def answered(self, cases: Sequence[Case], statements: Sequence[Statement]) -> list[Case]:
        """The cases that somebody denies, and new ones of claims that are no accusations by their verb."""
        denials = [s for s in statements if self._acts.get(s.id) == "denial" and s.speaker]
        for case in cases:
            self._add(case)
        if denials:
            self._read(statements)
        for same in self._one_answer(denials):
            if home := self._case_of(same):
                home.denials.extend(same)
        self._deny_deeds(statements)
        return [case for same in self._against.values() for case in same if case.denials]

    def _add(self, case: Case) -> None:
        self._against[case.against].append(case)
        self._views[id(case)] = View.of(case, self._scene)
        for article in case.articles:
            self._in[case.against, article].append(case)
        self._of.update(((case.against, s.id), case) for s in case.claims)

    def _read(self, statements: Sequence[Statement]) -> None:
        for said in statements:
            if self._acts.get(said.id) in ("claim", "accusation"):
                for root in dict.fromkeys(self._root(actor) for actor in self._scene.sides.of(said)):
                    self._about[root].append(said)
                    self._about_in[root, said.article].append(said)
            if said.speaker and said.basis == "document":
                self._citing[said.speaker].append(said)

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
        root = self._root(denial.speaker)
        against = self._against.get(root, [])
        if len(against) <= _CROWD:
            return against
        return (self._in.get((root, denial.article)) or against)[:_CROWD]

    def _fit(self, denial: Statement, case: Case) -> Fit:
        """Same sentence, shared words, the accuser named, a claim just before, more claims here, nearness.

        Far behind a claim a denial answers what the article is mostly about, not what it said last.
        """
        view = self._views[id(case)]
        here = view.claims.get(denial.article, ())
        sentence = any(self._scene.sentence(s) == self._scene.sentence(denial) for s in here)
        shared = len(self._scene.stems(denial) & view.words)
        named = any(self._root(actor) == case.by for actor in self._scene.sides.of(denial))
        before = [s for s in here if s.extent.start <= denial.extent.start]
        paragraph = self._scene.paragraph(denial)
        beside = any(paragraph - self._scene.paragraph(s) <= 1 for s in before)
        gap = min((denial.extent.start - s.extent.start for s in before), default=10**9)
        return sentence, shared, named, beside, len(here), -gap

    def _documented(self, denial: Statement, kind: str) -> Case | None:
        """The case of what a document said that the denial rejects ("rejected that report as well").

        It is one that the denial's article speaks of, the nearest before it, else the first elsewhere.
        """
        mine, here = self._root(denial.speaker), denial.article
        present = dict.fromkeys(m.actor for m in self._scene.sides.mentions(here) if m.actor)
        others = [actor for actor in present if self._root(actor) != mine]
        said_by = (s for actor in others for s in self._citing.get(actor, ())[:_CROWD])
        found = sorted((s for s in said_by if self._scene.cites(s, kind)), key=place)
        before = [s for s in found if s.article == here and s.extent.start <= denial.extent.start]
        said = max(before, key=place) if before else next(iter(found), None)
        return self._new(said, mine) if said else None

    def _plain_claim(self, denial: Statement) -> Case | None:
        """A claim about the denying side, though no accusation by its verb: in its words, or just before."""
        mine = self._root(denial.speaker)
        words = self._scene.stems(denial)
        best: tuple[tuple[int, int], Statement] | None = None
        here = self._about_in.get((mine, denial.article), [])
        elsewhere = [s for s in self._about.get(mine, ())[:_CROWD] if s.article != denial.article]
        for said in (*here, *elsewhere)[:_CROWD]:
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
        case = self._of.get((against, said.id))
        if case is None:
            case = Case(self._root(said.speaker), against, [said])
            self._add(case)
        return case

    def _deny_deeds(self, statements: Sequence[Statement]) -> None:
        """Adds what the accused side says was not done, though no verb of denying tells so."""
        of_deed: dict[tuple[str, str], list[Case]] = defaultdict(list)
        for root, cases in self._against.items():
            for case in cases:
                for deed in self._views[id(case)].deeds:
                    of_deed[root, deed].append(case)
        for said in statements if of_deed else ():
            root = self._root(said.speaker)
            if root in self._against and self._acts.get(said.id) == "claim":
                words = sorted(self._scene.said_not(said))
                fits = [c for w in words for c in of_deed.get((root, w), ())[:_CROWD]]
                home = max(fits, key=lambda c: said.article in self._views[id(c)].claims, default=None)
                if home is not None:
                    home.denials.append(said)
