"""Read the body right before a title that no list knows: a bureau or office by its last word, behind a place or the body above it.

甲市林业和竹业局局长, 某省生态环境厅核安全局局长, 全国绿化委员会主任: a title tells where the name ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..gazetteer.agency_words import load_agency_words
from ..language.rules import pattern
from .agency_scan import at_left_edge
from .mention import AgencyMention, RegionMention, Scope, Shape

OFFICE = pattern("posts.unlisted_office")
BUREAU = pattern("posts.unlisted_bureau")
NATIONAL = pattern("posts.unlisted_national")
LONGEST = 16  # code points of the name behind its place: 水旱灾害防御局 has seven
BEFORE = ("由", "为", "任", "兼", "各")  # what stands before a body, never at the head of its name
LEVELS = frozenset("省市县区州盟旗")
ABOVE = frozenset({Shape.KIND, Shape.BRANCH})


def unlisted_before(
    text: str, position: int, ending: Mapping[int, AgencyMention], regions: Mapping[int, RegionMention]
) -> AgencyMention | None:
    """Return the body whose name ends at `position`, where a title begins, or None where no form of a name does."""
    if text[position - 1 : position] not in ENDS:
        return None
    for start in range(position - 2, max(-1, position - LONGEST), -1):
        above, region = ending.get(start), regions.get(start)
        found = _office(text, position, above) if above is not None else None
        found = found or (_bureau(text, position, region) if region is not None else None)
        found = found or (_of_level(text, start, position) if text[start - 1] in LEVELS else None)
        if found is not None:
            return found
    return national_before(text, position)


def national_before(text: str, position: int) -> AgencyMention | None:
    """Return the national committee or headquarters whose name ends at `position`, or None."""
    match = NATIONAL.search(text, max(0, position - LONGEST - 4), position)
    if match is None or match.end() != position:
        return None
    name = match.group("name")
    return AgencyMention(match.start("name"), position, name, Scope.NAME, Shape.INSTITUTION, name)


ENDS = frozenset("局办处会室心队站组部")


def _office(text: str, position: int, above: AgencyMention) -> AgencyMention | None:
    unit = text[above.end : position]
    if above.shape not in ABOVE or not OFFICE.fullmatch(unit) or _holds_a_verb(unit):
        return None
    return replace(above, end=position, text=text[above.start : position], units=(*above.units, unit))


def _bureau(text: str, position: int, region: RegionMention) -> AgencyMention | None:
    core = text[region.end : position]
    if not BUREAU.fullmatch(core) or _holds_a_verb(core):
        return None
    name = text[region.start : position]
    return AgencyMention(region.start, position, name, Scope.REGION, Shape.INSTITUTION, core, regions=(region,))


def _of_level(text: str, start: int, position: int) -> AgencyMention | None:
    """Read 省水文水资源测报中心, 县供销合作社联合社: the level is one letter at the left edge of a name."""
    core, before = text[start:position], text[max(0, start - 3) : start - 1]
    if not at_left_edge(before) or not BUREAU.fullmatch(core) or _holds_a_verb(core):
        return None
    name = text[start - 1 : position]
    return AgencyMention(start - 1, position, name, Scope.MARKER, Shape.INSTITUTION, core, marker=text[start - 1])


def _holds_a_verb(name: str) -> bool:
    return name.startswith(BEFORE) or load_agency_words().never_in_office.search(name) is not None
