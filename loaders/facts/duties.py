"""Read who bears a task: 牵头单位：…, （甲牵头，乙、丙配合）, 责任单位：…; and clauses such as 甲负责….“"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex
import rjieba

from ..linking.body import AgencyLink
from ..marking import rule
from ..reading import GroupLink, OfficialLink, Reading
from ..words import alternatives

Bearer = AgencyLink | GroupLink | OfficialLink

LEAD, SUPPORT, ANSWERS = "牵头", "配合", "责任"
# Labels of duty by the role they give; who supervises, checks or is called bears nothing.
LABELS = {
    LEAD: ("牵头单位", "牵头部门", "主办单位", "牵头责任单位", "牵头领导", "牵头人", "牵头"),
    SUPPORT: ("配合单位", "配合部门", "协办单位", "协同单位", "参与单位", "参加单位", "协助单位"),
    ANSWERS: (
        "责任单位",
        "责任部门",
        "落实单位",
        "整改单位",
        "实施单位",
        "承办单位",
        "主体责任单位",
        "整改责任单位",
        "整改主体",
        "责任主体",
        "责任领导",
        "包保领导",
        "包案领导",
        "责任人",
        "整改责任人",
        "第一责任人",
    ),
    "": (
        "督导单位",
        "督办单位",
        "验收单位",
        "联系单位",
        "督导领导",
        "联系人",
        "完成时限",
        "整改时限",
        "时限",
        "完成时间",
    ),
}
ROLE_OF = {label: role for role, labels in LABELS.items() for label in labels}
LABEL = regex.compile(rf"(?P<label>{alternatives(ROLE_OF)})\s?[:：]")
SUFFIX = regex.compile(
    r"(?P<lead>(?:联合|共同)?牵头)|(?P<support>(?:协助)?配合|协助|参与|参加|协同|支持)"
    r"|(?P<answers>(?:按(?:照)?职责)?(?:分工)?(?:具体)?负责(?:落实|实施)?|组织实施|落实|实施|承担)"
)
DUTY = regex.compile(rf"{alternatives(ROLE_OF)}\s?[:：]|牵头|配合|负责|落实")
SAME = regex.compile(r"^(?:同上|〃|″)$")


@dataclass(frozen=True, slots=True)
class Duty:
    """One body's part in a task; `start`..`end` are the characters that say so."""

    role: str
    bearer: Bearer
    start: int
    end: int


def read_duties(reading: Reading, start: int, end: int, *, role: str = ANSWERS) -> list[Duty]:
    """Return the duties that a stretch of text states; `role` is the one that a label or column above it gives."""
    found: list[Duty] = []
    position = start
    current = role
    for label in [*LABEL.finditer(reading.text, start, end), None]:
        stop = label.start() if label else end
        if current:
            found.extend(_by_suffix(reading, position, stop, current))
        if label is None:
            break
        current, position = ROLE_OF[label.group("label")], label.end()
    return found


def _by_suffix(reading: Reading, start: int, end: int, role: str) -> Iterator[Duty]:
    """Yield the duties of a run of bodies; a word behind them (牵头, 配合) gives the role, else the label does."""
    marked = reading.marked(start, end)
    position = 0
    for match in [*SUFFIX.finditer(marked.stream), None]:
        stop = match.start() if match else len(marked.stream)
        given = role if match is None else LEAD if match["lead"] else SUPPORT if match["support"] else ANSWERS
        for item in marked.within(position, stop):
            if isinstance(item, AgencyLink | GroupLink | OfficialLink):
                yield Duty(given, item, start, end)
        position = match.end() if match else stop


def duty_brackets(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans inside the brackets that state duties (（甲牵头，乙配合）, 〔责任单位：…〕)."""
    for match in regex.compile(r"[（(〔\[【](?P<inside>(?:[^（）()〔〕\[\]【】]|（[^（）]*）)*)[)）〕\]】]").finditer(
        text, start, end
    ):
        if DUTY.search(match.group("inside")):
            yield match.span("inside")


def duty_clause(reading: Reading, start: int, end: int) -> tuple[list[Duty], int] | None:
    """Read 甲、乙负责…, 甲要…, 由甲牵头…: return the duties and where the task's words begin, or None."""
    marked = reading.marked(start, end)
    stream = marked.stream
    for pattern, role in CLAUSES:
        match = pattern.search(stream)
        if match is not None and "acts" in match.groupdict() and not _acts(stream[match.start("acts") :]):
            continue
        if match is None or (match.start() and stream[match.start() - 1] not in "，,"):
            continue
        bearers = [i for i in marked.within(*match.span("who")) if isinstance(i, AgencyLink | GroupLink | OfficialLink)]
        if not bearers:
            continue
        span = marked.span(match.start("who"), match.end())
        duties = [Duty(role, each, *span) for each in bearers]
        helpers = match.groupdict().get("with")
        if helpers:
            duties += [
                Duty(SUPPORT, i, *span)
                for i in marked.within(*match.span("with"))
                if isinstance(i, AgencyLink | GroupLink)
            ]
        return duties, span[0]
    return None


def bearers_behind_commas(reading: Reading, start: int, end: int) -> Iterator[int]:
    """Yield the places behind commas where another body begins to act (…，乙局清运垃圾)."""
    marked = reading.marked(start, end)
    for match in NEXT_BEARER.finditer(marked.stream):
        if _acts(marked.stream[match.start("acts") :]):
            yield marked.starts[match.start() + 1]


_WHO = r"(?P<who>(?:{A}|{G})(?:(?:、|和|与|及|，)(?:{A}|{G}))*)(?:等)?(?:也)?"
CLAUSES = (
    (
        rule(
            r"(?:由)?"
            + _WHO
            + r"牵头(?:[，,]?(?:会同)?(?P<with>(?:{A}|{G})(?:[、和](?:{A}|{G}))*)(?:等)?(?:配合|参与|协助|协同)?)?"
        ),
        LEAD,
    ),
    (rule(r"(?:由)?" + _WHO + r"(?:会同(?P<with>(?:{A}|{G})(?:[、和](?:{A}|{G}))*))(?:要|应|须|负责)?"), LEAD),
    (
        rule(
            r"(?:由)?" + _WHO + r"(?:具体|主要|全面)?(?:分别)?(?:负责|对[^，。；]{1,16}负(?:总|主体|全部|监管|直接)?责)"
        ),
        ANSWERS,
    ),
    (
        rule(
            _WHO
            + r"(?:要|应|应当|须|必须|同步|根据|按照|按职责|联合|依法|及时|每[年月季周半两]|共同|统筹|指导|组织|委托"
            + r"|提出|开展|成立|编制|制定|建立|落实|加强|做好|推进|于[^，。；]{2,12}前|在[^，。；]{2,16}前)"
        ),
        ANSWERS,
    ),
    (
        rule(
            r"(?:^(?:年[中终末底]，?)?(?:由)?|(?<=，)由)"
            + _WHO
            + r"(?P<acts>(?![的为是等、，]|负责人|主要负责|有关|相关|分管|设在|下设|已|曾)[^，。；{A}{G}{O}{P}])"
        ),
        ANSWERS,
    ),
)
NEXT_BEARER = rule(
    r"，(?=(?:由)?(?:{A}|{G})(?:[、和与及](?:{A}|{G}))*(?P<acts>(?![的为是等、，]|配合|牵头|参与|协助|协同|负责人|主要负责|有关|相关|分管|设在|下设|已|曾)[^，。；{A}{G}{O}{P}]))"
)
BEGINS_VERB = regex.compile(
    r"[清整治改查补修推抓编拟报送优提深督统监控减降拆签核审验评排巡宣培储运收回汇上下承购置种植养护筹拨协逐按依每]\p{Han}"
)
NOUNS = regex.compile(
    r"工作(?!组)|会议|成员|人员|领导|主任|名称|职责|负责同志|责任|报告|提供的|代表|干部|网站|大楼|所在|系统|部门|单位|内部|机关|评价|评估报告|审批服务|监测站"
)
DONE = regex.compile(r"^[^，。；]{0,12}了(?!解)|^[^，。；]{0,6}(?:印发|转发|同意|批准|决定|设在|组成|审定|通过)")


def _acts(stream: str) -> bool:
    """Say whether a clause goes on with what its body is to do: a verb, and nothing that tells of the past."""
    if DONE.match(stream):
        return False
    tokens = [(word, tag) for word, tag in rjieba.tag(stream[:16]) if word.strip()]
    if not tokens or NOUNS.match(stream):
        return False
    first = tokens[0][1]
    # The tagger takes many verbs of the genre for nouns (清运, 协同): their first character, or a verb right behind, tells.
    return first[:1] in "vdp" or first in ("ad", "vn", "t", "m", "l") or BEGINS_VERB.match(stream) is not None
