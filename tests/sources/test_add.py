"""Adding an article: from a file, from a page, from an address (a real server on this machine)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gloss.errors import GlossError, MachineError, SourceError
from gloss.settings import Settings
from gloss.sources import add, add_all, fetch, read_article, read_corpus

PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="{charset}">
<title>Ferry late | The Post</title>
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Ferry \\"Anna\\" late again", "datePublished": "2025-03-05T10:00:00Z",
"author": {{"@type": "Person", "name": "Jane Doe"}},
"publisher": {{"@type": "Organization", "name": "The Post"}}}}</script>
<link rel="canonical" href="https://post.example/ferry"></head><body>
<h1>Ferry "Anna" late again</h1>
<p>The ferry was late again on Monday, officials of the café harbour office said.</p>
<p>Nobody asked for the reason, and the band played on until the rain began to fall on all.</p>
</body></html>"""


class Site(BaseHTTPRequestHandler):
    """Answers with the page, a text, a picture, a redirect or an error, by path."""

    def do_GET(self) -> None:
        answers: dict[str, tuple[int, str, bytes]] = {
            "/ferry": (200, "text/html; charset=utf-8", PAGE.format(charset="utf-8").encode()),
            "/latin": (200, "text/html; charset=iso-8859-1", PAGE.format(charset="x").encode("latin-1")),
            "/notes.txt": (200, "text/plain", b"The ferry was late.\n"),
            "/boat.png": (200, "image/png", b"\x89PNG"),
            "/huge": (200, "text/html", b"x" * 1_100_000),
            "/away": (302, "file:///etc/passwd", b""),
        }
        status, kind, body = answers.get(self.path, (404, "text/plain", b""))
        self.send_response(status)
        self.send_header("Location" if status == 302 else "Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *given: object) -> None:
        """Silent: the test speaks."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def briefing(tmp_path: Path) -> Path:
    return tmp_path / "briefings" / "ferry"


def test_a_saved_page_is_kept_with_the_metadata_found_in_it(tmp_path: Path, briefing: Path) -> None:
    (tmp_path / "saved page.html").write_text(PAGE.format(charset="utf-8"), "utf-8")
    path = add(str(tmp_path / "saved page.html"), briefing, Settings())
    assert path == briefing / "sources" / "ferry-anna-late-again.html"
    assert path.read_text("utf-8").startswith(
        "---\n# Found by machine in the page itself: check every line.\n"
    )
    article = read_article(path, Settings())
    assert (article.title, article.publisher, article.author) == (
        'Ferry "Anna" late again',
        "The Post",
        "Jane Doe",
    )
    assert (article.published, article.language) == ("2025-03-05", "en-GB")
    assert article.url == "https://post.example/ferry"
    assert "café harbour" in article.text


def test_a_page_in_the_encoding_it_declares_is_kept_as_utf8(tmp_path: Path, briefing: Path) -> None:
    (tmp_path / "page.htm").write_bytes(PAGE.format(charset="windows-1252").encode("cp1252"))
    path = add(str(tmp_path / "page.htm"), briefing, Settings())
    assert "café" in path.read_text("utf-8")


def test_a_page_that_lies_about_its_encoding_is_refused(tmp_path: Path, briefing: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE.format(charset="ebcdic-x").encode())
    with pytest.raises(SourceError, match="encoded as ebcdic-x, but cannot be read so"):
        add(str(tmp_path / "page.html"), briefing, Settings())


def test_a_text_is_copied_and_says_what_was_not_found(tmp_path: Path, briefing: Path) -> None:
    (tmp_path / "Notes.txt").write_text("  The ferry was late.\n")
    path = add(str(tmp_path / "Notes.txt"), briefing, Settings())
    assert path.read_text() == (
        "---\n# not found: title, publisher, author, published, url, language\n---\n  The ferry was late.\n"
    )
    assert read_article(path, Settings()).text == "  The ferry was late.\n"


def test_front_matter_that_is_there_is_left_alone(tmp_path: Path, briefing: Path) -> None:
    given = "---\ntitle: Late\n---\nThe ferry was late.\n"
    (tmp_path / "x.md").write_text(given)
    path = add(str(tmp_path / "x.md"), briefing, Settings())
    assert (path.name, path.read_text()) == ("late.md", given)


def test_nothing_is_overwritten_and_the_same_words_are_refused(tmp_path: Path, briefing: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("The ferry was late.\n")
    first = add(str(source), briefing, Settings())
    with pytest.raises(SourceError, match=r"its words are already in .*a\.txt; nothing to add"):
        add(str(source), briefing, Settings())
    source.write_text("The ferry was early.\n")
    second = add(str(source), briefing, Settings())
    assert first.name == "a.txt" and second.name.startswith("a-") and second != first
    assert "late" in first.read_text() and "early" in second.read_text()
    assert len(read_corpus(briefing.parent, Settings(), tmp_path).articles) == 2
    assert {p.name for p in first.parent.iterdir()} == {first.name, second.name}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.pdf", b"%PDF", "no kind of article"),
        ("a.txt", b"Caf\xe9", "it is not UTF-8"),
        ("a.txt", b"", "it holds no text"),
        ("a.md", b"---\nfoo: bar\n---\nWords", "front matter knows no key"),
        ("a.txt", b"x" * 1_000_001, "max_article_bytes"),
    ],
)
def test_what_could_not_be_read_later_is_refused_and_leaves_nothing(
    tmp_path: Path, briefing: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError, match=message) as caught:
        add(str(tmp_path / name), briefing, Settings())
    assert str(tmp_path / name) in str(caught.value)
    assert not [p for p in briefing.rglob("*") if p.is_file()]


def test_a_folder_gives_all_its_articles_and_names_what_is_wrong(tmp_path: Path, briefing: Path) -> None:
    folder = tmp_path / "saved"
    (folder / "page_files").mkdir(parents=True)
    (folder / "b.html").write_text(PAGE.format(charset="utf-8"), "utf-8")
    (folder / "a.txt").write_text("The ferry was early.")
    (folder / "c.txt").write_text("The ferry was early.")
    (folder / "boat.png").write_bytes(b"\x89PNG")
    paths, problems = add_all(str(folder), briefing, Settings())
    assert [path.name for path in paths] == ["a.txt", "ferry-anna-late-again.html"]
    (problem,) = problems
    assert problem.path == str(folder / "c.txt") and "its words are already in" in problem.fact
    with pytest.raises(SourceError, match="no article lies in it"):
        add_all(str(folder / "page_files"), briefing, Settings())


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (PAGE.format(charset="utf-8").encode("utf-8-sig"), "ferry-anna-late-again.html"),
        (PAGE.format(charset="utf-16").encode("utf-16"), "ferry-anna-late-again.html"),
        (b"The ferry < was late.", "article.txt"),
        (b"---\ntitle: Late\n---\nThe ferry was late.", "late.txt"),
    ],
)
def test_standard_input_is_a_page_or_a_text(briefing: Path, given: bytes, name: str) -> None:
    ((path,), problems) = add_all("standard input", briefing, Settings(), given=given)
    assert path.name == name and not problems
    assert read_article(path, Settings()).text.startswith(("Ferry", "The ferry"))


def test_too_much_over_standard_input_is_refused(briefing: Path) -> None:
    with pytest.raises(SourceError, match=r"standard input: it has more than 1,000 bytes"):
        add_all("standard input", briefing, Settings(max_article_bytes=1_000), given=b"x" * 1_001)


def test_an_address_gives_its_page_with_address_and_day(site: str, briefing: Path) -> None:
    path = add(f"{site}/ferry", briefing, Settings(), today=date(2025, 3, 6))
    article = read_article(path, Settings())
    assert (article.url, article.retrieved) == (f"{site}/ferry", "2025-03-06")
    assert article.publisher == "The Post"


def test_the_server_says_in_which_encoding_it_speaks(site: str, briefing: Path) -> None:
    assert "café" in add(f"{site}/latin", briefing, Settings()).read_text("utf-8")


def test_an_address_of_a_text(site: str, briefing: Path) -> None:
    path = add(f"{site}/notes.txt", briefing, Settings(), today=date(2025, 3, 6))
    assert path.name == "notes.txt"
    assert read_article(path, Settings()).url == f"{site}/notes.txt"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/boat.png", "it is image/png, no page of text"),
        ("/huge", "more than 1,000,000 bytes"),
        ("/none", "the server answers 404"),
        ("/away", "the server answers 302"),
    ],
)
def test_answers_that_are_no_article_are_refused(site: str, briefing: Path, path: str, message: str) -> None:
    with pytest.raises(GlossError, match=message):
        add(site + path, briefing, Settings())
    assert not briefing.exists()


@pytest.mark.parametrize(
    "address", ["ftp://post.example/a", "file:///etc/passwd", "http://[::1", "data://text"]
)
def test_only_the_web_is_asked(briefing: Path, address: str) -> None:
    with pytest.raises(SourceError, match="is no http or https address"):
        add(address, briefing, Settings())


def test_no_network_is_the_machine_s_fault(briefing: Path) -> None:
    with pytest.raises(MachineError, match="it cannot be fetched"):
        add("http://127.0.0.1:1/a", briefing, Settings())


def test_a_silent_server_is_given_up() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(MachineError, match="timed out"):
        fetch.from_web(f"http://127.0.0.1:{silent.getsockname()[1]}/", 1_000, silence=0.2)


def test_a_folder_that_cannot_be_made_is_the_machine_s_fault(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry was late.")
    (tmp_path / "taken").write_text("")
    with pytest.raises(MachineError, match="it cannot be written"):
        add(str(tmp_path / "a.txt"), tmp_path / "taken", Settings())
