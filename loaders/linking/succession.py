"""Which agency took over from one that a reform renamed or merged: two agencies, one edge between them."""

from __future__ import annotations

from ..gazetteer.agency_kinds import MUNICIPALITIES, level_of
from ..gazetteer.agency_names import full_region
from ..gazetteer.gazetteer import Gazetteer, compose
from ..mentions.mention import Shape
from .body import Body

REFORM = "2018"  # the national reform of party and state institutions
UNTIL_BELOW = "2018/2019"  # 关于地方机构改革有关问题的指导意见 (2018): below the provinces by March 2019
# A county's bureau of ecology became a branch of the city's: 关于省以下环保机构监测监察执法垂直管理制度改革试点工作的指导意见 (2016).
BRANCHED = frozenset({"ecology"})


def successor(body: Body, gazetteer: Gazetteer) -> tuple[Body, str] | None:
    """Return the agency that took over from `body` and when (EDTF); None where none did or the data do not tell.

    Only an agency of a division, called by a name that data/agency_kinds.yaml lists as given up, has one.
    """
    region = body.region
    if region is None or body.parent is not None or body.shape is not Shape.KIND:
        return None
    kind = gazetteer.kind_of(body.name)
    if kind is None or not kind.former:
        return None
    written = {region.name, full_region(gazetteer.regions, region)}
    named = {where + fact.name: fact for where in written for fact in kind.former}
    fact = named.get(body.name)
    heir = next((each for each in gazetteer.agencies.kinds if fact and each.key == fact.successor), None)
    if fact is None or heir is None or not heir.names_at(level := level_of(region)):
        return None
    if heir.key in BRANCHED and region.level == "county" and region.parent not in MUNICIPALITIES:
        return None
    surface = heir.names_at(level)[0]
    name = compose(gazetteer, region, surface)
    when = UNTIL_BELOW if fact.until == REFORM and region.level != "province" else fact.until
    return Body(name, region, surface, Shape.KIND, derived=True), when
