"""Read presentations (.pptx): the words of each slide, its tables and its notes, slide after slide."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import regex

from .content import RELATED, Line, Page, laid_out, opened, parsed
from .counting import shown
from .table import MOST_COLUMNS, Cell, Table, lines_of

BROKEN = (
    "这不是可读的演示文件 (.pptx)；请重新保存。/ "
    "this is no readable presentation (.pptx); open it in PowerPoint or WPS and save it again."
)
MOST_SLIDES = 1000
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
STRICT = (
    (b"http://purl.oclc.org/ooxml/drawingml/main", A[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/presentationml/main", P[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
FEET = frozenset(("dt", "ftr", "sldNum", "hdr"))  # places of a slide that hold its day, its foot and its number
TITLES = frozenset(("title", "ctrTitle"))
BAND = 400_000  # of English Metric Units, 914,400 an inch: boxes begin on one line within it
# How the items of a list are numbered: by the first word of what the file calls it, and the signs around by its last.
NUMBERS = (
    ("ea1Chs", "chineseCounting"), ("ea1Cht", "chineseCounting"), ("ea1Jpn", "chineseCounting"), ("circleNum", "decimalEnclosedCircle"),
    ("arabic", "decimal"), ("alphaLc", "lowerLetter"), ("alphaUc", "upperLetter"), ("romanLc", "lowerRoman"), ("romanUc", "upperRoman"),
)  # fmt: skip
AROUND = {"Period": "{}. ", "ParenR": "{}) ", "ParenBoth": "({}) ", "Plain": "{} ", "Minus": "{}- "}
DIGITS = regex.compile(r"\d+")


def read_slides(data: bytes, source: str) -> Page:
    """Return the lines of a presentation, each with the slide it stands on; raise InputError where it is broken."""
    with opened(data, source, BROKEN) as archive:
        return _Package(archive).page()


@dataclass(slots=True)
class _Package:
    """The parts of a presentation; what could not be read is counted."""

    archive: zipfile.ZipFile
    missed: int = 0
    boxes: int = 0
    notes: int = 0
    unshown: list[int] = field(default_factory=list)

    def page(self) -> Page:
        lines: list[Line] = []
        slides = self._slides()
        for number, name in enumerate(slides[:MOST_SLIDES], 1):
            root = self._part(name)
            if root.get("show") == "0":
                self.unshown.append(number)
                continue
            lines.extend(replace(each, place=replace(each.place, page=number)) for each in self._slide(root, name))
        text, layout = laid_out(lines)
        left_out = []
        if self.unshown:
            said = ", ".join(map(str, self.unshown))
            left_out.append(f"隐藏的第 {said} 张幻灯片 / hidden slides: {said}")
        if self.missed:
            left_out.append(f"{self.missed} 个图表或嵌入对象 / {self.missed} charts or embedded objects")
        if len(slides) > MOST_SLIDES:
            left_out.append(f"第 {MOST_SLIDES} 张以后的幻灯片 / slides beyond {MOST_SLIDES}")
        read = min(len(slides), MOST_SLIDES) - len(self.unshown)
        share = read / max(1, len(slides)) * len(lines) / max(1, len(lines) + self.missed)
        held = {"slides": read, "notes": self.notes}
        return Page(text, left_out=tuple(left_out), layout=layout, held=held, share=share)

    def _part(self, name: str) -> Any:
        data = self.archive.read(name)
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
        return parsed(data)

    def _related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what a part is related to: by id, the last word of the kind and the name of the part."""
        folder, own = posixpath.split(name)
        try:
            root = self._part(f"{folder}/_rels/{own}.rels")
        except KeyError:
            return {}
        return {
            each.get("Id") or "": (
                (each.get("Type") or "").rpartition("/")[2],
                posixpath.normpath(posixpath.join(folder, each.get("Target") or "")).lstrip("/"),
            )
            for each in root.iter(RELATED)
            if each.get("TargetMode") != "External"
        }

    def _slides(self) -> list[str]:
        main = "ppt/presentation.xml"
        related, names = self._related(main), set(self.archive.namelist())
        found = [related.get(each.get(f"{R}id") or "", ("", ""))[1] for each in self._part(main).iter(f"{P}sldId")]
        kept = [name for name in found if name in names]
        own = (name for name in names if regex.fullmatch(r"ppt/slides/slide\d+\.xml", name))
        return kept or sorted(own, key=lambda name: int(DIGITS.search(name)[0]))  # type: ignore[index]

    def _slide(self, root: Any, name: str) -> Iterator[Line]:
        related = self._related(name)
        content: list[str | Table] = []
        for shape in _in_order(list(_shapes(root.find(f"{P}cSld/{P}spTree")))):
            content.extend(self._shape(shape, related))
        yield from lines_of(content)
        for kind, part in related.values():
            if kind == "notesSlide" and part in self.archive.namelist():
                words = " ".join(_notes(self._part(part)))
                self.notes += bool(words)
                if words:
                    yield Line(f"备注：{words}")

    def _shape(self, shape: Any, related: dict[str, tuple[str, str]]) -> Iterator[str | Table]:
        if shape.tag != f"{P}graphicFrame":
            if _place_of(shape) not in FEET:
                yield from _paragraphs(shape.find(f"{P}txBody"))
            return
        table = shape.find(f".//{A}tbl")
        diagram = shape.find(f".//{DGM}relIds")
        if table is not None:
            yield _table(table)
        elif diagram is not None:
            part = related.get(diagram.get(f"{R}dm") or "", ("", ""))[1]
            words = [text for body in self._part(part).iter(f"{DGM}t") for text in _paragraphs(body)] if part else []
            self.missed += not words
            yield from words
        else:
            self.missed += 1


def _shapes(tree: Any) -> Iterator[Any]:
    """Yield the boxes and frames of a slide, those of groups too; of what is written twice for older programs the first."""
    for child in tree if tree is not None else ():
        if child.tag in (f"{P}sp", f"{P}graphicFrame", f"{P}cxnSp"):
            yield child
        elif child.tag == f"{P}grpSp":
            yield from _shapes(child)
        elif child.tag == f"{MC}AlternateContent":
            yield from _shapes(child[0] if len(child) else ())


def _in_order(shapes: Sequence[Any]) -> list[Any]:
    """Return the boxes as they are read: titles, then those without a place of their own, then from the top, from the left."""

    def place(shape: Any) -> tuple[int, int, int]:
        at = shape.find(f".//{A}off")
        if _place_of(shape) in TITLES or at is None:
            return (0 if _place_of(shape) in TITLES else 1, 0, 0)
        return 1, _integer(at.get("y")) // BAND, _integer(at.get("x"))

    return sorted(shapes, key=place)


def _place_of(shape: Any) -> str:
    """Return what place of the layout a box fills, "" where it is a box of its own."""
    found = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
    return (found.get("type") or "body") if found is not None else ""


def _paragraphs(body: Any) -> Iterator[str]:
    counts: dict[int, int] = {}
    for paragraph in body.iter(f"{A}p") if body is not None else ():
        words = "".join(_inline(paragraph)).strip(" ")
        if words.strip():
            yield _number(paragraph, counts) + words


def _inline(paragraph: Any) -> Iterator[str]:
    for child in paragraph:
        if child.tag in (f"{A}r", f"{A}fld"):
            text = child.find(f"{A}t")
            yield (text.text or "") if text is not None else ""
        elif child.tag == f"{A}br":
            yield "\n"


def _number(paragraph: Any, counts: dict[int, int]) -> str:
    """Return the number that is shown before a paragraph, "" where there is none, and count it."""
    properties = paragraph.find(f"{A}pPr")
    level = _integer(properties.get("lvl")) if properties is not None else 0
    numbered = properties.find(f"{A}buAutoNum") if properties is not None else None
    for deeper in [each for each in counts if each > level or (each == level and numbered is None)]:
        del counts[deeper]
    if numbered is None:
        return ""
    counts[level] = counts.get(level, max(1, _integer(numbered.get("startAt"))) - 1) + 1
    kind = numbered.get("type") or ""
    form = next((form for begins, form in NUMBERS if kind.startswith(begins)), "decimal")
    around = next((signs for ends, signs in AROUND.items() if kind.endswith(ends)), "{}. ")
    if form == "chineseCounting":
        around = "{}、"
    return around.format(shown(counts[level], form))


def _table(table: Any) -> Table:
    made = Table()
    for row in table.iter(f"{A}tr"):
        made.rows.append(
            [
                Cell(list(_paragraphs(cell)), _span(cell, "gridSpan"), _span(cell, "rowSpan"))
                for cell in row.iter(f"{A}tc")
                if not (_is_on(cell.get("hMerge")) or _is_on(cell.get("vMerge")))
            ]
        )
    return made


def _notes(root: Any) -> Iterator[str]:
    for shape in root.iter(f"{P}sp"):
        if _place_of(shape) == "body":
            yield from (" ".join(words.split()) for words in _paragraphs(shape.find(f"{P}txBody")))


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")


def _span(cell: Any, name: str) -> int:
    return max(1, min(_integer(cell.get(name)), MOST_COLUMNS))


def _integer(value: str | None) -> int:
    return int(value) if value is not None and value.lstrip("-").isdecimal() and len(value) < 12 else 0
