"""Read tables of a PDF page without rules between their columns: known by the names of columns above them.

Columns are parted by a strip that no letter of any row crosses; rows by rules across the table where there are such, else by
the numbers in the first column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..language.rules import word_list
from .pdf_layout import Letter, Line, is_full, joined, pieces_of, rows_of
from .table import Cell, Table

FEWEST_COLUMNS, FEWEST_ROWS = 3, 2
LONGEST_NAME = 10  # code points; the name of a column
BLANK = 0.5  # of a letter, between two words
NARROWEST = 2.5  # points between two columns
FARTHEST, NEXT_LINE = (
    4.5,
    2.2,
)  # sizes of a letter from a line of a table to the next row, and to the next line of a cell
INDEX = frozenset(("序号", "编号"))

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Unruled:
    """A table: its box (left, top, right, bottom), the places between its columns, its cells."""

    box: tuple[float, float, float, float]
    edges: list[float]
    table: Table


def unruled(letters: Sequence[Letter], across: Sequence[float]) -> Iterator[Unruled]:
    """Yield the tables among the letters of a page that no rules part into cells; `across` are the heights of its rules."""
    rows = rows_of(letters)
    number = 0
    while number < len(rows):
        names = _names(rows[number])
        found = _below(rows, number, names, across) if _is_header(names) else None
        if found is not None:
            yield found[0]
        number = found[1] if found is not None else number + 1


def _names(row: Sequence[Letter]) -> list[Line]:
    """Return the words of a row that blanks part, two of one letter each as one (序 号)."""
    parts: list[list[Letter]] = []
    for letter in row:
        if parts and letter.x0 - parts[-1][-1].x1 < BLANK * letter.size:
            parts[-1].append(letter)
        elif len(parts) > 1 and len(parts[-1]) == 1 and len(parts[-2]) == 1:
            parts[-2:] = [parts[-2] + parts[-1]]
            parts.append([letter])
        else:
            parts.append([letter])
    if len(parts) > 1 and len(parts[-1]) == 1 and len(parts[-2]) == 1:
        parts[-2:] = [parts[-2] + parts[-1]]
    return [_name(part) for part in parts]


def _name(letters: Sequence[Letter]) -> Line:
    first, last = letters[0], letters[-1]
    return Line(first.x0, last.x1, first.top, first.bottom, first.size, "".join(letter.text for letter in letters))


def _is_header(names: Sequence[Line]) -> bool:
    known, ends = frozenset(word_list("sections.columns")), word_list("sections.column_ends")
    texts = ["".join(each.text.split()) for each in names]
    columns = [text in known or (len(text) <= LONGEST_NAME and text.endswith(ends)) for text in texts]
    return len(texts) >= FEWEST_COLUMNS and sum(columns) * 2 > len(texts)


def _below(
    rows: Sequence[Sequence[Letter]], first: int, names: Sequence[Line], across: Sequence[float]
) -> tuple[Unruled, int] | None:
    """Return the table below the names of columns, and the row behind it; None where nothing parts it into rows."""
    strips, last = _strips(rows, first, names)
    body = rows[first + 1 : last]
    edges = [_middle(strip) for strip in strips]
    groups = _groups(body, edges, [height for height in across if body and height > body[0][0].top], names)
    if len(groups) < FEWEST_ROWS:
        return None
    every = [letter for row in (rows[first], *body) for letter in row]
    rights = [max((each.x1 for each in every if _column(each, edges) == n), default=0.0) for n in range(len(names))]
    made = Table([_cells(group, edges, rights) for group in ([list(rows[first])], *groups)])
    box = (min(e.x0 for e in every), min(e.top for e in every), max(e.x1 for e in every), max(e.bottom for e in every))
    return Unruled(box, [box[0], *edges, box[2]], made), last


def _strips(rows: Sequence[Sequence[Letter]], first: int, names: Sequence[Line]) -> tuple[list[list[Span]], int]:
    """Return the free strips between the columns, and the first row that does not leave one between all of them."""
    middles = [(name.x0 + name.x1) / 2 for name in names]
    strips = [_without([span], rows[first]) for span in pairwise(middles)]
    last = first + 1
    while last < len(rows):
        row, above = rows[last], rows[last - 1]
        left = [_without(strip, row) for strip in strips]
        numbered = row[0].x1 <= names[1].x0 and (row[0].x0 + row[0].x1) / 2 < strips[0][-1][1]
        farthest = FARTHEST if numbered or last == first + 1 else NEXT_LINE
        if not all(left) or row[0].middle - above[0].middle > farthest * row[0].size:
            break
        strips, last = left, last + 1
    return strips, last


def _middle(strip: Sequence[Span]) -> float:
    widest = max(strip, key=lambda span: span[1] - span[0])
    return (widest[0] + widest[1]) / 2


def _without(strip: Sequence[Span], letters: Sequence[Letter]) -> list[Span]:
    """Return the parts of a strip that no letter stands in and that are wide enough."""
    found = list(strip)
    for letter in letters:
        cut = [((a, min(b, letter.x0)), (max(a, letter.x1), b)) for a, b in found]
        found = [span for pair in cut for span in dict.fromkeys(pair) if span[1] - span[0] >= NARROWEST]
    return found


def _column(letter: Letter, edges: Sequence[float]) -> int:
    return sum((letter.x0 + letter.x1) / 2 > edge for edge in edges)


Rows = list[list[Letter]]


def _groups(
    body: Sequence[Sequence[Letter]], edges: Sequence[float], across: Sequence[float], names: Sequence[Line]
) -> list[Rows]:
    """Return the lines of each row of the table: between two rules, else by the numbers of the first column."""
    lines = [list(row) for row in body]
    bottom = max((letter.bottom for row in lines for letter in row), default=0.0)
    rules = sorted({round(height) for height in across if height < bottom})
    if len(rules) >= FEWEST_ROWS - 1 and rules:
        return _cut(lines, rules)
    if "".join(names[0].text.split()) not in INDEX:
        return []
    numbered = [n for n, row in enumerate(lines) if any(_column(letter, edges) == 0 for letter in row)]
    if not numbered:
        return []
    if numbered[0] == 0:
        return [lines[a:b] for a, b in pairwise([*numbered, len(lines)])]
    heights = [lines[n][0].middle for n in numbered]  # the numbers stand in the middle of their rows
    return _cut(lines, [(a + b) / 2 for a, b in pairwise(heights)])


def _cut(lines: Rows, heights: Sequence[float]) -> list[Rows]:
    found: dict[int, Rows] = {}
    for row in lines:
        found.setdefault(sum(row[0].middle > height for height in heights), []).append(row)
    return [found[number] for number in sorted(found)]


def _cells(lines: Sequence[Sequence[Letter]], edges: Sequence[float], rights: Sequence[float]) -> list[Cell]:
    return [Cell([_words(lines, edges, column, right)]) for column, right in enumerate(rights)]


def _words(lines: Sequence[Sequence[Letter]], edges: Sequence[float], column: int, right: float) -> str:
    """Return the words of a cell: a line that had no room for what the next one begins with goes on there."""
    words = ""
    above: Line | None = None
    for line in lines:
        pieces = pieces_of([letter for letter in line if _column(letter, edges) == column])
        if not pieces:
            continue
        text = " ".join(piece.text for piece in pieces)
        goes_on = above is None or is_full(above, right, text)
        words = joined(words, text) if goes_on else f"{words} {text}"
        above = pieces[-1]
    return words
