"""Link collectives: expand 16个州（市）生态环境局 to the sixteen bureaus where the stated number is the gazetteer's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..gazetteer.gazetteer import Gazetteer, Region, compose, load_gazetteer
from ..language.rules import pattern
from ..mentions.mention import GroupMention, Shape
from .body import AgencyLink, Body
from .home import Home
from .officials import government
from .places import Places
from .reading import GroupLink, RegionLink

PREFECTURES = pattern("groups.prefectures")
EVERY = pattern("groups.every")
COUNTIES = pattern("groups.counties")
BUREAU = pattern("groups.bureau")
GOVERNMENT = pattern("groups.government")
JOINT = pattern("groups.joint")
FEWEST_MEMBERS = 2  # bodies that make a list


def link_groups(
    mentions: Iterable[GroupMention], agencies: Sequence[AgencyLink], places: Places, gazetteer: Gazetteer, *, text: str
) -> tuple[GroupLink, ...]:
    """Return the collectives with their members where level, kind and number leave no doubt; of two that overlap, the first."""
    home = places.home
    links: list[GroupLink] = []
    for mention in mentions:
        if links and mention.start < links[-1].mention.end:
            continue
        named = tuple(_named_members(mention, agencies)) or _listed(mention, agencies, places, text)
        regions = _regions(mention, places, gazetteer)
        members = named or tuple(_members(mention, regions, gazetteer))
        there = len(regions) if regions and not named else None
        links.append(GroupLink(mention, members, _selector(mention, members, home), named=bool(named), there=there))
    return tuple(links)


def _named_members(mention: GroupMention, agencies: Sequence[AgencyLink]) -> tuple[Body, ...]:
    """Return the bodies that the collective's own words name (甲、乙两市生态环境局), none where their number differs."""
    named = tuple(
        link.body for link in agencies if mention.start <= link.mention.start and link.mention.end <= mention.end
    )
    return named if len(named) > 1 and mention.count in (len(named), None) else ()


def _listed(mention: GroupMention, agencies: Sequence[AgencyLink], places: Places, text: str) -> tuple[Body, ...]:
    """Return the bodies that a list right before the collective names, where they are as many as it counts (甲、乙2家单位).

    A number of governments (3市政府) may mean those of a list of divisions further up.
    """
    if mention.count is None or mention.count < FEWEST_MEMBERS:
        return ()
    run: list[AgencyLink] = []
    end = mention.start
    for link in reversed([each for each in agencies if each.mention.end <= mention.start]):
        if JOINT.fullmatch(text, link.mention.end, end) is None or len(run) > mention.count:
            break
        run.append(link)
        end = link.mention.start
    if len(run) == mention.count:
        return tuple(link.body for link in reversed(run))
    return _governments_listed(mention, places, text) if GOVERNMENT.search(mention.text) else ()


def _governments_listed(mention: GroupMention, places: Places, text: str) -> tuple[Body, ...]:
    """Return the governments of the first list before the collective that holds as many divisions as it counts."""
    run: list[RegionLink] = []
    for link in [each for each in places.links if each.mention.end <= mention.start]:
        joined = bool(run) and JOINT.fullmatch(text, run[-1].mention.end, link.mention.start) is not None
        if not joined and len(run) == mention.count:
            break
        if joined and run[-1].mention.end == link.mention.start:
            run[-1] = link  # 吉林省辽源市: the inner one
        else:
            run = [*run, link] if joined else [link]
    return tuple(government(link.region, load_gazetteer()) for link in run) if len(run) == mention.count else ()


def _members(mention: GroupMention, regions: tuple[Region, ...], gazetteer: Gazetteer) -> Iterator[Body]:
    each = mention.count is None and EVERY.match(mention.text) is not None
    if not each and (mention.count is None or mention.count != len(regions)):
        return
    for region in regions:
        body = _body(mention, region, gazetteer)
        if body is not None:
            yield body


def _regions(mention: GroupMention, places: Places, gazetteer: Gazetteer) -> tuple[Region, ...]:
    """Return the divisions that the collective's level selects inside the document's home."""
    named = tuple(
        link.region for link in places.links if mention.start <= link.mention.start and link.mention.end <= mention.end
    )
    if len(named) > 1:
        return named
    home = next((region for region in (places.home.region, *places.home.chain) if region is not None), None)
    if home is None:
        return ()
    level = _level(mention.text, home)
    found = gazetteer.children(home, level) if level else ()
    return tuple(found)


def _level(text: str, home: Region) -> str | None:
    if COUNTIES.search(text):
        return "county"
    if PREFECTURES.search(text) or pattern("groups.cities").search(text):
        return "prefecture" if home.level == "province" else "county"
    return None


def _body(mention: GroupMention, region: Region, gazetteer: Gazetteer) -> Body | None:
    bureau = BUREAU.search(mention.text)
    if bureau is None:
        return government(region, gazetteer) if GOVERNMENT.search(mention.text) else None
    city = gazetteer.parent(region)
    core = bureau.group("core")
    if region.level == "county" and core.endswith("分局"):
        if city is None or city.level != "prefecture":
            return None
        bureau_of_city = Body(compose(gazetteer, city, "生态环境局"), city, "生态环境局", Shape.KIND, derived=True)
        return Body(
            bureau_of_city.name + _short(region) + "分局", region, core, Shape.BRANCH, bureau_of_city, derived=True
        )
    if region.level == "county" or core.endswith("部门"):
        return None  # since 2019 a county's body is a branch or a bureau: the text leaves open which
    return Body(compose(gazetteer, region, core), region, core, Shape.KIND, derived=True)


def _short(region: Region) -> str:
    return region.short_names[0] if region.short_names else region.name


def _selector(mention: GroupMention, members: tuple[Body, ...], home: Home) -> str:
    """Describe what chooses the members, for people and for a later expansion."""
    where = home.region.code if home.region is not None else ""
    if not members:
        return f"{mention.head}@{where}" if where else mention.head
    return f"{members[0].surface_core}@{where}:{len(members)}"
