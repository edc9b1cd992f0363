"""The editors' verbs on actors: merge, split, rename, delete, and actors that only they name."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from gloss.errors import Problems
from gloss.link.decisions import Decision, Delete, Merge, Missed, Rename, Speaker, Split
from gloss.link.ids import slug
from gloss.link.nodes import Group, fullest
from gloss.link.overlay import Overlay
from gloss.link.register import Register
from gloss.link.registered import addresses
from gloss.link.strict import nearest
from gloss.link.words import words_of
from gloss.model import AnnotatedArticle

_TYPO = 75.0


class Recast:
    """The groups as editors want them: `groups` by id, ids to take out, and where former ids went.

    An actor that joined another by its name in the register leaves its id as one merged does.
    """

    def __init__(
        self,
        groups: dict[str, Group],
        records: Sequence[AnnotatedArticle],
        register: Register,
        overlay: Overlay,
        problems: Problems,
    ) -> None:
        self.groups = groups
        self.deleted: set[str] = set()
        self.moved = {old: now for old, now in addresses(register, groups).items() if now in groups}
        for old, now in self.moved.items():
            groups[now].former.append(old)
        self._texts = {record.article.id: record.article.text for record in records}
        self._register = register
        self._overlay = overlay
        self._problems = problems

    def run(self) -> None:
        """Applies every entry in file order; problems and orphans are noted, not raised."""
        for decision in self._overlay.entries():
            present = [self._present(actor, decision) for actor in decision.actors]
            if not all(present):
                continue
            match decision.what:
                case Merge() as merge:
                    self._merge(decision, merge)
                case Split() as split:
                    self._split(decision, split)
                case Rename(rename=actor, name=name):
                    self.groups[self._now(actor)].name = name
                case Delete(delete=actor):
                    self.deleted.add(self._now(actor))

    def _now(self, actor: str) -> str:
        return self.moved.get(actor, actor)

    def _present(self, actor: str, decision: Decision) -> bool:
        """Whether there is such an actor, made here if need be.

        It may stand in the register, or its id may be the slug of a name that stands in the decision's
        article: then the decision holds though the machine no longer finds the name. An id close to a
        known one is a typo and an error; any other leaves the decision an orphan.
        """
        if self._now(actor) in self.groups:
            return True
        entry = self._register.get(actor)
        what = decision.what
        name = entry.name if entry else None
        if name is None and isinstance(what, Speaker | Missed):
            name = _printed(actor, self._texts.get(what.article, ""))
        if name is not None:
            self.groups[actor] = Group([], entry, actor, name)
            return True
        known = [*self.groups, *(e.id for e in self._register.entries)]
        if process.extractOne(actor, known, scorer=fuzz.ratio, score_cutoff=_TYPO):
            remedy = nearest(actor, known)
            self._problems.add(self._overlay.path, decision.line, f"there is no actor {actor!r}", remedy)
        else:
            self._overlay.orphan(decision, f"there is no actor {actor!r} in the articles or the register")
        return False

    def _merge(self, decision: Decision, what: Merge) -> None:
        ids = dict.fromkeys(self._now(actor) for actor in (*what.merge, what.into))
        apart = [
            (e.id, other) for e in self._register.entries for other in e.not_ if {e.id, other} <= set(ids)
        ]
        if apart:
            one, other = apart[0]
            self._overlay.warn(decision, f"the register says {one!r} is not {other!r}; they stay apart")
            return
        parts = [self.groups.pop(actor) for actor in ids if actor in self.groups]
        into = self._now(what.into)
        whole = next((part for part in parts if part.id == into), None) or Group(
            [], None, into, parts[0].name
        )
        for part in parts:
            if part is not whole:
                whole.nodes.extend(part.nodes)
                whole.former.extend([part.id, *part.former])
                whole.entry = whole.entry or part.entry
        whole.nodes.sort(key=lambda node: node.id)
        self.groups[into] = whole
        self.moved.update(dict.fromkeys((former for former in whole.former if former != into), into))

    def _split(self, decision: Decision, what: Split) -> None:
        group = self.groups[self._now(what.split)]
        for actor, articles in what.articles.items():
            leaving = [node for node in group.nodes if node.article in articles]
            if not leaving:
                self._overlay.orphan(decision, f"{what.split!r} does not stand in {', '.join(articles)}")
                continue
            group.nodes = [node for node in group.nodes if node.article not in articles]
            self._vacate(actor)
            entry = self._register.get(actor)
            other = self.groups.setdefault(actor, Group([], entry, actor, entry.name if entry else ""))
            other.nodes = sorted([*other.nodes, *leaving], key=lambda node: node.id)
            other.name = other.name or fullest(other.nodes)
        if not group.nodes and group.entry is None:
            del self.groups[group.id]

    def _vacate(self, actor: str) -> None:
        """Lets a former id be an actor's own again."""
        now = self.moved.pop(actor, actor)
        if now != actor and now in self.groups:
            self.groups[now].former.remove(actor)


def _printed(actor: str, text: str) -> str | None:
    """The words of the text whose slug is the id, as printed; None where they do not stand."""
    wanted = actor.split("-")
    words = words_of(text.replace("-", " "))
    plain = [slug(norm) for norm in words.norms]
    for n in range(len(plain) - len(wanted) + 1):
        if plain[n : n + len(wanted)] == wanted and text[words.spans[n].start].isupper():
            return text[words.spans[n].start : words.spans[n + len(wanted) - 1].end]
    return None
