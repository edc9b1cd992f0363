"""An invented corpus of two articles, linked by hand, in which every page kind has something to show."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from gloss.model import (
    Actor,
    ActorTitle,
    Alias,
    AnnotatedArticle,
    Annotations,
    Article,
    Block,
    Briefing,
    BriefingSummary,
    Caveat,
    Computed,
    Corpus,
    Counts,
    Coverage,
    DateMention,
    DecisionState,
    DiffPart,
    Dispute,
    Figure,
    FigureGroup,
    Index,
    IndexDate,
    IndexFigure,
    LabelCount,
    LinkedMention,
    Passage,
    PipelineInfo,
    Printing,
    QuotedString,
    ReviewItem,
    Rights,
    SharedText,
    Statement,
    TextSpan,
    Utterance,
)
from gloss.settings import Project, Settings

ROOT = Path(__file__).resolve().parents[2]
WIRE_TEXT = (
    "Ferry line blamed for fire\n\n"
    "TARN, March 4 - The ministry of ports on Monday accused Ostrel Lines of hiding a fire report.\n\n"
    "“We saw the smoke at dawn from the pier,” said Ilse Varga, the harbour master. About 40 passengers a "
    "day were turned away, the ministry said.\n\n"
    "Ostrel Lines denied the accusation, calling it “a tale.” The papers do not show who knew of the fire."
)
LATE_TEXT = (
    "The harbour master had seen “the smoke at dawn” herself. About 40 travellers a day were turned away, "
    "the ministry said.\n\n"
    '"Nobody told us until the evening," it was heard on the quay. The “red tape” stayed where it was.\n\n'
    "The ministry of ports accused Ostrel Lines on Monday of hiding a fire report."
)
WIRE, LATE = "ferry/coast-wire", "ferry/late"


def at(text: str, words: str, nth: int = 0) -> TextSpan:
    """Where `words` stand in `text` for the nth time; they must."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return TextSpan(start, start + len(words))


def blocks(text: str, headline: bool = False) -> tuple[Block, ...]:
    """Paragraphs at blank lines."""
    found, start = [], 0
    for part in text.split("\n\n"):
        kind = "headline" if headline and not found else "text"
        found.append(Block(TextSpan(start, start + len(part)), kind))
        start += len(part) + 2
    return tuple(found)


def article(
    ident: str, text: str, rights: Rights = "full", headline: bool = False, **metadata: str
) -> Article:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    briefing, _, slug = ident.partition("/")
    return Article(
        ident,
        f"briefings/{briefing}/sources/{slug}.txt",
        briefing,
        text,
        blocks(text, headline),
        digest,
        digest,
        rights,
        **metadata,  # type: ignore[arg-type]
    )


def sentences(text: str) -> tuple[TextSpan, ...]:
    found = []
    for block in blocks(text):
        start = block.span.start
        for end in range(block.span.start, block.span.end + 1):
            over = end == block.span.end or (
                text[end] == " " and text[end - 1] in ".”" and text[end - 2] in ".”,"
            )
            over = over and not text[start:end].endswith(",”")
            if over and end > start:
                found.append(TextSpan(start, end))
                start = end + 1
    return tuple(found)


def record(source: Article) -> AnnotatedArticle:
    engine = PipelineInfo("en_gloss_news", "0.0.1")
    return AnnotatedArticle(source, Annotations(source.text_sha256, engine, sentences(source.text)))


def quoted(
    ident: str,
    source: str,
    text: str,
    words: str,
    *,
    statement: str | None = None,
    said: str,
    term: bool = False,
) -> QuotedString:
    span = at(text, words)
    return QuotedString(ident, source, span, TextSpan(span.start - 1, span.end + 1), statement, said, term)


def project(folder: Path | None = None, **settings: object) -> Project:
    """A project with the templates of the repository and an editors' folder in `folder`."""
    root = folder or ROOT / "build" / "nowhere"
    return Project(
        root=root,
        briefings=root / "briefings",
        output=root / "site",
        templates=ROOT / "templates",
        config=root / "mkdocs.yml",
        settings=Settings.model_validate(settings),
        site_name="Test & site",
    )


def corpus(rights: Rights = "full", prose: str | None = None) -> Corpus:
    wire = article(
        WIRE,
        WIRE_TEXT,
        rights,
        headline=True,
        publisher="Coast Wire",
        published="2031-03-04",
        url="https://wire.example/fire?a=1&b=2",
        dateline="TARN",
        author="J. Doe",
        language="en",
    )
    briefing = Briefing(
        "ferry", "Fire on the ferry", "briefings/ferry/briefing.md", "2031-03-05", "A fire.", prose=prose
    )
    return Corpus((briefing,), (wire, article(LATE, LATE_TEXT, rights)))


def actors() -> tuple[Actor, ...]:
    return (
        Actor(
            "ilse-varga",
            "Ilse Varga",
            "person",
            (Alias("Ilse Varga", ((WIRE, 1),)),),
            (ActorTitle("the harbour master", WIRE, at(WIRE_TEXT, "the harbour master")),),
            never=("ostrel-lines",),
            counts=Counts(direct=1, mixed=1, mentions=1),
            articles=(LATE, WIRE),
            former_ids=("i-varga",),
        ),
        Actor(
            "ministry-of-ports",
            "Ministry of Ports",
            "body",
            (Alias("ministry of ports", ((WIRE, 1), (LATE, 1))),),
            part_of="tarn",
            counts=Counts(indirect=4, mentions=2),
            articles=(LATE, WIRE),
        ),
        Actor(
            "ostrel-lines",
            "Ostrel Lines",
            "body",
            (Alias("Ostrel Lines", ((WIRE, 2), (LATE, 1))),),
            counts=Counts(mixed=1, indirect=1, mentions=3),
            articles=(LATE, WIRE),
        ),
        Actor("tarn", "Tarn", "place", articles=(WIRE,)),
    )


def _statements() -> tuple[Statement, ...]:
    w, late = WIRE_TEXT, LATE_TEXT
    spans = lambda text, words: (at(text, words),)  # noqa: E731
    return (
        Statement(
            "s0000000001",
            WIRE,
            "indirect",
            spans(w, "Ostrel Lines of hiding a fire report"),
            spans(w, "The ministry of ports"),
            spans(w, "accused"),
            "ministry-of-ports",
            "named",
            0.97,
            act="accusation",
        ),
        Statement(
            "s0000000002",
            WIRE,
            "direct",
            spans(w, "“We saw the smoke at dawn from the pier,”"),
            spans(w, "Ilse Varga"),
            spans(w, "said"),
            "ilse-varga",
            "named",
            0.99,
            utterance="u0000000001",
        ),
        Statement(
            "s0000000003",
            WIRE,
            "indirect",
            spans(w, "About 40 passengers a day were turned away"),
            spans(w, "the ministry"),
            (at(w, "said", 1),),
            "ministry-of-ports",
            "nominal",
            0.9,
        ),
        Statement(
            "s0000000004",
            WIRE,
            "indirect",
            spans(w, "the accusation"),
            (at(w, "Ostrel Lines", 1),),
            spans(w, "denied"),
            "ostrel-lines",
            "named",
            0.95,
            act="denial",
        ),
        Statement(
            "s0000000005",
            WIRE,
            "mixed",
            spans(w, "it “a tale.”"),
            (at(w, "Ostrel Lines", 1),),
            spans(w, "calling"),
            "ostrel-lines",
            "named",
            0.95,
            utterance="u0000000002",
            act="denial",
        ),
        Statement(
            "s0000000006",
            LATE,
            "mixed",
            spans(late, "“the smoke at dawn”"),
            spans(late, "The harbour master"),
            spans(late, "had seen"),
            "ilse-varga",
            "repeat",
            0.8,
            utterance="u0000000001",
        ),
        Statement(
            "s0000000007",
            LATE,
            "direct",
            spans(late, '"Nobody told us until the evening,"'),
            None,
            None,
            None,
            "none",
            0.9,
            utterance="u0000000003",
        ),
        Statement(
            "s0000000008",
            LATE,
            "indirect",
            spans(late, "Ostrel Lines on Monday of hiding a fire report"),
            spans(late, "The ministry of ports"),
            spans(late, "accused"),
            "ministry-of-ports",
            "named",
            0.97,
            act="accusation",
        ),
        Statement(
            "s0000000009",
            LATE,
            "indirect",
            spans(late, "About 40 travellers a day were turned away"),
            spans(late, "the ministry"),
            spans(late, "said"),
            None,
            "unsure",
            0.4,
        ),
    )


def _quoted() -> tuple[QuotedString, ...]:
    return (
        quoted(
            "q0000000001",
            WIRE,
            WIRE_TEXT,
            "We saw the smoke at dawn from the pier,",
            statement="s0000000002",
            said="u0000000001",
        ),
        quoted("q0000000002", WIRE, WIRE_TEXT, "a tale.", statement="s0000000005", said="u0000000002"),
        quoted(
            "q0000000003", LATE, LATE_TEXT, "the smoke at dawn", statement="s0000000006", said="u0000000001"
        ),
        quoted(
            "q0000000004",
            LATE,
            LATE_TEXT,
            "Nobody told us until the evening,",
            statement="s0000000007",
            said="u0000000003",
        ),
        quoted("q0000000005", LATE, LATE_TEXT, "red tape", statement=None, said="u0000000004", term=True),
    )


def _crop() -> Printing:
    start, other = (
        at(WIRE_TEXT, "We saw the smoke at dawn from the pier,"),
        at(LATE_TEXT, "the smoke at dawn"),
    )
    kept = at(WIRE_TEXT, "the smoke at dawn")
    none = TextSpan(other.start, other.start)
    parts = (
        DiffPart("missing", TextSpan(start.start, kept.start - 1), none),
        DiffPart("equal", kept, other),
        DiffPart("missing", TextSpan(kept.end + 1, start.end), TextSpan(other.end, other.end)),
    )
    return Printing("q0000000003", "q0000000001", parts)


def index(source: Corpus | None = None) -> Index:
    """The corpus, linked."""
    source = source or corpus()
    w, late = WIRE_TEXT, LATE_TEXT
    forty = Figure(at(w, "About 40 passengers a day"), Decimal(40), "about", "passengers", "day")
    later = replace(forty, span=at(late, "About 40 travellers a day"), unit="travellers", hedge="heard")
    group = FigureGroup(
        "g0000000001",
        "passengers turned away per day",
        ("f0000000001", "f0000000002"),
        2,
        ("ministry-of-ports",),
        (),
        (Computed(Decimal("1.7"), "passengers", "hour", "f0000000001", "about", "40 / 24"),),
        ("not compared with others",),
    )
    mentions = [
        *(
            LinkedMention(a, at(t, words, n), "ORG", "name", actor)
            for a, t, words, n, actor in (
                (WIRE, w, "ministry of ports", 0, "ministry-of-ports"),
                (WIRE, w, "Ostrel Lines", 0, "ostrel-lines"),
                (WIRE, w, "Ilse Varga", 0, "ilse-varga"),
                (WIRE, w, "Ostrel Lines", 1, "ostrel-lines"),
                (WIRE, w, "TARN", 0, "tarn"),
                (LATE, late, "ministry of ports", 0, "ministry-of-ports"),
                (LATE, late, "Ostrel Lines", 0, "ostrel-lines"),
            )
        ),
    ]
    return Index(
        articles=tuple(record(a) for a in source.articles),
        actors=actors(),
        mentions=tuple(mentions),
        statements=_statements(),
        quoted=_quoted(),
        utterances=(
            Utterance("u0000000001", "ilse-varga", ("q0000000001", "q0000000003"), "q0000000001", (_crop(),)),
            Utterance("u0000000002", "ostrel-lines", ("q0000000002",), "q0000000002"),
            Utterance("u0000000003", None, ("q0000000004",), "q0000000004"),
            Utterance("u0000000004", None, ("q0000000005",), "q0000000005"),
        ),
        figures=(
            IndexFigure("f0000000001", WIRE, forty, "ministry-of-ports", "s0000000003", group.id),
            IndexFigure("f0000000002", LATE, later, None, "s0000000009", group.id),
            IndexFigure("f0000000003", LATE, Figure(at(late, "red tape"), None, "vague", "tapes")),
        ),
        figure_groups=(group,),
        shared_text=(
            SharedText(
                "x0000000001",
                Passage(
                    WIRE,
                    at(w, "The ministry of ports on Monday accused Ostrel Lines of hiding a fire report."),
                ),
                Passage(
                    LATE,
                    at(late, "The ministry of ports accused Ostrel Lines on Monday of hiding a fire report."),
                ),
                0.96,
            ),
        ),
        caveats=(Caveat("c0000000001", WIRE, at(w, "The papers do not show who knew of the fire.")),),
        disputes=(
            Dispute(
                "d0000000001",
                "Ministry of Ports accuses, Ostrel Lines denies",
                ("s0000000001", "s0000000008"),
                ("s0000000004", "s0000000005"),
                (("s0000000004", "s0000000005"),),
                (Coverage(WIRE, True, True, True), Coverage(LATE, True, False, False)),
                ("c0000000001",),
            ),
        ),
        dates=(
            IndexDate(
                "t0000000001",
                WIRE,
                DateMention(at(w, "Monday"), "2031-03-03", "day", "from the article’s date"),
            ),
            IndexDate(
                "t0000000002", LATE, DateMention(at(late, "Monday"), None, None, "no publication date given")
            ),
        ),
        labels=(
            LabelCount("ostrel-lines", "line", WIRE, (at(w, "Ostrel Lines"),)),
            LabelCount("ostrel-lines", "line", LATE, ()),
        ),
        decisions=(DecisionState("1", 3, "{rename: tarn, name: Tarn}", "applied"),),
        review=(
            ReviewItem(
                "r0000000001",
                "ferry",
                LATE,
                at(late, "the ministry"),
                sentences(late)[1],
                "Ministry of Ports",
                "below the threshold",
                "- {speaker: ministry-of-ports, article: late, exact: x}",
                3,
            ),
        ),
        summaries=(BriefingSummary("ferry", 2, 5, 4, 3, 1, 0, 1, 1, 1, 4, 1),),
    )


def texts(source: Corpus) -> dict[str, str]:
    return {a.id: a.text for a in source.articles}
