"""Read towns, townships and sub-districts: they stand in no table of codes, so the text itself must say what they lie in.

A name counts right behind a county (汶川县漩口镇), in a list that began so, and, in a text that speaks from one county,
where the name begins at an edge. Once read, every further use counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from ..gazetteer.regions import Region
from ..language.rules import pattern, word_list
from ..mentions.mention import RegionMention
from .home import Home
from .reading import RegionLink
from .zones import is_zone

BEHIND = pattern("townships.behind")
LISTED = pattern("townships.listed")
VISITED = pattern("townships.visited")
EDGE = pattern("townships.edge")
VERB_FIRST = pattern("townships.verb_first")
GOES_ON = pattern("townships.goes_on")
GENERIC = word_list("townships.generic")  # 特色镇, 沿河乡: kinds, unless a county stands before them


def find_townships(text: str, regions: Sequence[RegionLink], home: Region | None) -> list[RegionLink]:
    """Return the townships of a text as links to divisions of the level township, whose parent is the county's code.

    `regions` are the divisions already read; `home` is the division that the text speaks from.
    """
    found: dict[tuple[int, int], RegionLink] = {}
    counties: dict[str, Region] = {}
    for name, start, county in [*_behind_counties(text, regions), *_at_edges(text, home)]:
        counties.setdefault(name, county)
        found.setdefault((start, start + len(name)), _link(name, start, county))
    for name in [name for name in counties if any(name != short and name.endswith(short) for short in counties)]:
        del counties[name]  # 成立甲镇: a verb in front of a name read elsewhere
        found = {span: link for span, link in found.items() if link.mention.text != name}
    for name, county in counties.items():
        for match in regex.finditer(name, text):
            if not GOES_ON.match(text, match.end()):
                found.setdefault(match.span(), _link(name, match.start(), county))
    taken = [(each.mention.start, each.mention.end) for each in regions]
    return [
        link
        for (start, end), link in sorted(found.items())
        if not any(a < end and start < b and not (start <= a and b < end) for a, b in taken)
        and not _inside_another(start, end, found)
    ]


def with_town(home: Home, towns: Sequence[RegionLink], title_end: int) -> Home:
    """Return the home with the township that the document is of: the only one in its title, or the only one it names."""
    titled = {link.region.code: link.region for link in towns if link.mention.start < title_end}
    named = titled or {link.region.code: link.region for link in towns}
    return replace(home, town=next(iter(named.values()))) if len(named) == 1 else home


def _behind_counties(text: str, regions: Sequence[RegionLink]) -> Iterator[tuple[str, int, Region]]:
    for link in regions:
        if link.region.level not in ("county", "area") and not link.region.name.endswith("市"):
            continue
        match = BEHIND.match(text, link.mention.end)
        while match is not None:
            yield match.group("name"), match.start("name"), link.region
            match = LISTED.match(text, match.end())


def _at_edges(text: str, home: Region | None) -> Iterator[tuple[str, int, Region]]:
    if home is None or home.level not in ("county", "prefecture", "area"):
        return
    for match in (VISITED if home.level == "prefecture" else EDGE).finditer(text):
        name = match.group("name")
        stem = pattern("townships.ending").sub("", name)
        official = text.startswith(("人民政府", "政府", "党委"), match.end())
        if VERB_FIRST.match(name):
            continue
        if (len(stem) > 1 or name.endswith("苏木")) and (stem not in GENERIC or (official and stem == "城关")):
            yield name, match.start("name"), home
            listed = LISTED.match(text, match.end())
            while listed is not None:
                yield listed.group("name"), listed.start("name"), home
                listed = LISTED.match(text, listed.end())


def _link(name: str, start: int, county: Region) -> RegionLink:
    full = county.name + name if county.level != "prefecture" else name  # which county of it is not said
    above = county.parent if is_zone(county) else county.code  # a zone has no code of its own
    region = Region(f"{county.code}-{name}", full, "township", above)
    return RegionLink(RegionMention(start, start + len(name), name, (region,)), region)


def _inside_another(start: int, end: int, found: dict[tuple[int, int], RegionLink]) -> bool:
    return any(a <= start and end <= b and (a, b) != (start, end) for a, b in found)
