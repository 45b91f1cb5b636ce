"""Build figures: fetch, size, place; each step adds to the figure before it and moves nothing; the last figures are kept."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import pairwise
from multiprocessing import get_context
from threading import Lock, RLock

from envgov.graph.asking import answer
from envgov.graph.queries import named

from ..access import Graph
from ..charts.geometry.boxes import box
from ..charts.geometry.layout import neighbours, network
from ..charts.geometry.separation import Point, Size, beside
from ..charts.geometry.tiers import Link, Part, tiered, tiers_of
from ..problems import ApiError
from ..resources.drawing import uids_of
from ..resources.listings import node_of
from .fetching import edges_of, near, nodes_of
from .figures import Edge, Figure, Node
from .looks import room
from .views import MOST, Question

A_STEP = 50  # nodes that expanding one adds at most
KEPT_NODES = 20_000  # in all figures that are kept: some 40 MB
ASIDE = 400  # nodes; springs hold the interpreter, and more nodes hold it too long for a service
FONT = 12.0
MANY = 120  # nodes; all in view they are small, so the letters of the centre and of the hubs must be larger
HUB = 8  # relationships in the figure
Key = tuple[str, Question]


@dataclass(slots=True)
class Recent:
    """The figures that were asked for last; a question is computed once, however many ask it at a time."""

    most: int = KEPT_NODES
    hits: int = 0
    _kept: OrderedDict[Key, Figure] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)
    _making: Mapping[bool, RLock] = field(default_factory=lambda: {True: RLock(), False: RLock()})

    def get(self, key: Key, make: Callable[[], Figure]) -> Figure:
        """Return the figure of a key, made where it is not kept."""
        if found := self._found(key):
            return found
        with self._making[key[1].limit > ASIDE]:
            if found := self._found(key):
                return found
            made = make()
            with self._lock:
                self._kept[key] = made
                while len(self._kept) > 1 and sum(len(each.nodes) + 1 for each in self._kept.values()) > self.most:
                    self._kept.popitem(last=False)
            return made

    def _found(self, key: Key) -> Figure | None:
        with self._lock:
            if found := self._kept.get(key):
                self._kept.move_to_end(key)
                self.hits += 1
            return found


def figure_of(graph: Graph, question: Question, recent: Recent) -> Figure:
    """Return the figure that answers a question; raise as the statements do, and NotFoundError for an unknown centre."""

    def make() -> Figure:
        if not question.add:
            return begun(graph, question)
        *before, step = question.add
        return grown(graph, figure_of(graph, replace(question, add=tuple(before)), recent), step)

    return recent.get((graph.version(), question), make)


def begun(graph: Graph, question: Question) -> Figure:
    """Return the first figure of a question."""
    uids, cut, path = _asked(graph, question)
    nodes, places = nodes_of(graph, uids)
    edges, more = edges_of(graph, [node.uid for node in nodes])
    figure = Figure(
        tuple(nodes),
        tuple(edges),
        centre=question.around,
        path=_along(path, edges),
        places=places,
        truncated=cut or more,
        limit=question.limit,
        version=graph.version(),
        drawn=not (cut and question.limit >= MOST),
    )
    return placed(_sized(figure), question.layout) if figure.drawn else figure


def _asked(graph: Graph, question: Question) -> tuple[list[str], bool, list[str]]:
    limit = question.limit
    if question.around:
        node_of(graph, question.around)
        found, cut = near(graph, question.around, hops=question.hops, types=question.types, limit=limit - 1)
        return found, cut, []
    if question.query:
        asked = named(question.query)
        rows = answer(graph.reader, asked, question.given(), limit=3 * limit, timeout=graph.seconds)
        uids = uids_of(rows)
        return uids[:limit], rows.truncated or len(uids) > limit, []
    if question.source:
        path = _path(graph, question.source, question.target)
        return path, False, path
    return [], False, []


def _path(graph: Graph, source: str, target: str) -> list[str]:
    rows = answer(graph.reader, named("paths.between"), {"from": source, "to": target}, timeout=graph.seconds)
    return uids_of(rows)


def _along(path: list[str], edges: Iterable[Edge]) -> frozenset[str]:
    steps = {frozenset(pair) for pair in pairwise(path)}
    return frozenset(edge.fact for edge in edges if frozenset((edge.source, edge.target)) in steps)


def grown(graph: Graph, figure: Figure, step: str) -> Figure:
    """Return a figure with what a step adds beside it; a step of a node that is not there adds nothing."""
    kind, *keys = step.split(".")
    path: list[str] = []
    if kind == "n":
        node_of(graph, keys[0])
        wanted, left = [keys[0]], 0
    elif kind == "p":
        ends = [figure.uid(key) for key in keys]
        path = _path(graph, *ends) if all(ends) else []
        wanted, left = path, 0 if path else -1
    else:
        uid = figure.uid(keys[0])
        found = near(graph, uid, hops=1, limit=MOST, known=figure.uids())[0][1:] if uid else []
        wanted, left = found[:A_STEP], len(found) - A_STEP
    new = [uid for uid in wanted if uid not in figure.uids()]
    if len(figure.nodes) + len(new) > MOST:
        raise ApiError(
            "bad_parameter", f"the picture would have more than {MOST} nodes; begin another, or ask for a table"
        )
    words = {"n": "added", "p": "path" if left >= 0 else "no_path", "e": "left" if left > 0 else "all"}[kind]
    return _with(graph, figure, new, path, (words, left if left > 0 else len(new)))


def _with(graph: Graph, figure: Figure, new: list[str], path: list[str], said: tuple[str, int]) -> Figure:
    nodes, places = nodes_of(graph, new)
    every = (*figure.nodes, *nodes)
    edges, more = edges_of(graph, [node.uid for node in every])
    sizes = {node.uid: (node.box.w, node.box.h) for node in every}
    ties = neighbours(((edge.source, edge.target) for edge in edges), sizes)
    found = beside({node.uid: (node.x, node.y) for node in figure.nodes}, sizes, ties) if new else {}
    moved = tuple(replace(node, x=found[node.uid][0], y=found[node.uid][1]) for node in nodes)
    return replace(
        figure,
        nodes=(*figure.nodes, *moved),
        edges=tuple(edges),
        path=figure.path | _along(path, edges),
        places={**figure.places, **places},
        truncated=figure.truncated or more,
        said=said,
    )


def _sized(figure: Figure) -> Figure:
    """Return a figure whose centre and best connected nodes have larger letters: they are read when all is in view."""
    degree = Counter(end for edge in figure.edges for end in (edge.source, edge.target))
    ranked = sorted(degree, key=lambda uid: (-degree[uid], uid))[: max(3, len(figure.nodes) // 25)]
    hubs = {uid for uid in ranked if degree[uid] >= HUB}

    centre, hub = (28.0, 20.0) if len(figure.nodes) > MANY else (20.0, 16.0)

    def font(node: Node) -> float:
        return centre if node.uid == figure.centre else hub if node.uid in hubs else FONT

    return replace(
        figure, nodes=tuple(replace(node, box=box(node.name, font(node), room(node.label))) for node in figure.nodes)
    )


def placed(figure: Figure, layout: str) -> Figure:
    """Return a figure with a place for every node: tiers for a plan, else a network."""
    sizes = {node.uid: (node.box.w, node.box.h) for node in figure.nodes}
    links = [Link(edge.source, edge.type, edge.target) for edge in figure.edges]
    parts = {node.uid: Part(node.label, node.seq) for node in figure.nodes}
    tiers = {} if layout == "network" else tiers_of(parts, links, figure.centre or None)
    ties = [(link.source, link.target) for link in links]
    found = tiered(sizes, parts, links, tiers) if tiers else _network(sizes, ties)
    nodes = tuple(replace(node, x=found[node.uid][0], y=found[node.uid][1]) for node in figure.nodes)
    return replace(figure, nodes=nodes, layout="tiers" if tiers else "network")


def _network(sizes: dict[str, Size], ties: list[tuple[str, str]]) -> dict[str, Point]:
    if len(sizes) <= ASIDE:
        return network(sizes, ties)
    # A new process, never a copy: this one has threads, and the embedded store's Java.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(network, sizes, ties).result()
