"""The forms in which a sentence tells of an event: somebody calls it, it is held, it decided, it was an inspection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from ..dates.dates import find_dates
from ..gazetteer.gazetteer import load_gazetteer
from ..language.marking import Marked
from ..language.rules import pattern, word_list
from ..linking.body import AgencyLink
from ..linking.officials import government
from ..linking.reading import Item, Reading
from .event import (
    GENERIC,
    HEAD,
    HOST,
    Event,
    Host,
    dated,
    dates_before,
    event_from,
    kind_of,
    name_span,
    words_of,
)
from .event_names import tells
from .hosts import chair_hosts, distant_hosts, hosts_of, partners_of

CALLED = pattern("events.called")
HELD = pattern("events.held")
PASSED = pattern("events.passed")
CHAIRS = pattern("events.chairs")
LISTED_STEPS = 3  # 启动工作组、处置、终止、演练: steps, no name
SHORTEST_SESSION = 3  # 反馈会; 会议 alone is the one told of
TIMES = pattern("events.times")
SEVERAL = pattern("events.several")
FED_BACK = pattern("events.fed_back")
BARE_VISITS = word_list("events.bare_visits")
BARE_EVENTS = word_list("events.bare_events")
ENDED = pattern("events.ended_before")
NOT_YET = pattern("events.not_yet")
APPOINTED = pattern("events.appointed")
PART_OF = pattern("events.part_of")
SET_PHRASE = pattern("events.set_phrase")
PRESENTED = pattern("events.presented")
AND_THEN = pattern("events.and_then")
OBJECT_OF = pattern("events.object_of")
GONE_TO = pattern("events.gone_to")
TO_COME = pattern("events.to_come")


def called(reading: Reading, marked: Marked[Item], match: regex.Match[str], before: list[Event]) -> Event | None:
    """Read 某厅召开某会议: the event is what the verb holds; None where it is a demand, a wish or no event."""
    stream = marked.stream
    verb = match.start("verb")
    hosted = match.group("hosts") is not None
    appointed = APPOINTED.search(stream, 0, verb) is not None
    if NOT_YET.search(stream, 0, match.start() if hosted else verb) and not appointed:
        return None
    span = name_span(stream, match.end())
    if span is None:
        return None
    if before and PART_OF.search(stream[max(0, verb - 12) : verb]):
        return None  # 现场举行了揭牌环节: a part of the event told of
    name = words_of(reading, marked, *span)
    kind = kind_of(name)
    if SEVERAL.match(name) or name.count("、") >= LISTED_STEPS or TIMES.search(stream[span[0] : span[1] + 4]):
        return None  # 召开会议4次: how often, no sitting
    weak_verb = pattern("events.weak_verb").fullmatch(match.group("verb"))
    future = (not appointed and TO_COME.search(stream[:verb])) or NOT_YET.search(stream[max(0, verb - 3) : verb])
    if weak_verb and name in BARE_VISITS and (not hosted or GONE_TO.search(stream, 0, match.start())):
        return None  # …开展调研: whoever goes there is read with the visit
    if weak_verb and kind == "meeting":
        return None
    if future and not (kind == "inspection" and dates_before(reading, marked, match.start())):
        return None
    dates = dates_before(reading, marked, match.start())
    known = dates or hosted or "“" in name  # a name of its own stands in quotation marks
    if weak_verb and kind in ("inspection", "campaign", "other") and not known:
        return None
    if SET_PHRASE.search(name) and not any(d.kind == "span" for d in dates):
        return None
    hosts = _hosts_told(marked, match) if hosted else chair_hosts(marked, match)
    if not hosts and (own := pattern("events.host").match(stream, span[0])) is not None:
        hosts = hosts_of(marked, own, HOST)  # 召开某局局长办公会议: whose session it is
    if not hosts and kind == "inspection":
        hosts = distant_hosts(marked, verb)
    hosts = hosts or _hosts_of_clause(marked, verb, before)
    event = event_from(reading, marked, span, (match.start(), verb), kind=kind, hosts=hosts, before=before)
    partners = partners_of(marked, match) if hosted else ()
    return replace(event, stage=not (weak_verb and kind in ("inspection", "campaign")), partners=partners)


def _hosts_told(marked: Marked[Item], match: regex.Match[str]) -> tuple[Host, ...]:
    """Return the bodies before the verb; where it is done to those right before it, the ones before these."""
    done_to = OBJECT_OF.search(marked.stream, 0, match.start("hosts"))
    if done_to is None:
        return hosts_of(marked, match, HOST)
    return hosts_of(marked, done_to, HOST) if done_to.group("hosts") else ()


def _hosts_of_clause(marked: Marked[Item], verb: int, before: list[Event]) -> tuple[Host, ...]:
    """Return the hosts of the event told of just before in the sentence (某组开展检查并召开座谈会), none where 并 joins none."""
    last = before[-1] if before else None
    if last is None or not AND_THEN.search(marked.stream, max(0, verb - 4), verb):
        return ()
    return last.hosts if marked.starts[0] <= last.start < marked.starts[verb] else ()


def held(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 全市培训班在某县开班, 某会议召开."""
    stream = marked.stream
    for match in HELD.finditer(stream):
        found = [h for h in HEAD.finditer(stream, 0, match.start(), overlapped=True) if h.end() == match.start()]
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
        if name_span(stream, match.end()) is not None:
            continue  # 某委员会召开会议: the verb has an object, which is the event
        if (told := PRESENTED.match(stream, begin, found[0].end())) is not None:
            begin = told.end()
        if match.group().endswith("结束") and stream.count("、", begin, found[0].start()) > 1:
            continue  # 准备、响应、演练结束: the phases of one
        if stream.startswith("后", match.end()) and ENDED.fullmatch(stream, begin, found[0].end()):
            continue
        if tells(stream[begin : found[0].end()]):
            continue
        first = begin
        hosts: tuple[Host, ...] = ()
        if run := pattern("events.host").match(stream, begin):
            hosts = hosts_of(marked, run, HOST)
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
        if len(name) < SHORTEST_SESSION or GENERIC.match(name) or pattern("events.opening").search(name):
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
        agencies = [i for i in marked.within(*match.span()) if isinstance(i, AgencyLink)]
        dates = list(find_dates(reading.text, *marked.span(match.start(), match.end())))
        if dates and marked.at(dates[-1].end) > span[0]:
            span = (marked.at(dates[-1].end), span[1])
        hosts = tuple(Host(i.body, HOST, i.mention.start, i.mention.end) for i in agencies[:1])
        home = reading.home.region
        if not hosts and home is not None and "政府" in match.group("name"):
            hosts = (
                Host(government(home, load_gazetteer()), HOST, *marked.span(*span)),
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
