"""Walk the body of a Word file: all its text once, in reading order, as it stands when every change is accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import regex

from .table import MOST_COLUMNS, Cell, Table
from .word_numbers import Numbers, W, integer, is_on, value_of

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What only holds other things: tags, fields, links, insertions, content controls.
AROUND = frozenset(
    f"{W}{name}"
    for name in (
        "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "sdtContent", "dir", "bdo", "ruby", "rubyBase",
        "subDoc",
    )
) | {f"{MC}Choice", f"{MC}Fallback", f"{M}oMath", f"{M}oMathPara", f"{M}r"}  # fmt: skip
DRAWN = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object"))
SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
HEXADECIMAL, HAN = regex.compile(r"[0-9A-Fa-f]{4}"), regex.compile(r"\p{Han}|[\u2460-\u2473\u3000-\u303f]")
NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}


class Body:
    """The pass over the elements of a document; `missed` counts what it could not read, by its kind."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.notes: list[tuple[str, str]] = []  # which part, and the id in it
        self.missed: Counter[str] = Counter()
        self.boxes = 0  # of text, that were read
        self._carried = ""  # of a paragraph whose end was deleted: it goes on in the next one

    def blocks(self, parent: Any) -> Iterator[str | Table]:
        """Yield the paragraphs and tables under an element; a paragraph that was broken by hand has several lines."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield self._table(child)
            elif child.tag == f"{W}sdt":
                yield from self.blocks(_content(child))
            elif child.tag == f"{MC}AlternateContent":
                yield from self.blocks(_chosen(child))
            elif child.tag in AROUND:
                yield from self.blocks(child)
            elif child.tag == f"{W}altChunk":
                self.missed["chunk"] += 1

    def _paragraph(self, paragraph: Any) -> Iterator[str | Table]:
        boxes: list[Any] = []
        text = "".join(self._inline(paragraph, boxes))
        properties = paragraph.find(f"{W}pPr")
        mark = properties.find(f"{W}rPr") if properties is not None else None
        gone = mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None)
        if gone and not text.strip():
            pass  # a paragraph that was deleted as a whole: it bears no number
        else:
            text = text if self._carried else self.numbers.before(paragraph) * bool(text.strip()) + text.strip(" ")
        text = self._carried + text
        self._carried = text if gone else ""
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if lines and not gone:
            yield "\n".join(lines)
        self.boxes += len(boxes)
        for box in boxes:
            yield from self.blocks(box)

    def _inline(self, parent: Any, boxes: list[Any]) -> Iterator[str]:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                yield from self._run(child, boxes)
            elif tag == f"{W}sdt":
                yield from self._inline(_content(child), boxes)
            elif tag == f"{MC}AlternateContent":
                yield from self._inline(_chosen(child), boxes)
            elif tag in AROUND:
                yield from self._inline(child, boxes)
            elif tag == f"{M}t":
                yield child.text or ""
            elif isinstance(tag, str) and tag.startswith(M):
                yield from self._inline(child, boxes)

    def _run(self, run: Any, boxes: list[Any]) -> Iterator[str]:
        properties = run.find(f"{W}rPr")
        style = properties.find(f"{W}rStyle") if properties is not None else None
        if is_on(properties, "vanish") or (style is not None and self.numbers.hides(style.get(f"{W}val"))):
            return
        yield from self._of_run(run, boxes)

    def _of_run(self, parent: Any, boxes: list[Any]) -> Iterator[str]:
        for child in parent:
            tag = child.tag
            if tag == f"{W}t":
                yield child.text or ""
            elif tag in SIGNS:
                yield SIGNS[tag]
            elif tag == f"{W}sym":
                yield _symbol(child)
            elif tag in DRAWN:
                self._drawn(child, boxes)
            elif tag == f"{W}ruby":
                yield from self._inline(child, boxes)
            elif tag == f"{MC}AlternateContent":
                yield from self._of_run(_chosen(child), boxes)
            elif tag in NOTES:
                self.notes.append((NOTES[tag], child.get(f"{W}id") or ""))

    def _drawn(self, drawing: Any, boxes: list[Any]) -> None:
        """Note the boxes of text in a drawing, and what it holds that is no text of Word."""
        boxes.extend(_boxes(drawing))
        if drawing.tag == f"{W}object":
            self.missed["object"] += 1
        kinds = [
            each.get("uri") or ""
            for each in drawing.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData")
        ]
        self.missed["diagram"] += sum(kind.endswith(("/diagram", "/chart")) for kind in kinds)

    def _table(self, table: Any) -> Table:
        made = Table()
        above: dict[int, Cell] = {}  # by column: the cell that may go on downwards
        for row in _children(table, "tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            cells: list[Cell] = []
            column = _skipped(properties)
            cells.extend(Cell() for _each in range(column))
            for each in _children(row, "tc"):
                if each.find(f"{W}tcPr/{W}cellDel") is not None:
                    continue
                column += self._cell(each, column, cells, above)
            made.rows.append(cells)
        return made

    def _cell(self, element: Any, column: int, cells: list[Cell], above: dict[int, Cell]) -> int:
        """Add a cell to its row, or let the one above or before it reach so far; return how many columns it spans."""
        properties = element.find(f"{W}tcPr")
        span = max(1, min(integer(value_of(properties, "gridSpan"), 1), MOST_COLUMNS))
        if _goes_on(properties, "hMerge") and cells:
            cells[-1].columns += span
            return span
        content = list(self.blocks(element))
        upper = above.get(column)
        if _goes_on(properties, "vMerge") and upper is not None:
            upper.rows += 1
            upper.content.extend(content)
            return span
        cell = Cell(content, span)
        cells.append(cell)
        above[column] = cell
        return span


def _symbol(symbol: Any) -> str:
    """Return a character that is given by its number: a letter of Chinese is one, a picture of a symbol font is none."""
    number = symbol.get(f"{W}char") or ""
    letter = chr(int(number, 16)) if HEXADECIMAL.fullmatch(number) else ""
    return letter if HAN.match(letter) else ""


def _boxes(drawing: Any) -> Iterator[Any]:
    """Yield the boxes of text in a drawing, in order; of what is written twice for older programs the first."""
    for child in drawing:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{MC}AlternateContent":
            yield from _boxes(_chosen(child))
        else:
            yield from _boxes(child)


def _chosen(alternatives: Any) -> Any:
    """Return the first of several writings of one thing that holds text, else the first."""
    found = [each for each in alternatives if each.tag in (f"{MC}Choice", f"{MC}Fallback")]
    texts = (each for each in found if next(each.iter(f"{W}t"), None) is not None)
    return next(texts, found[0] if found else ())


def _content(control: Any) -> Any:
    """Return what a content control holds; what stands in an empty one (单击输入) is no text."""
    if is_on(control.find(f"{W}sdtPr"), "showingPlcHdr"):
        return ()
    content = control.find(f"{W}sdtContent")
    return content if content is not None else ()


def _children(parent: Any, name: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, within content controls and insertions too."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag == f"{W}sdt":
            yield from _children(_content(child), name)
        elif child.tag in AROUND:
            yield from _children(child, name)


def _skipped(properties: Any) -> int:
    return min(integer(value_of(properties, "gridBefore"), 0), MOST_COLUMNS)


def _goes_on(properties: Any, name: str) -> bool:
    child = properties.find(f"{W}{name}") if properties is not None else None
    return child is not None and child.get(f"{W}val") != "restart"
