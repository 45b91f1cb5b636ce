"""Positions of the boxes of a network: computed here, once, so that the same question always gives the same picture.

Fruchterman and Reingold (rustworkx) for each part that hangs together, begun from a tree of rings around its best
connected node; then the boxes are pushed apart, and the parts are packed beside each other.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from math import cos, pi, sin, sqrt
from typing import Any

import numpy as np
import rustworkx

from .separation import GAP, Point, Size, separated

Tie = tuple[str, str]
SEED = 20260101
ASPECT = 1.6  # width over height: of a screen, and of a slide
FILLED = 0.42  # share of the picture that boxes cover before they are pushed apart; more is a mush, less is unreadable
EVEN = (
    0.75  # how much of a position is its rank: with 0, pushing 3,000 boxes apart makes the picture thirty times larger
)
BETWEEN_PARTS = 60.0
# Iterations by the number of nodes: 3,000 nodes take 5 CPU seconds with 50, and look no better with 100.
ITERATIONS = ((300, 200), (1000, 100), (10**9, 50))


def network(sizes: Mapping[str, Size], ties: Iterable[Tie]) -> dict[str, Point]:
    """Return the centre of every box, in pixels; equal for equal input, whatever its order."""
    uids = sorted(sizes)
    known = neighbours(ties, sizes)
    parts = sorted(_parts(uids, known), key=lambda part: (-len(part), part[0]))
    alone = [part[0] for part in parts if len(part) == 1]
    laid = [_part(part, sizes, known) for part in parts if len(part) > 1]
    if alone:
        laid.append(_rows(alone, sizes))
    return _packed(laid, sizes)


def neighbours(ties: Iterable[Tie], sizes: Mapping[str, Size]) -> dict[str, list[str]]:
    """Return whom each box is tied to, in order."""
    found: dict[str, set[str]] = defaultdict(set)
    for a, b in ties:
        if a != b and a in sizes and b in sizes:
            found[a].add(b)
            found[b].add(a)
    return {uid: sorted(each) for uid, each in found.items()}


def _parts(uids: Sequence[str], known: Mapping[str, list[str]]) -> list[list[str]]:
    graph, index = _graph(uids, known)
    return [sorted(uids[node] for node in part) for part in rustworkx.connected_components(graph)] if index else []


def _graph(uids: Sequence[str], known: Mapping[str, list[str]]) -> tuple[rustworkx.PyGraph[str, None], dict[str, int]]:
    graph: rustworkx.PyGraph[str, None] = rustworkx.PyGraph(multigraph=False)
    index = dict(zip(uids, graph.add_nodes_from(list(uids)), strict=True))
    graph.add_edges_from([(index[a], index[b], None) for a in uids for b in known.get(a, ()) if a < b and b in index])
    return graph, index


def _part(part: list[str], sizes: Mapping[str, Size], known: Mapping[str, list[str]]) -> dict[str, Point]:
    graph, index = _graph(part, known)
    begin = _rings(part, known)
    rounds = next(rounds for most, rounds in ITERATIONS if len(part) <= most)
    found = rustworkx.spring_layout(
        graph, pos={index[uid]: begin[uid] for uid in part}, num_iter=rounds, seed=SEED, scale=1
    )
    raw = np.array([found[index[uid]] for uid in part], dtype=float)
    boxes = np.array([sizes[uid] for uid in part], dtype=float)
    area = float(((boxes[:, 0] + GAP) * (boxes[:, 1] + GAP)).sum()) / FILLED
    height = sqrt(area / ASPECT)
    points = separated(_spread(raw) * np.array([height * ASPECT, height]), boxes)
    return {uid: (float(x), float(y)) for uid, (x, y) in zip(part, points, strict=True)}


def _spread(raw: Any) -> Any:
    """Return positions between 0 and 1 that crowd less: springs leave the middle full and the rim empty."""
    extent = np.maximum(raw.max(axis=0) - raw.min(axis=0), 1e-9)
    ranks = raw.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / max(1, len(raw) - 1)
    return (1 - EVEN) * (raw - raw.min(axis=0)) / extent + EVEN * ranks


def _rings(part: list[str], known: Mapping[str, list[str]]) -> dict[str, Point]:
    """Return where a part begins: its best connected node in the middle, the others on rings by their distance."""
    root = max(part, key=lambda uid: (len(known[uid]), uid))
    children, order = _tree(root, known)
    leaves: dict[str, int] = {}
    for uid in reversed(order):
        leaves[uid] = sum(leaves[child] for child in children[uid]) or 1
    found: dict[str, Point] = {root: (0.0, 0.0)}
    sector = {root: (0.0, 2 * pi, 0)}
    for uid in order:
        begin, width, depth = sector[uid]
        for child in children[uid]:
            share = width * leaves[child] / leaves[uid]
            sector[child] = (begin, share, depth + 1)
            turn = begin + share / 2
            found[child] = ((depth + 1) * cos(turn), (depth + 1) * sin(turn))
            begin += share
    return found


def _tree(root: str, known: Mapping[str, list[str]]) -> tuple[dict[str, list[str]], list[str]]:
    children: dict[str, list[str]] = {root: []}
    order, waiting = [], deque([root])
    while waiting:
        uid = waiting.popleft()
        order.append(uid)
        for each in known[uid]:
            if each not in children:
                children[each] = []
                children[uid].append(each)
                waiting.append(each)
    return children, order


def _rows(alone: list[str], sizes: Mapping[str, Size]) -> dict[str, Point]:
    """Return boxes that are tied to nothing in rows."""
    area = sum((sizes[uid][0] + 2 * GAP) * (sizes[uid][1] + 2 * GAP) for uid in alone)
    most, found = sqrt(area * ASPECT), {}
    x = y = tallest = 0.0
    for uid in alone:
        w, h = sizes[uid]
        if x and x + w > most:
            x, y, tallest = 0.0, y + tallest + 2 * GAP, 0.0
        found[uid] = (x + w / 2, y + h / 2)
        x, tallest = x + w + 2 * GAP, max(tallest, h)
    return found


def _packed(parts: list[dict[str, Point]], sizes: Mapping[str, Size]) -> dict[str, Point]:
    """Return the parts on shelves, the largest first, with the middle of all at 0, 0."""
    framed = [(part, _frame(part, sizes)) for part in parts]
    area = sum((right - left + BETWEEN_PARTS) * (low - top + BETWEEN_PARTS) for _p, (left, top, right, low) in framed)
    most = max([sqrt(area * ASPECT), *(right - left for _part, (left, _t, right, _l) in framed)])
    found: dict[str, Point] = {}
    x = y = tallest = 0.0
    for part, (left, top, right, low) in framed:
        if x and x + right - left > most:
            x, y, tallest = 0.0, y + tallest + BETWEEN_PARTS, 0.0
        found |= {uid: (px - left + x, py - top + y) for uid, (px, py) in part.items()}
        x, tallest = x + right - left + BETWEEN_PARTS, max(tallest, low - top)
    return _centred(found, sizes)


def _frame(part: Mapping[str, Point], sizes: Mapping[str, Size]) -> tuple[float, float, float, float]:
    return (
        min(x - sizes[uid][0] / 2 for uid, (x, _y) in part.items()),
        min(y - sizes[uid][1] / 2 for uid, (_x, y) in part.items()),
        max(x + sizes[uid][0] / 2 for uid, (x, _y) in part.items()),
        max(y + sizes[uid][1] / 2 for uid, (_x, y) in part.items()),
    )


def _centred(points: Mapping[str, Point], sizes: Mapping[str, Size]) -> dict[str, Point]:
    if not points:
        return {}
    left, top, right, low = _frame(points, sizes)
    x0, y0 = (left + right) / 2, (top + low) / 2
    return {uid: (round(x - x0, 1), round(y - y0, 1)) for uid, (x, y) in points.items()}


__all__ = ["Point", "Size", "Tie", "neighbours", "network"]
