"""Fetch the nodes and relationships of a figure: every statement finds its nodes by label and uid, so size does not matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from envgov.graph.statements import names

from ..access import Graph
from ..charts.geometry.boxes import box
from ..resources.listings import NODE_LABELS
from ..showing import harmless
from .figures import Edge, Node, Place
from .looks import room
from .views import LABELS

EDGES_A_NODE = 6  # a figure of n nodes has at most so many times n relationships; denser ones are no picture
NOTES = ("role", "kind", "mode", "capacity")
REGIONAL = names("explorer/regions")


def near(
    graph: Graph, uid: str, *, hops: int, types: Iterable[str] = (), limit: int, known: Iterable[str] = ()
) -> tuple[list[str], bool]:
    """Return what lies within so many steps, the nearest first, and whether there is more than the limit.

    From a division nobody goes on: its neighbours are all the others of its province.
    """
    found: dict[str, None] = {uid: None}
    left, before, frontier = limit, {uid, *known}, [uid]
    for _hop in range(hops):
        reached = list(_reached(graph, frontier, list(types) or None, limit))
        new = [each for each in dict.fromkeys(reached) if each not in before]
        found |= dict.fromkeys(new[:left])
        if len(new) > left:
            return list(found), True
        left, before = left - len(new), before | set(new)
        frontier = [each for each in new if not each.startswith("region-")]
    return list(found), False


def _reached(graph: Graph, uids: Iterable[str], types: list[str] | None, limit: int) -> Iterator[str]:
    for label, some in by_label(uids).items():
        rows = graph.rows(f"nodes/near/{label}", uids=some, types=types, limit=EDGES_A_NODE * limit + 1)
        yield from (str(row["uid"]) for row in rows)


def by_label(uids: Iterable[str]) -> dict[str, list[str]]:
    """Return uids by the label that each means, in the order of kinds.yaml; what means none, or a document, is left out."""
    found: dict[str, list[str]] = defaultdict(list)
    for uid in uids:
        label = uid.partition("-")[0].capitalize()
        if label in NODE_LABELS:
            found[label].append(uid)
    return {label: found[label] for label in LABELS if label in found}


def nodes_of(graph: Graph, uids: Iterable[str]) -> tuple[list[Node], dict[str, Place]]:
    """Return nodes without their places, and the regions that they belong to."""
    wanted = by_label(uids)
    found = [row for label, some in wanted.items() for row in graph.rows(f"nodes/drawn/{label}", uids=some)]
    regions, places = _regions(graph, wanted)
    return [_node(row, regions.get(str(row["uid"]), ())) for row in found], places


def _regions(graph: Graph, wanted: Mapping[str, list[str]]) -> tuple[dict[str, tuple[str, ...]], dict[str, Place]]:
    regions: dict[str, set[str]] = defaultdict(set)
    places: dict[str, Place] = {}
    for label, uids in wanted.items():
        if label not in REGIONAL:
            continue
        for row in graph.rows(f"explorer/regions/{label}", uids=uids):
            regions[str(row["uid"])].add(str(row["region"]))
            places[str(row["region"])] = Place(harmless(row["name"]), str(row["level"]))
    return {uid: tuple(sorted(some)) for uid, some in regions.items()}, places


def _node(row: Mapping[str, Any], regions: tuple[str, ...]) -> Node:
    uid, name = str(row["uid"]), harmless(row["name"]).replace("\n", " ")
    label = uid.partition("-")[0].capitalize()
    return Node(
        uid=uid,
        name=name,
        label=label,
        labels=tuple(sorted(row["labels"])),
        box=box(name, room=room(label)),
        date=row["date"],
        since=row["since"],
        until=row["until"],
        seq=row["seq"] if isinstance(row["seq"], int) else None,
        relations=int(row["relations"]),
        regions=regions,
    )


def edges_of(graph: Graph, uids: Iterable[str]) -> tuple[list[Edge], bool]:
    """Return the relationships among nodes, in order, and whether there are more than a picture takes."""
    every = sorted(uids)
    most = EDGES_A_NODE * max(len(every), 50)
    rows = [
        row
        for label, some in by_label(every).items()
        for row in graph.rows(f"nodes/among/{label}", uids=some, all=every, limit=most + 1)
    ]
    return [_edge(row) for row in rows[:most]], len(rows) > most


def _edge(row: Mapping[str, Any]) -> Edge:
    given = row["properties"]
    note = next((given[name] for name in NOTES if given.get(name)), "")
    return Edge(
        fact=str(given["fact"]),
        source=row["source"],
        type=row["type"],
        target=row["target"],
        derived=bool(given["derived"]),
        confidence=float(given["confidence"]),
        documents=int(given["documents"]),
        note=harmless(note),
    )
