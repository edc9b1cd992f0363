"""Datelines: the place, day and agency an agency text opens with."""

from __future__ import annotations

import re
from dataclasses import dataclass

AGENCIES = (
    ("AP", "Associated Press", "The Associated Press"),
    ("AFP", "Agence France-Presse", "Agence France Presse"),
    ("Reuters", "Thomson Reuters"),
    ("UPI", "United Press International"),
    ("dpa", "DPA", "Deutsche Presse-Agentur"),
    ("ANSA",),
    ("EFE", "Efe"),
    ("APA",),
    ("Xinhua",),
    ("TASS", "Tass", "ITAR-TASS", "Itar-Tass"),
    ("RIA Novosti", "RIA"),
    ("Interfax",),
    ("Kyodo", "Kyodo News"),
    ("Jiji", "Jiji Press"),
    ("Yonhap",),
    ("KCNA",),
    ("PTI", "Press Trust of India"),
    ("IANS",),
    ("ANI",),
    ("PA", "Press Association", "PA Media"),
    ("CP", "The Canadian Press", "Canadian Press"),
    ("AAP", "Australian Associated Press"),
    ("ANP",),
    ("Belga",),
    ("NTB",),
    ("TT",),
    ("Ritzau",),
    ("STT",),
    ("Lusa",),
    ("PAP",),
    ("CTK", "ČTK"),
    ("MTI",),
    ("Anadolu", "Anadolu Agency", "AA"),
    ("SANA",),
    ("IRNA",),
    ("ISNA",),
    ("WAM",),
    ("KUNA",),
    ("SPA",),
    ("MENA",),
    ("Petra",),
    ("NAN",),
    ("Bernama",),
    ("Antara",),
    ("CNA",),
    ("Bloomberg",),
    ("Dow Jones", "Dow Jones Newswires"),
    ("KNA",),
    ("epd",),
    ("SDA", "Keystone-SDA"),
    ("UNIAN",),
    ("Ukrinform",),
    ("BNS",),
    ("IPS",),
)
"""News agencies, the first name of each the one it signs with."""

_SIGNED = {name: names[0] for names in AGENCIES for name in names}
_HEAD = 160
_PLACE_WORDS = 4
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = rf"(?:{_MONTH}\s+[0-3]?[0-9]|[0-3]?[0-9]\s+{_MONTH})(?:,?\s+[12][0-9]{{3}})?"
_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_CAPITALS = r"[^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ.'’-]+(?:[ ][^\W\d_a-zß-öø-ÿ.'’-]+){0,4}"
_LINKING = r"(?:(?:de|del|di|da|al|el|la|le|of|the|and|upon|sur|am)[ ])?"
_NAMED = rf"{_UPPER}[\w.'’-]*(?:[ ]{_LINKING}{_UPPER}[\w.'’-]*){{0,3}}"
_REGION = r"(?:,\s*[^\W\d_a-zß-öø-ÿ][\w.]*(?:\s[^\W\d_a-zß-öø-ÿ][\w.]*){0,2})?"
_AGENCY = r"(?P<agency>[^\W\d_][\w.&’'-]*(?:\s[^\W\d_][\w.&’'-]*){0,3})"
_DASH = r"(?:\s*(?:—|–|―|--+|−)\s*|\s+-(?:\s+|$))"
_PLACED = rf"(?P<dateline>(?:{_CAPITALS}|{_NAMED}){_REGION}(?:(?:,\s*|\s+){_DAY})?)"
_SHOUTED = rf"(?P<dateline>{_CAPITALS}{_REGION}(?:(?:,\s*|\s+){_DAY})?)"

_SIGNED_LEAD = re.compile(rf"{_PLACED}\.?\s*[(/]\s*{_AGENCY}\s*[)/]\.?(?:{_DASH}|\s*:\s+|\s+(?=[A-Z“\"‘]))")
_PLAIN_LEAD = re.compile(rf"{_SHOUTED}{_DASH}(?=[^\W\d_]|[“\"‘'0-9])")
_SIGNED_BLOCK = re.compile(rf"{_PLACED}\.?\s*[(/]\s*{_AGENCY}\s*[)/]\.?{_DASH}?")
_AGENCY_FIRST = re.compile(rf"{_AGENCY}\s*[,/|]\s*{_SHOUTED}")
_PLAIN_BLOCK = re.compile(rf"{_SHOUTED}{_DASH}?")
_DATE_BLOCK = re.compile(rf"(?P<dateline>(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?{_DAY})")
_LABELS_SPELT = """
    BREAKING EXCLUSIVE UPDATE UPDATED ANALYSIS OPINION FACTBOX TIMELINE EXPLAINER CORRECTED
    CORRECTION WATCH READ LIVE VIDEO PHOTOS FEATURE INTERVIEW NOTE WRAPUP FOCUS INSIGHT SPECIAL
    URGENT ALERT NEWS ADVERTISEMENT EDITORIAL REVIEW PROFILE TRANSCRIPT SUMMARY BACKGROUND
"""
_LABELS = frozenset(_LABELS_SPELT.split())


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a text opens with; `place` is as printed, with its day where one is printed."""

    place: str | None
    agency: str | None = None


def is_dateline(block: str) -> bool:
    """Whether the whole block is a dateline, with or without an agency."""
    return _whole(block) is not None


def dateline(block: str) -> Dateline | None:
    """The dateline a block opens with or consists of; None without one.

    A name in brackets or slashes is taken for an agency if it is a known one or written like one
    (capitals, or ending in "Press", "News" or "Agency"); a place without an agency must be in
    capitals and followed by a dash.
    """
    whole = _whole(block)
    if whole:
        return whole
    found = _lead(block)
    if not found:
        return None
    signed = found.groupdict().get("agency")
    return Dateline(" ".join(found["dateline"].split()), agency(signed) if signed else None)


def lead_end(block: str) -> int:
    """Where the text behind the dateline starts that `block` opens with: 0 without one."""
    found = _lead(block)
    return found.end() if found and found.end() < len(block) else 0


def _lead(block: str) -> re.Match[str] | None:
    head = block[:_HEAD]
    found = _SIGNED_LEAD.match(head)
    if found and agency(found["agency"]):
        return found
    found = _PLAIN_LEAD.match(head)
    return found if found and _is_place(found["dateline"]) else None


def agency(name: str) -> str | None:
    """The name an agency signs with; an unknown one as written, None where `name` is none."""
    if name in _SIGNED:
        return _SIGNED[name]
    looks = name.isupper() and 2 <= len(name) <= 8 and name.isalpha()
    return name if looks or re.search(r"\b(?:Press|News|Agency|Newswire|Agentur|Agence)$", name) else None


def _whole(block: str) -> Dateline | None:
    if len(block) > _HEAD or "\n" in block:
        return None
    found = _SIGNED_BLOCK.fullmatch(block) or _AGENCY_FIRST.fullmatch(block)
    if found and agency(found["agency"]):
        return Dateline(" ".join(found["dateline"].split()), agency(found["agency"]))
    found = _DATE_BLOCK.fullmatch(block)
    if found:
        return Dateline(" ".join(found["dateline"].split()))
    found = _PLAIN_BLOCK.fullmatch(block)
    if found and _is_place(found["dateline"]) and re.search(rf"{_DASH}$|,\s*{_DAY}$", block):
        return Dateline(" ".join(found["dateline"].split()))
    return None


def _is_place(name: str) -> bool:
    first = name.split(",", maxsplit=1)[0].strip()
    letters = [c for c in first if c.isalpha()]
    short = len(letters) > 2 and len(first.split()) <= _PLACE_WORDS
    return short and first not in _LABELS and first.split()[0] not in _LABELS
