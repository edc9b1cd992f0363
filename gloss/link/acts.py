"""What a statement does: claim, accuse or deny; and where the reporter limits the evidence.

General word lists over the cue and the content; nothing here knows any particular story.
"""

from __future__ import annotations

import re

from gloss.link.units import lemma
from gloss.link.words import word_set
from gloss.model import Act, AnnotatedArticle, Article, Statement, TextSpan

_ACCUSE = word_set(
    """accuse allege blame charge implicate denounce condemn fault incriminate indict accusation
    allegation"""
)
_CLAIM = word_set(
    """say tell claim assert contend maintain state report believe estimate describe announce declare insist
    add note write argue suspect think conclude find show reveal warn testify explain cast call"""
)
_DENY = word_set(
    """deny reject dismiss refute rebut repudiate disavow disclaim contradict debunk denial rejection rebuttal
    decry discount dispute contest"""
)
_CLAIMS = r"""(?:accusation|allegation|charge|claim|story|stories|report|statement|assertion|narrative
    |rumou?r|news|tale)s?"""
_UNTRUE = re.compile(
    rf"""\b(?: (?:devoid\ of|no|without\ any|not\ a\ shred\ of|far\ from\ the) \s+ (?:truth|merit|basis)
    | (?:is|was|are|were)\ (?:not|n['’]t)\ true | untrue | falsehoods?
    | (?:is|was|are|were|as|simply|completely|totally|entirely|utterly|patently|absolutely)
      \ (?:false|fake|fiction)
    | (?:false|fake|fictional|fictitious)\ (?:and\ \w+\ )?{_CLAIMS}
    | baseless | groundless | unfounded | fabricat(?:ed|ion|ions)
    | (?:made|making|make)\ up\ (?:an?|the|this|that|its|their|his|her|these|those)\ (?:\W?\w+\ ){{0,2}}?
      {_CLAIMS}
    | (?:an?|all|are|were|these|those|such|his|her|its|their|more|full\ of|spread(?:ing)?|tell(?:ing)?)
      \ (?:[\w-]+\ ){{0,2}}?lies? (?!\ (?:in|on|at|with|between|beneath|under|behind|ahead|detector)\b)
    | nonsense | ridiculous | absurd | preposterous | ludicrous | bogus
    | hoax | fairy\ tales? | slander(?:ous)? | smears? | categorically
    | detached\ from\ reality | propaganda | never\ happened | did\ not\ happen
    | pure\ (?:invention|fiction) )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_CAVEAT = re.compile(
    r"""\b(?: (?:do|does|did|could|can|was|were|is|are|has|have|had)(?:\ not|n['’]t|not)\b [^.;]{0,40}?
            \b(?:prove[dn]?|proof|confirm(?:ed)?|verif(?:y|ied)|establish(?:ed)?|corroborated?|substantiated?)
    | (?:was|were|is|are|remain(?:s|ed)?)\ (?:not\ )?(?:immediately\ |yet\ |entirely\ |fully\ )?(?:un)?clear
          (?:\ (?:who|what|when|where|why|how|whether|if)\b)?
    | (?:no|little|scant|without(?:\ any)?)\ (?:independent\ |hard\ |direct\ |conclusive\ |firm\ )?
          (?:evidence|proof|confirmation|corroboration|verification)
    | (?:photo|picture|image|video|footage|record|document|paper|map)[a-z]*\b [^.;]{0,60}?
            \b(?:do|does|did)(?:\ not|n['’]t)\ show\b
    | (?:bear|bears|bore|carry|carries|carried)\ no\ date
    | unverified | unconfirmed | uncorroborated | unsubstantiated | inconclusive
    | (?:impossible|difficult|hard|unable|no\ way)\ to\ (?:independently\ )?(?:verify|confirm|corroborate)
    | (?:could|can)(?:\ not|n['’]t|not)\ (?:be\ )?independently )""",
    re.VERBOSE | re.IGNORECASE,
)
_CLEAR = re.compile(
    r"\b(?:is|was|are|were|remains?|remained)\ (?:immediately |yet |entirely |fully )?clear\b", re.I
)


def act_of(statement: Statement, article: Article) -> Act | None:
    """What the statement does, None where it neither claims nor accuses nor denies anything.

    A denial says so by its cue ("denied") or by its words ("calling it a lie", "the claim was devoid
    of truth").
    """
    cue = lemma(statement.cue_lemma or "")
    content = " ".join(article.words_at(span) for span in statement.content)
    if cue in _ACCUSE:
        return "accusation"
    if cue in _DENY or _UNTRUE.search(content):
        return "denial"
    return "claim" if cue in _CLAIM or not cue else None


def limits_evidence(words: str) -> TextSpan | None:
    """Where a sentence says that something is not proved, not verified or not known; None if nowhere."""
    found = _CAVEAT.search(words)
    if found is None or _CLEAR.fullmatch(found.group()):
        return None
    return TextSpan(*found.span())


def limiting(record: AnnotatedArticle) -> list[tuple[TextSpan, TextSpan]]:
    """The sentences with words that limit the evidence, and where these stand; none in furniture."""
    found = []
    around = [b.span for b in record.article.blocks if b.kind == "furniture"]
    for sentence in record.annotations.sentences:
        words = limits_evidence(record.article.words_at(sentence))
        if words is not None and not any(span.overlaps(sentence) for span in around):
            start = sentence.start
            found.append((sentence, TextSpan(start + words.start, start + words.end)))
    return found
