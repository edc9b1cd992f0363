"""All page kinds of the invented site, as a browser reads them."""

from __future__ import annotations

import json
import posixpath
from dataclasses import replace
from urllib.parse import unquote, urldefrag
from xml.etree.ElementTree import Element

import pytest
import yaml

from gloss.model import Briefing, Corpus, GeneratedSite, Index
from gloss.pages import generate
from tests.pages import factory
from tests.pages.reading import parsed, words
from tests.pages.test_escape import HOSTILE

KINDS = [
    "",
    "ferry/",
    "ferry/sources/coast-wire/",
    "ferry/sources/late/",
    "ferry/quotes/",
    "ferry/figures/",
    "ferry/timeline/",
    "ferry/relations/",
    "actors/",
    "actors/ilse-varga/",
    "actors/i-varga/",
    "quotes/",
    "method/",
    "corrections/",
    "data/",
    "search/",
]


def content(site: GeneratedSite, path: str) -> str:
    found = next(f.content for f in site.files if f.path == path)
    assert isinstance(found, str)
    return found


def tree(site: GeneratedSite, folder: str) -> Element:
    return parsed(content(site, f"{folder}index.md"))


def pages(site: GeneratedSite) -> dict[str, Element]:
    return {
        f.path.removesuffix("index.md"): parsed(str(f.content)) for f in site.files if f.path.endswith(".md")
    }


@pytest.mark.parametrize("folder", KINDS)
def test_every_page_kind_has_a_heading_and_front_matter(site: GeneratedSite, folder: str) -> None:
    source = content(site, f"{folder}index.md")
    meta = yaml.safe_load(source.split("---\n")[1])
    assert meta["title"] and meta["description"]
    assert len(tree(site, folder).findall(".//h1")) == 1


@pytest.mark.parametrize("folder", KINDS)
def test_a_page_asked_for_alone_is_the_page_of_the_whole_site(excerpts: GeneratedSite, folder: str) -> None:
    source = factory.corpus("excerpt")
    (alone,) = generate(factory.index(source), source, factory.project(), [folder]).files
    assert alone in excerpts.files


def test_two_actors_that_claim_one_former_address_are_for_the_publisher_to_refuse() -> None:
    source = factory.corpus()
    index = factory.index(source)
    two = tuple(replace(one, former_ids=("old",)) for one in index.actors[:2])
    claimed = replace(index, actors=(*two, *index.actors[2:]))
    paths = [f.path for f in generate(claimed, source, factory.project()).files]
    assert paths.count("actors/old/index.md") == 2


def test_every_quotation_is_the_words_at_its_range(site: GeneratedSite, excerpts: GeneratedSite) -> None:
    texts = factory.texts(factory.corpus())
    found = [q for s in (site, excerpts) for page in pages(s).values() for q in page.iter("q")]
    assert len(found) > 50
    for q in found:
        start, end = int(q.attrib["data-start"]), int(q.attrib["data-end"])
        assert words(q) == texts[q.attrib["data-article"]][start:end]


def test_ids_are_unique_and_links_lead_somewhere(site: GeneratedSite) -> None:
    found = pages(site)
    ids = {}
    for folder, page in found.items():
        own = [e.attrib["id"] for e in page.iter() if "id" in e.attrib]
        assert len(own) == len(set(own)), folder
        ids[folder] = set(own)
    files = {f.path for f in site.files}
    for folder, page in found.items():
        for link in page.iter("a"):
            href = unquote(link.attrib["href"])
            if href.startswith("http"):
                continue
            path, anchor = urldefrag(href)
            target = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/") if path else folder
            if target in files:
                continue
            target = f"{target}/" if target and not target.endswith("/") else target
            assert target in ids, f"{folder}: {href}"
            assert not anchor or anchor in ids[target], f"{folder}: {href}"


def test_link_names_are_unique_among_ways_back(site: GeneratedSite) -> None:
    page = tree(site, "ferry/")
    names = [a.attrib["aria-label"] for a in page.iter("a") if a.attrib.get("class") == "back"]
    assert "Back to reference 2 of note 1" in names
    assert len(names) == len(set(names))


def test_nobody_is_credited_with_words_the_text_gives_to_nobody(site: GeneratedSite) -> None:
    page = tree(site, "ferry/quotes/")
    card = next(e for e in page.iter("article") if e.attrib["id"] == "u0000000003")
    assert "No speaker given" in words(card)
    assert "Varga" not in words(card)
    data = json.loads(content(site, "data/index.json"))
    assert next(u for u in data["utterances"] if u["id"] == "u0000000003")["speaker"] is None


def test_a_crop_shows_what_it_leaves_out(site: GeneratedSite) -> None:
    page = tree(site, "ferry/quotes/")
    printing = next(e for e in page.iter("li") if e.attrib.get("id") == "q0000000003")
    left_out = [words(e) for e in printing.iter("span") if e.attrib.get("class") == "miss"]
    assert left_out == ["We saw", "from the pier,"]


def test_terms_and_unsure_speakers_stand_apart(site: GeneratedSite) -> None:
    page = tree(site, "ferry/quotes/")
    heads = [words(h) for h in page.iter("h2")]
    assert heads[-2:] == ["No speaker given", "Words in quotation marks that are nobody’s statement"]
    late = words(tree(site, "ferry/sources/late/"))
    assert "Speaker not established" in late


def test_the_matrix_says_where_no_denial_was_found(site: GeneratedSite) -> None:
    rows = [words(r) for r in tree(site, "ferry/figures/").iter("tr")]
    late = next(r for r in rows if r.startswith("publisher not given"))
    assert "no denial found in this text" in late


def test_figures_are_labelled_by_outlet_origin_and_computation(site: GeneratedSite) -> None:
    shown = words(tree(site, "ferry/figures/"))
    assert "2 outlets, originates with Ministry of Ports; 0 corroborating origins" in shown
    assert "about 1.7 passengers per hour computed by this site" in shown
    assert "“heard”" in shown
    assert "not compared with others" in shown


def test_an_article_shows_marks_margin_and_copies(site: GeneratedSite) -> None:
    page = tree(site, "ferry/sources/coast-wire/")
    assert [e.attrib["id"] for e in page.iter("div") if "para" in e.attrib.get("class", "")] == [
        "p1",
        "p2",
        "p3",
        "p4",
    ]
    classes = {e.attrib.get("class") for e in page.iter()}
    assert {"d", "i", "f", "t", "a", "k", "shared"} <= classes
    assert "nearly the same words in publisher not given, paragraph\u00a03" in words(page)
    assert any("#" not in a.attrib["href"] and "wire.example" in a.attrib["href"] for a in page.iter("a"))


def test_excerpts_show_quoted_words_and_count_what_is_left_out(excerpts: GeneratedSite) -> None:
    page = words(tree(excerpts, "ferry/sources/coast-wire/"))
    assert "We saw the smoke at dawn from the pier" in page
    assert "words not shown]" in page
    assert "do not show who knew" not in page
    (_, published, total), *_ = [w for w in excerpts.words if w[0] == factory.WIRE]
    assert 0 < published <= total * 0.3


def test_no_twelve_words_in_a_row_outside_what_is_granted(excerpts: GeneratedSite) -> None:
    granted = dict(excerpts.granted)
    for ident, text in factory.texts(factory.corpus()).items():
        tokens = [(m, text.index(m, 0)) for m in text.split()]
        runs = [" ".join(t for t, _ in tokens[n : n + 12]) for n in range(len(tokens) - 11)]
        shown = [" ".join(words(p).split()) for p in pages(excerpts).values()]
        shown += [" ".join(str(f.content).split()) for f in excerpts.files if not f.path.endswith(".md")]
        passages = [" ".join(text[s.start : s.end].split()) for s in granted[ident]]
        for run in runs:
            if not any(run in p for p in passages):
                assert not any(run in page for page in shown), run


def test_a_link_only_article_shows_none_of_its_words() -> None:
    source = factory.corpus("link")
    site = generate(factory.index(source), source, factory.project())
    shown = words(tree(site, "ferry/quotes/")) + content(site, "data/index.json")
    assert "smoke at dawn" not in shown
    assert "Ferry line blamed for fire" in words(tree(site, "ferry/sources/coast-wire/"))


def test_an_empty_corpus_says_why_every_section_is_empty() -> None:
    source = replace(factory.corpus(), articles=())
    site = generate(Index(), source, factory.project())
    for folder in (
        "ferry/",
        "ferry/quotes/",
        "ferry/figures/",
        "ferry/timeline/",
        "ferry/relations/",
        "actors/",
    ):
        assert [e for e in tree(site, folder).iter("p") if e.attrib.get("class") == "empty"], folder


def test_an_article_that_was_not_annotated_says_so() -> None:
    source = factory.corpus()
    index = factory.index(source)
    bare = Index(
        articles=tuple(
            replace(r, annotations=replace(r.annotations, unread="it is in German")) for r in index.articles
        )
    )
    site = generate(bare, source, factory.project())
    assert "Not annotated: it is in German" in words(tree(site, "ferry/sources/late/"))
    assert "Not annotated: it is in German" in words(tree(site, "ferry/"))


def test_only_index_pages_are_in_the_navigation(site: GeneratedSite) -> None:
    paths = [i.path for i in site.nav if i.path] + [c.path for i in site.nav for c in i.children]
    assert {"index.md", "ferry/index.md", "actors/index.md"} <= set(paths)
    assert not [p for p in paths if "/sources/" in p or p.count("/") > 1]


def test_a_former_address_leads_to_the_actor(site: GeneratedSite) -> None:
    source = content(site, "actors/i-varga/index.md")
    assert yaml.safe_load(source.split("---\n")[1])["redirect"] == "../ilse-varga/"


def test_the_review_page_stands_alone_and_shows_the_line_to_paste(site: GeneratedSite) -> None:
    (review,) = site.review
    assert "- {speaker: ministry-of-ports, article: late, exact: x}" in words(parsed(str(review.content)))
    page = parsed(str(review.content))
    assert not [e for e in page.iter() if "src" in e.attrib or e.tag == "link"]
    assert ":root {" in words(next(page.iter("style")))
    assert not [f for f in site.files if "review" in f.path]


def test_long_lists_are_paged_and_every_address_still_resolves() -> None:
    source = factory.corpus()
    index = factory.index(source)
    many = tuple(
        replace(index.actors[3], id=f"tarn-{n}", name=f"{'ABCDEF'[n % 6]} Tarn {n}") for n in range(40)
    )
    site = generate(replace(index, actors=(*index.actors, *many)), source, factory.project(page_size=10))
    assert {f.path for f in site.files} >= {"actors/index.md", "actors/by-a/index.md", "actors/by-f/index.md"}
    test_ids_are_unique_and_links_lead_somewhere(site)


def test_split_quotes_keep_their_address_on_the_first_page() -> None:
    source = factory.corpus()
    index = _many_quotes(source)
    site = generate(index, source, factory.project(page_size=10))
    first = tree(site, "ferry/quotes/")
    ids = {e.attrib["id"] for e in first.iter() if "id" in e.attrib}
    assert {u.id for u in index.utterances} <= ids
    test_ids_are_unique_and_links_lead_somewhere(site)


def _many_quotes(source: Corpus) -> Index:
    index = factory.index(source)
    term, said = index.quoted[4], index.utterances[3]
    more = []
    for n in range(25):
        own, its = f"q9{n:09d}", f"u9{n:09d}"
        more.append((replace(term, id=own, utterance=its), replace(said, id=its, quoted=(own,), fullest=own)))
    return replace(
        index,
        quoted=(*index.quoted, *(q for q, _ in more)),
        utterances=(*index.utterances, *(u for _, u in more)),
    )


def test_pages_never_judge() -> None:
    for path in (factory.ROOT / "templates").glob("*.html"):
        wording = path.read_text("utf-8").casefold()
        for word in ("confirmed", "admitted", "falsely", "ignored", "so-called", "allegedly"):
            assert word not in wording, f"{path.name}: {word}"


def test_a_hostile_article_is_shown_as_written() -> None:
    whole = [value.replace("\n\n", " ").strip("\n") for value in HOSTILE]
    hostile = factory.article(
        "ferry/hostile", "\n\n".join(whole), title="<b>[x](javascript:x)</b>", url="javascript:x"
    )
    source = factory.corpus()
    source = replace(source, articles=(*source.articles, hostile))
    index = factory.index(source)
    actor = replace(index.actors[3], name="<img src=x onerror=x> {{ x }}", aliases=())
    site = generate(replace(index, actors=(*index.actors[:3], actor)), source, factory.project())
    page = tree(site, "ferry/sources/hostile/")
    assert [words(q) for q in page.iter("q")] == whole
    assert words(next(page.iter("h1"))) == hostile.title
    assert not [e for kind in pages(site).values() for e in kind.iter() if "src" in e.attrib]
    assert not [a for a in page.iter("a") if a.attrib["href"].startswith("java")]
    assert words(next(tree(site, "actors/tarn/").iter("h1"))) == actor.name


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("desk@a.example", "mailto:desk@a.example?subject=Error%20at%20ferry/quotes/%23u"),
        ("https://a.example/x", "https://a.example/x"),
        ("javascript:x", None),
    ],
)
def test_the_editors_address_for_errors_is_linked(given: str, wanted: str | None) -> None:
    source = factory.corpus()
    site = generate(factory.index(source), source, factory.project(report_address=given))
    card = next(e for e in tree(site, "ferry/quotes/").iter("article"))
    found = [a.attrib["href"] for a in card.iter("a") if words(a) == "report an error"]
    assert [href.startswith(wanted or "") for href in found] == ([True] if wanted else [])


def test_quotes_lead_to_the_next_one_of_their_speaker() -> None:
    source = factory.corpus()
    index = factory.index(source)
    said = tuple(replace(u, speaker=u.speaker and "ilse-varga") for u in index.utterances)
    site = generate(replace(index, utterances=said), source, factory.project())
    cards = {a.attrib["id"]: a for a in tree(site, "ferry/quotes/").iter("article")}
    ways = {
        (ident, a.attrib["rel"]): a.attrib["href"].partition("#")[2]
        for ident, card in cards.items()
        for a in card.iter("a")
        if a.attrib.get("rel") in ("next", "prev")
    }
    assert ways == {("u0000000001", "next"): "u0000000002", ("u0000000002", "prev"): "u0000000001"}


def test_a_text_in_two_briefings_is_one_article() -> None:
    source = factory.corpus()
    other = Briefing("boats", "Boats", "briefings/boats/briefing.md")
    source = replace(
        source,
        briefings=(*source.briefings, other),
        also_in=((factory.WIRE, (("boats", "briefings/boats/sources/wire.txt"),)),),
    )
    site = generate(factory.index(source), source, factory.project())
    assert not [f for f in site.files if f.path.startswith("boats/sources/")]
    assert "../ferry/sources/coast-wire/" in [a.attrib["href"] for a in tree(site, "boats/").iter("a")]
    assert "Ilse Varga" in words(tree(site, "boats/quotes/"))
    assert "Fire on the ferry, Boats" in " ".join(words(tree(site, "ferry/sources/coast-wire/")).split())
    test_ids_are_unique_and_links_lead_somewhere(site)


def test_structured_data_name_a_creator_only_where_there_is_one(site: GeneratedSite) -> None:
    script = next(tree(site, "ferry/quotes/").iter("script"))
    graph = json.loads(words(script))["@graph"]
    creators = {q["@id"]: q.get("creator", {}).get("name") for q in graph if q["@type"] == "Quotation"}
    assert creators == {"#u0000000001": "Ilse Varga", "#u0000000002": "Ostrel Lines", "#u0000000003": None}
    about = json.loads(words(next(tree(site, "ferry/sources/coast-wire/").iter("script"))))
    assert (about["@type"], about["publisher"]["name"]) == ("NewsArticle", "Coast Wire")
