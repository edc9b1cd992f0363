from __future__ import annotations

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from gloss.annotate.universal import speaks_clear, to_universal

PTB = """
The      DET   det       1
army     NOUN  nsubj     2
killed   VERB  ROOT      2
scores   NOUN  dobj      2
of       ADP   prep      3
men      NOUN  pobj      4
in       ADP   prep      2
Oslo     PROPN pobj      6
"""
COPULA = """
He       PRON  nsubj     1
is       AUX   ROOT      1
the      DET   det       3
head     NOUN  attr      1
of       ADP   prep      3
it       PRON  pobj      4
"""
CLAUSE = """
Men      NOUN  nsubjpass 2
were     AUX   auxpass   2
accused  VERB  ROOT      2
of       ADP   prep      2
lying    VERB  pcomp     3
"""


def parsed(table: str) -> Doc:
    words, tags, deps, heads = zip(*(line.split() for line in table.split("\n") if line), strict=True)
    lemmas = ["be" if w in {"is", "were"} else w.lower() for w in words]
    return Doc(
        Vocab(),
        words=list(words),
        pos=list(tags),
        deps=list(deps),
        heads=[int(h) for h in heads],
        lemmas=lemmas,
    )


def relations(doc: Doc) -> list[tuple[str, str, str]]:
    return [(t.text, t.dep_, t.head.text) for t in doc]


def test_objects_of_prepositions_take_their_place() -> None:
    assert relations(to_universal(parsed(PTB))) == [
        ("The", "det", "army"),
        ("army", "nsubj", "killed"),
        ("killed", "ROOT", "killed"),
        ("scores", "obj", "killed"),
        ("of", "case", "men"),
        ("men", "nmod", "scores"),
        ("in", "case", "Oslo"),
        ("Oslo", "obl", "killed"),
    ]


def test_a_predicate_noun_takes_the_place_of_its_copula() -> None:
    assert relations(to_universal(parsed(COPULA))) == [
        ("He", "nsubj", "head"),
        ("is", "cop", "head"),
        ("the", "det", "head"),
        ("head", "ROOT", "head"),
        ("of", "case", "it"),
        ("it", "nmod", "head"),
    ]


def test_a_clause_after_a_preposition_is_marked_by_it() -> None:
    assert relations(to_universal(parsed(CLAUSE))) == [
        ("Men", "nsubj:pass", "accused"),
        ("were", "aux:pass", "accused"),
        ("accused", "ROOT", "accused"),
        ("of", "mark", "lying"),
        ("lying", "advcl", "accused"),
    ]


def test_the_labels_of_a_pipeline_tell_its_way() -> None:
    nlp = spacy.blank("en")
    assert not speaks_clear(nlp)
    parser = nlp.add_pipe("parser")
    for label in ("obj", "obl"):
        parser.add_label(label)  # type: ignore[attr-defined]
    assert not speaks_clear(nlp)
    parser.add_label("pobj")  # type: ignore[attr-defined]
    assert speaks_clear(nlp)
