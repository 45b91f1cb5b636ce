"""Read bodies whose names begin with fixed words: national ones, leagues and conferences, police branches, stationed teams."""

from __future__ import annotations

from dataclasses import replace

from ..language.rules import pattern
from .agency_cores import with_units
from .agency_national import is_national, term_of_nation
from .agency_scan import Scan
from .mention import AgencyMention, Scope, Shape

LEAGUE = pattern("agencies.league")
COMMITTEE = pattern("agencies.committee")
LOCAL_OFFICE = pattern("agencies.local_office")
POLICE = "公安"


def national(scan: Scan, position: int) -> list[AgencyMention]:
    """Read a ministry or another body of the state, with the local office it has in a division (某总局某市监管分局)."""
    termed = term_of_nation(scan, position)
    if termed is not None:
        return [with_units(scan, termed)]
    name = scan.national_at(position)
    if not name or not is_national(scan, position, name):
        return []
    mention = AgencyMention(position, position + len(name), name, Scope.NATIONAL, Shape.KIND, name)
    region = scan.regions.get(mention.end)
    local = LOCAL_OFFICE.match(scan.text, region.end, scan.end) if region is not None else None
    if local:
        return [
            replace(
                mention,
                end=local.end(),
                text=scan.text[position : local.end()],
                units=(scan.text[mention.end : local.end()],),
            )
        ]
    return [with_units(scan, mention)]


def league(scan: Scan, position: int) -> list[AgencyMention]:
    """Read 团市委, 共青团某市委, 政协某县委员会: the division stands inside the name."""
    short = LEAGUE.match(scan.text, position, scan.end)
    if short:
        marker = short.group("marker")
        mention = AgencyMention(
            position, short.end(), short.group(), Scope.MARKER, Shape.KIND, "共青团委", marker=marker
        )
        return [with_units(scan, mention)]
    for name, core in (("共青团", "共青团委"), ("政协", "政协")):
        region = scan.regions.get(position + len(name)) if scan.text.startswith(name, position) else None
        behind = COMMITTEE.match(scan.text, region.end, scan.end) if region is not None else None
        if region is not None and behind:
            text = scan.text[position : behind.end()]
            mention = AgencyMention(position, behind.end(), text, Scope.REGION, Shape.KIND, core, regions=(region,))
            return [with_units(scan, mention)]
    return []


def police_branch(scan: Scan, position: int) -> list[AgencyMention]:
    """Read 公安某区分局: the branch of the city's bureau of police, called by its field."""
    region = scan.regions.get(position + len(POLICE))
    if region is None or not scan.text.startswith("分局", region.end):
        return []
    end = region.end + len("分局")
    unit = scan.text[region.start : end]
    return [AgencyMention(position, end, POLICE + unit, Scope.BARE, Shape.KIND, POLICE + "局", units=(unit,))]


def stationed(scan: Scan, position: int) -> list[AgencyMention]:
    """Read the team of inspection that the commission stations with a body (驻厅纪检监察组)."""
    match = scan.words.stationed.match(scan.text, position, scan.end)
    if not match:
        return []
    marker = match.group("host")
    return [
        AgencyMention(position, match.end(), match.group(), Scope.HEAD, Shape.STATIONED, "纪检监察组", marker=marker)
    ]
