"""The parts of attribution by themselves, on Docs built by hand: no trained pipeline needed."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from gloss.annotate.attribution import AttributionReader, relations
from gloss.annotate.attribution import tokens as words
from gloss.annotate.attribution.component import blocks
from gloss.annotate.attribution.crf import Batch, Weights, best_paths, posterior
from gloss.annotate.attribution.cues import Cues, candidates
from gloss.annotate.attribution.keys import keyed, mixed
from gloss.annotate.attribution.lexicon import UNKNOWN, Classes, lemma_keys
from gloss.annotate.attribution.paragraphs import paragraphs
from gloss.annotate.attribution.reader import EVIDENCE, Raw, Reader
from gloss.annotate.attribution.windows import windows
from gloss.annotate.quotes import regions
from gloss.annotate.relation import Relation


def built(text: str, heads: dict[str, tuple[str, str, str]] | None = None) -> Doc:
    """A Doc of `text` with a sentence a line; `heads` maps a word to its head's form, relation and POS."""
    doc = spacy.blank("en")(text)
    first: dict[str, int] = {}
    for token in doc:
        first.setdefault(token.text, token.i)
    for token in doc:
        token.is_sent_start = token.i == 0 or "\n" in doc[token.i - 1].text
        token.lemma_ = token.lower_
    for form, (head, relation, pos) in (heads or {}).items():
        token = doc[first[form]]
        token.head, token.dep_, token.pos_ = doc[first[head]], relation, pos
    return doc


def with_records(
    doc: Doc, *records: tuple[str | None, str | None, tuple[str, ...]], score: float = 0.9
) -> tuple[Relation, ...]:
    """The relations of `doc` when the component has found `records`: source, cue, contents by their words."""
    text = doc.text

    def ranges(parts: tuple[str, ...]) -> list[tuple[int, int]]:
        return [(text.index(part), text.index(part) + len(part)) for part in parts]

    doc.user_data["gloss_attribution"] = [
        {
            "source": ranges((source,)) if source else [],
            "cue": ranges((cue,)) if cue else [],
            "content": ranges(content),
            "cue_lemma": "say",
            "score": score,
        }
        for source, cue, content in records
    ]
    return relations(doc, regions(text, blocks(doc)))


def parts(doc: Doc, spans: object) -> list[str]:
    return [doc.text[span.start : span.end] for span in spans or ()]  # type: ignore[attr-defined]


# --- the chain ------------------------------------------------------------------------------------


def random_weights(labels: int, features: int) -> Weights:
    random = np.random.default_rng(4)
    keys = np.sort(random.choice(10_000, features, replace=False)).astype(np.uint32)

    def some(*shape: int) -> np.ndarray:
        return random.normal(size=shape).astype(np.float32)

    return Weights(keys, some(features, labels), some(labels), some(labels, labels), some(labels))


def test_scores_sum_the_weights_of_known_keys() -> None:
    weights = random_weights(3, 20)
    known, unknown = weights.keys[[2, 5]], np.setdiff1d(np.arange(50, dtype=np.uint32), weights.keys)[:1]
    found = weights.scores(np.array([[*known, *unknown]], dtype=np.uint32))
    assert np.allclose(found[0], weights.values[2] + weights.values[5], atol=1e-6)
    assert Weights(weights.keys[:0], weights.values[:0], *[weights.first] * 3).scores(known[None]).sum() == 0


def test_chain_agrees_with_counting_every_path() -> None:
    weights = random_weights(3, 4)
    scores = np.random.default_rng(5).normal(size=(7, 3)).astype(np.float32)
    batch = Batch.of(np.array([0, 4, 5]), np.array([4, 1, 2]))
    found, best = posterior(weights, scores, batch), best_paths(weights, scores, batch)
    for number, (start, length) in enumerate(((0, 4), (4, 1), (5, 2))):
        total, nodes, top = 0.0, np.zeros((length, 3)), (-np.inf, ())
        for path in itertools.product(range(3), repeat=length):
            value = float(weights.first[path[0]] + weights.last[path[-1]])
            value += sum(float(scores[start + n, label]) for n, label in enumerate(path))
            value += sum(float(weights.step[a, b]) for a, b in itertools.pairwise(path))
            total += np.exp(value)
            top = max(top, (value, path))
            for n, label in enumerate(path):
                nodes[n, label] += np.exp(value)
        assert found.totals[number] == pytest.approx(np.log(total), abs=1e-4)
        assert np.allclose(found.nodes[start : start + length], nodes / total, atol=1e-4)
        assert tuple(best[start : start + length]) == top[1]


def test_weights_survive_storage(tmp_path: Path) -> None:
    reader = Reader(random_weights(7, 30), random_weights(6, 40), Classes.none(), 0.7, 0.4, 0.2)
    AttributionReader(reader=reader).to_disk(tmp_path / "weights")
    back = AttributionReader().from_disk(tmp_path / "weights").reader
    assert back is not None
    assert (back.words.keys == reader.words.keys).all() and (back.rows.keys == reader.rows.keys).all()
    assert np.abs(back.rows.values - reader.rows.values).max() < 0.02
    assert (back.least, back.least_quoted, back.least_sourced) == pytest.approx((0.7, 0.4, 0.2))
    assert len(back.calibration) == EVIDENCE + 1


def test_keys_depend_on_order_and_template() -> None:
    a, b = np.array([1, 2], dtype=np.uint64), np.array([2, 1], dtype=np.uint64)
    assert (mixed(a, b) != mixed(b, a)).all()
    assert (keyed(a, 1) != keyed(a, 2)).all()


def test_classes_know_their_lemmas() -> None:
    lemmas = np.array([11, 22, 33], dtype=np.uint64)
    keys = lemma_keys(lemmas[:2])
    order = np.argsort(keys)
    classes = Classes(keys[order], np.array([[5, 50], [6, 60]], dtype=np.uint16)[order])
    assert classes.of(lemmas).tolist() == [[5, 50], [6, 60], [UNKNOWN, UNKNOWN]]
    assert Classes.none().of(lemmas).shape == (3, 0)


# --- words and windows ----------------------------------------------------------------------------


def test_words_leave_white_space_out_and_know_their_tree() -> None:
    doc = built(
        "Keel  said\n\nYes.",
        {"Keel": ("said", "nsubj", "PROPN"), "said": ("said", "ROOT", "VERB")},
    )
    found = words.read(doc, ())
    assert [doc.text[a:b] for a, b in zip(found.start, found.end, strict=True)] == [
        "Keel",
        "said",
        "Yes",
        ".",
    ]
    assert found.paragraph.tolist() == [0, 0, 1, 1]
    assert found.sentence.tolist() == [0, 0, 1, 1]
    assert found.head.tolist()[:2] == [1, 1]
    assert (found.left[1], found.right[1]) == (0, 1)
    assert found.children[1] == 1 << words.CHILD_RELATIONS.index("nsubj")


def test_a_long_quotation_is_one_row_unless_the_cue_stands_in_it() -> None:
    doc = built("He said “we shall never leave this town again” today.")
    found = words.read(doc, regions(doc.text, blocks(doc)))
    texts = [doc.text[a:b] for a, b in zip(found.start, found.end, strict=True)]
    said, leave = texts.index("said"), texts.index("leave")
    for word, whole in ((said, True), (leave, False)):
        cues = Cues(*(np.array([word]) for _ in range(3)), np.array([0.9], dtype=np.float32))
        rows = windows(found, cues)
        assert bool((rows.last > rows.first).any()) is whole
        assert rows.lengths.sum() == len(rows)


def test_candidates_are_runs_of_likely_words() -> None:
    doc = built("He also said and then added more.")
    found = words.read(doc, ())
    nodes = np.zeros((len(found), 7), dtype=np.float32)
    nodes[1:3, 3] = (0.2, 0.1)
    nodes[2, 4] = 0.7
    nodes[5, 3] = 0.9
    cues = candidates(found, nodes)
    assert list(zip(cues.first, cues.last, strict=True)) == [(1, 2), (5, 5)]
    assert cues.likely.tolist() == pytest.approx([0.8, 0.9])


def test_paragraphs_end_where_a_sentence_ends_at_a_line_break() -> None:
    doc = built("One line.\n\nTwo.\n")
    assert [doc.text[s.start : s.end] for s in paragraphs(doc)] == ["One line.", "Two."]


def test_overlapping_contents_go_to_the_likelier_cue() -> None:
    raw = Raw(np.array([0]), np.array([1]), np.array([2]), 1, 0.9, (0.0,) * EVIDENCE)
    reader = Reader(random_weights(7, 3), random_weights(6, 3), Classes.none())
    assert reader.sureness(raw) == pytest.approx(1 / (1 + np.exp(-2.0)))


# --- relations ------------------------------------------------------------------------------------


def test_a_content_takes_the_whole_quotation_with_its_marks() -> None:
    doc = built("“We shall go to the sea,” said Keel.")
    (found,) = with_records(doc, ("Keel", "said", ("We shall go to the",)))
    assert parts(doc, found.content) == ["“We shall go to the sea,”"]
    assert found.kind == "direct"


def test_kinds() -> None:
    doc = built("Keel said the road was “a long, long disgrace” to all.")
    (mixed_,) = with_records(doc, ("Keel", "said", ("the road was “a long, long disgrace” to all",)))
    assert mixed_.kind == "mixed"
    doc = built("Keel said the road was long.")
    (indirect,) = with_records(doc, ("Keel", "said", ("the road was long",)))
    assert indirect.kind == "indirect"


def test_a_sentence_in_marks_goes_on_with_the_speaker_before_it() -> None:
    doc = built("“We shall go,” said Keel, the mayor, on Monday. “The road is long and cold.”")
    (found,) = with_records(doc, ("Keel, the mayor,", "said", ("“We shall go,”",)))
    assert parts(doc, found.content) == ["“We shall go,”", "“The road is long and cold.”"]


def test_a_quotation_alone_is_nobodys_and_a_term_is_none() -> None:
    doc = built("The “thin line” was crossed.\n\n“The facts come from three years of work.”\n\nSnow fell.")
    (found,) = with_records(doc)
    assert (found.source, found.cue) == (None, None)
    assert parts(doc, found.content) == ["“The facts come from three years of work.”"]


def test_a_quotation_after_a_report_is_nobodys() -> None:
    doc = built('Keel said the road was closed. "But first the wells must be cleaned by us all".')
    reported, alone = with_records(
        doc, ("Keel", "said", ("the road was closed", '"But first the wells must be cleaned by us all"'))
    )
    assert parts(doc, reported.content) == ["the road was closed"]
    assert (alone.source, alone.cue) == (None, None)


def test_what_opens_again_belongs_to_what_stayed_open() -> None:
    text = (
        "“The winter took our horses.” said Keel. “Then it took our bread.\n\n“The spring brought nothing.”"
    )
    doc = built(text)
    (found,) = with_records(
        doc, ("Keel", "said", ("“The winter took our horses.”", "“Then it took our bread."))
    )
    assert parts(doc, found.content)[-1] == "“The spring brought nothing.”"
    doc = built("“The winter took our horses.\n\n“The spring brought nothing.”")
    (floating,) = with_records(doc)
    assert len(floating.content) == 2


def test_a_signed_quotation() -> None:
    doc = built("“I am so tired of it all.” — Karla Ruiz\n“We waited for hours.” ― Jon Berg")
    found = with_records(doc)
    assert [parts(doc, r.source) for r in found] == [["Karla Ruiz"], ["Jon Berg"]]
    assert all(r.kind == "direct" for r in found)


def test_a_dash_before_a_sentence_signs_nothing() -> None:
    doc = built("“I am so tired of it all.” — Karla Ruiz left the room and went home.")
    assert all(r.source is None for r in with_records(doc))


def test_a_transcript() -> None:
    doc = built("FORST: The water is safe.\n\nGRAHN: Then why did my cattle die?\n\nIt rained.")
    found = with_records(doc)
    assert [parts(doc, r.source) for r in found] == [["FORST"], ["GRAHN"]]
    assert parts(doc, found[1].content) == ["Then why did my cattle die?"]


def test_a_quotation_announced_by_a_colon() -> None:
    doc = built(
        "Later the mayor said:\n\n“The water is safe and always was.”",
        {
            "mayor": ("said", "nsubj", "NOUN"),
            "the": ("mayor", "det", "DET"),
            "said": ("said", "ROOT", "VERB"),
        },
    )
    (found,) = with_records(doc)
    assert parts(doc, found.source) == ["the mayor"]
    assert found.cue_lemma == "said"


@pytest.mark.parametrize(
    ("text", "tree", "raised"),
    [
        ("“The mill is shut,” Ada Lund said.", {}, True),
        ("“The mill is shut,” said Ada Lund.", {}, True),
        ("“The mill is shut,” Ada Lund, who left, said.", {}, False),
        ("“The mill is shut,” Ada Lund of Veld said.", {"Lund": ("said", "nsubj", "PROPN")}, False),
        ("“The mill is shut,” Ada Lund said, but Osk laughed.", {}, False),
    ],
)
def test_a_sentence_that_leaves_no_other_reading_is_sure(
    text: str, tree: dict[str, tuple[str, str, str]], raised: bool
) -> None:
    doc = built(text, {"said": ("said", "ROOT", "VERB"), **tree})
    (relation,) = with_records(doc, ("Ada Lund", "said", ("“The mill is shut,”",)), score=0.5)
    assert relation.score == (0.9 if raised else 0.5)


def test_a_source_in_pieces_is_made_whole() -> None:
    doc = built("The mill is shut, the envoy for Northern Affairs Ada Lund said.")
    doc.user_data["gloss_attribution"] = [
        {
            "source": [(18, 27), (49, 57)],
            "cue": [(58, 62)],
            "content": [(0, 16)],
            "cue_lemma": "say",
            "score": 0.9,
        }
    ]
    (relation,) = relations(doc, ())
    assert parts(doc, relation.source) == ["the envoy for Northern Affairs Ada Lund"]


def test_a_component_without_weights_finds_nothing() -> None:
    doc = AttributionReader()(built("Keel said yes."))
    assert relations(doc, ()) == ()
    assert AttributionReader().to_bytes() == b""


def test_the_factory_is_known_by_name() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("gloss_attribution")
    assert relations(nlp("Keel said yes."), ()) == ()


# --- the reader as a whole ------------------------------------------------------------------------


def leaning(labels: int, towards: dict[int, float]) -> Weights:
    """Weights that know no feature, only that some labels are likelier than others."""
    step = np.zeros((labels, labels), dtype=np.float32)
    for label, weight in towards.items():
        step[:, label] = weight
    nothing = np.zeros(labels, dtype=np.float32)
    return Weights(np.zeros(0, np.uint32), np.zeros((0, labels), np.float32), nothing, step, nothing)


@pytest.mark.parametrize(
    "text", ["", "Said.", "“Yes,” said Keel. “No one 'else' came.”\n\nIt rained, he said: a lot."]
)
def test_the_reader_takes_any_text_and_never_nests(text: str) -> None:
    doc = built(text)
    reader = Reader(
        leaning(7, {3: 1.0, 0: 1.5}), leaning(6, {4: 0.5}), Classes.none(), least=0.1, least_quoted=0.1
    )
    found = AttributionReader(reader=reader).records(doc)
    taken: set[int] = set()
    for record in found:
        held = {place for start, end in record["content"] for place in range(start, end)}
        assert held and not held & taken
        assert 0 <= record["score"] <= 1
        taken |= held
    assert bool(found) == bool(text)


def test_reading_in_parts_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = built("“Yes,” said Keel. “No one came.”\n\nIt rained, he said. They said so and said more.")
    reader = Reader(
        leaning(7, {3: 1.0, 0: 1.5}), leaning(6, {4: 0.5}), Classes.none(), least=0.1, least_quoted=0.1
    )
    component = AttributionReader(reader=reader)
    whole = component.records(doc)
    monkeypatch.setattr("gloss.annotate.attribution.reader.CUES_AT_ONCE", 2)
    assert [r["content"] for r in component.records(doc)] == [r["content"] for r in whole]
