"""Resolve the administrative committees of zones (管委会) and their offices: the zone is the home, the home's, or the one named last."""

from __future__ import annotations

from collections.abc import Sequence

from ..mentions.mention import AgencyMention, Shape
from .body import Body
from .home import Home
from .short_forms import zone_name
from .zones import is_zone

COMMITTEES = ("管委会", "管理委员会")


def office_of_committee(home: Home, said: Sequence[Body], mention: AgencyMention) -> Body | None:
    """Read 管委会生态环境局: an office of the zone's committee, the home's or the one named last."""
    zones = [home.region] if home.region is not None and is_zone(home.region) else []
    names = [zone.name + "管理委员会" for zone in zones if zone is not None]
    last = [body.name for body in said if body.name.endswith("管理委员会")]
    committee = next(iter([*names, *reversed(last)]), None)
    if committee is None:
        return None
    region = zones[0] if zones else home.region
    parent = Body(committee, region, "管理委员会", Shape.ZONE, derived=True)
    return Body(committee + mention.core, region, mention.core, mention.shape, parent)


def zone_said(said: Sequence[Body], core: str) -> Body | None:
    """Return the committee of the zone named last, which 管委会 means in a chain (某开发区党工委书记、管委会主任)."""
    if core not in COMMITTEES or not said or said[-1].shape is not Shape.ZONE:
        return None
    zone = said[-1]
    name = zone.name.removesuffix("党工委").removesuffix("管理委员会") + "管理委员会"
    return Body(name, zone.region, "管理委员会", Shape.ZONE)


def zone_of_home(home: Home, mention: AgencyMention) -> Body | None:
    """Read 高新区管委会 in a text of a city: the committee of the city's only zone of that kind."""
    region = home.region
    if region is None or region.level not in ("prefecture", "county") or not mention.text.endswith(COMMITTEES):
        return None
    short = region.short_names[0] if region.short_names else region.name
    return Body(short + zone_name(mention.text), region, mention.core, Shape.ZONE)
