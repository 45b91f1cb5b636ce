"""Read PDF files that have a text layer; lines that every page repeats are left out."""

from __future__ import annotations

import io
import logging
from collections import Counter

import regex
from envgov.graph.errors import InputError
from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from ..language.rules import pattern
from .content import Page

PAGE_NUMBER = pattern("lines.page_number")
FEWEST_PAGES = 3  # a line at the edge of so many pages is a running head
MOST_PAGES = 2000


def read_pdf(data: bytes, source: str) -> Page:
    """Return the lines of a PDF; raise InputError where it is broken, locked or only pictures."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every oddity of a file; we report the file
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(f"{source}: this PDF is locked by a password; save an unlocked copy")
        pages = [(page.extract_text() or "").splitlines() for page in reader.pages[:MOST_PAGES]]
    except DependencyError as error:
        raise InputError(
            f"{source}: this PDF is encrypted, and reading it needs a package that is missing; "
            "run: pip install 'pypdf[crypto]', or save an unlocked copy"
        ) from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"{source}: this is no readable PDF; print it to a new PDF or save it as text") from error
    running = _running(pages)
    lines = [
        line
        for page in pages
        for line in page
        if line.strip() and line not in running and not PAGE_NUMBER.fullmatch(line)
    ]
    if not regex.search(r"\p{L}", "".join(lines)):
        raise InputError(f"{source}: this PDF has no text layer; run OCR over it first, or save it as text")
    return Page("\n".join(lines))


def _running(pages: list[list[str]]) -> frozenset[str]:
    edges = Counter(line for page in pages for line in {*page[:2], *page[-2:]} if line.strip())
    return frozenset(line for line, count in edges.items() if count >= max(FEWEST_PAGES, len(pages) // 2))
