"""State which agencies, divisions, persons and collectives a text names, and what belongs to what."""

from __future__ import annotations

from envgov.graph import ids
from envgov.graph.model import Anomaly, Node

from ..linking.body import Body
from ..linking.reading import GroupLink, OfficialLink, Reading
from ..linking.succession import successor
from .cast import Cast, outermost
from .scribe import SURE, Scribe


def write_names(reading: Reading, cast: Cast, scribe: Scribe) -> None:
    """State the names of everything that the text names, and how bodies, posts and divisions hang together."""
    _regions(reading, cast, scribe)
    _agencies(reading, cast, scribe)
    for official in reading.officials:
        scribe.name(cast.official(official), _name_span(official), official.mention.rule)
    for group in reading.groups:
        _group(group, cast, scribe)


def _name_span(official: OfficialLink) -> tuple[int, int]:
    return official.mention.name_start, official.mention.name_end


def _regions(reading: Reading, cast: Cast, scribe: Scribe) -> None:
    for link in reading.regions:
        span = (link.mention.start, link.mention.end)
        town = link.region.level == "township"
        scribe.name(cast.region(link.region), span, "region.township" if town else "region.gazetteer", SURE)
        if town and link.region.parent is not None:
            county = cast.region(cast.gazetteer.region(link.region.parent))
            scribe.relate(cast.region(link.region), "PART_OF", county, span=span, rule="region.township", derived=True)


def _agencies(reading: Reading, cast: Cast, scribe: Scribe) -> None:
    quoted = [(plan.start, plan.end) for plan in reading.plans if reading.text.startswith("《", plan.start)]
    for link in reading.agencies:
        span = (link.mention.start, link.mention.end)
        if any(start <= span[0] < end for start, end in quoted):
            continue
        scribe.name(cast.agency(link.body), span, f"agency.{link.mention.scope.value}")
        write_ties(link.body, span, cast, scribe)
        _succession(link.body, span, cast, scribe)
    scribe.set_aside((each.mention.start, each.mention.end, "agency.unresolved") for each in reading.open_agencies)


def _succession(body: Body, span: tuple[int, int], cast: Cast, scribe: Scribe) -> None:
    """State which agency took over from one that is called by a name since given up."""
    heir = successor(outermost(body), cast.gazetteer)
    if heir is None:
        return
    later, when = heir
    old, new = cast.agency(outermost(body)), cast.agency(later)
    if old.uid != new.uid:
        scribe.relate(
            old, "SUCCEEDED_BY", new, span=span, rule="agency.successor", derived=True, properties={"date": when}
        )
        write_ties(later, span, cast, scribe)


def write_ties(body: Body, span: tuple[int, int], cast: Cast, scribe: Scribe) -> None:
    """State what a body is a unit of, and the division that the outermost one serves."""
    node = cast.agency(body)
    if body.parent is not None:
        parent = cast.agency(body.parent)
        scribe.relate(node, "UNIT_OF", parent, span=span, rule="agency.unit", derived=True)
        write_ties(body.parent, span, cast, scribe)
    if body.region is not None:
        scribe.relate(node, "SERVES", cast.region(body.region), span=span, rule="agency.region", derived=True)


def write_missing_ties(cast: Cast, scribe: Scribe) -> None:
    """State the division of every body that facts speak of without its own name: the body behind a post, a host, an issuer."""
    served = {fact.subject.uid for fact in scribe.facts if fact.predicate == "SERVES"}
    first: dict[str, tuple[int, int]] = {}
    for fact in scribe.facts:
        for node in (fact.subject, fact.object):
            if node is not None and node.kind == "Agency":
                first.setdefault(node.uid, (fact.evidence.start, fact.evidence.end))
    for body in cast.bodies():
        uid = cast.agency(body).uid
        if uid in first and uid not in served:
            write_ties(body, first[uid], cast, scribe)


def group_node(group: GroupLink, document: str) -> Node:
    """Return the node of a collective; it is what one text calls so."""
    mention = group.mention
    properties: dict[str, str | int] = {"selector": group.selector, "resolved": len(group.members)}
    if mention.count is not None:
        properties["expected"] = mention.count
    properties["kind"] = mention.head
    return Node("Group", ids.group_uid(document, mention.start, mention.end), mention.text, (), dict(properties))


def _group(group: GroupLink, cast: Cast, scribe: Scribe) -> None:
    node = group_node(group, cast.document)
    span = (group.mention.start, group.mention.end)
    scribe.name(node, span, "group.collective")
    if group.mention.count is not None and group.there is not None and group.mention.count != group.there:
        # Some were left out, or the text counts otherwise (开发区 beside counties): nobody is guessed, people are told.
        report = f"区划表有{group.there}个"
        scribe.report(Anomaly("group_count", group.mention.text, "info", *span, report))
    for member in group.members:
        agency = cast.agency(member)
        scribe.relate(agency, "MEMBER_OF", node, span=span, rule="group.gazetteer", derived=True)
        write_ties(member, span, cast, scribe)
