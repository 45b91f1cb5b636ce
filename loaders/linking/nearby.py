"""What a level word points back to: the division, the township or the founder told of just before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..gazetteer.gazetteer import Gazetteer
from ..gazetteer.regions import Region
from ..mentions.mention import AgencyMention, Shape
from .body import AgencyLink, Body, Linked, root_of
from .home import answers

SENTENCE = 50  # code points in which who founds a body is named
NEXT_IN_LIST = 24  # code points between two bodies of one list: a title, a name, a verb
NEAR = 150  # code points in which a level word points back to the division just told of


def told_before(region_of: Mapping[int, Region | None], marker: str, position: int) -> Region | None:
    """Return the division of a level that was told of last near before a place (在张掖市，… 市生态环境局局长)."""
    for start in sorted((s for s in region_of if position - NEAR < s < position), reverse=True):
        region = region_of[start]
        if region is not None and region.level != "township" and answers(region, marker):
            return region
    return None


def town_before(towns: Mapping[int, Region], marker: str, position: int) -> Region | None:
    """Return the township that 镇, 乡 mean where the text is not of one: the last one named before."""
    before = [end for end, town in towns.items() if end <= position and answers(town, marker)]
    return towns[max(before)] if before else None


def free_town_before(free_towns: Mapping[int, str], marker: str, position: int) -> str | None:
    """Return the name of the last town before a place that 镇, 乡 mean there, its county unknown."""
    before = [end for end, name in free_towns.items() if end <= position and name.endswith(marker)]
    return free_towns[max(before)] if before else None


def founder_before(
    region_of: Mapping[int, Region | None], home: Region | None, gazetteer: Gazetteer, position: int
) -> Region | None:
    """Return the division told of right before a body is founded (泰兴市启动响应，成立…), if it lies in the home."""
    near = [s for s in region_of if position - SENTENCE < s < position]
    region = region_of[max(near)] if near else None
    if region is None or home is None or region.level == "township" or not gazetteer.lies_in(region, home):
        return None
    return region


def told_most(region_of: Mapping[int, Region | None], votes: Mapping[str, float]) -> Region | None:
    """Return the division that a text without a level word speaks of most, None where two are spoken of alike."""
    named = {region.code: region for region in region_of.values() if region is not None}
    ranked = sorted(((votes.get(code, 0.0), code) for code in named), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return named[ranked[0][1]]


def listed_nationally(gazetteer: Gazetteer, mention: AgencyMention) -> Body | None:
    """Read 能源局 in a list behind a ministry: the national body of that name."""
    name = gazetteer.agencies.national.get("国家" + mention.core)
    return Body(name, None, mention.core, mention.shape) if name is not None else None


def beside_national(links: Mapping[int, Linked], mention: AgencyMention) -> bool:
    """Say whether the body named last before is a national one, in the same list (水利部部长甲、统计局局长乙)."""
    position = mention.start
    for start in sorted((start for start in links if start < mention.start), reverse=True):
        last = links[start]
        if position - last.mention.end > NEXT_IN_LIST:
            return False
        if isinstance(last, AgencyLink) and last.body.resolved:
            return last.body.region is None
        position = last.mention.start  # 新闻办: which one, its neighbours do not say
    return False


def speaks_nationally(links: Mapping[int, Linked], said: Sequence[Body], mention: AgencyMention) -> bool:
    """Say whether a kind alone is a ministry's: beside one, or in a text that begins with a national body."""
    first = next((body for body in said if body.resolved), None)
    return beside_national(links, mention) or (first is not None and root_of(first).region is None)


def committee_before(links: Mapping[int, Linked], mention: AgencyMention) -> Region | None:
    """Return the division whose party committee stands right before its government (沅江市委、市政府): the same one."""
    last = list(links.values())[-1] if links else None
    if not isinstance(last, AgencyLink) or last.mention.end + 1 != mention.start or mention.shape is not Shape.KIND:
        return None
    region = last.body.region if last.mention.shape is Shape.PARTY and mention.core.endswith("政府") else None
    return region if region is not None and answers(region, mention.marker) else None
