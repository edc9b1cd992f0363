"""Descriptions that stand for an actor: "the ministry", "the spokeswoman", "the crown prince of X"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gloss.annotate.actors import countries
from gloss.annotate.actors.cast import Cast, Member
from gloss.annotate.actors.found import Name, fold, is_capitalised, slug, words_of
from gloss.annotate.actors.lexicon import BODY_HEADS, LEADER_HEADS, OFFICES, RULE_HEADS
from gloss.annotate.actors.people import parsed
from gloss.annotate.actors.titles import is_role, role_word

if TYPE_CHECKING:
    from spacy.tokens import Doc

DEFINITE = frozenset({"the", "this", "that"})
PAST = frozenset({"former", "ex", "late", "then"})
# Words that any body may be called by; they mean the one spoken of just before.
ANY_BODY = frozenset(
    {
        "group",
        "company",
        "organisation",
        "organization",
        "agency",
        "firm",
        "charity",
        "body",
        "paper",
        "newspaper",
        "outlet",
    }
)
NEAR = 60


@dataclass(frozen=True, slots=True)
class Nominal:
    """A description over the tokens `start` to `end` and whom it stands for, with how likely that is."""

    start: int
    end: int
    key: str
    score: float


def find(doc: Doc, cast: Cast) -> tuple[tuple[Nominal, ...], dict[str, Member]]:
    """Descriptions in text order, and the members that have no name but a role of their own.

    A description that fits no one, or two alike, is left out.
    """
    taken = {at for name in cast.owners for at in range(name.start, name.end)}
    names = {name.start: name for name in cast.owners}
    persons = {name.start for name in cast.owners if name.kind == "person"}
    found: list[Nominal] = []
    roles: dict[str, Member] = {}
    described = _Described(cast)
    for at in range(1, len(doc)):
        start = _opening(doc, at, taken)
        if start is None or at + 1 in persons:
            continue
        role = _role_with_place(doc, start, at, names)
        nominal = _known(doc, (start, role[1] if role else at + 1), at, described, names)
        if nominal is None and role is not None:
            nominal, member = _nameless(doc, start, role[1])
            roles.setdefault(member.key, member)
        if nominal is not None:
            found.append(nominal)
    return tuple(found), roles


def owned(doc: Doc, cast: Cast, referring: Mapping[int, str]) -> tuple[Nominal, ...]:
    """ "administration" in "his administration", where the text names that body of whom "his" means.

    `referring` gives the key of whom each pronoun token means, "whose" among them.
    """
    called = {fold(n.text): key for n, key in cast.owners.items() if n.kind == "body" and key}
    found = []
    for at, key in referring.items():
        possessive = doc[at].tag_ in ("PRP$", "WP$")
        head = doc[at + 1].lower_ if at + 1 < len(doc) and possessive else ""
        if head in LEADER_HEADS and key in cast.members:
            name = f"{parsed(cast.members[key].name).family} {head}"
            body = called.get(name, f"body::{name}")
            if body in cast.members:
                found.append(Nominal(at + 1, at + 2, body, 0.9))
    return tuple(found)


def _opening(doc: Doc, at: int, taken: set[int]) -> int | None:
    """First token behind "the" of the description headed at this token, None where it is none."""
    head = doc[at]
    word = role_word(head)
    heads_body = word in BODY_HEADS or word in ANY_BODY or word in RULE_HEADS
    if at in taken or head.tag_ in ("NNS", "NNPS") or not (is_role(head) or heads_body):
        return None
    if at + 1 < len(doc) and doc[at + 1].tag_ in ("NN", "NNS", "NNP") and doc[at + 1].lower_ != "of":
        return None
    back = at - 1
    while back >= 0 and at - back < 5 and doc[back].pos_ in ("ADJ", "NOUN", "PROPN"):
        back -= 1
    return back + 1 if back >= 0 and doc[back].lower_ in DEFINITE else None


class _Described:
    """Which members of the cast a description may mean, looked up once for each kind of description."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._titled: dict[str, list[tuple[Member, frozenset[str], str]]] = {}
        self._bodies = [
            (m, tuple(fold(n) for n in m.names)) for m in cast.members.values() if m.type == "body"
        ]
        self._called: dict[str, tuple[Member, ...]] = {}
        self._bearing: dict[tuple[str, bool, bool, str | None], tuple[Member, ...]] = {}
        for member in cast.members.values():
            for title in member.titles if member.type == "person" else ():
                held = frozenset(fold(title.text).replace("-", " ").split())
                for word in held:
                    self._titled.setdefault(word, []).append((member, held, title.text))

    def persons(self, head: str, words: set[str], code: str | None) -> tuple[Member, ...]:
        """The persons with a title of this head, past or vice like `words`, of the country `code` if any."""
        past, vice = bool(PAST & words), "vice" in words
        key = (head, past, vice, code)
        if key not in self._bearing:
            fitting = {
                member.key: member
                for member, held, title in self._titled.get(head, ())
                if past == bool(PAST & held)
                and vice == ("vice" in held)
                and (code is None or code == countries.code_in(title))
            }
            self._bearing[key] = tuple(fitting.values())
        return self._bearing[key]

    def bodies(self, head: str) -> tuple[Member, ...]:
        """The bodies whose names end in `head`, or say what they are the `head` of."""
        if head not in self._called:
            self._called[head] = tuple(m for m, names in self._bodies if _is_called(m, names, head))
        return self._called[head]


def _known(
    doc: Doc, span: tuple[int, int], at: int, described: _Described, names: Mapping[int, Name]
) -> Nominal | None:
    """The description of somebody the text names: the one whose title or own name it repeats."""
    start, end = span
    words = set(fold(words_of(doc, start, end)).split())
    head = role_word(doc[at])
    code = countries.code_in(words_of(doc, start, end))
    if is_role(doc[at]) and head not in BODY_HEADS:
        fitting = described.persons(head, words, code)
        return Nominal(start, end, fitting[0].key, 0.9) if len(fitting) == 1 else None
    if end > at + 1 or code is not None:
        return None
    cast, fitting = described.cast, described.bodies(head)
    if (
        len(fitting) == 1
        and at - start <= 1
        and (fitting[0].code or _is_near(start, fitting[0].key, cast, names))
    ):
        return Nominal(start, end, fitting[0].key, 0.9)
    if len(fitting) > 1 and at == start:
        return _nearest((start, end), head, fitting, cast, names)
    return _just_named(start, end, cast, names) if head in ANY_BODY and at == start else None


def _is_called(member: Member, names: tuple[str, ...], head: str) -> bool:
    if head in ("government", "regime") and member.key.startswith("government:"):
        return True
    return any(n.split()[-1] == head or f"{head} of " in n for n in names)


def _is_near(start: int, key: str, cast: Cast, names: Mapping[int, Name]) -> bool:
    """Whether the body was named not long before."""
    return any(cast.owners[names[at]] == key for at in range(max(0, start - 2 * NEAR), start) if at in names)


def _nearest(
    span: tuple[int, int], head: str, fitting: tuple[Member, ...], cast: Cast, names: Mapping[int, Name]
) -> Nominal | None:
    """The one of several bodies called alike that was named before; else the only one named just before.

    A government or regime may have been named long before.
    """
    start, end = span
    before = [m for m in fitting if m.first < start]
    if len(before) == 1 and (head in RULE_HEADS or _is_near(start, before[0].key, cast, names)):
        return Nominal(start, end, before[0].key, 0.8)
    near = {cast.owners[names[at]] for at in range(max(0, start - NEAR), start) if at in names}
    last = [m for m in before if m.key in near]
    return Nominal(start, end, last[0].key, 0.7) if len(last) == 1 else None


def _just_named(start: int, end: int, cast: Cast, names: Mapping[int, Name]) -> Nominal | None:
    """The one body named in the words just before, for "the group", "the company"."""
    before = (names[at] for at in range(max(0, start - NEAR), start) if at in names)
    near = {cast.owners[n] for n in before if n.kind == "body" and not n.code} - {None}
    key = near.pop() if len(near) == 1 else None
    return Nominal(start, end, key, 0.7) if key else None


def _role_with_place(doc: Doc, start: int, at: int, names: Mapping[int, Name]) -> tuple[Name, int] | None:
    """The place or body that an office is named with, and where the description ends."""
    if role_word(doc[at]) not in OFFICES or (
        is_capitalised(doc[start - 1]) and start > 1 and doc[start - 2].text == ","
    ):
        return None
    for name in (names[i] for i in (start, at + 2) if i in names):
        if (
            name.start == at + 2
            and doc[at + 1].lower_ == "of"
            and name.kind in ("country", "capital", "place")
        ):
            return name, name.end
        if name.kind == "people" and name.start == start and name.code and name.end <= at:
            return name, at + 1
    return None


def _nameless(doc: Doc, start: int, end: int) -> tuple[Nominal, Member]:
    text = words_of(doc, start, end)
    key = f"role:{slug(text)}"
    return Nominal(start, end, key, 0.9), Member(key, text, "person", (text,), named=False, first=start)
