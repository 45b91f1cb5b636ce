"""Read a name that stands by itself: where it begins and ends, and whether it is somebody's own."""

from __future__ import annotations

import regex

from ..language.rules import pattern
from .agency_cores import with_units
from .agency_scan import Scan
from .agency_witness import ends_a_word, is_class, is_proper, name_start
from .mention import AgencyMention, Scope, Shape

SHORTEST = 4  # code points of a name behind what was cut off
COUNTED_INSIDE = pattern("agencies.counted_inside")
NO_OWN_NAME = pattern("agencies.of_no_state_body")
FOREIGN_NAME = pattern("agencies.foreign_name")
JOINTS = ("和", "与", "及")
EXACT = (Shape.REGIMENT, Shape.ZONE)  # read by expressions that leave no room for verbs


def own_name(scan: Scan, match: regex.Match[str], shape: Shape) -> list[AgencyMention]:
    """Return the mention of an open name without prefix, verbs before it cut off; none where it is a class or half a word."""
    position, end = match.span()
    if shape in EXACT:
        return [_named(scan, position, end, shape)]
    start = position + name_start(match.group())
    name = scan.text[start:end]
    if start > position and (start in scan.regions or scan.national_at(start) or len(name) < SHORTEST):
        return []  # another reader has its say there
    if FOREIGN_NAME.match(name) or NO_OWN_NAME.search(name) or COUNTED_INSIDE.search(name):
        return []
    if start > position and (name.startswith(JOINTS) or scan.words.marker.match(scan.text, start)):
        return []
    whole = shape is Shape.TOWN or ends_a_word(scan.text, start, end)  # 坡心镇党委|书记: the dictionary joins the two
    if (is_class(name) and shape is not Shape.INSTITUTION) or not whole:
        return []
    return [_named(scan, start, end, shape, proper=shape is not Shape.INSTITUTION or is_proper(scan, name))]


def _named(scan: Scan, start: int, end: int, shape: Shape, *, proper: bool = True) -> AgencyMention:
    name = scan.text[start:end]
    return with_units(scan, AgencyMention(start, end, name, Scope.NAME, shape, name, proper=proper))
