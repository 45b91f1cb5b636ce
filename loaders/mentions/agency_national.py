"""Tell whether the letters of a national body's name are that name: a word of its own, and not another state's ministry."""

from __future__ import annotations

import rjieba

from ..language.rules import pattern
from .agency_scan import Scan, at_left_edge
from .mention import AgencyMention, Scope, Shape

FOREIGN = pattern("agencies.foreign_before")
CENTRAL_TEAM = pattern("agencies.central_team")
TERM = pattern("agencies.term_of_nation")
NAMED_WITH_TERM = {
    "conference": "中国人民政治协商会议全国委员会",
    "discipline": "中共中央纪律检查委员会",
    "centre": "中共中央",
}
OTHER_WORD = pattern("agencies.other_word")
ANOTHER_PARTY = pattern("agencies.another_party")
PARTY = "党中央"
LONGEST_BEFORE = 9  # code points of a state's name
SHORT = 2  # code points: 央行, 中办 may be letters of other words
AROUND = 2  # code points cut with such a name


def term_of_nation(scan: Scan, position: int) -> AgencyMention | None:
    """Return a national body whose name holds the ordinal of its term, None where none begins here."""
    team = CENTRAL_TEAM.match(scan.text, position, scan.end)
    if team is not None:
        return AgencyMention(position, team.end(), team.group(), Scope.NATIONAL, Shape.TEMPORARY, team.group())
    match = TERM.match(scan.text, position, scan.end)
    if match is None:
        return None
    name = NAMED_WITH_TERM[match.lastgroup or ""]
    return AgencyMention(position, match.end(), match.group(), Scope.NATIONAL, Shape.KIND, name)


def is_national(scan: Scan, position: int, name: str) -> bool:
    """Say whether the name that stands at `position` means the national body."""
    end = position + len(name)
    if OTHER_WORD.match(scan.text, end - 1):
        return False
    if FOREIGN.search(scan.text[max(0, position - LONGEST_BEFORE) : position]):
        return False
    if name.startswith(PARTY):
        return not ANOTHER_PARTY.search(scan.text[max(0, position - LONGEST_BEFORE) : position])
    return len(name) > SHORT or _is_word(scan.text, position, end)


def _is_word(text: str, start: int, end: int) -> bool:
    """Say whether a short name begins and ends where words do, and no single letter is left before it (浪|央行|船)."""
    before = text[max(0, start - AROUND) : start]
    place = start - len(before)
    edges = {place}
    if before[-1:].strip() and not at_left_edge(before) and len(rjieba.cut(before)[-1]) == 1:
        return False
    for word in rjieba.cut(text[place : end + AROUND]):
        place += len(word)
        edges.add(place)
    return start in edges and end in edges
