"""What a higher body has in a lower division: the branch of a city's bureau, the working committee of a county's congress."""

from __future__ import annotations

from dataclasses import replace

from ..gazetteer.gazetteer import Gazetteer, Region, compose
from ..mentions.mention import AgencyMention, Shape
from .body import Body


def congress_of_town(gazetteer: Gazetteer, town: Region) -> Body | None:
    """Return the working committee that a county's congress has in a sub-district (地方组织法 (2022), §59)."""
    county = gazetteer.region(town.parent) if town.parent is not None else None
    if county is None:
        return None
    congress = Body(compose(gazetteer, county, "人大"), county, "人大", Shape.KIND, derived=True)
    short = town.name.removeprefix(county.name)
    return Body(f"{congress.name}{short}工作委员会", town, "工作委员会", Shape.KIND, congress)


def placed_branch(gazetteer: Gazetteer, unit: Body) -> Body:
    """Return a unit with the county that it is the branch in: 某市生态环境局青田分局 serves 青田县, as 青田分局 alone does."""
    place, above = unit.surface_core.removesuffix("分局"), unit.parent
    if place == unit.surface_core or above is None or above.region is None:
        return unit
    inside = [r for r in gazetteer.named(place) if r != above.region and gazetteer.lies_in(r, above.region)]
    return replace(unit, region=inside[0], shape=Shape.BRANCH) if len(inside) == 1 else unit


def branch_in(gazetteer: Gazetteer, mention: AgencyMention, region: Region) -> Body | None:
    """Read 县生态环境分局: the branch of the city's bureau in a county."""
    city = gazetteer.parent(region)
    if city is None:
        return None
    parent = Body(compose(gazetteer, city, "生态环境局"), city, "生态环境局", Shape.KIND, derived=True)
    written = mention.regions[-1].text if mention.regions else region.name
    name = parent.name + written if mention.core == "分局" else city.name + region.name
    return Body(name + mention.core, region, mention.core, mention.shape, parent)


def government_of_town(committee: Body) -> Body | None:
    """Return the government beside a town's committee (某镇党委、政府), None where the committee is no town's."""
    if committee.shape is Shape.TOWN and committee.name.endswith(("党委", "党工委")):
        town = committee.name.removesuffix("党工委").removesuffix("党委")
    elif committee.region is not None and committee.region.level == "township" and committee.shape is Shape.PARTY:
        town = committee.region.name
    else:
        return None
    core = "办事处" if town.endswith("街道") else "人民政府"
    return Body(town + core, committee.region, core, Shape.TOWN)


def branch_by_name(gazetteer: Gazetteer, core: str, bureau: Body | None) -> Body | None:
    """Read 某某分局 in a text about a city's bureau of ecology."""
    if bureau is None or bureau.region is None:
        return None
    outer = bureau.region
    counties = [r for r in gazetteer.named(core.removesuffix("分局")) if gazetteer.lies_in(r, outer)]
    return Body(bureau.name + core, counties[0], core, Shape.BRANCH, bureau) if counties else None
