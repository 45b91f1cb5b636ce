"""The facts stage: what the linked mentions state, each with the characters that state it."""

from __future__ import annotations

from envgov.graph import ids
from envgov.graph.edtf import ends
from envgov.graph.model import Anomaly, DocumentFacts, Node, Value

from ..document import held, share
from ..extractor import EXTRACTOR
from ..gazetteer.gazetteer import load_gazetteer
from ..linking.reading import Reading
from ..sources import origin_of
from .announced import find_miscounts
from .attendance import find_parts
from .cast import Cast
from .convening import convened
from .directives import find_demands
from .event import Event
from .events import find_events, find_sessions
from .homes import home_properties
from .naming import write_missing_ties, write_names
from .of_events import event_nodes, write_demands, write_events, write_parts
from .of_plans import report_injected, write_plans
from .places import Places
from .plans import Plan, find_plans_of
from .posts import write_posts
from .programme import write_programme
from .reviews import write_launches, write_reviews
from .scribe import Scribe
from .sittings import addressed
from .teams import write_teams
from .turnouts import find_turnouts


def write_facts(reading: Reading) -> DocumentFacts:
    """Return the facts of one document, in text order, with its node and its anomalies."""
    uid = ids.document_uid(reading.document.sha256)
    scribe = Scribe(reading.document, uid, Places.of(reading))
    gazetteer = load_gazetteer()
    cast = Cast(reading, gazetteer, uid)
    plans = find_plans_of(reading, gazetteer)
    own = next((plan for plan in plans if plan.own), None)
    events = find_sessions(reading) if own is not None else find_events(reading)
    events, invited = convened(reading, events)
    events, given = addressed(reading, events)
    write_names(reading, cast, scribe)
    write_teams(reading, cast, scribe)
    write_plans(plans, cast, scribe)
    write_programme(reading, plans, gazetteer, cast, scribe)
    nodes = event_nodes(events, cast)
    _write_happenings(reading, (events, plans), nodes, cast, scribe, told=own is None)
    write_parts([*invited, *given], [], nodes, cast, scribe)
    write_launches(reading, events, nodes, scribe)
    write_reviews(reading, events, plans, nodes, scribe, gazetteer)
    published = reading.header.published.edtf if reading.header.published else None
    write_posts(reading, cast, scribe, seen=_seen(events) or published, decided=published)
    write_missing_ties(cast, scribe)
    report_injected(reading, plans, scribe)
    facts = sorted(scribe.facts, key=lambda fact: (fact.evidence.start, fact.evidence.end, fact.predicate))
    document = _document_node(reading, uid, plans, events)
    return DocumentFacts(document, tuple(facts), (*_damage(reading), *scribe.anomalies), tuple(scribe.ignored))


def _write_happenings(
    reading: Reading,
    found: tuple[list[Event], list[Plan]],
    nodes: dict[int, Node],
    cast: Cast,
    scribe: Scribe,
    *,
    told: bool,
) -> None:
    events, plans = found
    write_events(events, nodes, cast, scribe)
    if told:
        write_parts(find_parts(reading, events), list(find_turnouts(reading, events)), nodes, cast, scribe)
        write_demands(find_demands(reading, events), plans, nodes, cast, scribe)
        for miscount in find_miscounts(reading):
            scribe.report(miscount)


def _seen(events: list[Event]) -> str | None:
    """Return the day on which the text shows its people: that of its first dated event."""
    return next((ends(event.date)[0] for event in events if event.date), None)


def _damage(reading: Reading) -> tuple[Anomaly, ...]:
    return tuple(
        Anomaly(each.kind, each.surface, each.severity, each.start, each.end, each.suggestion)
        for each in reading.document.damage
        if each.kind != "injected_name"
    )


def _document_node(reading: Reading, uid: str, plans: list[Plan], events: list[Event]) -> Node:
    document, head = reading.document, reading.header
    title = reading.text[head.title.start : head.title.end] if head.title else document.title
    publisher = reading.text[head.publisher.start : head.publisher.end] if head.publisher else document.publisher
    given: dict[str, str | None] = {
        "title": title,
        "publisher": publisher,
        "url": document.url,
        "origin": origin_of(document),
        "number": reading.text[head.number.start : head.number.end] if head.number else None,
        "published": head.published.edtf if head.published else document.published,
        "kind": _genre(reading, plans, events),
    }
    properties: dict[str, Value] = {key: value for key, value in given.items() if value}
    properties |= {
        "script": document.script,
        "chars": len(document.text),
        "sha256": document.sha256,
        "file": document.source.replace("\\", "/").rsplit("/", 1)[-1],
        "text": document.text,
        "raw": document.raw,
        "extractor": EXTRACTOR,
        **({"format": document.format} if document.format else {}),
        **home_properties(reading),
    }
    # An empty list would be a property that the engines do not keep alike.
    if document.left_out:
        properties |= {"left_out": document.left_out, "read_share": share(document)}
    if document.held:
        properties["held"] = held(document)
    if document.removals:
        properties["removals"] = tuple(f"{each.start}-{each.end} {each.step}" for each in document.removals)
    return Node("Document", uid, title or document.id, (), properties)


def _genre(reading: Reading, plans: list[Plan], events: list[Event]) -> str:
    if any(plan.own for plan in plans):
        return "plan"
    if any(post.change for official in reading.officials for post in official.posts):
        return "decision"
    return events[0].kind if events else "other"
