"""What a meeting had before it, and which meetings belong to one series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from envgov.graph.model import Node

from ..gazetteer import Gazetteer
from ..mention import PlanMention
from ..reading import Reading
from ..rules import pattern
from ..sentences import sentences
from .event import TELLING, Event
from .of_plans import plan_node
from .plans import Plan, plan_of
from .scribe import Scribe

REVIEWED = pattern("events.reviewed")
SERIES = pattern("events.series")


def series_of(name: str) -> str | None:
    """Return what the meetings of a series are called together (without year, month and ordinal); None for a single one."""
    match = SERIES.match(name)
    return match.group("who") + match.group("what") if match else None


def find_reviews(
    reading: Reading, events: Sequence[Event], plans: Sequence[Plan], gazetteer: Gazetteer
) -> Iterator[tuple[Event, Plan, int, int]]:
    """Yield (event, plan, start, end) for each plan that the text says a meeting reviewed, with the words that say so."""
    for block in reading.outline.of_kind(*TELLING):
        for start, end in sentences(reading.text, block.start, block.end):
            marked = reading.marked(start, end)
            for match in REVIEWED.finditer(marked.stream):
                span = marked.span(*match.span())
                held = [event for event in events if event.stage and event.start < span[1]]
                for mention in marked.within(*match.span("plans")):
                    plan = plan_of(reading, mention, gazetteer, plans) if isinstance(mention, PlanMention) else None
                    if held and plan is not None:
                        yield held[-1], plan, *span


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
