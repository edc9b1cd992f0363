"""Parts of a page that are no part of its article: kept as text, told apart as furniture."""

from __future__ import annotations

import re

from gloss.model import BlockKind

_LONGEST = 25
_LABEL = re.compile(
    r"""(?:
      (?:related|recommended|popular|trending|latest|more|other|further|top)\s+
        (?:news|articles?|stories|story|links?|topics?|content|coverage|reading|posts?|videos?|headlines)
    | more\s+(?:on|about)\s+(?:this|the)\s+(?:story|topic|subject)
    | most\s+(?:read|popular|viewed|shared)
    | you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested\s+in)
    | (?:read|see|watch)\s+(?:more|also|next|this|now|the\s+full\s+(?:story|article))
    | (?:continue|keep)\s+reading | don['’]t\s+miss | editors?['’]?s?\s+(?:picks|choice)
    | advertise?ments? | sponsored(?:\s+content)? | promoted(?:\s+stories)?
    | story\s+continues(?:\s+below)?(?:\s+(?:this\s+)?advertisement)?
    | share(?:\s+(?:this(?:\s+(?:story|article|post|page))?|on\s+\w+|via\s+\w+))?
    | (?:print|e-?mail|save|comments?|leave\s+a\s+comment|view\s+comments|post\s+a\s+comment)
    | (?:tags|topics|categories|filed\s+under) | back\s+to\s+top | skip\s+to\s+(?:main\s+)?content
    | click\s+here | newsletters? | home(?:page)? | menu | search | log\s*in | sign\s+in
    )\s*[:.…»>→]*""",
    re.VERBOSE | re.IGNORECASE,
)
_OPENING = re.compile(
    r"""(?:
      sign\s+up\s+(?:for|to|here|now)\b | subscribe\s+(?:to|now|here|for)\b | follow\s+(?:us|@)
    | follow\s+(?:[\w.'’-]+\s+){1,6}on\s+
        (?:twitter|x|facebook|instagram|youtube|linkedin|telegram|threads|tiktok|bluesky|mastodon)\b
    | (?:read|see|watch|hear)\s+the\s+(?:rest|full|whole|entire)\s+(?:of\s+(?:the|this|that)\s+)?
        (?:story|article|post|report|piece|interview|transcript)\s*(?:here|at|on|[:.»>→]|$)
    | (?:read|see|watch)\s+(?:more|also|next)\s*[:>»|]
    | (?:related|recommended|more|tags|topics|filed\s+under|image|photo|picture|credit|video)\s*:
    | share\s+(?:this|on)\b | click\s+here\b | download\s+(?:the|our)\s+app\b | join\s+our\b
    | (?:copyright|©|\(c\))\s | all\s+rights\s+reserved
    | (?:published|updated|last\s+(?:updated|modified)|posted|first\s+published)\s*(?::|on\b|at\b|\d)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_RULE = re.compile(r"[\W_]+")
_NAME = r"[A-Z][\w.'’-]*"
_BYLINE = re.compile(
    rf"(?:By|BY|Reporting by|Written by|Editing by)\s+{_NAME}(?:[\s,]+(?:and|AND|of|the|in|{_NAME}))*"
)
_LISTS = re.compile(
    r"related|recommended|popular|trending|latest|more|most|other|further|read|see|you|top", re.I
)
_MENU = re.compile(r"[^\W\d_]+(?:[ &]+[^\W\d_]+)?")
_MENU_BLOCKS = 3
_LINK_WORDS = 16


def furniture(blocks: list[str]) -> list[BlockKind]:
    """Kind `furniture` or `text` of every block, judged by its words and its place.

    After a heading such as "Related news" the short unstopped lines that follow are its links; a
    run of at least three lines of one or two words at the top is a menu.
    """
    kinds: list[BlockKind] = ["furniture" if _is_furniture(b) else "text" for b in blocks]
    linking = False
    for n, block in enumerate(blocks):
        if kinds[n] == "furniture":
            linking = bool(_LABEL.fullmatch(block) and _LISTS.match(block))
        elif linking and _is_link(block):
            kinds[n] = "furniture"
        else:
            linking = False
    menu = next((n for n, block in enumerate(blocks) if not _MENU.fullmatch(block)), 0)
    if menu >= _MENU_BLOCKS:
        kinds[:menu] = ["furniture"] * menu
    return kinds


def _is_furniture(block: str) -> bool:
    if len(block.split()) > _LONGEST or "\n" in block:
        return False
    return any(rule.fullmatch(block) for rule in (_LABEL, _RULE, _BYLINE)) or bool(_OPENING.match(block))


def _is_link(block: str) -> bool:
    return len(block.split()) <= _LINK_WORDS and block[-1:] not in ".”\"’'" and "\n" not in block
