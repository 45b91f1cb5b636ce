"""One model of a table for all formats: cells with spans, written as lines with tabs between the cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from envgov.graph.model import Place

from .content import Line

FEWEST_LINES, LONGEST_CELL = 4, 200  # a cell of so many lines and code points holds a text, where no row names columns
LONGEST_NAME = 20  # code points; the name of a column
MOST_COLUMNS = 200  # a span beyond that is no span
MOST_CELLS = 200_000  # of one table, after its spans: what is more is a trap


@dataclass(slots=True)
class Cell:
    """A cell: its lines and the tables within it, in order, and how many columns and rows it spans.

    `page`, and `row` where the file numbers its rows itself, say where it stands.
    """

    content: list[str | Table] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    page: int = 0
    row: int = 0

    @property
    def text(self) -> str:
        """Return the words on one line, those of tables within it too."""
        return " ".join(" ".join(piece.text if isinstance(piece, Table) else piece for piece in self.content).split())


@dataclass(slots=True)
class Table:
    """A table as rows of cells, each cell once, where it begins."""

    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the words of all cells on one line."""
        return " ".join(cell.text for row in self.rows for cell in row)

    def lines(self) -> Iterator[Line]:
        """Yield a line a row, with tabs between its cells; a table that only lays out a page gives the lines of its cells.

        A cell that spans rows says its words in each of them. One that spans columns says them in the first, the name of
        columns in each. A row of one cell across the table is a line without tabs. Two rows of names are joined to one.
        """
        rows = [row for row in self.rows if row]
        if self._is_layout(rows):
            for row in rows:
                for cell in row:
                    yield from lines_of(cell.content)
            return
        grid = _grid(rows)
        depth = _header_depth(rows, grid)
        if depth:
            names = [_joined([grid[r][c] for r in range(depth)]) for c in range(len(grid[0]))]
            yield Line("\t".join(names), _place(rows[0], 0))
        for number in range(depth, len(grid)):
            cells = grid[number]
            alone = len(rows[number]) == 1 and rows[number][0].columns > 1
            line = rows[number][0].text if alone else "\t".join(cells)
            if line.strip():
                yield Line(line, _place(rows[number], number))

    @staticmethod
    def _is_layout(rows: Sequence[Sequence[Cell]]) -> bool:
        if all(len(row) == 1 for row in rows):
            return True
        inner = any(isinstance(p, Table) and len(p.rows) > 1 for row in rows for cell in row for p in cell.content)
        named = len(rows) > 1 and len(rows[0]) > 1 and all(len(cell.text) <= LONGEST_NAME for cell in rows[0])
        wordy = any(_height(cell) >= FEWEST_LINES and len(cell.text) > LONGEST_CELL for row in rows for cell in row)
        return (inner or wordy) and not named


def lines_of(content: Sequence[str | Line | Table]) -> Iterator[Line]:
    """Yield the lines of a sequence of lines and tables, those of the tables in their place."""
    for piece in content:
        if isinstance(piece, Table):
            yield from piece.lines()
        elif isinstance(piece, Line):
            yield piece
        else:
            yield from (Line(line) for line in piece.split("\n") if line.strip())


def _height(cell: Cell) -> int:
    """Return how many lines a cell has; a table in it has those of its rows."""
    return sum(
        sum(max(map(_height, row), default=0) for row in piece.rows)
        if isinstance(piece, Table)
        else piece.count("\n") + 1
        for piece in cell.content
    )


def _place(row: Sequence[Cell], number: int) -> Place:
    first = row[0]
    return Place(page=first.page, row=first.row or number + 1)


def _grid(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Return the words at every place of a table."""
    held: dict[int, tuple[int, str]] = {}  # by column: how many rows a cell above still spans, and its words
    grid: list[list[str]] = []
    cells = 0
    for number, row in enumerate(rows):
        line: list[str] = []
        for cell in row:
            _hold(line, held)
            text = cell.text
            for offset in range(max(1, min(cell.columns, MOST_COLUMNS))):
                shown = text if not offset or (number < _NAMES and len(text) <= LONGEST_NAME) else ""
                if cell.rows > 1:
                    held[len(line)] = (cell.rows - 1, shown)
                line.append(shown)
        _hold(line, held)
        grid.append(line)
        cells += len(line)
        if cells > MOST_CELLS:
            break
    width = max(map(len, grid), default=0)
    return [line + [""] * (width - len(line)) for line in grid]


_NAMES = 2  # rows at the top that may hold names of columns


def _hold(line: list[str], held: dict[int, tuple[int, str]]) -> None:
    while len(line) in held:
        left, text = held.pop(len(line))
        if left > 1:
            held[len(line)] = (left - 1, text)
        line.append(text)


def _header_depth(rows: Sequence[Sequence[Cell]], grid: Sequence[Sequence[str]]) -> int:
    """Return how many rows hold the names of columns: one, or two where names span columns above others; 0 for none."""
    if len(rows) < 2 or len(rows[0]) < 2 or any(len(name) > LONGEST_NAME for name in grid[0]):
        return 0
    spans = any(cell.columns > 1 for cell in rows[0])
    below = any(cell.rows > 1 for cell in rows[0])
    fits = len(rows) > 2 and len(rows[1]) < len(grid[1]) and all(len(name) <= LONGEST_NAME for name in grid[1])
    return 2 if spans and below and fits else 1


def _joined(names: Sequence[str]) -> str:
    """Return the names above a column as one: each once, without what another repeats."""
    return "".join(dict.fromkeys(filter(None, names)))
