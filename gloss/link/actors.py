"""The actors of the corpus: joined groups with stable ids, and the editors' verbs on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gloss.errors import EditorFileError, Problems
from gloss.link.ids import digest, slug
from gloss.link.joining import Joiner
from gloss.link.names import is_full, surname
from gloss.link.nodes import Doubt, Group, LocalId, fullest, nodes_of
from gloss.link.overlay import Overlay
from gloss.link.recast import Recast
from gloss.link.register import Register, check_references
from gloss.link.relations import Relations
from gloss.link.spoken import Spoken
from gloss.model import AnnotatedArticle

_LOOK_ALIKES = 12


@dataclass(slots=True)
class Cast:
    """Who is who over all articles.

    `of` leads from an article's actor to the corpus actor, or to None where editors deleted it.
    `groups` is by id, `never` holds ids of groups, `forbidden` the pairs that the register keeps apart;
    `moved` leads from merged ids to where they went.
    """

    groups: dict[str, Group]
    of: dict[LocalId, str | None]
    relations: Relations
    never: dict[str, tuple[str, ...]]
    doubts: tuple[Doubt, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    forbidden: frozenset[frozenset[str]] = frozenset()

    def actor(self, article: str, local: str | None) -> str | None:
        """The corpus actor of an article's actor; None for none and for a deleted one."""
        return self.of.get((article, local)) if local else None

    def decided(self, actor: str | None) -> str | None:
        """The actor that an editor's id means today, after merges; None for none and for a deleted one."""
        here = self.moved.get(actor, actor) if actor else None
        return here if here in self.groups else None


def cast_of(records: Sequence[AnnotatedArticle], register: Register, overlay: Overlay) -> Cast:
    """The cast of the corpus, with the editors' decisions on it; raises EditorFileError for unknown ids."""
    joiner = Joiner(nodes_of(records), register, Spoken(records))
    groups = [Group(nodes, joiner.entry_of(nodes[0])) for nodes in joiner.run()]
    problems = Problems()
    recast = Recast(_with_ids(groups, register), records, register, overlay, problems)
    recast.run()
    _add_owners(recast.groups, register)
    check_references(register, [*recast.groups, *(e.id for e in register.entries)], problems)
    problems.raise_as(EditorFileError)
    of: dict[LocalId, str | None] = {n.id: i for i, g in recast.groups.items() for n in g.nodes}
    for gone in recast.deleted:
        of.update(dict.fromkeys((n.id for n in recast.groups.pop(gone).nodes), None))
    relations = Relations.of(recast.groups, of, records)
    forbidden = frozenset(frozenset((e.id, other)) for e in register.entries for other in e.not_)
    return Cast(
        recast.groups, of, relations, _never(recast.groups), tuple(joiner.doubts), recast.moved, forbidden
    )


def _with_ids(groups: list[Group], register: Register) -> dict[str, Group]:
    """The groups by id: the register's, else a slug of the name.

    Where several groups have one slug, the register's entry, then the one with a key, then the one
    that stands first keeps it; the others get a hash of their evidence added, never a counter.
    """
    taken = {entry.id for entry in register.entries}
    claims: dict[str, list[Group]] = defaultdict(list)
    found: dict[str, Group] = {}
    for group in groups:
        group.name = group.entry.name if group.entry else fullest(group.nodes)
        if group.entry:
            group.id = group.entry.id
            found[group.id] = group
        else:
            claims[slug(group.name)].append(group)
    for made, rivals in claims.items():
        rivals.sort(key=lambda g: (g.key is None, g.nodes[0].id))
        for number, group in enumerate(rivals):
            clash = number > 0 or made in taken
            group.id = f"{made}-{_evidence(group)}" if clash else made
            found[group.id] = group
    return dict(sorted(found.items()))


def _evidence(group: Group) -> str:
    first = group.nodes[0]
    return digest([group.key] if group.key else [group.type, *first.id, group.name], 6)


def _add_owners(groups: dict[str, Group], register: Register) -> None:
    """Adds registered actors that others are part of, though no article names them."""
    waiting = [g.entry.part_of for g in groups.values() if g.entry and g.entry.part_of]
    while waiting:
        actor = waiting.pop()
        entry = register.get(actor)
        if entry and actor not in groups:
            groups[actor] = Group([], entry, actor, entry.name)
            waiting.extend([entry.part_of] if entry.part_of else [])


def _never(groups: Mapping[str, Group]) -> dict[str, tuple[str, ...]]:
    """For every actor those it must not be taken for: the register's, and people who share a surname."""
    pairs: set[tuple[str, str]] = set()
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for actor, group in groups.items():
        if group.entry:
            pairs.update((actor, other) for other in group.entry.not_ if other in groups)
        if group.type == "person" and is_full(group.name):
            for briefing in group.briefings:
                alike[briefing, surname(group.name)].append(actor)
    for same in alike.values():
        pairs.update((a, b) for a in same[:_LOOK_ALIKES] for b in same[:_LOOK_ALIKES] if a != b)
    found: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        found[a].add(b)
        found[b].add(a)
    return {actor: tuple(sorted(others)) for actor, others in found.items()}
