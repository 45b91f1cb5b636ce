"""Make the nodes of the graph from what the linking found; the only place where loaders make uids."""

from __future__ import annotations

from envgov.graph import ids
from envgov.graph.model import Node, Value

from ..gazetteer.gazetteer import Gazetteer, Region
from ..language.rules import pattern
from ..linking.body import Body
from ..linking.zones import is_zone
from ..mentions.mention import Shape

TEMPORARY = pattern("teams.temporary")
WORKING = pattern("teams.working")
MINISTRY = pattern("teams.ministry")
TEAM_OFFICE = pattern("teams.team_office")
INSTITUTE = pattern("teams.institute")
ENTERPRISE = pattern("teams.enterprise")
LONGEST_CAPTION = 40  # code points


def caption(words: str) -> str:
    """Return what a task or a demand is called: its words on one line, the end marked where they are cut."""
    line = " ".join(words.split("\n"))
    return line if len(line) <= LONGEST_CAPTION else line[: LONGEST_CAPTION - 1] + "…"


def region_node(region: Region) -> Node:
    """Return the node of a division; one without a code is known by what it lies in and its name."""
    if region.parent is not None and (region.level == "township" or is_zone(region)):
        uid = ids.place_uid(region.parent, region.name)
        return Node("Region", uid, region.name, (), {"level": region.level})
    properties: dict[str, Value] = {"code": region.code, "level": region.level}
    if region.short_names:
        properties["short_names"] = region.short_names
    if region.former_codes:
        properties["former_codes"] = region.former_codes
    if region.valid_to:
        properties["valid_to"] = region.valid_to
    return Node("Region", ids.region_uid(region.code), region.name, (), properties)


def agency_node(body: Body, gazetteer: Gazetteer, document: str) -> Node:
    """Return the node of an agency; its sub-label follows from its kind or the ending of its name.

    One whose place is unknown is the document's own.
    """
    if not body.resolved:
        return _unplaced_node(body, gazetteer, document)
    kind = None if TEAM_OFFICE.search(body.name) else gazetteer.kind_of(body.name)
    if kind is None and body.parent is not None and body.name.endswith("分局"):
        kind = gazetteer.kind_of(body.parent.name)
    properties: dict[str, Value] = {}
    level = body.region.level if body.region else "ministry" if _is_ministry(body, gazetteer) else None
    if level in ("ministry", "province", "prefecture", "county", "township", "area"):
        properties["level"] = level
    if kind is not None:
        properties["function"] = kind.function
    uid = ids.agency_uid(body.region.code if body.region else None, body.name)
    return Node("Agency", uid, body.name, _labels(body, kind.label if kind is not None else None), properties)


def _is_ministry(body: Body, gazetteer: Gazetteer) -> bool:
    """Say whether a body is a department of the central government, not its branch in a place and not the party's."""
    return body.name in gazetteer.agencies.national and bool(MINISTRY.search(body.name))


def _unplaced_node(body: Body, gazetteer: Gazetteer, document: str) -> Node:
    kind = gazetteer.kind_surfaces.get(body.surface_core) if body.parent is None else gazetteer.kind_of(body.name)
    properties: dict[str, Value] = {"resolved": False}
    if body.level:
        properties["level"] = body.level
    if kind is not None:
        properties["function"] = kind.function
    uid = ids.agency_uid(document, body.name)
    return Node("Agency", uid, body.name, _labels(body, kind.label if kind is not None else None), properties)


def _labels(body: Body, label: str | None) -> tuple[str, ...]:
    if label:
        return (label,)
    if body.shape is Shape.PARTY or body.name.startswith(("中共", "中国共产党", "党中央")):
        return ("PartyOrgan",)
    if WORKING.search(body.name):
        return ("WorkingGroup",)
    if body.shape is Shape.TEMPORARY and TEMPORARY.search(body.name):
        return ("LeadingGroup",)
    if ENTERPRISE.search(body.name):
        return ("Enterprise",)
    return ("Institute",) if INSTITUTE.search(body.name) else ()


def official_node(name: str, anchor: str) -> Node:
    """Return the node of a person by name and anchor."""
    return Node("Official", ids.official_uid(name, anchor), name)


def post_node(title: str, agency: Node) -> Node:
    """Return the node of a post of an agency; an empty title is a bare affiliation."""
    kind = "affiliation" if not title else "role" if "组长" in title or title == "成员" else "post"
    if pattern("teams.rank").search(title):
        kind = "rank"
    shown = title or "人员"
    return Node("Post", ids.post_uid(agency.uid, title), f"{agency.name}{shown}", (), {"title": shown, "kind": kind})
