"""Read zones (开发区, 高新区, 园区): they govern like a division but stand in no table of codes, so the text must name them.

A text of a zone says 区生态环境局 or 园区管委会 and means the zone's. Names: 国家级开发区 by the ministries' common list of 2018,
provincial ones by their form, a division's name with the kind of zone behind it. An autonomous county that a text calls by its
level alone (自治县副县长) is found by its seat.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..gazetteer.gazetteer import Gazetteer
from ..gazetteer.regions import Region
from ..language.rules import pattern
from ..mentions.mention import AgencyMention, RegionMention

MARKERS = ("园区", "开发区", "高新区", "经开区")
SAME_KIND = {
    "高新区": ("高新技术产业开发区", "高新技术开发区", "高新区"),
    "经开区": ("经济技术开发区", "经济开发区", "经开区"),
}
ZONE = pattern("regions.zone")
TITLED = pattern("regions.titled_zone")
NOT_INSIDE = pattern("regions.not_in_zone")
BARE = pattern("regions.autonomous_bare")
AUTONOMOUS = {"县": "自治县", "旗": "自治旗"}  # the level word of a county, and that of an autonomous one
SEAT = ("镇", "乡")


def find_zones(text: str, regions: Sequence[RegionMention]) -> list[tuple[int, Region]]:
    """Return (start, zone) for every zone named behind a division, in text order; one name is one zone."""
    found: list[tuple[int, Region]] = []
    for mention in regions:
        match = ZONE.match(text, mention.end)
        outer = next((each for each in mention.candidates if each.level != "area"), None)
        if match is None or outer is None or NOT_INSIDE.search(match.group("middle")):
            continue
        name = mention.text + match.group()
        found.append((mention.start, Region(f"{outer.code}-{name}", name, "area", outer.code)))
    return found


def titled_zone(text: str, title_end: int, outer: Region | None) -> Region | None:
    """Return the zone that a text's title begins with, though no division stands before its name (宁东能源化工基地…)."""
    match = TITLED.match(text, 0, title_end)
    if match is None or outer is None or NOT_INSIDE.search(match.group("name")):
        return None
    return Region(f"{outer.code}-{match.group('name')}", match.group("name"), "area", outer.code)


def means_zone(zone: Region, marker: str) -> bool:
    """Say whether a level word (园区, 高新区) can mean the zone."""
    return zone.level == "area" and zone.name.endswith(SAME_KIND.get(marker, (marker,)))


def is_zone(region: Region) -> bool:
    """Say whether a division is a zone that only the text names."""
    return region.level == "area" and "-" in region.code


def autonomous_marker(text: str, agencies: Iterable[AgencyMention], marker: str | None) -> str | None:
    """Return the level that a text speaks from: 自治县 where it calls its own county so, else `marker` as it is."""
    own = AUTONOMOUS.get(marker or "县")
    if own is None or own not in text:
        return marker
    said = any(agency.marker == own for agency in agencies) or any(m.group() == own for m in BARE.finditer(text))
    return own if said else marker


def by_seat(text: str, votes: Mapping[str, float], marker: str, gazetteer: Gazetteer) -> Region | None:
    """Return the one autonomous county, in a prefecture or province that the text names, whose seat bears its short name."""
    named = [gazetteer.region(code) for code in votes]
    outer = [region for region in named if region.level != "county"]
    found = {
        county.code: county
        for region in outer
        for county in gazetteer.children(region, "county")
        if county.name.endswith(marker) and any(short + seat in text for short in county.short_names for seat in SEAT)
    }
    return next(iter(found.values())) if len(found) == 1 else None
