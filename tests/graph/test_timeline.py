"""Days of phases and tasks: as exact as the text, never more."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from envgov.api.charts.geometry.timeline import AHEAD, DUE, PASSED, RUNNING, UNKNOWN, bar, lay, state


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("start", "end", "first", "sure_first", "sure_last", "last"),
    [
        ("2020-07", None, "2020-07-01", "", "", "2020-07-31"),
        ("2024-02", None, "2024-02-01", "", "", "2024-02-29"),
        ("2020-07-30", None, "2020-07-30", "2020-07-30", "2020-07-30", "2020-07-30"),
        ("2020", None, "2020-01-01", "", "", "2020-12-31"),
        ("2019-10", "2020-04", "2019-10-01", "2019-10-31", "2020-04-01", "2020-04-30"),
        ("2019-10/2020-04", None, "2019-10-01", "2019-10-31", "2020-04-01", "2020-04-30"),
        ("2020-09-01", "2020-09", "2020-09-01", "2020-09-01", "2020-09-01", "2020-09-30"),
        ("2020-05", "XXXX-09", "2020-05-01", "2020-05-31", "", ""),
        ("", "2020-09", "", "", "2020-09-01", "2020-09-30"),
    ],
)
def test_a_bar_is_as_exact_as_the_text(
    start: str, end: str | None, first: str, sure_first: str, sure_last: str, last: str
) -> None:
    found = bar(start, end)
    assert found is not None
    assert (found.first, found.sure_first, found.sure_last, found.last) == tuple(map(day, (first, sure_first, sure_last, last)))  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end"),
    [("XXXX-07", None), ("", None), (None, None), ("XXXX-12-11/XXXX-12-13", None), ("2021-03", "2020-01"), ("2023-02-30", None)],
)  # fmt: skip
def test_where_no_day_can_be_told_there_is_no_bar(start: str | None, end: str | None) -> None:
    assert bar(start, end) is None


def row(kind: str, seq: int, **given: object) -> dict[str, Any]:
    names = ("start", "end", "due", "due_max", "due_text", "due_basis", "phase", "phase_uid")
    own = {"kind": kind, "seq": seq, "uid": f"{kind}-{seq}", "name": f"第{seq}项"}
    return dict.fromkeys(names) | own | {"fact": "f", "derived": False, "confidence": 0.9, "documents": 1} | given


ROWS = [
    row("phase", 1, name="摸底", start="2023-05", end="2023-09"),
    row("phase", 2, name="整治", start="XXXX-10", end="XXXX-12"),
    row("task", 1, due="2023-09", due_max="2023-09-30", due_basis="phase", phase="摸底", phase_uid="phase-1"),
    row("task", 2, due="2023-09-20", due_max="2023-09-20", due_basis="text", phase="摸底", phase_uid="phase-1"),
    row("task", 3, due="XXXX-11", due_basis="text", phase="整治", phase_uid="phase-2"),
    row("task", 4, due_text="每季度", phase="摸底", phase_uid="phase-1"),
    row("task", 5, due_text="长期坚持"),
    row("task", 6, due="2024-06", due_max="2024-06-30", due_basis="text"),
]


def test_tasks_lie_in_the_lane_of_their_phase_and_what_has_no_year_apart() -> None:
    laid = lay(ROWS)
    lanes = {phase.name if phase else None: [task.seq for task in tasks] for phase, tasks in laid.lanes}
    assert lanes == {"摸底": [1, 2, 4], None: [6]}
    assert [each.uid for each in laid.yearless] == ["phase-2", "task-3"]
    assert [each.uid for each in laid.undated] == ["task-5"]
    assert (laid.first, laid.last) == (date(2023, 5, 1), date(2024, 6, 30))
    assert len(laid.entries) == len(ROWS)


def test_a_relative_deadline_takes_the_days_of_its_phase_and_its_own_words() -> None:
    quarterly = next(each for each in lay(ROWS).entries if each.uid == "task-4")
    assert quarterly.bar == bar("2023-05", "2023-09")
    assert (quarterly.due_text, quarterly.from_phase, quarterly.limit) == ("每季度", True, None)


def test_a_task_of_two_phases_is_one_entry_over_both() -> None:
    rows = [
        row("phase", 1, start="2020-01", end="2020-03"),
        row("phase", 2, start="2020-04", end="2020-06"),
        row("task", 1, due="2020-06", due_basis="phase", phase="第1项", phase_uid="phase-1"),
        row("task", 1, due="2020-06", due_basis="phase", phase="第2项", phase_uid="phase-2"),
    ]
    laid = lay(rows)
    task = next(each for each in laid.entries if each.kind == "task")
    assert (task.phases, task.bar) == (("第1项", "第2项"), bar("2020-01", "2020-06"))
    assert [len(tasks) for _phase, tasks in laid.lanes] == [1, 0]


@pytest.mark.parametrize(
    ("uid", "on", "expected"),
    [
        ("phase-1", "2023-04-30", AHEAD),
        ("phase-1", "2023-05-01", RUNNING),
        ("phase-1", "2023-10-01", PASSED),
        ("task-1", "2023-08-31", RUNNING),
        ("task-1", "2023-09-15", DUE),
        ("task-1", "2023-09-30", DUE),
        ("task-1", "2023-10-01", PASSED),
        ("task-2", "2023-09-19", AHEAD),
        ("task-2", "2023-09-20", DUE),
        ("task-2", "2023-09-21", PASSED),
        ("task-6", "2024-05-31", AHEAD),
        ("task-6", "2024-06-15", DUE),
        ("task-3", "2030-01-01", UNKNOWN),
        ("task-5", "2030-01-01", UNKNOWN),
    ],
)
def test_a_day_tells_how_an_entry_stands(uid: str, on: str, expected: str) -> None:
    found = next(each for each in lay(ROWS).entries if each.uid == uid)
    assert state(found, date.fromisoformat(on)) == expected


def test_a_plan_without_rows_has_no_days() -> None:
    laid = lay([])
    assert (laid.lanes, laid.entries, laid.first, laid.last) == ((), (), None, None)
