"""The forms in which a sentence tells of an event: somebody calls it, it is held, it decided, it was an inspection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from ..dates.dates import find_dates
from ..gazetteer.gazetteer import load_gazetteer
from ..language.marking import Marked
from ..language.rules import pattern, word_list
from ..language.words import unspaced
from ..linking.body import AgencyLink, Body
from ..linking.officials import government
from ..linking.reading import Item, OfficialLink, Reading, RegionLink
from .event import (
    GENERIC,
    HEAD,
    Event,
    chair_hosts,
    dated,
    dates_before,
    distant_hosts,
    event_from,
    hosts_of,
    kind_of,
    name_span,
    when,
    words_of,
)

CALLED = pattern("events.called")
HELD = pattern("events.held")
SUMMONED = pattern("events.summoned")
SUMMONED_AT = pattern("events.summoned_at")
PASSED = pattern("events.passed")
CHAIRS = pattern("events.chairs")
SHORTEST_SESSION = 3  # 反馈会; 会议 alone is the one told of
INSPECTED = pattern("events.inspected")
TOURED = pattern("events.toured")
DONE_THERE = pattern("events.done_there")
WORKED = pattern("events.worked")
SEVERAL = pattern("events.several")
FED_BACK = pattern("events.fed_back")
BARE_VISITS = word_list("events.bare_visits")
BARE_EVENTS = word_list("events.bare_events")
NOT_YET = pattern("events.not_yet")
APPOINTED = pattern("events.appointed")
PART_OF = pattern("events.part_of")
SET_PHRASE = pattern("events.set_phrase")
PRESENTED = pattern("events.presented")
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
    if SEVERAL.match(name):
        return None
    weak_verb = pattern("events.weak_verb").fullmatch(match.group("verb"))
    future = (not appointed and TO_COME.search(stream[:verb])) or NOT_YET.search(stream[max(0, verb - 3) : verb])
    if weak_verb and not match.group("hosts") and name in BARE_VISITS:
        return None  # …开展调研: whoever goes there is read with the visit
    if weak_verb and kind == "meeting":
        return None
    if future and not (kind == "inspection" and dates_before(reading, marked, match.start())):
        return None
    dates = dates_before(reading, marked, match.start())
    if weak_verb and kind in ("inspection", "campaign", "other") and not (dates or match.group("hosts")):
        return None
    if SET_PHRASE.search(name) and not any(d.kind == "span" for d in dates):
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
        first = begin
        hosts: tuple[tuple[Body, str, int, int], ...] = ()
        if run := pattern("events.host").match(stream, begin):
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


def summoned_at(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 某人在约谈某政府负责人时指出: the talk is an event of the day that its sentence tells."""
    for match in SUMMONED_AT.finditer(marked.stream):
        if not dates_before(reading, marked, match.start()):
            continue
        official = next((i for i in marked.within(*match.span("who")) if isinstance(i, OfficialLink)), None)
        bodies = [post.body for post in official.posts if post.body is not None] if official else []
        if official is None or not bodies:
            continue
        date, mention, basis = when(reading, marked, match.start(), before)
        start, end = marked.span(match.start(), match.end())
        hosts = ((bodies[0], "主办", official.mention.start, official.mention.end),)
        name = f"{bodies[0].name}约谈{words_of(reading, marked, *match.span('whom'))}"
        yield Event(name, "other", start, end, date, mention, basis, None, hosts, rule="event.summoned_at")


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
            name = unspaced(reading.text[start:end])
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
        if NOT_YET.search(match.group("adv")) or pattern("events.wished").search(match.group("adv")):
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
