"""Read bodies that are named by a head's last character: 厅大气处, 省厅, 市局, 厅第二、第三专员办."""

from __future__ import annotations

from dataclasses import replace

import regex

from ..language.rules import pattern, word_list
from .agency_cores import with_units
from .agency_scan import Scan
from .mention import AgencyMention, Scope, Shape

BEFORE_A_HEAD = word_list("agencies.before_head")  # 设区市局, 各市局: collectives, no single bureau
NUMBERED = pattern("agencies.numbered")


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
