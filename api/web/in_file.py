"""Where a statement stands in its file, as people say it, and the whole row of a table that a quote is a part of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .language import Words

BETWEEN_ROWS = 2  # lines without cells that may stand between two rows: the name of a section
LONGEST_NAME = 20  # code points; the name of a column


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell of a row: what is quoted of it and the words around that, and the name of its column ("" where it has none)."""

    before: str
    quote: str
    after: str
    column: str


def place_said(t: Words, row: Mapping[str, Any]) -> str:
    """Return where in its file a statement stands, "" where the file has no pages, tables or paragraphs."""
    given = {name: row.get(name) for name in ("page", "sheet", "table", "row", "column", "paragraph")}
    known = {name: value for name, value in given.items() if value}
    names = ["page", "sheet", *(("row_column",) if "column" in known else ("row",)), "paragraph"]
    if "row" in known and "sheet" not in known:
        names.insert(1, "table")
    said = [t(f"place.{name}", **known) for name in names if name.partition("_")[0] in known]
    return t("place.between").join(said)


def row_shown(text: str, start: int, end: int) -> tuple[RowCell, ...]:
    """Return the cells of the row that the characters `start` to `end` of a text stand in; none where they stand in none."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)]
    if "\t" not in line or "\n" in line:
        return ()
    names = _names(text[:first].split("\n")[:-1], line.count("\t") + 1)
    return tuple(_cells(line, names, (start - first, end - first)))


def _cells(line: str, names: Sequence[str], span: tuple[int, int]) -> Iterator[RowCell]:
    at = 0
    for number, words in enumerate(line.split("\t")):
        a, b = (min(max(each - at, 0), len(words)) for each in span)
        yield RowCell(words[:a], words[a:b], words[b:], names[number] if names else "")
        at += len(words) + 1


def _names(above: Sequence[str], width: int) -> list[str]:
    """Return the names of the columns of a row: those of the first of the rows above it, where that names them."""
    top: list[str] = []
    apart = 0
    for line in reversed(above):
        if "\t" in line:
            top, apart = line.split("\t"), 0
        elif (apart := apart + 1) > BETWEEN_ROWS:
            break
    fits = len(top) == width and all(0 < len(name.strip()) <= LONGEST_NAME for name in top)
    return [name.strip() for name in top] if fits else []
