"""Read a kind of body that is named without any prefix: 牵头单位：水务局; 城管局负责…. Its place is the document's, or stays open."""

from __future__ import annotations

from ..language.rules import pattern
from .agency_cores import with_units
from .agency_joint import joint_bureau_at
from .agency_scan import Scan, at_left_edge
from .mention import AgencyMention, Scope, Shape

ALONE = pattern("agencies.alone")
ANOTHER_NAME = pattern("agencies.another_name")
NOT_BEHIND = pattern("agencies.not_behind_alone")
LONGEST_BEFORE = 12  # code points that ANOTHER_NAME looks back at


def bare_kind(scan: Scan, position: int) -> list[AgencyMention]:
    """Read 水务局, 发改委, 河长办 at the left edge of a clause or of a list's member."""
    if not at_left_edge(scan.text[max(0, position - 2) : position]):
        return []
    surface = joint_bureau_at(scan, position) or scan.kind_at(position)
    before = scan.text[max(0, position - LONGEST_BEFORE) : position]
    if ANOTHER_NAME.search(before):
        return []
    if surface is None or not ALONE.fullmatch(surface) or NOT_BEHIND.match(scan.text, position + len(surface)):
        return []
    mention = AgencyMention(position, position + len(surface), surface, Scope.BARE, Shape.KIND, surface)
    return [with_units(scan, mention)]
