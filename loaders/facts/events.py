"""Find the events that a text reports: who called what together, where and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..dates.dates import find_dates
from ..language.marking import Marked
from ..language.rules import pattern
from ..language.sentences import sentences
from ..linking.reading import Item, Reading
from ..structure.sections import Block
from .calls import APPOINTED, CALLED, called
from .event import DATELINE, TELLING, Event, dated, speech_from
from .event_fields import with_fields
from .event_forms import SESSIONS, passed, sessions
from .hosts import with_ends, with_hosts
from .sittings import attended_events, received
from .visits import VISITS, WORKED, visits

SAME_NAME = pattern("events.same_name")
LONGEST_HEADING = 40  # code points of a line without a full stop that heads what follows
LEAD = 60  # code points of a text in which its day stands
SHORTEST_HEAD = 3  # code points in which two names of one event end alike: 训练营, 应急演|练 and 演练


def find_events(reading: Reading) -> list[Event]:
    """Return the events of a news text in text order; an event told twice (title and lead) is one."""
    found: list[Event] = []
    for block in reading.outline.blocks:
        if block.kind not in TELLING:
            continue
        for start, end in sentences(reading.text, block.start, block.end):
            titled = block.kind == "title" or _is_heading(reading.text, block)
            for event in _in_sentence(reading, start, end, found):
                _add(found, replace(event, titled=titled))
    found = with_fields(reading, found) or list(attended_events(reading))
    return with_ends(reading, with_hosts(reading, _dated_by_lead(reading, found)))


def _dated_by_lead(reading: Reading, found: list[Event]) -> list[Event]:
    """Return the one event of a text that only its title tells of with the first day that the text below gives."""
    lead = next((block for block in reading.outline.blocks if block.kind == "paragraph"), None)
    if len(found) != 1 or found[0].date or not found[0].titled or lead is None or lead.start < found[0].end:
        return found
    days = find_dates(reading.text, lead.start, min(lead.end, lead.start + LEAD))
    day = next((each for each in days if each.kind == "day" and not each.due), None)
    if day is None or DATELINE.match(reading.text, day.end):
        return found
    date, mention, basis = dated(reading, day, [])
    return [replace(found[0], date=date, dated=mention, year_basis=basis)]


def _is_heading(text: str, block: Block) -> bool:
    return block.end - block.start <= LONGEST_HEADING and "。" not in text[block.start : block.end]


def _add(found: list[Event], event: Event) -> None:
    """Keep an event unless it is one already told; what the second telling adds is taken over."""
    for index, known in enumerate(found):
        if _same(known, event):
            better = event if _tells_more(known, event) else known
            other = known if better is event else event
            name = _name_of(better, other)
            found[index] = replace(
                better,
                name=name,
                hosts=better.hosts or other.hosts,
                place=better.place or other.place,
                venue=better.venue or other.venue,
                partners=better.partners or other.partners,
                date=better.date or other.date,
                dated=better.dated or other.dated,
                year_basis=better.year_basis if better.date else other.year_basis,
            )
            return
    found.append(event)


def _tells_more(known: Event, event: Event) -> bool:
    """Say whether a second telling has the day or the hosts that the first lacks; the text tells more than its title."""
    if known.titled and not event.titled and event.rule == "event.inspected":
        return True
    return (not known.date and bool(event.date)) or (not known.hosts and bool(event.hosts) and not event.generic)


def _name_of(better: Event, other: Event) -> str:
    """Return what two tellings of one event call it: never the bare word, and the longer of 发布会 and 某市环境保护发布会."""
    if better.generic and not other.generic:
        return other.name
    if other.titled and other.rule == "event.called" and better.rule == "event.inspected":
        return other.name  # the title calls a visit by a noun (节前巡河检查)
    longer = not other.generic and other.name.endswith(better.name)
    whom = "约谈" in better.name and "约谈" in other.name and other.titled and not other.name.endswith("约谈")
    return other.name if longer or whom else better.name


def _hosts_of(event: Event) -> set[str]:
    return {host.body.name for host in event.hosts}


def _same(known: Event, event: Event) -> bool:
    if known.kind != event.kind and known.name != event.name and not ("约谈" in known.name and "约谈" in event.name):
        return False
    if _other_day(known.date, event.date):
        return False
    if known.generic and event.generic and event.hosts and not known.hosts and not known.titled:
        return False  # 某镇召开专题会议, and 某分局组织企业召开专题会议: two sittings
    a, b = (SAME_NAME.sub("", each.told or _own_name(each)) for each in (known, event))
    if a == b or a.endswith(b) or b.endswith(a) or a in b or b in a:
        return True
    if set(known.led_by) & set(event.led_by) and not (known.date and event.date):
        return True  # 副县长某某夜查…, in the title, and 副县长某某先后到…: one visit of one leader
    if "约谈" in a and "约谈" in b and not (known.date and event.date) and _hosts_of(known) & _hosts_of(event):
        return True  # 某局约谈, in the title, and 某局召开约谈会
    if known.titled and not event.titled and not known.date and _one_head(known, event):
        return True
    shared = len(set(a) & set(b)) / max(1, min(len(set(a)), len(set(b))))
    return shared >= 0.85 and len(b) > 6


def _one_head(titled: Event, event: Event) -> bool:
    """Say whether an event that a title tells of may be this one: both names end alike, or a visit of one division."""
    if "约谈" in titled.name and "约谈" in event.name:
        return True
    if titled.kind == event.kind == "inspection" and "event.inspected" in (event.rule, titled.rule):
        return True
    if titled.rule == "event.team_visited" and event.kind == "inspection":
        return True
    return titled.name[-SHORTEST_HEAD:] == event.name[-SHORTEST_HEAD:]


def _own_name(event: Event) -> str:
    """Return an event's name without that of its host, where something is left."""
    host = event.hosts[0].body.name if event.hosts else ""
    return event.name.removeprefix(host) or event.name


def _other_day(a: str, b: str) -> bool:
    """Say whether two events are told of on two days that no common span holds: two sittings, whatever they are called."""
    days = len("XXXX-XX-XX")
    return len(a) == days and len(b) == days and a != b


def _in_sentence(reading: Reading, start: int, end: int, before: list[Event]) -> Iterator[Event]:
    marked = reading.marked(start, speech_from(reading.text, start, end))
    stream = marked.stream
    position = 0
    while (match := CALLED.search(stream, position)) is not None:
        position = match.end()
        event = called(reading, marked, match, before)
        if event is not None:
            position = marked.at(event.end)
            yield event
    yield from sessions(reading, marked, before, SESSIONS)
    yield from passed(reading, marked, before)
    yield from visits(reading, marked, before, VISITS)
    yield from received(reading, marked, before)


def _appointed(reading: Reading, marked: Marked[Item], found: list[Event]) -> Iterator[Event]:
    """Yield the events to which a notice calls its readers (定于某日召开某会议)."""
    for match in CALLED.finditer(marked.stream):
        if APPOINTED.search(marked.stream, 0, match.start("verb")):
            event = called(reading, marked, match, found)
            if event is not None:
                yield event


def find_sessions(reading: Reading) -> list[Event]:
    """Return the sessions on whose word a plan or a decision rests (经…第12次常务会议研究); it reports no other events."""
    found: list[Event] = []
    for block in reading.outline.of_kind("paragraph", "item"):
        for start, end in sentences(reading.text, block.start, block.end):
            marked = reading.marked(start, end)
            found.extend(passed(reading, marked, found))
            found.extend(_appointed(reading, marked, found))
            found.extend(visits(reading, marked, found, (WORKED,)))
    return found
