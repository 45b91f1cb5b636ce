"""Read OpenDocument files (.odt, .ods, .odp and flat ones): text, lists with their numbers, tables, boxes, notes.

The source of the rules is OpenDocument 1.3, part 3; of tracked changes the text as it stands when all are accepted is read.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from envgov.graph.errors import InputError
from envgov.graph.model import Place

from .content import MOST_OF_PART, MOST_UNPACKED, PACKAGE_FAULTS, Line, Page, laid_out, parsed, refuse_large
from .counting import DRAW, NAMES, OFFICE, TABLE, TEXT, Styles, integer, number_of, read_styles
from .sheets import MOST_ROWS, parts
from .table import MOST_CELLS, MOST_COLUMNS, Cell, Table, numbered_lines

MOST_BLANKS = 400  # signs of one blank
PRESENTATION = f"{{{NAMES}presentation:1.0}}"
PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
# What holds no text of the document: what was deleted, comments, the words above the letters, what is computed.
PASSED = frozenset(
    f"{TEXT}{name}" for name in ("tracked-changes", "ruby-text", "sequence-decls", "variable-decls", "note-citation")
) | {f"{OFFICE}annotation", f"{OFFICE}forms", f"{TABLE}tracked-changes", f"{TABLE}shapes"}
OBJECTS = (f"{DRAW}object", f"{DRAW}object-ole", f"{DRAW}plugin", f"{DRAW}applet")
BOXES = (f"{DRAW}frame", f"{DRAW}custom-shape", f"{DRAW}rect", f"{DRAW}ellipse", f"{DRAW}g", f"{DRAW}a")


@dataclass(slots=True)
class _Walk:
    """The pass over the elements of a document; `boxes`, `notes` and `objects` are what it met."""

    styles: Styles
    notes: list[Any] = field(default_factory=list)
    boxes: int = 0
    objects: int = 0
    counts: dict[str, dict[int, int]] = field(default_factory=dict)  # of lists, by their name
    last: dict[str, str] = field(default_factory=dict)  # by style: the list that was the last of it

    def blocks(self, parent: Any) -> Iterator[str | Table]:
        """Yield the paragraphs and tables under an element."""
        for child in parent:
            if child.tag in PARAGRAPHS:
                yield from self._paragraph(child, self._heading(child))
            elif child.tag == f"{TABLE}table":
                yield self.table(child)
            elif child.tag == f"{TEXT}list":
                yield from self._list(child, [], None)
            elif child.tag in BOXES:
                yield from self._box(child)
            elif child.tag in OBJECTS:
                self.objects += 1
            elif child.tag not in PASSED and child.tag != f"{PRESENTATION}notes":
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Any, number: str = "") -> Iterator[str | Table]:
        boxes: list[Any] = []
        words = "".join(self._inline(paragraph, boxes)).strip(" ")
        if words.strip():
            yield "\n".join(line.strip() for line in (number + words).split("\n") if line.strip())
        for box in boxes:
            yield from self._box(box)

    def _box(self, box: Any) -> Iterator[str | Table]:
        found = list(self.blocks(box))
        self.boxes += bool(found)
        yield from found

    def _inline(self, parent: Any, boxes: list[Any]) -> Iterator[str]:
        if parent.get(f"{TEXT}style-name") in self.styles.hidden:
            return
        yield parent.text or ""
        for child in parent:
            if child.tag == f"{TEXT}s":
                count = child.get(f"{TEXT}c") or "1"
                yield " " * (min(int(count), MOST_BLANKS) if count.isdecimal() and len(count) < 5 else 1)
            elif child.tag == f"{TEXT}tab":
                yield "\t"
            elif child.tag == f"{TEXT}line-break":
                yield "\n"
            elif child.tag == f"{TEXT}note":
                self.notes.append(child)
            elif child.tag in BOXES:
                boxes.append(child)
            elif child.tag not in PASSED:
                yield from self._inline(child, boxes)
            yield child.tail or ""

    def _heading(self, paragraph: Any) -> str:
        """Return the number of a heading, which the style of the outline gives it."""
        depth = integer(paragraph, f"{TEXT}outline-level", 0)
        if paragraph.tag != f"{TEXT}h" or not depth or "outline" not in self.styles.lists:
            return ""
        if paragraph.get(f"{TEXT}is-list-header") == "true":
            return ""
        return number_of(self.styles.lists["outline"], self.counts.setdefault("outline", {}), depth, None)

    def _list(self, element: Any, outer: Sequence[str], counts: dict[int, int] | None) -> Iterator[str | Table]:
        """Yield the paragraphs of a list; `outer` are the styles of the lists around it, whose counts it shares."""
        style = element.get(f"{TEXT}style-name") or (outer[-1] if outer else "")
        styles, depth = [*outer, style], len(outer) + 1
        counts = counts if counts is not None else self._counts(element, style)
        levels = self.styles.lists.get(style, {})
        for item in element:
            if item.tag == f"{TEXT}list-header":
                yield from self.blocks(item)
                continue
            numbered = False
            for child in item:
                if child.tag == f"{TEXT}list":
                    yield from self._list(child, styles, counts)
                elif child.tag in PARAGRAPHS:
                    start = integer(item, f"{TEXT}start-value", -1)
                    first = "" if numbered else number_of(levels, counts, depth, start if start >= 0 else None)
                    numbered = True
                    yield from self._paragraph(child, first)

    def _counts(self, element: Any, style: str) -> dict[int, int]:
        """Return the counts of a list: its own, or those of the list that it continues."""
        name = element.get("{http://www.w3.org/XML/1998/namespace}id") or f"#{len(self.counts)}"
        before = element.get(f"{TEXT}continue-list")
        if before is None and element.get(f"{TEXT}continue-numbering") == "true":
            before = self.last.get(style)
        self.counts[name] = self.counts.get(before or "", {})
        self.last[style] = name
        return self.counts[name]

    def table(self, element: Any) -> Table:
        """Return a table: rows that are repeated only where they hold words."""
        made = Table()
        number = held = 0
        for row in _rows(element):
            cells = self._cells(row)
            again = min(integer(row, f"{TABLE}number-rows-repeated", 1), MOST_ROWS)
            again = min(again, (MOST_CELLS - held) // len(cells)) if cells else again
            held += again * len(cells)
            for each in range(again if any(cell.text for cell in cells) else 1):
                made.rows.append([replace(cell, row=number + each + 1) for cell in cells])
            number += again
            if number >= MOST_ROWS or held >= MOST_CELLS:
                break
        return made

    def _cells(self, row: Any) -> list[Cell]:
        cells: list[Cell] = []
        for cell in row:
            if cell.tag != f"{TABLE}table-cell":
                continue
            day = _day(cell)
            content: list[str | Table] = [day] if day else list(self.blocks(cell))
            columns = min(integer(cell, f"{TABLE}number-columns-spanned", 1), MOST_COLUMNS)
            rows = integer(cell, f"{TABLE}number-rows-spanned", 1)
            again = min(
                integer(cell, f"{TABLE}number-columns-repeated", 1), MOST_COLUMNS - min(len(cells), MOST_COLUMNS)
            )
            cells.extend(Cell(content, columns, rows) for _each in range(again))
        while cells and not cells[-1].text and cells[-1].columns == 1:
            cells.pop()
        return cells


def read_open_document(data: bytes, source: str) -> Page:
    """Return the lines of an OpenDocument file; raise InputError where it is broken, has a password or unpacks beyond all measure."""
    try:
        content, styles = _roots(data, source)
        body = content.find(f"{OFFICE}body")
        if body is None:
            raise ValueError("no body")
        walk = _Walk(read_styles(content, styles))
        return _page(walk, body)
    except PACKAGE_FAULTS as error:
        raise InputError(
            f"{source}: 这不是可读的 OpenDocument 文件；请另存为 .docx 或 .xlsx。/ "
            "this is no readable OpenDocument file; save it as .docx or .xlsx."
        ) from error


def _roots(data: bytes, source: str) -> tuple[Any, Any]:
    """Return the roots of the content and of the styles; of a flat file they are one."""
    if not data.startswith(b"PK"):
        root = parsed(data)
        return root, root
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        refuse_large(archive, source, MOST_UNPACKED, MOST_OF_PART)
        names = archive.namelist()
        manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
        if b"encryption-data" in manifest:
            raise InputError(
                f"{source}: 此文件有密码；请去除密码后另存。/ this file has a password; save it without one."
            )
        content = parsed(archive.read("content.xml"))
        return content, parsed(archive.read("styles.xml")) if "styles.xml" in names else content


def _page(walk: _Walk, body: Any) -> Page:
    lines: list[Line] = []
    left_out: list[str] = []
    held = {"sheets": 0, "slides": 0}
    hidden = 0
    for part in (each for kind in body for each in _parts(kind)):
        if part.tag == f"{TABLE}table" and part.getparent().tag == f"{OFFICE}spreadsheet":
            name = part.get(f"{TABLE}name") or ""
            if part.get(f"{TABLE}style-name") in walk.styles.unshown:
                hidden += 1
                left_out.append(f"隐藏的工作表“{name}” / the hidden sheet “{name}”")
                continue
            found = [each for part_of in parts(walk.table(part)) for each in _of_sheet(part_of, name)]
            held["sheets"] += bool(found)
            lines.extend(found)
        elif part.tag == f"{DRAW}page":
            held["slides"] += 1
            place = Place(page=held["slides"])
            blocks = [*walk.blocks(part), *_remarks(walk, part)]
            lines.extend(
                replace(line, place=replace(line.place, page=place.page)) for line in numbered_lines(_in_text(blocks))
            )
        else:
            lines.extend(numbered_lines(_in_text(walk.blocks(part))))
    notes = [" ".join(" ".join(_said(walk, note)).split()) for note in walk.notes]
    lines.extend(Line(f"注{number}：{note}") for number, note in enumerate(notes, 1) if note)
    if walk.objects:
        left_out.append(f"{walk.objects} 个嵌入对象或图表 / {walk.objects} embedded objects or charts")
    text, layout = laid_out(lines)
    share = len(lines) / max(1, len(lines) + walk.objects + hidden)
    held |= {"boxes": 0 if held["slides"] else walk.boxes, "notes": len(notes)}
    return Page(text, left_out=tuple(left_out), layout=layout, held=held, share=share)


def _parts(kind: Any) -> list[Any]:
    """Return what is read of a body one by one: its sheets, its slides, a text as a whole."""
    return [kind] if kind.tag == f"{OFFICE}text" else list(kind)


def _in_text(blocks: Iterable[str | Table]) -> Iterator[str | Table]:
    """Yield the blocks of a text: its tables number their rows by their order, not as a sheet does."""
    for block in blocks:
        yield (
            Table([[replace(cell, row=0) for cell in row] for row in block.rows]) if isinstance(block, Table) else block
        )


def _of_sheet(part: Line | Table, name: str) -> Iterator[Line]:
    for line in part.lines() if isinstance(part, Table) else (part,):
        yield replace(line, place=replace(line.place, sheet=name))


def _remarks(walk: _Walk, slide: Any) -> Iterator[str]:
    for notes in slide.iter(f"{PRESENTATION}notes"):
        words = " ".join(
            " ".join(each.text if isinstance(each, Table) else each for each in walk.blocks(notes)).split()
        )
        if words:
            yield f"备注：{words}"


def _said(walk: _Walk, note: Any) -> Iterator[str]:
    for block in walk.blocks(note):
        yield block.text if isinstance(block, Table) else block


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in (f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"):
            yield from _rows(child)


def _day(cell: Any) -> str:
    """Return a day in a cell as it is written in Chinese, "" where the cell holds none."""
    value = cell.get(f"{OFFICE}date-value") or ""
    pieces = value[:10].split("-")
    return (
        f"{int(pieces[0])}年{int(pieces[1])}月{int(pieces[2])}日"
        if len(pieces) == 3 and all(map(str.isdecimal, pieces))
        else ""
    )
