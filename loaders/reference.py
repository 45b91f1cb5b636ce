"""The gazetteer as a part of the graph: its divisions and what each is, or was, part of."""

from __future__ import annotations

from collections.abc import Iterator

from envgov.graph import ids
from envgov.graph.model import Node, Properties, ReferenceEdge

from .facts.nodes import region_node
from .gazetteer.gazetteer import Gazetteer, Region, load_gazetteer


def reference() -> tuple[tuple[Node, ...], tuple[ReferenceEdge, ...]]:
    """Return the current divisions, and those they were once part of, with PART_OF edges dated where a change is known."""
    gazetteer = load_gazetteer()
    unique = {region.code: region for region in gazetteer.regions.by_code.values()}  # former codes lead there too
    current = [region for region in unique.values() if region.valid_to is None]
    nodes = {region.code: region_node(region) for region in current}
    edges: list[ReferenceEdge] = []
    for region in current:
        for parent, dates in _parents(region, gazetteer):
            nodes.setdefault(parent.code, region_node(parent))
            edges.append((ids.region_uid(region.code), "PART_OF", ids.region_uid(parent.code), dates))
    return tuple(nodes.values()), tuple(sorted(edges, key=lambda edge: edge[:3]))


def _parents(region: Region, gazetteer: Gazetteer) -> Iterator[tuple[Region, Properties]]:
    """Yield what a division is part of, with `from` and `to` (EDTF), then what it was part of before; each once."""
    now = gazetteer.parent(region)
    if now is None:
        return
    moves = [
        change
        for change in gazetteer.regions.changes  # the oldest first
        if change.old_parent is not None and gazetteer.regions.by_code.get(change.old_code) is region
    ]
    since: str | None = None
    spans: dict[str, dict[str, str]] = {}
    for index, move in enumerate(moves):
        later = moves[index + 1].old_parent if index + 1 < len(moves) else now.code
        old = gazetteer.region(str(move.old_parent)).code
        if later is not None and old != gazetteer.region(later).code:
            spans.setdefault(old, {"from": since, "to": move.date} if since else {"to": move.date})
            since = move.date
    yield now, {"from": since} if since else {}
    yield from ((gazetteer.region(code), dates) for code, dates in spans.items() if code != now.code)
