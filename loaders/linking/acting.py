"""Read divisions that stand for their governments in a list of bodies: 区水利局、石角镇; 责任单位：市生态环境局、甲县."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ..gazetteer.gazetteer import Gazetteer, Region
from ..language.rules import pattern
from ..mentions.mention import AgencyMention, RegionMention, Scope, Shape
from .body import AgencyLink, Body, Linked, resolved
from .officials import government
from .reading import RegionLink

JOINED = pattern("acting.joined")
LABELLED = pattern("acting.labelled")
ACTS = pattern("acting.acts")
CALLS = pattern("acting.calls")
BEGINS = regex.compile(r"(?:^|[\s，。；：])$")
OF_WHAT = pattern("acting.of_what")
HAN = regex.compile(r"\p{Han}")
ACTING_LEVELS = ("township", "county")


def acting_divisions(
    text: str, agencies: Sequence[Linked], regions: Sequence[RegionLink], gazetteer: Gazetteer
) -> Iterator[AgencyLink]:
    """Yield the governments that divisions stand for: in a list with bodies, behind a label of duty, before a verb of report.

    A division inside a longer name, or one that only says where, stands for nobody.
    """
    taken = bytearray(len(text) + 1)  # a long text has thousands of each: none is compared with every other
    for each in agencies:
        taken[each.mention.start : each.mention.end] = b"\x01" * (each.mention.end - each.mention.start)
    certain = resolved(agencies)
    ends, starts = {link.mention.end for link in certain}, {link.mention.start for link in certain}
    run: list[RegionLink] = []
    free = [r for r in regions if taken.find(1, r.mention.start, r.mention.end) < 0]
    for index, link in enumerate(free):
        if run and not JOINED.fullmatch(text, run[-1].mention.end, link.mention.start):
            run = []
        run.append(link)
        following = free[index + 1].mention.start if index + 1 < len(free) else -1
        if following >= 0 and JOINED.fullmatch(text, link.mention.end, following):
            continue
        if _is_acting(text, run, ends, starts):
            yield from (_link(each, gazetteer) for each in run if each.region.level in ACTING_LEVELS)


def _is_acting(text: str, run: Sequence[RegionLink], ends: set[int], starts: set[int]) -> bool:
    first, last = run[0].mention.start, run[-1].mention.end
    if OF_WHAT.match(text, last):
        return False
    if LABELLED.search(text[max(0, first - 12) : first]) or ACTS.match(text, last):
        return True
    if (
        run[-1].region.level == "township"
        and CALLS.match(text, last)
        and BEGINS.search(text[max(0, first - 1) : first])
    ):
        return True  # ，某街道开展…
    behind = JOINED.match(text, last)
    if behind and behind.end() in starts:
        return True
    before = pattern("acting.joined_before").search(text[max(0, first - 2) : first])
    return before is not None and first - len(before.group()) in ends and not HAN.match(text, last)


def _link(link: RegionLink, gazetteer: Gazetteer) -> AgencyLink:
    mention: RegionMention = link.mention
    body = town_government(link.region) if link.region.level == "township" else government(link.region, gazetteer)
    named = AgencyMention(
        mention.start, mention.end, mention.text, Scope.REGION, Shape.KIND, "人民政府", regions=(mention,)
    )
    return AgencyLink(named, body)


def town_government(region: Region) -> Body:
    """Return the government of a town, or the office of a sub-district (地方各级人民政府组织法 (2022), §85)."""
    core = "办事处" if region.name.endswith("街道") else "人民政府"
    return Body(region.name + core, region, core, Shape.TOWN)
