"""Syntax of other spaCy pipelines (CLEAR labels, prepositions as heads) in Universal Dependencies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_RENAMED = {
    "acomp": "xcomp", "agent": "obl", "attr": "xcomp", "auxpass": "aux:pass", "csubjpass": "csubj:pass",
    "dative": "iobj", "dobj": "obj", "intj": "discourse", "neg": "advmod", "npadvmod": "obl:npmod",
    "nsubjpass": "nsubj:pass", "oprd": "xcomp", "pcomp": "advcl", "pobj": "obl", "poss": "nmod:poss",
    "preconj": "cc:preconj", "predet": "det:predet", "prep": "obl", "prt": "compound:prt",
    "quantmod": "advmod", "relcl": "acl:relcl",
}  # fmt: skip
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM"))


def speaks_clear(nlp: Language) -> bool:
    """Whether a component of the pipeline labels dependencies the CLEAR way."""
    return any("pobj" in labels for labels in nlp.pipe_labels.values())


def to_universal(doc: Doc) -> Doc:
    """A Doc with CLEAR labels, now with Universal Dependencies as far as we use them.

    A predicate noun or adjective takes the place of its copula, the object of a preposition that of
    the preposition; the rest is renamed.
    """
    heads = [token.head.i for token in doc]
    labels = [str(token.dep_) for token in doc]
    for token in doc:
        if token.dep_ in {"attr", "acomp"} and token.head.lemma_ == "be":
            _trade_places(heads, labels, token.head.i, token.i, "cop", move_children=True)
    for token in doc:
        if token.dep_ in {"pobj", "pcomp"} and token.head.dep_ in {"prep", "agent", "dative"}:
            phrase = "case" if token.dep_ == "pobj" else "mark"
            _trade_places(heads, labels, token.head.i, token.i, phrase, move_children=False)
            labels[token.i] = _under(doc[heads[token.i]], clause=token.dep_ == "pcomp")
    offsets = np.array(heads, dtype=np.int64) - np.arange(len(heads))
    names = np.array([doc.vocab.strings.add(_RENAMED.get(label, label)) for label in labels], dtype=np.uint64)
    values: Any = np.stack([offsets.astype(np.uint64), names], axis=1)
    return doc.from_array(["HEAD", "DEP"], values)


def _trade_places(
    heads: list[int], labels: list[str], upper: int, lower: int, label: str, *, move_children: bool
) -> None:
    """Put `lower` where its head `upper` hangs, and `upper` under it as `label`."""
    heads[lower] = lower if heads[upper] == upper else heads[upper]
    labels[lower] = labels[upper]
    heads[upper], labels[upper] = lower, label
    if move_children:
        for n, head in enumerate(heads):
            if head == upper:
                heads[n] = lower


def _under(head: Token, *, clause: bool) -> str:
    if clause:
        return "acl" if head.pos_ in _NOMINAL else "advcl"
    return "nmod" if head.pos_ in _NOMINAL else "obl"
