"""The file formats that documents come in; each module turns bytes into text.

A format's reader is imported with the first file that needs it: a run over plain text never waits for the others.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import regex
from envgov.graph.errors import InputError

from .content import Page
from .encoding import decode
from .kinds import LOCKED_OFFICE, kind_of_bytes, kind_of_suffix
from .recognition import recogniser

PAGES = (".html", ".htm", ".shtml", ".shtm", ".xhtml", ".xht", ".aspx", ".asp", ".jsp", ".jspx", ".php", ".do")
WORDS, PDFS = (".docx", ".docm", ".dotx", ".dotm"), (".pdf",)
PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp")  # read where recognition is on
SHEETS, TEXTS = (".xlsx", ".xlsm", ".xltx"), (".txt", ".md", ".text")
READ = frozenset((*PAGES, *WORDS, *PDFS, *SHEETS, *TEXTS))
_MARKUP = regex.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b", regex.IGNORECASE | regex.DOTALL
)
_BEGINNING = 4096  # bytes
_PARTS = (("word/", ".docx"), ("xl/", ".xlsx"))  # what a package of Office holds
NAMES = {
    ".html": "网页 (HTML) / web page",
    ".docx": "Word 文件 (docx) / Word file",
    ".pdf": "PDF",
    ".xlsx": "Excel 表格 (xlsx) / Excel spreadsheet",
    ".txt": "文本 / text",
    ".png": "图片，文字识别 / picture, by OCR",
}


def readable() -> frozenset[str]:
    """Return the suffixes of files that are read now: pictures are, where recognition is on."""
    return READ | frozenset(PICTURES) if recogniser() is not None else READ


def read_content(suffix: str, data: bytes, source: str) -> Page:
    """Return what the bytes of a file hold, by what they are, else by its suffix in lower case.

    Raises InputError, naming `source`, where they cannot be read.
    """
    form = _form(suffix, data)
    return replace(_read(form, data, source), format=NAMES[form])


def _read(form: str, data: bytes, source: str) -> Page:
    if form == ".html":
        from .page import read_page

        return read_page(data, source)
    if form == ".docx":
        from .word import read_word

        return read_word(data, source)
    if form == ".pdf":
        from .pdf import read_pdf

        return read_pdf(data, source)
    if form == ".xlsx":
        from .sheets import read_sheets

        return read_sheets(data, source)
    if form == ".png":
        from .recognition import read_picture

        return read_picture(data, source)
    text, left_out = decode(data, source)
    return Page(text, left_out=left_out)


def _form(suffix: str, data: bytes) -> str:
    """Return which reader the bytes are for: what a file is called is often not what it is (a .doc that is a page)."""
    text = not any(mark in data[:_BEGINNING] for mark in (b"%PDF", b"\x00")) and not data.startswith(
        (b"PK", b"\xd0\xcf")
    )
    if (suffix in PDFS and not text) or data.startswith(b"%PDF-"):
        return ".pdf"
    if suffix in PAGES or _MARKUP.match(data[:_BEGINNING].removeprefix(b"\xef\xbb\xbf")):
        return ".html"
    for forms, form in ((WORDS, ".docx"), (SHEETS, ".xlsx")):
        if suffix in forms and not text:
            return form
    if suffix in PICTURES and recogniser() is not None:
        return ".png"
    return _packed(data) if data.startswith(b"PK\x03\x04") else ".txt"


def _packed(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ".txt"
    return next((form for part, form in _PARTS if any(name.startswith(part) for name in names)), ".txt")


def refuse_other(suffix: str, data: bytes, source: str) -> None:
    """Raise InputError for a file of a kind that is not read, saying what it is and what to do."""
    kind = kind_of_suffix(suffix)
    kind = kind_of_bytes(data) or kind if kind is not None else None  # an RTF file is called .doc as often as not
    if suffix in (*WORDS, *SHEETS) and data.startswith(b"\xd0\xcf\x11\xe0"):
        kind = LOCKED_OFFICE  # Office puts a file with a password into the package of the old ones
    if (kind is not None and _form(suffix, data) == ".txt") or kind is LOCKED_OFFICE:
        raise InputError(f"{source}: 这是{kind.zh}，不能读取；{kind.advice_zh}。/ this is {kind.en}; {kind.advice_en}.")
