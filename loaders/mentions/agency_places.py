"""Where an agency's name may begin: reading is tried at these places alone, which most places of a text are not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..gazetteer.agency_words import load_agency_words
from ..language.rules import openings, pattern
from .agency_scan import FORMER, Scan, at_left_edge, edge_characters

BEHIND = frozenset("立建设整实确了/兼的")  # the last characters of the verbs that found a body and of joints in a list
NAMES_WITH_DIVISION_INSIDE = ("共青团", "政协")
STATIONED = pattern("agencies.stationed_there")
LONGEST_BEFORE_STATIONED = 10  # code points


@dataclass(frozen=True, slots=True)
class Openings:
    """The characters that a reader's names begin with, for the readers whose names begin with fixed words."""

    league: frozenset[str]
    marker: frozenset[str]
    head: frozenset[str]
    short_office: frozenset[str]
    short_body: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Return the characters of every reader, and those that say that what follows is a former name."""
        fixed = frozenset(word[0] for word in FORMER)
        return fixed | self.league | self.marker | self.head | self.short_office | self.short_body


@cache
def load_openings() -> Openings:
    """Return the characters that fixed prefixes, heads and short forms begin with."""
    words = load_agency_words()
    team_office = pattern("agencies.bare_team_office")
    return Openings(
        openings(pattern("agencies.league")) | {name[0] for name in NAMES_WITH_DIVISION_INSIDE},
        openings(words.marker),
        openings(words.head),
        openings(pattern("agencies.short_office")),
        openings(words.short_body) | openings(team_office),
    )


@cache
def _all_openings() -> frozenset[str]:
    return load_openings().all


def places(scan: Scan, start: int) -> list[int]:
    """Return the places between `start` and the scan's end where a name may begin, in order (code points)."""
    text = scan.text
    first, names, founded, regions = _all_openings(), scan.gazetteer.agencies.openings, scan.founded, scan.regions
    near = {p for match in STATIONED.finditer(text) for p in _before(match.start())}
    edges = edge_characters()
    found: list[int] = []
    before = text[start - 1 : start]
    for p in range(start, scan.end):
        character = text[p]
        if (
            character in first
            or p in regions
            or before in BEHIND
            or (pair := text[p : p + 2]) in names
            or pair in founded
            or p in near
            or not before
            or (before in edges and at_left_edge(text[max(0, p - 2) : p]))
        ):
            found.append(p)
        before = character
    return found


def _before(position: int) -> range:
    return range(max(0, position - LONGEST_BEFORE_STATIONED), position + 1)
