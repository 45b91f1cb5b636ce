"""Read Word files: paragraphs and tables in the order of the page, numbers that Word generates written out."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph
from envgov.graph.errors import InputError

MOST_UNPACKED = 200 * 1024 * 1024  # bytes; a docx that unpacks to more is a trap, no document
DIGITS = "零一二三四五六七八九十"


def read_word(data: bytes, source: str) -> str:
    """Return the lines of a Word file; raise InputError where it is broken or unpacks beyond all measure."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise InputError(f"{source}: it unpacks to more than {MOST_UNPACKED // 2**20} MiB; save it as text")
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise InputError(
            f"{source}: this is no readable Word file (.docx); open it in Word and save it again"
        ) from error
    return "\n".join(_lines(document))


def _lines(document: WordDocument) -> Iterator[str]:
    numbers: Counter[tuple[str, str]] = Counter()
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            text = _number(document, block, numbers) + block.text.strip()
            yield from (line for line in text.splitlines() if line.strip())


def _rows(table: Table) -> Iterator[str]:
    """Yield a line a row with tabs between the cells; a cell merged across columns comes once."""
    for row in table.rows:
        cells: list[str] = []
        last: Any = None
        for cell in row.cells:
            if cell._tc is not last:
                cells.append(" ".join(cell.text.split()))
            last = cell._tc
        if any(cells):
            yield "\t".join(cells)


def _number(document: WordDocument, paragraph: Paragraph, numbers: Counter[tuple[str, str]]) -> str:
    """Return the number that Word shows before a paragraph of a numbered list, else ""."""
    properties = paragraph._p.pPr
    listed: Any = properties.numPr if properties is not None else None
    if listed is None or listed.numId is None or not paragraph.text.strip():
        return ""
    number, level = str(listed.numId.val), str(listed.ilvl.val if listed.ilvl is not None else 0)
    pattern, style = _level(document, number, level)
    if "%" not in pattern:
        return ""
    numbers[number, level] += 1
    for deeper in [key for key in numbers if key[0] == number and key[1] > level]:
        del numbers[deeper]
    count = numbers[number, level]
    shown = _chinese(count) if "hinese" in style or "ideograph" in style else str(count)
    return pattern.replace(f"%{int(level) + 1}", shown)


def _level(document: WordDocument, number: str, level: str) -> tuple[str, str]:
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return "", ""
    abstract = next(
        (n.find(f"{space}abstractNumId") for n in root.iter(f"{space}num") if n.get(f"{space}numId") == number), None
    )
    for each in root.iter(f"{space}abstractNum"):
        if abstract is not None and each.get(f"{space}abstractNumId") == abstract.get(f"{space}val"):
            for found in each.iter(f"{space}lvl"):
                if found.get(f"{space}ilvl") == level:
                    text, style = found.find(f"{space}lvlText"), found.find(f"{space}numFmt")
                    return (
                        (text.get(f"{space}val") or "") if text is not None else "",
                        (style.get(f"{space}val") or "") if style is not None else "",
                    )
    return "", ""


def _chinese(count: int) -> str:
    hundreds, rest = divmod(count, 100)
    if hundreds >= len(DIGITS) - 1:  # a thousand items: no list is counted so far in characters
        return str(count)
    tens, ones = divmod(rest, 10)
    if not hundreds:
        ten = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
        return ten + (DIGITS[ones] if ones or not tens else "")
    ten = f"{DIGITS[tens]}十" if tens else DIGITS[0] if ones else ""
    return f"{DIGITS[hundreds]}百{ten}" + (DIGITS[ones] if ones else "")
