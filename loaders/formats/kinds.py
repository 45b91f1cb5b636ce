"""The kinds of files that are not read: by their suffix or first bytes what a file is, and what to do with it."""

from __future__ import annotations

from dataclasses import dataclass

_AS_DOCX = ("请在 Word 或 WPS 中另存为 .docx", "open it in Word, WPS or LibreOffice and save it as .docx")
_AS_XLSX = ("请另存为 .xlsx", "save it as .xlsx")
_AS_TEXT = ("请把其文字另存为 .txt 或 .docx", "save its words as .txt or .docx")
_AS_PDF = ("请另存为 .pdf 或 .docx", "save it as .pdf or .docx")
_UNPACK = ("请先解压", "unpack it first")
_OCR = ("请先做文字识别 (OCR)，存为 .txt", "run OCR over it and save the text as .txt")
_NO_TEXT = ("其中没有可读的文字", "it holds no text to read")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is, in both languages, and what to do so that it can be read."""

    zh: str
    en: str
    advice_zh: str
    advice_en: str


RTF = Kind("富文本 (RTF) 文件", "an RTF file (rich text)", *_AS_DOCX)
OLD_OFFICE = Kind("旧版 Office 文件 (.doc、.xls、.wps)", "an old Office file (.doc, .xls, .wps)", *_AS_DOCX)
LOCKED_OFFICE = Kind(
    "加密或旧版的 Office 文件", "an encrypted or old Office file", "请去除密码后另存", "save it without its password"
)
_BY_SUFFIX: dict[str, Kind] = {
    **dict.fromkeys((".doc", ".dot"), Kind("旧版 Word 文件 (.doc)", "an old Word file (.doc)", *_AS_DOCX)),
    **dict.fromkeys((".wps", ".wpt"), Kind("WPS 文字文件", "a WPS Writer file", *_AS_DOCX)),
    **dict.fromkeys(
        (".xls", ".et", ".xlt", ".xlsb"), Kind("旧版或 WPS 表格文件", "an old or WPS spreadsheet", *_AS_XLSX)
    ),
    **dict.fromkeys((".ppt", ".dps", ".pps"), Kind("旧版演示文件", "an old presentation", *_AS_PDF)),
    ".rtf": RTF,
    **dict.fromkeys((".ofd",), Kind("OFD 版式文件", "an OFD file", *_AS_PDF)),
    **dict.fromkeys((".odt", ".ods", ".odp", ".fodt"), Kind("OpenDocument 文件", "an OpenDocument file", *_AS_DOCX)),
    **dict.fromkeys((".pptx", ".ppsx", ".key"), Kind("演示文件", "a presentation", *_AS_TEXT)),
    **dict.fromkeys(
        (".caj", ".ceb", ".epub", ".mobi", ".djvu", ".xps", ".pages"),
        Kind("版式或电子书文件", "a page file or e-book", *_AS_PDF),
    ),
    **dict.fromkeys(
        (".eml", ".msg", ".mht", ".mhtml", ".mbox"), Kind("邮件或网页存档", "an e-mail or an archived page", *_AS_TEXT)
    ),
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic"), Kind("图片", "an image", *_OCR)
    ),
    **dict.fromkeys(
        (".zip", ".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz"), Kind("压缩包", "an archive", *_UNPACK)
    ),
    **dict.fromkeys(
        (".mp3", ".mp4", ".wav", ".avi", ".mov", ".m4a", ".mkv", ".flv", ".wmv"),
        Kind("音像文件", "a recording", *_NO_TEXT),
    ),
    **dict.fromkeys(
        (".exe", ".dll", ".so", ".bin", ".db", ".sqlite"), Kind("程序或数据库", "a program or database", *_NO_TEXT)
    ),
}
_BY_BYTES = (
    (b"\x89PNG", Kind("PNG 图片", "a PNG image", *_OCR)),
    (b"\xff\xd8\xff", Kind("JPEG 图片", "a JPEG image", *_OCR)),
    (b"GIF8", Kind("GIF 图片", "a GIF image", *_OCR)),
    (b"II*\x00", Kind("TIFF 图片", "a TIFF image", *_OCR)),
    (b"MM\x00*", Kind("TIFF 图片", "a TIFF image", *_OCR)),
    (
        b"PK\x03\x04",
        Kind("ZIP 压缩包", "a ZIP archive", "请解压或改回原来的扩展名", "unpack it or give it its proper suffix"),
    ),
    (b"%PDF", Kind("PDF 文件", "a PDF file", "请把扩展名改为 .pdf", "give it the suffix .pdf")),
    (b"{\\rtf", RTF),
    (b"\xd0\xcf\x11\xe0", OLD_OFFICE),
    (b"Rar!", Kind("RAR 压缩包", "a RAR archive", *_UNPACK)),
    (b"7z\xbc\xaf", Kind("7z 压缩包", "a 7z archive", *_UNPACK)),
    (b"\x1f\x8b", Kind("gzip 压缩包", "a gzip archive", *_UNPACK)),
    (b"\x7fELF", Kind("程序", "a program", *_NO_TEXT)),
    (b"MZ", Kind("程序", "a program", *_NO_TEXT)),
    (b"SQLite format", Kind("数据库", "a database", *_NO_TEXT)),
)
OFFICE_XML = Kind("Office 2003 的 XML 文件", "an Office 2003 XML file", *_AS_DOCX)
OTHER = Kind("未知类型的文件", "a file of a kind that is not read", *_AS_TEXT)


def kind_of_bytes(data: bytes) -> Kind | None:
    """Return what a file is by its first bytes, where it is no text."""
    return next((kind for mark, kind in _BY_BYTES if data.startswith(mark)), None)


def kind_of_suffix(suffix: str) -> Kind | None:
    """Return what a file is by its suffix in lower case, where it is of a kind that is not read."""
    return _BY_SUFFIX.get(suffix)
