"""The forms a date takes in English prose, as patterns; how each is reckoned stands in date_rules."""

from __future__ import annotations

import re

_MONTH = (
    r"(?P<month>(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = (
    r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)"
)
_ORDINAL = r"(?:st|nd|rd|th)?(?![\d:]|[.,]\d)"
_ALSO_A_WORD = r"(?:May|MAY|Mar|MAR|Aug|AUG|Jan\b|Jun\b|Dec\b|Sept?\b)"
_DAY = rf"(?P<day>[12]\d|3[01]|0?[1-9]){_ORDINAL}"
_LAST_DAY = rf"(?:(?:\s?[-–]\s?|\sto\s)(?P<last>[12]\d|3[01]|0?[1-9]){_ORDINAL})?"
_ANY_YEAR = r"(?:1[89]|20)\d\d"
_YEAR = rf"(?P<year>{_ANY_YEAR})(?![\d%]|[.,]\d|-(?!\d))"
_PART = (
    r"(?:(?P<part>[Ee]arly|[Ll]ate|[Mm]id|[Tt]he\s(?:start|beginning|middle|end)\sof"
    r"|[Ll]ater\sin|[Ee]arlier\sin)[-\s])?"
)
_COUNT = (
    r"(?P<count>\d+|(?:an?\s)?few|several|many|a\scouple\sof|an?|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|[a-z]+teen|[a-z]+ty)"
)
_ABOUT = (
    r"(?:(?P<about>about|around|roughly|some|nearly|almost|more\sthan|over|at\sleast|less\sthan|under)\s)?"
)
_PART_OF_DAY = r"(?:morning|afternoon|evening|night|noon)"
_FEAST = "".join(
    rf"(?<!{word}\s)" for word in ("Black", "Good", "Ash", "Super", "Easter", "Palm", "Bloody", "Holy")
)
_TITLE = r"(?!\s(?:Times|Telegraph|Mirror|Express|Mail|Herald|Post|Night\sLive|School)\b|s\b)"
_MONTH_LEAD = (
    r"(?:(?P<lead>[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|[Ff]rom|[Bb]efore|[Aa]fter|[Ll]ast|[Nn]ext"
    r"|[Tt]his|of|between|through|throughout|to|beginning|starting)\s)?"
)
_YEAR_LEADS = (
    "In in Since since By by Until until Of of From from To to After after Before before During during The"
    " the between and its his her their through"
)
_YEAR_LEAD = "|".join(
    [rf"(?<=\b{word}\s)" for word in re.findall(r"\w+", _YEAR_LEADS)] + [r"(?<=\()", r"(?<=[’']s\s)"]
)

NUMERIC = re.compile(
    r"(?<![\d/.-])(?:(?P<iso>\d{4}-\d\d-\d\d)|(?P<slashed>\d\d?/\d\d?/\d{4}|\d\d?\.\d\d?\.\d{4}))(?![\d/])"
)
"""2017-05-15, 15/05/2017, 15.5.2017."""

MONTH_DAY = re.compile(rf"(?:{_WEEKDAY},?\s)?\b{_MONTH}\s{_DAY}{_LAST_DAY}(?:(?:,\s?|\s){_YEAR})?")
"""May 15; Monday, May 15-17, 2017."""

DAY_MONTH = re.compile(
    rf"(?:{_WEEKDAY},?\s)?(?:the\s)?(?<![\d.,:])\b{_DAY}{_LAST_DAY}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?"
)
"""15 May; Monday, the 15th of May 2017."""

MONTH_YEAR = re.compile(rf"{_PART}\b{_MONTH},?\s(?:of\s)?{_YEAR}")
"""May 2017; late May, 2017."""

YEARS = re.compile(
    rf"\b(?:[Ff]rom\s|[Bb]etween\s)?(?P<first>{_ANY_YEAR})"
    rf"(?:\s?[-–/]\s?|\sto\s|\suntil\s|(?<=[Bb]etween\s\d\d\d\d)\sand\s)(?P<year>{_ANY_YEAR}|\d\d)\b(?![-\d])"
)
"""2011-2015; from 2011 to 2015; between 2011 and 2015."""

DECADE = re.compile(rf"\b(?:[Tt]he\s)?{_PART}(?P<decade>(?:1[89]|20)\d0)['’]?s\b")
"""the late 1990s."""

YEAR = re.compile(rf"\b(?:(?P<part>[Ee]arly|[Ll]ate|[Mm]id)[-\s]|{_YEAR_LEAD}){_YEAR}\b")
"""in 2013; the 2013 vote; early 2011."""

NEAR_DAY = re.compile(
    rf"""\b(?: the\sday\s(?:before\syesterday|after\stomorrow)
      | (?:(?:earlier|later|late|early)\s)?(?:yesterday|today|tomorrow)(?:\s{_PART_OF_DAY})?
      | tonight | this\s(?:morning|afternoon|evening) | last\snight )\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""yesterday; earlier today; last night."""

WEEKDAY = re.compile(
    rf"\b(?:(?P<lead>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Cc]oming)\s)?{_FEAST}\b{_WEEKDAY}\b"
    rf"(?:\s{_PART_OF_DAY}\b)?{_TITLE}"
)
"""Monday; next Friday; Sunday night."""

NEAR = re.compile(
    r"""\b(?:(?:earlier|later|early|late|(?:at\s)?the\s(?:start|beginning|end)\sof)\s)?
    (?P<which>this|last|next)\s
    (?P<unit>week|weekend|month|year|quarter|spring|summer|autumn|fall|winter)\b(?!-)""",
    re.VERBOSE | re.IGNORECASE,
)
"""last month; later this week."""

AGO = re.compile(rf"\b{_ABOUT}(?:{_COUNT}\s)?(?P<unit>day|week|month|year|decade)s?\sago\b", re.IGNORECASE)
"""two days ago; more than two years ago."""

MONTH = re.compile(
    rf"{_MONTH_LEAD}{_PART}\b(?=[JFMASOND])"
    rf"(?(lead)|(?(part)|(?!{_ALSO_A_WORD}|\w+\.?\s[A-Z][a-z]))){_MONTH}(?!\s\d)"
)
"""in February; early March."""

OTHER = re.compile(
    r"""\b(?: (?:the|an?|one)\sday\s(?:before|after|earlier|later)
      | the\s(?:next|following|previous|same)\s(?:day|week|month|year)
      | (?:two|three|four|five|six|\d+)\s(?:days|weeks|months|years)\s(?:earlier|later) )\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""a day before; the next day; two weeks later."""
