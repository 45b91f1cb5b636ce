"""Read what a page tells of its event under labels: 会议时间：…, 会议地点：…, 会议主持人：…, 与会人员：…."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..dates.dates import DateMention, find_dates
from ..language.rules import pattern
from ..linking.reading import OfficialLink, Reading
from .event import HOST, Event, Host, dated, kind_of
from .event_names import tells, tidy
from .part import Part, parties_of

LABEL = pattern("convening.field")
ANNOUNCED = pattern("convening.announced")
SIGNED = "signature"
PEOPLE = {"chair": "CHAIRED", "present": "ATTENDED"}
LONGEST_LABEL = 6  # code points with the colon: 接访领导：
FEWEST = 2  # labels that make a page one about an event
PLACE_ENDS = "（(；;。，,"


@dataclass(frozen=True, slots=True)
class Field:
    """A label of an event's page: `what` is time, place, chair or present, `start`..`end` what stands behind it."""

    what: str
    start: int
    end: int


def find_fields(reading: Reading) -> list[Field]:
    """Return the labelled lines of a page about an event, in text order; none where fewer than two kinds stand there."""
    if "时间" not in reading.text:
        return []
    found = list(_fields(reading.text))
    return found if len({each.what for each in found}) >= FEWEST else []


def _fields(text: str) -> Iterator[Field]:
    for match in LABEL.finditer(text):
        what = next(name for name, value in match.groupdict().items() if value is not None and name != "value")
        yield Field(what, *match.span("value"))


def with_fields(reading: Reading, events: Sequence[Event]) -> list[Event]:
    """Return the events, the first with the day and the place that the labels give; one that only a notice names is added."""
    fields = find_fields(reading)
    if not fields:
        return list(events)
    found = list(events) or list(_announced(reading))
    if not found:
        return []
    first, *others = found
    day = next((mention for each in fields if each.what == "time" for mention in _days(reading, each)), None)
    if day is not None and len(first.date) <= len("XXXX"):
        date, mention, basis = dated(reading, day, [])
        first = replace(first, date=date, dated=mention, year_basis=basis)
    place = next((each for each in fields if each.what == "place"), None)
    if place is not None and first.venue is None:
        first = replace(first, venue=_venue(reading.text, place))
    return [first, *others]


def _days(reading: Reading, field: Field) -> Iterator[DateMention]:
    return (each for each in find_dates(reading.text, field.start, field.end) if each.kind in ("day", "span"))


def _venue(text: str, field: Field) -> tuple[int, int]:
    """Return the place without the address or the remark behind it."""
    ends = [at for sign in PLACE_ENDS if (at := text.find(sign, field.start, field.end)) > field.start]
    return field.start, min([field.end, *ends])


def _announced(reading: Reading) -> Iterator[Event]:
    """Yield the event that a notice is about: 现将…接访日有关事项预告如下; whoever signed it holds it."""
    match = ANNOUNCED.search(reading.text)
    if match is None or tells(match.group("name")):
        return
    signed = [block for block in reading.outline.blocks if block.kind == SIGNED]
    bodies = [link for link in reading.agencies if any(b.start <= link.mention.start < b.end for b in signed)]
    hosts = tuple(Host(each.body, HOST, each.mention.start, each.mention.end) for each in bodies[:1])
    name = tidy(match.group("name"))
    yield Event(name, kind_of(name), *match.span("name"), hosts=hosts, rule="event.announced")


def parts_of_fields(reading: Reading, events: Sequence[Event]) -> Iterator[Part]:
    """Yield who chaired and who was there by the labels of the page; they tell of its first event."""
    for field in find_fields(reading) if events else ():
        predicate = PEOPLE.get(field.what)
        marked = reading.marked(field.start, field.end)
        for party in parties_of(marked, 0, len(marked.stream)) if predicate else ():
            people_alone = predicate == "CHAIRED" or "领导" in reading.text[field.start - LONGEST_LABEL : field.start]
            if isinstance(party, OfficialLink) or not people_alone:
                yield Part(party, events[0], predicate or "", field.start, field.end, rule="attendance.field")
