"""The editor's prose: Markdown with source notes and links to actors, every one of them checked.

`[^ap#p8]` cites paragraph 8 of the article `ap`; `[^ap "exact words"]` cites words, which are held
against the article character by character; `[[Name]]` links an actor. Raw HTML is shown as text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup
from rapidfuzz import process

from gloss.errors import Problems
from gloss.model import Actor, Article, Briefing, TextSpan
from gloss.pages.desk import Desk
from gloss.pages.escape import text
from gloss.pages.lookup import Lookup
from gloss.pages.names import slug
from gloss.pages.notes import Notes, Ref

_CITATION = re.compile(r'(?P<article>[^\s"#]+)(?:#p(?P<paragraph>\d+)|\s+"(?P<words>.+)")\Z', re.DOTALL)
_ADDRESS = re.compile(r"(?:https?://|mailto:|[#./]|[A-Za-z0-9_-]+(?:[/.#?]|\Z))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Citation:
    """A checked citation; `words` is None where a whole paragraph is cited."""

    article: str
    paragraph: int
    words: TextSpan | None
    line: int


@dataclass(frozen=True, slots=True)
class Prose:
    """Parsed prose; citations and actors stand in the `meta` of its inline tokens."""

    tokens: tuple[Token, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of HTML, or a reference to a note."""

    html: Markup
    ref: Ref | None = None


def read(briefing: Briefing, lookup: Lookup, problems: Problems) -> Prose:
    """The briefing's prose with every citation and link resolved; misses go to `problems`."""
    checker = _Checker(briefing, lookup, problems)
    tokens = _parser().parse(briefing.prose or "")
    for block in tokens:
        line = briefing.body_line + (block.map[0] if block.map else 0)
        for token in block.children or ():
            if token.type == "gloss_cite":
                token.meta["citation"] = checker.citation(token.content, line + token.meta["line"])
            elif token.type == "gloss_actor":
                token.meta["actor"] = checker.actor(token.content, line + token.meta["line"])
    return Prose(tuple(tokens), tuple(checker.citations))


def render(prose: Prose, desk: Desk, notes: Notes) -> tuple[Part, ...]:
    """The prose as HTML parts, its references numbered by `notes` in order."""
    refs: list[Ref] = []

    def cite(token: Token) -> str:
        citation: Citation = token.meta["citation"]
        refs.append(notes.cite(citation.article, citation.paragraph, citation.words))
        return "\0"

    def actor(token: Token) -> str:
        found: Actor = token.meta["actor"]
        return f'<a href="{desk.at.actor(found.id)}">{text(token.content)}</a>'

    parser = _parser()
    rules = _rules(parser)
    rules["gloss_cite"] = lambda tokens, at, *_: cite(tokens[at])
    rules["gloss_actor"] = lambda tokens, at, *_: actor(tokens[at])
    pieces = str(parser.renderer.render(list(prose.tokens), parser.options, {})).split("\0")
    parts = [Part(Markup(pieces[0]))]  # noqa: S704 - of a parser whose HTML is off
    for ref, piece in zip(refs, pieces[1:], strict=True):
        parts += [Part(Markup(""), ref), Part(Markup(piece))]  # noqa: S704 - as above
    return tuple(parts)


class _Checker:
    """Resolves what the prose of one briefing refers to."""

    def __init__(self, briefing: Briefing, lookup: Lookup, problems: Problems) -> None:
        self._briefing, self._lookup, self._problems = briefing, lookup, problems
        self._own = {slug(a.id): a for a in lookup.by_briefing.articles.get(briefing.slug, ())}
        self.citations: list[Citation] = []

    def citation(self, content: str, line: int) -> Citation | None:
        found = _CITATION.match(content)
        if found is None:
            name = (content.split(maxsplit=1) or ["article"])[0]
            fact = f"note [^{content}] names neither a paragraph nor words"
            self._add(line, fact, f'write [^{name}#p1] or [^{name} "exact words"]')
            return None
        article = self._own.get(found["article"]) or self._lookup.articles.get(found["article"])
        if article is None:
            self._add(
                line,
                f"note [^{content}] cites {found['article']!r}, there is no such article in this briefing",
                self._nearest(found["article"], sorted(self._own), "add the article or correct the name"),
            )
            return None
        citation = (
            self._paragraph(article, content, int(found["paragraph"]), line)
            if found["paragraph"]
            else self._words(article, content, found["words"], line)
        )
        if citation:
            self.citations.append(citation)
        return citation

    def _paragraph(self, article: Article, content: str, number: int, line: int) -> Citation | None:
        if 1 <= number <= len(article.blocks):
            return Citation(article.id, number, None, line)
        count = f"{len(article.blocks)} paragraph" + ("s" if len(article.blocks) != 1 else "")
        fact = f"note [^{content}] points at paragraph {number}, the article has {count}"
        self._add(line, fact, "correct the number")
        return None

    def _words(self, article: Article, content: str, words: str, line: int) -> Citation | None:
        words = words.replace("\n", " ")
        at = article.text.find(words)
        if at >= 0:
            number = self._lookup.paragraph(article.id, at)
            return Citation(article.id, number, TextSpan(at, at + len(words)), line)
        fact = f"note [^{content}] cites words that are not in the article"
        self._add(line, fact, "copy the words from the article, character by character")
        return None

    def actor(self, name: str, line: int) -> Actor | None:
        names = self._lookup.printed_names
        found = names.get(name) or self._lookup.actors.get(name)
        if found is None:
            remedy = self._nearest(name, sorted(names), "write the name as the actors page prints it")
            self._add(line, f"[[{name}]] names nobody on this site", remedy)
        return found

    def _nearest(self, wanted: str, known: Sequence[str], otherwise: str) -> str:
        match = process.extractOne(wanted, known, score_cutoff=60)
        return f"did you mean {match[0]!r}?" if match else otherwise

    def _add(self, line: int, fact: str, remedy: str) -> None:
        self._problems.add(self._briefing.path, line, fact, remedy)


def _parser() -> MarkdownIt:
    """CommonMark with tables; no raw HTML, no images, links by an allowlist, inert text."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).enable("table").disable("image")
    parser.validateLink = lambda url: bool(_ADDRESS.match(url))  # type: ignore[method-assign]
    parser.inline.ruler.before("link", "gloss_cite", _cite_rule)
    parser.inline.ruler.before("link", "gloss_actor", _actor_rule)
    rules = _rules(parser)
    rules["text"] = lambda tokens, at, *_: text(tokens[at].content)
    rules["code_inline"] = lambda tokens, at, *_: Markup("<code>%s</code>") % text(tokens[at].content)
    rules["code_block"] = rules["fence"] = lambda tokens, at, *_: (
        Markup("<pre><code>%s</code></pre>") % text(tokens[at].content)
    )
    rules["link_open"] = lambda tokens, at, *_: Markup('<a href="%s">') % text(str(tokens[at].attrs["href"]))
    rules["heading_open"] = lambda tokens, at, *_: f"<h{max(2, int(tokens[at].tag[1]))}>"
    rules["heading_close"] = lambda tokens, at, *_: f"</h{max(2, int(tokens[at].tag[1]))}>"
    return parser


def _rules(parser: MarkdownIt) -> dict[str, Any]:
    return cast(RendererHTML, parser.renderer).rules


def _cite_rule(state: StateInline, silent: bool) -> bool:
    return _bracket(state, silent, "[^", ("]", '"]'), "gloss_cite")


def _actor_rule(state: StateInline, silent: bool) -> bool:
    return _bracket(state, silent, "[[", ("]]", "]]"), "gloss_actor")


def _bracket(state: StateInline, silent: bool, opening: str, closing: tuple[str, str], kind: str) -> bool:
    """One of our brackets at the parser's place; with a quotation mark inside, the second closing counts."""
    if not state.src.startswith(opening, state.pos):
        return False
    start = state.pos + len(opening)
    end = state.src.find(closing[0], start)
    mark = state.src.find('"', start)
    if 0 <= mark < end and closing[1] != closing[0]:
        found = state.src.find(closing[1], mark + 1)
        end = found + 1 if found >= 0 else end
    if end < 0:
        return False
    if not silent:
        token = state.push(kind, "", 0)
        token.content = state.src[start:end]
        token.meta = {"line": state.src.count("\n", 0, state.pos)}
    state.pos = end + len(closing[0])
    return True
