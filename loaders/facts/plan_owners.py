"""Whose plan is cited where its name alone does not say: by its number, its issuer, the words before it, its full name."""

from __future__ import annotations

from collections.abc import Sequence

from ..gazetteer.gazetteer import Gazetteer, Region
from ..language.rules import pattern
from ..language.words import unspaced
from ..linking.reading import Reading
from ..mentions.mention import PlanMention
from .own_issuers import Issuer
from .plan_names import named_in_full, plain

OWNER_BEFORE = pattern("plans.owner_before")
OWNER_NEAR = 12  # code points


def owner_of(
    reading: Reading, mention: PlanMention, name: str, issuers: Sequence[Issuer], gazetteer: Gazetteer
) -> Region | None:
    """Return the division whose plan is cited, by its number, its issuer or the words before it; None where nothing says."""
    if issuers:
        return issuers[0].body.region
    if mention.number:
        return None  # a number that none of the home's bodies gives
    near = next((link.region for link in reading.regions if link.mention.end == mention.start), None)
    if near is not None:
        return near
    marker = OWNER_BEFORE.search(reading.text, max(0, mention.start - OWNER_NEAR), mention.start)
    if marker is not None:
        return reading.home.resolve(marker.group("marker"), gazetteer)
    return reading.home.region if _named_with_home(reading, name, gazetteer) else None


def _named_with_home(reading: Reading, name: str, gazetteer: Gazetteer) -> bool:
    """Say whether the text gives the name with its own division elsewhere: in its title, or where it cites the plan in full."""
    home, title = reading.home.region, reading.header.title
    if home is None:
        return False
    full = plain(home.name + name)
    if title is not None and full in plain(unspaced(reading.text[title.start : title.end])):
        return True
    return any(plain(named_in_full(other.name, reading, gazetteer, None)) == full for other in reading.plans)
