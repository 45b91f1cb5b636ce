"""Read a notice that calls its readers to a meeting or a training: when, where and who is to come stand under labels of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..dates.dates import find_dates
from ..language.rules import pattern
from ..linking.body import AgencyLink
from ..linking.reading import GroupLink, OfficialLink, Reading, RegionLink
from ..structure.sections import Block
from .event import HOST, Event, Host, dated, kind_of
from .own_issuers import own_issuers
from .part import Part
from .task import words_from

LABEL = pattern("convening.label")
CALLS = pattern("convening.calls")
VENUE = pattern("convening.venue")
SELF = pattern("convening.self")
ARRIVAL = pattern("convening.arrival")
FEWEST_LABELS = 2  # labels that make a text a notice of this kind
KINDS = ("heading", "item", "paragraph", "field", "utterance", "lead_in")


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one label: `what` is time, place or people, `spans` its stretches (code points)."""

    what: frozenset[str]
    spans: tuple[tuple[int, int], ...]


def sections(reading: Reading) -> list[Section]:
    """Return what a notice says under its labels of time, place and people, in text order; none where it has too few."""
    found: list[Section] = []
    blocks = reading.outline.blocks
    for block in blocks:
        match = LABEL.match(reading.text, _start(block), block.end) if block.kind in KINDS else None
        if match is None:
            continue
        what = frozenset(name for name in ("time", "place", "people") if match.group(name))
        rest = [(match.end(), block.end)] if block.end - match.end() > 1 else []
        spans = [*rest, *((each.start, each.end) for each in _under(reading, block))]
        found.append(Section(what, tuple(spans)))
    said = frozenset[str]().union(*(section.what for section in found))
    return found if len(said) >= FEWEST_LABELS else []


def _start(block: Block) -> int:
    return block.start if block.kind == "field" else words_from(block)


def _under(reading: Reading, block: Block) -> Iterator[Block]:
    """Yield the lines under a label, up to the next label, heading of its level or signature."""
    for other in reading.outline.blocks[block.index + 1 :]:
        numbered = other.kind in ("heading", "item")
        if other.kind not in KINDS or (numbered and (block.level == 0 or other.level <= block.level)):
            return
        if LABEL.match(reading.text, _start(other), other.end) and other.level <= block.level:
            return
        yield other


def convened(reading: Reading, events: Sequence[Event]) -> tuple[list[Event], list[Part]]:
    """Return the events with the one that a notice calls its readers to, and who is to come to it."""
    found = sections(reading)
    called = _called(reading, events) if found else None
    if called is None:
        return list(events), []
    event = _placed(reading, _timed(reading, called, found), found)
    parts = [
        Part(party, event, "ATTENDED", *span, rule="attendance.convened")
        for section in found
        if "people" in section.what
        for span in section.spans
        for party in reading.marked(*span).within(0, len(reading.marked(*span).stream))
        if isinstance(party, OfficialLink | AgencyLink | GroupLink)
    ]
    others = [each for each in events if each is not called and not each.generic and each.name != event.name]
    return [event, *others], parts


def _called(reading: Reading, events: Sequence[Event]) -> Event | None:
    """Return the event that the notice calls: by its title, else by its first words (决定召开…, 定于…举办…)."""
    title = reading.header.title
    spans = [tuple(title)] if title is not None else []
    spans += [(block.start, block.end) for block in reading.outline.of_kind("paragraph")][:2]
    match = next((m for a, b in spans if (m := CALLS.search(reading.text, a, b))), None)
    if match is None:
        return None
    name = match.group("name")
    known = next((each for each in events if each.name == name or each.name.endswith(name)), None)
    issuers = [Host(body.parent or body, HOST, start, end) for body, start, end in own_issuers(reading, None)]
    hosts = (known.hosts if known is not None else ()) or tuple(issuers[:1]) or _self(reading)
    if known is not None:
        return replace(known, hosts=hosts)
    return Event(name, kind_of(name), match.start("name"), match.end("name"), hosts=hosts, rule="event.convened")


def _self(reading: Reading) -> tuple[Host, ...]:
    """Return the body that 我厅决定召开 means, where the text names an office of it: the one that most of its offices are of."""
    match = SELF.search(reading.text)
    if match is None:
        return ()
    tops = [link.body.parent or link.body for link in reading.agencies if not link.body.derived]
    names = Counter(body.name for body in tops if body.name.endswith(match["head"]) and "环境" in body.name)
    most = names.most_common(1)
    body = next((body for body in reversed(tops) if most and body.name == most[0][0]), None)
    return (Host(body, HOST, *match.span()),) if body is not None else ()


def _timed(reading: Reading, event: Event, found: Sequence[Section]) -> Event:
    for section in found:
        for span in section.spans if "time" in section.what else ():
            days = [each for each in find_dates(reading.text, *span) if each.kind in ("day", "span")]
            days = [
                each for each in days if not ARRIVAL.search(reading.text, max(0, each.start - 8), each.end + 6)
            ] or days
            if days:
                date, mention, basis = dated(reading, days[0], [])
                return replace(event, date=date, dated=mention, year_basis=basis)
    return event


def _placed(reading: Reading, event: Event, found: Sequence[Section]) -> Event:
    for section in found:
        for span in section.spans if "place" in section.what else ():
            venue = VENUE.search(reading.text, *span)
            if venue is None:
                continue
            regions = [each for each in reading.regions if venue.start() <= each.mention.start < venue.end()]
            place: RegionLink | None = regions[-1] if regions else event.place
            return replace(event, venue=venue.span("venue"), place=place)
    return event
