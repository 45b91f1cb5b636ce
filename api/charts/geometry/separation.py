"""Push boxes apart until none lies on another, with as little movement as may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import cos, floor, pi, sin
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

Point = tuple[float, float]
Size = tuple[float, float]
GAP = 10.0  # pixels between two boxes
ROUNDS_BEFORE_GROWING = 40
GROWTH = 1.04
GOLDEN = pi * (3 - 5**0.5)  # an angle that never repeats: two boxes on one point part in different directions


def separated(points: Any, sizes: Any, gap: float = GAP) -> Any:
    """Return the centres of boxes that do not touch; `points` and `sizes` are arrays of n rows and two columns."""
    turns = np.arange(len(points)) * GOLDEN
    found = np.asarray(points, dtype=float) + 0.01 * np.column_stack([np.cos(turns), np.sin(turns)])
    sizes = np.asarray(sizes, dtype=float) + gap
    round_ = 0
    while True:
        pairs, depth = _overlaps(found, sizes)
        if not len(pairs):
            return found
        _push(found, pairs, depth)
        round_ += 1
        if round_ % ROUNDS_BEFORE_GROWING == 0:  # there is no room: let everything grow; that always ends
            centre = found.mean(axis=0)
            found = centre + (found - centre) * GROWTH ** (1 + round_ / 200)


def _overlaps(points: Any, sizes: Any) -> tuple[Any, Any]:
    """Return the pairs of boxes that touch, in order, and how deep in each direction."""
    tree = cKDTree(points / sizes.max(axis=0))
    near = tree.query_pairs(1.0, p=np.inf, output_type="ndarray")
    if not len(near):
        return near, near
    near = near[np.lexsort((near[:, 1], near[:, 0]))]
    a, b = near[:, 0], near[:, 1]
    depth = (sizes[a] + sizes[b]) / 2 - np.abs(points[a] - points[b])
    touching = (depth > 1e-6).all(axis=1)
    return near[touching], depth[touching]


def _push(points: Any, pairs: Any, depth: Any) -> None:
    a, b = pairs[:, 0], pairs[:, 1]
    axis = np.argmin(depth, axis=1)
    rows = np.arange(len(pairs))
    direction = np.where(points[a, axis] < points[b, axis], -1.0, 1.0)
    step = direction * (depth[rows, axis] * 0.5 + 0.05)
    moves, counts = np.zeros_like(points), np.zeros_like(points)
    for ends, sign in ((a, 1.0), (b, -1.0)):
        np.add.at(moves, (ends, axis), sign * step)
        np.add.at(counts, (ends, axis), 1.0)
    points += moves / np.maximum(counts, 1.0) ** 0.5


class Room:
    """Which places are taken, so that a new box is put where none is."""

    def __init__(self, widest: Size, gap: float = GAP) -> None:
        self.cell = (widest[0] + gap, widest[1] + gap)
        self.gap = gap
        self._taken: dict[tuple[int, int], list[tuple[Point, Size]]] = defaultdict(list)

    def take(self, point: Point, size: Size) -> None:
        """Note that a box lies here."""
        self._taken[floor(point[0] / self.cell[0]), floor(point[1] / self.cell[1])].append((point, size))

    def free(self, point: Point, size: Size) -> bool:
        """Say whether a box may lie here."""
        column, row = floor(point[0] / self.cell[0]), floor(point[1] / self.cell[1])
        return not any(
            abs(point[0] - other[0]) < (size[0] + its[0]) / 2 + self.gap
            and abs(point[1] - other[1]) < (size[1] + its[1]) / 2 + self.gap
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
            for other, its in self._taken.get((column + i, row + j), ())
        )


def beside(placed: Mapping[str, Point], sizes: Mapping[str, Size], ties: Mapping[str, list[str]]) -> dict[str, Point]:
    """Return where the boxes lie that are not placed yet, each near those it is tied to; what is placed stays.

    `sizes` holds every box, `ties` the neighbours of each.
    """
    room = Room((max(w for w, _h in sizes.values()), max(h for _w, h in sizes.values())))
    for uid, point in placed.items():
        room.take(point, sizes[uid])
    found = dict(placed)
    middle = _mean([placed[uid] for uid in sorted(placed)])
    for uid in _outwards(placed, sorted(set(sizes) - set(placed)), ties):
        anchor = _mean([found[each] for each in ties.get(uid, ()) if each in found] or [middle])
        found[uid] = next(point for point in _around(anchor, middle, sizes[uid]) if room.free(point, sizes[uid]))
        room.take(found[uid], sizes[uid])
    return {uid: point for uid, point in found.items() if uid not in placed}


def _outwards(placed: Mapping[str, Point], new: list[str], ties: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield the new boxes, those first that are tied to what has its place already."""
    known, waiting = set(placed), new
    while waiting:
        ready = [uid for uid in waiting if any(each in known for each in ties.get(uid, ()))] or waiting
        yield from ready
        known |= set(ready)
        waiting = [uid for uid in waiting if uid not in known]


def _around(anchor: Point, middle: Point, size: Size) -> Iterator[Point]:
    """Yield places on wider and wider rings, beginning on the side that looks away from the middle."""
    dx, dy = anchor[0] - middle[0], anchor[1] - middle[1]
    start = np.arctan2(dy, dx) if abs(dx) + abs(dy) > 1e-6 else 0.0
    ring = 0
    while True:
        ring += 1
        radius, steps = 70.0 + 45.0 * ring, 10 + 5 * ring
        for step in range(steps):
            turn = (step + 1) // 2 * (1 if step % 2 else -1) * 2 * pi / steps
            yield (
                round(float(anchor[0] + cos(start + turn) * (radius + size[0] / 2)), 1),
                round(float(anchor[1] + sin(start + turn) * (radius * 0.7 + size[1] / 2)), 1),
            )


def _mean(points: list[Point]) -> Point:
    if not points:
        return (0.0, 0.0)
    return (sum(x for x, _y in points) / len(points), sum(y for _x, y in points) / len(points))
