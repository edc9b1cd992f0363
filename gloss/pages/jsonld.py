"""schema.org descriptions of articles and quotations; a creator only where there is a speaker."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from gloss.model import Article, Utterance
from gloss.pages.desk import Desk
from gloss.pages.escape import link, script_json

_TYPES = {"person": "Person", "body": "Organization", "place": "Place", "group": "Organization"}


def quotations(desk: Desk, utterances: Iterable[Utterance]) -> Markup:
    """A `Quotation` for each utterance whose fullest printing may be published, as JSON."""
    found = [q for u in utterances if (q := _quotation(desk, u))]
    return script_json({"@context": "https://schema.org", "@graph": found}) if found else Markup("")


def _quotation(desk: Desk, utterance: Utterance) -> dict[str, object] | None:
    quoted = desk.lookup.quoted[utterance.fullest]
    if quoted.term or not desk.grants[quoted.article].covers(quoted.span):
        return None
    article = desk.lookup.articles[quoted.article]
    about: dict[str, object] = {
        "@type": "Quotation",
        "@id": f"#{utterance.id}",
        "text": article.words_at(quoted.span),
        "isPartOf": _bare(article),
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
