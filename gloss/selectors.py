"""Text ranges to W3C selectors and back.

A selector holds as long as its exact words, with the text around them, stand in the article
exactly once. It is never moved to words that merely look alike.
Source: W3C Web Annotation Data Model, section 4.2.
"""

from __future__ import annotations

from gloss.model import TextQuoteSelector, TextSpan

CONTEXT = 32


def describe(text: str, span: TextSpan) -> TextQuoteSelector:
    """Selector for `span`, with just as much context as makes it unique in `text`.

    The context grows on both sides by `CONTEXT` code points at a time, up to the whole text, so
    `anchor(text, describe(text, span)) == span` for every non-empty span.
    """
    exact = text[span.start : span.end]
    width = 0
    while True:
        selector = TextQuoteSelector(
            exact, text[max(0, span.start - width) : span.start], text[span.end : span.end + width]
        )
        if width >= len(text) or len(anchors(text, selector)) == 1:
            return selector
        width += CONTEXT


def anchors(text: str, selector: TextQuoteSelector) -> tuple[TextSpan, ...]:
    """Every place where the selector's words stand with its context, in text order."""
    needle = selector.prefix + selector.exact + selector.suffix
    if not selector.exact:
        return ()
    found = []
    at = text.find(needle)
    while at >= 0:
        start = at + len(selector.prefix)
        found.append(TextSpan(start, start + len(selector.exact)))
        at = text.find(needle, at + 1)
    return tuple(found)


def anchor(text: str, selector: TextQuoteSelector) -> TextSpan | None:
    """The one place the selector points at; None where its words are gone or not unique.

    A selector whose context runs to both ends of the text is unique even if its words repeat.
    """
    found = anchors(text, selector)
    return found[0] if len(found) == 1 else None
