"""Find agencies by composition: prefix (division, level or head), core (kind, body, institution), inner offices.

A name is read left to right from a place where a prefix can begin. What has no prefix is an agency only where the list it
stands in gives it one (省教育厅、民政厅) or where its own name says enough (companies, institutes, zones, towns).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from ..gazetteer.agency_words import load_agency_words
from ..gazetteer.gazetteer import load_gazetteer
from ..language.rules import pattern, word_list
from .agency_bare import bare_joint, home_office
from .agency_cores import COUNTED, TEAM_UNIT, core_at, is_government_of, is_one_name, with_units
from .agency_forms import POLICE, league, national, police_branch, stationed
from .agency_heads import bare_kind, by_head
from .agency_joint import joint_bureau_at
from .agency_lists import with_listed_regions
from .agency_own import own_name
from .agency_places import BEHIND, LONGEST_BEFORE_STATIONED, load_openings, places
from .agency_scan import FORMER, Scan, at_left_edge, edge_characters
from .agency_short import founded, founded_again, names_founded, short_body, short_office
from .mention import AgencyMention, RegionMention, Scope, Shape
from .town_names import is_governed_town, is_town_name, town_of

SESSION = pattern("agencies.session")
LIST_BREAK = pattern("agencies.list_break")
COUNT_OF_REGIONS = pattern("agencies.count_of_regions")
BEFORE_A_GROUP = word_list("agencies.before_group")
HAS_OFFICE = pattern("agencies.has_office")
COMPANY_IN_LIST = pattern("agencies.company_in_list")
REGIMENT = pattern("agencies.regiment")
REPEATED_LEVEL = pattern("agencies.repeated_level")
COLLECTIVE = pattern("agencies.collective")
NO_OFFICE_OF_IT = pattern("agencies.office_of_another")
LEVEL_IN_WORD = pattern("agencies.level_in_word")
LEVEL_CUT = pattern("agencies.level_cut")
NO_TOWN = pattern("agencies.no_town")
BEFORE_A_TOWN, TOWNS = ("乡", "镇", "街"), ("镇", "乡", "街道")  # 乡镇政府: a class
NO_NAME = ("（", "(", "）", ")", "照", "经", "该", "本", "此", "其")  # no name begins so, but that of a division (本溪)
LONGEST_WORD_BEFORE_LEVEL = 2  # code points of LEVEL_IN_WORD before the level itself: 直辖市
LONGEST_BREAK = 10  # code points that LIST_BREAK takes at most: 党组副书记以及
Reader = Callable[[Scan, int], list[AgencyMention]]


def find_agencies(
    text: str, regions: Sequence[RegionMention], start: int = 0, end: int | None = None
) -> list[AgencyMention]:
    """Return the agencies named between two offsets, in order; members of joint heads come one by one."""
    end = len(text) if end is None else end
    words = load_agency_words()
    known = names_founded(text, end, words.temporary)
    scan = Scan(text, end, {r.start: r for r in regions}, load_gazetteer(), words, known)
    found: list[AgencyMention] = []
    position = start
    for place in places(scan, start):
        if place < position:
            continue  # inside the name before
        mentions = _at(scan, place, found[-1] if found else None)
        found.extend(mentions)
        position = max((m.end for m in mentions), default=place + 1)
    return with_listed_regions(scan, found, regions)


def _at(scan: Scan, position: int, last: AgencyMention | None) -> list[AgencyMention]:
    begin = position
    former = scan.text.startswith(FORMER, position) and position not in scan.regions  # 原州区 is no former 州区
    if former:
        position += 1
    for reader in _readers(scan, position, last):
        mentions = reader(scan, position)
        if mentions and former:
            return [replace(mentions[0], former=True, start=begin), *(replace(m, former=True) for m in mentions[1:])]
        if mentions:
            return mentions
    return []


def _readers(scan: Scan, position: int, last: AgencyMention | None) -> Iterator[Reader]:
    """Yield the readers whose names can begin here, in the order in which they have their say; most can not."""
    character, pair = scan.text[position : position + 1], scan.text[position : position + 2]
    begins = load_openings()
    if pair in scan.gazetteer.agencies.national_at:
        yield national
    if character in begins.league:
        yield league
        yield national
    if scan.text.find("驻", position, position + LONGEST_BEFORE_STATIONED) >= 0:
        yield stationed
    region = scan.regions.get(position)
    if region is not None and scan.text[position - 1 : position] == "的" and not region.certain:
        yield founded  # 成立由市长任组长的滨海湿地修复领导小组: no 滨海县
    if region is not None:
        yield _by_region
    if character in begins.marker:
        yield partial(_by_marker, last=last)
    if character in begins.head:
        yield by_head
    if pair == POLICE:
        yield police_branch
    if last is not None and position - last.end <= LONGEST_BREAK:
        yield partial(_inherited, last=last)
    yield from _readers_without_place(scan, position, last)


def _readers_without_place(scan: Scan, position: int, last: AgencyMention | None) -> Iterator[Reader]:
    """Yield the readers of names that begin with nothing that says whose they are."""
    character, pair = scan.text[position : position + 1], scan.text[position : position + 2]
    begins = load_openings()
    before = scan.text[position - 1 : position]
    if not before or before in edge_characters():
        yield partial(home_office, last=last)
    if pair in scan.gazetteer.agencies.stem_at:
        yield bare_joint
    if pair in scan.gazetteer.agencies.surface_at:
        yield bare_kind
    if not before or before in edge_characters():
        yield _by_name
    if before in BEHIND:
        yield founded
    if pair in scan.founded:
        yield founded_again
    if character in begins.short_office:
        yield short_office
    if character in begins.short_body:
        yield short_body


# -- prefixes ---------------------------------------------------------------------------------------------------------


def _by_region(scan: Scan, position: int) -> list[AgencyMention]:
    chain: list[RegionMention] = []
    after = position
    while (region := scan.regions.get(after)) is not None:
        chain.append(region)
        after = region.end
    while chain:
        mentions = _behind_chain(scan, position, chain)
        if mentions:
            return mentions
        chain.pop()  # 泰兴市公安局: 公安 is no county here
    return []


def _behind_chain(scan: Scan, position: int, chain: Sequence[RegionMention]) -> list[AgencyMention]:
    session = SESSION.match(scan.text, chain[-1].end, scan.end)  # 某市第五届人民代表大会常务委员会
    after = session.end() if session else chain[-1].end
    count = COUNT_OF_REGIONS.match(scan.text, after, scan.end)
    again = scan.text[after : after + 1] == chain[-1].text[-1] and REPEATED_LEVEL.match(scan.text, after, scan.end)
    for begin in [*([count.end()] if count else []), after, *([after + 1] if again else [])]:
        mention = AgencyMention(
            position, begin, scan.text[position:begin], Scope.REGION, Shape.KIND, "", "", tuple(chain)
        )
        mentions = core_at(scan, mention, begin)
        if mentions and scan.text.startswith(
            "（局）", mentions[-1].end
        ):  # 11省（区、市）生态环境厅（局）: each by its level
            return [replace(each, core=each.core.removesuffix("厅")) for each in mentions]
        if mentions:
            return mentions
    return []


def _by_marker(scan: Scan, position: int, *, last: AgencyMention | None) -> list[AgencyMention]:
    marker = scan.words.marker.match(scan.text, position, scan.end)
    if not marker or marker.group().startswith("全"):
        return []
    before = scan.text[position - 1] if position else ""
    if before == "驻" or (before in BEFORE_A_TOWN and marker.group() in TOWNS):
        return []
    if COLLECTIVE.search(scan.text[max(0, position - 12) : position]) or LEVEL_IN_WORD.search(
        scan.text, max(0, position - LONGEST_WORD_BEFORE_LEVEL), position + 1
    ):
        return []  # 直辖市水利厅, 社区党委
    if len(marker.group()) == 1 and before in BEFORE_A_GROUP and not (before == "、" or _after_agency(position, last)):
        return []
    mention = AgencyMention(
        position, marker.end(), marker.group(), Scope.MARKER, Shape.KIND, "", marker=marker.group().lstrip("我本该")
    )
    found = core_at(scan, mention, marker.end())
    if len(marker.group()) == 1 and last is not None and _is_kind_in_list(scan, position, last):
        return []  # 城区环保局、|市场监管局: no 场监管局 of a city
    institution = bool(found) and found[0].shape is Shape.INSTITUTION
    return [] if institution and LEVEL_CUT.match(scan.text, position) else found


def _is_of_town(name: str) -> bool:
    """Say whether a name of a government or a committee begins with that of a town."""
    town = town_of(name)
    return not NO_TOWN.match(name) and (is_town_name(town) or is_governed_town(town))


def _is_kind_in_list(scan: Scan, position: int, last: AgencyMention) -> bool:
    """Say whether a kind whose own name begins with the letter of a level follows in a list that has its prefix."""
    whole = scan.kind_at(position)
    return whole is not None and len(whole) > 2 and LIST_BREAK.fullmatch(scan.text, last.end, position) is not None


def _after_agency(position: int, last: AgencyMention | None) -> bool:
    return last is not None and last.end == position


def _inherited(scan: Scan, position: int, *, last: AgencyMention) -> list[AgencyMention]:
    """Read a kind without prefix right after an agency of the same list."""
    if (last.scope in (Scope.NAME, Scope.SHORT) and not _is_town_committee(scan, last, position)) or not (
        LIST_BREAK.fullmatch(scan.text, last.end, position) or is_government_of(scan, last, position)
    ):
        return []
    company = COMPANY_IN_LIST.match(scan.text, position, scan.end)
    surface = joint_bureau_at(scan, position) or scan.kind_at(position) or (company.group() if company else None)
    if surface in ("办公室", "办公厅") and not HAS_OFFICE.search(last.text):
        return []  # the office of a group told of before, not of the body that hosts it
    if surface:
        mention = AgencyMention(
            position, position + len(surface), surface, Scope.INHERITED, Shape.KIND, surface, follows=last
        )
        return [with_units(scan, mention)]
    return _inherited_office(scan, position, last)


def _is_town_committee(scan: Scan, last: AgencyMention, position: int) -> bool:
    """Say whether the government stands right behind a town's committee that is named without a county (石角镇党委、政府)."""
    return (
        last.shape is Shape.TOWN
        and last.core.endswith(("党委", "党工委"))
        and scan.text.startswith(("政府", "人民政府"), position)
    )


def _inherited_office(scan: Scan, position: int, last: AgencyMention) -> list[AgencyMention]:
    """Read 法规处 after 厅办公室、: an office of the same agency."""
    if not last.units or last.shape is Shape.PARTY:
        return []
    team = TEAM_UNIT.match(scan.text, position, scan.end)
    if team and last.units[-1].endswith("组"):
        return [replace(last, start=position, end=team.end(), text=team.group(), units=(team.group(),), follows=None)]
    office = scan.words.office.match(scan.text, position, scan.end)
    if not office or scan.words.never_in_office.search(office.group()) or len(office.group()) > 8:
        return []
    if any(at in scan.regions for at in range(position, office.end())):
        return []  # 国网某市供电公司: an office carries no division's name
    if NO_OFFICE_OF_IT.search(scan.text[position : office.end() + 3]):
        return []  # 某局某分局、青石派出所、青石中心卫生院: bodies of others
    return [replace(last, start=position, end=office.end(), text=office.group(), units=(office.group(),), follows=None)]


def _by_name(scan: Scan, position: int) -> list[AgencyMention]:
    if not at_left_edge(scan.text[max(0, position - 2) : position]):
        return []
    if scan.text.startswith("报送", position - 1) and position:
        return []
    if position not in scan.regions and scan.text.startswith(NO_NAME, position):
        return []
    for shape in (Shape.REGIMENT, Shape.TOWN, Shape.ZONE, Shape.BRANCH, Shape.INSTITUTION):
        regiment = shape is Shape.REGIMENT
        match = REGIMENT.match(scan.text, position, scan.end) if regiment else scan.open_name(shape, position)
        if shape is Shape.TOWN and match and not _is_of_town(match.group()):
            continue
        if match and (regiment or is_one_name(scan, match.group(), shape)) and not COUNTED.match(match.group()):
            return own_name(scan, match, shape)
    return []
