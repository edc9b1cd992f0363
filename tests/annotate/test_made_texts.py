"""A thousand made texts through the annotate step: none is refused, and what is found is in the text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gloss.annotate.article import annotate
from gloss.annotate.record import from_json, to_json
from gloss.model import Annotations, Article
from tests.annotate.articles import make_article

if TYPE_CHECKING:
    from spacy.language import Language

TEXTS, ARTICLES = 20, 50
"""Made texts in one article, and articles: loading and calling the pipeline costs more than reading."""

MARKS = [
    "“",
    "”",
    '"',
    "„",
    "‘",
    "’",
    "'",
    "''",
    "``",
    "«",
    "»",
    "‚",
    "′",
    "(",
    ")",
    "[",
    "—",
    "–",
    "-",
    "…",
    "...",
]
WORDS = [
    "said",
    "told",
    "asked",
    "according to",
    "he",
    "She",
    "they",
    "I",
    "who",
    "that",
    "the",
    "a",
    "of",
    "Ruiz",
    "Ana Ruiz",
    "Mr.",
    "Gov. Tom Vane",
    "RUIZ:",
    "Q:",
    "the Port Board",
    "Kenya",
    "Paris",
    "an official",
    "men",
    "at least 40 people",
    "3.5%",
    "$2 million a day",
    "on Tuesday",
    "May 3, 1999",
    "last year",
    "1990s",
    "were killed",
    "believes",
    "denied",
    "report",
    "don't",
    "o'clock",
    "said:",
    "added.",
    "&amp;",
    "@ana",
    "#port",
    "http://x.example/a?b=c",
    "a@b.example",
    "said said",
    "’s",
    "'til",
    "rock ’n’ roll",
]
SPACES = [" ", " ", " ", "\n", "\t", "\u00a0", "\u2009", "\u200b", "", ", ", ". ", "? ", "; ", ": "]

ODD = st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1, max_size=8)
PIECE = st.sampled_from(WORDS) | st.sampled_from(MARKS) | st.sampled_from(WORDS) | ODD
LINE = st.lists(st.tuples(PIECE, st.sampled_from(SPACES)).map("".join), max_size=14).map("".join)
VERSE = st.lists(LINE, min_size=2, max_size=5).map("\n".join)
TABLE = st.lists(st.lists(PIECE, min_size=2, max_size=4).map(" | ".join), min_size=1, max_size=4).map(
    "\n".join
)
REPEATED = st.tuples(PIECE, st.integers(2, 60)).map(lambda pair: pair[0] * pair[1])
MADE = LINE | VERSE | TABLE | LINE.map(str.upper) | LINE.map(str.title) | REPEATED


def spans_hold(article: Article, found: Annotations) -> None:
    """What is found lies inside the text, in order, and no two statements share a character."""
    pieces = [*found.sentences, *(m.span for m in found.mentions), *(q.outer for q in found.quoted)]
    pieces += [f.span for f in found.figures] + [d.span for d in found.dates]
    for attribution in found.attributions:
        pieces += [*attribution.content, *(attribution.source or ()), *(attribution.cue or ())]
        assert 0 <= attribution.score <= 1
    assert all(0 <= span.start < span.end <= len(article.text) for span in pieces)
    contents = sorted(span for a in found.attributions for span in a.content)
    assert all(one.end <= other.start for one, other in pairwise(contents))


@settings(
    max_examples=ARTICLES,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
)
@given(st.lists(MADE, min_size=TEXTS, max_size=TEXTS), st.sampled_from([None, "2017-05-17"]))
def test_no_text_is_refused(nlp: Language, texts: list[str], published: str | None) -> None:
    article = make_article("\n\n".join(texts), published=published, language="en")
    found = annotate(article, nlp, 0.7, ("en",))
    assert found.unread is None
    spans_hold(article, found)
    actors = {actor.id for actor in found.actors}
    assert {a.speaker for a in found.attributions} - {None} <= actors
    assert all(q.attribution is None or q.attribution < len(found.attributions) for q in found.quoted)
    assert from_json(to_json(found)) == found
