"""Tell whose the offices are that a text names alone: of a zone's committee (管委会某局), of the bureau or ministry that the text is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..language.rules import pattern
from ..mentions.mention import AgencyMention, Shape
from .body import Body, root_of
from .home import Home
from .short_forms import zone_name
from .zones import is_zone

COMMITTEES = ("管委会", "管理委员会")
HAS_OFFICES = pattern("agencies.has_offices")
# Ranks of offices (中华人民共和国公务员法 (2018), §18; 地方各级人民政府机构设置和编制管理条例 (2007), §13): a department of a province
# has 处, a bureau of a city 科, one of a county 股 or 科, a ministry 司 with 处 in them.
LEVELS = {"司": (), "处": ("province",), "科": ("prefecture", "county"), "股": ("county",)}
OFTEN = 2  # times that a text names the body it is of, where that is none of ecology


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


def owner_of_office(said: Sequence[Body], home: Home, office: str) -> Body | None:
    """Return the bureau, department or ministry among those named that has the office, None where none or several may."""
    rank = office[-1]
    if rank not in LEVELS:
        return None
    if home.town is not None and rank == "科":
        return _town_body(home)
    bodies = [body for body in map(_bureau, said) if body is not None and body.resolved]
    fitting = [body for body in bodies if _has(body, rank, home)]
    ecology = [body for body in fitting if "环境" in body.name] if rank != "司" else []
    first = next((body for body in map(root_of, said) if body.resolved), None)
    return _leading(ecology or (fitting if len(fitting) >= OFTEN or first in fitting else ()))


def _leading(bodies: Sequence[Body]) -> Body | None:
    """Return the body that is spoken of much more than any other."""
    times = Counter(body.name for body in bodies).most_common(2)
    if not times or (len(times) > 1 and times[0][1] <= OFTEN * times[1][1]):
        return None
    return next(body for body in bodies if body.name == times[0][0])


def _town_body(home: Home) -> Body | None:
    town = home.town
    return Body(town.name, town, town.name, Shape.TOWN) if town is not None and town.name.endswith("街道") else None


def _bureau(body: Body) -> Body | None:
    own = body if body.name.endswith("分局") else root_of(body)
    fits = own.shape in (Shape.KIND, Shape.BRANCH) and HAS_OFFICES.search(own.name)
    return own if fits else None


def _has(body: Body, rank: str, home: Home) -> bool:
    if rank == "司":
        return body.region is None
    if body.region is None or body.region != home.region:
        return False
    return body.region.level in LEVELS[rank] or body.name.endswith("分局")
