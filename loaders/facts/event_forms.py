"""The forms in which a sentence tells of an event: somebody calls it, it is held, it decided, it was an inspection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from ..dates import find_dates
from ..gazetteer import load_gazetteer
from ..linking.body import AgencyLink, Body
from ..linking.officials import government
from ..marking import Marked, rule
from ..reading import Item, OfficialLink, Reading, RegionLink
from .event import (
    GENERIC,
    Event,
    chair_hosts,
    dated,
    dates_before,
    distant_hosts,
    event_from,
    heads,
    hosts_of,
    kind_of,
    name_span,
    when,
    words_of,
)

HOSTS = r"(?P<hosts>{A}(?:(?:、|和|与|及|会同|联合|，){A})*)(?:等(?:部门|单位)?)?"


ADVERB = r"(?:[，,]?(?:在|于|以|就|面向|利用|通过|依托|对|赴|围绕)[^，。；：！？]{1,30}?|联合|共同|牵头|如期|专门|及时|随后|迅速|紧急|再次|集中|今日|日前|近日)*"


VERB = r"(?:组织召开|主持召开|召集召开|联合召开|召开|组织举办|举办|举行|组织开展|开展|启动|组织|开设)了?"


CALLED = rule(rf"(?:{HOSTS}{ADVERB})?(?P<verb>{VERB})")


HELD = rule(
    r"(?:于[^，。；]{1,20}?)?(?:在(?P<place>[^，。；]{1,30}?))?(?:以[^，。；]{1,12}(?:形式|方式))?(?:顺利|圆满|正式|隆重|成功|如期)?(?:召开|举行|举办|开班|开幕|启动|开讲|落幕|结束)"
)


SUMMONED = rule(
    rf"{HOSTS}(?:对(?P<whom>[^。；]{{1,60}}?)(?:进行|开展|实施)(?P<how>集中|公开|联合|分别)?(?:约谈|提醒谈话)|(?P<how>集中|公开|联合|分别)?约谈了?(?P<whom>[^。；]{{0,40}}))"
)


PASSED = rule(
    r"经(?P<before>[^，。；]{0,16}?)(?P<name>[^，。；经]{0,24}第[0-9一二三四五六七八九十百]+次(?:常务|全体|党组)?会议)(?:研究|审议|讨论|决定|同意|通过)"
)


CHAIRS = rule(r"(?<={O})主持(?!召开|人|工作|日常|编制|规划|制定|分组|小组)")
SHORTEST_SESSION = 3  # 反馈会; 会议 alone is the one told of


INSPECTED = rule(
    r"(?P<who>{O}(?:(?:、|和){O})*)(?:等)?(?:率[^，。；]{0,30}?|带队|带领[^，。；]{0,20}?|一行)?(?:先后|深入|专程|再次|分别)*(?:到|赴|前往|来到|深入|在)(?P<place>[^，。；]{1,40}?)(?:，)?(?P<verb>(?:实地)?(?:开展|进行)?[^，。；{O}]{0,60}?(?:调研|督查|督察|督导|检查|巡河|巡湖|巡查|暗访|夜查|执法检查|督办|稽查|核查|视察))(?P<rest>[^，。；]{0,24})"
)


# 某人带队巡查某河: the place is the object of the verb.
TOURED = rule(
    r"(?P<who>{O})(?:等)?(?:带队|率队|率[^，。；]{1,20}?|带领[^，。；]{1,20}?)?(?:先后|深入|专程|再次|现场|实地)*(?P<what>(?:巡查|巡河|巡湖|暗访|夜查|踏勘|督查|督导|检查)(?P<place>[\p{Han}{R}]{2,12}?))(?=，|。|；|$)"
)
DONE_THERE = regex.compile(r"(?:开展|进行|实施)(?P<what>[^，。；]{2,})$")


WORKED = rule(
    r"(?P<hosts>{A})(?P<adv>[^。；]{0,60}?)(?:开展|进行|实施)(?P<name>[^，。；]{0,40}?(?:督察|督查|督办|监督帮扶|帮扶|执法检查|稽查|夜查|检查))(?![组室办局大队])"
)


SEVERAL = regex.compile(r"[两二三四五六七八九十0-9]+(?:个|场|次)")  # 连续召开三个会议: each is told of by itself
FED_BACK = regex.compile(r"反馈了?(?P<what>[^，。；]{2,16}?(?:情况|意见|结果))")
BARE_VISITS = frozenset(
    {"调研", "检查", "督查", "督导", "暗访", "巡查", "考核", "督察", "专项检查", "执法检查", "实地调研"}
)
BARE_EVENTS = frozenset(
    {"会议", "会", "培训", "培训会", "活动", "演练", "座谈会", "本次会议", "此次会议", "此次培训", "本次培训"}
)
NOT_YET = regex.compile(
    r"(?:要|将|应|需|须|拟|计划|必须|抓紧|尽快|可|定期|每[年月季周]|不得|适时|择期|继续|负责|协助|配合|加强|积极|不断|深入|大力|广泛|全面)$"
)


TO_COME = regex.compile(r"(?:将|拟|计划|适时|择期)[^，。；]{0,12}$")


def called(reading: Reading, marked: Marked[Item], match: regex.Match[str], before: list[Event]) -> Event | None:
    """Read 某厅召开某会议: the event is what the verb holds; None where it is a demand, a wish or no event."""
    stream = marked.stream
    verb = match.start("verb")
    if NOT_YET.search(stream[max(0, verb - 4) : verb]) and match.group("hosts") is None:
        return None
    span = name_span(stream, match.end())
    if span is None:
        return None
    kind = kind_of(words_of(reading, marked, *span))
    if SEVERAL.match(words_of(reading, marked, *span)):
        return None
    weak_verb = regex.match(r"(?:组织开展|开展|启动|组织)", match.group("verb"))
    future = TO_COME.search(stream[:verb]) or NOT_YET.search(stream[max(0, verb - 3) : verb])
    if weak_verb and not match.group("hosts") and words_of(reading, marked, *span) in BARE_VISITS:
        return None  # …开展调研: whoever goes there is read with the visit
    if weak_verb and kind == "meeting":
        return None
    if future and not (kind == "inspection" and dates_before(reading, marked, match.start())):
        return None
    if (
        weak_verb
        and kind == "inspection"
        and not (dates_before(reading, marked, match.start()) or match.group("hosts"))
    ):
        return None
    hosts = hosts_of(marked, match, "主办") if match.group("hosts") else chair_hosts(marked, match)
    if not hosts and kind == "inspection":
        hosts = distant_hosts(marked, verb)
    event = event_from(reading, marked, span, (match.start(), verb), kind=kind, hosts=hosts, before=before)
    return replace(event, stage=not (weak_verb and kind in ("inspection", "campaign")))


def held(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 全市培训班在某县开班, 某会议召开."""
    stream = marked.stream
    for match in HELD.finditer(stream):
        found = [h for h in heads().finditer(stream, 0, match.start(), overlapped=True) if h.end() == match.start()]
        if not found:
            continue
        begin = max((stream.rfind(sign, 0, found[0].start()) for sign in "，。；：\n"), default=-1) + 1
        dates = [
            d for d in find_dates(reading.text, *marked.span(begin, found[0].start())) if d.kind in ("day", "span")
        ]
        if dates and dates[-1].start == marked.starts[begin]:
            begin = marked.at(dates[-1].end)
        if before and stream[begin : found[0].end()] in BARE_EVENTS:
            continue
        opening = rule(r"^(?:{A}|上午|下午|，|在{R}*|由)*").match(stream[begin : found[0].start()])
        first = begin
        hosts: tuple[tuple[Body, str, int, int], ...] = ()
        if opening and (run := rule(r"(?P<hosts>{A})").match(stream, begin)):
            hosts = hosts_of(marked, run, "主办")
        yield event_from(
            reading,
            marked,
            (first, found[0].end()),
            (begin, match.end()),
            kind=kind_of(words_of(reading, marked, first, found[0].end())),
            hosts=hosts,
            before=before,
            rule_id="event.held",
        )


def chaired(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 某人主持反馈会: a session of a name of its own, unless it only stands for the one told of."""
    for match in CHAIRS.finditer(marked.stream):
        span = name_span(marked.stream, match.end())
        if span is None:
            continue
        name = words_of(reading, marked, *span)
        if name == "反馈会" and (
            told := FED_BACK.search(reading.text, max(0, marked.starts[0] - 200), marked.starts[match.start()])
        ):
            name = told.group("what") + name
        if len(name) < SHORTEST_SESSION or GENERIC.match(name) or regex.search(r"开班|开幕|启动|仪式|培训", name):
            continue
        if any(name in event.name or event.name in name or event.name.endswith(name[-3:]) for event in before):
            continue
        event = event_from(
            reading,
            marked,
            span,
            (match.start(), match.end()),
            kind="meeting",
            hosts=(),
            before=before,
            rule_id="event.chaired",
        )
        yield replace(event, name=name)


def passed(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 经某日某政府第12次常务会议研究: the session that decided."""
    for match in PASSED.finditer(marked.stream):
        span = match.span("name")
        agencies = [i for i in marked.within(*match.span()) if isinstance(i, AgencyLink) and i.body is not None]
        dates = list(find_dates(reading.text, *marked.span(match.start(), match.end())))
        if dates and marked.at(dates[-1].end) > span[0]:
            span = (marked.at(dates[-1].end), span[1])
        hosts = tuple((i.body, "主办", i.mention.start, i.mention.end) for i in agencies[:1] if i.body is not None)
        home = reading.home.region
        if not hosts and home is not None and "政府" in match.group("name"):
            hosts = (
                (government(home, load_gazetteer()), "主办", *marked.span(*span)),
            )  # 市第五届人民政府第6次常务会议
        event = event_from(
            reading,
            marked,
            span,
            (match.start(), span[1]),
            kind="meeting",
            hosts=hosts,
            before=before,
            rule_id="event.passed",
        )
        if dates:
            date, mention, basis = dated(reading, dates[0], before)
            event = replace(event, date=date, dated=mention, year_basis=basis)
        yield event


def summoned(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 某厅约谈某市政府: the interview is the event."""
    if any(event.kind == "other" and "约谈" in event.name and event.date for event in before):
        return
    for match in SUMMONED.finditer(marked.stream):
        if "约谈会" in marked.stream[match.start() : match.end()] and not marked.stream[: match.start()].strip():
            continue
        hosts = hosts_of(marked, match, "主办")
        if not hosts:
            continue
        date, mention, basis = when(reading, marked, match.start(), before)
        how = match.group("how") or ""
        start, end = marked.span(match.start(), match.start("whom"))
        yield Event(
            f"{hosts[0][0].name}{how}约谈",
            "other",
            start,
            end,
            date,
            mention,
            basis,
            None,
            hosts,
            rule="event.summoned",
        )
        return


def inspected(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 某人率队到某地检查…: the visit is the event."""
    for match in INSPECTED.finditer(marked.stream):
        if NOT_YET.search(marked.stream[max(0, match.start() - 3) : match.start()]):
            continue
        if any(e.start == marked.starts[match.start()] for e in before):
            continue
        start, end = marked.span(match.start(), match.end())
        regions = [i for i in marked.within(*match.span("place")) if isinstance(i, RegionLink)]
        date, mention, basis = when(reading, marked, match.start(), before)
        hosts = _team_of(marked, match)
        done = DONE_THERE.search(match.group("verb"))
        if hosts and done:
            name = hosts[0][0].name + words_of(reading, marked, *(match.start("verb") + at for at in done.span("what")))
        else:
            name = regex.sub(r"\s", "", reading.text[start:end])
        yield Event(
            name,
            "inspection",
            start,
            end,
            date,
            mention,
            basis,
            regions[-1] if regions else None,
            hosts,
            rule="event.inspected",
        )
        return


def toured(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 某人带队巡查某河: the tour is the event, where the sentence gives it a day of its own."""
    for match in TOURED.finditer(marked.stream):
        if not dates_before(reading, marked, match.start()):
            continue
        start, end = marked.span(match.start(), match.end())
        if any(event.start <= start < event.end for event in before):
            continue
        date, mention, basis = when(reading, marked, match.start(), before)
        regions = [i for i in marked.within(*match.span("place")) if isinstance(i, RegionLink)]
        name = words_of(reading, marked, *match.span("what"))
        place = regions[-1] if regions else None
        yield Event(name, "inspection", start, end, date, mention, basis, place, rule="event.toured")
        return


def _team_of(marked: Marked[Item], match: regex.Match[str]) -> tuple[tuple[Body, str, int, int], ...]:
    """Return the team that whoever leads the visit is of (督察组副组长某某率队…): it is what inspects."""
    for item in marked.within(*match.span("who")):
        if isinstance(item, OfficialLink):
            for post in item.posts:
                if post.body is not None and post.body.name.endswith("组"):
                    return ((post.body, "主办", item.mention.start, item.mention.end),)
    return ()


def worked(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 某督察组对某县开展例行督察: the inspection is the event."""
    if any(event.kind == "inspection" for event in before):
        return
    for match in WORKED.finditer(marked.stream):
        if NOT_YET.search(match.group("adv")) or regex.search(r"要|将|应", match.group("adv")):
            continue
        date, mention, basis = when(reading, marked, match.start(), before)
        if not date:
            continue
        regions = [i for i in marked.within(*match.span("adv")) if isinstance(i, RegionLink)]
        start, end = marked.span(match.start(), match.end())
        name = words_of(reading, marked, *match.span("name"))
        hosts = hosts_of(marked, match, "主办")
        yield Event(
            (hosts[0][0].name if hosts else "") + name,
            "inspection",
            start,
            end,
            date,
            mention,
            basis,
            regions[-1] if regions else None,
            hosts,
            rule="event.worked",
        )
        return
