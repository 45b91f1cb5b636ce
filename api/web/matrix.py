"""The matrix of a plan: a row for each task, a column for each body, a mark for each role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MARKS = {"牵头": "◎", "配合": "○", "责任": "●"}
LEADING = ("牵头", "责任")
MOST_COLUMNS = 60  # bodies beside each other; the files have all of them


@dataclass(frozen=True, slots=True)
class Mark:
    """A role of a body in a task, and the fact behind it."""

    role: str
    sign: str
    fact: str
    derived: bool
    confidence: float
    documents: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Tasks and bodies as (uid, name), and the marks by both uids; `left_out` counts the bodies that are not shown."""

    tasks: tuple[tuple[str, str], ...]
    bodies: tuple[tuple[str, str], ...]
    marks: Mapping[tuple[str, str], tuple[Mark, ...]]
    left_out: int

    @property
    def derived(self) -> bool:
        """Say whether any mark follows from a group."""
        return any(mark.derived for some in self.marks.values() for mark in some)


def matrix_of(rows: Iterable[Mapping[str, object]]) -> Matrix:
    """Return the matrix of the rows of parts/matrix.cypher: tasks as the plan orders them, bodies by what they lead."""
    tasks: dict[str, str] = {}
    bodies: dict[str, str] = {}
    same: dict[str, str] = {}
    marks: dict[tuple[str, str], list[Mark]] = {}
    leads: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    for row in rows:
        task, role = str(row["task_uid"]), str(row["role"])
        body = _column(row, same)
        tasks.setdefault(task, str(row["task"] or ""))
        bodies.setdefault(body, str(row["agency"] or ""))
        leads[body] += role in LEADING
        roles[body] += 1
        marks.setdefault((task, body), []).append(_mark(row, role))
    order = sorted(bodies, key=lambda uid: (-leads[uid], -roles[uid], bodies[uid], uid))
    return Matrix(
        tuple(tasks.items()),
        tuple((uid, bodies[uid]) for uid in order[:MOST_COLUMNS]),
        {place: tuple(sorted(some, key=lambda mark: list(MARKS).index(mark.role))) for place, some in marks.items()},
        max(0, len(order) - MOST_COLUMNS),
    )


def _column(row: Mapping[str, object], same: dict[str, str]) -> str:
    """Return the column of a row: a collective is a node of its own wherever a text names it, and one body to a reader."""
    uid, name = str(row["agency_uid"]), str(row["agency"] or "")
    return same.setdefault(name, uid) if uid.startswith("group-") else uid


def _mark(row: Mapping[str, object], role: str) -> Mark:
    return Mark(
        role, MARKS[role], str(row["fact"] or ""), bool(row["derived"]),
        float(str(row["confidence"] or 0)), int(str(row["documents"] or 0)),
    )  # fmt: skip
