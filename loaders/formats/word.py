"""Read Word files: text, tables, boxes and notes in reading order, numbers that Word generates written out."""

from __future__ import annotations

import posixpath
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from envgov.graph.errors import InputError
from lxml import etree

from .content import RELATED, Line, Page, laid_out, opened, parsed
from .table import Table, numbered_lines
from .word_body import Body
from .word_numbers import W, read_numbers

BROKEN = (
    "这不是可读的 Word 文件 (.docx)；请用 Word 打开后重新保存。/ "
    "this is no readable Word file (.docx); open it in Word and save it again."
)
STRICT = (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode())
ANCHOR = "\ufffc"  # stands where a picture or an object is
MOST_OF_OLD = 64 * 1024 * 1024  # bytes of an old Word file as a new one
# What is lost of an old Word file, by what the warnings of its reader begin with.
LOST_OF_OLD = {
    ("MAIN_TEXTBOX", "GROUPED_MAIN_TEXTBOXES_DEFERRED"): ("文本框无法读取", "text boxes that cannot be read"),
    ("FOOTNOTE", "ENDNOTE"): ("脚注或尾注无法读取", "notes that cannot be read"),
    ("NUMBERING_TABLE", "STYLE_TABLE"): ("编号或样式无法读取", "numbers of lists that cannot be read"),
    ("MALFORMED_TABLE", "TABLE_DEPTH"): ("表格按段落读出", "a table, read as paragraphs"),
    ("OFFICEART",): ("图形中的文字无法读取", "words in drawings that cannot be read"),
}
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
    with opened(data, source, BROKEN) as archive:
        return _Package(archive).page()


def read_old_word(data: bytes, source: str) -> Page:
    """Return the lines of a Word file of before 2007 (.doc), or of WPS (.wps): made a new one, and that is read.

    Raises InputError where it is broken or has a password.
    """
    import doc2docx  # 20,000 lines that no other file needs

    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, "old.doc"), Path(folder, "new.docx")
        old.write_bytes(data)
        try:
            report = doc2docx.convert(old, new).report.to_dict()
            made = new.read_bytes() if new.stat().st_size <= MOST_OF_OLD else b""
        except doc2docx.errors.EncryptedDocumentError as error:
            raise InputError(
                f"{source}: 此 Word 文件有密码；请去除密码后另存。/ this Word file has a password; save it without one."
            ) from error
        except (doc2docx.errors.Doc2DocxError, ValueError, LookupError, ArithmeticError, RecursionError) as error:
            raise InputError(
                f"{source}: 这不是可读的旧版 Word 文件 (.doc、.wps)；请在 Word 或 WPS 中另存为 .docx。/ "
                "this is no readable old Word file (.doc, .wps); open it in Word or WPS and save it as .docx."
            ) from error
    page = read_word(made, source)
    codes = {each["code"] for each in report["diagnostics"] if each["severity"] != "info"}
    lost = [said for begins, said in LOST_OF_OLD.items() if any(code.startswith(begins) for code in codes)]
    # A sign for a sign: the places of the characters stay what they are.
    text = page.text.replace(ANCHOR, " ")
    left_out = (*page.left_out, *(f"{zh} / {en}" for zh, en in lost))
    blocks = sum(page.held.values()) + text.count("\n") + 1
    share = min(page.share, blocks / (blocks + len(lost)))
    return replace(page, text=text, left_out=left_out, share=share)


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
        lines = [*numbered_lines(body.blocks(found)), *map(Line, notes := list(_notes(body, parts)))]
        for kind, count in body.missed.items():
            if count:
                zh, en = MISSED[kind]
                self.left_out.append(f"{zh.format(count)} / {en.format(count)}")
        text, layout = laid_out(lines)
        share = len(lines) / max(1, len(lines) + body.missed.total() + len(self.left_out))
        held = {"boxes": body.boxes, "notes": len(notes)}
        return Page(text, left_out=tuple(self.left_out), layout=layout, held=held, share=share)

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


def _parsed(data: bytes) -> Any:
    return parsed(data.replace(*STRICT))


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
