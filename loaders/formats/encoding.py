"""Decode bytes in any encoding that Chinese texts come in."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes
from envgov.graph.errors import InputError

CANDIDATES = ["utf_8", "gb18030", "big5", "utf_16_le", "utf_16_be"]
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Beginnings of files that are no text, so that the message can say what the file is.
_SIGNATURES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"%PDF", "a PDF file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls, .wps)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format", "a database"),
)


def decode(data: bytes, source: str) -> str:
    """Return the text of `data`; raise InputError where it is binary or its encoding cannot be decided."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"{source}: this is {kind}, not a text; convert it to text or give it its proper suffix.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, source)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data, source)
    if "\x00" in text:
        return _guessed(data, source)
    return text


def _strict(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        where = f"byte {error.start}"
        raise InputError(f"{source}: marked as {encoding} but broken at {where}; save it again as UTF-8.") from error


def _guessed(data: bytes, source: str) -> str:
    best = from_bytes(data, cp_isolation=CANDIDATES, threshold=0.3).best()
    if best is None:
        raise InputError(
            f"{source}: neither UTF-8, UTF-16, GB18030 nor Big5 fits; is it a binary file? Save it as UTF-8."
        )
    return str(best)
