"""Say where a document stands: the division it speaks from, and which of several that bear a name each name means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..document import Document
from ..gazetteer.gazetteer import Gazetteer, Region, load_gazetteer
from ..mentions.mention import AgencyMention, RegionMention
from ..mentions.region_evidence import SHORT
from ..structure.header import Header
from .cited import without_cited_parent
from .home import IN_TITLE, Home, find_home
from .home_votes import INSIDE
from .reading import RegionLink
from .townships import placed_regions, with_town


@dataclass(frozen=True, slots=True)
class Places:
    """Where one document stands: its home, the division of each name by its start, and those that are certain.

    `links` hold the townships too, which no table knows and `region_of` does not name.
    """

    home: Home
    region_of: Mapping[int, Region | None]
    links: tuple[RegionLink, ...]


def find_places(
    document: Document, head: Header, regions: Sequence[RegionMention], agencies: Sequence[AgencyMention]
) -> Places:
    """Return the home of a document, with its township, and what its names of divisions mean."""
    end = max((span.end for span in (head.title, head.notice_title) if span is not None), default=0)
    home = _home(document, head, regions, agencies, title_end=end)
    region_of = resolve_regions(regions, home, load_gazetteer())
    links = placed_regions(document.text, regions, region_of, home)
    towns = [link for link in links if link.region.level == "township"]
    return Places(with_town(home, towns, end), region_of, links)


def _home(
    document: Document,
    head: Header,
    regions: Sequence[RegionMention],
    agencies: Sequence[AgencyMention],
    *,
    title_end: int,
) -> Home:
    """Return the home of a document: what whoever loaded it said is evidence beside that of the text."""
    gazetteer, text = load_gazetteer(), document.text
    told = gazetteer.region(document.home) if document.home else None
    publisher = document.publisher or (text[head.publisher.start : head.publisher.end] if head.publisher else "")
    home = find_home(text, regions, agencies, title_end=title_end, publisher=publisher, told=told, signed=head.issuers)
    return home if told is not None else without_cited_parent(home, text, regions, gazetteer)


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
