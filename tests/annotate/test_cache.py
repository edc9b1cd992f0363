from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from gloss.annotate.cache import Cache, article_key, code_hash
from gloss.annotate.pipeline import Identity
from gloss.errors import MachineError
from gloss.model import Annotations, Article, Block, PipelineInfo, TextSpan
from tests.annotate.articles import make_article

INFO = PipelineInfo("en_x", "1")
PIPELINE = Identity(INFO, Path("x"), None, "f" * 64, 0.5)
RECORD = Annotations("digest", INFO, sentences=(TextSpan(0, 3),))
KEY = "ab" * 32


def key(article: Article, pipeline: Identity = PIPELINE, threshold: float = 0.5) -> str:
    return article_key(article, pipeline, threshold, ("en",))


def record_path(folder: Path) -> Path:
    return folder / KEY[:2] / f"{KEY}.json"


def test_what_was_put_is_got(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.get(KEY) is None
    cache.put(KEY, RECORD)
    assert Cache(tmp_path).get(KEY) == RECORD
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [f"{KEY}.json"]


def test_the_key_changes_with_all_that_can_change_the_answer() -> None:
    article = make_article("One.\n\nTwo.")
    other_block = (Block(article.blocks[0].span, "headline"), article.blocks[1])
    keys = [
        key(article),
        key(make_article("One.\n\nTwo!")),
        key(replace(article, published="2017-05-17")),
        key(replace(article, language="en")),
        key(replace(article, blocks=other_block)),
        key(article, replace(PIPELINE, fingerprint="0" * 64)),
        key(article, replace(PIPELINE, info=PipelineInfo("en_x", "2"))),
        key(article, threshold=0.6),
        article_key(article, PIPELINE, 0.5, ("en", "de")),
    ]
    assert len(set(keys)) == len(keys)


def test_the_key_knows_nothing_of_names_and_places() -> None:
    article = make_article("One.")
    assert key(article) == key(replace(article, id="c/d", path="elsewhere", title="T", rights="full"))


def test_the_code_is_part_of_the_key() -> None:
    assert len(code_hash()) == 64
    assert code_hash() == code_hash()


@pytest.mark.parametrize(
    "damage",
    [
        lambda p: p.write_bytes(b""),
        lambda p: p.write_bytes(p.read_bytes()[:-1]),
        lambda p: p.write_bytes(p.read_bytes().replace(b"digest", b"digexx")),
        lambda p: p.write_bytes(p.read_bytes().replace(b"gloss 1", b"gloss 0")),
        lambda p: p.write_bytes(b"\xff" * 100),
        lambda p: (p.unlink(), p.mkdir(), (p / "inside").write_text("x")),
        lambda p: (p.unlink(), p.symlink_to(p.with_name("nowhere"))),
    ],
    ids=["empty", "cut", "changed", "other schema", "binary", "a folder", "a dangling link"],
)
def test_a_damaged_record_is_thrown_away_and_made_anew(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    cache = Cache(tmp_path)
    cache.put(KEY, RECORD)
    damage(record_path(tmp_path))
    assert cache.get(KEY) is None
    assert not os.path.lexists(record_path(tmp_path))
    cache.put(KEY, RECORD)
    assert cache.get(KEY) == RECORD


def test_a_record_that_is_a_folder_is_overwritten(tmp_path: Path) -> None:
    record_path(tmp_path).mkdir(parents=True)
    cache = Cache(tmp_path)
    cache.put(KEY, RECORD)
    assert cache.get(KEY) == RECORD


def test_a_disk_that_refuses_is_named(tmp_path: Path) -> None:
    (tmp_path / KEY[:2]).write_text("a file where a folder must be")
    with pytest.raises(MachineError, match="cannot be written") as error:
        Cache(tmp_path).put(KEY, RECORD)
    assert KEY in str(error.value)


def test_the_least_recently_used_records_go_first(tmp_path: Path) -> None:
    keys = [f"{n:02d}" * 32 for n in range(6)]
    writer = Cache(tmp_path)
    for n, name in enumerate(keys):
        writer.put(name, RECORD)
        os.utime(tmp_path / name[:2] / f"{name}.json", (n, n))
    size = (tmp_path / "00" / f"{keys[0]}.json").stat().st_size
    reader = Cache(tmp_path, limit=3 * size)
    reader.get(keys[0])
    reader.prune()
    assert sorted(p.stem for p in tmp_path.rglob("*.json")) == [keys[0], keys[4], keys[5]]


def test_records_of_this_run_are_never_pruned(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=0)
    cache.put(KEY, RECORD)
    cache.prune()
    assert cache.get(KEY) == RECORD


def test_pruning_without_a_folder_does_nothing(tmp_path: Path) -> None:
    Cache(tmp_path / "none").prune()
    assert not (tmp_path / "none").exists()


def test_two_builds_may_write_the_same_record(tmp_path: Path) -> None:
    seen: list[Annotations | None] = []

    def work() -> None:
        cache = Cache(tmp_path)
        for _ in range(30):
            cache.put(KEY, RECORD)
            seen.append(cache.get(KEY))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [RECORD] * 120
    assert len(list(tmp_path.rglob("*.*"))) == 1
