"""What a meeting had before it, what it set going, and which meetings belong to one series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from envgov.graph.model import Node

from ..gazetteer.gazetteer import Gazetteer
from ..language.rules import pattern
from ..language.sentences import sentences
from ..linking.reading import Reading
from ..mentions.mention import PlanMention
from .event import TELLING, Event
from .of_plans import plan_node
from .plans import Plan, plan_of
from .scribe import Scribe

REVIEWED = pattern("events.reviewed")
SERIES = pattern("events.series")
LAUNCHING = pattern("events.launching")
LAUNCHED = pattern("events.launched")
LAUNCH_NEAR = 40  # code points between 会议部署 and the name of the campaign


class Review(NamedTuple):
    """A meeting, a plan that it had before it, and the characters that say so."""

    event: Event
    plan: Plan
    start: int
    end: int


def series_of(name: str) -> str | None:
    """Return what the meetings of a series are called together (without year, month and ordinal); None for a single one."""
    match = SERIES.match(name)
    return match.group("who") + match.group("what") if match else None


def find_reviews(
    reading: Reading, events: Sequence[Event], plans: Sequence[Plan], gazetteer: Gazetteer
) -> Iterator[Review]:
    """Yield each plan that the text says a meeting reviewed."""
    for block in reading.outline.of_kind(*TELLING):
        for start, end in sentences(reading.text, block.start, block.end):
            marked = reading.marked(start, end)
            for match in REVIEWED.finditer(marked.stream):
                span = marked.span(*match.span())
                held = [event for event in events if event.stage and event.start < span[1]]
                for mention in marked.within(*match.span("plans")):
                    plan = plan_of(reading, mention, gazetteer, plans) if isinstance(mention, PlanMention) else None
                    if held and plan is not None:
                        yield Review(held[-1], plan, *span)


def write_reviews(
    reading: Reading,
    events: Sequence[Event],
    plans: Sequence[Plan],
    nodes: Mapping[int, Node],
    scribe: Scribe,
    gazetteer: Gazetteer,
) -> None:
    """State the series of every event that has one, and the plans that meetings reviewed."""
    for index, event in enumerate(events):
        series = series_of(event.name)
        scribe.describe(nodes[index], "series", series, span=(event.start, event.end), rule="event.series")
    place = {id(event): index for index, event in enumerate(events)}
    for event, plan, start, end in find_reviews(reading, events, plans, gazetteer):
        node = nodes[place[id(event)]]
        scribe.relate(node, "REVIEWED", plan_node(plan), span=(start, end), rule="event.reviewed")


def write_launches(reading: Reading, events: Sequence[Event], nodes: Mapping[int, Node], scribe: Scribe) -> None:
    """State which campaign a meeting set going: its name says so (某行动动员部署会), or its text does (会议部署了某行动)."""
    for index, meeting in enumerate(events):
        if meeting.kind not in ("meeting", "training"):
            continue
        for other, campaign in enumerate(events):
            if campaign.kind not in ("campaign", "inspection") or other == index:
                continue
            span = _launch(reading, meeting, campaign)
            if span is not None:
                scribe.relate(nodes[index], "LAUNCHED", nodes[other], span=span, rule="event.launched")


def _launch(reading: Reading, meeting: Event, campaign: Event) -> tuple[int, int] | None:
    core = campaign.name.split("“")[0] if campaign.name.endswith("”") else campaign.name
    if meeting.name.startswith(core) and LAUNCHING.search(meeting.name[len(core) :]):
        return meeting.start, meeting.end
    at = reading.text.find(core, meeting.start)
    if at < 0:
        return None
    begin = max(meeting.start, at - LAUNCH_NEAR)
    match = LAUNCHED.search(reading.text[begin:at])
    return (begin + match.start(), at + len(core)) if match else None
