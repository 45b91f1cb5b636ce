"""Read bodies that are named without a division: by a head's last character (厅大气处, 省厅, 市局, 厅第二、第三专员办) or by their kind alone.

The place of a kind alone (牵头单位：水务局; 城管局负责…) is the document's, or stays open.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from ..language.rules import pattern, word_list
from .agency_cores import with_units
from .agency_joint import joint_bureau_at
from .agency_scan import Scan, at_left_edge
from .mention import AgencyMention, Scope, Shape

BEFORE_A_HEAD = word_list("agencies.before_head")  # 设区市局, 各市局: collectives, no single bureau
NUMBERED = pattern("agencies.numbered")
ALONE = pattern("agencies.alone")
ANOTHER_NAME = pattern("agencies.another_name")
NOT_BEHIND = pattern("agencies.not_behind_alone")
LONGEST_BEFORE = 12  # code points that ANOTHER_NAME looks back at


def by_head(scan: Scan, position: int) -> list[AgencyMention]:
    """Read 厅大气处, 省厅, 市局: an office of, or the whole of, an agency named by its last character."""
    head = scan.words.head.match(scan.text, position, scan.end)
    if not head:
        return []
    if scan.text[position - 1 : position] in BEFORE_A_HEAD and len(head.group()) > 1:
        return []
    marker = head.group()
    numbered = NUMBERED.match(scan.text, head.end(), scan.end)
    if numbered:
        return _numbered(head, numbered)
    mention = AgencyMention(position, head.end(), marker, Scope.HEAD, Shape.HEAD, marker[-1], marker=marker[:-1])
    whole = with_units(scan, mention)
    if whole.units:
        return [whole]
    if (
        len(marker) > 1
        and scan.text[position - 1 : position] not in tuple("各每个")
        and not scan.text.startswith(("面", "限", "势", "部", "地", "长"), head.end())
    ):
        return [mention]
    return []


def _numbered(head: regex.Match[str], numbered: regex.Match[str]) -> list[AgencyMention]:
    """Read 厅第二、第三专员办: one office for each ordinal."""
    marker = head.group()
    first = AgencyMention(head.start(), head.end(), marker, Scope.HEAD, Shape.HEAD, marker[-1], marker=marker[:-1])
    found: list[AgencyMention] = []
    spans = list(zip(numbered.starts("ordinal"), numbered.ends("ordinal"), strict=True))
    for index, (start, end) in enumerate(spans):
        unit = numbered.string[start:end] + numbered.group("office")
        last = numbered.end() if index == len(spans) - 1 else end
        begin = head.start() if index == 0 else start
        found.append(replace(first, start=begin, end=last, text=numbered.string[begin:last], units=(unit,)))
    return found


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
