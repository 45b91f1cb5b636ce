"""Find the events that a text reports: who called what together, where and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import regex

from ..dates import DateMention, find_dates, resolve
from ..dating import on_day, resolve_before
from ..edtf import ends
from ..gazetteer import Region
from ..linking.bodies import AgencyLink, Body
from ..marking import MARKS, Marked, rule
from ..reading import Item, Reading, RegionLink
from ..sentences import sentences
from ..words import alternatives, load_words

A, O, R, G, P = (MARKS[kind] for kind in "AORGP")
LONGEST_NAME = 70  # stream characters
TELLING = ("paragraph", "item", "title", "utterance")  # blocks that report events

HOSTS = r"(?P<hosts>{A}(?:(?:、|和|与|及|会同|联合|，){A})*)(?:等(?:部门|单位)?)?"
ADVERB = r"(?:[，,]?(?:在|于|以|就|面向|利用|通过|依托)[^，。；：！？]{1,30}?|联合|共同|牵头|如期|专门|及时|随后|迅速|紧急|再次|集中|今日|日前|近日)*"
VERB = r"(?:组织召开|主持召开|召集召开|联合召开|召开|组织举办|举办|举行|组织开展|开展|启动|组织|开设)了?"
CALLED = rule(rf"(?:{HOSTS}{ADVERB})?(?P<verb>{VERB})")
HELD = rule(
    r"(?:于[^，。；]{1,20}?)?(?:在(?P<place>[^，。；]{1,30}?))?(?:顺利|圆满|正式|隆重|成功|如期)?(?:召开|举行|举办|开班|开幕|启动|开讲|落幕|结束)"
)
SUMMONED = rule(rf"{HOSTS}(?P<how>集中|公开|联合|分别)?约谈了?(?P<whom>[^。；]{{0,40}})")
PASSED = rule(
    r"经(?P<before>[^，。；]{0,16}?)(?P<name>[^，。；经]{0,24}第[0-9一二三四五六七八九十百]+次(?:常务|全体|党组)?会议)(?:研究|审议|讨论|决定|同意|通过)"
)
INSPECTED = rule(
    r"(?P<who>{O}(?:(?:、|和){O})*)(?:等)?(?:率[^，。；]{0,30}?|带队|带领[^，。；]{0,20}?|一行)?(?:先后|深入|专程|再次|分别)*(?:到|赴|前往|来到|深入|在)(?P<place>[^，。；]{1,40}?)(?:，)?(?P<verb>(?:实地)?(?:开展|进行)?[^，。；{O}]{0,30}?(?:调研|督查|督察|督导|检查|巡河|巡湖|巡查|暗访|夜查|执法检查|视察))(?P<rest>[^，。；]{0,24})"
)
WORKED = rule(
    r"(?P<hosts>{A})(?P<adv>[^。；]{0,60}?)(?:开展|进行|实施)(?P<name>[^，。；]{0,40}?(?:督察|督查|督办|监督帮扶|帮扶|执法检查|稽查|夜查|检查))(?![组室办局大队])"
)
NOT_YET = regex.compile(
    r"(?:要|将|应|需|须|拟|计划|必须|抓紧|尽快|可|定期|每[年月季周]|不得|适时|择期|继续|负责|协助|配合|加强|积极|不断|深入|大力|广泛|全面)$"
)
TO_COME = regex.compile(r"(?:将|拟|计划|适时|择期)[^，。；]{0,12}$")
BETWEEN_HEADS = regex.compile(
    r"研究|部署|传达|听取|学习|贯彻|安排|后|期间|的|，|并|及|以及|等|上|要|情况|问题|工作(?!会|例|推|调|部|培|专|座|动)"
)
GENERIC = regex.compile(
    r"^(?:(?:19|20)\d{2}年度?)?(?:第[0-9一二三四五六七八九十百]+次|月度|年度|季度|专题|工作|全体|党组|视频|座谈|调度|推进|总结|反馈|常务|局务|集中|监督|情况|约谈|扩大|办公|全|例|动员|部署|（扩大）|\d+月份?)*(?:会议|例会|会)$"
)
SPEECH_BEGINS = regex.compile(r"(?:强调|指出|要求|提出|明确|表示|希望|认为)[，,：:]")
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
def _heads() -> regex.Pattern[str]:
    words = [word for group in load_words().event_heads.values() for word in group]
    return regex.compile(alternatives([*words, "会"]))


def find_events(reading: Reading) -> list[Event]:
    """Return the events of a news text in text order; an event told twice (title and lead) is one."""
    found: list[Event] = []
    for block in reading.outline.blocks:
        if block.kind not in TELLING:
            continue
        for start, end in sentences(reading.text, block.start, block.end):
            for event in _in_sentence(reading, start, end, found):
                _add(found, event, in_title=block.kind == "title")
    return found


def _add(found: list[Event], event: Event, *, in_title: bool) -> None:
    """Keep an event unless it is one already told; what the second telling adds is taken over."""
    for index, known in enumerate(found):
        if _same(known, event):
            better = (
                event
                if (not known.date and event.date) or (not known.hosts and event.hosts and not event.generic)
                else known
            )
            other = known if better is event else event
            name = better.name if not better.generic or other.generic else other.name
            found[index] = replace(
                better,
                name=name,
                hosts=better.hosts or other.hosts,
                place=better.place or other.place,
                date=better.date or other.date,
                dated=better.dated or other.dated,
                year_basis=better.year_basis if better.date else other.year_basis,
            )
            return
    found.append(event)


def _same(known: Event, event: Event) -> bool:
    if known.kind != event.kind and not (known.name == event.name):
        return False
    a, b = (
        regex.sub(r"^(?:全[省市州县区盟旗])|[“”]", "", known.name),
        regex.sub(r"^(?:全[省市州县区盟旗])|[“”]", "", event.name),
    )
    if a == b or a.endswith(b) or b.endswith(a) or a in b or b in a:
        return True
    shared = len(set(a) & set(b)) / max(1, min(len(set(a)), len(set(b))))
    return shared >= 0.85 and len(b) > 6


def _in_sentence(reading: Reading, start: int, end: int, before: list[Event]) -> Iterator[Event]:
    stop = _speech_from(reading.text, start, end)
    marked = reading.marked(start, stop)
    stream = marked.stream
    position = 0
    while (match := CALLED.search(stream, position)) is not None:
        position = match.end()
        event = _called(reading, marked, match, before)
        if event is not None:
            position = marked.at(event.end)
            yield event
    for finder in (_held, _passed, _summoned, _inspected, _worked):
        yield from finder(reading, marked, before)


def _speech_from(text: str, start: int, end: int) -> int:
    """Return where the words of a speaker begin in a sentence: what is demanded there has not happened."""
    match = SPEECH_BEGINS.search(text, start, end)
    return match.start() if match else end


# -- 甲召开乙会议 ----------------------------------------------------------------------------------------------------


def _called(reading: Reading, marked: Marked[Item], match: regex.Match[str], before: list[Event]) -> Event | None:
    stream = marked.stream
    verb = match.start("verb")
    if NOT_YET.search(stream[max(0, verb - 4) : verb]) and match.group("hosts") is None:
        return None
    span = _name(stream, match.end())
    if span is None:
        return None
    kind = kind_of(_words(reading, marked, *span))
    weak_verb = regex.match(r"(?:组织开展|开展|启动|组织)", match.group("verb"))
    future = TO_COME.search(stream[:verb]) or NOT_YET.search(stream[max(0, verb - 3) : verb])
    if weak_verb and kind == "meeting":
        return None
    if future and not (kind == "inspection" and _dates(reading, marked, match.start())):
        return None
    if weak_verb and kind == "inspection" and not (_dates(reading, marked, match.start()) or match.group("hosts")):
        return None
    hosts = _hosts(marked, match, "主办") if match.group("hosts") else ()
    if not hosts and kind == "inspection":
        hosts = _distant_hosts(marked, verb)
    event = _event(reading, marked, span, (match.start(), verb), kind=kind, hosts=hosts, before=before)
    return replace(event, stage=not (weak_verb and kind in ("inspection", "campaign")))


def _name(stream: str, start: int) -> tuple[int, int] | None:
    """Return the stream span of the event's name that begins at `start`: up to the last head of its clause."""
    clause = regex.compile(r"[，。；！？：\n（]|$").search(stream, start)
    stop = min(clause.start() if clause else len(stream), start + LONGEST_NAME)
    heads = list(_heads().finditer(stream, start, stop))
    if not heads:
        return None
    last = heads[0].end()
    for head in heads[1:]:
        if BETWEEN_HEADS.search(stream, last, head.start()):
            break
        last = head.end()
    if regex.match(r"的|长|员|厅|室|组|精神|议题|方案|通知|情况|期间", stream[last : last + 2]):
        return None
    return start, last


def _words(reading: Reading, marked: Marked[Item], start: int, end: int) -> str:
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


def _hosts(marked: Marked[Item], match: regex.Match[str], role: str) -> tuple[tuple[Body, str, int, int], ...]:
    links = [item for item in marked.within(*match.span("hosts")) if isinstance(item, AgencyLink)]
    return tuple((link.body, role, link.mention.start, link.mention.end) for link in links if link.body is not None)


def _distant_hosts(marked: Marked[Item], verb: int) -> tuple[tuple[Body, str, int, int], ...]:
    """Return the bodies whose teams do it: 省甲、乙等部门成立的工作组将深入…开展…."""
    match = rule(r"(?P<hosts>{A}(?:(?:、|和){A})*)(?:等部门|等单位)?(?:成立|组成|派出|抽调|组织)").search(
        marked.stream, 0, verb
    )
    return _hosts(marked, match, "主办") if match else ()


def _event(
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
    first, last = marked.span(*name_span)
    name = regex.sub(r"\s", "", reading.text[first:last]).lstrip("了")
    generic = bool(GENERIC.match(name))
    if generic and hosts:
        name = hosts[0][0].name + name
    date, dated, basis = _when(reading, marked, lead[0], before)
    place = _place(marked, *lead)
    start = marked.starts[lead[0]]
    covers = _covered(marked, lead) if kind in ("inspection", "campaign") else ()
    return Event(name, kind, start, last, date, dated, basis, place, hosts, covers, generic, rule_id)


def _covered(marked: Marked[Item], lead: tuple[int, int]) -> tuple[Region, ...]:
    """Return the divisions that an action reaches: 深入甲市、乙市等地区开展…."""
    match = rule(r"(?:深入|赴|在|对|到|覆盖)(?P<regions>{R}(?:（[^）]*）)?(?:[、和]{R}(?:（[^）]*）)?)+)").search(
        marked.stream, 0, lead[1]
    )
    if match is None:
        return ()
    return tuple(i.region for i in marked.within(*match.span("regions")) if isinstance(i, RegionLink))


def _dates(reading: Reading, marked: Marked[Item], until: int) -> list[DateMention]:
    first = marked.starts[0]
    return [
        d
        for d in find_dates(reading.text, first, marked.starts[min(until, len(marked.starts) - 1)])
        if d.kind in ("day", "month", "span") or (d.kind == "relative" and d.unit)
    ]


def _when(
    reading: Reading, marked: Marked[Item], until: int, before: list[Event]
) -> tuple[str, DateMention | None, str]:
    """Return the date told before the event in its sentence (EDTF), the mention, and where its year comes from."""
    clause_end = len(marked.stream)
    dates = _dates(reading, marked, until) or _dates(reading, marked, clause_end)[:1]
    if dates:
        return dated(reading, dates[-1] if len(dates) > 1 and dates[-1].kind == "span" else dates[0], before)
    lead = marked.stream[:until]
    if (before and SAME_DAY.match(lead.lstrip("，"))) or (before and regex.search(r"(?:随后|会后|当天|同日)", lead)):
        last = before[-1]
        return ends(last.date)[0] or "", last.dated, last.year_basis
    return "", None, "unknown"


def dated(reading: Reading, mention: DateMention, before: list[Event]) -> tuple[str, DateMention, str]:
    """Return a mention's date with its year where the document is certain of it, and what that rests on."""
    if mention.relative and before and before[-1].date:
        return on_day(mention, ends(before[-1].date)[0] or ""), mention, before[-1].year_basis
    published = reading.header.published.edtf if reading.header.published else None
    if mention.year_known:
        return mention.edtf, mention, "text"
    if reading.year_basis == "published" and published:
        return resolve_before(mention, published), mention, "published"
    return resolve(mention, reading.year), mention, reading.year_basis


def _place(marked: Marked[Item], start: int, end: int) -> RegionLink | None:
    """Return the division behind 在 in front of the verb; the innermost of a chain."""
    match = None
    for match in rule(r"在(?P<place>{R}+)").finditer(marked.stream, max(0, start - 12), end):
        pass
    regions = [i for i in marked.within(*match.span("place")) if isinstance(i, RegionLink)] if match else []
    return regions[-1] if regions else None


# -- other ways to tell of an event --------------------------------------------------------------------------------------


def _held(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 全市培训班在某县开班, 某会议召开."""
    stream = marked.stream
    for match in HELD.finditer(stream):
        heads = [h for h in _heads().finditer(stream, 0, match.start()) if h.end() == match.start()]
        if not heads:
            continue
        begin = max((stream.rfind(sign, 0, heads[0].start()) for sign in "，。；：\n"), default=-1) + 1
        dates = [
            d for d in find_dates(reading.text, *marked.span(begin, heads[0].start())) if d.kind in ("day", "span")
        ]
        if dates and dates[-1].start == marked.starts[begin]:
            begin = marked.at(dates[-1].end)
        opening = rule(r"^(?:{A}|上午|下午|，|在{R}*|由)*").match(stream[begin : heads[0].start()])
        first = begin
        hosts: tuple[tuple[Body, str, int, int], ...] = ()
        if opening and (run := rule(r"(?P<hosts>{A})").match(stream, begin)):
            hosts = _hosts(marked, run, "主办")
        yield _event(
            reading,
            marked,
            (first, heads[0].end()),
            (begin, match.end()),
            kind=kind_of(_words(reading, marked, first, heads[0].end())),
            hosts=hosts,
            before=before,
            rule_id="event.held",
        )


def _passed(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 经某日某政府第12次常务会议研究: the session that decided."""
    for match in PASSED.finditer(marked.stream):
        span = match.span("name")
        agencies = [i for i in marked.within(*match.span()) if isinstance(i, AgencyLink) and i.body is not None]
        dates = list(find_dates(reading.text, *marked.span(match.start(), match.end())))
        if dates and marked.at(dates[-1].end) > span[0]:
            span = (marked.at(dates[-1].end), span[1])
        hosts = tuple((i.body, "主办", i.mention.start, i.mention.end) for i in agencies[:1] if i.body is not None)
        event = _event(
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


def _summoned(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 某厅约谈某市政府: the interview is the event."""
    if any(event.kind == "other" and "约谈" in event.name for event in before):
        return
    for match in SUMMONED.finditer(marked.stream):
        if "约谈会" in marked.stream[match.start() : match.end()] and not marked.stream[: match.start()].strip():
            continue
        hosts = _hosts(marked, match, "主办")
        if not hosts:
            continue
        date, mention, basis = _when(reading, marked, match.start(), before)
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


def _inspected(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 某人率队到某地检查…: the visit is the event."""
    for match in INSPECTED.finditer(marked.stream):
        if NOT_YET.search(marked.stream[max(0, match.start() - 3) : match.start()]):
            continue
        if any(e.start == marked.starts[match.start()] for e in before):
            continue
        start, end = marked.span(match.start(), match.end())
        regions = [i for i in marked.within(*match.span("place")) if isinstance(i, RegionLink)]
        date, mention, basis = _when(reading, marked, match.start(), before)
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
            rule="event.inspected",
        )
        return


def _worked(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 某督察组对某县开展例行督察: the inspection is the event."""
    if any(event.kind == "inspection" for event in before):
        return
    for match in WORKED.finditer(marked.stream):
        if NOT_YET.search(match.group("adv")) or regex.search(r"要|将|应", match.group("adv")):
            continue
        date, mention, basis = _when(reading, marked, match.start(), before)
        if not date:
            continue
        regions = [i for i in marked.within(*match.span("adv")) if isinstance(i, RegionLink)]
        start, end = marked.span(match.start(), match.end())
        name = _words(reading, marked, *match.span("name"))
        hosts = _hosts(marked, match, "主办")
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


def find_sessions(reading: Reading) -> list[Event]:
    """Return the sessions on whose word a plan or a decision rests (经…第12次常务会议研究); it reports no other events."""
    found: list[Event] = []
    for block in reading.outline.of_kind("paragraph", "item"):
        for start, end in sentences(reading.text, block.start, block.end):
            found.extend(_passed(reading, reading.marked(start, end), found))
    return found
