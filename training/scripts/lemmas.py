"""Tables for spaCy's rule lemmatizer, learnt from the treebanks: rules, known lemmas, exceptions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from spacy.lookups import Lookups

from training.scripts.treebanks import Word, read_conllu

# Regular English inflection, (ending, replacement); spaCy prefers what gives a known lemma.
RULES: dict[str, list[tuple[str, str]]] = {
    "noun": [("s", ""), ("ses", "s"), ("ves", "f"), ("ves", "fe"), ("xes", "x"), ("zes", "z"), ("ches", "ch"),
             ("shes", "sh"), ("oes", "o"), ("men", "man"), ("ies", "y"), ("sses", "ss")],
    "verb": [("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""),
             ("ied", "y"), ("ing", "e"), ("ing", "")],
    "adj": [("er", ""), ("est", ""), ("er", "e"), ("est", "e"), ("ier", "y"), ("iest", "y")],
    "adv": [("er", ""), ("est", ""), ("er", "e"), ("est", "e"), ("ier", "y"), ("iest", "y")],
}  # fmt: skip
DOUBLING = "bdgklmnprt"
OPEN = frozenset(RULES)
CLOSED = frozenset({"aux", "pron", "det", "part", "adp", "sconj", "cconj", "num", "intj", "punct", "sym"})


def rules() -> dict[str, list[tuple[str, str]]]:
    """The inflection rules with the doubled consonants ("planned", "biggest") written out."""
    table = {pos: list(pairs) for pos, pairs in RULES.items()}
    for letter in DOUBLING:
        table["verb"] += [(2 * letter + "ed", letter), (2 * letter + "ing", letter)]
        table["adj"] += [(2 * letter + "er", letter), (2 * letter + "est", letter)]
    return table


def tables(paths: Iterable[Path]) -> Lookups:
    """The lemmatizer's look-up tables from the words of the CoNLL-U files."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path in paths:
        for sentence in read_conllu(path):
            for word in sentence.words:
                _count(word, counts)
    index: dict[str, list[str]] = {pos: [] for pos in OPEN}
    for pos in OPEN:
        lemmas = {lemma for (_, tag), found in counts.items() if tag == pos for lemma in found}
        index[pos] = sorted(lemmas)
    exceptions = _exceptions(counts, {pos: set(lemmas) for pos, lemmas in index.items()})
    lookups = Lookups()
    lookups.add_table("lemma_rules", rules())
    lookups.add_table("lemma_index", dict(sorted(index.items())))
    lookups.add_table("lemma_exc", exceptions)
    return lookups


def _count(word: Word, counts: dict[tuple[str, str], Counter[str]]) -> None:
    pos, form = word.upos.lower(), word.form.lower()
    if pos in OPEN | CLOSED and word.lemma and (form.isalpha() or pos in CLOSED):
        counts[form, pos][word.lemma if word.lemma == "I" else word.lemma.lower()] += 1


def _exceptions(
    counts: dict[tuple[str, str], Counter[str]], index: dict[str, set[str]]
) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {pos: {} for pos in sorted(OPEN | CLOSED)}
    for (form, pos), lemmas in sorted(counts.items()):
        (lemma, seen), *_ = lemmas.most_common(1)
        # A lemma seen once for a form that the rules know may be a slip of the treebank.
        if regular(form, pos, index.get(pos, set())) != lemma and (
            seen > 1 or pos in CLOSED or lemma != form
        ):
            found[pos][form] = [lemma]
            if "'" in form:
                found[pos][form.replace("'", "’")] = [lemma]
    return found


def regular(form: str, pos: str, known: set[str]) -> str:
    """The lemma the rules alone give, by the order of choice of spaCy's rule lemmatizer."""
    forms: list[str] = []
    unknown: list[str] = []
    for ending, replacement in rules().get(pos, []):
        if form.endswith(ending) and len(form) > len(ending):
            candidate = form[: -len(ending)] + replacement
            if candidate in known:
                forms.insert(0, candidate)
            else:
                unknown.append(candidate)
    return (forms or unknown or [form])[0]
