"""The twins of a JSON answer: the same rows as CSV, NDJSON or XLSX, streamed, each with a mark at its end."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from tempfile import NamedTemporaryFile
from typing import Any

import xlsxwriter
from fastapi.responses import StreamingResponse

from ..showing import BOM, cell, harmless

CHUNK = 64 * 1024
MEDIA = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_CELL = 32_767  # characters: the limit of the format; what is longer says so


@dataclass(slots=True)
class Rows:
    """Rows on their way out: `rows` are maps, `truncated` is known when they have all been read."""

    name: str
    columns: Sequence[str]
    rows: Iterator[Mapping[str, object]]
    limit: int
    version: str
    truncated: bool = False
    count: int = field(default=0)

    def each(self) -> Iterator[Mapping[str, object]]:
        """Yield the rows, counting them."""
        for row in self.rows:
            self.count += 1
            yield row

    def end(self) -> dict[str, object]:
        """Return what the mark at the end says."""
        return {"rows": self.count, "truncated": self.truncated, "limit": self.limit, "graph_version": self.version}


def twin(rows: Rows, form: str, *, bom: bool) -> StreamingResponse:
    """Return the answer in a form of MEDIA."""
    streams = {"csv": _csv(rows, bom=bom), "json": _json(rows), "ndjson": _ndjson(rows), "xlsx": _xlsx(rows)}
    file = f"{rows.name}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{file}"', "X-Graph-Version": rows.version}
    return StreamingResponse(streams[form], media_type=MEDIA[form], headers=headers)


def _json(rows: Rows) -> Iterator[bytes]:
    yield b'{"data": ['
    for row in rows.each():
        yield (b", " if rows.count > 1 else b"") + json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")
    yield b'], "meta": ' + json.dumps(rows.end()).encode() + b"}"


def _ndjson(rows: Rows) -> Iterator[bytes]:
    for row in rows.each():
        yield json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    yield json.dumps({"_end": True, **rows.end()}).encode() + b"\n"


def _csv(rows: Rows, *, bom: bool) -> Iterator[bytes]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    out.write(BOM if bom else "")
    writer.writerow(rows.columns)
    for row in rows.each():
        writer.writerow([cell(row.get(column)) for column in rows.columns])
        if out.tell() > CHUNK:
            yield _taken(out)
    out.write(f"# end {' '.join(f'{name}={str(value).lower()}' for name, value in rows.end().items())}\r\n")
    yield _taken(out)


def _taken(out: io.StringIO) -> bytes:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode("utf-8", "replace")


def _xlsx(rows: Rows) -> Iterator[bytes]:
    """Yield a workbook; it is written row by row to a file first, as the format has its index at the end."""
    with NamedTemporaryFile(suffix=".xlsx") as file:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(file.name, {**options, "strings_to_numbers": False})
        sheet = book.add_worksheet("rows")
        sheet.freeze_panes(1, 0)
        _write(sheet, 0, rows.columns)
        for number, row in enumerate(rows.each(), 1):
            _write(sheet, number, [row.get(column) for column in rows.columns])
        end = book.add_worksheet("end")
        for number, (name, value) in enumerate(rows.end().items()):
            _write(end, number, [name, value])
        book.close()
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def _write(sheet: Any, number: int, values: Sequence[object]) -> None:
    for column, value in enumerate(values):
        if value is None:
            continue
        if isinstance(value, bool):
            sheet.write_boolean(number, column, value)
        elif isinstance(value, int | float):
            sheet.write_number(number, column, value)
        else:
            text = harmless(value)
            cut = text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
            sheet.write_string(number, column, cut)
