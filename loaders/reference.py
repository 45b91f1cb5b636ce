"""The gazetteer as a part of the graph: its divisions and what each is part of."""

from __future__ import annotations

from envgov.graph import ids
from envgov.graph.model import Node

from .facts.nodes import region_node
from .gazetteer import load_gazetteer


def reference() -> tuple[tuple[Node, ...], tuple[tuple[str, str, str], ...]]:
    """Return the current divisions as nodes, and (uid, "PART_OF", uid of what it lies in) of each below a province."""
    gazetteer = load_gazetteer()
    current = [region for region in gazetteer.regions.by_code.values() if region.valid_to is None]
    nodes = {region.code: region_node(region) for region in current}
    edges = [
        (ids.region_uid(region.code), "PART_OF", ids.region_uid(region.parent))
        for region in current
        if region.parent is not None and region.parent in nodes
    ]
    return tuple(nodes.values()), tuple(sorted(set(edges)))
