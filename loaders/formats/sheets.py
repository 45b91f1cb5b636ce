"""Read spreadsheets and tables of values: every sheet that is shown, row after row, with merged cells as tables have them."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import xlrd
from envgov.graph.errors import InputError
from envgov.graph.model import Place
from openpyxl.utils.exceptions import InvalidFileException

from .content import PACKAGE_FAULTS, Line, Page, laid_out, refuse_large
from .encoding import decode, share_decoded
from .table import Cell, Table, lines_of

MOST_UNPACKED = 24 * 1024 * 1024  # bytes; openpyxl takes fifty times as much to read them
MOST_ROWS, MOST_COLUMNS = 5000, 60  # of a sheet; what is beyond is figures, no list of tasks
MOST_BLANKS = 50  # rows without a word in a row: the sheet is over
FAULTS = (*PACKAGE_FAULTS, InvalidFileException, TypeError, AttributeError, IndexError)
BETWEEN = ",\t;|，"  # what may stand between the values of a line
LOOKED_AT = 40  # lines, to find out which of them does
LONGEST_VALUE = 100_000  # code points; a value beyond that is no value
Spans = Mapping[tuple[int, int], tuple[int, int]]  # by row and column of a cell: how many rows and columns it spans


@dataclass(slots=True)
class _Book:
    """What is read of a file sheet by sheet: its lines, how many rows of how many, what was left out."""

    lines: list[Line] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    read: int = 0
    all: int = 0
    sheets: int = 0

    def hide(self, title: str, rows: int) -> None:
        """Leave out a sheet that is hidden."""
        self.left_out.append(f"隐藏的工作表“{title}” / the hidden sheet “{title}”")
        self.all += rows

    def add(self, title: str, rows: Iterable[Sequence[object]], count: int, spans: Spans) -> None:
        """Add the rows of a sheet, which has `count` of them."""
        if count > MOST_ROWS:
            where = f"工作表“{title}”第 {MOST_ROWS} 行以后", f"rows beyond {MOST_ROWS} of the sheet “{title}”"
            self.left_out.append(" / ".join(where))
        lines = _lines(rows, spans)
        self.lines.extend(replace(line, place=replace(line.place, sheet=title)) for line in lines)
        self.sheets += bool(lines)
        self.read += min(count, MOST_ROWS)
        self.all += count

    def page(self) -> Page:
        text, layout = laid_out(self.lines)
        share = self.read / max(1, self.all)
        return Page(text, left_out=tuple(self.left_out), layout=layout, held={"sheets": self.sheets}, share=share)


def read_sheets(data: bytes, source: str) -> Page:
    """Return the rows of a spreadsheet (.xlsx) as lines; raise InputError where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refuse_large(archive, source, MOST_UNPACKED)
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        found = _Book()
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                found.hide(sheet.title, sheet.max_row)
                continue
            ranges = ((each.min_row, each.min_col, each.max_row, each.max_col) for each in sheet.merged_cells.ranges)
            rows = sheet.iter_rows(
                max_row=min(sheet.max_row, MOST_ROWS), max_col=min(sheet.max_column, MOST_COLUMNS), values_only=True
            )
            found.add(str(sheet.title), rows, _last_row(sheet), _spans(ranges))
        return found.page()
    except FAULTS as error:
        raise InputError(
            f"{source}: 这不是可读的 Excel 文件 (.xlsx)；请用 Excel 或 WPS 打开后重新保存。/ "
            "this is no readable Excel file (.xlsx); open it in Excel and save it again."
        ) from error


def _last_row(sheet: openpyxl.worksheet.worksheet.Worksheet) -> int:
    """Return the last row with a value: sheets are often formatted far beyond it."""
    cells = sheet._cells.items()  # the library makes the cells that are asked for in any other way
    return max((row for (row, _column), cell in cells if cell.value not in (None, "")), default=0)


def read_old_sheets(data: bytes, source: str) -> Page:
    """Return the rows of a spreadsheet of before 2007 (.xls), or of WPS (.et), as lines; raise InputError where it cannot be read."""
    try:
        # The reader allots what the file says it needs, in Python: nothing in it ends the process.
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, on_demand=True, logfile=io.StringIO())
        found = _Book()
        for number in range(book.nsheets):
            sheet = book.sheet_by_index(number)
            if sheet.visibility:
                found.hide(sheet.name, sheet.nrows)
                continue
            ranges = ((top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells)
            rows = (_old_row(sheet, row, book.datemode) for row in range(min(sheet.nrows, MOST_ROWS)))
            found.add(sheet.name, rows, sheet.nrows, _spans(ranges))
            book.unload_sheet(number)
        return found.page()
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, AssertionError, *FAULTS) as error:
        locked = "encrypted" in str(error)
        raise InputError(
            f"{source}: {'此表格有密码；请去除密码后另存' if locked else '这不是可读的旧版表格；请另存为 .xlsx'}。/ "
            f"{'this spreadsheet has a password; save it without one' if locked else 'this is no readable old spreadsheet; save it as .xlsx'}."
        ) from error


def _old_row(sheet: Any, row: int, mode: int) -> list[object]:
    return [_old_value(cell, mode) for cell in sheet.row(row)[:MOST_COLUMNS]]


def _old_value(cell: Any, mode: int) -> object:
    """Return a value of an old spreadsheet: days are numbers there, errors and truths too."""
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, mode) if cell.value >= 1 else cell.value
    return "" if cell.ctype in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_BLANK) else cell.value


def read_values(data: bytes, source: str) -> Page:
    """Return the records of a table of values (.csv, .tsv) as lines, each of which knows its row and columns.

    What stands between the values is found out: a comma, a tab, a semicolon. A record in quotation marks may have line ends.
    Raises InputError where it is no text, or a value is beyond all measure.
    """
    text, left_out = decode(data, source)
    text = text.removeprefix("\ufeff")
    csv.field_size_limit(LONGEST_VALUE)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_between(text)))
    except csv.Error as error:
        raise InputError(
            f"{source}: 不是可读的 csv；请另存为 .xlsx。/ this is no readable csv ({error}); save it as .xlsx."
        ) from error
    beyond = len(rows) - MOST_ROWS
    if beyond > 0:
        left_out = (*left_out, f"第 {MOST_ROWS} 行以后的 {beyond} 行 / {beyond} rows beyond row {MOST_ROWS}")
    lines = _lines((row[:MOST_COLUMNS] for row in rows[:MOST_ROWS]), {})
    words, layout = laid_out(lines)
    share = min(share_decoded(text), MOST_ROWS / max(MOST_ROWS, len(rows)))
    return Page(words, left_out=left_out, layout=layout, share=share)


def _between(text: str) -> str:
    """Return the sign that stands between the values: the one that parts most lines into the same number of them."""
    lines = [line for line in text.splitlines()[:LOOKED_AT] if line.strip()]
    best, score = ",", 0.0
    for sign in BETWEEN:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if len(row) > 1)
        width, often = counts.most_common(1)[0] if counts else (0, 0)
        if often * (1 + width / MOST_COLUMNS) > score:
            best, score = sign, often * (1 + width / MOST_COLUMNS)
    return best


def _spans(ranges: Iterable[tuple[int, int, int, int]]) -> Spans:
    """Return what merged cells span, from their first and last rows and columns, counted from 1."""
    return {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in ranges}


def _lines(rows: Iterable[Sequence[object]], spans: Spans) -> list[Line]:
    """Return the lines of a sheet: those above its table, and its rows as far as they hold words."""
    words = [[_words(value) for value in row] for row in rows]
    last = max((number for row in words for number, word in enumerate(row, 1) if word), default=1)
    inside = {
        (row, column)
        for (top, left), (deep, wide) in spans.items()
        for row in range(top, min(top + deep, MOST_ROWS + 1))
        for column in range(left, min(left + wide, MOST_COLUMNS + 1))
    } - set(spans)
    table = Table()
    blanks = 0
    for number, row in enumerate(words, 1):
        cells = [
            _cell(word, spans.get((number, column), (1, 1)), number)
            for column, word in enumerate(row[:last], 1)
            if (number, column) not in inside
        ]
        blanks = 0 if any(cell.text for cell in cells) else blanks + 1
        if blanks > MOST_BLANKS:
            break
        table.rows.append(cells)
    return list(lines_of(list(parts(table))))


def parts(table: Table) -> Iterator[Line | Table]:
    """Yield the lines above a table apart from it, which are rows of which only one cell holds words, and the table."""
    rows = [row for row in table.rows if any(cell.text for cell in row)]
    while rows and sum(bool(cell.text) for cell in rows[0]) == 1:
        yield from (Line(cell.text, Place(row=cell.row)) for cell in rows.pop(0) if cell.text)
    yield Table(rows)


def _cell(words: str, spans: tuple[int, int], row: int) -> Cell:
    return Cell([words], spans[1], spans[0], row=row)


def _words(value: object) -> str:
    """Return a value as it is read: a day in Chinese, a figure without .0; an error of a formula is nothing."""
    if value is None or (isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "A"))):
        return ""
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, timedelta | time):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
