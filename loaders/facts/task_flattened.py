"""Read the tasks of tables whose cells ran together: names of columns, then words, bodies and limits in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from ..dates.deadlines import deadline
from ..language.rules import pattern
from ..linking.body import AgencyLink
from ..linking.reading import GroupLink
from ..structure.lines import Span
from ..structure.sections import Block
from ..structure.tables import is_column, is_limit
from .duties import ANSWERS, Duty
from .task import PlanText, Task, dated, section_of
from .task_tables import NOT_TASK_COLUMN, TASK_COLUMNS, role_of_column

BODY = pattern("tasks.bodies_cell")
NAMES_COLUMN = pattern("tasks.names_column")
BETWEEN_BODIES = regex.compile(r"[、，,；;/]")
IN_BRACKETS = regex.compile(r"（[^（）]*）")
LONGEST_BODIES = 120  # code points
INDEX = regex.compile(r"\d{1,3}[.．、]?")
CELL = regex.compile(r"[^\s|｜]+")
LAST_SIGN = regex.compile(r"[。.；;](?=[\ue001\ue004])")  # before a body: the blank between two cells was closed there
FEWEST_COLUMNS = 2
MOST_WORDS = 8  # cells of words in a row without a body: the table is over
OVER = frozenset({"signature", "attachment", "boilerplate", "byline", "addressee", "number"})


@dataclass(frozen=True, slots=True)
class _Cell:
    kind: str  # words, bodies, limit, index
    start: int
    end: int
    block: Block
    items: tuple[AgencyLink | GroupLink, ...] = ()


@dataclass(slots=True)
class _Row:
    words: list[_Cell] = field(default_factory=list)
    bodies: list[_Cell] = field(default_factory=list)
    limit: _Cell | None = None

    @property
    def span(self) -> Span:
        """Return the characters from its first cell to its last."""
        cells = [*self.words, *self.bodies, *([self.limit] if self.limit is not None else [])]
        return Span(min(cell.start for cell in cells), max(cell.end for cell in cells))

    def ends_before(self, cell: _Cell, bodies_first: bool) -> bool:
        """Say whether a cell begins another row."""
        if cell.kind == "index":
            return bool(self.words or self.bodies)
        if bodies_first:
            return cell.kind == "bodies" and bool(self.words)
        return cell.kind == "words" and bool(self.bodies)


def tasks_of_flattened(plan: PlanText) -> Iterator[Task]:
    """Yield the tasks of tables that are tables no more, in text order."""
    if not NAMES_COLUMN.search(plan.reading.text):
        return
    columns: list[str] = []
    cells: list[_Cell] = []
    for cell in [*_cells(plan), None]:
        named = cell is not None and cell.kind == "words" and is_column(plan.reading.text[cell.start : cell.end])
        if cell is None or (named and cells) or (not named and not _fits(cells, cell)):
            if _is_header(columns):
                yield from _tasks(plan, columns, cells)
            columns, cells = [], []
        if named and cell is not None:
            columns.append(plan.reading.text[cell.start : cell.end])
        elif cell is not None and _is_header(columns):
            cells.append(cell)
        else:
            columns = []


def _is_header(columns: Sequence[str]) -> bool:
    return len(columns) >= FEWEST_COLUMNS and any(role_of_column(column) for column in columns)


def _cells(plan: PlanText) -> Iterator[_Cell]:
    """Yield the stretches between blanks and bars, outside the tables that stand; a body is one cell however it is written."""
    for block in plan.outline.blocks:
        if block.kind in ("row", "columns"):
            continue
        marked = plan.reading.marked(block.start, block.end)
        for first, last in _parts(marked.stream):
            start, end = marked.span(first, last)
            items = tuple(i for i in marked.within(first, last) if isinstance(i, AgencyLink | GroupLink))
            yield _Cell(_kind_of(plan, marked.stream[first:last], start, end), start, end, block, items)


def _parts(stream: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the cells in a stream: a body behind a full stop that lost its blank is a cell of its own."""
    for match in CELL.finditer(stream):
        first = match.start()
        for sign in LAST_SIGN.finditer(stream, *match.span()):
            if _is_bodies(stream[sign.end() : match.end()]):
                yield first, sign.end()
                first = sign.end()
        yield first, match.end()


def _is_bodies(words: str) -> bool:
    """Say whether a cell holds nothing but bodies."""
    if len(words) > LONGEST_BODIES:
        return False
    parts = BETWEEN_BODIES.split(IN_BRACKETS.sub("", words.rstrip("。.")))
    return all(BODY.fullmatch(part) for part in parts if part)


def _kind_of(plan: PlanText, words: str, start: int, end: int) -> str:
    if _is_bodies(words):
        return "bodies"
    if INDEX.fullmatch(words):
        return "index"
    return "limit" if is_limit(plan.reading.text[start:end]) else "words"


def _fits(cells: Sequence[_Cell], cell: _Cell) -> bool:
    """Say whether a cell may still belong to the table."""
    if cell.block.kind in OVER or (cell.block.kind == "heading" and cell.block.level < 3):
        return False
    waiting = 0
    for each in reversed(cells):
        if each.kind != "words":
            break
        waiting += 1
    return waiting < MOST_WORDS


def _tasks(plan: PlanText, columns: Sequence[str], cells: Sequence[_Cell]) -> Iterator[Task]:
    roles = [role for column in columns if (role := role_of_column(column))]
    places = [
        i for i, column in enumerate(columns) if TASK_COLUMNS.search(column) and not NOT_TASK_COLUMN.search(column)
    ]
    bodies_first = bool(places) and any(role_of_column(column) for column in columns[: places[0]])
    for row in _rows(cells, bodies_first):
        if not row.words or not row.bodies:
            continue
        start, end = row.words[0].start, row.words[-1].end
        if not plan.free(start, end):
            continue
        duties = tuple(
            Duty(roles[min(index, len(roles) - 1)] if roles else ANSWERS, item, cell.start, cell.end)
            for index, cell in enumerate(row.bodies)
            for item in cell.items
        )
        limit = deadline(plan.reading.text, row.limit.start, row.limit.end) if row.limit is not None else None
        limit = limit or deadline(plan.reading.text, start, end)
        section = section_of(plan, row.words[0].block)
        whole = row.span
        yield dated(plan, Task(start, end, duties, section=section, rule="task.flattened", row=whole), limit)


def _rows(cells: Sequence[_Cell], bodies_first: bool) -> Iterator[_Row]:
    row = _Row()
    for cell in cells:
        if row.ends_before(cell, bodies_first):
            yield row
            row = _Row()
        if cell.kind == "words":
            row.words.append(cell)
        elif cell.kind == "bodies":
            row.bodies.append(cell)
        elif cell.kind == "limit":
            row.limit = cell
    yield row
