"""Read the tasks of tables and of lines in which labels stand between the words: a row, its bodies, its deadline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..dates.dates import DateMention
from ..dates.deadlines import deadline
from ..language.rules import pattern
from ..language.sentences import list_items
from ..structure.lines import Span
from ..structure.sections import Block
from .duties import ANSWERS, LABEL, ROLE_OF, SAME, Duty, read_duties
from .task import PlanText, Task, dated, section_of, words_from
from .task_pieces import SHORTEST

TASK_COLUMNS = pattern("tasks.task_column")
NOT_TASK_COLUMN = pattern("tasks.other_column")
DUE_COLUMN = pattern("tasks.due_column")
BEARERS_HEAD, MEASURES_HEAD = pattern("tasks.bearers_head"), pattern("tasks.measures_head")
LONGEST_NAME = 16  # code points of a heading
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
                    limit = limit or deadline(plan.reading.text, cell.start, cell.end)
            start, end = words[0].start, words[-1].end
            limit = limit or deadline(plan.reading.text, start, end)
            whole = Span(row.start, row.end)
            parts = [(item.body, item.end) for item in list_items(plan.reading.text, words[-1].start, end)]
            for a, b in parts if len(parts) > 1 else [(start, end)]:
                task = Task(a, b, tuple(duties), section=section_of(plan, row), rule="task.row", row=whole)
                yield dated(plan, task, deadline(plan.reading.text, a, b) or limit)


def tasks_of_measures(plan: PlanText) -> Iterator[Task]:
    """Yield the measures of a text whose bearers and limit stand under headings of their own (整改责任单位, 整改时限, 整改措施)."""
    text = plan.reading.text
    heads = [
        (block, text[block.start : block.end]) for block in plan.outline.blocks if block.level == 1 and block.label
    ]
    duties: list[Duty] = []
    limit: DateMention | None = None
    for number, (block, words) in enumerate(heads):
        stop = heads[number + 1][0].start if number + 1 < len(heads) else len(text)
        inside = [each for each in plan.outline.blocks if block.end <= each.start < stop]
        if len(words) > LONGEST_NAME:
            continue
        if BEARERS_HEAD.search(words):
            for each in inside:
                role = ROLE_OF.get(each.label, ANSWERS)
                duties.extend(read_duties(plan.reading, each.body.start, each.body.end, role=role) if role else ())
        elif DUE_COLUMN.search(words) and inside:
            limit = deadline(text, inside[0].start, inside[-1].end)
        elif duties and MEASURES_HEAD.search(words):
            for each in inside:
                if each.kind in ("item", "paragraph") and plan.free(each.start, each.end):
                    task = Task(words_from(each), each.end, tuple(duties), section=block, rule="task.measure")
                    yield dated(plan, task, deadline(text, each.start, each.end) or limit)


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
