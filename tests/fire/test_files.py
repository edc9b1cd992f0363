"""Files with something wrong in them: refused by name, or their words shown as written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gloss.publish.record import hashes
from gloss.sources.slugs import SITE_RESERVED, WINDOWS_RESERVED
from tests.fire.reading import texts
from tests.fire.site import Site

pytestmark = pytest.mark.slow
Refused = Callable[..., str]

HEAD = "---\npublisher: The Quay\nlanguage: en\n---\n"
SAID = "The tide was late, the harbour master said."


def front(line: str) -> str:
    """An article with one line of front matter."""
    return f"---\n{line}\n---\n{SAID}\n"


def pages(site: Site) -> dict[str, str]:
    """The published articles' pages by their address part."""
    folder = site.output / "quay-fire/sources"
    return {p.parent.name: p.read_text("utf-8") for p in folder.glob("*/index.html")}


def shown(site: Site, name: str) -> str:
    """The words of an article's page, on which two parsers agree."""
    one, other = texts(pages(site)[name])
    assert one.replace(" ", "") == other.replace(" ", "")
    return one


def open_rights(site: Site) -> None:
    """Let all of every article be shown."""
    briefing = site.root / "briefings/quay-fire/briefing.md"
    briefing.write_text("---\ntitle: Fire\nrights: full\n---\nNothing.\n", "utf-8")


def refuse_each(site: Site, refused: Refused, files: dict[str, str | bytes], line: bool = False) -> str:
    """Build with all the files at once; every one must be named, with a line where `line`."""
    for name, content in files.items():
        site.article(name, content)
    said = refused(next(iter(files)))
    for name in files:
        named = [word for word in said.splitlines() if f"/{name}:" in word]
        assert named, f"{name} is not named in:\n{said}"
        assert not line or all(word.split(f"/{name}:")[1][0].isdigit() for word in named), named
    return said


def test_bad_encodings(site: Site, refused: Refused) -> None:
    files: dict[str, str | bytes] = {
        "latin.txt": "Café au lait.".encode("latin-1"),
        "windows.md": b"\x93Late\x94, he said.",
        "utf16.txt": SAID.encode("utf-16"),
        "utf16le.txt": SAID.encode("utf-16-le"),
        "utf32.html": SAID.encode("utf-32"),
        "cut.txt": "Five euros: €".encode()[:-1],
        "surrogate.txt": b"One \xed\xa0\x80 two.",
        "overlong.txt": b"One \xc0\xaf two.",
        "nul.txt": b"One\0two.",
        "binary.txt": bytes(range(256)) * 4,
        "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(64),
    }
    refuse_each(site, refused, files)


def test_marks_and_line_ends(site: Site) -> None:
    head = '---\ntitle: "Late tide"\nlanguage: en\n---\n'
    bodies = {
        "mark": "\ufeff" + head + SAID + " It is the mark.\n",
        "crlf": (head + SAID + " It is the feed.\n").replace("\n", "\r\n"),
        "cr": (head + SAID + " It is the return.\n").replace("\n", "\r"),
        "open": head + SAID + " It is the open end.",
    }
    open_rights(site)
    for name, body in bodies.items():
        site.article(f"{name}.txt", body)
    done = site.build()
    assert done.code == 0, done.err
    for name, body in bodies.items():
        words = shown(site, name)
        assert "Late tide" in words and SAID in words
        assert body.split(SAID)[1].strip() in words
        assert "title:" not in words


def test_control_characters(site: Site, refused: Refused) -> None:
    escapes = {
        "surrogate.md": "\\ud800",
        "escape.md": "\\x1b",
        "last.md": "\\uFFFE",
        "separator.md": "\\u2028",
    }
    refuse_each(site, refused, {n: front(f'title: "A{code}B"') for n, code in escapes.items()}, line=True)
    for name in escapes:
        (site.sources / name).unlink()
    odd = "".join(chr(c) for c in (0x0B, 0x0C, 0x1B, 0x7F, 0x85, 0x2028, 0x2029, 0xFFFE))
    open_rights(site)
    site.article("odd.txt", HEAD + f"Before {odd} after. " + SAID)
    done = site.build()
    assert done.code == 0, done.err
    words = shown(site, "odd")
    assert "Before" in words and "after." in words
    _well_formed(site.output)


def _well_formed(output: Path) -> None:
    import json
    from xml.etree import ElementTree

    for path in output.rglob("*"):
        if path.suffix in {".json", ".jsonld"}:
            json.loads(path.read_text("utf-8"))
        elif path.suffix in {".xml", ".svg"}:
            ElementTree.fromstring(path.read_text("utf-8"))


def test_odd_unicode(site: Site) -> None:
    odd = {
        "rtl": "He said \u202etxt.exe\u202c and \u2066left\u2069.",
        "zero": "Zero\u200bwidth\u200djoiner\ufeffmark.",
        "family": "A \U0001f468\u200d\U0001f469\u200d\U0001f467 family of tides.",
        "combining": "Zal" + "\u0301" * 100_000 + "go spoke. The end of it.",
    }
    open_rights(site)
    for name, text in odd.items():
        title = '"\\u202eexe.txt\\u2066 tide"' if name == "rtl" else name
        site.article(f"{name}.txt", f"---\ntitle: {title}\nlanguage: en\n---\n{text}\n")
    done = site.build()
    assert done.code == 0, done.err
    for name, text in odd.items():
        assert " ".join(text.split()) in shown(site, name)
    for page in pages(site).values():
        head = page.partition("<h1")[0] + page.partition("<h1")[2].partition("</h1>")[0]
        assert not set(head) & set("\u202e\u2066"), "writing direction turned in a title"


def test_nothing_to_read(site: Site, refused: Refused) -> None:
    files: dict[str, str | bytes] = {
        "empty.txt": "",
        "spaces.md": " \n\t\n ",
        "only-head.txt": HEAD,
        "no-words.html": "<p></p><script>x</script>",
        "open-head.md": f"---\ntitle: A\n{SAID}\n",
    }
    refuse_each(site, refused, files)


def test_invalid_yaml(site: Site, refused: Refused) -> None:
    lines = (
        "title: A\nB\nurl: c",
        "title:\n\tA",
        'title: "A',
        "title: [A",
        "title: {a: b",
        "title: 'A",
        "title: @x",
    )
    files: dict[str, str | bytes] = {f"y{n}.md": front(line) for n, line in enumerate(lines)}
    refuse_each(site, refused, files, line=True)


def test_yaml_attacks(site: Site, refused: Refused) -> None:
    bomb = "a: &a [x,x]\n" + "\n".join(f"b{n}: &b{n} [{'*a,' * 9}*a]" for n in range(9))
    files: dict[str, str | bytes] = {
        "twice.md": front("title: A\ntitle: B"),
        "tag.md": front("title: !foo A"),
        "python.md": front('title: !!python/object/apply:os.system ["touch owned"]'),
        "new.md": front("title: !!python/object/new:os.system [touch owned]"),
        "bomb.md": front(bomb),
        "merge.md": front("<<: {title: A}"),
        "two.md": f"---\ntitle: A\n---\n---\ntitle: B\n---\n{SAID}\n",
        "inner.md": front("title: A\n...\npublisher: B"),
        "deep.md": front("title: " + "[" * 20_000),
    }
    refuse_each(site, refused, files, line=True)
    assert not list(site.root.rglob("owned"))


def test_wrong_types_and_dates(site: Site, refused: Refused) -> None:
    wrong = ["2017-02-30", "2017-02-20T25:61", "0000-01-01", "9999-12-31", "31/12/2024", ".nan", "9" * 400]
    wrong += ["Mon, 15 May 2017 10:00:00 +0000", "[2017-05-15]", "{a: b}", "true", "yesterday", "-1", "null"]
    files: dict[str, str | bytes] = {f"d{n}.md": front(f"published: {d}") for n, d in enumerate(wrong)}
    files |= {
        "null.md": front("title: null"),
        "list.md": front("title: [a]"),
        "rights.md": front("rights: 7"),
    }
    refuse_each(site, refused, files, line=True)
    for name in files:
        (site.sources / name).unlink()
    site.article("numbers.md", front(f"title: {2**80}\npublisher: 1984\nauthor: .inf"))
    done = site.build()
    assert done.code == 0, done.err
    assert all(word in shown(site, "numbers") for word in (str(2**80), "1984"))


def test_names_that_climb(site: Site, refused: Refused) -> None:
    climbing = ("../../x", "/etc/x", "..", "%2e%2e", "a/b", "a\\0b", "x" * 300, "", "[a, b]")
    register = site.root / "briefings/actors.yml"
    plain = register.read_text("utf-8")
    for name in climbing:
        quoted = name if name.startswith("[") else f'"{name}"'
        register.write_text(f"- {{id: {quoted}, name: Somebody, type: person}}\n", "utf-8")
        refused("briefings/actors.yml:1")
    register.write_text(plain, "utf-8")
    files: dict[str, str | bytes] = {"slug.md": front("slug: ../../x"), "id.md": front("id: /etc/passwd")}
    refuse_each(site, refused, files, line=True)
    for name in files:
        (site.sources / name).unlink()
    names = ("%2e%2e.txt", "..txt", "....txt", "-.txt", "a%00b.txt", "x" * 240 + ".txt", "\\..\\x.txt")
    for number, name in enumerate(names):
        site.article(name, f"{SAID} This is {number}.\n")
    outside = {p for p in site.root.parent.rglob("*") if not p.is_relative_to(site.root)}
    done = site.build()
    assert done.code == 0, done.err
    assert {p for p in site.root.parent.rglob("*") if not p.is_relative_to(site.root)} == outside
    assert len(pages(site)) == 2 + 5  # what begins with a point is left aside as no article
    assert all(len(name) <= 80 for name in pages(site))


def test_slug_collisions(site: Site) -> None:
    names = ["Upper", "upper", "caf\u00e9", "cafe\u0301", "index", "con", "aux", "404", "search", "assets"]
    names += ["\u674e\u4f1f", "\u738b\u82b3", "\U0001f600", "\U0001f601", "a b", "a-b", "a_b"]
    for number, name in enumerate(names):
        title = "One and the same title" if number % 4 else name
        site.article(
            f"{name}.txt", f"---\ntitle: {title!r}\nlanguage: en\n---\nTide number {number} was late.\n"
        )
    open_rights(site)
    done = site.build()
    assert done.code == 0, done.err
    found = pages(site)
    assert len({name.casefold() for name in found}) == len(names) + 2
    for number in range(len(names)):
        assert sum(f"Tide number {number} was late" in texts(page)[0] for page in found.values()) == 1
    for path in site.output.rglob("*"):
        part = path.name.casefold().partition(".")[0]
        assert part not in WINDOWS_RESERVED
        assert path.name in {"index.html", "404.html"} or "quay" not in str(path) or part not in SITE_RESERVED
        assert len(path.name.encode()) <= 255 and path.name.isascii()


def test_links_and_special_files(site: Site, refused: Refused, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("The secret of the house.\n")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/inside.txt").write_text("The secret of the folder.\n")
    (site.sources / "link.txt").symlink_to(secret)
    (site.sources / "dangling.md").symlink_to("nowhere.md")
    (site.sources / "loop.txt").symlink_to("loop.txt")
    (site.sources / "folder.txt").symlink_to(tmp_path / "folder")
    (site.sources / "real.md").mkdir()
    os.mkfifo(site.sources / "pipe.txt")
    (site.root / "briefings/outside").symlink_to(tmp_path / "folder")
    said = refused("briefings/outside")
    for name in ("link.txt", "dangling.md", "loop.txt", "folder.txt", "real.md", "pipe.txt"):
        assert f"sources/{name}: " in said
        path = site.sources / name
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    (site.root / "briefings/outside").unlink()
    shutil.copytree(tmp_path / "folder", site.sources / "notes")
    (site.root / "briefings/a-file").write_text("a briefing that is a file")
    done = site.build()
    assert done.code == 0, done.err
    assert "notes/: folders in sources/ are left aside" in done.err and "a-file: is no briefing" in done.err
    assert not any(b"secret" in p.read_bytes() for p in site.output.rglob("*.html"))


def test_correction_that_matches_nothing(site: Site, refused: Refused) -> None:
    corrections = site.root / "briefings/corrections.yml"
    entry = '- {{date: 2024-03-09, briefing: {}, page: "{}", was: "one", now: "two", why: "three"}}\n'
    lost = [("quay-fire", "nowhere/"), ("quay-fire", "quotes/#q0123456789"), ("nobody", "")]
    for briefing, page in lost:
        corrections.write_text("\n" + entry.format(briefing, page), "utf-8")
        refused("briefings/corrections.yml:2")
    corrections.write_text(entry.format("quay-fire", "sources/ledger/#p2"), "utf-8")
    decisions = site.root / "briefings/decisions.yml"
    decisions.write_text(
        '- {article: quay-fire/ledger, exact: "words nobody wrote", speaker: null}\n', "utf-8"
    )
    given = site.given()
    done = site.build()
    assert done.code == 0, done.err
    assert "decisions.yml:1: " in done.err
    assert site.given() == given


def test_missing_language_model(site: Site, refused: Refused) -> None:
    settings = site.root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("en_gloss_news", "xx_no_such_model"), "utf-8")
    before = hashes(site.output)
    done = site.build()
    assert done.code == 3
    assert "'xx_no_such_model'" in done.err and "pip install xx_no_such_model" in done.err
    assert "Traceback" not in done.err and hashes(site.output) == before
