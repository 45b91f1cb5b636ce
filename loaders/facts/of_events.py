"""Write down what a news text tells: its events, who took part, what was demanded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from envgov.graph import ids
from envgov.graph.model import Node, Value

from ..dates.dating import day_bounds
from ..language.words import unspaced
from ..linking.body import AgencyLink
from ..linking.reading import GroupLink, OfficialLink, Reading
from .cast import Cast
from .directives import Demand
from .event import Event
from .naming import group_node
from .nodes import caption
from .occasions import known_day, write_occasions
from .of_plans import plan_node
from .part import Part
from .plans import Plan, plan_of
from .scribe import LIKELY, SURE, Scribe
from .turnouts import Turnout

SUB_LABELS = {
    "meeting": "Meeting",
    "training": "Training",
    "inspection": "Inspection",
    "drill": "Drill",
    "campaign": "Campaign",
}


def event_nodes(events: Sequence[Event], cast: Cast) -> dict[int, Node]:
    """Return the node of each event, by its position in the list."""
    return {index: _node(event, cast) for index, event in enumerate(events)}


def _node(event: Event, cast: Cast) -> Node:
    host = cast.agency(event.hosts[0].body).uid if event.hosts else None
    own = host is None or known_day(event.date) is None  # two texts' meetings of one month may be two meetings
    where = event.place.region.code if event.place is not None else None
    told_by = cast.document if own else None
    uid = ids.event_uid(event.name, host=host, date=event.date or None, place=where, document=told_by)
    labels = (SUB_LABELS[event.kind],) if event.kind in SUB_LABELS else ()
    return Node("Event", uid, event.name, labels, {"kind": event.kind})


def write_events(events: Sequence[Event], nodes: Mapping[int, Node], cast: Cast, scribe: Scribe) -> None:
    """State name, date, place and hosts of every event."""
    for index, event in enumerate(events):
        node, span = nodes[index], (event.start, event.end)
        at = scribe.document.text.find(event.name, *span)
        named = span if at < 0 else (at, at + len(event.name))
        scribe.name(node, named, event.rule)
        scribe.describe(node, "name", event.name, span=named, rule=event.rule)
        write_occasions(event, node, named, cast, scribe)
        _write_date(event, node, scribe)
        if event.place is not None:
            where = (event.place.mention.start, event.place.mention.end)
            scribe.relate(node, "HELD_IN", cast.region(event.place.region), span=where, rule="event.place")
            if event.venue is None:
                scribe.describe(node, "place", event.place.region.name, span=where, rule="event.place")
        if event.venue is not None:
            words = unspaced(scribe.document.text[slice(*event.venue)])
            scribe.describe(node, "place", words, span=event.venue, rule="event.venue")
        for body, role, start, end in event.hosts:
            scribe.relate(
                cast.agency(body),
                "HOSTED",
                node,
                span=(min(start, event.start), max(end, event.end)),
                rule="event.host",
                properties={"role": role},
            )
        for region in event.covers:
            scribe.relate(node, "COVERS", cast.region(region), span=span, rule="event.covers")


def _write_date(event: Event, node: Node, scribe: Scribe) -> None:
    if event.dated is None or not event.date:
        return
    span = (event.dated.start, event.dated.end)
    whole = span if event.ended is None else (span[0], event.ended.end)
    scribe.describe(node, "date", event.date, span=whole, rule="event.date", confidence=SURE)
    scribe.describe(
        node, "date_text", scribe.document.text[span[0] : span[1]], span=span, rule="event.date", confidence=SURE
    )
    scribe.describe(node, "year_basis", event.year_basis, span=span, rule="event.date")
    first, last = (None, None) if "X" in event.date else day_bounds(event.dated, event.date)
    scribe.describe(node, "date_min", first, span=span, rule="event.date")
    scribe.describe(node, "date_max", last, span=span, rule="event.date")


def write_parts(
    parts: Sequence[Part], turnouts: Sequence[Turnout], nodes: Mapping[int, Node], cast: Cast, scribe: Scribe
) -> None:
    """State who attended, chaired and spoke; members of a group that attended did so by derivation."""
    for part in parts:
        event = nodes[id_of(part.event, nodes, cast)]
        span = (part.start, part.end)
        if part.predicate == "ATTENDED":
            _attended(part, event, span, cast, scribe)
            continue
        party = _party(part.party, cast)
        if party is None or (part.predicate == "CHAIRED" and party.kind != "Official"):
            continue
        properties: dict[str, Value | None] = {"kind": part.kind} if part.predicate == "SPOKE_AT" else {}
        scribe.relate(party, part.predicate, event, span=span, rule=part.rule, properties=properties)
        scribe.relate(party, "ATTENDED", event, span=span, rule=part.rule, properties=_manner(part))
    for turnout in turnouts:
        _turnout(turnout, nodes[id_of(turnout.event, nodes, cast)], cast, scribe)


def id_of(event: Event, nodes: Mapping[int, Node], cast: Cast) -> int:
    """Return the position of an event whose node is among `nodes`."""
    uid = _node(event, cast).uid
    return next(index for index, node in nodes.items() if node.uid == uid)


def _manner(part: Part) -> dict[str, Value | None]:
    properties: dict[str, Value | None] = {"mode": part.mode or None, "capacity": part.capacity or None}
    if part.count is not None:
        properties |= {"count_min": part.count.count_min, "count_text": part.count.text}
    return properties


def _attended(part: Part, event: Node, span: tuple[int, int], cast: Cast, scribe: Scribe) -> None:
    party = _party(part.party, cast)
    if party is None:
        return
    scribe.relate(party, "ATTENDED", event, span=span, rule=part.rule, properties=_manner(part))
    if isinstance(part.party, GroupLink):
        manner = {key: value for key, value in _manner(part).items() if not key.startswith("count")}
        for member in part.party.members:
            scribe.relate(
                cast.agency(member),
                "ATTENDED",
                event,
                span=span,
                rule="group.member",
                derived=not part.party.named,
                properties=manner,
            )


def _party(party: OfficialLink | AgencyLink | GroupLink, cast: Cast) -> Node | None:
    if isinstance(party, OfficialLink):
        return cast.official(party)
    if isinstance(party, GroupLink):
        return group_node(party, cast.document)
    return cast.agency(party.body)


def _turnout(turnout: Turnout, event: Node, cast: Cast, scribe: Scribe) -> None:
    """State a number of people: they are a collective of their own that the text does not break down."""
    count = turnout.count
    crowd = Node(
        "Group",
        ids.group_uid(cast.document, count.start, count.end),
        count.text,
        (),
        {"selector": "people", "kind": "people", "resolved": 0},
    )
    properties: dict[str, Value | None] = {
        "mode": turnout.mode,
        "count_min": count.count_min if count.count_min is not None else None,
        "count_text": count.text,
    }
    scribe.relate(
        crowd,
        "ATTENDED",
        event,
        span=(count.start, count.end),
        rule="attendance.headcount",
        confidence=SURE,
        properties=properties,
    )


def write_demands(
    demands: Sequence[Demand], plans: Sequence[Plan], nodes: Mapping[int, Node], cast: Cast, scribe: Scribe
) -> None:
    """State every demand: who gave it, at which event where one is told of, about which plan, to whom, in which list."""
    made: dict[int, Node] = {}
    for demand in demands:
        event = nodes[id_of(demand.event, nodes, cast)] if demand.event is not None else None
        giver = (_party(demand.speaker, cast) if demand.speaker is not None else None) or event
        if giver is None:
            continue
        node, span = _demand_node(demand, cast), (demand.start, demand.end)
        scribe.name(node, span, demand.rule)
        if event is not None:
            scribe.relate(node, "AT", event, span=span, rule=demand.rule)
        intro = (min(demand.intro[0], demand.start), demand.end) if demand.end - demand.intro[0] < 400 else span
        scribe.relate(giver, "GAVE", node, span=intro, rule=demand.rule, confidence=LIKELY, properties={})
        made[demand.start] = node
        if demand.head in made:
            scribe.relate(
                node,
                "PART_OF_LIST",
                made[demand.head],
                span=span,
                rule="directive.item",
                properties={"seq": demand.item},
            )
        _addressees(cast.reading, demand, node, cast, scribe)
        _about(demand, node, plans, cast, scribe)


def _demand_node(demand: Demand, cast: Cast) -> Node:
    words = cast.reading.text[demand.start : demand.end]
    said: dict[str, Value] = {
        "text": words,
        "seq": demand.seq,
        "modality": demand.modality,
        "prohibition": demand.forbids,
        **({"verb": demand.verb} if demand.verb else {}),
    }
    return Node("Directive", ids.directive_uid(cast.document, demand.start, demand.end), caption(words), (), said)


def _about(demand: Demand, node: Node, plans: Sequence[Plan], cast: Cast, scribe: Scribe) -> None:
    """State which plans a demand names in its own words."""
    for mention in cast.reading.plans:
        if not (demand.start <= mention.start and mention.end <= demand.end):
            continue
        plan = plan_of(cast.reading, mention, cast.gazetteer, plans)
        if plan is not None:
            named = (mention.start, mention.end)
            scribe.relate(node, "ABOUT", plan_node(plan), span=named, rule="directive.about")


def _addressees(reading: Reading, demand: Demand, node: Node, cast: Cast, scribe: Scribe) -> None:
    for item in reading.marked(demand.start, demand.end).items.values():
        if isinstance(item, AgencyLink | GroupLink) and item.mention.start - demand.start < 30:
            party = _party(item, cast)
            before = reading.text[demand.start : item.mention.start]
            if (
                party is not None
                and "要" not in before
                and reading.text[item.mention.end : item.mention.end + 24].find("要") >= 0
            ):
                span = (item.mention.start, item.mention.end)
                scribe.relate(node, "ADDRESSED_TO", party, span=span, rule="directive.addressee")
