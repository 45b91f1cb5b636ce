"""What an event is, and how its name, kind, hosts, date and place are read from the clause that tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from ..dates import DateMention, find_dates, resolve
from ..dating import on_day, resolve_before
from ..edtf import ends
from ..gazetteer import Region
from ..linking.body import AgencyLink, Body
from ..marking import Marked, rule
from ..reading import Item, OfficialLink, Reading, RegionLink
from ..words import alternatives, load_words

LONGEST_NAME = 70  # stream characters


TELLING = ("paragraph", "item", "title", "utterance")  # blocks that report events


BETWEEN_HEADS = regex.compile(
    r"研究|部署|传达|听取|学习|贯彻|安排|后|期间|的|，|并|及|以及|等|上|要|情况|问题(?!整改|整治)|工作(?!会|例|推|调|部|培|专|座|动)"
)


GENERIC = regex.compile(
    r"^(?:(?:19|20)\d{2}年度?)?(?:第[0-9一二三四五六七八九十百]+次|月度|年度|季度|专题|工作|全体|党组|视频|座谈|调度|推进|总结|反馈|常务|局务|集中|监督|情况|约谈|扩大|办公|全|例|动员|部署|（扩大）|\d+月份?)*(?:会议|例会|会)$"
)


SPEECH_BEGINS = regex.compile(
    r"(?<!建设|设施|管理|技术|工作|标准|相关|有关|政策|规范|任务|编制|整改|填报|[的等和、])(?:强调|指出|要求|提出|明确|表示|希望|认为|建议)[，,：:]"
)


SAME_DAY_TOO = regex.compile(r"当[天日晚]|同[日天]|[上下]午|晚上")
NEAR = 200  # code points in which the day that 当天 means was told
SAME_DAY = regex.compile(r"^(?:随后|当天|当日|会后|同日|会前|期间)")


@dataclass(frozen=True, slots=True)
class Event:
    """An event that the text reports.

    `start`..`end` is the clause that reports it; `date` is EDTF (a span as start/end), "" where none is given; `place` is the
    division it was held in, `hosts` are (body, role, start, end) with role 主办, 承办 or 协办.
    """

    name: str
    kind: str
    start: int
    end: int
    date: str = ""
    dated: DateMention | None = None
    year_basis: str = "unknown"
    place: RegionLink | None = None
    hosts: tuple[tuple[Body, str, int, int], ...] = ()
    covers: tuple[Region, ...] = ()
    generic: bool = False
    stage: bool = True
    rule: str = "event.called"


@cache
def heads() -> regex.Pattern[str]:
    """Return the expression of the nouns that end an event's name (会, 培训班, 演练)."""
    words = [word for group in load_words().event_heads.values() for word in group]
    return regex.compile(alternatives([*words, "会"]))


def name_span(stream: str, start: int) -> tuple[int, int] | None:
    """Return the stream span of the event's name that begins at `start`: up to the last head of its clause."""
    clause = regex.compile(r"[，。；！？：\n（]|$").search(stream, start)
    stop = min(clause.start() if clause else len(stream), start + LONGEST_NAME)
    found = list(heads().finditer(stream, start, stop))
    if not found:
        return None
    last = found[0].end()
    for head in found[1:]:
        if BETWEEN_HEADS.search(stream, last, head.start()):
            break
        last = head.end()
    if regex.match(r"的|长|员|厅|室|组|精神|议题|方案|通知|情况|期间", stream[last : last + 2]):
        return None
    return start, last


def words_of(reading: Reading, marked: Marked[Item], start: int, end: int) -> str:
    """Return the words behind a span of the stream, without white space."""
    first, last = marked.span(start, end)
    return regex.sub(r"\s", "", reading.text[first:last])


def kind_of(name: str) -> str:
    """Return the kind of event that a name names: the last head decides, and 培训 anywhere makes a training."""
    if regex.search(r"培训|研讨班|轮训|研修班|大讲堂", name):
        return "training"
    best: tuple[int, int, str] = (-1, 0, "meeting")
    for kind, words in load_words().event_heads.items():
        for word in words:
            at = name.rfind(word)
            if at >= 0:
                best = max(best, (at + len(word), len(word), kind))
    return best[2]


def hosts_of(marked: Marked[Item], match: regex.Match[str], role: str) -> tuple[tuple[Body, str, int, int], ...]:
    """Return the bodies of the group `hosts` with their part in hosting and their spans in the text."""
    links = [item for item in marked.within(*match.span("hosts")) if isinstance(item, AgencyLink)]
    return tuple((link.body, role, link.mention.start, link.mention.end) for link in links if link.body is not None)


CALLS = regex.compile(r"主持召开|召集召开|召集|主持")
GOVERNS = regex.compile(r"(?:人民政府|行政公署|委员会|委)$")


def chair_hosts(marked: Marked[Item], match: regex.Match[str]) -> tuple[tuple[Body, str, int, int], ...]:
    """Return the government or committee behind who calls a meeting (副市长某某主持召开…): the first of the chair's posts."""
    if not CALLS.match(match.group("verb")):
        return ()
    before = marked.items.get(match.start("verb") - 1)
    if not isinstance(before, OfficialLink):
        return ()
    bodies = [post.body for post in before.posts if post.body is not None and GOVERNS.search(post.body.name)]
    if not bodies or bodies[0].parent is not None:
        return ()
    return ((bodies[0], "主办", before.mention.start, before.mention.end),)


def distant_hosts(marked: Marked[Item], verb: int) -> tuple[tuple[Body, str, int, int], ...]:
    """Return the bodies whose teams do it: 省甲、乙等部门成立的工作组将深入…开展…."""
    match = rule(r"(?P<hosts>{A}(?:(?:、|和){A})*)(?:等部门|等单位)?(?:成立|组成|派出|抽调|组织)").search(
        marked.stream, 0, verb
    )
    return hosts_of(marked, match, "主办") if match else ()


def event_from(
    reading: Reading,
    marked: Marked[Item],
    name_span: tuple[int, int],
    lead: tuple[int, int],
    *,
    kind: str,
    hosts: tuple[tuple[Body, str, int, int], ...],
    before: list[Event],
    rule_id: str = "event.called",
) -> Event:
    """Return the event that a span of the stream names, with date and place from the words before it."""
    first, last = marked.span(*name_span)
    name = regex.sub(r"\s", "", reading.text[first:last]).lstrip("了")
    generic = bool(GENERIC.match(name))
    if generic and hosts:
        name = hosts[0][0].name + name
    date, dated, basis = when(reading, marked, lead[0], before)
    place = place_of(marked, *lead)
    start = marked.starts[lead[0]]
    covers = covered(marked, lead) if kind in ("inspection", "campaign") else ()
    return Event(name, kind, start, last, date, dated, basis, place, hosts, covers, generic, rule=rule_id)


def covered(marked: Marked[Item], lead: tuple[int, int]) -> tuple[Region, ...]:
    """Return the divisions that an action reaches: 深入甲市、乙市等地区开展…."""
    match = rule(r"(?:深入|赴|在|对|到|覆盖)(?P<regions>{R}(?:（[^）]*）)?(?:[、和]{R}(?:（[^）]*）)?)+)").search(
        marked.stream, 0, lead[1]
    )
    if match is None:
        return ()
    return tuple(i.region for i in marked.within(*match.span("regions")) if isinstance(i, RegionLink))


def dates_before(reading: Reading, marked: Marked[Item], until: int) -> list[DateMention]:
    """Return the dates of the sentence that stand before a place of the stream."""
    first = marked.starts[0]
    return [
        d
        for d in find_dates(reading.text, first, marked.starts[min(until, len(marked.starts) - 1)])
        if d.kind in ("day", "month", "span") or (d.kind == "relative" and d.unit)
    ]


def when(
    reading: Reading, marked: Marked[Item], until: int, before: list[Event]
) -> tuple[str, DateMention | None, str]:
    """Return the date told before the event in its sentence (EDTF), the mention, and where its year comes from."""
    clause_end = len(marked.stream)
    dates = dates_before(reading, marked, until) or dates_before(reading, marked, clause_end)[:1]
    if dates:
        return dated(reading, dates[-1] if len(dates) > 1 and dates[-1].kind == "span" else dates[0], before)
    lead = marked.stream[:until]
    if (before and SAME_DAY.match(lead.lstrip("，"))) or (before and regex.search(r"(?:随后|会后|当天|同日)", lead)):
        last = before[-1]
        return ends(last.date)[0] or "", last.dated, last.year_basis
    if SAME_DAY_TOO.search(lead):
        earlier = _day_before(reading, marked.starts[0])
        if earlier is not None:
            return dated(reading, earlier, before)
    return "", None, "unknown"


def _day_before(reading: Reading, position: int) -> DateMention | None:
    """Return the last day told of near before a place of the text."""
    days = [
        d for d in find_dates(reading.text, max(0, position - NEAR), position) if d.kind == "day" and not d.relative
    ]
    return days[-1] if days else None


def dated(reading: Reading, mention: DateMention, before: list[Event]) -> tuple[str, DateMention, str]:
    """Return a mention's date with its year where the document is certain of it, and what that rests on."""
    if mention.relative and before and before[-1].date:
        return on_day(mention, ends(before[-1].date)[0] or ""), mention, before[-1].year_basis
    if mention.relative and (earlier := _day_before(reading, mention.start)) is not None:
        day, _mention, basis = dated(reading, earlier, before)
        return on_day(mention, day), mention, basis
    published = reading.header.published.edtf if reading.header.published else None
    if mention.year_known:
        return mention.edtf, mention, "text"
    if reading.year_basis == "published" and published:
        return resolve_before(mention, published), mention, "published"
    return resolve(mention, reading.year), mention, reading.year_basis


def place_of(marked: Marked[Item], start: int, end: int) -> RegionLink | None:
    """Return the division behind 在 in front of the verb; the innermost of a chain."""
    found = list(rule(r"在(?P<place>{R}+)").finditer(marked.stream, max(0, start - 12), end))
    regions = [i for i in marked.within(*found[-1].span("place")) if isinstance(i, RegionLink)] if found else []
    return regions[-1] if regions else None
