"""A plan as tiers that read from left to right: what it rests on, the plan, its phases, its tasks, who answers for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from .layout import neighbours
from .separation import Point, Size

BASIS, PLAN, PHASE, TASK, DUTY, OTHER = range(6)
BETWEEN_TIERS, BETWEEN_COLUMNS, BETWEEN_ROWS = 110.0, 40.0, 14.0
TALLEST = 1.45  # of the side of a square with the area of all boxes: a taller tier is given more columns
OF_A_PLAN = 0.6  # share of the nodes that must belong to a plan for a picture in tiers


@dataclass(frozen=True, slots=True)
class Part:
    """A node of a drawing: its label, and its number among its like, where it has one."""

    label: str
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship of a drawing."""

    source: str
    type: str
    target: str


def tiers_of(parts: Mapping[str, Part], links: Iterable[Link], centre: str | None = None) -> dict[str, int]:
    """Return the tier of every node; none where the graph is not mainly that of a plan."""
    links = list(links)
    leading = {link.source for link in links if link.type in ("HAS_PHASE", "HAS_TASK")} | {centre or ""}
    plans = {uid for uid, part in parts.items() if part.label == "Plan" and uid in leading}
    if not plans:
        return {}
    bearing = {link.source for link in links if link.type == "RESPONSIBLE_FOR"}
    touching = {link.source for link in links if link.target in plans} | {
        link.target for link in links if link.source in plans
    }
    found = {uid: _tier(uid, part, plans, bearing, touching) for uid, part in parts.items()}
    own = sum(PLAN <= tier <= DUTY for tier in found.values())
    return found if own >= OF_A_PLAN * len(found) and own > len(plans) else {}


def _tier(uid: str, part: Part, plans: set[str], bearing: set[str], touching: set[str]) -> int:
    if uid in plans:
        return PLAN
    if part.label in ("Phase", "Task"):
        return PHASE if part.label == "Phase" else TASK
    if uid in bearing:
        return DUTY
    return BASIS if uid in touching else OTHER


def tiered(
    sizes: Mapping[str, Size], parts: Mapping[str, Part], links: Sequence[Link], tiers: Mapping[str, int]
) -> dict[str, Point]:
    """Return the centre of every box, in columns by tier; equal for equal input, whatever its order."""
    known = neighbours(((link.source, link.target) for link in links), sizes)
    tall = TALLEST * sqrt(sum((w + BETWEEN_TIERS) * (h + BETWEEN_ROWS) for w, h in sizes.values()))
    places: dict[str, Point] = {}
    ranks = _ranks(parts, tiers, known)
    left = 0.0
    for tier in range(OTHER + 1):
        uids = sorted((uid for uid in sizes if tiers[uid] == tier), key=lambda uid: (ranks[uid], uid))
        if uids:
            for column in _columns(uids, sizes, tall):
                wide = max(sizes[uid][0] for uid in column)
                places |= _stacked(column, sizes, left + wide / 2)
                left += wide + BETWEEN_COLUMNS
            left += BETWEEN_TIERS - BETWEEN_COLUMNS
    shift = (left - BETWEEN_TIERS) / 2
    return {uid: (round(x - shift, 1), round(y, 1)) for uid, (x, y) in places.items()}


def _ranks(
    parts: Mapping[str, Part], tiers: Mapping[str, int], known: Mapping[str, list[str]]
) -> dict[str, tuple[float, ...]]:
    """Return what orders each tier: phases by number, tasks by phase and number, the others by those they belong to."""
    ranks: dict[str, tuple[float, ...]] = {}
    rows: dict[int, dict[str, int]] = {}
    for tier in (PLAN, PHASE, TASK, DUTY, BASIS, OTHER):
        uids = [uid for uid in parts if tiers[uid] == tier]
        before = [rows[each] for each in ((PHASE, PLAN) if tier == TASK else (TASK, PHASE, PLAN)) if each in rows]
        for uid in uids:
            number = parts[uid].seq
            own = float(number) if number is not None else float("inf")
            near = next((mean for row in before if (mean := _mean(row, known.get(uid, ()))) is not None), 1e9)
            ranks[uid] = (own,) if tier == PHASE else (near, own)
        ordered = sorted(uids, key=lambda uid: (ranks[uid], uid))
        rows[tier] = {uid: row for row, uid in enumerate(ordered)}
    return ranks


def _mean(row: Mapping[str, int], near: Iterable[str]) -> float | None:
    found = [row[uid] for uid in near if uid in row]
    return sum(found) / len(found) if found else None


def _columns(uids: list[str], sizes: Mapping[str, Size], tall: float) -> list[list[str]]:
    height = sum(sizes[uid][1] + BETWEEN_ROWS for uid in uids)
    a_column = ceil(len(uids) / ceil(height / tall))
    return [uids[start : start + a_column] for start in range(0, len(uids), a_column)]


def _stacked(column: Sequence[str], sizes: Mapping[str, Size], x: float) -> dict[str, Point]:
    y = -(sum(sizes[uid][1] + BETWEEN_ROWS for uid in column) - BETWEEN_ROWS) / 2
    found = {}
    for uid in column:
        found[uid] = (x, y + sizes[uid][1] / 2)
        y += sizes[uid][1] + BETWEEN_ROWS
    return found
