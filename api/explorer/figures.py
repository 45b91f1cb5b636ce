"""A figure: nodes with their boxes and places, the relationships among them, and what a reader must know of its limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ..charts.geometry.boxes import Box
from .views import Filters, Point, key_of


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in its place: `relations` are all it has in the graph, `regions` where it belongs, with those around."""

    uid: str
    name: str
    label: str
    labels: tuple[str, ...]
    box: Box
    x: float = 0.0
    y: float = 0.0
    date: str | None = None
    since: str | None = None
    until: str | None = None
    seq: int | None = None
    relations: int = 0
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship: `note` is its role or kind."""

    fact: str
    source: str
    type: str
    target: str
    derived: bool
    confidence: float
    documents: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A region that a figure can be narrowed to."""

    name: str
    level: str


@dataclass(frozen=True, slots=True)
class Figure:
    """What is drawn; `truncated` where the graph holds more than `limit`, `drawn` False where it is only a table.

    `path` holds the facts of the paths that were asked for, `said` a key of the words about the last step and its number.
    """

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    centre: str = ""
    path: frozenset[str] = frozenset()
    places: Mapping[str, Place] = field(default_factory=dict)
    truncated: bool = False
    limit: int = 0
    layout: str = "network"
    version: str = ""
    drawn: bool = True
    said: tuple[str, int] = ("", 0)

    def uids(self) -> frozenset[str]:
        """Return the uids of its nodes."""
        return frozenset(node.uid for node in self.nodes)

    def soft(self) -> frozenset[str]:
        """Return the relationships that a picture in tiers only hints at: of a plan to the tasks of its phases."""
        if self.layout != "tiers":
            return frozenset()
        of_phase = {edge.target for edge in self.edges if edge.type == "HAS_TASK" and edge.source.startswith("phase-")}
        return frozenset(
            edge.fact
            for edge in self.edges
            if edge.type == "HAS_TASK" and edge.source.startswith("plan-") and edge.target in of_phase
        )

    def uid(self, key: str) -> str:
        """Return the uid that a short name means, or nothing."""
        return next((node.uid for node in self.nodes if key_of(node.uid) == key), "")


def pinned(figure: Figure, pins: Mapping[str, Point]) -> Figure:
    """Return a figure with the nodes that a reader moved where they put them."""
    moved = (
        replace(node, x=pins[key][0], y=pins[key][1]) if (key := key_of(node.uid)) in pins else node
        for node in figure.nodes
    )
    return replace(figure, nodes=tuple(moved)) if pins else figure


def filtered(figure: Figure, filters: Filters) -> Figure:
    """Return what filters leave of a figure; static/explorer/filters.mjs does the same in the browser.

    A node that loses every relationship to a filter of relationships goes with them, the centre aside.
    """
    timely = {node.uid for node in figure.nodes if _in_time(node, filters)}
    passed = [edge for edge in figure.edges if _passes(edge, filters, timely)]
    had, have = set(_ends(figure.edges)), set(_ends(passed))
    kept = {
        node.uid
        for node in figure.nodes
        if node.uid in timely
        and (not filters.kinds or node.label in filters.kinds)
        and (not filters.region or filters.region in node.regions)
        and key_of(node.uid) not in filters.hidden
        and (node.uid in have or node.uid not in had or node.uid == figure.centre)
    }
    return replace(
        figure,
        nodes=tuple(node for node in figure.nodes if node.uid in kept),
        edges=tuple(edge for edge in passed if edge.source in kept and edge.target in kept),
    )


def _in_time(node: Node, filters: Filters) -> bool:
    """Say whether a node may lie in the time asked for; what has no date, or an open year, always may."""
    early, late = node.since or "", node.until or "9999"
    return not (node.since and filters.until and early > filters.until) and not (
        node.until and filters.since and late < filters.since
    )


def _passes(edge: Edge, filters: Filters, timely: set[str]) -> bool:
    return (
        edge.confidence >= filters.confidence
        and (filters.derived or not edge.derived)
        and edge.source in timely
        and edge.target in timely
    )


def _ends(edges: Iterable[Edge]) -> Iterable[str]:
    for edge in edges:
        yield edge.source
        yield edge.target
