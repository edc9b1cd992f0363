"""The tokenizer of the pipeline: spaCy's English rules and the doubled single marks of news wires."""

from __future__ import annotations

from typing import Any

import spacy
from spacy.language import Language
from spacy.util import compile_prefix_regex, compile_suffix_regex, registry

DOUBLED = ("``", "''", "’’", "‘‘")


def use_news_tokenizer(nlp: Language) -> Language:
    """`nlp` itself, its tokenizer made to keep `` and '' as one token each."""
    defaults = nlp.Defaults
    prefixes = [*DOUBLED, *(defaults.prefixes or [])]
    suffixes = [*DOUBLED, *(defaults.suffixes or [])]
    tokenizer: Any = nlp.tokenizer
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    return nlp


def blank_news() -> Language:
    """A blank English pipeline with the tokenizer the trained one has."""
    return use_news_tokenizer(spacy.blank("en"))


registry.callbacks.register("gloss.news_tokenizer.v1", func=lambda: use_news_tokenizer)
