"""The live preview: what it answers, what it shows after a change, what it keeps to itself."""

from __future__ import annotations

import http.client
import json
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gloss.errors import MachineError
from gloss.publish.serve import serve, signature
from gloss.publish.server import start_server
from gloss.publish.state import PreviewState
from gloss.settings import Project, load_project

ROOT = Path(__file__).resolve().parents[2]
Answer = tuple[int, dict[str, str], bytes]


class Visitor:
    """Asks a server on this machine."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, host: str | None = None, seconds: float = 60) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        connection.request("GET", path, headers={"Host": host or f"127.0.0.1:{self.port}"})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[tuple[Visitor, Path, PreviewState]]:
    """A server over a hand-made folder, beside it a review page and a file that is nobody's business."""
    site, state = tmp_path / "site", PreviewState()
    (site / "a").mkdir(parents=True)
    (site / "index.html").write_text("<html><body>home</body></html>")
    (site / "404.html").write_text("<html><body>not here</body></html>")
    (site / "a/x.json").write_text("{}")
    (tmp_path / "review").mkdir()
    (tmp_path / "review/index.html").write_text("doubts")
    (tmp_path / "secret.txt").write_text("secret")
    server = start_server(0, site, tmp_path / "review", state)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Visitor(server.server_address[1]), tmp_path, state
    server.shutdown()
    server.server_close()


def test_pages_come_with_the_script_that_reloads_them(preview: tuple[Visitor, Path, PreviewState]) -> None:
    visitor, _, _ = preview
    status, headers, page = visitor.get("/")
    assert status == 200
    assert page.startswith(b'<html><body>home<script src="/__gloss/reload.js" data-stamp="')
    assert page.endswith(b'" defer></script></body></html>')
    assert headers["Cache-Control"] == "no-store"
    assert b"/__gloss/state" in visitor.get("/__gloss/reload.js")[2]
    assert visitor.get("/a/x.json")[2] == b"{}"


def test_the_review_page_is_served_beside_the_site(preview: tuple[Visitor, Path, PreviewState]) -> None:
    assert preview[0].get("/review/")[2].startswith(b"doubts")


def test_what_is_not_there_is_404_with_the_sites_own_page(
    preview: tuple[Visitor, Path, PreviewState],
) -> None:
    status, _, page = preview[0].get("/nowhere/")
    assert status == 404
    assert b"not here" in page


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/review/../../secret.txt", "//etc/passwd"]
)
def test_nothing_else_of_this_machine_is_served(
    preview: tuple[Visitor, Path, PreviewState], path: str
) -> None:
    status, _, page = preview[0].get(path)
    assert status == 404
    assert b"secret" not in page


def test_other_names_are_refused(preview: tuple[Visitor, Path, PreviewState]) -> None:
    assert preview[0].get("/", host="evil.example")[0] == 403
    assert preview[0].get("/", host="localhost:1")[0] == 200


def test_who_waits_hears_of_the_next_build(preview: tuple[Visitor, Path, PreviewState]) -> None:
    visitor, _, state = preview
    answer = json.loads(visitor.get("/__gloss/state?since=null&page=/a/")[2])
    assert (answer["version"], answer["problems"]) == (0, [])
    assert state.looked_at() == {"a/"}
    timer = threading.Timer(0.2, state.announce, [("a.txt:1: wrong; right it",)])
    timer.start()
    assert json.loads(visitor.get("/__gloss/state?since=0")[2])["problems"] == ["a.txt:1: wrong; right it"]


def test_before_the_first_build_there_is_a_page_that_waits(tmp_path: Path) -> None:
    server = start_server(0, tmp_path / "site", tmp_path / "review", PreviewState())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    status, _, page = Visitor(server.server_address[1]).get("/")
    server.shutdown()
    server.server_close()
    assert status == 404
    assert b"There is no site yet" in page


def test_a_port_in_use_is_named(preview: tuple[Visitor, Path, PreviewState], project: Project) -> None:
    with pytest.raises(MachineError, match="the port is in use; give --port another"):
        serve(project, preview[0].port, lambda _: None)


def test_files_that_change_are_noticed(project: Project) -> None:
    before = signature(project)
    (project.briefings / "a.txt").write_text("x")
    assert signature(project) != before
    (project.briefings / "a.txt").unlink()
    (project.briefings / "gone").symlink_to("nowhere")
    assert signature(project) != before


class Running:
    """`serve` in a thread, over a copy of the tiny site."""

    def __init__(self, folder: Path) -> None:
        self.said: list[str] = []
        self.stop = threading.Event()
        project = load_project(folder)
        self.thread = threading.Thread(
            target=serve, args=(project, 0, self.said.append), kwargs={"stop": self.stop}, daemon=True
        )
        self.thread.start()
        self.visitor = Visitor(self._port())

    def _port(self) -> int:
        line = self.wait_for("shows the preview")
        return int(line.split("127.0.0.1:")[1].split("/")[0])

    def wait_for(self, words: str, count: int = 1, seconds: float = 90) -> str:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = [line for line in list(self.said) if words in line]
            if len(found) >= count:
                return found[count - 1]
            time.sleep(0.05)
        raise AssertionError(f"not said within {seconds} s: {words}; said: {self.said}")


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[Running, Path]]:
    folder = tmp_path / "tiny"
    shutil.copytree(ROOT / "tests/site", folder)
    (folder / "templates").symlink_to(ROOT / "templates")
    preview = Running(folder)
    yield preview, folder
    preview.stop.set()
    preview.thread.join(30)
    assert not preview.thread.is_alive()


@pytest.mark.slow
def test_a_change_is_built_and_a_mistake_is_shown(running: tuple[Running, Path]) -> None:
    preview, folder = running
    assert preview.visitor.get("/quay-fire/")[0] == 200
    assert preview.visitor.get("/review/")[0] == 200
    assert not (folder / "site").exists()
    briefing = folder / "briefings/quay-fire/briefing.md"
    good = briefing.read_text()
    briefing.write_text(good.replace("A warehouse burned", "A granary burned"))
    preview.wait_for("built", 2)
    assert b"A granary burned" in preview.visitor.get("/quay-fire/")[2]
    briefing.write_text(good.replace("ledger#p2", "ledger#p99"))
    preview.wait_for("briefing.md:")
    assert b"A granary burned" in preview.visitor.get("/quay-fire/")[2]
    state = json.loads(preview.visitor.get("/__gloss/state?since=null")[2])
    assert any("briefing.md:" in problem for problem in state["problems"])
    briefing.write_text(good)
    preview.wait_for("built", 3)
    assert json.loads(preview.visitor.get("/__gloss/state?since=null")[2])["problems"] == []
