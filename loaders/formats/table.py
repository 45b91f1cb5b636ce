"""One model of a table for all formats: cells with spans, written as lines with tabs between the cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
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


def numbered_lines(blocks: Iterable[str | Table]) -> Iterator[Line]:
    """Yield the lines of paragraphs and tables, each with the number of its paragraph or its row."""
    number = 0
    for block in blocks:
        if isinstance(block, Table):
            yield from block.lines()
            continue
        number += 1
        yield from (Line(line, Place(paragraph=number)) for line in block.split("\n") if line.strip())


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


LEFT, ABOVE = "left", "above"  # what a cell goes on from
SAME_EDGE = 40  # twentieths of a point between two edges of cells that are one


def spanned(rows: Sequence[list[Cell]], edges: Sequence[Sequence[tuple[int, str]]]) -> Iterator[list[Cell]]:
    """Yield the rows of a table, each cell with the columns and rows that it spans.

    `edges` has for each cell of each row where it ends, in twentieths of a point, and whether it goes on from another.
    """
    places: list[int] = []
    for edge in sorted({edge for row in edges for edge, _merged in row}):
        if not places or edge - places[-1] > SAME_EDGE:
            places.append(edge)
    above: dict[int, Cell] = {}
    for number, cells in enumerate(rows):
        defined = edges[number] if number < len(edges) else []
        kept: list[Cell] = []
        left = 0
        for cell, (edge, merged) in zip(cells, defined or [(0, "")] * len(cells), strict=False):
            right = bisect_left(places, edge - SAME_EDGE) + 1 if defined else left + 1
            cell.columns = max(1, right - left)
            upper = above.get(left)
            if merged == LEFT and kept:
                kept[-1].columns += cell.columns
            elif merged == ABOVE and upper is not None:
                upper.rows += 1
                upper.content.extend(cell.content)
            else:
                above[left] = cell
                kept.append(cell)
            left = right
        yield kept


@dataclass(slots=True)
class _Open:
    """A table that is not over: its rows with the edges of their cells, the cells of the row, what the cell holds."""

    rows: list[list[Cell]] = field(default_factory=list)
    edges: list[Sequence[tuple[int, str]]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    content: list[str | Table] = field(default_factory=list)


@dataclass(slots=True)
class Flow:
    """A stretch of text that is told piece by piece: words, the ends of paragraphs, of cells and of rows.

    Each end says in how many tables it stands: those that are open beyond that are over. `number` is what the next
    paragraph begins with, `boxes` is what follows it.
    """

    words: list[str] = field(default_factory=list)
    number: str = ""
    boxes: list[list[str | Table]] = field(default_factory=list)
    _blocks: list[str | Table] = field(default_factory=list)
    _tables: list[_Open] = field(default_factory=list)

    def finished(self) -> list[str | Table]:
        """Return what it holds, its last paragraph and its open tables too."""
        self.end_paragraph(0)
        return self._blocks

    def end_paragraph(self, level: int) -> None:
        """End a paragraph that stands in so many tables."""
        words = "".join(self.words).strip(" ")
        self._reach(level)
        place = self._tables[-1].content if self._tables else self._blocks
        if words.strip():
            place.append(self.number + words)
        for box in self.boxes:
            place.extend(box)
        self.words, self.number, self.boxes = [], "", []

    def end_cell(self, level: int) -> None:
        """End a cell of a table in so many."""
        self._reach(level)
        self.end_paragraph(level)
        table = self._tables[level - 1]
        table.cells.append(Cell(table.content))
        table.content = []

    def end_row(self, level: int, edges: Sequence[tuple[int, str]]) -> None:
        """End a row of a table in so many; `edges` as of `spanned`."""
        self._reach(level)
        table = self._tables[level - 1]
        table.rows.append(table.cells)
        table.edges.append(edges)
        table.cells = []

    def _reach(self, level: int) -> None:
        while len(self._tables) > level:
            table = self._tables.pop()
            if table.cells:
                table.rows.append(table.cells)
            made = Table(list(spanned(table.rows, table.edges)))
            (self._tables[-1].content if self._tables else self._blocks).append(made)
        while len(self._tables) < level:
            self._tables.append(_Open())
