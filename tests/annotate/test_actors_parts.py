"""The parts that actors are made from, on documents built by hand: no trained pipeline is needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from gloss.annotate.actors import metonyms, organisations, people, resolve, whose
from gloss.annotate.actors.found import Name, fold, slug, without_overlaps
from gloss.annotate.relation import Relation
from gloss.model import TextSpan

NLP = spacy.blank("en")


def doc(words: Sequence[tuple[str, str, str, str, int]], ents: Sequence[tuple[int, int, str]] = ()) -> Any:
    """A document of (word, tag, pos, dep, head) with entities by token."""
    from spacy.tokens import Doc, Span

    texts = [w[0] for w in words]
    made = Doc(
        NLP.vocab,
        words=texts,
        spaces=[
            not (n in (".", ",", "'s") or w in ("“",)) for w, n in zip(texts, [*texts[1:], ""], strict=True)
        ],
        tags=[w[1] for w in words],
        pos=[w[2] for w in words],
        deps=[w[3] for w in words],
        heads=[w[4] for w in words],
        lemmas=[{"said": "say", "denied": "deny", "fell": "fall"}.get(t, t) for t in texts],
    )
    made.ents = [Span(made, start, end, label=label) for start, end, label in ents]
    return made


def capital_doc(verb: str) -> Any:
    return doc(
        [
            ("Lima", "NNP", "PROPN", "nsubj", 1),
            (verb, "VBD", "VERB", "ROOT", 1),
            ("it", "PRP", "PRON", "obj", 1),
        ],
        [(0, 1, "GPE")],
    )


def person(text: str, start: int = 0, **more: Any) -> Name:
    return Name(start, start + len(text.split()), text, "PERSON", "person", **more)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Ana Ruiz", "Ana María Ruiz", True),
        ("Ana Ruiz", "Eva Ruiz", False),
        ("J. Hartley", "John Hartley", True),
        ("K. Hartley", "John Hartley", False),
        ("Bill Hartley", "William Hartley", True),
        ("Robert Lane Sr.", "Robert Lane Jr.", False),
        ("Robert Lane", "Robert Lane Jr.", True),
        ("Omar al-Masri", "Omar Masri", True),
        ("Jörg Weiß", "Jorg Weiss", True),
    ],
)
def test_full_names(a: str, b: str, same: bool) -> None:
    assert people.compatible(people.parsed(a), people.parsed(b)) is same


def test_gender_keeps_persons_apart() -> None:
    his, hers = person("Ruiz", 0, gender="m"), person("Ruiz", 5, gender="f")
    assert len(people.persons_of([his, hers])) == 2


def test_a_name_that_fits_two_is_nobodys() -> None:
    ana, eva, bare = person("Ana Ruiz", 0), person("Eva Ruiz", 3), person("Ruiz", 9)
    both = people.persons_of([ana, eva, bare])
    assert whose.owners([ana, eva, bare], both, {})[bare] is None


def test_a_family_name_goes_on_meaning_whom_it_meant() -> None:
    eva, first, ana, again = (
        person("Eva Ruiz"),
        person("Ruiz", 20),
        person("Ana Ruiz", 400),
        person("Ruiz", 900),
    )
    names = [eva, first, ana, again]
    owners = whose.owners(names, people.persons_of(names), {})
    assert owners[again] is not None
    assert owners[again].forms[0].given == ("eva",)


@pytest.mark.parametrize(("verb", "read"), [("denied", "government"), ("fell", "place")])
def test_a_capital_acts_or_lies(verb: str, read: str) -> None:
    name = Name(0, 1, "Lima", "LOC", "capital", "PE")
    assert metonyms.reading(capital_doc(verb), name, ()) == read


def test_a_capital_that_is_a_source_is_a_government() -> None:
    name = Name(0, 1, "Lima", "LOC", "capital", "PE")
    assert metonyms.reading(capital_doc("fell"), name, (TextSpan(0, 4),)) == "government"


def test_entities_of_other_pipelines_count() -> None:
    found = resolve(capital_doc("denied"), (), ())
    assert [(m.label, m.actor) for m in found.mentions] == [("LOC", "government-of-peru")]
    assert found.actors[0].key == "government:PE"


def test_below_the_threshold_a_speaker_is_a_proposal() -> None:
    made = capital_doc("denied")
    relation = Relation("indirect", (TextSpan(12, 14),), (TextSpan(0, 4),), (TextSpan(5, 11),), score=0.5)
    (shown,) = resolve(made, (relation,), (), threshold=0.4).attributions
    (kept,) = resolve(made, (relation,), (), threshold=0.9).attributions
    assert (shown.speaker, shown.basis, shown.proposal) == ("government-of-peru", "metonym", None)
    assert (kept.speaker, kept.basis) == (None, "unsure")
    assert kept.proposal is not None
    assert kept.proposal.actor == "government-of-peru"


def test_without_source_and_cue_nobody_is_named() -> None:
    relation = Relation("direct", (TextSpan(0, 4),), score=0.8)
    (found,) = resolve(capital_doc("fell"), (relation,), ()).attributions
    assert (found.speaker, found.basis, found.score, found.proposal) == (None, "none", 0.8, None)


def body(text: str, start: int, code: str | None = None) -> Name:
    return Name(start, start + len(text.split()), text, "ORG", "body", code)


def test_a_short_name_joins_only_what_says_its_kind() -> None:
    blank = doc([(".", ".", "PUNCT", "punct", 0)])
    names = [body("Senate Arms Committee", 0), body("Senate", 9), body("Harbour Watch International", 12)]
    short = body("Harbour Watch", 20)
    keys = organisations.keys_of(blank, [*names, short], {})
    assert keys[names[1]] != keys[names[0]]
    assert keys[short] == keys[names[2]]


def test_two_administrations_are_two_bodies() -> None:
    blank = doc([(".", ".", "PUNCT", "punct", 0)])
    names = [
        body("Keane administration", 0),
        body("Ortega's administration", 5),
        body("US administration", 9, "US"),
    ]
    keys = organisations.keys_of(blank, names, {})
    assert len({keys[n] for n in names}) == 3
    assert keys[names[2]] == "government:US"


def test_ids_are_ascii_and_alike_names_differ() -> None:
    assert slug("Élysée U.S. O’Neill") == "elysee-us-oneill"
    assert slug("李伟") == "x"
    assert fold("Jörg  O’Neill") == "jorg o'neill"


def test_the_better_of_two_names_that_overlap_stays() -> None:
    long, short = body("Harbour Watch", 0), body("Watch", 1)
    assert without_overlaps([long, short]) == (long,)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("Aa.,'’\"“” \nUSThe of-KimJr:(Mr)é"), max_size=120))
def test_any_text_without_any_analysis_is_read(text: str) -> None:
    made = NLP(text)
    found = resolve(made, (), ())
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in found.mentions)
    known = {a.id for a in found.actors}
    assert all(m.actor is None or m.actor in known for m in found.mentions)
    assert all(a.part_of is None or a.part_of in known for a in found.actors)
