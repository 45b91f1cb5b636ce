"""The file formats that documents come in; each module turns bytes into text.

A format's reader is imported with the first file that needs it: a run over plain text never waits for the others.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from importlib import import_module

import regex
from envgov.graph.errors import InputError

from .content import Page
from .encoding import decode, share_decoded
from .kinds import LOCKED_OFFICE, OFFICE_XML, kind_of_bytes, kind_of_suffix
from .recognition import recogniser

PAGES = (".html", ".htm", ".shtml", ".shtm", ".xhtml", ".xht", ".aspx", ".asp", ".jsp", ".jspx", ".php", ".do")
WORDS, PDFS = (".docx", ".docm", ".dotx", ".dotm"), (".pdf",)
OLD_WORDS, OLD_SHEETS = (".doc", ".dot", ".wps", ".wpt"), (".xls", ".xlt", ".et", ".ett")
SLIDES, RICH, FIXED = (".pptx", ".pptm", ".ppsx", ".potx"), (".rtf",), (".ofd",)
OPEN = (".odt", ".ott", ".ods", ".ots", ".odp", ".fodt", ".fods", ".fodp")
PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp")  # read where recognition is on
SHEETS, TEXTS, COMMAS = (".xlsx", ".xlsm", ".xltx"), (".txt", ".md", ".text"), (".csv", ".tsv")
LINES, JSONS, MAILS = (".jsonl", ".ndjson"), (".json",), (".eml", ".mht", ".mhtml")  # may hold several documents
READ = frozenset(
    (*PAGES, *WORDS, *OLD_WORDS, *PDFS, *SHEETS, *OLD_SHEETS, *COMMAS, *SLIDES, *OPEN, *RICH, *FIXED, *TEXTS, *MAILS)
)
_MARKUP = regex.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|table)\b", regex.IGNORECASE | regex.DOTALL
)
_MAIL = regex.compile(rb"\s*MIME-Version:", regex.IGNORECASE)
_OFFICE_XML = regex.compile(rb"<\?mso-application\b")
_FLAT = regex.compile(rb"<office:document\b")
_BEGINNING = 4096  # bytes
OLE = b"\xd0\xcf\x11\xe0"
# What a package holds, of Office, of OpenDocument, of OFD: the first of these parts says which reader is for it.
_PARTS = (("word/", ".docx"), ("xl/workbook.bin", ".txt"), ("xl/", ".xlsx"), ("ppt/", ".pptx"), ("OFD.xml", ".ofd"))
# What an old file of Office names its streams, in its own directory.
_STREAMS = (("EncryptedPackage", ""), ("WordDocument", ".doc"), ("Workbook", ".xls"), ("Book", ".xls"))
NAMES = {
    ".html": "网页 (HTML) / web page",
    ".docx": "Word 文件 (docx) / Word file",
    ".doc": "旧版 Word 或 WPS 文字文件 (doc, wps) / old Word or WPS file",
    ".pdf": "PDF",
    ".xlsx": "Excel 表格 (xlsx) / Excel spreadsheet",
    ".xls": "旧版 Excel 或 WPS 表格 (xls, et) / old Excel or WPS spreadsheet",
    ".csv": "逗号分隔的表格 (csv) / table of comma-separated values",
    ".pptx": "演示文件 (pptx) / presentation",
    ".odt": "OpenDocument 文件 (odt, ods, odp) / OpenDocument file",
    ".rtf": "富文本 (RTF) / rich text",
    ".ofd": "OFD 版式文件 / OFD file",
    ".txt": "文本 / text",
    ".png": "图片，文字识别 / picture, by OCR",
}
# Which module reads a form, and its function.
_READERS = {
    ".html": ("page", "read_page"),
    ".docx": ("word", "read_word"),
    ".doc": ("word", "read_old_word"),
    ".pdf": ("pdf", "read_pdf"),
    ".xlsx": ("sheets", "read_sheets"),
    ".xls": ("sheets", "read_old_sheets"),
    ".csv": ("sheets", "read_values"),
    ".pptx": ("slides", "read_slides"),
    ".odt": ("open_document", "read_open_document"),
    ".rtf": ("rtf", "read_rtf"),
    ".ofd": ("ofd", "read_ofd"),
    ".png": ("recognition", "read_picture"),
}


def readable() -> frozenset[str]:
    """Return the suffixes of files that are read now: pictures are, where recognition is on."""
    return READ | frozenset(PICTURES) if recogniser() is not None else READ


def read_content(suffix: str, data: bytes, source: str) -> Page:
    """Return what the bytes of a file hold, by what they are, else by its suffix in lower case.

    Raises InputError, naming `source`, where they cannot be read.
    """
    form = form_of(suffix, data)
    if form in _READERS:
        module, name = _READERS[form]
        page: Page = getattr(import_module(f".{module}", __name__), name)(data, source)
    else:
        text, left_out = decode(data, source)
        page = Page(text, left_out=left_out, share=share_decoded(text))
    return replace(page, format=NAMES.get(form, NAMES[".txt"]))


def form_of(suffix: str, data: bytes) -> str:
    """Return which reader the bytes are for: what a file is called is often not what it is (a .doc that is a page)."""
    begins = data[:_BEGINNING].removeprefix(b"\xef\xbb\xbf")
    text = not any(mark in begins for mark in (b"%PDF", b"\x00")) and not data.startswith((b"PK", OLE))
    if (suffix in PDFS and not text) or data.startswith(b"%PDF-"):
        return ".pdf"
    if suffix in MAILS or _MAIL.match(begins):
        return ".eml"
    if suffix in PAGES or _MARKUP.match(begins):
        return ".html"
    if begins.lstrip().startswith(b"{\\rtf"):
        return ".rtf"
    if suffix in OPEN and _FLAT.search(begins):
        return ".odt"
    if suffix in COMMAS:
        return ".csv"
    for forms, form in ((WORDS, ".docx"), (SHEETS, ".xlsx"), (SLIDES, ".pptx"), (OPEN, ".odt"), (FIXED, ".ofd")):
        if suffix in forms and not text and not data.startswith(OLE):
            return _packed(data, form)
    if data.startswith(OLE):
        return _stored(data)
    if suffix in PICTURES and recogniser() is not None:
        return ".png"
    return _packed(data, ".txt") if data.startswith(b"PK\x03\x04") else ".txt"


def _packed(data: bytes, otherwise: str) -> str:
    """Return which reader a package is for, by the parts it holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return otherwise
    if "content.xml" in names and "mimetype" in names:
        return ".odt"
    return next((form for part, form in _PARTS if any(name.startswith(part) for name in names)), otherwise)


def _stored(data: bytes) -> str:
    """Return which reader an old file of Office is for, by the names of its streams; "" where there is none."""
    return next((form for name, form in _STREAMS if f"{name}\0".encode("utf-16-le") in data), "")


def refuse_other(suffix: str, data: bytes, source: str) -> None:
    """Raise InputError for a file of a kind that is not read, saying what it is and what to do."""
    form, kind = form_of(suffix, data), kind_of_suffix(suffix)
    if form not in (".txt", ""):
        return
    if data.startswith(OLE) and (suffix in READ or kind is not None):
        # Office puts a file with a password into the package of the old ones.
        locked = "EncryptedPackage".encode("utf-16-le") in data or suffix in (*WORDS, *SHEETS, *SLIDES)
        kind = LOCKED_OFFICE if locked else kind_of_suffix(suffix) or kind_of_bytes(data)
    elif _OFFICE_XML.search(data[:_BEGINNING]):
        kind = OFFICE_XML
    elif kind is not None:
        named = kind_of_bytes(data) if not data.startswith(b"PK") else None  # a package is best known by its name
        kind = named or (kind if suffix not in READ or b"\x00" in data else None)  # a text that is called .doc is read
    if kind is not None:
        raise InputError(f"{source}: 这是{kind.zh}，不能读取；{kind.advice_zh}。/ this is {kind.en}; {kind.advice_en}.")
