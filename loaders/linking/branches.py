"""What a higher body has in a lower division: the branch of a city's bureau, the working committee of a county's congress."""

from __future__ import annotations

from dataclasses import replace

from ..gazetteer.gazetteer import Gazetteer, Region, compose
from ..language.rules import pattern
from ..mentions.mention import AgencyMention, Shape
from .body import Body
from .short_forms import government_name

OF_ECOLOGY = pattern("agencies.branch_of_ecology")
ENDS_ECOLOGY = pattern("agencies.ends_branch_of_ecology")


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


def of_the_city(gazetteer: Gazetteer, body: Body, unit: str) -> Body:
    """Return the city's bureau where a county's is said to have the branch in that same county (自然资源局某区分局)."""
    region, place = body.region, unit.removesuffix("分局")
    if place == unit or region is None or region.level != "county" or body.parent is not None:
        return body
    city = gazetteer.parent(region)
    if city is None or place not in (region.name, *region.short_names):
        return body
    return replace(body, name=compose(gazetteer, city, body.surface_core), region=city)


def branch_in(gazetteer: Gazetteer, mention: AgencyMention, region: Region) -> Body | None:
    """Read 县生态环境分局, 某县环保分局: the branch of the city's bureau in a county; another branch keeps its name."""
    city = gazetteer.parent(region)
    if city is None:
        return None
    field = OF_ECOLOGY.match(mention.core)
    if field is None:
        return Body(mention.text, region, mention.core, mention.shape)
    bureau = (field.group("field") or "生态环境") + "局"
    parent = Body(compose(gazetteer, city, bureau), city, bureau, Shape.KIND, derived=True)
    written = mention.regions[-1].text if mention.regions else region.name
    return Body(parent.name + written + "分局", region, mention.core, mention.shape, parent)


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


def of_no_county(body: Body | None) -> Body | None:
    """Return a town's body as the document's own: which county's town it is, the text does not say."""
    return replace(body, region=None, resolved=False, level="township") if body is not None else None


def town_by_name(gazetteer: Gazetteer, core: str, town: Region | None, home: Region | None) -> Body:
    """Read 石角镇政府, 石角镇党委: a body of a town that its name begins with, known or not."""
    if town is not None and core.endswith("党委"):
        return Body(compose(gazetteer, town, "党委"), town, "党委", Shape.PARTY)
    if home is None and town is None and core.endswith("党委"):
        name = f"中共{core.removesuffix('党委')}委员会"
        return Body(name, None, "党委", Shape.PARTY, resolved=False, level="township")
    named = home.name + core if home is not None and home.level == "county" else core
    return Body(government_name(named), town or home, core, Shape.TOWN)


def branch_by_name(gazetteer: Gazetteer, core: str, bureau: Body | None) -> Body | None:
    """Read 某某分局, 某镇环保分局 in a text about a city's bureau of ecology."""
    if bureau is None or bureau.region is None:
        return None
    outer = bureau.region
    place = ENDS_ECOLOGY.sub("", core)
    counties = [r for r in gazetteer.named(place.removesuffix("分局")) if gazetteer.lies_in(r, outer)]
    of_town = len(place) > 1 and place != core and not counties and outer.level == "prefecture"
    name = bureau.name + place.removesuffix("分局") + "分局"
    if of_town:
        return Body(name, outer, core, Shape.BRANCH, bureau)
    return Body(name, counties[0], core, Shape.BRANCH, bureau) if counties else None
