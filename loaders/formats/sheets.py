"""Read spreadsheets (.xlsx): the cells of every sheet that is shown, row after row, with merged cells as tables have them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
from envgov.graph.errors import InputError
from envgov.graph.model import Place
from openpyxl.utils.exceptions import InvalidFileException

from .content import Line, Page, laid_out
from .package import refuse_large
from .table import Cell, Table, lines_of

MOST_UNPACKED = 24 * 1024 * 1024  # bytes; openpyxl takes fifty times as much to read them
MOST_ROWS, MOST_COLUMNS = 5000, 60  # of a sheet; what is beyond is figures, no list of tasks
MOST_BLANKS = 50  # rows without a word in a row: the sheet is over
FAULTS = (
    InvalidFileException,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
)


def read_sheets(data: bytes, source: str) -> Page:
    """Return the rows of a spreadsheet as lines; raise InputError where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refuse_large(archive, source, MOST_UNPACKED)
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        left_out: list[str] = []
        text, layout = laid_out(line for sheet in book.worksheets for line in _lines(sheet, left_out))
    except FAULTS as error:
        raise InputError(
            f"{source}: 这不是可读的 Excel 文件 (.xlsx)；请用 Excel 或 WPS 打开后重新保存。/ "
            "this is no readable Excel file (.xlsx); open it in Excel and save it again."
        ) from error
    return Page(text, left_out=tuple(left_out), layout=layout)


def _lines(sheet: Any, left_out: list[str]) -> list[Line]:
    if sheet.sheet_state != "visible":
        left_out.append(f"隐藏的工作表“{sheet.title}” / the hidden sheet “{sheet.title}”")
        return []
    if sheet.max_row > MOST_ROWS:
        left_out.append(
            f"工作表“{sheet.title}”第 {MOST_ROWS} 行以后 / rows beyond {MOST_ROWS} of the sheet “{sheet.title}”"
        )
    spans = {(each.min_row, each.min_col): each for each in sheet.merged_cells.ranges}
    inside = {
        (row, column)
        for each in spans.values()
        for row in range(each.min_row, min(each.max_row, MOST_ROWS) + 1)
        for column in range(each.min_col, min(each.max_col, MOST_COLUMNS) + 1)
    } - set(spans)
    width = _width(sheet)
    table = Table()
    blanks = 0
    for number, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS, max_col=width), 1):
        cells = [
            _cell(each, spans.get((number, each.column)), number) for each in row if (number, each.column) not in inside
        ]
        blanks = 0 if any(cell.text for cell in cells) else blanks + 1
        if blanks > MOST_BLANKS:
            break
        table.rows.append(cells)
    title = str(sheet.title)
    return [replace(line, place=replace(line.place, sheet=title)) for line in lines_of(_parts(table))]


def _width(sheet: Any) -> int:
    """Return the last column that holds a word: sheets are often formatted far beyond it."""
    last = 1
    for row in sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS), max_col=MOST_COLUMNS, values_only=True):
        last = max([last, *(place for place, value in enumerate(row, 1) if value not in (None, ""))])
    return last


def _parts(table: Table) -> Sequence[Line | Table]:
    """Return the lines above and below a table apart from it: rows of which only one cell holds words."""
    rows = [row for row in table.rows if any(cell.text for cell in row)]
    above: list[Line | Table] = []
    while rows and sum(bool(cell.text) for cell in rows[0]) == 1:
        above.extend(Line(cell.text, Place(row=cell.row)) for cell in rows.pop(0) if cell.text)
    return [*above, Table(rows)]


def _cell(cell: Any, span: Any, row: int) -> Cell:
    columns = span.max_col - span.min_col + 1 if span is not None else 1
    rows = span.max_row - span.min_row + 1 if span is not None else 1
    return Cell([_words(cell.value)], columns, rows, row=row)


def _words(value: object) -> str:
    """Return a value as it is read: a day in Chinese, a figure without .0; an error of a formula is nothing."""
    if value is None or (isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "A"))):
        return ""
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
