"""Find collectives: a count, 各 or an owner in front of a head noun (16个州（市）生态环境局, 厅机关各处室)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ..mention import GroupMention, RegionMention
from ..numbers import parse_number
from ..words import HAN

LEVEL = (
    r"(?:地级|设区|沿海|沿江|沿黄|驻|县级|市级|省直|市直|县直|州直|盟直)?"
    r"(?:省|市|州|县|区|盟|旗|师市|师|乡|镇|街道|苏木|地|、(?=[市州县区旗镇街乡]))*"
    r"(?:[（(](?:[省市州县区盟旗地镇乡街道、]{1,9})[)）])?(?:级|直)?"
)
KINDS = rf"(?:[{HAN}]{{0,10}}?)"
HEADS = (
    r"(?:领导班子成员|领导班子|成员单位|责任单位|牵头单位|配合单位|直属单位|所属单位|下属单位|派出机构|业务处室|内设机构|"
    r"分局|生态环境局|生态环境部门|人民政府|政府(?:[（(]行署[)）])?|管委会|督导帮扶工作组|工作组|督查组|督导组|督察组|检查组|"
    r"监测中心|监测站|专员办|处室(?:[（(]局[)）])?(?:、单位)?|科室(?:、单位)?|部门(?:和单位)?|单位|企业|厅局|委办局|"
    r"暗访组|稽查组|核查组|帮扶组|专家组|巡查组|工作专班|团场|村（社区）|镇村|镇街|社区|"
    r"乡镇(?:[（(]街道[)）])?|街道|县区|市县|局|厅|院|站|所|总河长|河长办|河长制办公室)"
)
QUANTITY = r"(?:其余|其他)?(?P<count>[0-9]+|[二两三四五六七八九十]+)(?:个|家|支)"
GROUP = regex.compile(
    rf"(?P<owner>厅机关|局机关|机关|所属|厅|局|盟局|市局|州局|领导小组|指挥部|专班|全省|全市|全州|全县)?"
    rf"(?:(?:{QUANTITY})|(?P<each>各)|(?P<bare>(?<=领导小组|指挥部|专班|委员会|联席会议)(?=成员单位)))(?P<level>{LEVEL})(?P<kind>{KINDS})(?P<head>{HEADS})"
)
BEHIND_LIST = regex.compile(
    rf"等?(?:(?P<count>[两二三四五六七八九十]|[0-9]+)个?(?P<level>设区市|市州|州市|市|省|县区|县市|市县|县|区|州|盟|旗|师|镇|乡|地)?|(?P<more>(?<=等)(?:沿[江河海黄湖])?(?P<level>市县|县市|市|县|区|州)))(?P<head>[{HAN}]{{0,10}}?(?:局|政府|人大常委会|厅|委员会|分局)|)"
)
FEWEST_LISTED = 2  # names of divisions that make a list with a number behind it
STATIONED_UNITS = regex.compile(rf"驻[{HAN}]直属单位|驻[{HAN}]{{1,2}}(?:单位|机构)")
# A level and a word for those concerned (县直相关部门, 市级有关单位, 相关县区): no number, but a defined membership.
CONCERNED = regex.compile(
    r"(?:(?:[省市县区州盟旗镇乡师厅局]|自治区|兵团|师市)(?:直机关|直|级|属|机关)?(?:各|(?:有关|相关|主要)+|责任|牵头|成员)+"
    r"|(?:[省市县区州盟旗镇师]|自治区|师市)(?:直|级|属)(?:各)?)"
    r"(?:责任|牵头|成员|业务|职能|主管|行业)?(?:部门(?:和单位|单位|、单位)?|单位|机关|处室|科室|委办局|乡镇|企业|街道)(?!负责制)"
    r"|(?:有关|相关|各有关|各相关)(?:地市|市州|市县|县市区|县（市、区）|县（区）|市（州）|县市|县区|区县|市|州|县|区|旗|盟|乡镇|镇街|街道|园区)(?:人民政府|政府|生态环境局|生态环境分局|分局)?(?![\p{Han}]{0,1}[级域长])"
)
# 各县（区）, 各镇、街道: the level alone says who; 各地, 各级 say nobody.
EACH_LEVEL = regex.compile(
    r"各(?:自治)?(?:[省市州县区盟旗乡镇]|村（居）(?:民委员会|委会)?|村居|行政村|街道|团场|师市|园区|开发区|地市|设区市|苏木|村|社区)"
    r"(?:(?:[、和]|以及)?(?:自治)?(?:[市州县区盟旗乡镇]|街道|园区|开发区|苏木|功能区|管委会|社区))*(?:[（(][\p{Han}、]{1,8}[)）])?"
    r"(?:人民政府|政府|管委会|党委)?(?![\p{Han}]?[级域长])(?![直属机有相单部系领类项])"
)
AND_MORE = regex.compile(r"(?<=等)(?P<count>[0-9]+)个?(?P<head>部门和单位|部门|单位)")
NEVER = regex.compile(r"[，。；：]|要|将|的|在|由|对|为|负责|组织|开展|制定|情况|工作(?!组)|加强|推进|参加|主要")


def find_groups(text: str, start: int = 0, end: int | None = None) -> Iterator[GroupMention]:
    """Yield the collectives between two offsets, in order, without overlaps."""
    end = len(text) if end is None else end
    position = start
    while (match := GROUP.search(text, position, end)) is not None:
        if NEVER.search(match.group("kind")) or (match.group("each") and not _owned(match)):
            position = match.start() + 1
            continue
        yield GroupMention(
            match.start(), match.end(), match.group(), _count(match), match.group("kind") + match.group("head")
        )
        position = match.end()
    for match in EACH_LEVEL.finditer(text, start, end):
        yield GroupMention(match.start(), match.end(), match.group(), None, "单位")
    for match in CONCERNED.finditer(text, start, end):
        yield GroupMention(match.start(), match.end(), match.group(), None, "部门")
    for match in STATIONED_UNITS.finditer(text, start, end):
        yield GroupMention(match.start(), match.end(), match.group(), None, "直属单位")


def find_listed(text: str, regions: Sequence[RegionMention]) -> Iterator[GroupMention]:
    """Yield lists of divisions with their number or level behind them (甲、乙、丙三市生态环境局), in text order.

    The members are the divisions, or the bodies of that kind in them; they are linked elsewhere.
    """
    run: list[RegionMention] = []
    for index, region in enumerate(regions):
        run = [*run, region] if run and text[run[-1].end : region.start] in ("、", "和", "及", "与") else [region]
        following = regions[index + 1].start if index + 1 < len(regions) else -1
        if len(run) < FEWEST_LISTED or following == region.end:
            continue
        match = BEHIND_LIST.match(text, region.end)
        if (
            match
            and (match.group("more") is None or match.group("head"))
            and (match.group("level") or match.group("head"))
        ):
            yield GroupMention(
                run[0].start, match.end(), text[run[0].start : match.end()], _count(match), match.group("head")
            )


def _owned(match: regex.Match[str]) -> bool:
    """Say whether 各 has a level, an owner or a kind that defines who is meant (各部门 alone is nobody)."""
    return bool(match.group("owner") or match.group("level") or match.group("kind")) or match.group("head") not in (
        "部门",
        "单位",
        "企业",
        "局",
        "厅",
    )


def _count(match: regex.Match[str]) -> int | None:
    written = match.groupdict().get("count")
    return parse_number(written) if written else None
