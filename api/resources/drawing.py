"""Subgraphs: the nodes around one, between two, or of a query's rows; always bounded, and it says where it was cut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from envgov.graph.answers import Answer
from envgov.graph.asking import answer
from envgov.graph.queries import named

from ..access import Graph
from ..problems import NotFoundError

MOST_EDGES = 2000
OF_EDGES = ("fact", "derived", "confidence", "documents")


def around(graph: Graph, uid: str, *, hops: int, types: list[str] | None, derived: bool, limit: int) -> dict[str, Any]:
    """Return what lies within so many steps of a node."""
    nodes = {row["uid"]: row for row in graph.rows("api/named", uids=[uid], limit=1)}
    if not nodes:
        raise NotFoundError(f"there is no node {uid!r}")
    edges: dict[object, dict[str, Any]] = {}
    frontier, cut = [uid], False
    for _hop in range(hops):
        found = [row for rows in _reached(graph, frontier, types, derived) for row in rows]
        frontier = []
        for row in found:
            new = row["uid"] not in nodes
            if (new and len(nodes) >= limit) or len(edges) >= MOST_EDGES:
                cut = True
                continue
            if new:
                nodes[row["uid"]] = row
                frontier.append(str(row["uid"]))
            edge = _edge(row)
            edges[edge["fact"]] = edge
        cut = cut or len(found) > MOST_EDGES
    return _drawn(graph, nodes.values(), edges.values(), cut=cut, limit=limit)


def _reached(
    graph: Graph, uids: Iterable[str], types: list[str] | None, derived: bool
) -> Iterable[list[dict[str, Any]]]:
    by_label: dict[str, list[str]] = defaultdict(list)
    for uid in uids:
        by_label[uid.partition("-")[0].capitalize()].append(uid)
    for label, some in sorted(by_label.items()):
        if label == "Document":
            continue
        asked = {"uids": some, "types": types, "derived": derived, "limit": MOST_EDGES + 1}
        yield graph.rows(f"nodes/around/{label}", **asked)


def _edge(row: Mapping[str, Any]) -> dict[str, Any]:
    named_ = {name: row["properties"].get(name) for name in OF_EDGES}
    return {"source": row["source"], "type": row["type"], "target": row["target"], **named_}


def between(graph: Graph, source: str, target: str, *, limit: int) -> dict[str, Any]:
    """Return the shortest path between two things, as a subgraph; without nodes where there is none."""
    found = answer(graph.reader, named("paths.between"), {"from": source, "to": target}, timeout=graph.seconds)
    return of_uids(graph, found, limit=limit)


def of_uids(graph: Graph, found: Answer, *, limit: int) -> dict[str, Any]:
    """Return the nodes whose uids stand in the rows of an answer, and the relationships among them."""
    uids = uids_of(found)
    kept = uids[:limit]
    nodes = graph.rows("api/named", uids=kept, limit=limit)
    edges = [_edge(row) for row in graph.rows("api/among", uids=kept, limit=MOST_EDGES + 1)]
    cut = found.truncated or len(uids) > limit or len(edges) > MOST_EDGES
    return _drawn(graph, nodes, edges[:MOST_EDGES], cut=cut, limit=limit)


def uids_of(found: Answer) -> list[str]:
    """Return the uids that stand in the rows of an answer, each once, in order."""
    uids: dict[str, None] = {}
    for row in found.rows:
        for name, value in zip(found.columns, row, strict=True):
            if name.endswith("uid") and isinstance(value, str):
                uids[value] = None
            elif name == "uids" and isinstance(value, list):
                uids |= dict.fromkeys(map(str, value))
    return list(uids)


def _drawn(
    graph: Graph, nodes: Iterable[Mapping[str, Any]], edges: Iterable[Mapping[str, Any]], *, cut: bool, limit: int
) -> dict[str, Any]:
    drawn = [{"uid": node["uid"], "name": node["name"], "labels": node["labels"]} for node in nodes]
    meta = {"count": len(drawn), "limit": limit, "truncated": cut, "graph_version": graph.version()}
    return {"nodes": drawn, "edges": list(edges), "meta": meta}
