"""Read the tasks of tables and of lines in which labels stand between the words: a row, its bodies, its deadline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..dates.dates import DateMention
from ..dates.deadlines import deadline
from ..language.rules import pattern
from ..structure.lines import Span
from ..structure.sections import Block
from .duties import ANSWERS, LABEL, ROLE_OF, SAME, Duty, read_duties
from .task import PlanText, Task, dated, section_of, words_from
from .task_pieces import SHORTEST

TASK_COLUMNS = pattern("tasks.task_column")
NOT_TASK_COLUMN = pattern("tasks.other_column")
DUE_COLUMN = pattern("tasks.due_column")
MEASURE = pattern("tasks.measure")


def tasks_of_tables(plan: PlanText) -> Iterator[Task]:
    """Yield the tasks that the rows of a plan's tables hold; merged cells carry their bodies down."""
    for table in plan.outline.tables:
        last: dict[str, list[Duty]] = {}
        for row in table.rows:
            words = [
                c
                for c in row.cells
                if c.end > c.start and TASK_COLUMNS.search(c.column) and not NOT_TASK_COLUMN.search(c.column)
            ]
            if not words:
                continue
            duties: list[Duty] = []
            limit: DateMention | None = None
            for cell in row.cells:
                role = role_of_column(cell.column)
                if role:
                    own = read_duties(plan.reading, cell.start, cell.end, role=role)
                    if SAME.match(plan.reading.text[cell.start : cell.end].strip()):
                        own = [replace(duty, start=cell.start, end=cell.end) for duty in last.get(cell.column, [])]
                    last[cell.column] = own
                    duties.extend(own)
                if DUE_COLUMN.search(cell.column) and cell.end > cell.start:
                    limit = deadline(plan.reading.text, cell.start, cell.end)
            start, end = words[0].start, words[-1].end
            limit = limit or deadline(plan.reading.text, start, end)
            whole = Span(row.start, row.end)
            task = Task(start, end, tuple(duties), section=section_of(plan, row), rule="task.row", row=whole)
            yield dated(plan, task, limit)


def role_of_column(column: str) -> str:
    """Return the role that the bodies of a column have in the tasks beside them, "" where it holds none."""
    if column in ROLE_OF:
        return ROLE_OF[column]
    if "牵头" in column or "主办" in column:
        return "牵头"
    if pattern("tasks.support_column").search(column):
        return "配合"
    return ANSWERS if pattern("tasks.answers_column").search(column) else ""


def label_inside(text: str, block: Block) -> int | None:
    """Return where the first label of duty stands behind the words of a block (…。责任单位：…; … 时限：…), None without one."""
    begin = words_from(block)
    return next(
        (
            match.start()
            for match in LABEL.finditer(text, begin + SHORTEST, block.end)
            if text[match.start() - 1] in "。；;，, \u3000\t）)"
        ),
        None,
    )


def measure_behind(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the words of a task whose problem and bearers stand before it (…。责任单位：…。整改措施：拆除), None without."""
    match = MEASURE.search(text, start, end)
    if match is None:
        return None
    label = LABEL.search(text, match.end(), end)
    return match.end(), label.start() if label is not None else end


def is_labelled_row(text: str, block: Block) -> bool:
    """Say whether a line is a row whose cells have labels (任务：… 责任单位：… 时限：…)."""
    task = TASK_COLUMNS.search(block.label) and not NOT_TASK_COLUMN.search(block.label)
    return bool(task) and label_inside(text, block) is not None
