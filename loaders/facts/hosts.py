"""Read who held an event where another clause says so: 演练由甲主办，乙承办，丙协办."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from ..language.marking import Marked
from ..language.rules import pattern
from ..language.sentences import sentences
from ..linking.body import AgencyLink, Body
from ..linking.reading import GroupLink, Item, Reading
from .event import TELLING, Event

Host = tuple[Body, str, int, int]

RUN = r"(?P<hosts>(?:{A}|{G})(?:(?:、|和|与|及|，|会同|联合)(?:{A}|{G}))*)(?:等[^，。；]{0,8})?"
HELD_BY = pattern("events.held_by")
BY = pattern("events.called_by")
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


def _in_sentence(reading: Reading, start: int, end: int) -> Iterator[Host]:
    marked = reading.marked(start, end)
    for form in (HELD_BY, BY):
        for match in form.finditer(marked.stream):
            if TO_COME.search(marked.stream[: match.start()]):
                continue
            role = match.group("role") if match.group("role") in ("主办", "承办", "协办") else "主办"
            for body, first, last in _bodies(marked, match):
                yield body, role, first, last


def _bodies(marked: Marked[Item], match: regex.Match[str]) -> Iterator[tuple[Body, int, int]]:
    for item in marked.within(*match.span("hosts")):
        if isinstance(item, AgencyLink) and item.body is not None:
            yield item.body, item.mention.start, item.mention.end
        elif isinstance(item, GroupLink):
            yield from ((body, item.mention.start, item.mention.end) for body in item.members)


def _added(event: Event, hosts: Sequence[Host]) -> Event:
    known = {body.name for body, *_ in event.hosts}
    return replace(event, hosts=(*event.hosts, *(host for host in hosts if host[0].name not in known)))
