from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gloss.annotate.article import annotate
from gloss.annotate.doc import read_doc
from gloss.annotate.pipeline import DEFAULT_THRESHOLD, identity, load
from gloss.errors import MachineError
from tests.annotate.articles import make_article

META = {"lang": "en", "name": "tiny", "version": "2.1"}


def folder_with(path: Path, meta: object) -> Path:
    path.mkdir(parents=True)
    (path / "meta.json").write_text(meta if isinstance(meta, str) else json.dumps(meta))
    (path / "weights").write_bytes(b"1")
    return path


def test_identity_reads_only_the_meta(tmp_path: Path) -> None:
    folder_with(tmp_path / "models" / "tiny", META)
    found = identity("tiny", tmp_path / "models")
    assert (found.info.name, found.info.version) == ("en_tiny", "2.1")
    assert (found.threshold, found.lender) == (DEFAULT_THRESHOLD, None)


def test_the_pipeline_may_name_its_own_threshold(tmp_path: Path) -> None:
    folder_with(tmp_path / "tiny", {**META, "gloss": {"threshold": 0.8}})
    assert identity("tiny", tmp_path).threshold == 0.8


def test_every_byte_counts_in_the_fingerprint(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "tiny", META)
    before = identity("tiny", tmp_path).fingerprint
    assert identity(str(folder), tmp_path / "elsewhere").fingerprint == before
    (folder / "weights").write_bytes(b"2")
    after = identity("tiny", tmp_path).fingerprint
    (folder / "weights").rename(folder / "other")
    assert len({before, after, identity("tiny", tmp_path).fingerprint}) == 3


def test_the_lender_counts_too(tmp_path: Path) -> None:
    folder_with(tmp_path / "tiny", META)
    alone = identity("tiny", tmp_path).fingerprint
    folder_with(tmp_path / "en_gloss_news", {**META, "name": "gloss_news"})
    assert identity("tiny", tmp_path).fingerprint != alone


@pytest.mark.parametrize(("name", "remedy"), [("en_gloss_news", "make site"), ("en_core_none", "pip")])
def test_a_missing_pipeline_is_named_with_a_remedy(tmp_path: Path, name: str, remedy: str) -> None:
    with pytest.raises(MachineError) as error:
        identity(name, tmp_path)
    assert name in str(error.value)
    assert remedy in str(error.value)
    assert error.value.exit_code == 3


@pytest.mark.parametrize("meta", ["", "[]", "{"])
def test_a_broken_meta_is_no_pipeline(tmp_path: Path, meta: str) -> None:
    folder_with(tmp_path / "tiny", meta)
    with pytest.raises(MachineError, match=r"meta\.json"):
        identity("tiny", tmp_path)


def test_a_pipeline_that_does_not_load_is_an_error_of_the_machine(tmp_path: Path) -> None:
    folder_with(tmp_path / "tiny", META)
    with pytest.raises(MachineError, match="does not load"):
        load("tiny", tmp_path)


def test_an_installed_package_is_found_without_importing_it(tmp_path: Path) -> None:
    package = tmp_path / "xx_tiny_package"
    folder_with(package / "xx_tiny_package-1.0", META)
    (package / "__init__.py").write_text("raise RuntimeError('imported')")
    code = (
        "import sys; from pathlib import Path; from gloss.annotate.pipeline import identity;"
        f"found = identity('xx_tiny_package', Path({str(tmp_path / 'models')!r}));"
        "print(found.info.name, 'spacy' in sys.modules)"
    )
    env = {"PYTHONPATH": f"{tmp_path}:{Path(__file__).parents[2]}"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    assert done.stdout.split() == ["en_tiny", "False"]


def test_the_same_pipeline_stays_loaded(models: Path) -> None:
    assert load("en_gloss_news", models) is load("en_gloss_news", models)


def test_another_pipeline_gives_names_and_borrows_the_rest(models: Path, tmp_path: Path) -> None:
    import spacy

    other = spacy.blank("en")
    ruler = other.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": "Quill Brandt"}])  # type: ignore[attr-defined]
    other.meta.update(name="rules", version="3.0")
    other.to_disk(tmp_path / "rules")
    nlp = load(str(tmp_path / "rules"), models)
    article = make_article("“It was a mistake to open the gate,” Quill Brandt said in Paris on May 3, 2016.")
    doc = read_doc(nlp, article)
    assert [(e.text, e.label_) for e in doc.ents] == [("Quill Brandt", "PERSON")]
    assert doc.has_annotation("DEP")
    assert doc.has_annotation("LEMMA")
    found = annotate(article, nlp, 0.0, ("en",))
    assert found.pipeline.name == "en_rules"
    assert [d.value for d in found.dates] == ["2016-05-03"]
    assert [article.words_at(q.outer) for q in found.quoted] == ["“It was a mistake to open the gate,”"]
