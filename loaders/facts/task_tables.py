"""Read the tasks of tables: a row, its bodies by the column they stand in, its deadline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from ..dates import DateMention
from ..deadlines import deadline
from .duties import ANSWERS, ROLE_OF, SAME, Duty, read_duties
from .task import PlanText, Task, dated, section_of

TASK_COLUMNS = regex.compile(r"(?:任务|措施|内容|事项|项目|问题|要求|工作)")


NOT_TASK_COLUMN = regex.compile(r"目标|序号|编号|类别|领域|单位|部门|时限|时间|备注|责任")


DUE_COLUMN = regex.compile(r"时限|时间|期限|进度")


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
                role = _role_of_column(cell.column)
                if role:
                    own = read_duties(plan.reading, cell.start, cell.end, role=role)
                    if SAME.match(plan.reading.text[cell.start : cell.end].strip()):
                        own = [replace(duty, start=cell.start, end=cell.end) for duty in last.get(cell.column, [])]
                    last[cell.column] = own
                    duties.extend(own)
                elif DUE_COLUMN.search(cell.column) and cell.end > cell.start:
                    limit = deadline(plan.reading.text, cell.start, cell.end)
            start, end = words[0].start, words[-1].end
            limit = limit or deadline(plan.reading.text, start, end)
            yield dated(plan, Task(start, end, tuple(duties), section=section_of(plan, row), rule="task.row"), limit)


def _role_of_column(column: str) -> str:
    if column in ROLE_OF:
        return ROLE_OF[column]
    if "牵头" in column or "主办" in column:
        return "牵头"
    if regex.search(r"配合|协办|参与|协同", column):
        return "配合"
    return ANSWERS if regex.search(r"责任|落实|实施单位", column) else ""
