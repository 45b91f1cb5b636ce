"""A part that somebody took in an event, and those parts that no verb tells: who led it, who was listed, who made it up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from ..gazetteer.gazetteer import load_gazetteer
from ..language.marking import Marked
from ..language.numbers import Headcount
from ..language.rules import pattern
from ..linking.body import AgencyLink
from ..linking.reading import GroupLink, Item, OfficialLink, Reading
from .event import TELLING, Event

Party = OfficialLink | AgencyLink | GroupLink

INSPECTED = pattern("events.inspected")
LISTED_BEHIND, COME_FROM = pattern("attendance.listed_behind"), pattern("attendance.come_from")
TAKEN_ALONG = pattern("events.taken_along")
LED_KINDS = ("inspection", "campaign", "drill")
CALLERS = pattern("events.callers")
COOPERATED, LED_UNDER = pattern("attendance.cooperated"), pattern("attendance.led_under")
MADE_UP_OF, LED_BY = pattern("attendance.made_up_of"), pattern("attendance.led_by")
BY_POST = pattern("attendance.chaired_by_post")
ONE_HOLDER = pattern("posts.one_holder")
LONGEST_TITLE = 5  # code points
TOLD_FORMS = (LISTED_BEHIND, COME_FROM, MADE_UP_OF, LED_BY, COOPERATED, LED_UNDER)
OF_DEEDS = (MADE_UP_OF, LED_BY, COOPERATED, LED_UNDER)  # what is told of a deed, not of a meeting
SHORTEST_NAME = 4  # characters by which the name of an event is found in its sentence


@dataclass(frozen=True, slots=True)
class Part:
    """A part somebody took in an event; `predicate` is ATTENDED, CHAIRED or SPOKE_AT, `start`..`end` the clause that says so."""

    party: Party
    event: Event
    predicate: str
    start: int
    end: int
    kind: str = ""
    mode: str = ""
    capacity: str = ""
    count: Headcount | None = None
    rule: str = "attendance.attended"


def partners(events: Sequence[Event]) -> Iterator[Part]:
    """Yield whoever held an event together with its host (甲局联合乙局开展…): they are there as well."""
    for event in events:
        for link in event.partners:
            yield Part(link, event, "ATTENDED", event.start, event.end, rule="attendance.partner")


def leaders(reading: Reading, events: Sequence[Event]) -> Iterator[Part]:
    """Yield whoever leads a visit: the event's own words name them (某人率队到某地调研), or its sentence (某人带领…开展…)."""
    for event in events:
        if event.rule == "event.called":
            yield from _before_the_verb(reading, event)
        if event.rule in ("event.inspected", "event.toured", "event.received"):
            marked = reading.marked(event.start, event.end)
            visit = INSPECTED.match(marked.stream)
            led = visit.span("led") if visit else (-1, -1)
            for item in parties_of(marked, 0, len(marked.stream)):
                if isinstance(item, OfficialLink) or led[0] <= marked.at(item.mention.start) < led[1]:
                    yield Part(item, event, "ATTENDED", event.start, event.end, rule="attendance.led")


def _before_the_verb(reading: Reading, event: Event) -> Iterator[Part]:
    """Yield whoever calls the event in person (某人召开…), and whoever takes others along to it (某人带领…开展…)."""
    begin = max(reading.text.rfind(sign, 0, event.start) for sign in "。；\n") + 1
    marked = reading.marked(begin, event.end)
    named = marked.stream.rfind(event.name[:SHORTEST_NAME])
    found = [CALLERS.search(marked.stream, 0, named)] if named > 0 else []
    found += TAKEN_ALONG.finditer(marked.stream) if event.kind in LED_KINDS else ()
    for match in found:
        for item in marked.within(*match.span("who")) if match is not None else ():
            if isinstance(item, OfficialLink):
                yield Part(item, event, "ATTENDED", begin, event.end, rule="attendance.led")


def told_of(marked: Marked[Item], event: Event | None) -> Iterator[Part]:
    """Read who attended where no verb stands behind them: 参加会议的有甲、乙; 来自甲的志愿者; 由甲、乙组成的检查组."""
    for form in TOLD_FORMS if event is not None else ():
        if event is None or (form in OF_DEEDS and event.kind not in LED_KINDS):
            continue
        for match in form.finditer(marked.stream):
            for party in parties_of(marked, *match.span("who")):
                if form in (LISTED_BEHIND, LED_BY, LED_UNDER) or not isinstance(party, OfficialLink):
                    yield Part(party, event, "ATTENDED", *marked.span(*match.span()), rule="attendance.told_of")


def parties_of(marked: Marked[Item], first: int, last: int) -> Iterator[Party]:
    """Yield the persons, bodies and collectives between two places of a stream, in order."""
    for item in marked.within(first, last):
        if isinstance(item, OfficialLink | AgencyLink | GroupLink):
            yield item


def chairs_by_post(reading: Reading, events: Sequence[Event]) -> Iterator[Part]:
    """Yield who chaired by his post alone (会议由局长主持), where one person of the text has it."""
    for block in reading.outline.blocks:
        if block.kind not in TELLING:
            continue
        for match in BY_POST.finditer(reading.text, block.start, block.end):
            title = _title(match.group("post"))
            told = [event for event in events if event.start < match.end()] or events[:1]
            if title is None or not told or _names_somebody(reading, match):
                continue
            event = ([each for each in told if each.stage] or told)[-1]
            whose = match.group("post").removesuffix(title)
            people = [each for each in reading.officials if any(post.title == title for post in each.posts)]
            if len({each.name for each in people}) == 1 and _fits(people[0], title, whose, event):
                yield Part(people[0], event, "CHAIRED", *match.span(), rule="attendance.chaired_by_post")


def _title(words: str) -> str | None:
    """Return the title that the words end with, where one person holds it at a time."""
    titles = load_gazetteer().posts.all
    for length in range(min(LONGEST_TITLE, len(words)), 1, -1):
        if words[-length:] in titles:
            return words[-length:] if ONE_HOLDER.fullmatch(words[-length:]) else None
    return None


def _names_somebody(reading: Reading, match: regex.Match[str]) -> bool:
    return any(match.start() <= each.mention.name_start < match.end() for each in reading.officials)


def _fits(person: OfficialLink, title: str, whose: str, event: Event) -> bool:
    """Say whether the person's body is the one that the clause names, or the host of the event, or open."""
    hosts = {body.name for body, *_rest in event.hosts}
    for post, mention in zip(person.posts, person.mention.posts, strict=False):
        if post.title == title:
            named = mention.agency.text if mention.agency is not None else ""
            return post.body is None or post.body.name in hosts or not named or (bool(whose) and named.endswith(whose))
    return False
