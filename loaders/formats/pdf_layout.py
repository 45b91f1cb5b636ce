"""The lines of a PDF page in reading order: pieces of lines, columns of text, and lines joined to paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import regex

from ..language.rules import pattern

BEGINS_ITEM = pattern("repair-lines.heading")
# What is never parted: figures and Latin words, signs that close or open with the letter they belong to.
UNIT = regex.compile(r"[（《“‘「【〔〈]*(?:(?P<latin>[A-Za-z0-9.%/—-]+)|.)?[，。、；：！？）》”’」】〕〉,.;:!?)]*")
ENDED = regex.compile(r"[。！？；：!?;:…”）)]$")
CUT = regex.compile(r"[第、，（《“和与及]$")  # ends no line that is over
WIDE = regex.compile(r"[\p{Han}\u3000-\u303f\uff00-\uffef“”‘’—…〇]")
# In sizes of a letter:
SAME_LINE = 0.45  # between the middles of letters of a line
WORD_GAP, BLANK_GAP, PIECE_GAP = 0.25, 0.8, 1.6  # between letters: of Latin words, of Chinese ones, of pieces
NARROWEST_COLUMN = 8.0
SLACK = 0.3  # of what the next line begins with: a line that has no room for it goes on there
LATIN = 0.55  # width of a Latin letter or a figure
INDENT = 0.8
_INDENTS = (1.5, 2.6)
SHORT_SHARE = 0.7  # of the column; a shorter line is the last of its paragraph
SAME_LEFT = 8  # points
NO_EDGE = 1e9
PARTED = 3.5  # from line to line: what is below stands by itself
LEADING = 2.4  # from line to line of a paragraph
FEWEST_LINES = 3  # of a column
FULL_SHARE = 0.6  # of the lines of a column of text; cells of a table end where they like


@dataclass(slots=True)
class Placed:
    """Words and where they stand, in points from the top left; the size is that of their letters."""

    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    text: str

    @property
    def middle(self) -> float:
        """Return the height of the middle."""
        return (self.top + self.bottom) / 2


Letter = Placed  # a character of a page
P = TypeVar("P", bound=Placed)


@dataclass(slots=True)
class Line(Placed):
    """A piece of a line, or a whole one.

    `right` and `left` are the edges of the column it stands in, `reach` is where its longest line ends, `indents` says
    whether paragraphs begin with blanks there.
    """

    left: float = 0.0
    right: float = 0.0
    reach: float = 0.0
    indents: bool = False
    apart: bool = False  # pieces with wide gaps between them: a row of something, no text that goes on
    page: int = 0

    @classmethod
    def bare(cls, text: str, height: float, page: int) -> Line:
        """Return a line of which only the words are known: it joins no other."""
        return cls(0, 0, height, height, 0, text.strip(), right=NO_EDGE, page=page)

    @property
    def is_indented(self) -> bool:
        """Say whether the line begins with two blanks, as the first of a paragraph does."""
        return _INDENTS[0] * self.size <= self.x0 - self.left <= _INDENTS[1] * self.size


def pieces_of(letters: Sequence[Letter]) -> list[Line]:
    """Return the pieces of lines that letters make, from the top, those of one line from the left."""
    return [piece for row in rows_of(letters) for piece in _cut(row)]


def rows_of(placed: Sequence[P]) -> list[list[P]]:
    """Return what stands on one line together, from the top, each from the left."""
    rows: list[list[P]] = []
    for each in sorted(placed, key=lambda one: one.middle):
        last = rows[-1][-1] if rows else None
        if last is not None and abs(each.middle - last.middle) <= SAME_LINE * max(each.size, last.size):
            rows[-1].append(each)
        else:
            rows.append([each])
    return [sorted(row, key=lambda one: one.x0) for row in rows]


def _cut(row: Sequence[Letter]) -> Iterator[Line]:
    """Yield the pieces of a row: a wide gap parts them. A letter drawn twice, to look bold, comes once."""
    kept: list[Letter] = []
    words = ""
    for letter in row:
        last = kept[-1] if kept else None
        if last is not None and letter.text == last.text and letter.x0 - last.x0 < 0.2 * letter.size:
            continue
        gap = (letter.x0 - last.x1) / max(letter.size, last.size, 1.0) if last is not None else 0.0
        if last is not None and gap >= PIECE_GAP:
            yield _piece(kept, words)
            kept, words = [], ""
        elif last is not None:
            wide = WIDE.match(letter.text) or WIDE.match(last.text)
            words += " " if gap > (BLANK_GAP if wide else WORD_GAP) else ""
        kept.append(letter)
        words += letter.text
    if kept:
        yield _piece(kept, words)


def _piece(letters: Sequence[Letter], words: str) -> Line:
    sizes = sorted(letter.size for letter in letters)
    return Line(
        letters[0].x0,
        max(letter.x1 for letter in letters),
        min(letter.top for letter in letters),
        max(letter.bottom for letter in letters),
        sizes[len(sizes) // 2],
        words,
    )


def in_order(pieces: Sequence[Line], depth: int = 0) -> list[Line]:
    """Return the lines of a page in reading order: columns of text one after the other, other pieces line by line."""
    rows = rows_of(pieces)
    band = _columns(rows) if depth < 4 else None
    if band is None:
        return _region([_line(row) for row in rows])
    first, last, gutter = band
    inside = [piece for row in rows[first:last] for piece in row]
    before = [piece for row in rows[:first] for piece in row]
    behind = [piece for row in rows[last:] for piece in row]
    left = [piece for piece in inside if piece.x1 <= gutter]
    right = [piece for piece in inside if piece.x1 > gutter]
    parts = (before, left, right, behind)
    return [line for part in parts if part for line in in_order(part, depth + 1)]


def _columns(rows: Sequence[list[Line]]) -> tuple[int, int, float] | None:
    """Return the rows, first and behind the last, that stand in two columns, and the place between these; None where none do."""
    starts = {round(row[at].x0) for row in rows for at in range(len(row)) if row[at].text}
    best: tuple[int, int, int, float] | None = None
    for start in sorted(starts):
        gutter = start - 2.0
        for first, last in _runs(rows, gutter):
            held = [piece for row in rows[first:last] for piece in row]
            left, right = [p for p in held if p.x1 <= gutter], [p for p in held if p.x1 > gutter]
            if _is_text(left) and _is_text(right) and (best is None or len(held) > best[0]):
                best = (len(held), first, last, gutter)
    return best[1:] if best is not None else None


def _runs(rows: Sequence[list[Line]], gutter: float) -> Iterator[tuple[int, int]]:
    """Yield the runs of rows that nothing crosses the gutter in, and no wide gap parts."""
    first = 0
    for number, row in enumerate(rows):
        above = rows[number - 1][0] if number > first else None
        if above is not None and row[0].middle - above.middle > PARTED * above.size:
            if number - first >= FEWEST_LINES:
                yield first, number
            first = number
        if any(piece.x0 < gutter < piece.x1 for piece in row):
            if number - first >= FEWEST_LINES:
                yield first, number
            first = number + 1
    if len(rows) - first >= FEWEST_LINES:
        yield first, len(rows)


def _is_text(column: Sequence[Line]) -> bool:
    """Say whether the pieces of a column are running text: wide enough, and most of them as wide as the column."""
    if len(column) < FEWEST_LINES:
        return False
    size = max(piece.size for piece in column)
    left, right = min(piece.x0 for piece in column), max(piece.x1 for piece in column)
    full = sum(piece.x1 >= right - (1 + SLACK) * size and piece.x0 <= left + 3 * size for piece in column)
    return right - left >= NARROWEST_COLUMN * size and full >= FULL_SHARE * len(column)


def _line(pieces: Sequence[Line]) -> Line:
    first = pieces[0]
    return Line(
        first.x0,
        pieces[-1].x1,
        min(piece.top for piece in pieces),
        max(piece.bottom for piece in pieces),
        first.size,
        " ".join(piece.text for piece in pieces),
        apart=len(pieces) > 1,
    )


def _region(lines: list[Line]) -> list[Line]:
    """Give the lines of a column its left edge, and whether its paragraphs begin with blanks."""
    size = _middle([line.size for line in lines]) if lines else 0.0
    left = min((line.x0 for line in lines), default=0.0)
    indents = any(_INDENTS[0] * size <= line.x0 - left <= _INDENTS[1] * size for line in lines)
    for line in lines:
        line.left, line.indents = left, indents
    return lines


def _middle(sizes: Sequence[float]) -> float:
    return sorted(sizes)[len(sizes) // 2]


def with_edges(lines: Sequence[Line]) -> None:
    """Give the lines of a document the right edges of their columns: where several of those with one left edge end."""
    columns: dict[int, list[Line]] = {}
    for line in lines:
        columns.setdefault(round(line.left / SAME_LEFT), []).append(line)
    for column in columns.values():
        size = _middle([line.size for line in column])
        ends = sorted((line.x1 for line in column), reverse=True)
        far = zip(ends, ends[FEWEST_LINES - 1 :], strict=False)
        right = next((end for end, other in far if end - other <= (1 + SLACK) * size), NO_EDGE)
        for line in column:
            line.right, line.reach = right, ends[0]


def paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines, those together that a narrow column cut; `joined` makes one of two."""
    together: list[Line] = []
    for line in lines:
        if together and not _continues(together[0], together[-1], line):
            yield together
            together = []
        together.append(line)
    if together:
        yield together


def _continues(first: Line, above: Line, below: Line) -> bool:
    """Say whether a line goes on in the one below: it is full, or of a paragraph that began with blanks and is not short."""
    size = above.size
    if not size or above.apart or below.apart or abs(above.size - below.size) > 0.1 * size:
        return False
    begins = BEGINS_ITEM.match(below.text) and not CUT.search(above.text)  # 第二、第|三、第四专员办
    if begins or below.x0 > below.left + INDENT * size:
        return False
    near = above.page != below.page or above.top > below.top or below.top - above.top <= LEADING * size
    ended = ENDED.search(above.text) is not None
    full = is_full(above, above.right, below.text)
    ragged = first.is_indented and above.x1 >= above.left + SHORT_SHARE * (above.reach - above.left)
    return near and ((full and (above.indents or not ended)) or (ragged and not ended))


def is_full(line: Placed, right: float, below: str) -> bool:
    """Say whether a line had no room up to the right edge for what the next one begins with: then that goes on from it."""
    unit = UNIT.match(below)
    words, latin = (unit.group(), len(unit["latin"] or "")) if unit is not None else ("", 0)
    width = len(words) - latin + latin * LATIN
    return line.x1 >= right - (max(1.0, width) + SLACK) * line.size


def joined(above: str, below: str) -> str:
    """Return the words of two lines as one: a blank stands between Latin words only, and a hyphen goes."""
    if not above or not below:
        return above + below
    if WIDE.match(above[-1]) or WIDE.match(below[0]):
        return above + below
    if above.endswith("-") and below[0].isalpha():
        return above[:-1] + below
    return above + ("" if above[-1].isdigit() and below[0].isdigit() else " ") + below
