"""One file to one article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from gloss.errors import Problem, Problems, SourceError
from gloss.model import Article, Block, Rights
from gloss.settings import Settings
from gloss.sources import files, frontmatter, html, markdown
from gloss.sources.blocks import split_blocks
from gloss.sources.datelines import Dateline, dateline
from gloss.sources.frontmatter import Header
from gloss.sources.metadata import ArticleFields, checked, narrowed, web_address
from gloss.sources.slugs import slug

SUFFIXES = frozenset([".txt", ".md", ".html", ".htm"])
_OPENING_BLOCKS = 3
_ODD = re.compile("[\x00-\x08\x0b-\x0d\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class _Body:
    """Canonical text of a file with its blocks, and what reading it left out."""

    text: str
    blocks: tuple[Block, ...]
    notices: tuple[str, ...] = ()


def read_article(
    path: Path,
    settings: Settings,
    *,
    briefing: str = "",
    granted: Rights | None = None,
    shown_path: str | None = None,
) -> Article:
    """The article in the file at `path`; its id is the slug of the file's stem, behind `briefing/`.

    `granted` is what the editor allows (else `settings.rights`); front matter only narrows it.
    `shown_path` stands for the path in messages and in the article. Raises SourceError with every
    problem found in the file.
    """
    shown = str(path) if shown_path is None else shown_path
    if path.suffix.lower() not in SUFFIXES:
        raise SourceError(
            Problem(
                shown,
                None,
                f"{path.suffix or 'no ending'}: no kind of article",
                "save it as .txt, .md or .html",
            )
        )
    content = files.read_bytes(path, settings.max_article_bytes, shown)
    problems = Problems()
    header = frontmatter.split(files.decode(content, shown), shown, problems)
    fields = checked(ArticleFields, header, shown, problems)
    problems.raise_as(SourceError)
    body = _read_body(path.suffix.lower(), header, fields.title, shown)
    if not body.blocks:
        problems.add(shown, None, "it holds no text", "paste the article into it or take the file away")
        problems.raise_as(SourceError)
    opening = _opening(body)
    name = slug(path.stem, "article")
    return Article(
        id=f"{briefing}/{name}" if briefing else name,
        path=shown,
        briefing=briefing,
        text=body.text,
        blocks=body.blocks,
        sha256=sha256(content).hexdigest(),
        text_sha256=sha256(body.text.encode()).hexdigest(),
        rights=narrowed(granted or settings.rights, fields.rights),
        title=fields.title,
        publisher=fields.publisher,
        author=fields.author,
        published=fields.published,
        url=web_address(fields.url),
        archive_url=web_address(fields.archive_url),
        retrieved=fields.retrieved,
        language=fields.language,
        agency=opening.agency,
        dateline=opening.place,
        notices=(*body.notices, *_notices(fields, granted or settings.rights, body.text)),
    )


def _read_body(suffix: str, header: Header, title: str | None, shown: str) -> _Body:
    notices: tuple[str, ...] = ()
    if suffix == ".txt":
        return _Body(header.body, split_blocks(header.body, lines=True, title=title))
    if suffix == ".md":
        parts, heading = markdown.visible_blocks(header.body, shown, header.body_line)
    else:
        parts, heading, notices = html.article_blocks(header.body, shown)
    text = "\n\n".join(parts)
    return _Body(text, split_blocks(text, lines=False, title=title, heading=heading), notices)


def _opening(body: _Body) -> Dateline:
    """Dateline and agency the text prints, in a block of their own or at the start of the lead.

    The lead may be the second block of text: some headlines end with a stop.
    """
    place = signed = None
    for block in [b for b in body.blocks if b.kind != "furniture"][:_OPENING_BLOCKS]:
        found = dateline(body.text[block.span.start : block.span.end])
        place = place or (found.place if found else None)
        signed = signed or (found.agency if found else None)
    return Dateline(place, signed)


def _notices(fields: ArticleFields, granted: Rights, text: str) -> Iterator[str]:
    for name, given in (("url", fields.url), ("archive_url", fields.archive_url)):
        if given is not None and web_address(given) is None:
            yield f"{name} is no http or https address and is left out"
    if fields.rights and narrowed(granted, fields.rights) != fields.rights:
        yield f"rights: {fields.rights} in the article grants nothing beyond the editor's {granted}"
    if "\ufffd" in text:
        yield "it holds U+FFFD: characters were lost before it came here"
    odd = _ODD.search(text)
    if odd:
        yield f"it holds control characters, the first U+{ord(odd[0]):04X} at offset {odd.start()}"
