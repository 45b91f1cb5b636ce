"""Tell when the only place that a text names is that of a plan it cites: a county carries out its city's plan, and names no place of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..gazetteer.gazetteer import Gazetteer, Region
from ..language.rules import pattern
from ..mentions.mention import RegionMention
from .home import Home

CITED = pattern("regions.cited_title")
ADDRESSES_TOWNS = pattern("regions.addresses_towns")
ADDRESSES_COUNTIES = pattern("regions.addresses_counties")


def told_of(text: str, region_of: Mapping[int, Region | None]) -> dict[int, Region | None]:
    """Return, by their starts, the divisions that stand outside the titles that a text cites."""
    titles = [match.span() for match in CITED.finditer(text)]
    return {start: region for start, region in region_of.items() if not any(a <= start < b for a, b in titles)}


def without_cited_parent(home: Home, text: str, regions: Sequence[RegionMention], gazetteer: Gazetteer) -> Home:
    """Return the home, or only what lies above it where the text is of one of its counties, which it does not name.

    So it is where the city stands in the titles of cited plans alone and the text addresses towns, not counties.
    """
    region = home.region
    if region is None or region.level != "prefecture" or not home.evidence:
        return home
    titles = [match.span() for match in CITED.finditer(text)]
    inside = [any(a <= each.start < b for a, b in titles) for each in regions]
    if not inside or not all(inside) or not ADDRESSES_TOWNS.search(text) or ADDRESSES_COUNTIES.search(text):
        return home
    above = gazetteer.ancestors(region)
    votes = {code: count for code, count in home.votes.items() if code in {each.code for each in above}}
    return replace(home, region=None, chain=above, votes=votes)
