"""Find agencies by composition: prefix (division, level or head), core (kind, body, institution), inner offices.

A name is read left to right from a place where a prefix can begin. What has no prefix is an agency only where the list it
stands in gives it one (省教育厅、民政厅) or where its own name says enough (companies, institutes, zones, towns).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from ..agency_words import load_agency_words
from ..gazetteer import load_gazetteer
from ..mention import AgencyMention, RegionMention, Scope, Shape
from .agency_cores import COUNTED, core_at, is_one_name, with_units
from .agency_lists import with_listed_regions
from .agency_scan import FORMER, LEFT_EDGE, Scan
from .agency_short import bare_office, founded, founded_again, short_body, short_office

# What may stand between two agencies of one list, the first of which gives the prefix.
LIST_BREAK = regex.compile(
    r"(?:(?:党组|党委)?(?:常委|副?书记|委员|成员|副?[局主部厅]长|副?主任|副主席))?(?:[、和及与，,]|以及|会同|/|(?<=[长任员记])兼)"
)
COUNT_OF_REGIONS = regex.compile(
    r"等(?:沿[江河海黄湖])?(?:市县|县市|市|县|区|州)(?=[\p{Han}]{0,10}(?:局|政府|厅))|[两二三四五六七八九十]个(?=分局)|等?[两二三四五六七八九十0-9]+个?(?:设区)?(?:师市|市县|县市|县区|省|市|县|区|州|盟|旗|地)"
)
BEFORE_A_GROUP = frozenset("各每个两二三四五六七八九十0123456789、省市县区州盟旗等")
LEAGUE = regex.compile(r"(?:共青)?团(?P<marker>自治区|自治州|省|市|州|县|区|盟|旗)委(?![托派任员])")
COMMITTEE = regex.compile(r"委员会|委(?![托派任员])")
HAS_OFFICE = regex.compile(r"(?:委|政府|人大|政协|人大常委会|委员会|行署)$")  # 市委、政府办公室
REGIMENT = regex.compile(
    r"(?:\d{1,3}|[一二三四五六七八九十百〇]{1,5})团(?:场)?(?![\p{Han}]?[长队体员结圆购委市省县区])"
)
REPEATED_LEVEL = regex.compile(r"[省市州县区盟旗](?=委|政府|人大|政协|纪委)")  # 扎赉特旗旗委, 襄垣县县委
COLLECTIVE = regex.compile(r"各(?:自治|[省市县区州盟旗])+(?:、(?:自治|[省市县区州盟旗])+)*、$")  # 各县、自治县、|区政府
# The local office of a national body carries a division's name behind the body's (某总局某市监管分局, 人民银行某市分行).
LOCAL_OFFICE = regex.compile(
    r"\p{Han}{0,6}?(?:分行|中心支行|支行|监管分局|监管局|税务局|分公司|监管支局|管理局|海关|专员办|派出机构)"
)
# 经镇党委研究, 询问镇党委书记: the township is the one told of before
NO_TOWN = regex.compile(r"(?:[经由请向报与和及到在对为被让把各该本]|\p{Han}[问向])(?:镇|乡|街道|苏木)")
BEFORE_A_HEAD = frozenset("区驻各每级旗")  # 设区市局, 各市局: collectives, no single bureau
NUMBERED = regex.compile(
    r"(?P<ordinal>第[一二三四五六七八九十]+)(?:(?:、|和|及)(?P<ordinal>第[一二三四五六七八九十]+))+(?P<office>专员办(?:公室)?|[\p{Han}]{0,8}(?:督察组|督导组|检查组|处|科|局|室))"
)


def find_agencies(
    text: str, regions: Sequence[RegionMention], start: int = 0, end: int | None = None
) -> list[AgencyMention]:
    """Return the agencies named between two offsets, in order; members of joint heads come one by one."""
    end = len(text) if end is None else end
    scan = Scan(text, end, {r.start: r for r in regions}, load_gazetteer(), load_agency_words())
    found: list[AgencyMention] = []
    position = start
    while position < end:
        mentions = _at(scan, position, found[-1] if found else None)
        found.extend(mentions)
        position = max((m.end for m in mentions), default=position + 1)
    return with_listed_regions(scan, found, regions)


def _at(scan: Scan, position: int, last: AgencyMention | None) -> list[AgencyMention]:
    begin = position
    former = scan.text.startswith(FORMER, position)
    if former:
        position += 1
    for reader in (
        _national,
        _league,
        _stationed,
        _by_region,
        _by_marker,
        _by_head,
        _inherited,
        bare_office,
        _by_name,
        founded,
        founded_again,
        short_office,
        short_body,
    ):
        mentions = reader(scan, position, last)
        if mentions:
            return [
                replace(m, former=former, start=begin if i == 0 and former else m.start) for i, m in enumerate(mentions)
            ]
    return []


# -- prefixes ---------------------------------------------------------------------------------------------------------


def _national(scan: Scan, position: int, last: AgencyMention | None) -> list[AgencyMention]:
    name = scan.national_at(position)
    if not name or (name.endswith("部") and scan.text.startswith("门", position + len(name))):
        return []
    mention = AgencyMention(position, position + len(name), name, Scope.NATIONAL, Shape.KIND, name)
    region = scan.regions.get(mention.end)
    local = LOCAL_OFFICE.match(scan.text, region.end, scan.end) if region is not None else None
    if local:
        return [
            replace(
                mention,
                end=local.end(),
                text=scan.text[position : local.end()],
                units=(scan.text[mention.end : local.end()],),
            )
        ]
    return [with_units(scan, mention)]


def _league(scan: Scan, position: int, last: AgencyMention | None) -> list[AgencyMention]:
    """Read 团市委, 共青团某市委, 政协某县委员会: the division stands inside the name."""
    short = LEAGUE.match(scan.text, position, scan.end)
    if short:
        marker = short.group("marker")
        mention = AgencyMention(
            position, short.end(), short.group(), Scope.MARKER, Shape.KIND, "共青团委", marker=marker
        )
        return [with_units(scan, mention)]
    for name, core in (("共青团", "共青团委"), ("政协", "政协")):
        region = scan.regions.get(position + len(name)) if scan.text.startswith(name, position) else None
        behind = COMMITTEE.match(scan.text, region.end, scan.end) if region is not None else None
        if region is not None and behind:
            text = scan.text[position : behind.end()]
            mention = AgencyMention(position, behind.end(), text, Scope.REGION, Shape.KIND, core, regions=(region,))
            return [with_units(scan, mention)]
    return []


def _by_region(scan: Scan, position: int, last: AgencyMention | None) -> list[AgencyMention]:
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
    after = chain[-1].end
    count = COUNT_OF_REGIONS.match(scan.text, after, scan.end)
    again = scan.text[after : after + 1] == chain[-1].text[-1] and REPEATED_LEVEL.match(scan.text, after, scan.end)
    for begin in [after, *([count.end()] if count else []), *([after + 1] if again else [])]:
        mention = AgencyMention(
            position, begin, scan.text[position:begin], Scope.REGION, Shape.KIND, "", "", tuple(chain)
        )
        mentions = core_at(scan, mention, begin)
        if mentions:
            return mentions
    return []


def _by_marker(scan: Scan, position: int, last: AgencyMention | None) -> list[AgencyMention]:
    marker = scan.words.marker.match(scan.text, position, scan.end)
    if not marker or marker.group().startswith("全"):
        return []
    before = scan.text[position - 1] if position else ""
    if before == "驻":
        return []
    if COLLECTIVE.search(scan.text[max(0, position - 12) : position]):
        return []
    if len(marker.group()) == 1 and before in BEFORE_A_GROUP and not (before == "、" or _after_agency(position, last)):
        return []
    mention = AgencyMention(
        position, marker.end(), marker.group(), Scope.MARKER, Shape.KIND, "", marker=marker.group().lstrip("我本该")
    )
    return core_at(scan, mention, marker.end())


def _after_agency(position: int, last: AgencyMention | None) -> bool:
    return last is not None and last.end == position


def _by_head(scan: Scan, position: int, last: AgencyMention | None) -> list[AgencyMention]:
    """Read 厅大气处, 省厅, 市局: an office of, or the whole of, an agency named by its last character."""
    head = scan.words.head.match(scan.text, position, scan.end)
    if not head:
        return []
    if scan.text[position - 1 : position] in BEFORE_A_HEAD and len(head.group()) > 1:
        return []
    marker = head.group()
    numbered = NUMBERED.match(scan.text, head.end(), scan.end)
    if numbered:
        return _numbered(head, numbered)
    mention = AgencyMention(position, head.end(), marker, Scope.HEAD, Shape.HEAD, marker[-1], marker=marker[:-1])
    whole = with_units(scan, mention)
    if whole.units:
        return [whole]
    if (
        len(marker) > 1
        and scan.text[position - 1 : position] not in tuple("各每个")
        and not scan.text.startswith(("面", "限", "势", "部", "地", "长"), head.end())
    ):
        return [mention]
    return []


def _numbered(head: regex.Match[str], numbered: regex.Match[str]) -> list[AgencyMention]:
    """Read 厅第二、第三专员办: one office for each ordinal."""
    marker = head.group()
    first = AgencyMention(head.start(), head.end(), marker, Scope.HEAD, Shape.HEAD, marker[-1], marker=marker[:-1])
    found: list[AgencyMention] = []
    spans = list(zip(numbered.starts("ordinal"), numbered.ends("ordinal"), strict=True))
    for index, (start, end) in enumerate(spans):
        unit = numbered.string[start:end] + numbered.group("office")
        last = numbered.end() if index == len(spans) - 1 else end
        begin = head.start() if index == 0 else start
        found.append(replace(first, start=begin, end=last, text=numbered.string[begin:last], units=(unit,)))
    return found


def _inherited(scan: Scan, position: int, last: AgencyMention | None) -> list[AgencyMention]:
    """Read a kind without prefix right after an agency of the same list."""
    if (
        last is None
        or last.scope in (Scope.NAME, Scope.SHORT)
        or not LIST_BREAK.fullmatch(scan.text, last.end, position)
    ):
        return []
    surface = scan.kind_at(position)
    if surface in ("办公室", "办公厅") and not HAS_OFFICE.search(last.text):
        return []  # the office of a group told of before, not of the body that hosts it
    if surface:
        mention = AgencyMention(
            position, position + len(surface), surface, Scope.INHERITED, Shape.KIND, surface, follows=last
        )
        return [with_units(scan, mention)]
    return _inherited_office(scan, position, last)


def _inherited_office(scan: Scan, position: int, last: AgencyMention) -> list[AgencyMention]:
    """Read 法规处 after 厅办公室、: an office of the same agency."""
    if not last.units or last.shape is Shape.PARTY:
        return []
    office = scan.words.office.match(scan.text, position, scan.end)
    if not office or scan.words.never_in_office.search(office.group()) or len(office.group()) > 8:
        return []
    return [replace(last, start=position, end=office.end(), text=office.group(), units=(office.group(),), follows=None)]


def _stationed(scan: Scan, position: int, last: AgencyMention | None) -> list[AgencyMention]:
    match = scan.words.stationed.match(scan.text, position, scan.end)
    if not match:
        return []
    marker = match.group("host")
    return [
        AgencyMention(position, match.end(), match.group(), Scope.HEAD, Shape.STATIONED, "纪检监察组", marker=marker)
    ]


def _by_name(scan: Scan, position: int, last: AgencyMention | None) -> list[AgencyMention]:
    if scan.text.startswith(("（", "(", "）", ")", "照", "该", "本", "此", "其"), position):
        return []
    if position and not LEFT_EDGE.search(scan.text[max(0, position - 2) : position]):
        return []
    for shape, pattern in (
        (Shape.REGIMENT, REGIMENT),
        (Shape.TOWN, scan.words.town),
        (Shape.ZONE, scan.words.zone),
        (Shape.BRANCH, scan.words.branch),
        (Shape.INSTITUTION, scan.words.institution),
    ):
        match = pattern.match(scan.text, position, scan.end)
        if shape is Shape.TOWN and match and NO_TOWN.match(match.group()):
            continue
        if match and is_one_name(scan, match.group(), shape) and not COUNTED.match(match.group()):
            mention = AgencyMention(position, match.end(), match.group(), Scope.NAME, shape, match.group())
            return [with_units(scan, mention)]
    return []
