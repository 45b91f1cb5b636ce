"""Rebuild tables: rows with tabs, and tables whose cells were flattened to one line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..dates.dates import find_dates
from ..language.rules import pattern
from ..language.words import unspaced
from .lines import Line, load_words, numbering

_FEWEST_COLUMNS = 3  # below that, short lines are as likely a list
_LONGEST_COLUMN_NAME = 10  # code points
_UNFINISHED = pattern("tables.unfinished")
_ENDS_TABLE = pattern("tables.ends")
_STANDING = pattern("tables.standing")
_LINES_ACROSS = 2  # that may stand between two parts of a table
_LONGEST_INSERT = 40  # code points; a line without tabs inside a table is the name of a section or the rest of a cell


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: the column's name ("" where unknown) and its characters; an empty cell has start == end."""

    column: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the lines `first` to `last` (inclusive, as indices) and its cells, one a column."""

    first: int
    last: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table in the lines `first` to `last` (inclusive); `header` are the lines of the columns' names."""

    first: int
    last: int
    header: range
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def find_tables(lines: Sequence[Line]) -> Iterator[FoundTable]:
    """Yield the tables of a text, in order."""
    position = 0
    above: FoundTable | None = None
    while position < len(lines):
        tabbed = "\t" in lines[position].text
        table = _tabbed(lines, position, above) if tabbed else _flattened(lines, position)
        if table is not None:
            above = table
            yield table
        position = table.last + 1 if table else position + 1


def is_column(text: str) -> bool:
    """Say whether a cell is the name of a column."""
    name = unspaced(text)
    words = load_words()
    return name in words.columns or (len(name) <= _LONGEST_COLUMN_NAME and name.endswith(words.column_ends))


def _cell(column: str, start: int, end: int, text: str) -> Cell:
    empty = text.strip() in load_words().empty_cells
    lead = len(text) - len(text.lstrip())
    return Cell(column, start + lead, start + lead if empty else end - (len(text) - len(text.rstrip())))


def _tabbed(lines: Sequence[Line], first: int, above: FoundTable | None) -> FoundTable | None:
    """Read a table of rows with tabs; right below `above`, behind a long line across it, its columns are the same."""
    last = _last_tabbed(lines, first)
    names = [cell.strip() for cell in lines[first].text.split("\t")]
    has_header = sum(map(is_column, names)) * 2 >= len(names)
    goes_on = above is not None and not has_header and first - above.last <= _LINES_ACROSS + 1
    inherited = above.columns if above is not None and goes_on and len(above.columns) == len(names) else None
    if inherited is None and (last == first or (not has_header and len(names) < _FEWEST_COLUMNS)):
        return None
    columns = tuple(unspaced(name) for name in names) if has_header else inherited or ("",) * len(names)
    rows: list[Row] = []
    for index in range(first + has_header, last + 1):
        line = lines[index]
        if "\t" in line.text:
            rows.append(Row(index, index, _split(line, columns)))
        elif rows and not numbering(line.text) and _UNFINISHED.search(lines[index - 1].text):
            rows[-1] = _continued(rows[-1], index, line.end)
    return FoundTable(first, last, range(first, first + has_header), columns, tuple(rows))


def _last_tabbed(lines: Sequence[Line], first: int) -> int:
    last = first
    for index in range(first + 1, len(lines)):
        if "\t" in lines[index].text:
            last = index
        elif index - last > 2 or len(lines[index].text) > _LONGEST_INSERT or "。" in lines[index].text:
            break
    if last + 1 < len(lines) and _UNFINISHED.search(lines[last].text):
        last += 1
    return last


def _split(line: Line, columns: tuple[str, ...]) -> tuple[Cell, ...]:
    cells = []
    start = line.start
    for position, text in enumerate(line.text.split("\t")):
        column = columns[position] if position < len(columns) else ""
        cells.append(_cell(column, start, start + len(text), text))
        start += len(text) + 1
    missing = columns[len(cells) :]
    return (*cells, *(Cell(column, line.end, line.end) for column in missing))


def _continued(row: Row, index: int, end: int) -> Row:
    *cells, cut = row.cells
    return Row(row.first, index, (*cells, Cell(cut.column, cut.start, end)))


def _flattened(lines: Sequence[Line], first: int) -> FoundTable | None:
    """Read names of columns on a line each, then the cells of row after row; only a table with 序号 shows its rows."""
    width = 0
    while first + width < len(lines) and is_column(lines[first + width].text) and "\t" not in lines[first + width].text:
        width += 1
    columns = tuple(unspaced(lines[first + i].text) for i in range(width))
    if width < _FEWEST_COLUMNS or columns[0] not in {"序号", "编号"}:
        return None
    rows: list[Row] = []
    position = first + width
    if position < len(lines) and _is_section(lines, position):
        position += 1
    while (stop := _row_end(lines, position, columns)) is not None:
        rows.append(Row(position, stop - 1, _cells(lines[position:stop], columns)))
        position = stop
        if position < len(lines) and _is_section(lines, position):
            position += 1
    if not rows:
        return None
    return FoundTable(first, rows[-1].last, range(first, first + width), columns, tuple(rows))


def _is_section(lines: Sequence[Line], index: int) -> bool:
    """Say whether a line is the name of a section between two rows."""
    followed = index + 1 < len(lines) and lines[index + 1].text.isdecimal()
    return followed and numbering(lines[index].text) is not None


def _row_end(lines: Sequence[Line], first: int, columns: tuple[str, ...]) -> int | None:
    """Return the line after the row that begins at `first`, or None where no row begins."""
    if first >= len(lines) or not lines[first].text.isdecimal():
        return None
    following = str(int(lines[first].text) + 1)
    for index in range(first + 1, len(lines)):
        text = lines[index].text
        enough = index - first >= len(columns) - 1
        if (enough and text == following) or _ENDS_TABLE.match(text) or (enough and _is_section(lines, index)):
            return index
        if enough and not _UNFINISHED.search(lines[index - 1].text) and _last_cell_seen(lines, first, index, columns):
            return index
    return len(lines)


def _last_cell_seen(lines: Sequence[Line], first: int, index: int, columns: tuple[str, ...]) -> bool:
    """Say whether a full row was read and no other row begins here, so that the table is over."""
    rest = index + len(columns) < len(lines) and any(
        lines[i].text == str(int(lines[first].text) + 1) for i in range(index, index + 3)
    )
    return index - first >= len(columns) and not rest


def _cells(lines: Sequence[Line], columns: tuple[str, ...]) -> tuple[Cell, ...]:
    """Give each column its lines: a line that breaks off is joined to the next, a missing cell is left empty."""
    pieces = [[line] for line in lines]
    position = 0
    while len(pieces) > len(columns) and position < len(pieces) - 1:
        if _UNFINISHED.search(pieces[position][-1].text):
            pieces[position] += pieces.pop(position + 1)
        else:
            position += 1
    while len(pieces) > len(columns):  # no sign at the break: the long cell is the task, in the second column
        pieces[1] += pieces.pop(2)
    while len(pieces) < len(columns):
        hole = len(pieces) - 1 if pieces[-1] and is_limit(pieces[-1][0].text) else len(pieces)
        pieces.insert(hole, [])
    end = lines[0].end
    cells = []
    for column, piece in zip(columns, pieces, strict=True):
        if piece:
            text = "\n".join(line.text for line in piece)
            cell = _cell(column, piece[0].start, piece[-1].end, text)
            end = piece[-1].end
        else:
            cell = Cell(column, end, end)
        cells.append(cell)
    return tuple(cells)


def is_limit(text: str) -> bool:
    """Say whether a cell is one of limits: a date, or 长期坚持."""
    return bool(_STANDING.match(text)) or (len(text) <= _LONGEST_INSERT // 2 and any(True for _ in find_dates(text)))
