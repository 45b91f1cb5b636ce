"""Read what another clause says of an event: who held it (演练由甲主办，乙承办), and when it ended (至12月18日结束)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex
from envgov.graph.edtf import OPEN_YEAR

from ..dates.dates import find_dates
from ..language.marking import Marked
from ..language.rules import pattern
from ..language.sentences import sentences
from ..linking.body import AgencyLink, Body
from ..linking.reading import GroupLink, Item, Reading
from .event import TELLING, Event, Host, dated

HELD_BY = pattern("events.held_by")
BY = pattern("events.called_by")
BY_WORD = pattern("events.host_by_word")
END_TOLD = pattern("events.end_told")
LASTING = ("campaign", "training", "drill", "inspection")
TO_COME = pattern("events.planned")


def with_hosts(reading: Reading, events: Sequence[Event]) -> list[Event]:
    """Return the events with the hosts that other clauses name; a clause means the last event told of before it."""
    found = list(events)
    for block in reading.outline.blocks:
        if block.kind not in TELLING:
            continue
        for start, end in sentences(reading.text, block.start, block.end):
            begun = [index for index, event in enumerate(found) if event.start < end]
            hosts = list(_in_sentence(reading, start, end))
            if begun and hosts:
                found[begun[-1]] = _added(found[begun[-1]], hosts)
    return found


def with_ends(reading: Reading, events: Sequence[Event]) -> list[Event]:
    """Return the events with the last days that later sentences tell; a sentence means the last event before it."""
    found = list(events)
    for block in reading.outline.blocks:
        if block.kind not in TELLING or not found:
            continue
        for start, end in sentences(reading.text, block.start, block.end):
            told = END_TOLD.search(reading.text, start, end)
            begun = [index for index, event in enumerate(found) if event.end <= start]
            if told is None or not begun:
                continue
            event = found[begun[-1]]
            last = next(find_dates(reading.text, *told.span()), None)
            if last is not None and event.kind in LASTING and _one_day(event.date):
                day = _after(event.date, dated(reading, last, found[: begun[-1] + 1])[0])
                if day > event.date:
                    found[begun[-1]] = replace(event, date=f"{event.date}/{day}", ended=last)
    return found


def _after(first: str, day: str) -> str:
    """Return a last day with the year of the first day, or the next one, where the text leaves its year open."""
    if not day.startswith(OPEN_YEAR) or first.startswith(OPEN_YEAR):
        return day
    return f"{int(first[:4]) + (day[4:] < first[4:]):04d}{day[4:]}"


def _one_day(edtf: str) -> bool:
    return len(edtf) == len("XXXX-XX-XX")


def _in_sentence(reading: Reading, start: int, end: int) -> Iterator[Host]:
    marked = reading.marked(start, end)
    for form in (HELD_BY, BY, BY_WORD):
        for match in form.finditer(marked.stream):
            if TO_COME.search(marked.stream[: match.start()]):
                continue
            role = match.group("role") if match.group("role") in ("主办", "承办", "协办") else "主办"
            for body, first, last in _bodies(marked, match):
                yield Host(body, role, first, last)


def _bodies(marked: Marked[Item], match: regex.Match[str]) -> Iterator[tuple[Body, int, int]]:
    for item in marked.within(*match.span("hosts")):
        if isinstance(item, AgencyLink):
            yield item.body, item.mention.start, item.mention.end
        elif isinstance(item, GroupLink):
            yield from ((body, item.mention.start, item.mention.end) for body in item.members)


def _added(event: Event, hosts: Sequence[Host]) -> Event:
    known = {host.body.name for host in event.hosts}
    return replace(event, hosts=(*event.hosts, *(host for host in hosts if host.body.name not in known)))
