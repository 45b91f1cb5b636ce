"""Say where in its file a statement stands: as its reader laid the text out, else in the tables that the text itself shows."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace

from envgov.graph.model import Place

from ..document import Document
from ..linking.reading import Reading
from ..structure.sections import Block


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a document; `rows` are the rows of the text's own tables with their places, `starts` where they begin."""

    document: Document
    starts: list[int] = field(default_factory=list)
    rows: list[tuple[Block, Place]] = field(default_factory=list)

    @classmethod
    def of(cls, reading: Reading) -> Places:
        """Return the places of a document that was read; the row of a table's names of columns is its first."""
        rows = [
            (row, Place(table=number, row=place + any(table.columns)))
            for number, table in enumerate(reading.outline.tables, 1)
            for place, row in enumerate(table.rows, 1)
        ]
        rows.sort(key=lambda each: each[0].start)
        return cls(reading.document, [row.start for row, _place in rows], rows)

    def at(self, span: tuple[int, int], raw: tuple[int, int]) -> Place:
        """Return the place of the repaired characters `span`, which are the raw ones `raw` (half-open)."""
        place = self.document.layout.at(self.document.raw, *raw)
        found = bisect_right(self.starts, span[0]) - 1
        if place.row or found < 0 or span[0] >= self.rows[found][0].end:
            return place
        block, known = self.rows[found]
        cells = enumerate(block.cells, 1)
        column = next((n for n, cell in cells if cell.start <= span[0] and cell.start < span[1] <= cell.end), 0)
        return replace(place, table=known.table, row=known.row, column=column)
