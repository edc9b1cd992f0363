"""schema.org descriptions of articles and quotations; a creator only where there is a speaker."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from gloss.model import Article, Utterance
from gloss.pages.desk import Desk
from gloss.pages.escape import link, script_json

_TYPES = {"person": "Person", "body": "Organization", "place": "Place", "group": "Organization"}


def quotations(desk: Desk, utterances: Iterable[Utterance]) -> Markup:
    """A `Quotation` for each utterance whose fullest printing may be published, and where they stand.

    An article is told in full on its own page; here it has its address and the publisher's.
    """
    shown = [u for u in utterances if _may_show(desk, u)]
    if not shown:
        return Markup("")
    articles = sorted({desk.lookup.quoted[u.fullest].article for u in shown})
    graph = [_cited(desk, a) for a in articles]
    graph += [_quotation(desk, u) for u in shown]
    return script_json({"@context": "https://schema.org", "@graph": graph})


def _cited(desk: Desk, ident: str) -> dict[str, object]:
    article = desk.lookup.articles[ident]
    about: dict[str, object] = {"@type": "NewsArticle", "@id": str(desk.at.article(ident))}
    return about | ({"url": article.url} if link(article.url) else {})


def _may_show(desk: Desk, utterance: Utterance) -> bool:
    quoted = desk.lookup.quoted[utterance.fullest]
    return not quoted.term and desk.grants[quoted.article].covers(quoted.span)


def _quotation(desk: Desk, utterance: Utterance) -> dict[str, object]:
    quoted = desk.lookup.quoted[utterance.fullest]
    about: dict[str, object] = {
        "@type": "Quotation",
        "@id": f"#{utterance.id}",
        "text": desk.lookup.articles[quoted.article].words_at(quoted.span),
        "isPartOf": {"@id": str(desk.at.article(quoted.article))},
    }
    if utterance.speaker is not None:
        actor = desk.lookup.actors[utterance.speaker]
        about["creator"] = {"@type": _TYPES[actor.type], "name": actor.name}
    return about


def news_article(article: Article) -> Markup:
    """The `NewsArticle` a page is about, from its metadata alone, as JSON."""
    about = {"@context": "https://schema.org", **_bare(article)}
    if article.author:
        about["author"] = {"@type": "Person", "name": article.author}
    if article.language:
        about["inLanguage"] = article.language
    return script_json(about)


def _bare(article: Article) -> dict[str, object]:
    about: dict[str, object] = {"@type": "NewsArticle", "identifier": f"sha256:{article.sha256}"}
    if article.title:
        about["headline"] = article.title
    if article.publisher:
        about["publisher"] = {"@type": "Organization", "name": article.publisher}
    if article.published:
        about["datePublished"] = article.published
    if link(article.url):
        about["url"] = article.url
    return about
