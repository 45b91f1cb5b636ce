"""Resolve the names of divisions: which of several that bear it a text means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..gazetteer.gazetteer import Gazetteer, Region
from ..mentions.mention import RegionMention
from ..mentions.region_evidence import SHORT
from .home import IN_TITLE, INSIDE, Home


def resolve_regions(mentions: Sequence[RegionMention], home: Home, gazetteer: Gazetteer) -> dict[int, Region | None]:
    """Return which division each mention means, by its start: the one near the home, or None where two are as near."""
    times = Counter(mention.text for mention in mentions)
    return {mention.start: _nearest(mention, times[mention.text], home, gazetteer) for mention in mentions}


def _is_near(region: Region, mention: RegionMention, times: int, home: Home, gazetteer: Gazetteer) -> bool:
    """Say whether a county's short name, used so many times, may mean the county: where the text speaks of its province.

    Short names of counties are common words and names of persons too (安宁, 高桥); one written in full is certain.
    """
    if region.level != "county" or mention.certain or (mention.text == region.name and len(region.name) > SHORT):
        return True
    province = gazetteer.ancestors(region)[-1:] or (region,)
    return province[0] in home.chain or home.votes.get(province[0].code, 0.0) > IN_TITLE * INSIDE * times


def _nearest(mention: RegionMention, times: int, home: Home, gazetteer: Gazetteer) -> Region | None:
    current = [r for r in mention.candidates if r.valid_to is None] or list(mention.candidates)
    if len(current) == 1:
        return current[0] if _is_near(current[0], mention, times, home, gazetteer) else None
    full = [r for r in current if r.name == mention.text] or current
    if len(full) == 1:
        return full[0]
    for outer in home.chain:
        near = [r for r in full if gazetteer.lies_in(r, outer)]
        if near:
            return near[0] if len(near) == 1 or near[0].level != near[1].level else None
    voted = sorted(full, key=lambda r: -home.votes.get(r.code, 0.0))
    if home.votes.get(voted[0].code, 0.0) > home.votes.get(voted[1].code, 0.0):
        return voted[0]
    return full[0] if full[0].level in ("province", "prefecture") and full[0].level != full[1].level else None
