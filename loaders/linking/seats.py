"""The division that a body apart from its government serves, by the place in its name (某税务局、海事局、供电公司)."""

from __future__ import annotations

from collections.abc import Mapping

from ..gazetteer.regions import Region
from ..mentions.mention import AgencyMention
from .home import Home


def named_in(mention: AgencyMention, region_of: Mapping[int, Region | None]) -> Region | None:
    """Return the last division that stands inside a body's name, None where none does."""
    return next((found for at in range(mention.end - 1, mention.start, -1) if (found := region_of.get(at))), None)


def seat_of(mention: AgencyMention, region_of: Mapping[int, Region | None], home: Home) -> Region | None:
    """Return the division inside a body's name, or the one of the home whose short name it carries, None without either."""
    own = mention.text
    return named_in(mention, region_of) or next(
        (region for region in home.chain if any(len(name) > 1 and name in own for name in region.short_names)), None
    )
