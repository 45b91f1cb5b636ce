"""Read OFD files, the fixed pages of Chinese offices: letters by their places, so that tables and columns are told as of a PDF.

The source of the rules is GB/T 33190-2016. Names of elements are compared without their namespace, which programs write in
several ways.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import regex
from envgov.graph.errors import InputError
from lxml import etree
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from .content import Page, laid_out, opened, parsed
from .pdf import lines_of_pages, missing, pages_read, share_of
from .pdf_layout import Letter
from .pdf_page import MOST_EDGES, PdfPage, arrange, placed_table

BROKEN = "这不是可读的 OFD 文件；请另存为 .pdf。/ this is no readable OFD file; save it as .pdf."
MOST_OF_PART = 24 * 1024 * 1024  # bytes
MOST_PAGES, MOST_DRAWN, DEEPEST = 2000, 60_000, 12  # pages; letters and paths of a page; units within one another
POINTS = 72 / 25.4  # of a millimetre
STRAIGHT = 0.3  # millimetres that a rule may lean
TOLERANCE = 3  # points between rules that meet
LONGEST_STEP = 1.3  # of a letter, to the next one of its word
ASCENT = 0.88  # of a letter, above its base line
NARROW = regex.compile(r"[\x20-\x7e]")
PATH = regex.compile(r"[MSLQBAC]|-?\d*\.?\d+(?:[eE]-?\d+)?")
NUMBER = regex.compile(r"-?\d*\.?\d+(?:[eE]-?\d+)?|g")


def read_ofd(data: bytes, source: str) -> Page:
    """Return the lines of an OFD file, each with its page; raise InputError where it is broken or only pictures."""
    with opened(data, source, BROKEN, most_of_part=MOST_OF_PART) as archive:
        package = _Package(archive)
        pages = list(package.pages())
    text, layout = laid_out(lines_of_pages(pages))
    if not regex.search(r"\p{L}", text):
        raise InputError(
            f"{source}: 此 OFD 没有文字（可能是扫描件）；请先做文字识别 (OCR)，或另存为文本。/ "
            "this OFD has no text (it may be scanned); run OCR over it first, or save it as text."
        )
    left_out = [*missing(pages, package.count)]
    if package.attached:
        left_out.append(f"{package.attached} 个附件 / {package.attached} attachments")
    held = {"pages": pages_read(pages)}
    return Page(text, left_out=tuple(left_out), layout=layout, held=held, share=share_of(pages, package.count))


@dataclass(slots=True)
class _Sheet:
    """What is drawn on a page, in points: letters, the edges of rules, how many pictures."""

    letters: list[Letter] = field(default_factory=list)
    edges: list[dict[str, Any]] = field(default_factory=list)
    pictures: int = 0
    drawn: int = 0


@dataclass(slots=True)
class _Package:
    """The parts of an OFD file; `count` is how many pages it has, `attached` how many files lie in it."""

    archive: zipfile.ZipFile
    count: int = 0
    attached: int = 0

    def pages(self) -> Iterator[PdfPage]:
        root = self._part("OFD.xml")
        for body in _named(root, "DocRoot"):
            name = (body.text or "").strip().lstrip("/")
            document = self._part(name)
            folder = posixpath.dirname(name)
            self.attached += sum(
                len(list(_named(self._part(_path(folder, each.text)), "Attachment")))
                for each in _named(document, "Attachments")
                if _path(folder, each.text) in self.archive.namelist()
            )
            yield from self._document(document, folder)

    def _document(self, document: Any, folder: str) -> Iterator[PdfPage]:
        area = next((_numbers(each.text) for each in _named(document, "PhysicalBox")), [])
        units = self._units(document, folder)
        under = {
            each.get("ID") or "": self._part(_path(folder, each.get("BaseLoc")))
            for each in _named(document, "TemplatePage")
            if _path(folder, each.get("BaseLoc")) in self.archive.namelist()
        }
        for pages in _named(document, "Pages"):
            for each in _named(pages, "Page"):
                self.count += 1
                if self.count > MOST_PAGES:
                    continue
                yield self._page(self._part(_path(folder, each.get("BaseLoc"))), area, under, units)

    def _part(self, name: str) -> Any:
        return parsed(self.archive.read(name))

    def _units(self, document: Any, folder: str) -> dict[str, Any]:
        """Return the drawings that pages put in place by their number."""
        found: dict[str, Any] = {}
        for kind in ("PublicRes", "DocumentRes"):
            for each in _named(document, kind):
                if _path(folder, each.text) in self.archive.namelist():
                    root = self._part(_path(folder, each.text))
                    found |= {unit.get("ID") or "": unit for unit in _named(root, "CompositeGraphicUnit")}
        return found

    def _page(self, root: Any, area: Sequence[float], under: dict[str, Any], units: dict[str, Any]) -> PdfPage:
        box = next((_numbers(each.text) for each in _named(root, "PhysicalBox")), area)
        left, top, width, height = box if len(box) == 4 else (0.0, 0.0, 210.0, 297.0)
        sheet = _Sheet()
        below = [under[each.get("TemplateID")] for each in _named(root, "Template") if each.get("TemplateID") in under]
        for part in (*below, root):
            for content in _named(part, "Content"):
                _draw(content, sheet, (-left, -top), units, 0)
        page = PdfPage(self.count, width * POINTS, height * POINTS, pictures=sheet.pictures)
        if sheet.drawn > MOST_DRAWN or len(sheet.edges) > MOST_EDGES:
            page.failed = True
            return page
        tables = [table for boxes in _tables(sheet.edges) if (table := placed_table(boxes, sheet.letters)) is not None]
        rules = [edge["top"] for edge in sheet.edges if edge["orientation"] == "h"]
        arrange(page, sheet.letters, tables, rules)
        return page


def _draw(parent: Any, sheet: _Sheet, at: tuple[float, float], units: dict[str, Any], depth: int) -> None:
    """Gather what an element draws; `at` is where its own corner stands on the page, in millimetres."""
    for child in parent:
        kind = _name(child)
        if kind in ("Layer", "PageBlock", "Content"):
            _draw(child, sheet, at, units, depth + 1) if depth < DEEPEST else None
            continue
        box = _numbers(child.get("Boundary"))
        corner = (at[0] + box[0], at[1] + box[1]) if len(box) == 4 else at
        sheet.drawn += 1
        if sheet.drawn > MOST_DRAWN or child.get("Visible") == "false":
            continue
        if kind == "TextObject":
            sheet.letters.extend(_letters(child, corner))
        elif kind == "PathObject":
            sheet.edges.extend(_edges(child, corner))
        elif kind == "ImageObject":
            sheet.pictures += 1
        elif kind == "CompositeObject" and depth < DEEPEST and (unit := units.get(child.get("ResourceID"))) is not None:
            _draw(unit, sheet, corner, units, depth + 1)


def _letters(element: Any, corner: tuple[float, float]) -> Iterator[Letter]:
    matrix = _numbers(element.get("CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    size = (_numbers(element.get("Size")) or [4.0])[0] * (abs(d) or abs(b) or 1.0)
    x = y = 0.0
    for code in _named(element, "TextCode"):
        text = "".join(code.itertext())
        x, y = (_numbers(code.get("X")) or [x])[0], (_numbers(code.get("Y")) or [y])[0]
        across, down = _steps(code.get("DeltaX"), len(text)), _steps(code.get("DeltaY"), len(text))
        for number, letter in enumerate(text):
            left, base = corner[0] + a * x + c * y + e, corner[1] + b * x + d * y + f
            width = size * (0.5 if NARROW.match(letter) else 1.0)
            step = across[number] if number < len(across) else 0.0
            reach = step if 0 < step <= LONGEST_STEP * size else width  # figures are set as wide as letters, too
            if letter.strip():
                top, bottom = base - ASCENT * size, base + (1 - ASCENT) * size
                x0, x1, y0, y1, height = (each * POINTS for each in (left, left + reach, top, bottom, size))
                yield Letter(x0, x1, y0, y1, height, letter)
            x += step or (0.0 if down else width)
            y += down[number] if number < len(down) else 0.0


def _steps(stated: str | None, most: int) -> list[float]:
    """Return the steps from letter to letter: `g 3 5` is three times 5."""
    found: list[float] = []
    words = NUMBER.findall(stated or "")
    at = 0
    while at < len(words) and len(found) < most:
        if words[at] == "g" and at + 2 < len(words) and "g" not in words[at + 1 : at + 3]:
            found.extend([float(words[at + 2])] * min(max(0, int(float(words[at + 1]))), most))
            at += 3
            continue
        if words[at] != "g":
            found.append(float(words[at]))
        at += 1
    return found


def _edges(element: Any, corner: tuple[float, float]) -> Iterator[dict[str, Any]]:
    """Yield the straight rules of a path, in points, as pdfplumber has them."""
    data = " ".join("".join(each.itertext()) for each in _named(element, "AbbreviatedData"))
    matrix = _numbers(element.get("CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    last = first = None
    for word, values in _drawn(data):
        if word == "C" and first is not None:
            point: tuple[float, float] | None = first
        elif len(values) >= 2:
            x, y = values[-2:]
            point = corner[0] + a * x + c * y + e, corner[1] + b * x + d * y + f
        else:
            continue
        if word in "LC" and last is not None and point is not None:
            yield from _rule(last, point)
        first = point if word in "MS" else first
        last = point


def _drawn(data: str) -> Iterator[tuple[str, list[float]]]:
    word, values = "", list[float]()
    for each in PATH.findall(data):
        if each.isalpha():
            if word:
                yield word, values
            word, values = each, []
        else:
            values.append(float(each))
    if word:
        yield word, values


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Iterator[dict[str, Any]]:
    (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    flat, upright = y1 - y0 <= STRAIGHT, x1 - x0 <= STRAIGHT
    if flat == upright:
        return
    places = {"x0": x0 * POINTS, "x1": x1 * POINTS, "top": y0 * POINTS, "bottom": y1 * POINTS}
    yield places | {"orientation": "h" if flat else "v"}


def _tables(edges: list[dict[str, Any]]) -> list[list[tuple[float, float, float, float]]]:
    """Return the boxes of the cells of each ruled table."""
    if len(edges) < 3:
        return []
    joined = merge_edges(edges, TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    crossed = edges_to_intersections(joined, TOLERANCE, TOLERANCE)
    found: list[list[tuple[float, float, float, float]]] = cells_to_tables(intersections_to_cells(crossed))
    return found


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _named(element: Any, name: str) -> Iterator[Any]:
    return (each for each in element.iter() if _name(each) == name)


def _numbers(text: str | None) -> list[float]:
    return [float(each) for each in NUMBER.findall(text or "") if each != "g"]


def _path(folder: str, place: str | None) -> str:
    """Return the name of a part from where it is said to be: from the root, or from the folder of the document."""
    stated = (place or "").strip().replace("\\", "/")
    return stated.lstrip("/") if stated.startswith("/") else posixpath.normpath(posixpath.join(folder, stated))
