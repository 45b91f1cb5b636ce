"""Where an agency's name may begin: reading is tried at these places alone, which most places of a text are not."""

from __future__ import annotations

from functools import cache

import regex

from ..agency_words import load_agency_words
from ..rules import openings, pattern
from .agency_scan import FORMER, Scan, at_left_edge

FORMS = ("agencies.league", "agencies.bare_team_office", "agencies.short_office")
BEHIND = frozenset("立建设整实确了/兼")  # the last characters of the verbs that found a body and of joints in a list
NAMES_WITH_DIVISION_INSIDE = ("共青团", "政协")
STATIONED, LONGEST_BEFORE_STATIONED = "驻", 10  # code points


@cache
def _first_characters() -> frozenset[str]:
    """Return the characters that fixed prefixes, heads and short forms begin with."""
    words = load_agency_words()
    forms = [words.marker, words.head, words.short_body, *(pattern(name) for name in FORMS)]
    fixed = {name[0] for name in (*NAMES_WITH_DIVISION_INSIDE, *FORMER)}
    return frozenset(fixed.union(*(openings(form) for form in forms)))


def places(scan: Scan, start: int) -> list[int]:
    """Return the places between `start` and the scan's end where a name may begin, in order (code points)."""
    text = scan.text
    first, names = _first_characters(), scan.gazetteer.agencies.openings
    near = {p for match in regex.finditer(STATIONED, text) for p in _before(match.start())}
    return [
        p
        for p in range(start, scan.end)
        if text[p] in first
        or text[p : p + 2] in names
        or p in scan.regions
        or text[p - 1 : p] in BEHIND
        or at_left_edge(text[max(0, p - 2) : p])
        or text[p : p + 2] in scan.founded
        or p in near
    ]


def _before(position: int) -> range:
    return range(max(0, position - LONGEST_BEFORE_STATIONED), position + 1)
