"""Article to spaCy Doc: every block analysed on its own, then joined to one Doc over the whole text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from spacy.tokens import Doc

from gloss.annotate.evened import even_names
from gloss.annotate.universal import speaks_clear, to_universal
from gloss.model import Article, Block, TextSpan
from gloss.sources.datelines import lead_end

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Span, Token
    from spacy.vocab import Vocab

OWN_COMPONENTS = "gloss_"
"""Name prefix of components that want the whole article and are not run on single blocks."""

LONGEST_PIECE = 3_000
"""Characters analysed in one go; a longer paragraph is cut, so that memory stays bounded."""

BATCH = 32

_SENTENCE_END = re.compile(r"[.!?][”’\"')\]]*\s+")
_SPACE = re.compile(r"\s+")
_ATTRS = ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE")
_NO = 2**64 - 1
"""-1 as spaCy's arrays hold it: "no sentence start", or "my head is one token back"."""


class _Part(NamedTuple):
    words: list[str]
    spaces: list[bool]
    values: NDArray[np.uint64]


def read_doc(nlp: Language, article: Article) -> Doc:
    """One Doc whose text is exactly `article.text`, with tags, lemmas, syntax, entities, sentences.

    Each block is read by itself, so no sentence, entity or dependency crosses a paragraph. White
    space between blocks becomes one token that hangs on the token before it. A name then gets one type
    throughout. Components whose name starts with `gloss_` are left out: they want the whole article.
    """
    own = [name for name in nlp.pipe_names if name.startswith(OWN_COMPONENTS)]
    pieces = tuple(_pieces(article))
    texts = [article.words_at(span) for span in pieces]
    read: Iterable[Doc] = nlp.pipe(texts, batch_size=BATCH, disable=own)
    if speaks_clear(nlp):
        read = map(to_universal, read)
    doc = _join(nlp.vocab, article.text, pieces, read)
    even_names(doc)
    return doc


def _pieces(article: Article) -> Iterator[TextSpan]:
    for block in article.blocks:
        start = block.span.start
        if lead := _lead(article, block):
            yield TextSpan(start, start + lead)
            start += lead
        while block.span.end - start > LONGEST_PIECE:
            cut = start + _cut(article.text[start : start + LONGEST_PIECE])
            yield TextSpan(start, cut)
            start = cut
        if start < block.span.end:
            yield TextSpan(start, block.span.end)


def _lead(article: Article, block: Block) -> int:
    """Characters of the dateline a block opens with: no part of the sentence behind it."""
    if not article.dateline or block.kind != "text":
        return 0
    return lead_end(article.words_at(block.span))


def _cut(text: str) -> int:
    """Where to cut `text`: after its last sentence end or white space in the second half, else its end."""
    for pattern in (_SENTENCE_END, _SPACE):
        ends = [m.end() for m in pattern.finditer(text, len(text) // 2)]
        if ends:
            return ends[-1]
    return len(text)


def _join(vocab: Vocab, text: str, spans: tuple[TextSpan, ...], docs: Iterable[Doc]) -> Doc:
    parts: list[_Part] = []
    end = 0
    parsed = False
    for span, doc in zip(spans, docs, strict=True):
        if span.start > end:
            parts.append(_gap(vocab, text[end : span.start], first=not parts))
        parts.append(_part(doc))
        parsed = parsed or doc.has_annotation("DEP")
        end = span.end
    if end < len(text):
        parts.append(_gap(vocab, text[end:], first=not parts))
    words = [word for part in parts for word in part.words]
    spaces = [space for part in parts for space in part.spaces]
    joined = Doc(vocab, words=words, spaces=spaces)
    if not words:
        return joined
    values = np.vstack([part.values for part in parts])
    # heads imply sentence starts, and spaCy takes only one of the two
    left_out = _ATTRS.index("SENT_START" if parsed else "HEAD")
    attrs: list[int | str] = [a for n, a in enumerate(_ATTRS) if n != left_out]
    rest: Any = np.delete(values, left_out, axis=1)
    return joined.from_array(attrs, rest)


def _part(doc: Doc) -> _Part:
    values = np.asarray(doc.to_array(list(_ATTRS)), dtype=np.uint64).reshape(-1, len(_ATTRS))
    starts = values[:, _ATTRS.index("SENT_START")]
    starts[starts == 0] = _NO
    starts[:1] = 1  # a block starts a sentence, whatever the pipeline thinks
    return _Part([t.text for t in doc], [bool(t.whitespace_) for t in doc], values)


def _gap(vocab: Vocab, space: str, *, first: bool) -> _Part:
    """The white space between two blocks as one token that hangs on the token before it."""
    row = dict.fromkeys(_ATTRS, 0)
    row["TAG"] = vocab.strings.add("_SP")
    row["POS"] = vocab.strings["SPACE"]
    row["LEMMA"] = vocab.strings.add(space)
    row["DEP"] = vocab.strings.add("ROOT" if first else "dep")
    row["ENT_IOB"] = 2
    row["HEAD"] = 0 if first else _NO
    row["SENT_START"] = 1 if first else _NO
    return _Part([space], [False], np.array([[row[a] for a in _ATTRS]], dtype=np.uint64))


class TokenIndex:
    """Tokens of a Doc by character offset, by bisection: a long article asks thousands of times."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._starts = [token.idx for token in doc]

    def at(self, offset: int) -> Token | None:
        """The token that holds the character at `offset`, or the last one before it; None without any."""
        place = bisect_right(self._starts, offset) - 1
        return self.doc[place] if place >= 0 else None

    def over(self, span: TextSpan) -> Span:
        """The smallest run of tokens that holds `span`."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        return self.doc[first : max(first, bisect_left(self._starts, span.end))]
