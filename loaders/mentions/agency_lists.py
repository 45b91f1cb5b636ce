"""Give what stands once behind a list of divisions to each of them: 长春市、吉林市、四平市政府, 甲、乙、丙分局."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..language.rules import pattern
from .agency_scan import Scan
from .mention import AgencyMention, RegionMention, Scope, Shape

ZONE_IN_LIST = pattern("agencies.zone_in_list")
TAIL_OF_ZONE = pattern("agencies.tail_of_zone")
LONGEST_ZONE = 24  # code points of a zone's name in a list
OF_A_CITY = frozenset({"生态环境局"})  # since 2019 the bureaus of a city's counties are its own
QUARTERS = ("华北", "华东", "华南", "华中", "西北", "西南", "东北")
SHARED = (Shape.KIND, Shape.BRANCH, Shape.PARTY)  # what a list of divisions shares (甲、乙、丙分局)


def with_listed_regions(
    scan: Scan, found: list[AgencyMention], regions: Sequence[RegionMention]
) -> list[AgencyMention]:
    """Give the core of 长春市、吉林市、四平市政府 to every division of the list, in text order."""
    order = {region.start: index for index, region in enumerate(regions)}
    taken = {region.start for mention in found for region in mention.regions}
    result: list[AgencyMention] = []
    for mention in found:
        if mention.scope is Scope.NAME and mention.shape is Shape.BRANCH:
            result.extend(_listed_branches(scan, mention, regions))
        elif mention.scope is Scope.NATIONAL and mention.core.startswith(QUARTERS):
            result.extend(_listed_quarters(scan, mention))
        elif mention.shape is Shape.ZONE and mention.scope in (Scope.REGION, Scope.NAME):
            result.extend(_listed_zones(scan, mention, regions))
        elif mention.scope is Scope.REGION and mention.shape in SHARED and 1 <= len(mention.regions) <= 2:
            listed = list(_listed(scan, mention, regions, order[mention.regions[0].start], taken))
            city = _city_of(listed, mention, regions, order)
            if city is not None:  # 甲市乙、丙生态环境局: the city's bureaus in its counties
                mention, *listed = [replace(m, regions=(city, *m.regions)) for m in (mention, *listed)]
            result.extend(listed)
        result.append(mention)
    return result


def _city_of(
    listed: Sequence[AgencyMention], mention: AgencyMention, regions: Sequence[RegionMention], order: Mapping[int, int]
) -> RegionMention | None:
    """Return the city in front of a list of its counties, called without their level, whose bureaus it is; else None."""
    if not listed or mention.core not in OF_A_CITY or len(mention.regions) != 1:
        return None
    index = order[listed[0].regions[0].start]
    city = regions[index - 1] if index else None
    if city is None or city.end != listed[0].start or not city.text.endswith("市"):
        return None
    named = [each.regions[0] for each in (*listed, mention)]
    full = any(each.text in {candidate.name for candidate in each.candidates} for each in named)
    return None if full else city


def _listed_branches(scan: Scan, mention: AgencyMention, regions: Sequence[RegionMention]) -> Iterator[AgencyMention]:
    """Give the 分局 of 甲、乙、丙分局 to the divisions in front of the last."""
    before: list[RegionMention] = []
    here = mention.start
    for region in reversed([each for each in regions if each.end < mention.start]):
        if scan.text[region.end : here] not in ("、", "和", "及", "与"):
            break
        before.append(region)
        here = region.start
    for region in reversed(before):
        yield replace(
            mention, start=region.start, end=region.end, text=region.text, core=region.text + "分局", units=()
        )


def _listed_quarters(scan: Scan, mention: AgencyMention) -> Iterator[AgencyMention]:
    """Give what follows a list of quarters of the country to each: 华北、华南、西北环境保护督查中心."""
    here, tail = mention.start, mention.core[len(QUARTERS[0]) :]
    before: list[AgencyMention] = []
    while scan.text[here - 1 : here] in ("、", "和") and scan.text[here - 3 : here - 1] in QUARTERS:
        here -= 3
        name = scan.text[here : here + 2]
        before.append(replace(mention, start=here, end=here + 2, text=name, core=name + tail, units=()))
    yield from reversed(before)


def _listed_zones(scan: Scan, mention: AgencyMention, regions: Sequence[RegionMention]) -> Iterator[AgencyMention]:
    """Give the 管委会 of 甲开发区、乙高新区管委会 to the zones in front of the last."""
    tail = TAIL_OF_ZONE.search(mention.text)
    before: list[AgencyMention] = []
    here = mention.start
    starts = {region.start: region for region in regions}
    while tail is not None:
        match = ZONE_IN_LIST.search(scan.text, max(0, here - LONGEST_ZONE), here)
        if match is None:
            break
        here, name = match.start("name"), match.group("name")
        core, place = name + tail.group(), starts.get(here)
        own = core.removeprefix(place.text) if place is not None else core
        scope, inside = (Scope.REGION, (place,)) if place is not None else (Scope.NAME, ())
        before.append(AgencyMention(here, here + len(name), name, scope, Shape.ZONE, own, regions=inside))
    yield from reversed(before)


def _listed(
    scan: Scan, mention: AgencyMention, regions: Sequence[RegionMention], index: int, taken: set[int]
) -> Iterator[AgencyMention]:
    before: list[RegionMention] = []
    here = mention.regions[0]
    while index > 0:
        index -= 1
        candidate = regions[index]
        if candidate.end == here.start and before:  # 甲市某县、乙市某县政府: the city in front of the county
            here = candidate
            continue
        if candidate.start in taken or not pattern("agencies.listed_regions").fullmatch(
            scan.text, pos=candidate.end, endpos=here.start
        ):
            break
        before.append(candidate)
        here = candidate
    for region in reversed(before):
        yield replace(mention, start=region.start, end=region.end, text=region.text, regions=(region,))
