"""Read Word files: text, tables, boxes and notes in reading order, numbers that Word generates written out."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from envgov.graph.errors import InputError
from envgov.graph.model import Place
from lxml import etree

from .content import Line, Page, laid_out
from .package import refuse_large
from .table import Table
from .word_body import Body
from .word_numbers import W, read_numbers

MOST_UNPACKED = 200 * 1024 * 1024  # bytes; a docx that unpacks to more is a trap, no document
MOST_OF_PART = 48 * 1024 * 1024  # bytes of one part of XML; some hundred pages have five
RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
STRICT = (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode())
MISSED = {
    "chunk": ("{} 处嵌入的其他文件", "{} embedded files of other kinds"),
    "object": ("{} 个嵌入对象（如表格、公式）", "{} embedded objects (spreadsheets, formulas)"),
    "diagram": ("{} 个图示或图表", "{} diagrams or charts"),
}
OPTIONAL = {
    "numbering": ("编号无法读取，列表没有序号", "the numbering is broken: lists have no numbers"),
    "styles": (
        "样式无法读取，按样式编号的列表没有序号",
        "the styles are broken: lists numbered by style have no numbers",
    ),
    "footnotes": ("脚注无法读取", "the footnotes are broken"),
    "endnotes": ("尾注无法读取", "the endnotes are broken"),
}


def read_word(data: bytes, source: str) -> Page:
    """Return the lines of a Word file; raise InputError where it is broken or unpacks beyond all measure."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refuse_large(archive, source, MOST_UNPACKED, MOST_OF_PART)
            return _Package(archive).page()
    except (
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
        NotImplementedError,
        EOFError,
        OSError,
    ) as error:
        raise InputError(
            f"{source}: 这不是可读的 Word 文件 (.docx)；请用 Word 打开后重新保存。/ "
            "this is no readable Word file (.docx); open it in Word and save it again."
        ) from error


class _Package:
    """The parts of a Word file that hold its text; `left_out` gathers what could not be read."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.left_out: list[str] = []

    def page(self) -> Page:
        main = self._main()
        root = _parsed(self.archive.read(main))
        folder = posixpath.dirname(main)
        parts = {name: self._optional(f"{folder}/{name}.xml", name) for name in OPTIONAL}
        body = Body(read_numbers(parts["numbering"], parts["styles"]))
        found = root.find(f"{W}body")
        if found is None:
            raise ValueError("no body")
        lines = [*_numbered(body.blocks(found)), *map(Line, _notes(body, parts))]
        for kind, count in body.missed.items():
            if count:
                zh, en = MISSED[kind]
                self.left_out.append(f"{zh.format(count)} / {en.format(count)}")
        text, layout = laid_out(lines)
        return Page(text, left_out=tuple(self.left_out), layout=layout)

    def _main(self) -> str:
        """Return the part that holds the document, as the package says, else where Word puts it."""
        names = set(self.archive.namelist())
        try:
            related = _parsed(self.archive.read("_rels/.rels"))
        except (KeyError, etree.XMLSyntaxError):
            return "word/document.xml"
        targets = [
            (each.get("Target") or "").lstrip("/")
            for each in related.iter(RELATED)
            if (each.get("Type") or "").endswith("/officeDocument")
        ]
        return next((target for target in targets if target in names), "word/document.xml")

    def _optional(self, name: str, kind: str) -> Any:
        """Return a part beside the document, or None where there is none or it is broken, which is said."""
        try:
            return _parsed(self.archive.read(name))
        except KeyError:
            return None
        except (etree.XMLSyntaxError, zipfile.BadZipFile, NotImplementedError):
            self.left_out.append(" / ".join(OPTIONAL[kind]))
            return None


def _numbered(blocks: Iterable[str | Table]) -> Iterator[Line]:
    """Yield the lines of paragraphs and tables, each with the number of its paragraph or its row."""
    number = 0
    for block in blocks:
        if isinstance(block, Table):
            yield from block.lines()
            continue
        number += 1
        yield from (Line(line, Place(paragraph=number)) for line in block.split("\n"))


def _parsed(data: bytes) -> Any:
    """Return the root of a part; nothing outside it is fetched, and no entity is put in place."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(data.replace(*STRICT), parser)


def _notes(body: Body, parts: dict[str, Any]) -> Iterator[str]:
    """Yield the notes that the text points to, in the order it does, each behind 注 and its number."""
    said: dict[tuple[str, str], Any] = {}
    for part in ("footnotes", "endnotes"):
        root = parts[part]
        for note in root if root is not None else ():
            said[part, note.get(f"{W}id") or ""] = note
    for number, key in enumerate(list(body.notes), 1):
        blocks = list(body.blocks(said[key])) if key in said else []
        words = " ".join(each.text if isinstance(each, Table) else each for each in blocks)
        if words.strip():
            yield f"注{number}：{words.strip()}"
