"""Read PDF files that have a text layer: lines and tables in reading order, without what every page repeats."""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import regex
from envgov.graph.errors import InputError
from envgov.graph.model import Place
from pypdf import PdfReader

from ..language.rules import pattern
from .content import Line, Page, laid_out
from .pdf_bounds import Bounds, TooMuchError, opened
from .pdf_layout import Line as PlacedLine
from .pdf_layout import in_order, joined, paragraphs, with_edges
from .pdf_page import PagePart, PdfPage, PlacedTable, read_page
from .recognition import DOTS, Recogniser, recogniser
from .table import Table, lines_of

PAGE_NUMBER = pattern("lines.page_number")
DIGITS = regex.compile(r"\d+")
MARGIN = 0.11  # share of a page's height at its top and at its bottom where running heads and feet stand
SAME_HEIGHT = 4  # points
FEWEST_PAGES = 2  # a line at the same place of the margins of so many pages is a running head
SHARE_OF_PAGES = 0.3  # heads of odd and even pages, of sections
SAME_EDGE = 4  # points between the columns of a table and those of its rest on the next page
MOST_SAID = 20  # pages by number


def read_pdf(data: bytes, source: str) -> Page:
    """Return the lines of a PDF; raise InputError where it is broken, locked or only pictures."""
    for name in ("pypdf", "pdfminer", "pdfplumber"):  # they report every oddity of a file; we report the file
        logging.getLogger(name).setLevel(logging.CRITICAL)
    bounds, recognise = Bounds(), recogniser()
    pages: list[PdfPage] = []
    left_out: list[str] = []
    with opened(data, source, bounds) as (count, each_page):
        for page in each_page:
            try:
                pages.append(_recognised(read_page(page), page, recognise))
            except TooMuchError as error:
                pages.append(PdfPage(len(pages) + 1, 0, 0, failed=True))
                if error.whole:
                    break
    _mend(pages, data)
    left_out.extend(missing(pages, count))
    text, layout = laid_out(lines_of_pages(pages))
    if not regex.search(r"\p{L}", text):
        if any(page.unmapped for page in pages):
            raise InputError(
                f"{source}: 此 PDF 的字体缺少字符对照表 (ToUnicode)，文字无法读出；请重新导出，或做文字识别 (OCR)。/ "
                "the fonts of this PDF lack a map to characters (ToUnicode); export it anew, or run OCR over it."
            )
        raise InputError(
            f"{source}: 此 PDF 没有文字层（可能是扫描件）；请先做文字识别 (OCR)，或另存为文本。/ "
            "this PDF has no text layer (it may be scanned); run OCR over it first, or save it as text."
        )
    return Page(
        text, left_out=tuple(left_out), layout=layout, held={"pages": pages_read(pages)}, share=share_of(pages, count)
    )


def pages_read(pages: Sequence[PdfPage]) -> int:
    """Return how many pages have something that was read."""
    return sum(bool(page.parts) for page in pages)


def share_of(pages: Sequence[PdfPage], count: int) -> float:
    """Return how much of a file was read, 0 to 1: of each page that has text the letters whose font says what they are."""
    read = sum(
        (page.letters + page.recognised) / max(1, page.letters + page.recognised + page.unmapped)
        if page.parts or page.unmapped
        else 1.0
        for page in pages
        if not page.is_picture and not page.failed
    )
    return read / max(1, count)


def _recognised(found: PdfPage, page: Any, recognise: Recogniser | None) -> PdfPage:
    """Return a page, the characters of its picture recognised where it has no others and recognition is on."""
    if recognise is None or not found.is_picture:
        return found
    lines = in_order(recognise(page.to_image(resolution=DOTS).original, 72 / DOTS))
    for line in lines:
        line.page = found.number
    found.parts.extend(lines)
    found.recognised = bool(lines)
    return found


def _mend(pages: Sequence[PdfPage], data: bytes) -> None:
    """Read the pages whose letters lie on their side once more, with a reader that goes by the order they are drawn in."""
    doubtful = [page for page in pages if page.askew]
    if not doubtful:
        return
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            reader.decrypt("")
        for page in doubtful:
            found = (reader.pages[page.number - 1].extract_text() or "").splitlines()
            if regex.search(r"\p{Han}{2}", "".join(found)):
                page.parts = [PlacedLine.bare(line, page.height / 2, page.number) for line in found if line.strip()]
    except Exception:  # a second opinion: where it fails the first one stands
        logging.getLogger("envgov.formats").debug("no second reading", exc_info=True)


def missing(pages: Sequence[PdfPage], count: int) -> Iterator[str]:
    """Yield what could not be read, with the numbers of the pages."""
    if pictures := [page.number for page in pages if page.is_picture]:
        said = _numbers(pictures)
        yield f"第 {said} 页没有文字（是图片，需 OCR） / pages without text (pictures, OCR is needed): page {said}"
    if recognised := [page.number for page in pages if page.recognised]:
        said = _numbers(recognised)
        yield f"第 {said} 页由文字识别 (OCR) 读出，可能有错字 / read by OCR, letters may be wrong: page {said}"
    if unmapped := [page.number for page in pages if page.unmapped]:
        said = _numbers(unmapped)
        yield f"第 {said} 页的字体缺少字符对照表 (ToUnicode)，部分文字无法读出 / a font without a map to characters: page {said}"
    unread = [page.number for page in pages if page.failed] + list(range(len(pages) + 1, count + 1))
    if unread:
        said = _numbers(unread)
        yield f"第 {said} 页过于复杂或超出限度，未读 / not read, too complex or beyond the limits: page {said}"


def _numbers(pages: Sequence[int]) -> str:
    """Return numbers of pages as people write them: 2-4, 7."""
    spans: list[list[int]] = []
    for page in pages:
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    shown = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans[:MOST_SAID])
    return shown + (" …" if len(spans) > MOST_SAID else "")


def lines_of_pages(pages: Sequence[PdfPage]) -> Iterator[Line]:
    """Yield the lines of all pages: what they repeat at their edges goes, tables cut by a page are whole again."""
    running = _running(pages)
    content: list[PagePart] = []
    for page in pages:
        parts = [
            part
            for part in page.parts
            if not (
                isinstance(part, PlacedLine) and ((page.number, id(part)) in running or _is_page_number(page, part))
            )
        ]
        first = parts[0] if parts else None
        last = content[-1] if content else None
        if isinstance(first, PlacedTable) and isinstance(last, PlacedTable) and _goes_on(last, first):
            last.join(first)
            parts = parts[1:]
        content.extend(parts)
    with_edges([part for part in content if isinstance(part, PlacedLine)])
    yield from lines_of(list(_joined(content)))


def _joined(parts: Iterable[PagePart]) -> Iterator[Line | Table]:
    """Yield tables as they are and the lines between them as paragraphs."""
    waiting: list[PlacedLine] = []
    for part in parts:
        if isinstance(part, PlacedLine):
            waiting.append(part)
            continue
        yield from map(_paragraph, paragraphs(waiting))
        waiting = []
        yield part.table
    yield from map(_paragraph, paragraphs(waiting))


def _paragraph(lines: Sequence[PlacedLine]) -> Line:
    """Return lines that belong together as one, which says where in it a page ends."""
    words, page = lines[0].text, lines[0].page
    more: list[tuple[int, Place]] = []
    for line in lines[1:]:
        words = joined(words, line.text)
        if line.page != page:
            page = line.page
            more.append((len(words) - len(line.text), Place(page=page)))
    return Line(words, Place(page=lines[0].page), tuple(more))


def _goes_on(above: PlacedTable, below: PlacedTable) -> bool:
    pairs = zip(above.edges, below.edges, strict=False)
    return len(above.edges) == len(below.edges) and all(abs(a - b) <= SAME_EDGE for a, b in pairs)


def _in_margin(page: PdfPage, line: PlacedLine) -> bool:
    return line.bottom <= MARGIN * page.height or line.top >= (1 - MARGIN) * page.height


def _is_page_number(page: PdfPage, line: PlacedLine) -> bool:
    return _in_margin(page, line) and PAGE_NUMBER.fullmatch(line.text) is not None


def _running(pages: Sequence[PdfPage]) -> frozenset[tuple[int, int]]:
    """Return the lines that stand at the same place of the margins of several pages and say the same but for figures."""
    places: dict[str, list[tuple[PdfPage, PlacedLine]]] = {}
    for page in pages:
        for part in page.parts:
            if isinstance(part, PlacedLine) and _in_margin(page, part):
                places.setdefault(DIGITS.sub("#", part.text), []).append((page, part))
    fewest = max(FEWEST_PAGES, int(SHARE_OF_PAGES * len(pages)))
    found: set[tuple[int, int]] = set()
    for lines in places.values():
        heights = Counter(round(line.top / SAME_HEIGHT) for _page, line in lines)
        for page, line in lines:
            height = round(line.top / SAME_HEIGHT)
            if sum(heights[height + near] for near in (-1, 0, 1)) >= fewest:
                found.add((page.number, id(line)))
    return frozenset(found)
