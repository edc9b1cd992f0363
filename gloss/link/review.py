"""Doubts for the editors, the most harmful first, each with the line that settles it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from gloss.errors import EditorFileError, Problem
from gloss.link.actors import Cast
from gloss.link.decisions import read_decisions
from gloss.link.ids import digest
from gloss.link.nodes import Doubt
from gloss.link.scene import Scene
from gloss.link.strict import quoted as yaml_text
from gloss.link.utterances import Said
from gloss.model import Actor, Article, Passage, QuotedString, ReviewItem, Statement, TextSpan
from gloss.selectors import describe

DOUBTFUL = 0.75
"""A speaker shown with a lower score than this is worth an editor's look."""
_CANDIDATES = 3
_AROUND = 10

# Greatest harm first: a quote under the wrong person is the worst this site can do.
_SHOWN, _TWO_VOICES, _UNSURE, _NAME, _UNSURE_INDIRECT, _REPEAT, _FLOATING = 90, 80, 70, 60, 50, 40, 30


@dataclass(frozen=True, slots=True)
class _Doubt:
    harm: int
    proposal: str
    reason: str
    speaker: str | None = None


class Review:
    """One run over the linked corpus."""

    def __init__(
        self, articles: Mapping[str, Article], said: Said, cast: Cast, actors: Sequence[Actor], scene: Scene
    ) -> None:
        self._articles = articles
        self._said = said
        self._cast = cast
        self._names = {actor.id: actor.name for actor in actors}
        self._scene = scene
        self._strings = {q.id: q for q in said.quoted}
        self._first_string: dict[str, QuotedString] = {}
        for string in said.quoted:
            if string.attribution:
                self._first_string.setdefault(string.attribution, string)

    def items(self) -> tuple[ReviewItem, ...]:
        """All doubts, ordered by harm, briefing and place; each once."""
        found = [*self._speakers(), *self._voices(), *self._lookalikes()]
        once = {item.id: item for item in found}
        return tuple(sorted(once.values(), key=lambda i: (-i.harm, i.briefing, i.article, i.span, i.id)))

    def _speakers(self) -> Iterator[ReviewItem]:
        for said in self._said.statements:
            string = self._first_string.get(said.id)
            span = string.span if string else said.content[0]
            doubt = self._doubt(said, quoted=string is not None)
            if doubt:
                line = self._anchored(said.article, span, f"speaker: {doubt.speaker or 'null'}")
                yield self._item(Passage(said.article, span), doubt, line)

    def _doubt(self, said: Statement, *, quoted: bool) -> _Doubt | None:
        """What is doubtful about a statement's speaker; None for a statement beyond doubt."""
        if said.speaker and said.basis == "repeat":
            here = "the speaker was in doubt here" if said.source else "the text names nobody here"
            reason = f"{here}; the same words are credited in another printing"
            return _Doubt(_REPEAT, f"said by {self._names[said.speaker]}", reason, said.speaker)
        if said.speaker and said.basis != "editor" and said.score < DOUBTFUL and quoted:
            reason = f"shown by {said.basis} with a score of only {said.score:.2f}"
            return _Doubt(_SHOWN, f"said by {self._names[said.speaker]}", reason, said.speaker)
        if said.basis == "unsure" and said.proposal:
            who = said.proposal.actor
            reason = f"the best guess has a score of only {said.proposal.score:.2f}"
            return _Doubt(_UNSURE if quoted else _UNSURE_INDIRECT, f"said by {self._names[who]}", reason, who)
        if said.basis in ("none", "unsure") and quoted and not said.speaker:
            near = ", ".join(self._names[a] for a in self._nearby(said))
            reason = "the text names no speaker" + (f"; speakers nearby: {near}" if near else "")
            return _Doubt(_FLOATING, "no speaker given", reason)
        return None

    def _nearby(self, said: Statement) -> list[str]:
        """Speakers of the statements around, nearest first."""
        here = self._scene.speaking(said.article)
        at = said.extent.start
        place = bisect_left(here, at, key=lambda found: found[0])
        near = here[max(0, place - _AROUND) : place + _AROUND]
        near.sort(key=lambda found: (abs(found[0] - at), found))
        return list(dict.fromkeys(speaker for _, speaker in near))[:_CANDIDATES]

    def _voices(self) -> Iterator[ReviewItem]:
        """The same words, credited to speakers who have nothing to do with each other, or fitting several."""
        for one, other in self._said.doubtful:
            here, there = self._strings[one.id], self._strings[other.id]
            if here.utterance == there.utterance or frozenset((one.id, other.id)) in self._said.apart:
                continue
            reason = f"its words stand in {there.article} too, but speakers or statements differ"
            line = self._anchored(here.article, here.span, f"same: {there.utterance}")
            yield self._item(
                Passage(here.article, here.span), _Doubt(_TWO_VOICES, "one utterance", reason), line
            )

    def _lookalikes(self) -> Iterator[ReviewItem]:
        for doubt in self._cast.doubts:
            actor = self._cast.of.get(doubt.node.id)
            others = {self._cast.of.get(node.id) for node in doubt.candidates} - {None, actor}
            likely = sorted(o for o in others if o and frozenset((o, actor)) not in self._cast.forbidden)
            span = self._printed(doubt, actor)
            if actor and likely and span:
                names = " or ".join(self._names[o] for o in likely[:_CANDIDATES])
                line = f"- {{merge: [{actor}, {likely[0]}], into: {likely[0]}}}"
                reason = _Doubt(_NAME, f"the same as {names}", doubt.reason)
                yield self._item(Passage(doubt.node.article, span), reason, line)

    def _printed(self, doubt: Doubt, actor: str | None) -> TextSpan | None:
        """Where the article first prints the doubtful actor; None where it has no mention."""
        mentions = self._scene.sides.mentions(doubt.node.article)
        return next((m.span for m in mentions if m.actor == actor), None)

    def _anchored(self, article: str, span: TextSpan, verb: str) -> str:
        selector = describe(self._articles[article].text, span)
        parts = [f"article: {yaml_text(article)}", f"exact: {yaml_text(selector.exact)}"]
        parts += [f"prefix: {yaml_text(selector.prefix)}"] if selector.prefix else []
        parts += [f"suffix: {yaml_text(selector.suffix)}"] if selector.suffix else []
        return "- {" + ", ".join([*parts, verb]) + "}"

    def _item(self, at: Passage, doubt: _Doubt, line: str) -> ReviewItem:
        return ReviewItem(
            id="r" + digest([line]),
            briefing=self._articles[at.article].briefing,
            article=at.article,
            span=at.span,
            sentence=self._scene.sentence_at(at.article, at.span.start),
            proposal=doubt.proposal,
            reason=doubt.reason,
            line=line,
            harm=doubt.harm,
        )


def accept(path: Path, item: ReviewItem) -> None:
    """Appends the item's line to the decisions in `path`; comments and all that stands there stay.

    The file is replaced in one step, and only if it can still be read afterwards; otherwise it stays
    as it was and EditorFileError is raised.
    """
    old = path.read_bytes().decode("utf-8") if path.exists() else ""
    end = "\r\n" if "\r\n" in old else "\n"
    indent = re.search(r"^([ ]*)- ", old, re.MULTILINE)
    gap = end if old and not old.endswith(("\n", "\r")) else ""
    new = f"{old}{gap}{indent.group(1) if indent else ''}{item.line}{end}"
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("wb", dir=path.parent, prefix=".decisions-", suffix=".tmp", delete=False) as made:
        made.write(new.encode("utf-8"))
    temporary = Path(made.name)
    try:
        _check_reads(temporary, path, item.line)
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        else:
            temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _check_reads(temporary: Path, path: Path, line: str) -> None:
    before = len(read_decisions(path).entries)
    try:
        after = len(read_decisions(temporary, str(path)).entries)
    except EditorFileError:
        after = before
    if after != before + 1:
        problem = Problem(
            str(path), None, "the line cannot be appended to its list", f"paste it yourself: {line}"
        )
        raise EditorFileError(problem)


def find_item(items: Iterable[ReviewItem], item: str) -> ReviewItem | None:
    """The item of this id, None where there is none."""
    return next((found for found in items if found.id == item), None)
