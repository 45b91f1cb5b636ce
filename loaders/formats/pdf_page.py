"""Read one page of a PDF: its letters, its ruled tables as rows and cells, its lines in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .pdf_bounds import TooMuchError, drawn_of
from .pdf_layout import Letter, Line, in_order, is_full, joined, pieces_of
from .pdf_unruled import unruled
from .table import Cell, Table

MOST_EDGES = 4000  # of rules; a drawing, no table
SAME_RULE = 3.0  # points between two rules that are one
UNMAPPED = "(cid:"
MARGIN = 0.5  # of a letter, between the words of a cell and its right rule


@dataclass(slots=True)
class PlacedTable:
    """A ruled table: where it begins and ends on its page, the places of its vertical rules, its cells."""

    top: float
    bottom: float
    edges: list[float]
    table: Table

    def join(self, below: PlacedTable) -> None:
        """Add the rest of the table, from the next page: names of columns told again go, a row cut in two is one."""
        rows = below.table.rows
        mine = self.table.rows
        if rows and mine and [cell.text for cell in rows[0]] == [cell.text for cell in mine[0]]:
            rows = rows[1:]
        if rows and mine and _is_rest(mine[-1], rows[0]):
            for cell, rest in zip(mine[-1], rows[0], strict=True):
                cell.content = [joined(cell.text, rest.text)]
            rows = rows[1:]
        mine.extend(rows)
        self.bottom = below.bottom


PagePart = Line | PlacedTable


@dataclass(slots=True)
class PdfPage:
    """A page as it was read; `unmapped` counts letters whose font does not say what they mean, `askew` says that most lie."""

    number: int
    width: float
    height: float
    parts: list[PagePart] = field(default_factory=list)
    pictures: int = 0
    letters: int = 0
    unmapped: int = 0
    askew: bool = False
    failed: bool = False
    recognised: bool = False  # its characters are those of a picture

    @property
    def is_picture(self) -> bool:
        """Say whether the page shows something and has no text."""
        return not self.parts and self.pictures > 0 and not self.failed


def _is_rest(row: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Say whether a row is the rest of the one above: its first cell is empty, and more of the others are than not."""
    if len(row) != len(below) or below[0].text or any(cell.columns > 1 for cell in (*row, *below)):
        return False
    return 0 < sum(bool(cell.text) for cell in below) <= len(below) / 2


def read_page(page: Any) -> PdfPage:
    """Return the lines and tables of a page; raise TooMuchError where it is beyond the bounds."""
    drawn_of(page)
    found = PdfPage(page.page_number, float(page.width), float(page.height), pictures=len(page.images))
    chars = [char for char in page.chars if char["text"].strip()]
    found.unmapped = sum(char["text"].startswith(UNMAPPED) for char in chars)
    askew = sum(not char.get("upright", True) for char in chars)
    found.askew = askew * 2 > len(chars)
    letters = [_letter(char) for char in chars if char.get("upright", True) and UNMAPPED not in char["text"]]
    arrange(found, letters, _tables(page, letters), [float(each["top"]) for each in page.horizontal_edges])
    return found


def arrange(
    found: PdfPage, letters: Sequence[Letter], tables: Sequence[tuple[Box, PlacedTable]], rules: Sequence[float]
) -> None:
    """Put the lines and tables of a page into reading order; `rules` are the heights of its horizontal rules."""
    found.letters = len(letters)
    outside = [letter for letter in letters if not any(_within(letter, box) for box, _table in tables)]
    placed = [table for _box, table in tables if table.table.text]
    bare = list(unruled(outside, rules))
    outside = [letter for letter in outside if not any(_within(letter, each.box) for each in bare)]
    placed += [PlacedTable(each.box[1], each.box[3], each.edges, each.table) for each in bare]
    found.parts = _arranged(pieces_of(outside), placed, found.number)


def _letter(char: Any) -> Letter:
    size = float(char["size"]) or float(char["bottom"] - char["top"]) or 1.0
    return Letter(float(char["x0"]), float(char["x1"]), float(char["top"]), float(char["bottom"]), size, char["text"])


def _arranged(pieces: Sequence[Line], tables: Sequence[PlacedTable], page: int) -> list[PagePart]:
    """Return the lines above, between and below the tables, each part in its own order."""
    parts: list[PagePart] = []
    rest = list(pieces)
    for table in sorted(tables, key=lambda each: each.top):
        above = [piece for piece in rest if piece.middle < table.top]
        rest = [piece for piece in rest if piece.middle >= table.top]
        parts.extend(in_order(above))
        parts.append(table)
    parts.extend(in_order(rest))
    for part in parts:
        if isinstance(part, Line):
            part.page = page
            continue
        for cell in (cell for row in part.table.rows for cell in row):
            cell.page = page
    return parts


Box = tuple[float, float, float, float]


def _within(letter: Letter, box: Box) -> bool:
    x, y = (letter.x0 + letter.x1) / 2, (letter.top + letter.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _tables(page: Any, letters: Sequence[Letter]) -> list[tuple[Box, PlacedTable]]:
    """Return the ruled tables of a page with two columns and two rows at least; a frame around text is none."""
    edges = len(page.lines) + 4 * len(page.rects) + len(page.curves)
    if edges > MOST_EDGES:
        raise TooMuchError
    if edges < 3:  # no cell has fewer sides
        return []
    found = (placed_table([box for box in each.cells if box is not None], letters) for each in page.find_tables())
    return [table for table in found if table is not None]


def placed_table(boxes: Sequence[Box], letters: Sequence[Letter]) -> tuple[Box, PlacedTable] | None:
    """Return the table that the boxes of cells make, with its own box; None where they are too few."""
    columns = _rules([x for box in boxes for x in (box[0], box[2])])
    rows = _rules([y for box in boxes for y in (box[1], box[3])])
    if len(columns) < 3 or len(rows) < 2 or len(boxes) < 3:
        return None
    whole = (
        min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes), max(box[3] for box in boxes),
    )  # fmt: skip
    inside = [letter for letter in letters if _within(letter, whole)]
    return whole, PlacedTable(whole[1], whole[3], columns, Table(_cells(boxes, columns, rows, inside)))


def _rules(places: Sequence[float]) -> list[float]:
    """Return the places of rules, those that lie beside each other once."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > SAME_RULE:
            kept.append(place)
    return kept


def _index(rules: Sequence[float], place: float) -> int:
    return min(range(len(rules)), key=lambda number: abs(rules[number] - place))


def _cells(
    boxes: Sequence[Box], columns: Sequence[float], rows: Sequence[float], letters: Sequence[Letter]
) -> list[list[Cell]]:
    made: list[list[Cell]] = [[] for _row in rows[1:]]
    for box in sorted(boxes, key=lambda each: (each[1], each[0])):
        left, right = _index(columns, box[0]), _index(columns, box[2])
        top, bottom = _index(rows, box[1]), _index(rows, box[3])
        if top >= len(made) or right <= left or bottom <= top:
            continue
        words = _words([letter for letter in letters if _within(letter, box)], box)
        made[top].append(Cell([words], right - left, bottom - top))
    return made


def _words(letters: Sequence[Letter], box: Box) -> str:
    """Return the words of a cell: a line that fills it goes on in the next one, others are told apart by a blank."""
    words = ""
    above: Line | None = None
    for line in pieces_of(letters):
        full = above is None or is_full(above, box[2] - MARGIN * above.size, line.text)
        words = joined(words, line.text) if full else f"{words} {line.text}"
        above = line
    return words
