"""Find events that no verb of calling tells of: known by who attended (出席挂牌仪式), by where a report was given, by who received whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..dates.dates import find_dates
from ..language.marking import Marked
from ..language.rules import pattern, word_list
from ..language.sentences import sentences
from ..language.words import unspaced
from ..linking.reading import Item, OfficialLink, Reading, RegionLink
from .event import (
    TELLING,
    Event,
    dated,
    dates_before,
    day_before,
    event_from,
    kind_of,
    name_span,
    speech_from,
    when,
    words_of,
)
from .part import Part

TAKEN_PART = pattern("events.taken_part")
THERE = pattern("events.there")
AT_IT = pattern("events.at_it")
ADDRESS = pattern("events.address")
DAY_LINE = pattern("events.day_line")
RECEIVED = pattern("events.received")
BARE = frozenset(word_list("events.bare_events") + word_list("events.bare_visits"))
SHORTEST = 3  # code points of a name that tells what was held (约谈会)
HEAD_OF_TEXT = 8  # lines in which a report says where it was given
LONGEST_BYLINE = 30  # code points of the line of whoever gave it
ADDRESSED = "event.address"
ATTENDED = "event.attended"
HELD_WITH = "event.received"


def attended_events(reading: Reading) -> Iterator[Event]:
    """Yield the first event that a text knows only by those who took part in it, for a text that tells of no other."""
    for block in reading.outline.blocks:
        if block.kind not in TELLING or block.kind == "title":
            continue
        for start, end in sentences(reading.text, block.start, block.end):
            event = _in_sentence(reading, start, end)
            if event is not None:
                yield event
                return


def _in_sentence(reading: Reading, start: int, end: int) -> Event | None:
    marked = reading.marked(start, speech_from(reading.text, start, end))
    for form, what in ((TAKEN_PART, "taken"), (THERE, "there")):
        for match in form.finditer(marked.stream):
            span = name_span(marked.stream, match.end())
            if span is None or (what == "there" and not AT_IT.match(marked.stream, span[1])):
                continue
            name = words_of(reading, marked, *span)
            if len(name) < SHORTEST or name in BARE:
                continue
            return _event(reading, marked, span, match.start(), kind_of(name))
    return None


def _event(reading: Reading, marked: Marked[Item], span: tuple[int, int], at: int, kind: str) -> Event:
    event = event_from(reading, marked, span, (at, span[0]), kind=kind, hosts=(), before=[], rule_id=ATTENDED)
    if event.date:
        return event
    earlier = day_before(reading, marked.starts[0])
    told = [block for block in reading.outline.blocks if block.kind in TELLING]
    if earlier is None or not any(block.start <= earlier.start < block.end for block in told):
        return event
    date, mention, basis = dated(reading, earlier, [])
    return replace(event, date=date, dated=mention, year_basis=basis)


def received(reading: Reading, marked: Marked[Item], before: list[Event]) -> Iterator[Event]:
    """Read 5月6日，某人会见某人一行: an event of its own where its sentence gives it a day."""
    if "会见" not in marked.stream and "会晤" not in marked.stream and "接见" not in marked.stream:
        return
    for match in RECEIVED.finditer(marked.stream):
        if not dates_before(reading, marked, match.start()):
            continue
        people = [item for item in marked.within(*match.span()) if isinstance(item, OfficialLink)]
        start, end = marked.span(*match.span())
        date, mention, basis = when(reading, marked, match.start(), before)
        name = f"{people[0].name}会见{people[-1].name}一行"
        regions = [each for each in marked.within(*match.span()) if isinstance(each, RegionLink)]
        where = next((each for each in regions if marked.stream[marked.at(each.mention.start) - 1] == "在"), None)
        yield Event(name, "meeting", start, end, date, mention, basis, where, rule=HELD_WITH)
        return


def addressed(reading: Reading, events: Sequence[Event]) -> tuple[list[Event], list[Part]]:
    """Return the events with the one at which the text was given as a report or speech, and the part of whoever gave it."""
    lines = _first_lines(reading.text)
    for index, (start, end) in enumerate(lines):
        if "在" not in reading.text[start:end] or "会" not in reading.text[start:end]:
            continue
        match = ADDRESS.fullmatch(reading.text, start, end)
        if match is None:
            continue
        event = _addressed(reading, match.span("name"), (start, end), lines[index + 1 : index + 3])
        speaker = _speaker(reading, lines[index : index + 4])
        part = [Part(speaker, event, "SPOKE_AT", start, end, kind="报告", rule="attendance.address")] if speaker else []
        others = [each for each in events if each.rule != ATTENDED and not each.name.endswith(event.name)]
        return [event, *others], part
    return list(events), []


def _first_lines(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    while len(found) < HEAD_OF_TEXT and start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            found.append((start, end))
        start = end + 1
    return found


def _addressed(
    reading: Reading, named: tuple[int, int], line: tuple[int, int], following: Sequence[tuple[int, int]]
) -> Event:
    name = unspaced(reading.text[slice(*named)])
    event = Event(name, kind_of(name), *named, rule=ADDRESSED)
    days = [each for each in find_dates(reading.text, *line) if each.kind == "day"]
    for other in following:
        if DAY_LINE.fullmatch(reading.text, *other):
            days += [each for each in find_dates(reading.text, *other) if each.kind == "day"]
    if not days:
        return event
    date, mention, basis = dated(reading, days[0], [])
    return replace(event, date=date, dated=mention, year_basis=basis)


def _speaker(reading: Reading, lines: Sequence[tuple[int, int]]) -> OfficialLink | None:
    """Return the one person that the line of the event or a short line below it names."""
    for index, (start, end) in enumerate(lines):
        if index and end - start > LONGEST_BYLINE:
            continue
        people = [each for each in reading.officials if start <= each.mention.name_start < end]
        if len(people) == 1:
            return people[0]
    return None
