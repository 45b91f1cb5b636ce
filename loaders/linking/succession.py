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
ECOLOGY = "ecology"  # the kind that 厅 and 局 alone mean
BRANCHED = frozenset({ECOLOGY})


def stem_of_year(gazetteer: Gazetteer, text: str, year: int | None) -> str:
    """Return the stem (环境保护, 生态环境) that the name of the agency of ecology has in a document which says 省厅 or 市局 alone.

    What the text itself calls such agencies decides; where it calls them both or neither, the year of the document does.
    """
    kind = next(kind for kind in gazetteer.agencies.kinds if kind.key == ECOLOGY)
    usual, ends = kind.names_at("prefecture")[0][:-1], ("厅", "局")
    former = next((fact for fact in kind.former if fact.name.endswith(ends)), None)
    if former is None:
        return usual
    given_up = [stem for stem in kind.stems if not kind.stems[stem]["prefecture"].startswith(usual)]
    old = any(stem + end in text for stem in given_up for end in ends)
    new = any(usual + end in text for end in ends)
    return (
        former.name[:-1]
        if (old and not new) or (old == new and year is not None and year < int(former.until))
        else usual
    )


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
