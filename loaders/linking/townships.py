"""Read towns, townships and sub-districts: they stand in no table of codes, so the text itself must say what they lie in.

A name counts right behind a county (汶川县漩口镇), in a list that began so, and, in a text that speaks from one county,
where the name begins at an edge. Once read, every further use counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import regex

from ..gazetteer.regions import Region
from ..language.rules import pattern, word_list
from ..mentions.mention import RegionMention
from ..mentions.town_names import BEHIND_A_COUNTY, is_governed_town, is_town_name, may_be_town
from .home import Home
from .reading import RegionLink
from .unplaced import is_statute
from .zones import is_zone

BEHIND = pattern("townships.behind")
LISTED = pattern("townships.listed")
EDGE = pattern("townships.edge")
VERB_FIRST = pattern("townships.verb_first")
GOES_ON = pattern("townships.goes_on")
ENDING = pattern("townships.ending")
WENT_TO = pattern("townships.went_to")
COUNTED = pattern("townships.counted")
COUNTED_STEM = pattern("townships.counted_stem")
WATER_BEFORE = pattern("townships.water_before")
STRETCH = pattern("townships.stretch")
GOVERNED = ("人民政府", "政府", "党委", "党工委", "办事处")
LONGEST_COUNTY = 6  # code points of a county's short name and the water before it
FREE = pattern("townships.free")
GENERIC = frozenset(word_list("townships.generic"))  # 特色镇, 沿河乡: kinds
KINDS = GENERIC - frozenset(word_list("townships.kinds_as_names"))  # those that are none behind a county either


def find_townships(text: str, regions: Sequence[RegionLink], home: Region | None) -> list[RegionLink]:
    """Return the townships of a text as links to divisions of the level township, whose parent is the county's code.

    `regions` are the divisions already read; `home` is the division that the text speaks from.
    """
    found: dict[tuple[int, int], RegionLink] = {}
    counties: dict[str, Region] = {}
    for name, start, county in [*_behind_counties(text, regions), *_at_edges(text, home)]:
        counties.setdefault(name, county)
        found.setdefault((start, start + len(name)), _link(name, start, county))
    found.update(_counted(text, home))
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
    starts = {link.mention.start for link in regions}
    for link in regions:
        holds_towns = link.region.level in ("county", "area") or link.region.name.endswith("市")
        if holds_towns and link.mention.end not in starts:
            for match in _run(text, BEHIND.match(text, link.mention.end), kinds=KINDS):
                if _is_stretch(text, link, match):
                    continue
                water = _water_before(text, match.group("name")) or _back_to_short(link, match)
                start = match.start("name") + water
                yield text[start : match.end("name")], start, link.region


def _is_stretch(text: str, link: RegionLink, match: regex.Match[str]) -> bool:
    """Say whether a county and a town behind it are where a river runs (黄河某县段某镇)."""
    first, end = link.mention.start, link.mention.end
    return match.group("name").startswith("段") and bool(STRETCH.search(text, max(0, first - LONGEST_COUNTY), end))


def _back_to_short(link: RegionLink, match: regex.Match[str]) -> int:
    """Return how far before a stem of one letter the name begins: with the county's short name (浉河|港镇)."""
    short = link.mention.text != link.region.name and match.start("name") == link.mention.end
    one = len(ENDING.sub("", match.group("name"))) == 1
    return -len(link.mention.text) if short and one else 0


def _water_before(text: str, name: str) -> int:
    """Return how many letters of a name are those of the river it lies on, which the text tells of elsewhere too."""
    water = WATER_BEFORE.match(name)
    alone = water is not None and text.count(water.group()) > text.count(name)
    return water.end() if water is not None and alone else 0


def _counted(text: str, home: Region | None) -> dict[tuple[int, int], RegionLink]:
    """Read 青石、白露两镇: towns whose rank stands once, behind their number."""
    if home is None or home.level not in ("county", "prefecture", "area"):
        return {}
    found: dict[tuple[int, int], RegionLink] = {}
    for match in COUNTED.finditer(text):
        for start, end in match.spans("stem"):
            link = _link(text[start:end] + match.group("rank"), start, home)
            found[start, end] = replace(link, mention=replace(link.mention, end=end, text=text[start:end]))
    return found


def _at_edges(text: str, home: Region | None) -> Iterator[tuple[str, int, Region]]:
    if home is None or home.level not in ("county", "prefecture", "area"):
        return
    for edge in EDGE.finditer(text, overlapped=True):
        if not VERB_FIRST.match(edge.group("name")):
            for match in _run(text, edge, kinds=GENERIC):
                water = _water_before(text, match.group("name"))
                yield match.group("name")[water:], match.start("name") + water, home


def _run(text: str, first: regex.Match[str] | None, *, kinds: frozenset[str]) -> Iterator[regex.Match[str]]:
    """Yield a match of a town's name and those of the list that it begins, up to the first that is no name."""
    match = first
    while match is not None and _is_name(text, match, kinds):
        yield match
        match = LISTED.match(text, match.end())


def _is_name(text: str, match: regex.Match[str], kinds: frozenset[str]) -> bool:
    name = match.group("name")
    stem = ENDING.sub("", name)
    if stem == "城关" and text.startswith(("人民政府", "政府", "党委"), match.end()):
        return True
    one_letter = kinds is GENERIC and len(stem) == 1 and not name.endswith("苏木")
    visited = WENT_TO.search(text, max(0, match.start("name") - 2), match.start("name")) is not None
    if stem in kinds or one_letter or COUNTED_STEM.search(stem):
        return False
    if text.startswith(GOVERNED, match.end()) and is_governed_town(name):
        return True
    if kinds is KINDS:
        return may_be_town(name, BEHIND_A_COUNTY)
    return (may_be_town if visited else is_town_name)(name)


def placed_regions(
    text: str, regions: Sequence[RegionMention], region_of: Mapping[int, Region | None], home: Home
) -> tuple[RegionLink, ...]:
    """Return the divisions that are certain, and the townships that the text places in one of them."""
    links = [RegionLink(m, region) for m in regions if (region := region_of.get(m.start)) is not None]
    towns = find_townships(text, links, home.region)
    spans = [(town.mention.start, town.mention.end) for town in towns]  # 林芝镇 names no 林芝市
    outside = [link for link in links if not any(a <= link.mention.start and link.mention.end <= b for a, b in spans)]
    return tuple(sorted([*outside, *towns], key=lambda link: link.mention.start))


def free_towns(text: str) -> dict[int, str]:
    """Return by their ends the names of towns that act or are told of at an edge, whatever county they lie in.

    A statute speaks of every town.
    """
    if is_statute(text):
        return {}
    found = (match for match in FREE.finditer(text, overlapped=True) if _is_name(text, match, GENERIC))
    return {match.end("name"): match.group("name") for match in found}


def _link(name: str, start: int, county: Region) -> RegionLink:
    full = county.name + name if county.level != "prefecture" else name  # which county of it is not said
    above = county.parent if is_zone(county) else county.code  # a zone has no code of its own
    region = Region(f"{county.code}-{name}", full, "township", above)
    return RegionLink(RegionMention(start, start + len(name), name, (region,)), region)


def _inside_another(start: int, end: int, found: dict[tuple[int, int], RegionLink]) -> bool:
    return any(a <= start and end <= b and (a, b) != (start, end) for a, b in found)
