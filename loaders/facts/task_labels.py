"""Read lines in which labels stand between the words (任务：… 责任单位：… 时限：…; 问题。责任单位：…。整改措施：…)."""

from __future__ import annotations

from ..language.rules import pattern
from ..structure.sections import Block
from .duties import LABEL
from .task import words_from
from .task_pieces import SHORTEST
from .task_tables import NOT_TASK_COLUMN, TASK_COLUMNS

MEASURE = pattern("tasks.measure")


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
