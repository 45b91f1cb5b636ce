"""Read what another clause says of an event: who held it (演练由甲主办，乙承办), and when it ended (至12月18日结束)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex
from envgov.graph.edtf import OPEN_YEAR

from ..dates.dates import find_dates
from ..language.marking import MARKS, Marked
from ..language.rules import pattern
from ..language.sentences import sentences
from ..linking.body import AgencyLink, Body
from ..linking.reading import GroupLink, Item, OfficialLink, Reading
from .cast import outermost
from .event import HOST, PARTNER, TELLING, Event, Host, dated

HELD_BY = pattern("events.held_by")
BY = pattern("events.called_by")
BY_WORD = pattern("events.host_by_word")
END_TOLD = pattern("events.end_told")
LASTING = ("campaign", "training", "drill", "inspection")
CONVOKED = pattern("events.convoked")
THIS_BODY = pattern("events.this_body")
OWN_SESSION = pattern("events.own_session")
TO_COME = pattern("events.planned")
CALLS = pattern("events.calls")
GOVERNS = pattern("events.governs")


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


def hosts_of(marked: Marked[Item], match: regex.Match[str], role: str) -> tuple[Host, ...]:
    """Return the bodies of the group `hosts` with their part in hosting and their spans in the text."""
    group = "lead" if match.groupdict().get("lead") else "hosts"  # 某组组织甲局、乙局开展: the first calls the others
    first, last = match.span(group)
    partners = pattern("events.partners").search(marked.stream, first, last)
    links = [
        (item, role if partners is None or at < partners.start() else PARTNER)
        for at in range(first, last)
        if isinstance(item := marked.items.get(at), AgencyLink)
    ]
    return tuple(Host(link.body, part, link.mention.start, link.mention.end) for link, part in links)


def partners_of(marked: Marked[Item], match: regex.Match[str]) -> tuple[AgencyLink, ...]:
    """Return the bodies of the group `hosts` that stand behind 联合 or 会同."""
    first, last = match.span("hosts")
    joint = pattern("events.partners").search(marked.stream, first, last)
    found = marked.within(joint.end(), last) if joint is not None else iter(())
    return tuple(item for item in found if isinstance(item, AgencyLink))


def chair_hosts(marked: Marked[Item], match: regex.Match[str], name: str) -> tuple[Host, ...]:
    """Return the government or committee behind who calls a meeting: the last of the chair's posts (县委常委、常务副县长).

    A session of a body's own (局长办公会议) is its head's body's.
    """
    if not CALLS.match(match.group("verb")):
        return ()
    own = OWN_SESSION.match(name) is not None
    at = marked.stream.rfind(MARKS["O"], 0, match.start("verb"))
    near = at == match.start("verb") - 1 or (own and "。" not in marked.stream[at : match.start("verb")])
    before = marked.items.get(at) if near else None
    if not isinstance(before, OfficialLink):
        return ()
    bodies = [post.body for post in before.posts if post.body is not None and (own or GOVERNS.search(post.body.name))]
    if not bodies or (bodies[-1].parent is not None and not own):
        return ()
    body = outermost(bodies[-1]) if own else bodies[-1]
    return (Host(body, HOST, before.mention.start, before.mention.end),)


def hosts_before(reading: Reading, marked: Marked[Item], verb: int) -> tuple[Host, ...]:
    """Return the hosts of a verb without a subject: who brought the others together, whose lead it is, whom 该局 means."""
    if (called := CONVOKED.search(marked.stream, 0, verb)) is not None:
        return hosts_of(marked, called, HOST)
    this = THIS_BODY.search(marked.stream, 0, verb)
    if this is None:
        return ()
    told = [link for link in reading.agencies if link.mention.end <= marked.starts[this.start()]]
    last = next((link for link in reversed(told) if link.body.name.endswith(this.group("head"))), None)
    return (Host(last.body, HOST, *marked.span(this.start(), this.end("head"))),) if last is not None else ()


def distant_hosts(marked: Marked[Item], verb: int) -> tuple[Host, ...]:
    """Return the bodies whose teams do it: 省甲、乙等部门成立的工作组将深入…开展…."""
    match = pattern("events.sent_by").search(marked.stream, 0, verb)
    return hosts_of(marked, match, HOST) if match else ()
