"""The file formats that documents come in; each module turns bytes into text.

A format's reader is imported with the first file that needs it: a run over plain text never waits for the others.
"""

from __future__ import annotations

from .content import Page
from .encoding import decode

PAGES, WORDS, PDFS = (".html", ".htm", ".shtml"), (".docx",), (".pdf",)


def read_content(suffix: str, data: bytes, source: str) -> Page:
    """Return what the bytes of a file hold, by its suffix in lower case; what is no page, Word or PDF is read as text.

    Raises InputError, naming `source`, where they cannot be read.
    """
    if suffix in PAGES:
        from .page import read_page

        return read_page(data, source)
    if suffix in WORDS:
        from .word import read_word

        return Page(read_word(data, source))
    if suffix in PDFS:
        from .pdf import read_pdf

        return Page(read_pdf(data, source))
    return Page(decode(data, source))
