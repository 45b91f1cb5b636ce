"""State by what an event is known again in another text: kind and day, place or division, host or name."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from envgov.graph import ids
from envgov.graph.edtf import ends
from envgov.graph.model import OCCASION, Node
from envgov.graph.occasions import BY_DIVISION, BY_PLACE, Occasion

from ..gazetteer.gazetteer import Region
from ..language.rules import pattern
from .cast import Cast, outermost
from .event import Event
from .scribe import Scribe

DAY = regex.compile(r"\d{4}-\d{2}-\d{2}")
SHORTEST_NAME = 6  # folded characters: 培训班, 现场会, 环保大会 are held by many on one day
OTHER_SITTING = "其他"


def known_day(date: str) -> str | None:
    """Return the day on which an event began (EDTF), None where its year, month or day is open."""
    start = ends(date)[0] or ""
    return start if DAY.fullmatch(start) else None


def write_occasions(event: Event, node: Node, span: tuple[int, int], cast: Cast, scribe: Scribe) -> None:
    """State everything that another text's event must share to be this one; `span` is where the event is named."""
    scribe.describe(node, OCCASION, Occasion(node.uid).text(), span=span, rule="event.told")
    day = known_day(event.date)
    if day is None:
        return
    place = _path(event.place.region, cast) if event.place is not None else ""
    for by, where in _wheres(event, cast):
        for what, rule in _whats(event, where if by == BY_DIVISION else "", cast):
            occasion = Occasion(
                node.uid, by, event.kind, day, where, what, place, _ordinal(event.name), _sitting(event)
            )
            scribe.describe(node, OCCASION, occasion.text(), span=span, rule=rule)


def _wheres(event: Event, cast: Cast) -> Iterator[tuple[str, str]]:
    """Yield the place of an event, and the divisions of who called it, else that of its name, else the text's own."""
    if event.place is not None:
        yield BY_PLACE, event.place.region.code
    hosts = [outermost(body).region for body, _role, _start, _end in event.hosts]
    found = [region for region in (*hosts, _named_division(event.name, cast)) if region is not None]
    if not found and cast.reading.home.region is not None:
        found = [cast.reading.home.region]
    for code in sorted({region.code for region in found}):
        yield BY_DIVISION, code


def _whats(event: Event, division: str, cast: Cast) -> Iterator[tuple[str, str]]:
    """Yield the hosts of an event, and its name: without the division's, where the division is known besides."""
    for uid in sorted({cast.agency(body).uid for body, _role, _start, _end in event.hosts}):
        yield uid, "event.same_host"
    name = ids.folded(full_name(event.name, cast))
    if division and (region := _named_division(event.name, cast)) is not None and region.code == division:
        name = name.removeprefix(region.name)
    if not event.generic and len(name) >= SHORTEST_NAME:
        yield name, "event.same_name"


def full_name(name: str, cast: Cast) -> str:
    """Return an event's name as another text may call it: no year, and the division's name for 全省 and 我市."""
    bare = pattern("events.year_of_name").sub("", name)
    marker = pattern("events.own_division").match(bare)
    if marker is None:
        region = _leading_division(bare, cast)
        return region.name + bare[len(_lead(bare, region)) :] if region is not None else bare
    region = cast.reading.home.resolve(marker.group("marker"), cast.gazetteer)
    return region.name + bare[marker.end() :] if region is not None else bare


def _named_division(name: str, cast: Cast) -> Region | None:
    """Return the division that an event's name begins with, by its name or as 全省, 我市."""
    bare = pattern("events.year_of_name").sub("", name)
    marker = pattern("events.own_division").match(bare)
    if marker is not None:
        return cast.reading.home.resolve(marker.group("marker"), cast.gazetteer)
    return _leading_division(bare, cast)


def _leading_division(name: str, cast: Cast) -> Region | None:
    return next((link.region for link in cast.reading.regions if name.startswith(_lead(name, link.region))), None)


def _lead(name: str, region: Region) -> str:
    """Return how a name begins that begins with a division: by its full name, else by a short one."""
    return next((each for each in (region.name, *region.short_names) if name.startswith(each)), region.name)


def _path(region: Region, cast: Cast) -> str:
    return "/".join(each.code for each in (*reversed(cast.gazetteer.ancestors(region)), region))


def _ordinal(name: str) -> str:
    found = pattern("events.ordinal_of_name").search(name)
    return found.group() if found else ""


def _sitting(event: Event) -> str:
    """Return what kind of sitting a meeting is, "" where its name leaves that open: 常务会议 is never a 推进会."""
    if event.kind != "meeting":
        return ""
    found = pattern("events.sitting").search(event.name)
    return found.group("form") if found else "" if event.generic else OTHER_SITTING
