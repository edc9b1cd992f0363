"""schema.org descriptions in pages: what stands there, with a creator only where somebody is shown."""

from __future__ import annotations

import json
import re
from typing import Any

from gloss.model import GeneratedSite
from tests.pages import factory
from tests.pages.test_site import content


def described(site: GeneratedSite, path: str) -> dict[str, Any]:
    page = content(site, path)
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found, path
    graph: dict[str, Any] = json.loads(found[1])
    assert graph["@context"] == "https://schema.org"
    return graph


def test_quotations_have_a_creator_only_where_somebody_is_shown(site: GeneratedSite) -> None:
    graph = described(site, "ferry/quotes/index.md")["@graph"]
    told = {item["@id"].removeprefix("#"): item for item in graph if item["@type"] == "Quotation"}
    names = {a.id: a.name for a in factory.index().actors}
    speakers = {u.id: u.speaker for u in factory.index().utterances if u.id in told}
    assert None in speakers.values() and len(set(speakers.values())) > 1
    for ident, speaker in speakers.items():
        creator = told[ident].get("creator")
        assert (creator and creator["name"]) == (speaker and names[speaker])


def test_denied_claims_say_who_makes_them_and_where(site: GeneratedSite) -> None:
    (claim,) = described(site, "ferry/figures/index.md")["@graph"]
    (dispute,) = factory.index().disputes
    assert (claim["@type"], claim["@id"]) == ("Claim", f"#{dispute.id}")
    made = [s for s in factory.index().statements if s.id in dispute.claims]
    assert {a["@id"] for a in claim["appearance"]} == {
        f"../sources/{s.article.removeprefix('ferry/')}/" for s in made
    }
    names = {a.id: a.name for a in factory.index().actors}
    assert {c["name"] for c in claim["creator"]} == {names[s.speaker] for s in made if s.speaker}
    assert not {"reviewRating", "author"} & claim.keys()
