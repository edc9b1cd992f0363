"""schema.org descriptions of articles, quotations and claims; a creator only where there is a speaker."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from gloss.model import Article, Dispute, Utterance
from gloss.pages.desk import Desk
from gloss.pages.escape import link, script_json
from gloss.pages.rights import clipped

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
        about["creator"] = _creator(desk, utterance.speaker)
    return about


def _creator(desk: Desk, speaker: str) -> dict[str, object]:
    actor = desk.lookup.actors[speaker]
    return {"@type": _TYPES[actor.type], "name": actor.name}


def claims(desk: Desk, disputes: Iterable[Dispute]) -> Markup:
    """A `Claim` for each claim that is denied: who makes it, and in which articles. It is not rated."""
    graph = [_claim(desk, d) for d in disputes]
    return script_json({"@context": "https://schema.org", "@graph": graph}) if graph else Markup("")


def _claim(desk: Desk, dispute: Dispute) -> dict[str, object]:
    made = [desk.lookup.statements[c] for c in dispute.claims]
    speakers = dict.fromkeys(s.speaker for s in made if s.speaker is not None)
    articles = dict.fromkeys(s.article for s in made)
    about: dict[str, object] = {
        "@type": "Claim",
        "@id": f"#{dispute.id}",
        "name": clipped(dispute.label),
        "appearance": [{"@type": "NewsArticle", "@id": str(desk.at.article(a))} for a in articles],
    }
    return about | ({"creator": [_creator(desk, s) for s in speakers]} if speakers else {})


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
