"""The two seed articles as records made from their hand annotation, for tests of linking alone."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from gloss.annotate.gazetteer import country
from gloss.model import (
    AnnotatedArticle,
    Annotations,
    Article,
    ArticleActor,
    Attribution,
    Block,
    Figure,
    Mention,
    PipelineInfo,
    Quoted,
    TextSpan,
    Title,
)

TYPES = {"person": "person", "state": "place", "place": "place", "group": "group"}


def seed_records(data: Path) -> list[AnnotatedArticle]:
    """Both records, with the metadata the tests agree on; speakers only where the article names them."""
    gold = json.loads((data / "gold" / "saydnaya.json").read_text("utf-8"))
    more = json.loads((data / "gold" / "saydnaya_expected.json").read_text("utf-8"))
    meta = json.loads((data / "gold" / "saydnaya_meta.json").read_text("utf-8"))
    letters = {part["file"]: letter for letter, part in more["articles"].items()}
    return [
        _Seed(data, name, letters[name], gold, more).record(meta[name]) for name in sorted(gold["articles"])
    ]


@dataclass(frozen=True)
class _Seed:
    data: Path
    name: str
    letter: str
    gold: Any
    more: Any

    def record(self, meta: Any) -> AnnotatedArticle:
        text = (self.data / "seeds" / self.name).read_bytes().decode("utf-8")
        sha = hashlib.sha256(text.encode()).hexdigest()
        blocks = tuple(Block(TextSpan(*m.span()), "text") for m in re.finditer(r"[^\n]+", text))
        metadata = {key: meta.get(key) for key in ("title", "publisher", "published")}
        article = Article(f"seeds/{self.name[:3]}", self.name, "seeds", text, blocks, sha, sha, **metadata)
        said = self.gold["articles"][self.name]["attributions"]
        attributions = tuple(_attribution(item) for item in said if item["need"] in ("core", "more"))
        strings = [q for q in self.more["quotes"] if q["article"] == self.letter]
        annotations = Annotations(
            sha,
            PipelineInfo("gold", "1"),
            _sentences(text, blocks),
            tuple(sorted(_mentions(self.gold, self.name), key=lambda m: m.span)),
            _actors(self.gold, self.more, self.name, text),
            attributions,
            tuple(_quoted(q, attributions) for q in strings),
            tuple(_figure(f) for f in self.more["figures"] if f["article"] == self.letter),
        )
        return AnnotatedArticle(article, annotations)


def _attribution(item: Any) -> Attribution:
    source, cue = item["source"], item.get("cue")
    floating = source is None and cue is None
    return Attribution(
        "indirect" if item["kind"] == "any" else item["kind"],
        tuple(TextSpan(*part) for part in item["content"]),
        (TextSpan(*source),) if source else None,
        (TextSpan(*cue),) if cue else None,
        None if floating else item["speaker"],
        "none" if floating else "named" if item["speaker"] else "unnamed",
        0.9,
        cue_lemma=_lemma(item.get("cue_text")),
    )


def _lemma(cue: str | None) -> str | None:
    known = {"accused": "accuse", "accusing": "accuse", "accuses": "accuse", "denied": "deny", "said": "say"}
    known |= {"saying": "say", "says": "say", "calling": "call", "called": "call", "described as": "describe"}
    return known.get(cue, cue) if cue else None


def _actors(gold: Any, more: Any, name: str, text: str) -> tuple[ArticleActor, ...]:
    found = []
    for actor in gold["actors"]:
        spans = actor.get("targets", {}).get(name, [])
        nation = country(actor["name"]) if actor["type"] == "state" else None
        about = more["actors"].get(actor["id"], {})
        titles = about.get("titles", {}).get("A" if name.startswith("000") else "B")
        key = f"country:{nation.code}" if nation else None
        if actor["type"] == "government" and actor["id"].startswith("government-of-"):
            owner = country(actor["id"].removeprefix("government-of-").title())
            key = f"government:{owner.code}" if owner else None
        if spans:
            at = text.index(titles) if titles else 0
            made = (Title(titles, TextSpan(at, at + len(titles))),) if titles else ()
            found.append(
                ArticleActor(
                    actor["id"],
                    actor["name"],
                    TYPES.get(actor["type"], "body"),  # type: ignore[arg-type]
                    (actor["name"],),
                    made,
                    None,
                    key,
                    about.get("part_of"),
                )
            )
    return tuple(found)


def _mentions(gold: Any, name: str) -> list[Mention]:
    return [
        Mention(TextSpan(start, end), "NAME", "name", actor["id"])
        for actor in gold["actors"]
        for start, end, _ in actor.get("targets", {}).get(name, [])
    ]


def _sentences(text: str, blocks: tuple[Block, ...]) -> tuple[TextSpan, ...]:
    return tuple(
        TextSpan(b.span.start + m.start(), b.span.start + m.end())
        for b in blocks
        for m in re.finditer(r"\S.*?(?:(?<![A-Z])[.?!][”\"]?(?=\s|$)|$)", text[b.span.start : b.span.end])
    )


def _quoted(item: Any, attributions: tuple[Attribution, ...]) -> Quoted:
    span = TextSpan(item["start"], item["end"])
    outer = TextSpan(span.start - 1, span.end + 1)
    term = item["attribution"] == "term"
    held = next((n for n, a in enumerate(attributions) if any(c.overlaps(span) for c in a.content)), None)
    return Quoted(span, outer, None if term else held, term)


def _figure(item: Any) -> Figure:
    bounds = {"about": "about", "at most": "at-most", "more than": "more-than"}
    units = item["unit"].split()
    return Figure(
        TextSpan(item["start"], item["end"]),
        Decimal(item["value"]) if item["value"] is not None else None,
        bounds.get(str(item.get("bound")), "vague" if item["value"] is None else "exact"),  # type: ignore[arg-type]
        unit=units[0] if "opponents" not in units else "opponents",
        per=item.get("per"),
        period=item.get("period") if str(item.get("period")).startswith("P") else None,
        hedge=item.get("hedge"),
        event={"hanged": "hang", "killed": "kill"}.get(units[1]) if len(units) > 1 else None,
        since=item.get("since"),
    )
